#include "agenda/letter.h"
#include "agenda/advice.h"
#include "agenda/text.h"
#include "lok/base/buf.h"
#include "lok/base/dates.h"
#include <string.h>

/* -- text and HTML from the same pieces -- */

struct page {
    struct arena *arena;
    struct buf text, html;
    bool in_list;
};

static struct page page_new(struct arena *a)
{
    struct page p = { .arena = a };

    buf_init(&p.text, a, 0);
    buf_init(&p.html, a, 0);
    return p;
}

static void end_list(struct page *p)
{
    if (!p->in_list)
        return;
    p->in_list = false;
    buf_puts(&p->text, "\n");
    buf_puts(&p->html, "</ul>\n");
}

static void add_paragraph(struct page *p, const char *s)
{
    end_list(p);
    buf_printf(&p->text, "%s\n\n", s);
    buf_puts(&p->html, "<p>");
    buf_html(&p->html, s);
    buf_puts(&p->html, "</p>\n");
}

static void add_line(struct page *p, const char *s)
{
    if (!p->in_list)
        buf_puts(&p->html, "<ul style=\"list-style:none;padding-left:1em\">\n");
    p->in_list = true;
    buf_printf(&p->text, "  %s\n", s);
    buf_puts(&p->html, "<li>");
    buf_html(&p->html, s);
    buf_puts(&p->html, "</li>\n");
}

static void add_link(struct page *p, const char *words, const char *url)
{
    end_list(p);
    buf_printf(&p->text, "%s:\n%s\n\n", words, url);
    buf_puts(&p->html, "<p><a href=\"");
    buf_html(&p->html, url);
    buf_puts(&p->html, "\">");
    buf_html(&p->html, words);
    buf_puts(&p->html, "</a></p>\n");
}

/* -- what stands in it -- */

static bool is_about_meeting(const struct notice_text *text)
{
    switch (text->type) {
    case NOTICE_MEETING_PLANNED:
    case NOTICE_MEETING_MOVED:
    case NOTICE_MEETING_CANCELLED:
    case NOTICE_AGENDA_PUBLISHED:
    case NOTICE_AGENDA_CHANGED:
    case NOTICE_ITEMS_CALLED:
    case NOTICE_REPLY_MISSING:
    case NOTICE_DOCUMENT_ADDED:
    case NOTICE_AGENDA_DRAFTED:
        return text->has_meeting;
    default:
        return false;
    }
}

static bool asks_reply(const struct notice_text *text)
{
    return is_about_meeting(text) && text->type != NOTICE_MEETING_CANCELLED &&
           text->type != NOTICE_AGENDA_DRAFTED && text->seen.meeting.starts_at != 0;
}

size_t letter_facts(
    struct arena *a, const struct notice_text *text, struct letter_fact ret[LETTER_FACTS])
{
    const struct meeting *m = &text->seen.meeting;
    size_t count = 0;

    if (!is_about_meeting(text))
        return 0;
    ret[count++] = (struct letter_fact){ "Wanneer",
        m->starts_at == 0 ? dutch_month(a, m->month) : dutch_instant(a, m->starts_at) };
    if (!str_empty(m->location))
        ret[count++] = (struct letter_fact){ "Waar", m->location };
    if (!str_empty(m->online_url))
        ret[count++] = (struct letter_fact){ "Online", m->online_url };
    return count;
}

const char *letter_title(struct arena *a, const struct notice_text *texts, size_t count)
{
    const struct meeting *m = &texts[0].seen.meeting;

    if (count == 1 || !texts[0].has_meeting)
        return texts[0].title;
    return arena_printf(a, "%s: %s, %s",
        texts[0].type == NOTICE_ACTION_ASSIGNED ? "Acties" : "Beslissingen en aankondigingen",
        m->title,
        m->starts_at == 0 ? dutch_month(a, m->month) : dutch_day(a, date_of(a, m->starts_at)));
}

