#include "web/pages/meeting.h"
#include "agenda/calendar_feed.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/minutes.h"
#include "web/pages/pages.h"
#include <string.h>

enum { MOST_FACTS = 8 };

static struct fact_list facts_of(struct request *rq, const struct meeting *m, bool prepares)
{
    static const struct url NOWHERE = { "" };
    struct arena *a = rq->arena;
    struct fact_list facts = show_facts(a, MOST_FACTS);
    const char *deadline = meeting_invitation_deadline(a, m, &rq->council);
    bool invited = m->state == MEETING_CONVENED || m->state >= MEETING_IN_SESSION;

    if (!str_empty(m->online_url))
        show_add_fact(&facts, "Online", "deelnemen via deze link", (struct url){ m->online_url });
    if (prepares) {
        if (!invited && !str_empty(deadline))
            show_add_fact(&facts, "Uitnodiging",
                arena_printf(a, "uiterlijk %s", dutch_date(a, deadline)), NOWHERE);
        show_add_access(&facts, m->access);
    }
    return facts;
}

static const char *end_words(
    struct request *rq, const struct meeting *m, const struct item_list *items)
{
    int64_t end = item_list_end(m, items);
    bool done = m->state == MEETING_CLOSED || m->state == MEETING_CANCELLED;
    return end == 0 || items->count == 0 || done
               ? ""
               : arena_printf(rq->arena, "Einde voorzien om %s.", dutch_time(rq->arena, end));
}

/* -- what was sent -- */

static const char *sent_what(unsigned kind)
{
    static const char *const WORDS[] = {
        [SENDING_DATE] = "De datum is meegedeeld",
        [SENDING_AGENDA] = "De agenda is verstuurd",
        [SENDING_CHANGES] = "De wijzigingen zijn verstuurd",
        [SENDING_CANCELLATION] = "De annulering is verstuurd",
        [SENDING_RESULTS] = "De resultaten zijn meegedeeld",
        [SENDING_CALL] = "De oproep voor punten is verstuurd",
        [SENDING_REMINDER] = "De herinnering is verstuurd",
        [SENDING_ACTIONS] = "De acties zijn meegedeeld",
        [SENDING_MINUTES_CHAIR] = "Het verslag is naar de voorzitter gestuurd",
        [SENDING_MINUTES_MEMBERS] = "Het verslag is voorgelegd",
        [SENDING_MINUTES_APPROVED] = "Het goedgekeurde verslag is meegedeeld",
        [SENDING_SUPERSEDED] = "De vervangen beslissingen zijn meegedeeld",
        [SENDING_AGENDA_CHAIR] = "De agenda is naar de voorzitter gestuurd",
    };
    PRE(kind < ARRAY_LEN(WORDS));
    return WORDS[kind];
}

static enum err add_sent(struct request *rq, int64_t meeting_id, struct sent_view *ret)
{
    struct arena *a = rq->arena;
    struct sending last = { 0 };
    enum err e = sending_last(rq->snap, a, meeting_id, &last);
    *ret = (struct sent_view){ .words = "", .left = "", .by_hand = { "" }, .by_hand_words = "" };
    if (e == ERR_NOT_FOUND || (e == ERR_OK && last.taken_back_at != 0))
        return ERR_OK;
    TRY(e);
    ret->words = arena_printf(a, "%s aan %s.", sent_what(last.kind),
        show_count(a, (size_t)last.recipients, "ontvanger", "ontvangers"));
    if (last.by_hand > 0) {
        ret->by_hand_words = arena_printf(
            a, "Mail zelf nog %s", show_count(a, (size_t)last.by_hand, "persoon", "personen"));
        ret->by_hand = url_of(a, "/verzendingen/%lld/zelf", (long long)last.id);
    }
    ret->may_take_back = last.may_take_back;
    ret->seconds = (last.due_at - clock_now() + 999) / 1000;
    ret->seconds = ret->seconds > 0 ? ret->seconds : 0;
    ret->left = show_left(a, ret->seconds);
    ret->take_back = url_of(a, "/verzendingen/%lld/tegenhouden", (long long)last.id);
    if (!last.may_take_back)
        ret->words =
            arena_printf(a, "%s (%s).", arena_strndup(a, ret->words, strlen(ret->words) - 1),
                dutch_date(a, date_of(a, council_moment(&rq->council, last.created_at))));
    return ERR_OK;
}

