#include "web/pages/meetings.h"
#include "agenda/announcement.h"
#include "agenda/standing.h"
#include "agenda/written.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/pages.h"
#include <string.h>

enum { A_PAGE = 50 };

static struct meeting_row row_of(struct arena *a, const struct meeting *m)
{
    return (struct meeting_row){
        .day = show_day(a, m),
        .title = m->title,
        .place = m->location,
        .to = show_meeting_url(a, m->id, ""),
        .state = show_meeting_state(m),
    };
}

static enum err add_procedure(struct request *rq, const struct meeting *m, struct meeting_row *row)
{
    struct written w = { 0 };

    if (m->kind != MEETING_WRITTEN_PROCEDURE)
        return ERR_OK;
    TRY(written_get(rq->snap, rq->arena, m->id, &w));
    row->place = arena_printf(rq->arena, "schriftelijke procedure%s%s",
        w.state == MEETING_CANCELLED ? "" : ", ", written_when(rq->arena, &w));
    return ERR_OK;
}

/* The list is in order of time: a year is a stretch of it. */
static enum err years_of(
    struct request *rq, const struct meeting_list *list, struct meeting_years *ret)
{
    struct arena *a = rq->arena;
    struct meeting_years years = { arena_array(a, list->count, sizeof *years.at), 0 };
    for (size_t i = 0; i < list->count; i++) {
        const char *year = arena_strndup(a, list->at[i].month, strlen("YYYY"));
        if (years.count == 0 || !str_equal(years.at[years.count - 1].year, year)) {
            years.at[years.count].year = year;
            years.at[years.count].rows.at =
                arena_array(a, list->count - i, sizeof(struct meeting_row));
            years.count++;
        }
        struct meeting_rows *rows = &years.at[years.count - 1].rows;
        rows->at[rows->count] = row_of(a, &list->at[i]);
        TRY(add_procedure(rq, &list->at[i], &rows->at[rows->count++]));
    }
    *ret = years;
    return ERR_OK;
}

enum err page_meetings(struct request *rq)
{
    struct arena *a = rq->arena;
    struct visibility sees = visibility_of(&rq->actor);
    struct meetings_view v = {
        .prepares = show_prepares(rq),
        .sees = sees.sees >= 0,
        .may_follow = rq->actor.person_id != 0,
        .is_public = rq->council.is_public,
    };
    struct meeting_list list = { 0 };
    int64_t after = show_after(rq);

    if (v.prepares)
        TRY(meeting_list(rq->snap, a, 0, after, A_PAGE + 1, &list));
    else if (v.sees)
        TRY(publication_list(rq->snap, a, sees, 0, after, A_PAGE + 1, clock_now(), &list));
    bool has_more = list.count > A_PAGE;
    if (has_more)
        list.count = A_PAGE;
    TRY(years_of(rq, &list, &v.years));
    v.pager = show_pager(
        rq, "/vergaderingen", "", has_more, list.count > 0 ? list.at[list.count - 1].id : 0);
    return reply_page(rq, "Vergaderingen", meetings_html, &v);
}

/* -- a new one -- */

/* Hour, place and access of the newest meeting with a date. */
static enum err as_usual(struct request *rq, struct meeting_input *in)
{
    struct meeting_list list = { 0 };
    TRY(meeting_list(rq->snap, rq->arena, 0, 0, A_PAGE, &list));
    for (size_t i = 0; i < list.count; i++) {
        if (list.at[i].starts_at == 0 || list.at[i].state == MEETING_CANCELLED)
            continue;
        in->time = time_of(rq->arena, list.at[i].starts_at);
        in->location = list.at[i].location;
        return ERR_OK;
    }
    return ERR_OK;
}

static enum err undated_of(struct request *rq, const char *month, struct link_list *ret)
{
    struct meeting_list list = { 0 };
    TRY(meeting_undated(rq->snap, rq->arena, &list));
    *ret = (struct link_list){ arena_array(rq->arena, list.count, sizeof *ret->at), 0 };
    for (size_t i = 0; i < list.count; i++) {
        const struct meeting *m = &list.at[i];
        if (!str_empty(month) && !str_equal(m->month, month))
            continue;
        ret->at[ret->count++] = (struct link_view){
            .text = arena_printf(
                rq->arena, "%s (%s): datum kiezen", m->title, dutch_month(rq->arena, m->month)),
            .to = show_meeting_url(rq->arena, m->id, "/verplaatsen"),
        };
    }
    return ERR_OK;
}

