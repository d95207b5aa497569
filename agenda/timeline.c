/* The history of a dossier over meetings, as dossier.h promises: made of what was published and
 * released, so that it never tells more than the pages it points to. */
#include "agenda/action.h"
#include "agenda/advice.h"
#include "agenda/announcement.h"
#include "agenda/decision.h"
#include "agenda/dossier.h"
#include "agenda/expansion.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include <stdlib.h>
#include <string.h>

/* A moment and where it stood before sorting. */
struct entry {
    struct moment moment;
    size_t order;
};

struct timeline {
    struct snap *snap;
    struct arena *arena;
    struct visibility v;
    int64_t dossier_id;
    int64_t now;
    const char *today;
    struct council council;
    struct entry *at;
    size_t count, room;
    /* the items that are on it, so that what announced them is left out */
    int64_t *items;
    size_t item_count;
};

static void add(struct timeline *t, struct moment m)
{
    if (t->count == t->room) {
        t->room = t->room == 0 ? 16 : t->room * 2;
        struct entry *grown = arena_array(t->arena, t->room, sizeof *grown);
        if (t->count > 0)
            memcpy(grown, t->at, t->count * sizeof *grown);
        t->at = grown;
    }
    m.decision_number = m.decision_number == NULL ? "" : m.decision_number;
    m.advice_number = m.advice_number == NULL ? "" : m.advice_number;
    t->at[t->count] = (struct entry){ m, t->count };
    t->count++;
}

/* An item as the newest publication shows it that counts. */
struct shown_item {
    int64_t id, meeting_id, starts_at;
    const char *title, *month;
    unsigned purpose, outcome, state;
};

static const struct sql SHOWN_ITEMS =
    SQL("SELECT i.id, p.meeting_id, p.starts_at, p.month, x.title, x.purpose, i.outcome, m.state"
        "  FROM publication_item x"
        "  JOIN publication p ON p.id = x.publication_id"
        "  JOIN agenda_item i ON i.id = x.item_id"
        "  JOIN meeting m ON m.id = p.meeting_id"
        " WHERE x.dossier_id = :dossier_id AND m.state <> 'cancelled'"
        "   AND ((p.access <= :sees AND x.access <= :sees)"
        "        OR (:partner_id <> 0 AND x.presenter_partner_id = :partner_id AND x.access <= 1"
        "            AND p.access <= 1))"
        "   AND p.id = (SELECT q.id FROM publication q LEFT JOIN sending s ON s.id = q.sending_id"
        "                WHERE q.meeting_id = p.meeting_id AND q.effective_at <= :now"
        "                  AND s.taken_back_at IS NULL"
        "                ORDER BY q.number DESC LIMIT 1)"
        " ORDER BY p.meeting_id, x.position");

static const char *treated_words(const struct shown_item *i, const char **ret_kind)
{
    static const char *const BY_PURPOSE[] = {
        [PURPOSE_INTRODUCTION] = "Inleiding",
        [PURPOSE_INFORMATION] = "Ter informatie",
        [PURPOSE_DISCUSSION] = "Besproken",
        [PURPOSE_ADVICE] = "Advies besproken",
        [PURPOSE_DECISION] = "Behandeld",
        [PURPOSE_APPROVAL_OF_MINUTES] = "Verslag",
        [PURPOSE_ANY_OTHER_BUSINESS] = "Varia",
    };

    *ret_kind = i->purpose == PURPOSE_INTRODUCTION ? "introduced" : "discussed";
    if (i->outcome == OUTCOME_POSTPONED) {
        *ret_kind = "postponed";
        return "Uitgesteld";
    }
    if (i->outcome == OUTCOME_ADVICE_GIVEN) {
        *ret_kind = "advised";
        return "Advies gegeven";
    }
    if (i->outcome == OUTCOME_WITHDRAWN)
        return "Ingetrokken";
    PRE(i->purpose < ARRAY_LEN(BY_PURPOSE));
    return BY_PURPOSE[i->purpose];
}

