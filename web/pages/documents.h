/* web/pages/documents.h: documents that stand with something: the list with its form, and the page
 * that finds them by name. */
#ifndef WEB_PAGES_DOCUMENTS_H
#define WEB_PAGES_DOCUMENTS_H

#include "agenda/attachment.h"
#include "web/pages/show.h"

struct document_row {
    const char *name, *why; /* "PDF · 340 kB · di 27/02/2024" */
    struct url to;          /* "" when only that it exists may be known */
    struct chip access, unsent;
    struct url remove;      /* "" for who may not */
    struct url access_page; /* where who may read it is changed; "" */
    struct link_view place; /* where it stands, text "" on the page of that */
};
struct document_rows {
    struct document_row *at;
    size_t count;
};

/* Part `document_form`. */
struct document_form {
    const char *hint, *accept, *error;
    int64_t most; /* bytes */
    struct form_view form;
    struct url action;
};

/* Part `documents`. */
struct documents_view {
    bool shown; /* there is something, or may be */
    struct document_rows rows, earlier;
    const char *lead; /* "", or who sees what is added when */
    bool adds;
    struct document_form form;
};

/* The documents of something, as the reader of this request sees them; sets rq->script where a
 * document may be added. */
enum err documents_of(
    struct request *rq, unsigned owner, int64_t id, struct documents_view *ret) NODISCARD;
/* The same for `who`, whose documents have addresses that begin with `below`. */
enum err documents_rows(struct request *rq, const struct actor *who, struct attachment_of of,
    const char *below, struct document_rows *ret) NODISCARD;

/* One of them; `changes` when the reader may remove it and say who reads it. */
struct document_row documents_row(
    struct request *rq, const struct attachment *one, const char *below, bool changes);

/* The page of the thing that documents stand with. */
struct url documents_place_url(struct arena *a, const struct attachment_place *p);

/* The form that adds one to that place. */
enum err documents_form(struct request *rq, const struct actor *who,
    const struct attachment_place *place, struct url action, struct document_form *ret) NODISCARD;
/* The page of it, also after a refusal. */
enum err documents_add_page(struct request *rq, const struct actor *who, unsigned owner,
    const char *written, struct url action, struct link_view back, unsigned status) NODISCARD;
/* Takes what was posted, and goes to `to` with a message, or shows the page again. */
enum err documents_receive(struct request *rq, const struct actor *who, unsigned owner,
    const char *written, struct url action, struct link_view back) NODISCARD;

struct document_add_view {
    struct link_view back;
    const char *title, *lead;
    struct form_view problem;
    struct document_form form;
};

struct documents_page_view {
    const char *typed, *found;
    struct document_rows rows;
    struct url next;
};

#endif