/* Before the agenda was sent only date and place were told. */
static enum err add_unsent(struct request *rq, const struct meeting *m, struct change_rows *ret)
{
    struct change_list changes = { 0 };
    bool told = m->state == MEETING_PLANNED || m->state == MEETING_CONVENED;
    enum err e = told ? publication_changes(rq->snap, rq->arena, m->id, &changes) : ERR_NOT_FOUND;
    *ret = (struct change_rows){ 0 };
    if (e == ERR_NOT_FOUND)
        return ERR_OK;
    TRY(e);
    ret->at = arena_array(rq->arena, changes.count, sizeof *ret->at);
    for (size_t i = 0; i < changes.count; i++)
        if (m->state == MEETING_CONVENED || changes.at[i].moved)
            ret->at[ret->count++] = (struct change_row){ changes.at[i].dutch };
    return ERR_OK;
}

/* -- what was promised for later -- */

static enum err add_promises(struct request *rq, int64_t meeting_id, bool prepares,
    struct promise_rows *ret, bool *ret_untold)
{
    struct arena *a = rq->arena;
    struct announcement_list list = { 0 };
    struct visibility sees = visibility_of(&rq->actor);

    TRY(announcement_of_meeting(rq->snap, a, meeting_id, &list));
    *ret = (struct promise_rows){ arena_array(a, list.count, sizeof *ret->at), 0 };
    for (size_t i = 0; i < list.count; i++) {
        const struct announcement *n = &list.at[i];
        bool known = n->released_at != 0 && n->released_at <= clock_now() &&
                     visible(sees, (struct object){ .access = n->access });
        if (n->state == ANNOUNCEMENT_DROPPED || !(prepares || known))
            continue;
        *ret_untold |= n->released_at == 0;
        const char *done = n->kind == POSTPONED ? "uitgesteld naar" : "aangekondigd voor";
        ret->at[ret->count++] = (struct promise_row){
            .title = n->title,
            .when = arena_printf(a, "%s %s", done, announcement_when(a, n)),
            .to = prepares && n->state == ANNOUNCEMENT_OPEN
                      ? url_of(a, "/aankondigingen/%lld", (long long)n->id)
                      : (struct url){ "" },
        };
    }
    return ERR_OK;
}

static enum err results_wait(struct request *rq, int64_t meeting_id, bool *ret)
{
    struct decision_list decisions = { 0 };
    TRY(decision_of_meeting(rq->snap, rq->arena, meeting_id, &decisions));
    for (size_t i = 0; i < decisions.count; i++)
        *ret |= decisions.at[i].released_at == 0;
    return ERR_OK;
}

static enum err actions_wait(struct request *rq, const struct meeting *m, bool *ret)
{
    struct action_list untold = { 0 };
    TRY(action_untold(rq->snap, rq->arena, m->id, &untold));
    *ret = m->state == MEETING_CLOSED && untold.count > 0;
    return ERR_OK;
}

static enum err add_calendar(struct request *rq, int64_t meeting_id, struct url *ret)
{
    const struct calendar_source from = {
        .s = rq->snap,
        .council = &rq->council,
        .public_url = rq->app->public_url,
        .now = clock_now(),
    };
    bool has = false;

    TRY(calendar_feed_has(&from, rq->arena, visibility_of(&rq->actor), meeting_id, &has));
    *ret = has ? show_meeting_url(rq->arena, meeting_id, "/kalender.ics") : (struct url){ "" };
    return ERR_OK;
}

