#include "web/pages/personal.h"
#include "agenda/calendar_feed.h"
#include "agenda/minutes.h"
#include "agenda/review.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "lok/partner.h"
#include "templates.h"
#include "web/pages/pages.h"
#include "web/pages/review.h"
#include <string.h>

struct url personal_url(struct request *rq, const char *below)
{
    return url_of(
        rq->arena, "/persoonlijk/%s%s", url_encode(rq->arena, request_param(rq, "token")), below);
}

enum err personal_open(struct request *rq, struct bearer *ret)
{
    struct bearer b = { .token = request_param(rq, "token") };

    TRY(personal_link_open(rq->snap, rq->arena, b.token, &b.link));
    TRY(personal_link_actor(
        rq->snap, rq->arena, &b.link, council_today(rq->arena, &rq->council), &b.who));
    *ret = b;
    return ERR_OK;
}

/* -- what it shows -- */

struct personal_items personal_items_of(
    struct request *rq, const struct actor *who, const struct item_list *list)
{
    struct arena *a = rq->arena;
    struct personal_items items = { arena_array(a, list->count, sizeof *items.at), list->count };

    for (size_t i = 0; i < list->count; i++) {
        const struct item *from = &list->at[i];
        const char *by = str_empty(from->presenter) ? from->presenter_partner : from->presenter;
        const char *minutes =
            from->minutes == 0 ? "" : arena_printf(a, "%lld min", (long long)from->minutes);
        items.at[i] = (struct personal_item){
            .time = from->starts_at == 0 ? "" : dutch_clock(a, from->starts_at),
            .number = from->shown_number,
            .title = from->title,
            .facts = arena_printf(
                a, "%s%s%s", minutes, !str_empty(minutes) && !str_empty(by) ? " · " : "", by),
            .purpose = show_purpose(from->purpose),
            .outcome = show_outcome(from->outcome),
            .own = from->presenter_partner_id != 0 && from->presenter_partner_id == who->partner_id,
            .text = show_text(a, from->text),
        };
    }
    return items;
}

/* The file for one's own calendar, of what this person sees. */
static enum err read_calendar(struct request *rq, const struct bearer *b, const char **ret)
{
    const struct calendar_source from = {
        .s = rq->snap,
        .council = &rq->council,
        .public_url = rq->app->public_url,
        .now = clock_now(),
    };
    return calendar_feed_meeting(&from, rq->arena, visibility_of(&b->who), b->link.meeting_id, ret);
}

static enum err add_minutes(struct request *rq, const struct bearer *b, struct url *ret)
{
    struct minutes_found seen = { 0 };
    struct minutes_reader r;

    TRY(minutes_reader_of(rq->snap, rq->arena, &b->who, &r));
    enum err e = minutes_seen(rq->snap, rq->arena, &r, b->link.meeting_id, &seen);
    if (e == ERR_OK)
        *ret = personal_url(rq, "/verslag");
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

/* Of the meeting, then of each item, which is named. */
static enum err add_documents(struct request *rq, const struct bearer *b, const struct published *p,
    struct document_rows *ret)
{
    struct arena *a = rq->arena;
    const char *below = personal_url(rq, "").address;
    struct document_rows rows = { 0 };
    struct document_rows *parts = arena_array(a, p->items.count + 1, sizeof *parts);
    enum err e = documents_rows(rq, &b->who,
        (struct attachment_of){ ATTACHED_TO_MEETING, p->meeting.id }, below, &parts[0]);

    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    size_t count = parts[0].count;
    for (size_t i = 0; i < p->items.count; i++) {
        const struct item *item = &p->items.at[i];
        struct document_rows *part = &parts[i + 1];

        TRY(documents_rows(
            rq, &b->who, (struct attachment_of){ ATTACHED_TO_ITEM, item->id }, below, part));
        for (size_t j = 0; j < part->count; j++)
            part->at[j].why =
                arena_printf(a, "Bij punt %s · %s", item->shown_number, part->at[j].why);
        count += part->count;
    }
    rows.at = arena_array(a, count, sizeof *rows.at);
    for (size_t i = 0; i <= p->items.count; i++)
        for (size_t j = 0; j < parts[i].count; j++)
            rows.at[rows.count++] = parts[i].at[j];
    *ret = rows;
    return ERR_OK;
}

/* What was added to one's own proposals, and where more is added while they wait. */
static enum err add_proposed(struct request *rq, const struct bearer *b, struct proposal_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        struct proposal_row *row = &rows->at[i];
        struct attachment_of of = { ATTACHED_TO_PROPOSAL, row->id };
        struct attachment_place place;

        TRY(documents_rows(rq, &b->who, of, personal_url(rq, "").address, &row->files));
        TRY(attachment_place(rq->snap, rq->arena, &b->who, of, &place));
        if (place.may_add)
            row->documents = (struct link_view){ "Document toevoegen",
                personal_url(rq,
                    arena_printf(rq->arena, "/voorstellen/%lld/documenten", (long long)row->id)) };
    }
    return ERR_OK;
}

