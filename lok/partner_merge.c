#include "lok/partner_merge.h"
#include "lok/base/clock.h"
#include "lok/base/relink.h"
#include "lok/base/utf8.h"
#include "lok/council.h"
#include "lok/event.h"
#include "lok/partner_alias.h"

const struct field MERGE_FIELDS[] = {
    FIELD_ID(struct merge_input, into_id, .required = true, .label = "Dezelfde als",
        .hint = "Deze partner blijft; de andere naam wordt er een andere naam van."),
    FIELD_END,
};

/* -- what would move -- */

/* What a person calls the rows of a table; others are counted together. */
static const struct {
    const char *table, *one, *several;
} CALLED[] = {
    { "account", "account", "accounts" },
    { "action", "actiepunt", "actiepunten" },
    { "agenda_item", "agendapunt", "agendapunten" },
    { "decision", "beslissing om op te volgen", "beslissingen om op te volgen" },
    { "dossier", "dossier als aanvrager", "dossiers als aanvrager" },
    { "dossier_actor", "rol in een dossier", "rollen in dossiers" },
    { "endpoint", "koppeling", "koppelingen" },
    { "member", "zetel", "zetels" },
    { "offer", "aanbod van ondersteuning", "keer aanbod van ondersteuning" },
    { "partner_alias", "andere naam", "andere namen" },
    { "partner_area", "gemeente", "gemeenten" },
    { "partner_contact", "contactpersoon", "contactpersonen" },
    { "partner_membership", "lidmaatschap", "lidmaatschappen" },
    { "proposal", "voorstel", "voorstellen" },
    { "publication_item", "punt op een verstuurde agenda", "punten op verstuurde agenda’s" },
};

enum err partner_merge_words(struct snap *s, struct arena *a, int64_t from_id, struct lines *ret)
{
    struct relink_list columns = { 0 };
    struct lines words = { arena_array(a, ARRAY_LEN(CALLED) + 1, sizeof *words.at), 0 };
    int64_t others = 0;

    TRY(relink_columns(s, a, "partner", from_id, &columns));
    int64_t counts[ARRAY_LEN(CALLED)] = { 0 };
    for (size_t i = 0; i < columns.count; i++) {
        size_t k = 0;
        while (k < ARRAY_LEN(CALLED) && !str_equal(CALLED[k].table, columns.at[i].table))
            k++;
        *(k < ARRAY_LEN(CALLED) ? &counts[k] : &others) += columns.at[i].own_count;
    }
    for (size_t k = 0; k < ARRAY_LEN(CALLED); k++)
        if (counts[k] > 0)
            words.at[words.count++] = arena_printf(a, "%lld %s", (long long)counts[k],
                counts[k] == 1 ? CALLED[k].one : CALLED[k].several);
    if (others > 0)
        words.at[words.count++] = arena_printf(a, "%lld %s", (long long)others,
            others == 1 ? "andere verwijzing" : "andere verwijzingen");
    *ret = words;
    return ERR_OK;
}

/* -- merging -- */

static const struct sql MERGE_RECORD =
    SQL("INSERT INTO partner_merge (from_id, into_id, merged_at, name_folded, until_date)"
        " SELECT id, :into_id, :now, name_folded, until FROM partner WHERE id = :from_id"
        " RETURNING id");

static const struct sql ROW_RECORD =
    SQL("INSERT INTO partner_merge_row (merge_id, table_name, column_name, row_key)"
        " VALUES (:merge_id, :table_name, :column_name, :row_key)");

/* It bears a name that nobody can type, so that its own can be an alias. */
static const struct sql HIDE =
    SQL("UPDATE partner SET merged_into_id = :into_id, until = COALESCE(until, :today),"
        "       name_folded = char(1) || id, version = version + 1"
        " WHERE id = :from_id");

static const struct sql TOUCH = SQL("UPDATE partner SET version = version + 1 WHERE id = :id");

static const struct sql ALIAS_ADD = SQL("INSERT INTO partner_alias (name_folded, name, partner_id)"
                                        " VALUES (:name_folded, :name, :partner_id)");

