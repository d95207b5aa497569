#include "agenda/decision.h"
#include "agenda/search.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include <string.h>

const struct choice DECISION_STATES[] = {
    { "provisional", "voorlopig" },
    { "in_force", "geldig" },
    { "superseded", "vervangen" },
    { "withdrawn", "ingetrokken" },
    { "executed", "uitgevoerd" },
    { NULL, NULL },
};

const struct choice DECISION_METHODS[] = {
    { "consensus", "consensus" },
    { "unanimous", "eenparig" },
    { "vote", "stemming" },
    { NULL, NULL },
};

struct decision_reader decision_reader_of(const struct actor *who)
{
    return (struct decision_reader){
        .v = visibility_of(who),
        .provisional = may(who, PREPARE_MEETING, (struct object){ 0 }),
        .now = clock_now(),
    };
}

static const struct sql DECISION_BY_ID =
    SQL("SELECT d.id, d.item_id, d.meeting_id, d.dossier_id, d.number, d.year, d.title, d.text,"
        "       d.motivation, d.method, d.follow_up_id, d.due_date, d.state, d.access,"
        "       d.released_at, d.released_by, d.version, o.title AS dossier_title,"
        "       o.access AS dossier_access, o.applicant_id, p.name AS follow_up_name,"
        "       i.number AS item_number, i.title AS item_title, m.starts_at AS meeting_at,"
        "       d.superseded_by_id, d.superseded_told_by, d.state_on, d.state_reason, d.topics,"
        "       n.number AS successor, n.access AS successor_access,"
        "       n.follow_up_id AS successor_partner"
        "  FROM decision d"
        "  JOIN agenda_item i ON i.id = d.item_id"
        "  JOIN meeting m ON m.id = d.meeting_id"
        "  LEFT JOIN dossier o ON o.id = d.dossier_id"
        "  LEFT JOIN partner p ON p.id = d.follow_up_id"
        "  LEFT JOIN decision n ON n.id = d.superseded_by_id"
        " WHERE d.id = :id");

/* A dossier out of sight is left out. */
enum err decision_read(struct snap *s, struct arena *a, const struct decision_reader *r, int64_t id,
    struct decision *ret)
{
    struct decision d = { 0 };
    int64_t access, dossier_access, applicant_id, successor_access, successor_partner;

    TRY(sql_one(s, &DECISION_BY_ID, IN(in_i64("id", id)),
        OUT(out_i64("id", &d.id), out_i64("item_id", &d.item_id),
            out_i64("meeting_id", &d.meeting_id), out_i64("dossier_id", &d.dossier_id),
            out_text("number", a, &d.number), out_i64("year", &d.year),
            out_text("title", a, &d.title), out_text("text", a, &d.text),
            out_text("motivation", a, &d.motivation),
            out_enum("method", DECISION_METHODS, &d.method),
            out_i64("follow_up_id", &d.follow_up_id), out_text("due_date", a, &d.due_date),
            out_enum("state", DECISION_STATES, &d.state), out_i64("access", &access),
            out_i64("released_at", &d.released_at), out_i64("released_by", &d.released_by),
            out_i64("version", &d.version), out_text("dossier_title", a, &d.dossier_title),
            out_i64("dossier_access", &dossier_access), out_i64("applicant_id", &applicant_id),
            out_text("follow_up_name", a, &d.follow_up_name),
            out_text("item_number", a, &d.item_number), out_text("item_title", a, &d.item_title),
            out_i64("meeting_at", &d.meeting_at), out_i64("superseded_by_id", &d.superseded_by_id),
            out_i64("superseded_told_by", &d.superseded_told_by),
            out_text("state_on", a, &d.state_on), out_text("state_reason", a, &d.state_reason),
            out_text("topics", a, &d.topics), out_text("successor", a, &d.successor),
            out_i64("successor_access", &successor_access),
            out_i64("successor_partner", &successor_partner))));
    d.access = (unsigned)access;
    d.successor_access = (unsigned)successor_access;
    if (r != NULL) {
        struct object dossier = { (enum access)dossier_access, applicant_id };
        if (!visible(r->v, (struct object){ d.access, d.follow_up_id }))
            return ERR_NOT_FOUND;
        if (!r->provisional && (d.released_at == 0 || d.released_at > r->now))
            return ERR_NOT_FOUND;
        if (!visible(r->v, (struct object){ d.successor_access, successor_partner })) {
            d.successor = "";
            d.superseded_by_id = 0;
        }
        if (!visible(r->v, dossier)) {
            d.dossier_id = 0;
            d.dossier_title = "";
        }
    }
    *ret = d;
    return ERR_OK;
}

static const struct sql ID_BY_NUMBER = SQL("SELECT id FROM decision WHERE number = :number");

enum err decision_get(struct snap *s, struct arena *a, const struct decision_reader *r,
    const char *number, struct decision *ret)
{
    int64_t id;

    TRY(sql_one(s, &ID_BY_NUMBER, IN(in_text("number", number)), OUT(out_i64("id", &id))));
    return decision_read(s, a, r, id, ret);
}

enum err decision_by_id(struct snap *s, struct arena *a, int64_t id, struct decision *ret)
{
    return decision_read(s, a, NULL, id, ret);
}