static void add_item(struct timeline *t, const struct shown_item *i)
{
    const char *date = i->starts_at == 0 ? i->month : date_of(t->arena, i->starts_at);
    bool treated = i->state == MEETING_CLOSED && i->outcome != OUTCOME_NONE;
    const char *kind = "coming";
    const char *words = treated ? treated_words(i, &kind) : "Op de agenda";

    t->items[t->item_count++] = i->id;
    add(t, (struct moment){
               .date = date,
               .what = arena_printf(t->arena, "%s: %s", words, i->title),
               .kind = kind,
               .meeting_id = i->meeting_id,
               .is_coming = !treated,
           });
}

static enum err add_items(struct timeline *t)
{
    struct arena *a = t->arena;
    struct shown_item row = { 0 };
    struct shown_item *rows = NULL;
    size_t count = 0;

    TRY(sql_list(t->snap, a, &SHOWN_ITEMS,
        IN(in_i64("dossier_id", t->dossier_id), in_i64("sees", t->v.sees),
            in_i64("partner_id", t->v.partner_id), in_i64("now", t->now)),
        OUT(out_i64("id", &row.id), out_i64("meeting_id", &row.meeting_id),
            out_i64("starts_at", &row.starts_at), out_text("month", a, &row.month),
            out_text("title", a, &row.title), out_enum("purpose", ITEM_PURPOSES, &row.purpose),
            out_enum("outcome", ITEM_OUTCOMES, &row.outcome),
            out_enum("state", MEETING_STATES, &row.state)),
        &row, sizeof row, &rows, &count));
    t->items = arena_array(a, count, sizeof *t->items);
    for (size_t i = 0; i < count; i++)
        add_item(t, &rows[i]);
    return ERR_OK;
}

static const struct sql DECISIONS =
    SQL("SELECT id FROM decision"
        " WHERE dossier_id = :dossier_id AND released_at <= :now"
        "   AND (access <= :sees"
        "        OR (:partner_id <> 0 AND follow_up_id = :partner_id AND access <= 1))"
        " ORDER BY id");

static void add_decision(
    struct timeline *t, const struct decision *d, const struct meeting *meeting)
{
    struct arena *a = t->arena;
    struct moment m = {
        .date = meeting->starts_at == 0 ? meeting->month : date_of(a, meeting->starts_at),
        .what = arena_printf(a, "Beslist: %s", d->title),
        .kind = "decided",
        .meeting_id = d->meeting_id,
        .decision_number = d->number,
        .is_decision = true,
    };

    add(t, m);
    if (str_empty(d->due_date) || d->state != DECISION_IN_FORCE)
        return;
    m.date = d->due_date;
    m.what = arena_printf(a, "Uiterste datum: %s", d->title);
    m.kind = "coming";
    m.meeting_id = 0;
    m.is_decision = false;
    m.is_coming = strcmp(d->due_date, t->today) >= 0;
    add(t, m);
}

static enum err ids_of(struct timeline *t, const struct sql *q, int64_t **ret, size_t *ret_count)
{
    int64_t id = 0;

    return sql_list(t->snap, t->arena, q,
        IN(in_i64("dossier_id", t->dossier_id), in_i64("sees", t->v.sees),
            in_i64("partner_id", t->v.partner_id), in_i64("now", t->now)),
        OUT(out_i64("id", &id)), &id, sizeof id, ret, ret_count);
}

static enum err add_decisions(struct timeline *t)
{
    int64_t *ids = NULL;
    size_t count = 0;

    TRY(ids_of(t, &DECISIONS, &ids, &count));
    for (size_t i = 0; i < count; i++) {
        struct decision d = { 0 };
        struct meeting meeting = { 0 };
        TRY(decision_by_id(t->snap, t->arena, ids[i], &d));
        TRY(meeting_get(t->snap, t->arena, d.meeting_id, &meeting));
        add_decision(t, &d, &meeting);
    }
    return ERR_OK;
}

