/* What comes back by itself, in its rhythm, until its funding ends. */
#include "agenda/dossier.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include <stdlib.h>
#include <string.h>

void dossier_span(struct arena *a, enum dossier_rhythm rhythm, const char *month,
    const char **ret_first, const char **ret_last)
{
    const char *year = arena_strndup(a, month, strlen("YYYY"));
    bool second = strcmp(month + strlen("YYYY-"), "06") > 0;
    bool whole = rhythm == RHYTHM_YEAR;

    PRE(month_valid(month) && rhythm != RHYTHM_NONE);
    *ret_first = arena_printf(a, "%s-%s", year, !whole && second ? "07" : "01");
    *ret_last = arena_printf(a, "%s-%s", year, whole || second ? "12" : "06");
}

/* The funding of all that has a rhythm and no result yet; "" as an end for one without end. */
static const struct sql RHYTHMIC =
    SQL("SELECT d.id, d.title, d.rhythm, COALESCE(min(f.from_date), '') AS from_date,"
        "       CASE WHEN min(f.until_date) = '' THEN '' ELSE COALESCE(max(f.until_date), '') END"
        "           AS until_date"
        "  FROM dossier d"
        "  LEFT JOIN dossier_funder f ON f.dossier_id = d.id AND f.removed_at IS NULL"
        " WHERE d.rhythm <> 'none' AND d.result IN ('open', 'selected')"
        " GROUP BY d.id, d.title, d.rhythm"
        " ORDER BY d.id");

struct rhythmic {
    int64_t id;
    const char *title, *from_date, *until_date;
    unsigned rhythm;
};

static const struct sql STANDS =
    SQL("SELECT 1 AS stands FROM agenda_item i JOIN meeting m ON m.id = i.meeting_id"
        " WHERE i.dossier_id = :id AND i.removed_at IS NULL"
        "   AND i.outcome NOT IN ('postponed', 'withdrawn') AND m.state <> 'cancelled'"
        "   AND m.month >= :first AND m.month <= :last"
        " UNION ALL"
        " SELECT 1 FROM announcement WHERE dossier_id = :id AND state = 'open'"
        "   AND target_month >= :first AND target_month <= :last"
        " LIMIT 1");

static enum err stands(struct snap *s, int64_t id, const char *first, const char *last, bool *ret)
{
    int64_t one;
    enum err e =
        sql_one(s, &STANDS, IN(in_i64("id", id), in_text("first", first), in_text("last", last)),
            OUT(out_i64("stands", &one)));

    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    *ret = e == ERR_OK;
    return ERR_OK;
}

/* Whether the funding runs in that month. */
static bool runs(const struct rhythmic *r, const char *month)
{
    size_t length = strlen("YYYY-MM");

    return (str_empty(r->from_date) || strncmp(r->from_date, month, length) <= 0) &&
           (str_empty(r->until_date) || strncmp(r->until_date, month, length) >= 0);
}

static struct dossier_due due_of(struct arena *a, const struct rhythmic *r, const char *last_month)
{
    const char *end = month_last_day(a, last_month);
    bool ends_first = !str_empty(r->until_date) && strcmp(r->until_date, end) < 0;
    const char *span = r->rhythm == RHYTHM_YEAR ? "dit jaar" : "dit semester";

    return (struct dossier_due){
        .id = r->id,
        .title = r->title,
        .date = ends_first ? r->until_date : end,
        .words = arena_printf(a, "%s: %s nog niet op een agenda", r->title, span),
        .reason =
            str_empty(r->until_date)
                ? arena_printf(a, "Komt %s terug.", choice_dutch(DOSSIER_RHYTHMS, r->rhythm))
                : arena_printf(a, "Komt %s terug, tot en met %s.",
                      choice_dutch(DOSSIER_RHYTHMS, r->rhythm), dutch_date_long(a, r->until_date)),
    };
}

static int by_date(const void *a, const void *b)
{
    const struct dossier_due *x = a, *y = b;
    int order = strcmp(x->date, y->date);

    return order != 0 ? order : (x->id > y->id) - (x->id < y->id);
}

enum err dossier_due(
    struct snap *s, struct arena *a, const char *month, struct dossier_due_list *ret)
{
    struct rhythmic row = { 0 }, *rows = NULL;
    size_t count = 0;

    TRY(sql_list(s, a, &RHYTHMIC, IN(),
        OUT(out_i64("id", &row.id), out_text("title", a, &row.title),
            out_enum("rhythm", DOSSIER_RHYTHMS, &row.rhythm),
            out_text("from_date", a, &row.from_date), out_text("until_date", a, &row.until_date)),
        &row, sizeof row, &rows, &count));
    struct dossier_due_list list = { arena_array(a, count, sizeof *list.at), 0 };
    for (size_t i = 0; i < count; i++) {
        const char *first, *last;
        bool there = false;

        if (!runs(&rows[i], month))
            continue;
        dossier_span(a, rows[i].rhythm, month, &first, &last);
        TRY(stands(s, rows[i].id, first, last, &there));
        if (!there)
            list.at[list.count++] = due_of(a, &rows[i], last);
    }
    if (list.count > 0)
        qsort(list.at, list.count, sizeof *list.at, by_date);
    *ret = list;
    return ERR_OK;
}