static const struct sql ID_BY_ITEM = SQL("SELECT id FROM decision WHERE item_id = :item_id");

enum err decision_by_item(struct snap *s, struct arena *a, int64_t item_id, struct decision *ret)
{
    int64_t id;

    TRY(sql_one(s, &ID_BY_ITEM, IN(in_i64("item_id", item_id)), OUT(out_i64("id", &id))));
    return decision_read(s, a, NULL, id, ret);
}

static const struct sql IDS_OF_MEETING =
    SQL("SELECT id FROM decision WHERE meeting_id = :meeting_id ORDER BY id");

enum err decision_of_meeting(
    struct snap *s, struct arena *a, int64_t meeting_id, struct decision_list *ret)
{
    int64_t id = 0;
    int64_t *ids = NULL;
    size_t count = 0;

    TRY(sql_list(s, a, &IDS_OF_MEETING, IN(in_i64("meeting_id", meeting_id)),
        OUT(out_i64("id", &id)), &id, sizeof id, &ids, &count));
    struct decision_list list = { arena_array(a, count, sizeof *list.at), count };
    for (size_t i = 0; i < count; i++)
        TRY(decision_read(s, a, NULL, ids[i], &list.at[i]));
    *ret = list;
    return ERR_OK;
}

static bool is_within(struct arena *a, const struct decision *d, const struct decision_filter *f)
{
    const char *day = d->meeting_at == 0 ? "" : date_of(a, d->meeting_at);

    return (str_empty(f->from) || strcmp(day, f->from) >= 0) &&
           (str_empty(f->until) || strcmp(day, f->until) <= 0);
}

/* The index knows years: a period of few of them is looked for in those only. */
static void narrow_years(struct search_query *q, const struct decision_filter *f)
{
    int64_t first = 0, last = 0;

    if (f->year != 0 || str_empty(f->from) || str_empty(f->until))
        return;
    for (int i = 0; i < 4; i++) {
        first = 10 * first + (f->from[i] - '0');
        last = 10 * last + (f->until[i] - '0');
    }
    if (last < first || last - first >= SEARCH_YEARS)
        return;
    q->year = first;
    q->until_year = last;
}

/* The index knows access, year and dossier; what is released but not effective yet is passed over
 * here, so that a page may take a second look. */
enum err decision_find(struct snap *s, struct arena *a, const struct decision_reader *r,
    const struct decision_filter *f, struct decision_list *ret)
{
    struct search_query q = {
        .kind = "decision",
        .typed = f->typed,
        .year = f->year,
        .dossier_id = f->dossier_id,
        .topic = f->topic,
        .state = f->state,
        .v = r->v,
        .with_hidden = r->provisional,
        .after = f->after,
        .limit = f->limit,
    };
    size_t limit = (size_t)f->limit;
    struct decision_list list = { arena_array(a, limit, sizeof *list.at), 0 };
    struct search_hits hits;

    narrow_years(&q, f);
    do {
        hits = (struct search_hits){ 0 };
        TRY(search_find(s, a, &q, &hits));
        for (size_t i = 0; i < hits.count && list.count < limit; i++) {
            enum err e = decision_read(s, a, r, hits.at[i], &list.at[list.count]);
            if (e != ERR_OK && e != ERR_NOT_FOUND)
                return e;
            /* a dossier out of sight tells nothing, not even what belongs to it */
            list.count += e == ERR_OK && is_within(a, &list.at[list.count], f) &&
                          (f->dossier_id == 0 || list.at[list.count].dossier_id == f->dossier_id);
            q.after = hits.at[i];
        }
    } while (list.count < limit && hits.count == limit);
    *ret = list;
    return ERR_OK;
}

static const struct sql YEARS =
    SQL("WITH RECURSIVE known (year) AS ("
        "    SELECT max(year) FROM decision"
        "     UNION ALL"
        "    SELECT (SELECT max(year) FROM decision WHERE year < known.year)"
        "      FROM known WHERE known.year IS NOT NULL)"
        " SELECT year FROM known"
        "  WHERE year IS NOT NULL AND EXISTS ("
        "    SELECT 1 FROM decision d WHERE d.year = known.year"
        "       AND (d.access <= :sees OR (d.follow_up_id = :partner AND d.access <= 1))"
        "       AND (:provisional OR d.released_at <= :now))");

/* A year in which the reader may see nothing is not named. */
enum err decision_years(
    struct snap *s, struct arena *a, const struct decision_reader *r, struct lines *ret)
{
    int64_t year = 0;
    int64_t *years = NULL;
    size_t count = 0;

    TRY(sql_list(s, a, &YEARS,
        IN(in_i64("sees", r->v.sees), in_i64("partner", r->v.partner_id),
            in_bool("provisional", r->provisional), in_i64("now", r->now)),
        OUT(out_i64("year", &year)), &year, sizeof year, &years, &count));
    struct lines lines = { arena_array(a, count, sizeof *lines.at), 0 };
    for (size_t i = 0; i < count; i++)
        lines.at[lines.count++] = arena_printf(a, "%lld", (long long)years[i]);
    *ret = lines;
    return ERR_OK;
}