static enum err add_meeting(struct request *rq, const struct bearer *b, struct personal_view *v)
{
    struct arena *a = rq->arena;
    struct published p = { 0 };
    struct reply reply = { .remark = "" };
    const char *file;

    TRY(publication_current(
        rq->snap, a, visibility_of(&b->who), b->link.meeting_id, clock_now(), &p));
    v->has_meeting = true;
    v->title = p.meeting.title;
    v->when = show_when(a, &p.meeting);
    v->state = show_meeting_state(&p.meeting);
    if (!str_empty(p.meeting.online_url))
        show_add_fact(
            &v->facts, "Online", "deelnemen via deze link", (struct url){ p.meeting.online_url });
    if (p.meeting.kind == MEETING_WRITTEN_PROCEDURE)
        v->written = personal_url(rq, "/stemmen");
    v->has_agenda = p.items.count > 0;
    v->items = personal_items_of(rq, &b->who, &p.items);
    TRY(add_documents(rq, b, &p, &v->documents));
    enum err e = reply_get(rq->snap, a, &b->who, p.meeting.id, b->who.person_id, &reply);
    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    v->reply = replies_form(rq, &p, &reply, personal_url(rq, "/antwoord"));
    TRY(proposals_form(rq, &b->who, &p.meeting, personal_url(rq, "/voorstel"), &v->propose));
    TRY(add_minutes(rq, b, &v->minutes));
    e = read_calendar(rq, b, &file);
    if (e == ERR_OK)
        v->calendar = personal_url(rq, "/kalender.ics");
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

/* The chair reads an agenda before it is sent. */
static enum err add_review(struct request *rq, const struct bearer *b, struct url *ret)
{
    struct published p = { 0 };
    enum err e = b->link.meeting_id == 0
                     ? ERR_NOT_FOUND
                     : review_read(rq->snap, rq->arena, &b->who, b->link.meeting_id, &p);

    if (e == ERR_OK)
        *ret = personal_url(rq, "/agenda");
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

/* Open ones: those of one's own organisation, and, for who sees more, those of others. */
static enum err add_actions(struct request *rq, const struct bearer *b, struct personal_view *v)
{
    static const struct action_filter ANY;
    struct arena *a = rq->arena;
    struct action_list all = { 0 };