static const struct sql ANNOUNCEMENTS =
    SQL("SELECT n.id"
        "  FROM announcement n"
        "  JOIN agenda_item i ON i.id = n.item_id"
        "  JOIN meeting m ON m.id = i.meeting_id"
        " WHERE n.dossier_id = :dossier_id AND n.state <> 'dropped' AND n.released_at <= :now"
        "   AND ((i.access <= :sees AND m.access <= :sees)"
        "        OR (:partner_id <> 0 AND i.presenter_partner_id = :partner_id AND i.access <= 1"
        "            AND m.access <= 1))"
        " ORDER BY n.target_month, n.id");

/* One that was taken stays until the agenda with its item is sent. */
static bool is_on(const struct timeline *t, int64_t item_id)
{
    for (size_t i = 0; i < t->item_count; i++)
        if (t->items[i] == item_id)
            return true;
    return false;
}

static void add_announcement(struct timeline *t, const struct announcement *n)
{
    struct arena *a = t->arena;
    bool missed = strncmp(t->today, n->target_month, strlen("YYYY-MM")) > 0;
    const char *when = announcement_when(a, n);
    const char *what = n->kind == POSTPONED ? arena_printf(a, "Uitgesteld naar %s", when)
                                            : arena_printf(a, "Aangekondigd voor %s", when);

    add(t, (struct moment){
               .date = n->target_month,
               .what = missed ? arena_printf(a, "%s, nog niet op een agenda", what) : what,
               .kind = n->kind == POSTPONED ? "postponed" : "announced",
               .is_coming = true,
           });
}

static enum err add_announcements(struct timeline *t)
{
    int64_t *ids = NULL;
    size_t count = 0;

    TRY(ids_of(t, &ANNOUNCEMENTS, &ids, &count));
    for (size_t i = 0; i < count; i++) {
        struct announcement n = { 0 };
        TRY(announcement_get(t->snap, t->arena, ids[i], &n));
        if (n.taken_item_id == 0 || !is_on(t, n.taken_item_id))
            add_announcement(t, &n);
    }
    return ERR_OK;
}

static enum err add_funders(struct timeline *t)
{
    struct funder_list funders = { 0 };

    TRY(dossier_funders(t->snap, t->arena, t->dossier_id, &funders));
    for (size_t i = 0; i < funders.count; i++) {
        const struct funder *f = &funders.at[i];
        if (!str_empty(f->until_date) && strcmp(f->until_date, t->today) >= 0)
            add(t, (struct moment){
                       .date = f->until_date,
                       .what = arena_printf(t->arena, "Financiering loopt af: %s", f->name),
                       .kind = "coming",
                       .is_coming = true,
                   });
    }
    return ERR_OK;
}

/* An action stands where it was agreed, where it was closed, and while it is open at its date. */
static void add_action(struct timeline *t, const struct action_point *p)
{
    struct arena *a = t->arena;
    struct moment m = { .kind = "action", .meeting_id = p->meeting_id, .action_id = p->id };

    m.date = date_of(a, p->meeting_at != 0 ? p->meeting_at : p->created_at);
    m.what = arena_printf(a, "Actie: %s (%s)", p->text, p->partner_name);
    add(t, m);
    m.meeting_id = 0;
    if (p->closed_at != 0) {
        m.date = date_of(a, p->closed_at);
        m.what = arena_printf(a, "Actie %s: %s", choice_dutch(ACTION_STATES, p->state), p->text);
        add(t, m);
    } else if (!str_empty(p->due_date)) {
        m.date = p->due_date;
        m.kind = "coming";
        m.is_coming = true;
        m.what = action_is_late(p, t->today)
                     ? arena_printf(a, "Te laat, actie van %s: %s", p->partner_name, p->text)
                     : arena_printf(a, "Actie klaar, door %s: %s", p->partner_name, p->text);
        add(t, m);
    }
}

static enum err add_actions(struct timeline *t)
{
    struct action_list list = { 0 };