static enum err check(struct tx *tx, const struct partner *from, int64_t version, int64_t into_id)
{
    struct fault *f = tx_fault(tx);
    struct partner into = { 0 };

    if (from->version != version)
        return ERR_STALE;
    if (from->merged_into_id != 0)
        return fault_set(f, ERR_CONFLICT, "“%s” is al samengevoegd.", from->name);
    enum err e = partner_get(tx_snap(tx), f->arena, into_id, &into);
    if (e == ERR_NOT_FOUND || (e == ERR_OK && into.merged_into_id != 0))
        return fault_issue(f, "into_id", "unknown", "Kies een partner uit de lijst.");
    TRY(e);
    if (into_id == from->id)
        return fault_issue(f, "into_id", "itself", "Kies een andere partner dan deze zelf.");
    return ERR_OK;
}

static enum err record(
    struct tx *tx, const struct actor *who, const char *type, int64_t from_id, int64_t into_id)
{
    cJSON *data = cJSON_CreateObject();

    json_add_id(data, "intoId", into_id);
    return event_record(tx, who, type, "partner", from_id, data, NULL);
}

enum err partner_merge(
    struct tx *tx, const struct actor *who, int64_t from_id, int64_t version, int64_t into_id)
{
    struct arena *a = tx_fault(tx)->arena;
    struct partner from = { 0 };
    struct relink_list moved = { 0 };
    const char *today = NULL;
    int64_t merge_id;

    TRY(partner_get(tx_snap(tx), a, from_id, &from));
    TRY(check(tx, &from, version, into_id));
    TRY(council_today_read(tx_snap(tx), a, &today));
    TRY(sql_change(tx, &MERGE_RECORD,
        IN(in_i64("from_id", from_id), in_i64("into_id", into_id), in_i64("now", clock_now())),
        OUT(out_i64("id", &merge_id))));
    TRY(relink_all(tx, a, "partner", from_id, into_id, &moved));
    for (size_t i = 0; i < moved.count; i++)
        TRY(sql_run(tx, &ROW_RECORD,
            IN(in_i64("merge_id", merge_id), in_text("table_name", moved.at[i].table),
                in_text("column_name", moved.at[i].column), in_text("row_key", moved.at[i].key)),
            NULL));
    TRY(sql_run(tx, &HIDE,
        IN(in_i64("from_id", from_id), in_i64("into_id", into_id), in_text("today", today)), NULL));
    TRY(sql_run(tx, &ALIAS_ADD,
        IN(in_text("name_folded", utf8_fold_string(a, from.name)), in_text("name", from.name),
            in_i64("partner_id", into_id)),
        NULL));
    TRY(sql_run(tx, &TOUCH, IN(in_i64("id", into_id)), NULL));
    return record(tx, who, "partner.merged", from_id, into_id);
}

/* -- and back -- */

static const struct sql MERGES_INTO =
    SQL("SELECT x.id AS id, x.from_id AS from_id, x.into_id AS into_id, x.merged_at AS merged_at,"
        "       p.name AS from_name"
        "  FROM partner_merge x JOIN partner p ON p.id = x.from_id"
        " WHERE x.into_id = :id AND x.undone_at IS NULL AND x.merged_at > :since"
        " ORDER BY x.id DESC");

static const struct sql MERGE_OF =
    SQL("SELECT x.id AS id, x.from_id AS from_id, x.into_id AS into_id, x.merged_at AS merged_at,"
        "       p.name AS from_name"
        "  FROM partner_merge x JOIN partner p ON p.id = x.from_id"
        " WHERE x.from_id = :id AND x.undone_at IS NULL AND x.merged_at > :since");

static enum err merges_of(struct snap *s, struct arena *a, const struct sql *q, int64_t id,
    int64_t since, struct partner_merge_list *ret)
{
    struct partner_merge row = { 0 };

    return sql_list(s, a, q, IN(in_i64("id", id), in_i64("since", since)),
        OUT(out_i64("id", &row.id), out_i64("from_id", &row.from_id),
            out_i64("into_id", &row.into_id), out_i64("merged_at", &row.merged_at),
            out_text("from_name", a, &row.from_name)),
        &row, sizeof row, &ret->at, &ret->count);
}

