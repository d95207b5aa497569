/* The applications of a round with their scores, as each reader may know them. */
#include "agenda/expansion.h"
#include "agenda/expansion_inside.h"
#include "lok/base/sql.h"
#include <stdlib.h>
#include <string.h>

/* -- who may see what -- */

/* As itself, or as who sits in the council for it. */
static const struct sql APPLIED =
    SQL("SELECT x.id FROM expansion_application x"
        " WHERE x.expansion_id = :round AND x.removed_at IS NULL AND x.partner_id IS NOT NULL"
        "   AND (x.partner_id = :partner"
        "        OR x.partner_id IN (SELECT m.partner_id FROM member m"
        "                             WHERE m.person_id = :person"
        "                               AND (m.until_date IS NULL OR m.until_date >= :today)))"
        " LIMIT 1");

static enum err has_applied(
    struct snap *s, const struct actor *who, const struct expansion *e, bool *ret)
{
    AUTO(arena_cleanup) struct arena *a = arena_new();
    const char *today;
    int64_t id;

    TRY(council_today_read(s, a, &today));
    enum err err = sql_one(s, &APPLIED,
        IN(in_i64("round", e->id), in_i64("partner", who->partner_id),
            in_i64("person", who->person_id), in_text("today", today)),
        OUT(out_i64("id", &id)));
    if (err != ERR_OK && err != ERR_NOT_FOUND)
        return err;
    *ret = err == ERR_OK;
    return ERR_OK;
}

static bool is_member(const struct actor *who)
{
    return visible(visibility_of(who), (struct object){ ACCESS_MEMBERS, 0 });
}

enum err expansion_shows_scores(
    struct snap *s, const struct actor *who, const struct expansion *e, bool *ret)
{
    bool applied = false;

    if (may(who, RECORD, (struct object){ 0 })) {
        *ret = true;
        return ERR_OK;
    }
    TRY(has_applied(s, who, e, &applied));
    *ret = is_member(who) && (!applied || e->state == EXPANSION_CLOSED);
    return ERR_OK;
}

/* -- reading -- */

static const struct sql APPLICATIONS =
    SQL("SELECT x.id, x.partner_id, x.organiser, x.location, x.care, x.places, x.area,"
        "       x.received_on, coalesce(p.name, x.organiser) AS name"
        "  FROM expansion_application x LEFT JOIN partner p ON p.id = x.partner_id"
        " WHERE x.expansion_id = :round AND (:id = 0 OR x.id = :id)"
        "   AND (x.removed_at IS NOT NULL) = :removed"
        " ORDER BY x.received_on, x.id");

static enum err read_applications(struct snap *s, struct arena *a, int64_t round, int64_t id,
    bool removed, struct expansion_application_list *ret)
{
    struct expansion_application row = { 0 };

    return sql_list(s, a, &APPLICATIONS,
        IN(in_i64("round", round), in_i64("id", id), in_bool("removed", removed)),
        OUT(out_i64("id", &row.id), out_i64("partner_id", &row.partner_id),
            out_text("organiser", a, &row.organiser), out_text("location", a, &row.location),
            out_enum("care", CARE_KINDS, &row.care), out_i64("places", &row.places),
            out_text("area", a, &row.area), out_text("received_on", a, &row.received_on),
            out_text("name", a, &row.name)),
        &row, sizeof row, &ret->at, &ret->count);
}

enum err expansion_application_read(struct snap *s, struct arena *a, int64_t id,
    int64_t application_id, bool removed, struct expansion_application *ret)
{
    struct expansion_application_list list = { 0 };

    if (application_id <= 0)
        return ERR_NOT_FOUND;
    TRY(read_applications(s, a, id, application_id, removed, &list));
    if (list.count == 0)
        return ERR_NOT_FOUND;
    *ret = list.at[0];
    return ERR_OK;
}

static const struct sql SCORES =
    SQL("SELECT r.application_id, r.criterion_id, r.scorer_id, r.score, r.reason,"
        "       CASE WHEN :people = 1 THEN p.name ELSE p.function END AS scorer"
        "  FROM expansion_criterion n"
        "  JOIN expansion_score r ON r.criterion_id = n.id"
        "  JOIN person p ON p.id = r.scorer_id"
        " WHERE n.criteria_id = :criteria AND r.conflict_id IS NULL");

static const struct sql CONFLICTS =
    SQL("SELECT k.id, k.application_id, k.person_id, k.reason, k.left_room,"
        "       CASE WHEN :people = 1 THEN p.name ELSE p.function END AS person,"
        "       (SELECT count(*) FROM expansion_score r WHERE r.conflict_id = k.id) AS set_aside"
        "  FROM expansion_application x"
        "  JOIN expansion_conflict k ON k.application_id = x.id"
        "  JOIN person p ON p.id = k.person_id"
        " WHERE x.expansion_id = :round AND k.removed_at IS NULL"
        " ORDER BY k.application_id, k.id");