static enum err add_people(struct request *rq, const struct meeting *m, struct meeting_people *ret)
{
    struct published p = { 0 };
    enum err e =
        publication_current(rq->snap, rq->arena, visibility_of(&rq->actor), m->id, clock_now(), &p);

    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    return meeting_people(rq, m, e == ERR_OK ? &p : NULL, ret);
}

/* -- the page -- */

/* In the session and after it each item without outcome has its button. */
static void add_treating(struct request *rq, const struct meeting *m, const struct item_list *items,
    struct agenda_rows *rows)
{
    bool treats = (m->state == MEETING_IN_SESSION || m->state == MEETING_CLOSED) &&
                  lifecycle_allows(&rq->actor, m->state, MEETING_TREAT);
    for (size_t i = 0; treats && i < rows->count; i++)
        if (items->at[i].outcome == OUTCOME_NONE)
            rows->at[i].act = (struct link_view){ "Behandelen",
                show_item_url(rq->arena, items->at[i].id, "/behandelen") };
}

/* What is wrong leads to the page where it is put right. */
static struct form_view problem_of(struct request *rq)
{
    struct form_view problem = form_problem(rq);
    for (size_t i = 0; i < problem.issues.count; i++) {
        const char *field = rq->fault.issues[i].field;
        int64_t id;
        if (str_starts(field, "items.") && str_to_i64(field + strlen("items."), &id))
            problem.issues.at[i].anchor = url_of(
                rq->arena, "/vergaderingen/%lld/tafel?punt=%lld", (long long)rq->id, (long long)id);
    }
    return problem;
}

static struct url written_url(struct request *rq, const struct meeting *m)
{
    bool may_vote = m->kind == MEETING_WRITTEN_PROCEDURE && rq->actor.person_id != 0;

    return may_vote || (m->kind == MEETING_WRITTEN_PROCEDURE && show_prepares(rq))
               ? show_meeting_url(rq->arena, m->id, "/stemmen")
               : (struct url){ "" };
}

static enum err working_page(struct request *rq, int64_t id, unsigned status)
{
    struct arena *a = rq->arena;
    struct meeting m = { 0 };
    struct item_list items = { 0 };
    struct meeting_view v = { .prepares = true, .coming = true };
    struct meeting_now now = { .meeting = &m, .items = &items };

    TRY(meeting_get(rq->snap, a, id, &m));
    TRY(item_list(rq->snap, a, id, &items));
    TRY(add_sent(rq, id, &v.sent));
    TRY(add_unsent(rq, &m, &v.unsent));
    TRY(add_promises(rq, id, true, &v.promises, &now.results_wait));
    TRY(add_calendar(rq, id, &v.calendar));
    TRY(results_wait(rq, id, &now.results_wait));
    TRY(add_people(rq, &m, &v.people));
    TRY(meeting_actions(rq, &m, &v.actions));
    TRY(documents_of(rq, ATTACHED_TO_MEETING, id, &v.documents));
    TRY(actions_wait(rq, &m, &now.actions_wait));
    now.unsent = v.unsent.count;
    now.may_start_now = m.starts_at != 0 &&
                        (council_is_demo(&rq->council) ||
                            strcmp(date_of(a, m.starts_at), council_today(a, &rq->council)) <= 0);
    v.written = written_url(rq, &m);
    v.running = show_meeting_url(a, m.id, "/draaiboek");
    v.title = m.title;
    v.when = show_when(a, &m);
    v.state = show_meeting_state(&m);
    v.problem = problem_of(rq);
    v.steps = meeting_steps(rq, &now);
    v.facts = facts_of(rq, &m, true);
    TRY(minutes_add_fact(rq, m.id, &v.facts));
    v.agenda = agenda_rows_of(rq, &items);
    add_treating(rq, &m, &items, &v.agenda);
    v.end = end_words(rq, &m, &items);
    v.note = show_text(a, m.note);
    return reply_page_status(rq, status, m.title, meeting_html, &v);
}