/* `month` "" shows all that wait for a date. */
static enum err show_new(struct request *rq, unsigned status, const char *month, bool again)
{
    const char *wanted = month_valid(request_query(rq, "maand")) ? request_query(rq, "maand") : "";
    struct meeting_input in = {
        .title = str_empty(wanted)
                     ? "LOK"
                     : arena_printf(rq->arena, "LOK %s", dutch_month(rq->arena, wanted)),
        .month = wanted,
        .access = rq->council.is_public ? ACCESS_PUBLIC : ACCESS_MEMBERS,
        .standing_items = true,
    };
    struct meeting_form_view v = {
        .heading = "Nieuwe vergadering",
        .lead = "Alleen het secretariaat ziet de vergadering, tot u ze bekendmaakt of verstuurt.",
        .button = again ? "Toch een nieuwe vergadering maken" : "Vergadering maken",
        .back = { "Vergaderingen", { "/vergaderingen" } },
        .action = { "/vergaderingen" },
        .again = again,
        .more = { "", { "" } },
    };
    TRY(as_usual(rq, &in));
    in.time = "";
    TRY(undated_of(rq, month, &v.undated));
    v.form = form_make(rq, MEETING_NEW_FORM_FIELDS, &in, 0, NULL);
    return reply_page_status(rq, status, "Nieuwe vergadering", meeting_form_html, &v);
}

enum err page_meeting_new(struct request *rq)
{
    return show_new(rq, 200, "", false);
}

/* A second meeting in a month that waits for a date is asked about once. */
static enum err create(
    struct request *rq, struct meeting_input *in, int64_t *ret_id, bool *ret_asked)
{
    struct link_list undated = { 0 };
    size_t added = 0;
    TRY(fields_from_form(MEETING_NEW_FORM_FIELDS, &rq->form, rq->arena, &rq->fault, in));
    TRY(meeting_input_resolve(&rq->fault, rq->arena, in));
    TRY(undated_of(rq, in->month, &undated));
    if (undated.count > 0 && param_get(&rq->form, "_toch") == NULL) {
        *ret_asked = true;
        return fault_set(&rq->fault, ERR_CONFLICT,
            "Voor %s is er al een vergadering zonder datum. Kies daar een datum, of maak toch een "
            "nieuwe.",
            dutch_month(rq->arena, in->month));
    }
    TRY(meeting_create(rq->tx, &rq->actor, in, ret_id));
    return in->standing_items ? standing_add(rq->tx, rq->arena, &rq->actor, *ret_id, &added)
                              : ERR_OK;
}

enum err page_meeting_create(struct request *rq)
{
    struct meeting_input in = { .title = "", .month = "" };
    bool asked = false;
    int64_t id = 0;
    enum err e = create(rq, &in, &id, &asked);
    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        return show_new(rq, err_status(e), asked ? in.month : "", asked);
    }
    return reply_see_other(rq, show_meeting_url(rq->arena, id, "").address,
        in.standing_items
            ? "De vergadering is gemaakt. De vaste punten staan op de agenda. Nog niemand is verwittigd."
            : "De vergadering is gemaakt. Nog niemand is verwittigd.",
        NULL);
}

/* -- date and facts -- */

/* For a meeting of which only the month is known: what is needed to fix its date. */
static const struct field DATE_FIELDS[] = {
    FIELD_DATE(struct meeting_input, date, .required = true, .label = "Datum"),
    FIELD_TIME(struct meeting_input, time, .required = true, .label = "Uur",
        .hint = "Bijvoorbeeld: 19.30."),
    FIELD_TEXT(struct meeting_input, location, .label = "Plaats"),
    FIELD_END,
};

/* Which of the two forms it is: the short one while there is no date, unless all is asked for. */
static bool is_short(const struct request *rq, const struct meeting *m)
{
    if (rq->method == POST)
        return param_get(&rq->form, "title") == NULL;
    return m->starts_at == 0 && str_empty(request_query(rq, "alles"));
}

