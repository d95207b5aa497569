#include "lok/base/text_tables.h"
#include "lok/base/compose.h"
#include <stdlib.h>

static const struct sql COLUMNS =
    SQL("SELECT l.name AS table_name, c.name AS column_name, c.pk AS pk"
        "  FROM pragma_table_list l JOIN pragma_table_info(l.name) c"
        " WHERE l.schema = 'main' AND l.type = 'table' AND l.strict = 1"
        "   AND (c.pk > 0 OR c.type = 'TEXT')"
        " ORDER BY l.name, c.pk = 0, c.pk, c.cid");

struct column {
    const char *table, *name;
    int64_t pk;
};

/* The columns from `at` on that are of one table. */
static struct text_table table_of(
    struct arena *a, const struct row_search *of, const struct column *at, size_t count)
{
    struct text_table t = { .name = at->table };
    size_t named = 0;

    t.columns = arena_array(a, count + 1, sizeof *t.columns);
    if (at->pk == 0) {
        t.columns[named++] = "rowid";
        t.keys = 1;
    }
    for (size_t i = 0; i < count; i++) {
        if (at[i].pk == 0 && of->wants != NULL && !of->wants(at[i].table, at[i].name))
            continue;
        t.columns[named++] = at[i].name;
        *(at[i].pk > 0 ? &t.keys : &t.texts) += 1;
    }
    t.whole = compose_whole(a, t.name, t.columns, named);
    return t;
}

static enum err read_tables(struct snap *s, struct text_tables *t)
{
    struct column row = { 0 }, *columns = NULL;
    size_t count = 0, next;

    TRY(sql_list(s, t->arena, &COLUMNS, IN(),
        OUT(out_text("table_name", t->arena, &row.table),
            out_text("column_name", t->arena, &row.name), out_i64("pk", &row.pk)),
        &row, sizeof row, &columns, &count));
    t->at = arena_array(t->arena, count, sizeof *t->at);
    for (size_t i = 0; i < count; i = next) {
        for (next = i + 1; next < count && str_equal(columns[next].table, columns[i].table);)
            next++;
        t->at[t->count] = table_of(t->arena, t->of, &columns[i], next - i);
        t->count += t->at[t->count].texts > 0;
    }
    return ERR_OK;
}

enum err text_tables_of(struct snap *s, const struct row_search *of, const struct text_tables **ret)
{
    struct connection *c = s->connection;
    struct text_tables *t = c->texts;

    while (t != NULL && t->of != of)
        t = t->next;
    if (t == NULL) {
        t = calloc(1, sizeof *t);
        if (t == NULL)
            IMPOSSIBLE("out of memory");
        t->of = of;
        t->arena = arena_new();
        enum err e = read_tables(s, t);
        if (e != ERR_OK) {
            text_tables_forget(t);
            return e;
        }
        t->next = c->texts;
        c->texts = t;
    }
    *ret = t;
    return ERR_OK;
}

void text_tables_forget(struct text_tables *first)
{
    for (struct text_tables *t = first, *next; t != NULL; t = next) {
        next = t->next;
        arena_free(t->arena);
        free(t);
    }
}