    TRY(action_of_dossier(t->snap, t->arena, t->v, t->dossier_id, &list));
    for (size_t i = 0; i < list.count; i++)
        add_action(t, &list.at[i]);
    return ERR_OK;
}

static const struct sql ADVICES =
    SQL("SELECT id FROM advice"
        " WHERE dossier_id = :dossier_id AND sent_at <= :now"
        "   AND (access <= :sees"
        "        OR (:partner_id <> 0 AND addressee_id = :partner_id AND access <= 1))"
        " ORDER BY id");

/* The day it was given, and where its answer came or is to come. */
static void add_advice(struct timeline *t, const struct advice *x)
{
    struct arena *a = t->arena;
    struct moment m = {
        .date = str_empty(x->given_on) ? date_of(a, council_moment(&t->council, x->sent_at))
                                       : x->given_on,
        .what = arena_printf(a, "Advies %s: %s", x->number, x->title),
        .kind = "advised",
        .advice_number = x->number,
    };

    add(t, m);
    if (x->answer != ANSWER_NONE) {
        m.date = str_empty(x->answered_on) ? m.date : x->answered_on;
        m.what = arena_printf(
            a, "Antwoord op advies, %s: %s", choice_dutch(ADVICE_ANSWERS, x->answer), x->title);
        m.kind = "answered";
        add(t, m);
    } else if (!str_empty(x->reaction_due)) {
        m.date = x->reaction_due;
        m.what = arena_printf(a, "Antwoord verwacht op advies: %s", x->title);
        m.kind = "coming";
        m.is_coming = true;
        add(t, m);
    }
}

static enum err add_advices(struct timeline *t)
{
    int64_t *ids = NULL;
    size_t count = 0;

    TRY(ids_of(t, &ADVICES, &ids, &count));
    for (size_t i = 0; i < count; i++) {
        struct advice x = { 0 };
        TRY(advice_by_id(t->snap, t->arena, ids[i], &x));
        add_advice(t, &x);
    }
    return ERR_OK;
}

static enum err add_expansions(struct timeline *t)
{
    struct expansion_moment_list list = { 0 };

    TRY(expansion_moments(t->snap, t->arena, t->v, t->dossier_id, &list));
    for (size_t i = 0; i < list.count; i++) {
        struct moment m = { .date = list.at[i].date, .what = list.at[i].words };
        m.kind = "expansion";
        m.expansion_id = list.at[i].expansion_id;
        m.is_coming = strcmp(m.date, t->today) > 0;
        add(t, m);
    }
    return ERR_OK;
}

static int by_time(const void *a, const void *b)
{
    const struct entry *x = a;
    const struct entry *y = b;
    int order = (int)x->moment.is_coming - (int)y->moment.is_coming;

    if (order == 0)
        order = strcmp(x->moment.date, y->moment.date);
    return order != 0 ? order : (x->order > y->order) - (x->order < y->order);
}

enum err dossier_timeline(struct snap *s, struct arena *a, struct visibility v, int64_t id,
    int64_t now, const char *today, struct moment_list *ret)
{
    struct timeline t = {
        .snap = s, .arena = a, .v = v, .dossier_id = id, .now = now, .today = today
    };
    struct dossier d = { 0 };

    TRY(dossier_get(s, a, v, id, &d));
    TRY(council_get(s, a, &t.council));
    TRY(add_items(&t));
    TRY(add_decisions(&t));
    TRY(add_announcements(&t));
    TRY(add_funders(&t));
    TRY(add_advices(&t));
    TRY(add_actions(&t));
    TRY(add_expansions(&t));
    if (t.count > 0)
        qsort(t.at, t.count, sizeof *t.at, by_time);
    struct moment_list list = { arena_array(a, t.count, sizeof *list.at), t.count };
    for (size_t i = 0; i < t.count; i++)
        list.at[i] = t.at[i].moment;
    *ret = list;
    return ERR_OK;
}