static int64_t days_before(int64_t now)
{
    return now - (int64_t)PARTNER_MERGE_DAYS * 24 * 3600 * 1000;
}

enum err partner_merges(
    struct snap *s, struct arena *a, int64_t into_id, int64_t now, struct partner_merge_list *ret)
{
    return merges_of(s, a, &MERGES_INTO, into_id, days_before(now), ret);
}

static const struct sql ROWS = SQL("SELECT table_name, column_name, row_key FROM partner_merge_row"
                                   " WHERE merge_id = :merge_id ORDER BY id");

static const struct sql ALIAS_REMOVE =
    SQL("DELETE FROM partner_alias WHERE name_folded = :name_folded AND partner_id = :partner_id");

static const struct sql UNHIDE =
    SQL("UPDATE partner SET merged_into_id = NULL, version = version + 1,"
        "       name_folded = (SELECT name_folded FROM partner_merge WHERE id = :merge_id),"
        "       until = (SELECT until_date FROM partner_merge WHERE id = :merge_id)"
        " WHERE id = :from_id");

static const struct sql UNDONE =
    SQL("UPDATE partner_merge SET undone_at = :now WHERE id = :merge_id");

static enum err move_back(struct tx *tx, const struct partner_merge *m)
{
    struct arena *a = tx_fault(tx)->arena;
    struct relink row = { 0 }, *rows = NULL;
    size_t count = 0;

    TRY(sql_list(tx_snap(tx), a, &ROWS, IN(in_i64("merge_id", m->id)),
        OUT(out_text("table_name", a, &row.table), out_text("column_name", a, &row.column),
            out_text("row_key", a, &row.key)),
        &row, sizeof row, &rows, &count));
    for (size_t i = 0; i < count; i++)
        TRY(relink_one(tx, &rows[i], m->into_id, m->from_id));
    return ERR_OK;
}

/* Its name must be free: an alias of the other still, or gone. */
static enum err take_name_back(struct tx *tx, const struct partner_merge *m)
{
    struct fault *f = tx_fault(tx);
    struct partner bearer = { 0 };
    const char *folded = utf8_fold_string(f->arena, m->from_name);

    TRY(sql_run(tx, &ALIAS_REMOVE,
        IN(in_text("name_folded", folded), in_i64("partner_id", m->into_id)), NULL));
    enum err e = partner_find(tx_snap(tx), f->arena, m->from_name, &bearer);
    if (e == ERR_OK)
        return fault_set(f, ERR_CONFLICT, "De naam “%s” is intussen van een andere partner (%s).",
            m->from_name, bearer.name);
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

enum err partner_merge_undo(struct tx *tx, const struct actor *who, int64_t from_id, int64_t now)
{
    struct fault *f = tx_fault(tx);
    struct partner_merge_list list = { 0 };
    struct partner into = { 0 };

    TRY(merges_of(tx_snap(tx), f->arena, &MERGE_OF, from_id, days_before(now), &list));
    if (list.count == 0)
        return fault_set(f, ERR_CONFLICT,
            "Deze partner is niet samengevoegd, of langer dan %d dagen geleden.",
            PARTNER_MERGE_DAYS);
    const struct partner_merge *m = &list.at[0];
    TRY(partner_get(tx_snap(tx), f->arena, m->into_id, &into));
    if (into.merged_into_id != 0)
        return fault_set(f, ERR_CONFLICT,
            "“%s” is sindsdien zelf samengevoegd: maak dat eerst ongedaan.", into.name);
    TRY(take_name_back(tx, m));
    TRY(sql_run(tx, &UNHIDE, IN(in_i64("merge_id", m->id), in_i64("from_id", m->from_id)), NULL));
    TRY(move_back(tx, m));
    TRY(sql_run(tx, &UNDONE, IN(in_i64("merge_id", m->id), in_i64("now", now)), NULL));
    TRY(sql_run(tx, &TOUCH, IN(in_i64("id", m->into_id)), NULL));
    return record(tx, who, "partner.unmerged", from_id, m->into_id);
}
