/* web/pages/views.h: view structs that several pages share, and the words of the stylesheet.
 *
 * A page is what stands in <main>; it begins with one <h1>. Classes of web/static/app.css:
 *
 *   .crumbs            a small line above the <h1>: where this page belongs, or place and time
 *   .lead              the sentence under the <h1>
 *   .columns           two columns: <div> … </div><aside> … </aside>; one on a phone
 *   .card              in an <aside>: a box with <h2>; lists in it have thin lines
 *   .next              the next step: <section class="next"><p>Volgende stap</p><h2>…</h2><p>…</p>
 *                      <a class="button">…</a></section>
 *   .todo              <ul>; each <li>: <span class="when [late]">, <div><p>what</p><p class="why">
 *                      why</p></div>, and one <a class="button small"> or form
 *   .rows              <ul> of lines with thin lines between; .why for the small line
 *   .agenda            <ol>; each <li [class="unsent"]>: <span class="time">, <span class="number">,
 *                      <div><a class="title"><p class="why">chips and facts</p></div>,
 *                      <form class="move" data-keep><button> (see data-keep below)
 *   .chip [ok|warn|bad|accent]  a small outlined word (struct chip, part `chip`)
 *   .facts             <dl>: what is known, name and value
 *   .timeline          part `timeline`; .letter the text of a decision or item (66 characters wide)
 *   .buttons           a row of buttons; .button filled (one a page), .plain outlined, .small
 *                      smaller, .danger red outlined, .link a button that looks like a link
 *   .field .hint .error .optional .check   of forms; see part `form_fields`; .inline a one-line form
 *   .errors .done .note   what went wrong; what was done; something to know before going on
 *   .search            <form role="search">: label, input, button on one line
 *   .stack             a table whose rows become blocks on a phone: <td data-label="Naam">
 *   .pager             part `pager`; .empty what belongs here, with one action
 *   .secret            a code or secret that is shown once: <code class="secret">
 *   .late .soft .number   red and bold; less important; tabular figures
 *   .away              for screen readers only; .no-print, .print-only
 *
 * What web/static/app.js adds when a script may run:
 *   data-countdown="90"     counts these seconds down in the element; when they are over the
 *                           buttons of the form around it are switched off
 *   <button hidden data-copy="text">   copies it ("" = the page's address); data-print prints
 *   data-keep on a form     after sending it the page stands where it stood
 *   data-failed             on what says that nothing was saved: local copies of texts stay
 *   long texts              are kept in the browser until the form was saved; leaving asks first
 */
#ifndef WEB_PAGES_VIEWS_H
#define WEB_PAGES_VIEWS_H

#include "web/http/form.h"

/* A small word in an outline: {{> chip status}}. */
struct chip {
    const char *text;
    const char *tone; /* "", "ok", "warn", "bad", "accent" */
};
struct chip_list {
    struct chip *at;
    size_t count;
};

/* A link in a sentence or list. */
struct link_view {
    const char *text;
    struct url to;
};
struct link_list {
    struct link_view *at;
    size_t count;
};

/* One moment of a dossier. */
struct timeline_entry {
    const char *when; /* "di 27/02/2024", "mei 2024" */
    const char *title;
    const char *why; /* "" or a small line */
    struct url to;   /* "" without a page */
    bool here;       /* what this page shows */
};
struct timeline_view {
    struct timeline_entry *at;
    size_t count;
};

/* The lists before and after this page; "" when there is none. */
struct pager_view {
    struct url previous, next;
};

#endif