static enum err published_page(struct request *rq, int64_t id)
{
    struct arena *a = rq->arena;
    struct published p = { 0 };
    struct meeting_view v = { .sent = { .words = "" }, .problem = { .detail = "" } };
    bool ignored = false;

    TRY(publication_current(rq->snap, a, visibility_of(&rq->actor), id, clock_now(), &p));
    TRY(add_promises(rq, id, false, &v.promises, &ignored));
    TRY(meeting_people(rq, &p.meeting, &p, &v.people));
    TRY(meeting_actions(rq, &p.meeting, &v.actions));
    TRY(documents_of(rq, ATTACHED_TO_MEETING, id, &v.documents));
    TRY(add_calendar(rq, id, &v.calendar));
    v.written = written_url(rq, &p.meeting);
    v.running = (struct url){ "" };
    v.title = p.meeting.title;
    v.when = show_when(a, &p.meeting);
    v.state = show_meeting_state(&p.meeting);
    v.coming = p.meeting.state < MEETING_CLOSED;
    v.facts = facts_of(rq, &p.meeting, false);
    TRY(minutes_add_fact(rq, id, &v.facts));
    v.agenda = agenda_rows_of(rq, &p.items);
    v.end = end_words(rq, &p.meeting, &p.items);
    v.note = (struct html){ "" };
    return reply_page(rq, p.meeting.title, meeting_html, &v);
}

enum err meeting_show(struct request *rq, int64_t id, unsigned status)
{
    return show_prepares(rq) ? working_page(rq, id, status) : published_page(rq, id);
}

enum err page_meeting(struct request *rq)
{
    return meeting_show(rq, rq->id, 200);
}

/* -- steps that tell nobody -- */

static const struct act {
    const char *word;
    enum meeting_action action;
    const char *done;
    const char *undo; /* the word of the step that takes it back, "" */
} ACTS[] = {
    { "bekendmaken", MEETING_ANNOUNCE, "De maand staat nu op de site.", "" },
    { "starten", MEETING_START, "De vergadering is begonnen.", "" },
    { "afsluiten", MEETING_CLOSE, "De vergadering is afgesloten.", "heropenen" },
    { "heropenen", MEETING_REOPEN, "De vergadering is weer bezig.", "" },
    { "annuleren", MEETING_CANCEL, "De vergadering is geannuleerd.", "herstellen" },
    { "herstellen", MEETING_RESTORE, "De vergadering is weer een concept.", "" },
};

/* From the form, or from the address of an undo. */
static enum err read_version(struct request *rq, int64_t *ret)
{
    *ret = show_query_number(rq, "versie");
    return *ret != 0 ? ERR_OK : request_form_version(rq, ret);
}

static enum err do_act(struct request *rq, const struct act *act, const char **ret_undo)
{
    struct meeting m = { 0 };
    int64_t version;
    TRY(read_version(rq, &version));
    TRY(meeting_act(rq->tx, &rq->actor, rq->id, version, act->action));
    TRY(meeting_get(rq->snap, rq->arena, rq->id, &m));
    *ret_undo = str_empty(act->undo)
                    ? NULL
                    : arena_printf(rq->arena, "/vergaderingen/%lld/stap/%s?versie=%lld",
                          (long long)rq->id, act->undo, (long long)m.version);
    return ERR_OK;
}

enum err page_meeting_act(struct request *rq)
{
    const char *word = request_param(rq, "action");
    for (size_t i = 0; i < ARRAY_LEN(ACTS); i++) {
        if (!str_equal(ACTS[i].word, word))
            continue;
        const char *undo = NULL;
        enum err e = do_act(rq, &ACTS[i], &undo);
        if (e != ERR_OK) {
            TRY(form_comes_back(rq, e));
            return meeting_show(rq, rq->id, err_status(e));
        }
        return reply_see_other(
            rq, show_meeting_url(rq->arena, rq->id, "").address, ACTS[i].done, undo);
    }
    return ERR_NOT_FOUND;
}
