#include "agenda/invited.h"
#include "lok/base/sql.h"

struct gathering {
    struct arena *arena;
    const struct council *council;
    struct invited_list *list;
    size_t room;
};

static struct invited *find(const struct invited_list *list, int64_t person_id)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->at[i].person_id == person_id)
            return &list->at[i];
    return NULL;
}

static void add(struct gathering *g, const struct invited *one)
{
    struct invited_list *to = g->list;

    if (to->count == g->room) {
        struct invited *wider = arena_array(g->arena, g->room * 2 + 16, sizeof *wider);

        for (size_t i = 0; i < to->count; i++)
            wider[i] = to->at[i];
        to->at = wider;
        g->room = g->room * 2 + 16;
    }
    to->at[to->count] = *one;
    to->at[to->count].v =
        one->member ? (struct visibility){ .sees = ACCESS_MEMBERS, .partner_id = one->partner_id }
                    : visibility_of_partner(one->partner_id, g->council->is_public);
    to->count++;
}

#define INVITED_STOPPED                                                \
    "       EXISTS (SELECT 1 FROM endpoint e WHERE e.person_id = p.id" \
    "                  AND e.state = 'paused' AND e.deleted_at IS NULL) AS stopped"

static const struct sql MEMBERS =
    SQL("SELECT p.id, COALESCE(min(m.partner_id), 0) AS partner_id, p.name, p.function, p.email,"
        "       COALESCE(min(x.name), '') AS partner_name," INVITED_STOPPED "  FROM member m"
        "  JOIN person p ON p.id = m.person_id"
        "  LEFT JOIN partner x ON x.id = m.partner_id"
        " WHERE (m.from_date IS NULL OR m.from_date <= :today)"
        "   AND (m.until_date IS NULL OR m.until_date >= :today)"
        " GROUP BY p.id ORDER BY p.name_folded, p.id");

static const struct sql CONTACTS = SQL(
    "SELECT p.id, x.id AS partner_id, p.name, p.function, p.email, x.name AS partner_name," INVITED_STOPPED
    "  FROM partner_contact c"
    "  JOIN person p ON p.id = c.person_id"
    "  JOIN partner x ON x.id = c.partner_id"
    " WHERE c.partner_id = :partner AND (x.until IS NULL OR x.until > :today)"
    " ORDER BY p.name_folded, p.id");

static enum err rows_of(
    struct snap *s, struct gathering *g, const struct sql *q, const struct in *in, bool member)
{
    struct arena *a = g->arena;
    struct invited row = { 0 }, *rows = NULL;
    size_t count = 0;

    TRY(sql_list(s, a, q, in,
        OUT(out_i64("id", &row.person_id), out_i64("partner_id", &row.partner_id),
            out_text("name", a, &row.name), out_text("function", a, &row.function),
            out_text("email", a, &row.email), out_text("partner_name", a, &row.partner_name),
            out_bool("stopped", &row.stopped)),
        &row, sizeof row, &rows, &count));
    for (size_t i = 0; i < count; i++) {
        rows[i].member = member;
        if (find(g->list, rows[i].person_id) == NULL)
            add(g, &rows[i]);
    }
    return ERR_OK;
}

static enum err add_partner(struct snap *s, struct gathering *g, int64_t partner_id)
{
    return rows_of(s, g, &CONTACTS,
        IN(in_i64("partner", partner_id), in_text("today", council_today(g->arena, g->council))),
        false);
}

/* What is the secretariat's concerns no partner. */
static const struct sql DOSSIER_PARTNERS =
    SQL("SELECT t.partner_id FROM dossier_actor t JOIN dossier d ON d.id = t.dossier_id"
        " WHERE t.dossier_id = :dossier AND t.removed_at IS NULL AND d.access <= 1"
        " UNION SELECT applicant_id FROM dossier"
        "        WHERE id = :dossier AND applicant_id IS NOT NULL AND access <= 1");

static enum err add_dossier(struct snap *s, struct gathering *g, int64_t dossier_id)
{
    int64_t row = 0, *rows = NULL;
    size_t count = 0;

    TRY(sql_list(s, g->arena, &DOSSIER_PARTNERS, IN(in_i64("dossier", dossier_id)),
        OUT(out_i64("partner_id", &row)), &row, sizeof row, &rows, &count));
    for (size_t i = 0; i < count; i++)
        TRY(add_partner(s, g, rows[i]));
    return ERR_OK;
}

enum err invited_to(struct snap *s, struct arena *a, const struct council *c,
    const struct published *p, struct invited_list *ret)
{
    struct invited_list list = { 0 };
    struct gathering g = { .arena = a, .council = c, .list = &list };

    TRY(rows_of(s, &g, &MEMBERS, IN(in_text("today", council_today(a, c))), true));
    for (size_t i = 0; i < p->items.count; i++) {
        const struct item *item = &p->items.at[i];

        if (item->access > ACCESS_MEMBERS)
            continue;
        if (item->presenter_partner_id != 0)
            TRY(add_partner(s, &g, item->presenter_partner_id));
        if (item->dossier_id != 0)
            TRY(add_dossier(s, &g, item->dossier_id));
    }
    *ret = list;
    return ERR_OK;
}

enum err invited_list(struct snap *s, struct arena *a, int64_t meeting_id, struct invited_list *ret)
{
    struct published p = { 0 };
    struct council c;

    TRY(council_get(s, a, &c));
    enum err e = publication_last(s, a, meeting_id, &p);
    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    return invited_to(s, a, &c, &p, ret);
}

enum err invited_add_partner(struct snap *s, struct arena *a, const struct council *c,
    int64_t partner_id, struct invited_list *list)
{
    struct gathering g = { .arena = a, .council = c, .list = list, .room = list->count };

    return add_partner(s, &g, partner_id);
}
