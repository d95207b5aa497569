/* Expansion rounds as they are read, and what waits of them. */
#include "agenda/expansion.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include <stdlib.h>
#include <string.h>

enum { SOON_DAYS = 14, MOST_WAITING = 100 };

const struct choice EXPANSION_STATES[] = {
    { "open", "aanvragen mogelijk" },
    { "scoring", "in beoordeling" },
    { "closed", "afgesloten" },
    { NULL, NULL },
};

/* One round, or a page of them. A partner sees those in which it applied too. */
static const struct sql ROUNDS =
    SQL("SELECT e.id, e.title, e.dossier_id, c.decision_id, e.closes_on, e.places, e.access,"
        "       e.state, e.started_on, e.closed_on, e.reopened, e.advice_id, e.version,"
        "       d.title AS dossier_title, v.number AS advice_number"
        "  FROM expansion e"
        "  JOIN expansion_criteria c ON c.expansion_id = e.id"
        "   AND c.number = (SELECT max(k.number) FROM expansion_criteria k"
        "                    WHERE k.expansion_id = e.id)"
        "  LEFT JOIN dossier d ON d.id = e.dossier_id AND d.access <= :sees"
        "  LEFT JOIN advice v ON v.id = e.advice_id"
        "   AND (:all = 1 OR (v.sent_at <= :now AND v.access <= :sees))"
        " WHERE e.id >= :first AND e.id <= :last AND (:dossier = 0 OR e.dossier_id = :dossier)"
        "   AND (e.access <= :sees"
        "        OR (:partner <> 0 AND e.access <= 1"
        "            AND EXISTS (SELECT 1 FROM expansion_application x"
        "                         WHERE x.expansion_id = e.id AND x.partner_id = :partner"
        "                           AND x.removed_at IS NULL)))"
        " ORDER BY e.id DESC LIMIT :limit");

struct asked {
    int64_t first, last, dossier, limit;
};

static enum err read_rounds(struct snap *s, struct arena *a, const struct actor *who,
    const struct asked *q, struct expansion_list *ret)
{
    struct visibility v = visibility_of(who);
    struct found {
        struct expansion e;
        int64_t access;
    } found = { 0 }, *rows = NULL;
    struct expansion *row = &found.e;
    size_t count = 0;

    TRY(sql_list(s, a, &ROUNDS,
        IN(in_i64("sees", v.sees), in_i64("partner", v.partner_id),
            in_bool("all", may(who, PREPARE_MEETING, (struct object){ 0 })),
            in_i64("now", clock_now()), in_i64("first", q->first), in_i64("last", q->last),
            in_i64("dossier", q->dossier), in_i64("limit", q->limit)),
        OUT(out_i64("id", &row->id), out_text("title", a, &row->title),
            out_i64("dossier_id", &row->dossier_id), out_i64("decision_id", &row->decision_id),
            out_text("closes_on", a, &row->closes_on), out_i64("places", &row->places),
            out_enum("state", EXPANSION_STATES, &row->state), out_i64("access", &found.access),
            out_text("started_on", a, &row->started_on), out_text("closed_on", a, &row->closed_on),
            out_text("reopened", a, &row->reopened), out_i64("advice_id", &row->advice_id),
            out_i64("version", &row->version), out_text("dossier_title", a, &row->dossier_title),
            out_text("advice_number", a, &row->advice_number)),
        &found, sizeof found, &rows, &count));
    *ret = (struct expansion_list){ arena_array(a, count, sizeof *ret->at), count };
    for (size_t i = 0; i < count; i++) {
        ret->at[i] = rows[i].e;
        ret->at[i].access = (unsigned)rows[i].access;
    }
    return ERR_OK;
}

enum err expansion_get(
    struct snap *s, struct arena *a, const struct actor *who, int64_t id, struct expansion *ret)
{
    struct expansion_list list = { 0 };

    TRY(read_rounds(s, a, who, &(struct asked){ id, id, 0, 1 }, &list));
    if (list.count == 0)
        return ERR_NOT_FOUND;
    *ret = list.at[0];
    return ERR_OK;
}

enum err expansion_list(struct snap *s, struct arena *a, const struct actor *who,
    int64_t dossier_id, int64_t after, int64_t limit, struct expansion_list *ret)
{
    const struct asked q = { 1, after > 0 ? after - 1 : INT64_MAX, dossier_id, limit };

    return read_rounds(s, a, who, &q, ret);
}

enum err expansion_any(struct snap *s, struct arena *a, const struct actor *who, bool *ret)
{
    struct expansion_list list = { 0 };

    TRY(expansion_list(s, a, who, 0, 0, 1, &list));
    *ret = list.count > 0;
    return ERR_OK;
}

/* -- in the history of a dossier -- */

enum { MOMENTS = 3 };

static const struct sql OF_DOSSIER =
    SQL("SELECT e.id, e.title, e.started_on, e.closes_on, e.closed_on FROM expansion e"
        " WHERE e.dossier_id = :dossier"
        "   AND (e.access <= :sees"
        "        OR (:partner <> 0 AND e.access <= 1"
        "            AND EXISTS (SELECT 1 FROM expansion_application x"
        "                         WHERE x.expansion_id = e.id AND x.partner_id = :partner"
        "                           AND x.removed_at IS NULL)))"
        " ORDER BY e.id");

