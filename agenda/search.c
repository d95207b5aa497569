#include "agenda/search.h"
#include "lok/base/buf.h"
#include "lok/base/dutch.h"
#include "lok/base/utf8.h"

/* A hit set of at most so many is ordered: those with all words in the title first. */
enum { ORDERED = 200 };

struct document {
    int64_t id;
    const char *title, *body, *facets;
};

static const struct sql DOCUMENT = SQL("SELECT id, title, body, facets FROM search_doc"
                                       " WHERE kind = :kind AND ref_id = :ref_id");

static enum err document_get(
    struct snap *s, struct arena *a, const char *kind, int64_t ref_id, struct document *ret)
{
    return sql_one(s, &DOCUMENT, IN(in_text("kind", kind), in_i64("ref_id", ref_id)),
        OUT(out_i64("id", &ret->id), out_text("title", a, &ret->title),
            out_text("body", a, &ret->body), out_text("facets", a, &ret->facets)));
}

static const struct sql DOCUMENT_PUT =
    SQL("INSERT INTO search_doc (kind, ref_id, title, body, facets)"
        " VALUES (:kind, :ref_id, :title, :body, :facets)"
        " ON CONFLICT (kind, ref_id) DO UPDATE"
        "    SET title = excluded.title, body = excluded.body, facets = excluded.facets"
        " RETURNING id");

static const struct sql DOCUMENT_DELETE = SQL("DELETE FROM search_doc WHERE id = :id");

static const struct sql INDEX_ADD = SQL("INSERT INTO search_index (rowid, title, body, facets)"
                                        " VALUES (:id, :title, :body, :facets)");

/* The index keeps no text of its own: what leaves it must be told exactly as it came. */
static const struct sql INDEX_DELETE =
    SQL("INSERT INTO search_index (search_index, rowid, title, body, facets)"
        " VALUES ('delete', :id, :title, :body, :facets)");

static enum err index_change(struct tx *tx, const struct sql *change, const struct document *d)
{
    return sql_run(tx, change,
        IN(in_i64("id", d->id), in_text("title", d->title), in_text("body", d->body),
            in_text("facets", d->facets)),
        NULL);
}

/* One word for a topic, whatever it is called: letters and digits in hexadecimal. */
static const char *topic_word(struct arena *a, const char *topic)
{
    struct buf word;

    buf_init(&word, a, 0);
    buf_puts(&word, "topic_");
    for (const char *c = utf8_fold_string(a, topic); *c != '\0'; c++)
        buf_printf(&word, "%02x", (unsigned char)*c);
    return word.data;
}

/* Words with '_' are kept whole by the tokenizer. `sees_N` says: who sees up to access N sees this. */
static const char *facets_of(struct arena *a, const struct search_entry *e)
{
    struct buf words;

    buf_init(&words, a, 0);
    buf_printf(&words, "kind_%s year_%lld", e->kind, (long long)e->year);
    for (unsigned level = e->access; level <= ACCESS_SECRETARIAT; level++)
        buf_printf(&words, " sees_%u", level);
    if (e->dossier_id != 0)
        buf_printf(&words, " dossier_%lld", (long long)e->dossier_id);
    if (e->partner_id != 0 && e->access <= ACCESS_MEMBERS)
        buf_printf(&words, " partner_%lld", (long long)e->partner_id);
    for (size_t i = 0; i < e->topics.count; i++)
        buf_printf(&words, " %s", topic_word(a, e->topics.at[i]));
    if (!str_empty(e->state))
        buf_printf(&words, " state_%s", e->state);
    if (!e->hidden)
        buf_puts(&words, " is_shown");
    return words.data;
}

enum err search_put(struct tx *tx, struct arena *a, const struct search_entry *e)
{
    struct document old = { 0 };
    struct document d = { .title = e->title, .body = e->body, .facets = facets_of(a, e) };
    enum err known = document_get(tx_snap(tx), a, e->kind, e->ref_id, &old);

    if (known == ERR_OK)
        TRY(index_change(tx, &INDEX_DELETE, &old));
    else if (known != ERR_NOT_FOUND)
        return known;
    TRY(sql_change(tx, &DOCUMENT_PUT,
        IN(in_text("kind", e->kind), in_i64("ref_id", e->ref_id), in_text("title", d.title),
            in_text("body", d.body), in_text("facets", d.facets)),
        OUT(out_i64("id", &d.id))));
    return index_change(tx, &INDEX_ADD, &d);
}