/* "Mentoren is aangekondigd voor mei: u kunt het daarna op de agenda zetten." */
static enum err offers_words(struct request *rq, const struct meeting *m, const char **ret)
{
    struct announcement_list offers = { 0 };
    *ret = "";
    TRY(announcement_offers(rq->snap, rq->arena, m->month, &offers));
    if (offers.count > 0)
        *ret = arena_printf(rq->arena,
            "Voor %s staat al klaar: %s%s. Na de datum kunt u dat op de agenda zetten.",
            dutch_month(rq->arena, m->month), offers.at[0].title,
            offers.count > 1 ? " en nog andere onderwerpen" : "");
    return ERR_OK;
}

static enum err show_edit(struct request *rq, unsigned status)
{
    struct arena *a = rq->arena;
    struct meeting m = { 0 };
    struct meeting_form_view v = { .lead = "", .more = { "", { "" } } };

    TRY(meeting_get(rq->snap, a, rq->id, &m));
    struct meeting_input in = meeting_to_input(a, &m);
    bool brief = is_short(rq, &m);
    if (brief && m.starts_at == 0) {
        TRY(as_usual(rq, &in));
        in.location = str_empty(m.location) ? in.location : m.location;
        TRY(offers_words(rq, &m, &v.lead));
        v.more = (struct link_view){ "Andere gegevens van deze vergadering wijzigen",
            show_meeting_url(a, m.id, "/verplaatsen?alles=1") };
    }
    v.heading = m.starts_at == 0 ? arena_printf(a, "Datum kiezen voor %s", dutch_month(a, m.month))
                                 : "Datum, plaats en andere gegevens";
    v.button = m.starts_at == 0 && brief ? "Datum bewaren" : "Bewaren";
    v.back = (struct link_view){ show_when(a, &m), show_meeting_url(a, m.id, "") };
    v.action = show_meeting_url(a, m.id, "/verplaatsen");
    v.told = m.state == MEETING_PLANNED || m.state == MEETING_CONVENED;
    v.form = form_make(rq, brief ? DATE_FIELDS : MEETING_FORM_FIELDS, &in, m.version, NULL);
    return reply_page_status(rq, status, v.heading, meeting_form_html, &v);
}

enum err page_meeting_edit(struct request *rq)
{
    struct meeting m = { 0 };
    struct lifecycle_step step;
    TRY(meeting_get(rq->snap, rq->arena, rq->id, &m));
    TRY(lifecycle_step(&rq->actor, m.state, MEETING_EDIT, &rq->fault, &step));
    return show_edit(rq, 200);
}

static enum err update(struct request *rq, struct meeting *before, struct meeting *after)
{
    int64_t version;
    TRY(meeting_get(rq->snap, rq->arena, rq->id, before));
    struct meeting_input in = meeting_to_input(rq->arena, before);
    TRY(request_form_version(rq, &version));
    TRY(fields_from_form(is_short(rq, before) ? DATE_FIELDS : MEETING_FORM_FIELDS, &rq->form,
        rq->arena, &rq->fault, &in));
    TRY(meeting_input_resolve(&rq->fault, rq->arena, &in));
    TRY(meeting_update(rq->tx, &rq->actor, rq->id, version, &in));
    return meeting_get(rq->snap, rq->arena, rq->id, after);
}

enum err page_meeting_update(struct request *rq)
{
    struct arena *a = rq->arena;
    struct meeting before = { 0 }, after = { 0 };
    enum err e = update(rq, &before, &after);
    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        return show_edit(rq, err_status(e));
    }
    bool told = before.state == MEETING_PLANNED || before.state == MEETING_CONVENED;
    const char *done = told ? "De wijziging is bewaard. Ze is nog niet verstuurd."
                            : "De wijziging is bewaard. Nog niemand is verwittigd.";
    if (before.starts_at == 0 && after.starts_at != 0)
        done = arena_printf(a, "De vergadering is op %s om %s. Nog niemand is verwittigd.",
            show_day(a, &after), dutch_time(a, after.starts_at));
    return reply_see_other(rq, show_meeting_url(a, rq->id, "").address, done, NULL);
}