static void add_items(struct page *p, const struct notice_text *text)
{
    const struct item_list *items = &text->seen.items;

    if (!text->seen.has_agenda || items->count == 0 || !is_about_meeting(text) ||
        text->type == NOTICE_MEETING_CANCELLED || text->type == NOTICE_REPLY_MISSING)
        return;
    add_paragraph(p, "Agenda");
    for (size_t i = 0; i < items->count; i++) {
        const struct item *item = &items->at[i];
        const char *minutes =
            item->minutes == 0 ? ""
                               : arena_printf(p->arena, " (%lld min.)", (long long)item->minutes);
        const char *by = str_empty(item->presenter_partner)
                             ? ""
                             : arena_printf(p->arena, ", door %s", item->presenter_partner);

        add_line(
            p, arena_printf(p->arena, "%s. %s%s%s", item->shown_number, item->title, by, minutes));
    }
}

const char *letter_action(struct arena *a, const struct action_point *p)
{
    return str_empty(p->due_date)
               ? p->text
               : arena_printf(a, "%s (tegen %s)", p->text, dutch_date_long(a, p->due_date));
}

/* So that the longest, in text and HTML, stay well under MAIL_MAX_BODY. */
enum { LETTER_ACTIONS = 50 };

static void add_actions(struct page *p, const struct action_list *actions)
{
    if (actions->count == 0)
        return;
    add_paragraph(p, "Acties van deze vergadering");
    for (size_t i = 0; i < actions->count && i < LETTER_ACTIONS; i++)
        add_line(p, arena_printf(p->arena, "%s: %s", actions->at[i].partner_name,
                        letter_action(p->arena, &actions->at[i])));
    if (actions->count > LETTER_ACTIONS)
        add_line(p, arena_printf(p->arena, "En nog %zu andere: ze staan in het verslag.",
                        actions->count - LETTER_ACTIONS));
}

/* The advice itself: its reader need not go anywhere to read it. */
static void add_advice(struct page *p, const struct advice *v)
{
    const char *text = text_to_plain(p->arena, v->text);

    while (!str_empty(text)) {
        size_t length = strcspn(text, "\n");

        if (length > 0)
            add_paragraph(p, arena_strndup(p->arena, text, length));
        text += length + (text[length] == '\n');
    }
}

static void add_texts(struct page *p, const struct notice_text *texts, size_t count)
{
    struct letter_fact facts[LETTER_FACTS];
    size_t fact_count = letter_facts(p->arena, &texts[0], facts);

    add_paragraph(p, "Beste");
    for (size_t i = 0; i < count; i++)
        add_paragraph(p, texts[i].sentence);
    for (size_t i = 0; i < fact_count; i++)
        add_line(p, arena_printf(p->arena, "%s: %s", facts[i].name, facts[i].value));
    if (texts[0].type == NOTICE_AGENDA_CHANGED || texts[0].type == NOTICE_MEETING_MOVED) {
        add_paragraph(p, "Wat er gewijzigd is");
        for (size_t i = 0; i < texts[0].changes.count; i++)
            add_line(p, texts[0].changes.at[i].dutch);
    }
    add_items(p, &texts[0]);
    add_actions(p, &texts[0].actions);
}

static void add_links(struct page *p, const struct notice_text *texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add_link(p, count == 1 ? texts[i].link_words : texts[i].title, texts[i].link);
}

static void add_personal(
    struct page *p, const struct letter_to *to, const struct notice_text *texts)
{
    const char *words = "Lees alles via uw persoonlijke link";

    if (texts[0].type == NOTICE_MINUTES_DRAFTED || texts[0].type == NOTICE_MINUTES_SUBMITTED)
        words = "Lees het verslag na via uw persoonlijke link";
    else if (texts[0].type == NOTICE_AGENDA_DRAFTED)
        words = "Lees de agenda na via uw persoonlijke link";
    else if (texts[0].type == NOTICE_ITEMS_CALLED)
        words = "Stel uw punt voor via uw persoonlijke link";
    else if (texts[0].type == NOTICE_ACTION_DUE)
        words = "Laat weten hoe het ermee staat via uw persoonlijke link";
    else if (texts[0].type == NOTICE_COALITION_ASKED)
        words = "Laat weten of u meedoet via uw persoonlijke link";
    else if (asks_reply(&texts[0]) && texts[0].seen.meeting.kind == MEETING_WRITTEN_PROCEDURE)
        words = "Stem of geef uw mening via uw persoonlijke link";
    else if (asks_reply(&texts[0]))
        words = "Laat weten of u komt, en lees de agenda, via uw persoonlijke link";
    add_link(p, words, to->link);
    add_paragraph(p, to->link_until == 0
                         ? "Deze link is alleen voor u. U hebt geen wachtwoord nodig."
                         : arena_printf(p->arena,
                               "Deze link is alleen voor u. U hebt geen wachtwoord nodig. Hij werkt"
                               " tot %s.",
                               dutch_date_long(p->arena, date_of(p->arena, to->link_until))));
    if (to->invitation && asks_reply(&texts[0]))
        add_paragraph(p, "Antwoord via deze link. Op “Accepteren” in uw kalender krijgen wij geen"
                         " antwoord.");
}

