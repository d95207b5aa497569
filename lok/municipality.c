#include "lok/municipality.h"
#include "lok/base/utf8.h"
#include <string.h>

const struct choice COVERAGES[] = {
    { "none", "nee" },
    { "partly", "deels" },
    { "whole", "ja" },
    { NULL, NULL },
};

static const struct sql MUNICIPALITIES =
    SQL("SELECT nis, name, from_date, until_date, successor FROM municipality"
        " ORDER BY lower(name), from_date DESC, nis");

enum err municipality_all(struct snap *s, struct arena *a, struct municipality_list *ret)
{
    struct municipality row = { 0 };

    return sql_list(s, a, &MUNICIPALITIES, IN(),
        OUT(out_text("nis", a, &row.nis), out_text("name", a, &row.name),
            out_text("from_date", a, &row.from_date), out_text("until_date", a, &row.until_date),
            out_text("successor", a, &row.successor)),
        &row, sizeof row, &ret->at, &ret->count);
}

bool municipality_is_there(const struct municipality *m, const char *on)
{
    return strcmp(m->from_date, on) <= 0 &&
           (str_empty(m->until_date) || strcmp(on, m->until_date) < 0);
}

const struct municipality *municipality_find(
    const struct municipality_list *all, const char *text, const char *on)
{
    AUTO(arena_cleanup) struct arena *a = arena_new();
    const char *wanted = utf8_fold_string(a, str_trim(a, text));
    const struct municipality *found = NULL;

    for (size_t i = 0; i < all->count; i++) {
        const struct municipality *m = &all->at[i];
        if (str_equal(m->nis, wanted))
            return m;
        if (str_equal(utf8_fold_string(a, m->name), wanted) &&
            (found == NULL || municipality_is_there(m, on)))
            found = m;
    }
    return found;
}

static bool is_among(const struct lines *codes, const char *nis)
{
    for (size_t i = 0; i < codes->count; i++)
        if (str_equal(codes->at[i], nis))
            return true;
    return false;
}

enum coverage municipality_covers(const struct municipality_list *all, const struct lines *codes,
    const struct municipality *asked, struct arena *a, struct lines *ret_parts)
{
    struct lines parts = { arena_array(a, all->count, sizeof *parts.at), 0 };
    size_t came_of = 0;

    if (ret_parts != NULL)
        *ret_parts = (struct lines){ 0 };
    if (is_among(codes, asked->nis) ||
        (!str_empty(asked->successor) && is_among(codes, asked->successor)))
        return COVERAGE_WHOLE;
    for (size_t i = 0; i < all->count; i++) {
        if (!str_equal(all->at[i].successor, asked->nis))
            continue;
        came_of++;
        if (is_among(codes, all->at[i].nis))
            parts.at[parts.count++] = all->at[i].name;
    }
    if (parts.count == 0)
        return COVERAGE_NONE;
    /* One that was there before the merger (Antwerpen) is a part of itself. */
    if (parts.count == came_of && !str_empty(asked->from_date))
        return COVERAGE_WHOLE;
    if (ret_parts != NULL)
        *ret_parts = parts;
    return COVERAGE_PARTLY;
}
