/* Which buttons a meeting has now: what its life allows, the one to do first in front. */
#include "web/pages/meeting.h"

enum { MOST_STEPS = 12 };

struct making {
    struct request *rq;
    const struct meeting_now *now;
    struct step_list list;
};

static bool allows(const struct making *k, enum meeting_action action)
{
    return lifecycle_allows(&k->rq->actor, k->now->meeting->state, action);
}

static void add(struct making *k, const char *text, struct url to, const char *look, bool posts)
{
    const char *usual = k->list.count == 0 ? "" : "plain";
    PRE(k->list.count < MOST_STEPS);
    k->list.at[k->list.count++] = (struct step){
        .text = text,
        .to = to,
        .look = look != NULL ? look : usual,
        .posts = posts,
        .version = k->now->meeting->version,
    };
}

static void go(struct making *k, const char *text, const char *below)
{
    add(k, text, show_meeting_url(k->rq->arena, k->now->meeting->id, below), NULL, false);
}

static void act(struct making *k, const char *text, const char *below)
{
    add(k, text, show_meeting_url(k->rq->arena, k->now->meeting->id, below), NULL, true);
}

static void add_start(struct making *k)
{
    if (k->now->may_start_now && allows(k, MEETING_START))
        act(k, "Vergadering starten", "/stap/starten");
}

static void add_agenda(struct making *k)
{
    go(k, k->now->items->count == 0 ? "Agenda maken" : "Agenda bewerken", "/agenda");
}

static void add_call(struct making *k)
{
    if (allows(k, MEETING_CALL))
        go(k, "Punten vragen…", "/oproep");
}

/* What nobody was told of is cancelled at once; otherwise who gets the notice is shown first. */
static void add_cancel(struct making *k)
{
    unsigned state = k->now->meeting->state;
    bool told = state == MEETING_PLANNED || state == MEETING_CONVENED;
    struct arena *a = k->rq->arena;
    int64_t id = k->now->meeting->id;

    if (allows(k, MEETING_CANCEL) && told)
        add(k, "Vergadering annuleren…", show_meeting_url(a, id, "/versturen?soort=annulering"),
            "danger", false);
    else if (allows(k, MEETING_CANCEL))
        add(k, "Vergadering annuleren", show_meeting_url(a, id, "/stap/annuleren"), "danger", true);
}

static void before_the_agenda(struct making *k)
{
    const struct meeting *m = k->now->meeting;
    bool ready = m->starts_at != 0 && k->now->items->count > 0;

    if (m->starts_at == 0)
        go(k, "Datum kiezen", "/verplaatsen");
    if (ready && allows(k, MEETING_SEND_AGENDA))
        go(k, "Agenda versturen…", "/versturen?soort=agenda");
    add_agenda(k);
    if (m->state == MEETING_PLANNED && k->now->unsent > 0)
        go(k, "Wijzigingen versturen…", "/versturen?soort=wijzigingen");
    if (m->starts_at != 0 && allows(k, MEETING_TELL_DATE))
        go(k, "Datum meedelen…", "/versturen?soort=datum");
    if (m->starts_at == 0 && allows(k, MEETING_ANNOUNCE))
        act(k, "Maand bekendmaken", "/stap/bekendmaken");
    add_call(k);
    go(k, m->starts_at == 0 ? "Andere gegevens" : "Datum of plaats wijzigen",
        "/verplaatsen?alles=1");
    if (ready)
        add_start(k);
    add_cancel(k);
}

static void convened(struct making *k)
{
    if (k->now->unsent > 0)
        go(k, "Wijzigingen versturen…", "/versturen?soort=wijzigingen");
    add_start(k);
    add_agenda(k);
    if (k->now->results_wait)
        go(k, "Beslissingen vrijgeven…", "/versturen?soort=resultaten");
    go(k, "Datum of plaats wijzigen", "/verplaatsen?alles=1");
    add_cancel(k);
}

static void in_session(struct making *k)
{
    go(k, "Aan tafel", "/tafel");
    go(k, "Wie is er?", "/aanwezigen");
    go(k, "Vergadering afsluiten…", "/afsluiten");
    go(k, "Agenda bewerken", "/agenda");
}

static void closed(struct making *k)
{
    if (k->now->results_wait && allows(k, MEETING_RELEASE))
        go(k, "Beslissingen vrijgeven…", "/versturen?soort=resultaten");
    if (k->now->actions_wait && allows(k, MEETING_RELEASE))
        go(k, "Acties meedelen…", "/versturen?soort=acties");
    if (allows(k, MEETING_REOPEN))
        add(k, "Vergadering heropenen",
            show_meeting_url(k->rq->arena, k->now->meeting->id, "/stap/heropenen"), "plain", true);
}

struct step_list meeting_steps(struct request *rq, const struct meeting_now *now)
{
    struct making k = { .rq = rq, .now = now };
    k.list.at = arena_array(rq->arena, MOST_STEPS, sizeof *k.list.at);
    switch ((enum meeting_state)now->meeting->state) {
    case MEETING_DRAFT:
    case MEETING_ANNOUNCED:
    case MEETING_PLANNED:
        before_the_agenda(&k);
        break;
    case MEETING_CONVENED:
        convened(&k);
        break;
    case MEETING_IN_SESSION:
        in_session(&k);
        break;
    case MEETING_CLOSED:
        closed(&k);
        break;
    case MEETING_CANCELLED:
        act(&k, "Vergadering herstellen", "/stap/herstellen");
        break;
    case MEETING_STATE_COUNT:
        IMPOSSIBLE("a meeting in no known state");
    }
    return k.list;
}