enum err search_remove(struct tx *tx, const char *kind, int64_t ref_id)
{
    struct document old = { 0 };
    enum err e = document_get(tx_snap(tx), tx_fault(tx)->arena, kind, ref_id, &old);

    if (e == ERR_NOT_FOUND)
        return ERR_OK;
    TRY(e);
    TRY(index_change(tx, &INDEX_DELETE, &old));
    return sql_run(tx, &DOCUMENT_DELETE, IN(in_i64("id", old.id)), NULL);
}

static void match_kinds(struct arena *a, struct buf *match, const char *kinds)
{
    struct lines all = str_split(a, kinds, ' ');

    for (size_t i = 0; i < all.count; i++)
        buf_printf(match, "%s\"kind_%s\"", i == 0 ? "(" : " OR ", all.at[i]);
    buf_putc(match, ')');
}

static void match_years(struct buf *match, const struct search_query *q)
{
    buf_printf(match, " AND (\"year_%lld\"", (long long)q->year);
    for (int64_t year = q->year + 1; year <= q->until_year; year++)
        buf_printf(match, " OR \"year_%lld\"", (long long)year);
    buf_putc(match, ')');
}

/* What the reader may see, and the year, dossier and state asked for. NULL when he may see nothing. */
static const char *facets_match(struct arena *a, const struct search_query *q)
{
    struct buf match;

    if (q->v.sees < 0 && q->v.partner_id == 0)
        return NULL;
    buf_init(&match, a, 0);
    buf_puts(&match, "facets : (");
    match_kinds(a, &match, q->kind);
    if (q->v.sees >= 0 && q->v.partner_id != 0)
        buf_printf(&match, " AND (\"sees_%lld\" OR \"partner_%lld\")", (long long)q->v.sees,
            (long long)q->v.partner_id);
    else if (q->v.sees >= 0)
        buf_printf(&match, " AND \"sees_%lld\"", (long long)q->v.sees);
    else
        buf_printf(&match, " AND \"partner_%lld\"", (long long)q->v.partner_id);
    if (!q->with_hidden)
        buf_puts(&match, " AND \"is_shown\"");
    if (q->year != 0)
        match_years(&match, q);
    if (!str_empty(q->topic))
        buf_printf(&match, " AND \"%s\"", topic_word(a, q->topic));
    if (!str_empty(q->state))
        buf_printf(&match, " AND \"state_%s\"", q->state);
    if (q->dossier_id != 0)
        buf_printf(&match, " AND \"dossier_%lld\"", (long long)q->dossier_id);
    buf_putc(&match, ')');
    return match.data;
}

static const struct sql HITS = SQL("SELECT d.id AS row, d.kind AS kind, d.ref_id AS ref_id"
                                   "  FROM search_index i CROSS JOIN search_doc d ON d.id = i.rowid"
                                   " WHERE i.search_index MATCH :match AND i.rowid < :before"
                                   " ORDER BY i.rowid DESC LIMIT :limit");

static enum err newest(struct snap *s, struct arena *a, const char *match, int64_t before,
    int64_t limit, struct search_hit_list *ret)
{
    struct search_hit hit = { 0 };

    *ret = (struct search_hit_list){ 0 };
    return sql_list(s, a, &HITS,
        IN(in_text("match", match), in_i64("before", before), in_i64("limit", limit)),
        OUT(out_i64("row", &hit.row), out_text("kind", a, &hit.kind),
            out_i64("ref_id", &hit.ref_id)),
        &hit, sizeof hit, &ret->at, &ret->count);
}

/* -- a small set: rows of the index, until it is known which of them are shown -- */

struct rows {
    int64_t *at;
    size_t count;
};

static const struct sql ROWS =
    SQL("SELECT rowid AS id FROM search_index"
        " WHERE search_index MATCH :match ORDER BY rowid DESC LIMIT :limit");

static enum err rows_of(
    struct snap *s, struct arena *a, const char *match, int64_t limit, struct rows *ret)
{
    int64_t row = 0;

    return sql_list(s, a, &ROWS, IN(in_text("match", match), in_i64("limit", limit)),
        OUT(out_i64("id", &row)), &row, sizeof row, &ret->at, &ret->count);
}