static struct lines why(struct arena *a, const struct letter_to *to, const struct telling *t)
{
    const struct council *c = t->council;
    const struct invited *who = to->who;
    struct lines lines = { arena_array(a, 2, sizeof *lines.at), 0 };

    if (t->advice != NULL && !who->member)
        lines.at[lines.count++] = arena_printf(a,
            "U krijgt deze mail omdat u contactpersoon bent van %s, waaraan %s dit advies geeft.",
            who->partner_name, c->name);
    else if (t->type == NOTICE_ACTION_DUE && !who->member)
        lines.at[lines.count++] = arena_printf(a,
            "U krijgt deze mail omdat u contactpersoon bent van %s, die dit voor %s opvolgt.",
            who->partner_name, c->name);
    else if (t->ask != NULL)
        lines.at[lines.count++] = arena_printf(a,
            "U krijgt deze mail omdat u contactpersoon bent van %s, die %s hiervoor vraagt.",
            who->partner_name, c->name);
    else if (t->expansion != NULL)
        lines.at[lines.count++] = arena_printf(a,
            "U krijgt deze mail omdat u contactpersoon bent van %s: %s verwittigt wie plaatsen %s.",
            who->partner_name, c->name,
            t->type == NOTICE_EXPANSION_OPENED ? "kan aanvragen" : "aanvroeg");
    else
        lines.at[lines.count++] =
            who->member ? arena_printf(a, "U krijgt deze mail omdat u lid bent van %s.", c->name)
                        : arena_printf(a,
                              "U krijgt deze mail omdat u contactpersoon bent van %s, die bij deze"
                              " vergadering van %s betrokken is.",
                              who->partner_name, c->name);
    if (!str_empty(to->stop_url))
        lines.at[lines.count++] =
            arena_printf(a, "Minder vaak of geen mail meer? %s", to->stop_url);
    return lines;
}

static struct mail mail_of(struct page *p, const char *subject)
{
    end_list(p);
    return (struct mail){
        .from = "",
        .from_name = "",
        .to = "",
        .message_id = "",
        .subject = subject,
        .text = p->text.data,
        .html = p->html.data,
        .calendar = "",
        .method = "",
        .stop_url = "",
    };
}

struct mail letter_for_person(struct arena *a, const struct letter_to *to, const struct telling *t,
    const struct notice_text *texts, size_t count)
{
    struct page p = page_new(a);

    add_texts(&p, texts, count);
    if (t->type == NOTICE_ADVICE_SENT)
        add_advice(&p, t->advice);
    if (str_empty(to->link))
        add_links(&p, texts, count);
    else
        add_personal(&p, to, texts);
    struct mail m = mail_of(&p, letter_title(a, texts, count));
    m.why = why(a, to, t);
    m.stop_url = to->stop_url;
    return m;
}

struct mail letter_for_endpoint(
    struct arena *a, const struct telling *t, const struct notice_text *texts, size_t count)
{
    struct page p = page_new(a);

    add_texts(&p, texts, count);
    add_links(&p, texts, count);
    struct mail m = mail_of(&p, letter_title(a, texts, count));
    m.why = (struct lines){ arena_array(a, 1, sizeof *m.why.at), 1 };
    m.why.at[0] = arena_printf(a,
        "U krijgt deze mail omdat dit adres als koppeling van %s is ingesteld. Vraag het"
        " secretariaat om ze stop te zetten.",
        t->council->name);
    return m;
}

struct mail letter_plain(struct arena *a, const char *subject, const struct lines *paragraphs,
    const char *link_words, const char *link)
{
    struct page p = page_new(a);

    for (size_t i = 0; i < paragraphs->count; i++)
        add_paragraph(&p, paragraphs->at[i]);
    add_link(&p, link_words, link);
    return mail_of(&p, subject);
}