    TRY(action_open(rq->snap, a, &b->who, &ANY, &all));
    struct action_list own = { arena_array(a, all.count, sizeof *own.at), 0 };
    struct action_list others = { arena_array(a, all.count, sizeof *others.at), 0 };
    for (size_t i = 0; i < all.count; i++) {
        bool is_own =
            may(&b->who, FOLLOW_UP, (struct object){ .partner_id = all.at[i].partner_id });
        struct action_list *to = is_own ? &own : &others;

        to->at[to->count++] = all.at[i];
    }
    v->own_actions = actions_rows(rq, &own, personal_url(rq, "/acties").address);
    v->open_actions = actions_rows(rq, &others, "");
    return ERR_OK;
}

static enum err add_whose(struct request *rq, const struct bearer *b, const char **ret)
{
    struct partner partner = { .name = "" };
    enum err e = b->who.partner_id == 0
                     ? ERR_NOT_FOUND
                     : partner_get(rq->snap, rq->arena, b->who.partner_id, &partner);

    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    bool both = !str_empty(b->who.name) && !str_empty(partner.name);
    *ret = arena_printf(rq->arena, "Persoonlijke pagina van %s%s%s%s",
        str_empty(b->who.name) && str_empty(partner.name) ? "u" : "", b->who.name, both ? ", " : "",
        partner.name);
    return ERR_OK;
}

/* Who is not signed in has no session that could keep what was done. */
static void say_done(struct request *rq)
{
    static const struct {
        const char *word, *done;
    } DONE[] = {
        { "antwoord", "Uw antwoord is bewaard." },
        { "voorstel", "Uw voorstel is bij het secretariaat. U ziet hier wat ermee gebeurt." },
        { "gestopt", "U krijgt van ons geen mail meer." },
        { "hervat", "U krijgt weer mail van ons." },
        { "actie", "De actie is bijgewerkt. Het secretariaat ziet het." },
        { "samenwerking", "Uw antwoord is bij het secretariaat." },
        { "ritme", "Uw keuze is bewaard." },
        { "document", "Uw document is bij het secretariaat." },
    };
    for (size_t i = 0; i < ARRAY_LEN(DONE); i++)
        if (rq->method == GET && str_equal(request_query(rq, "gedaan"), DONE[i].word))
            rq->flash = (struct flash){ DONE[i].done, "" };
}

enum err personal_show(struct request *rq, const struct bearer *b, unsigned status)
{
    struct arena *a = rq->arena;
    struct personal_view v = {
        .title = "Uw persoonlijke pagina",
        .when = "",
        .state = { "", "" },
        .no_meeting = "Er is op dit ogenblik geen vergadering die u hier kunt bekijken.",
        .facts = show_facts(a, 2),
        .reply = { .said = "", .closed_words = "" },
        .propose = { .until = "" },
        .written = { "" },
        .calendar = { "" },
        .minutes = { "" },
        .review = { "" },
        .stop = personal_url(rq, "/stoppen"),
        .kept = personal_url(rq, "/gegevens"),
        .until = dutch_date_long(a, date_of(a, b->link.expires_at)),
    };
    enum err e = b->link.meeting_id == 0 ? ERR_NOT_FOUND : add_meeting(rq, b, &v);

    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    TRY(add_review(rq, b, &v.review));
    TRY(add_whose(rq, b, &v.whose));
    TRY(proposals_of(rq, &b->who, b->link.meeting_id, false, &v.proposals));
    TRY(add_proposed(rq, b, &v.proposals));
    TRY(add_actions(rq, b, &v));
    TRY(personal_asked(rq, b, &v));
    say_done(rq);
    return reply_page_status(rq, status, v.title, personal_html, &v);
}

enum err page_personal(struct request *rq)
{
    struct bearer b;
    enum err e = personal_open(rq, &b);

    return e != ERR_OK ? personal_gone(rq, e) : personal_show(rq, &b, 200);
}

enum err page_personal_calendar(struct request *rq)
{
    struct bearer b;
    const char *file;
    enum err e = personal_open(rq, &b);

    if (e != ERR_OK)
        return personal_gone(rq, e);
    TRY(read_calendar(rq, &b, &file));
    reply_header(rq, "Content-Disposition", "attachment; filename=\"vergadering.ics\"");
    return reply_bytes(rq, "text/calendar; charset=utf-8", file, strlen(file), NULL, "no-store");
}

/* -- when it does not work -- */

enum err personal_gone(struct request *rq, enum err e)
{
    struct personal_link link;
    bool asked = rq->method == GET && !str_empty(request_query(rq, "gevraagd"));

    if (e != ERR_GONE)
        return e;
    bool known =
        personal_link_find(rq->snap, rq->arena, request_param(rq, "token"), &link) == ERR_OK;
    struct personal_gone_view v = {
        .why = rq->fault.detail,
        .ask = known && !asked ? personal_url(rq, "/nieuw") : (struct url){ "" },
        .asked = asked
                     ? "Uw vraag is genoteerd. Kennen wij uw mailadres, dan krijgt u binnen enkele"
                       " minuten een nieuwe link. Krijgt u niets? Mail dan het secretariaat."
                     : "",
        .mail = { rq->council.email, url_of(rq->arena, "mailto:%s", rq->council.email) },
    };
    return reply_page_status(rq, err_status(e), "Deze link werkt niet", personal_gone_html, &v);
}