/* Those of `first`, then the others of `all`; both are newest first, and `first` is part of `all`. */
static struct rows ordered(struct arena *a, const struct rows *first, const struct rows *all)
{
    struct rows order = { arena_array(a, all->count, sizeof *order.at), 0 };
    size_t seen = 0;

    for (size_t i = 0; i < first->count && order.count < all->count; i++)
        order.at[order.count++] = first->at[i];
    for (size_t i = 0; i < all->count && order.count < all->count; i++) {
        if (seen < first->count && first->at[seen] == all->at[i])
            seen++;
        else
            order.at[order.count++] = all->at[i];
    }
    return order;
}

static const struct sql HIT = SQL("SELECT kind, ref_id FROM search_doc WHERE id = :id");

/* What stands behind row `after`, at most `limit`; nothing when it is not among them. */
static enum err page_of(struct snap *s, struct arena *a, const struct rows *order, int64_t after,
    int64_t limit, struct search_hit_list *ret)
{
    struct search_hit_list page = { arena_array(a, order->count, sizeof *page.at), 0 };
    size_t from = 0;

    while (after != 0 && from < order->count && order->at[from] != after)
        from++;
    from += after != 0 && from < order->count;
    for (; from < order->count && page.count < (size_t)limit; from++) {
        struct search_hit *hit = &page.at[page.count++];

        hit->row = order->at[from];
        TRY(sql_one(s, &HIT, IN(in_i64("id", hit->row)),
            OUT(out_text("kind", a, &hit->kind), out_i64("ref_id", &hit->ref_id))));
    }
    *ret = page;
    return ERR_OK;
}

/* `after` is a row. */
static enum err find(struct snap *s, struct arena *a, const struct search_query *q, int64_t after,
    struct search_hit_list *ret)
{
    int64_t before = after == 0 ? INT64_MAX : after;
    const char *facets = facets_match(a, q);
    const char *words = dutch_match(a, q->typed);
    struct rows all = { 0 }, in_title = { 0 };

    PRE(q->limit > 0);
    *ret = (struct search_hit_list){ 0 };
    if (facets == NULL || (words[0] == '\0' && !str_empty(str_trim(a, q->typed))))
        return ERR_OK;
    if (words[0] == '\0')
        return newest(s, a, facets, before, q->limit, ret);

    const char *match = arena_printf(a, "%s AND {title body} : (%s)", facets, words);
    TRY(rows_of(s, a, match, ORDERED + 1, &all));
    if (all.count > ORDERED)
        return newest(s, a, match, before, q->limit, ret);
    if (all.count > 0)
        TRY(rows_of(
            s, a, arena_printf(a, "%s AND title : (%s)", facets, words), ORDERED, &in_title));
    struct rows order = ordered(a, &in_title, &all);
    return page_of(s, a, &order, after, q->limit, ret);
}

enum err search_find(
    struct snap *s, struct arena *a, const struct search_query *q, struct search_hits *ret)
{
    struct document last = { .id = 0 };
    struct search_hit_list found = { 0 };

    if (q->after != 0 && document_get(s, a, q->kind, q->after, &last) != ERR_OK)
        return fault_issue(snap_fault(s), "cursor", "unknown",
            "Deze plaats in de lijst bestaat niet meer. Begin de lijst opnieuw.");
    TRY(find(s, a, q, last.id, &found));
    *ret = (struct search_hits){ arena_array(a, found.count, sizeof *ret->at), found.count };
    for (size_t i = 0; i < found.count; i++)
        ret->at[i] = found.at[i].ref_id;
    return ERR_OK;
}

enum err search_mixed(
    struct snap *s, struct arena *a, const struct search_query *q, struct search_hit_list *ret)
{
    return find(s, a, q, q->after, ret);
}

/* FTS5 keeps the words of what was deleted until its parts are merged. */
static const struct sql INDEX_REBUILD =
    SQL("INSERT INTO search_index (search_index) VALUES ('rebuild')");
static const struct sql INDEX_OPTIMIZE =
    SQL("INSERT INTO search_index (search_index) VALUES ('optimize')");

enum err search_renew(struct tx *tx)
{
    TRY(sql_run(tx, &INDEX_REBUILD, IN(), NULL));
    return sql_run(tx, &INDEX_OPTIMIZE, IN(), NULL);
}