static void add_moment(struct arena *a, struct expansion_moment_list *list,
    const struct expansion *e, const char *date, const char *what)
{
    if (!str_empty(date))
        list->at[list->count++] =
            (struct expansion_moment){ e->id, date, arena_printf(a, "%s: %s", what, e->title) };
}

enum err expansion_moments(struct snap *s, struct arena *a, struct visibility v, int64_t dossier_id,
    struct expansion_moment_list *ret)
{
    struct expansion row = { 0 }, *rows = NULL;
    size_t count = 0;

    TRY(sql_list(s, a, &OF_DOSSIER,
        IN(in_i64("dossier", dossier_id), in_i64("sees", v.sees), in_i64("partner", v.partner_id)),
        OUT(out_i64("id", &row.id), out_text("title", a, &row.title),
            out_text("started_on", a, &row.started_on), out_text("closes_on", a, &row.closes_on),
            out_text("closed_on", a, &row.closed_on)),
        &row, sizeof row, &rows, &count));
    *ret = (struct expansion_moment_list){ arena_array(a, count * MOMENTS, sizeof *ret->at), 0 };
    for (size_t i = 0; i < count; i++) {
        const struct expansion *e = &rows[i];

        add_moment(a, ret, e, e->started_on, "Uitbreidingsronde gestart");
        add_moment(a, ret, e, e->closes_on, "Uitbreidingsronde, laatste dag om aan te vragen");
        add_moment(a, ret, e, e->closed_on, "Uitbreidingsronde afgesloten");
    }
    return ERR_OK;
}

/* -- what waits -- */

static const char *closing_words(
    struct arena *a, const struct expansion *e, bool none, const char *today)
{
    int days = date_days_between(today, e->closes_on);

    if (days > SOON_DAYS)
        return "";
    if (days < 0 && none)
        return arena_printf(
            a, "%s: niemand vroeg op tijd aan, geef meer tijd of sluit de ronde af", e->title);
    if (days < 0)
        return arena_printf(a, "%s: de aanvragen zijn binnen, start de beoordeling", e->title);
    if (days == 0)
        return arena_printf(a, "%s: vandaag is de laatste dag om aan te vragen", e->title);
    return arena_printf(
        a, "%s: aanvragen kan nog %d %s", e->title, days, days == 1 ? "dag" : "dagen");
}

static const char *scoring_words(
    struct arena *a, const struct expansion *e, const struct expansion_application_list *list)
{
    int64_t missing = 0;

    for (size_t i = 0; i < list->count; i++)
        missing += list->at[i].late ? 0 : list->at[i].missing;
    if (missing == 0)
        return arena_printf(a, "%s: alles is beoordeeld, sluit de ronde af", e->title);
    return arena_printf(a, "%s: nog %lld %s te geven", e->title, (long long)missing,
        missing == 1 ? "score" : "scores");
}

/* "" when nothing waits. */
static enum err words_of(struct snap *s, struct arena *a, const struct expansion *e,
    const char *today, struct expansion_due *ret)
{
    struct actor system = actor_system();
    struct expansion_criteria c = { 0 };
    struct expansion_application_list list = { 0 };

    if (e->state == EXPANSION_CLOSED && e->advice_id != 0)
        return ERR_OK;
    TRY(expansion_criteria(s, a, &system, e->id, 0, &c));
    TRY(expansion_applications(s, a, &system, e, &c, &list));
    ret->none = expansion_has_none(&list);
    if (e->state == EXPANSION_OPEN)
        ret->words = closing_words(a, e, ret->none, today);
    else if (e->state == EXPANSION_SCORING)
        ret->words = scoring_words(a, e, &list);
    else if (!ret->none)
        ret->words = arena_printf(a, "%s: er is nog geen advies van gemaakt", e->title);
    return ERR_OK;
}

static const char *day_of(const struct expansion *e, const char *today)
{
    if (e->state != EXPANSION_OPEN)
        return "";
    return strcmp(e->closes_on, today) < 0 ? today : e->closes_on;
}

static int by_date(const void *x, const void *y)
{
    const struct expansion_due *p = x, *q = y;

    if (str_empty(p->date) != str_empty(q->date))
        return str_empty(p->date) ? 1 : -1;
    int order = strcmp(p->date, q->date);
    return order != 0 ? order
                      : (p->expansion_id > q->expansion_id) - (p->expansion_id < q->expansion_id);
}

enum err expansion_due(
    struct snap *s, struct arena *a, const char *today, struct expansion_due_list *ret)
{
    struct actor system = actor_system();
    struct expansion_list all = { 0 };

    TRY(expansion_list(s, a, &system, 0, 0, MOST_WAITING, &all));
    struct expansion_due_list list = { arena_array(a, all.count, sizeof *list.at), 0 };
    for (size_t i = 0; i < all.count; i++) {
        const struct expansion *e = &all.at[i];
        struct expansion_due one = { .expansion_id = e->id, .words = "", .state = e->state };

        TRY(words_of(s, a, e, today, &one));
        if (*one.words == '\0')
            continue;
        one.date = day_of(e, today);
        list.at[list.count++] = one;
    }
    if (list.count > 1)
        qsort(list.at, list.count, sizeof *list.at, by_date);
    *ret = list;
    return ERR_OK;
}