static struct expansion_application *find(struct expansion_application_list *list, int64_t id)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->at[i].id == id)
            return &list->at[i];
    return NULL;
}

static void place(const struct expansion_criteria *c, struct expansion_application *x,
    const struct expansion_score *score)
{
    for (size_t i = 0; x != NULL && i < c->count; i++)
        if (c->at[i].id == score->criterion_id)
            x->scores[i] = *score;
}

static enum err add_scores(struct snap *s, struct arena *a, bool people,
    const struct expansion_criteria *c, struct expansion_application_list *list)
{
    struct expansion_score row = { 0 }, *rows = NULL;
    size_t count = 0;

    TRY(sql_list(s, a, &SCORES, IN(in_bool("people", people), in_i64("criteria", c->id)),
        OUT(out_i64("application_id", &row.application_id),
            out_i64("criterion_id", &row.criterion_id), out_i64("scorer_id", &row.scorer_id),
            out_i64("score", &row.score), out_text("reason", a, &row.reason),
            out_text("scorer", a, &row.scorer)),
        &row, sizeof row, &rows, &count));
    for (size_t i = 0; i < list->count; i++) {
        struct expansion_application *x = &list->at[i];

        x->scores = arena_array(a, c->count, sizeof *x->scores);
        for (size_t k = 0; k < c->count; k++)
            x->scores[k] = (struct expansion_score){ .application_id = x->id,
                .criterion_id = c->at[k].id,
                .score = -1,
                .reason = "",
                .scorer = "" };
    }
    for (size_t i = 0; i < count; i++)
        place(c, find(list, rows[i].application_id), &rows[i]);
    return ERR_OK;
}

static enum err add_conflicts(struct snap *s, struct arena *a, bool people, int64_t round,
    struct expansion_application_list *list)
{
    struct expansion_conflict row = { 0 }, *rows = NULL;
    size_t count = 0;

    TRY(sql_list(s, a, &CONFLICTS, IN(in_bool("people", people), in_i64("round", round)),
        OUT(out_i64("id", &row.id), out_i64("application_id", &row.application_id),
            out_i64("person_id", &row.person_id), out_text("reason", a, &row.reason),
            out_bool("left_room", &row.left_room), out_text("person", a, &row.person),
            out_i64("set_aside", &row.set_aside)),
        &row, sizeof row, &rows, &count));
    for (size_t i = 0; i < count; i++) {
        struct expansion_application *x = find(list, rows[i].application_id);

        if (x == NULL)
            continue;
        if (x->conflict_count == 0)
            x->conflicts = &rows[i]; /* they stand together */
        x->conflict_count++;
    }
    return ERR_OK;
}

static int by_rank(const void *p, const void *q)
{
    const struct expansion_application *x = p, *y = q;
    int64_t one = x->rank == 0 ? INT64_MAX : x->rank, other = y->rank == 0 ? INT64_MAX : y->rank;

    if (one != other)
        return one < other ? -1 : 1;
    int day = strcmp(x->received_on, y->received_on);
    return day != 0 ? day : (x->id > y->id) - (x->id < y->id);
}

/* What this reader may not know is taken out; applications he may not see are left out. In an order
 * that tells nothing, unless all scores may be seen. */
static void narrow(struct expansion_application_list *list, const struct expansion *e,
    const struct actor *who, bool scores)
{
    bool all = is_member(who) || e->state == EXPANSION_CLOSED;
    size_t kept = 0;

    for (size_t i = 0; i < list->count; i++) {
        struct expansion_application x = list->at[i];

        x.own = who->partner_id != 0 && x.partner_id == who->partner_id;
        if (!all && !x.own)
            continue;
        x.shown = scores || (x.own && e->state == EXPANSION_CLOSED);
        if (!x.shown) {
            x.scores = NULL;
            x.conflicts = NULL;
            x.conflict_count = 0;
            x.missing = x.points = x.of = x.rank = 0;
            x.tied = false;
        }
        list->at[kept++] = x;
    }
    list->count = kept;
    if (scores && kept > 1)
        qsort(list->at, kept, sizeof *list->at, by_rank);
}

enum err expansion_applications(struct snap *s, struct arena *a, const struct actor *who,
    const struct expansion *e, const struct expansion_criteria *c,
    struct expansion_application_list *ret)
{
    struct expansion_application_list list = { 0 };
    bool people = may(who, SEE_PEOPLE, (struct object){ 0 });
    bool scores = false;

    TRY(expansion_shows_scores(s, who, e, &scores));
    TRY(read_applications(s, a, e->id, 0, false, &list));
    TRY(add_scores(s, a, people, c, &list));
    TRY(add_conflicts(s, a, people, e->id, &list));
    for (size_t i = 0; i < list.count; i++)
        list.at[i].late = strcmp(list.at[i].received_on, e->closes_on) > 0;
    expansion_rank(c, &list);
    narrow(&list, e, who, scores);
    *ret = list;
    return ERR_OK;
}
