#include "agenda/rights_names.h"
#include <string.h>

const struct rights_reference RIGHTS_REFERENCES[] = {
#define REFERENCE(table, column, on_erasure, section) \
    { #table, #column, RIGHTS_##on_erasure, section },
#define TEXT(table, column, how)
#include "agenda/rights.def"
#undef REFERENCE
#undef TEXT
    { NULL, NULL, RIGHTS_KEEP, NULL },
};

const struct rights_text RIGHTS_TEXTS[] = {
#define REFERENCE(table, column, on_erasure, section)
#define TEXT(table, column, how) { #table, #column, RIGHTS_##how },
#include "agenda/rights.def"
#undef REFERENCE
#undef TEXT
    { NULL, NULL, RIGHTS_CODE },
};

static const struct sql HAD_SEAT =
    SQL("SELECT EXISTS (SELECT 1 FROM member WHERE person_id = :id) AS had_seat");

enum err rights_name_after(struct snap *s, struct arena *a, int64_t person_id, const char **ret)
{
    bool had_seat;

    TRY(sql_one(s, &HAD_SEAT, IN(in_i64("id", person_id)), OUT(out_bool("had_seat", &had_seat))));
    *ret =
        arena_printf(a, "%s %lld", had_seat ? "Oud-lid" : "Gewiste persoon", (long long)person_id);
    return ERR_OK;
}

/* -- where a name stands -- */

static bool is_code(const char *table, const char *column)
{
    for (const struct rights_text *t = RIGHTS_TEXTS; t->table != NULL; t++)
        if (str_equal(t->table, table) && str_equal(t->column, column))
            return t->how == RIGHTS_CODE;
    return false;
}

static bool is_shown(const char *table, const char *column)
{
    return rights_table_of(table) != NULL && !is_code(table, column);
}

static const struct row_search SHOWN = { is_shown, rights_names_hold };
static const struct row_search EVERYWHERE = { NULL, rights_names_hold };

enum err rights_places_of(
    struct snap *s, struct arena *a, const struct rights_needles *n, struct rights_places *ret)
{
    struct row_text_list found = { 0 };

    TRY(rows_find_text(s, a, &SHOWN, n, n->shortest, &found));
    struct rights_places places = { arena_array(a, found.count, sizeof *places.at), 0, n->shared,
        !str_empty(n->name) };
    for (size_t i = 0; i < found.count; i++) {
        const struct row_text *row = &found.at[i];
        const struct rights_table *t = rights_table_of(row->table);
        if (t == NULL || rights_is_own(n, row))
            continue;
        places.at[places.count++] =
            (struct rights_place){ t->what, "", rights_names_around(a, n, row->text) };
        const char *mark = strstr(t->path, "%lld");
        if (mark != NULL)
            places.at[places.count - 1].path = arena_printf(
                a, "%.*s%lld%s", (int)(mark - t->path), t->path, (long long)row->id, mark + 4);
        else
            places.at[places.count - 1].path = t->path;
    }
    *ret = places;
    return ERR_OK;
}

enum err rights_places(
    struct snap *s, struct arena *a, int64_t person_id, struct rights_places *ret)
{
    struct rights_needles n;

    TRY(rights_needles_read(s, a, person_id, &n));
    return rights_places_of(s, a, &n, ret);
}

enum err rights_replace(struct tx *tx, const struct rights_needles *n, bool texts)
{
    struct arena *a = tx_fault(tx)->arena;
    struct row_text_list found = { 0 };

    TRY(rows_find_text(tx_snap(tx), a, &EVERYWHERE, n, n->shortest, &found));
    for (size_t i = 0; i < found.count; i++) {
        const struct row_text *row = &found.at[i];
        const struct rights_table *t = rights_table_of(row->table);
        if (rights_is_own(n, row) || (t != NULL && (!texts || !t->replaceable)))
            continue;
        const char *text = rights_names_replaced(a, n, row->text);
        if (!str_equal(text, row->text))
            TRY(rows_set_text(tx, row, text));
    }
    return ERR_OK;
}
