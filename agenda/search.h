/* agenda/search.h: one search_doc row a searchable thing, fed into FTS5 in the same transaction.
 *
 * Year, kind, access, dossier and state are words inside MATCH (0.4 ms where a join took 52 ms). Newest first;
 * a hit set of at most 200 has those with all words in the title first. bm25 is not asked: it counts
 * the rows of every word of the question, facets included, at each query.
 * User text never reaches MATCH raw (lok/base/dutch.h), and never the column of the facets.
 */
#ifndef AGENDA_SEARCH_H
#define AGENDA_SEARCH_H

#include "lok/permission.h"

struct search_entry {
    const char *kind; /* "decision" */
    int64_t ref_id;
    const char *title, *body;
    int64_t year, dossier_id;
    struct lines topics; /* as they are written */
    const char *state;   /* what a list may be narrowed to; NULL = none */
    int64_t partner_id;  /* a partner that may see it whatever its access, 0 */
    unsigned access;
    bool hidden; /* provisional: only for who prepares meetings */
};
enum err search_put(struct tx *tx, struct arena *a, const struct search_entry *e) NODISCARD;
enum err search_remove(struct tx *tx, const char *kind, int64_t ref_id) NODISCARD;

/* Makes the index again from what it is an index of: what was deleted leaves no word in it. */
enum err search_renew(struct tx *tx) NODISCARD;

enum { SEARCH_YEARS = 12 };
struct search_query {
    const char *kind; /* for search_mixed also several, with a space between */
    const char *typed;
    int64_t year, dossier_id;
    int64_t until_year; /* 0 = only that year; else at most SEARCH_YEARS together */
    const char *topic;  /* "" or NULL = all */
    const char *state;  /* "" or NULL = all */
    struct visibility v;
    bool with_hidden;
    int64_t after; /* cursor: ref_id (search_mixed: row) of the last one seen, 0 = start */
    int64_t limit; /* at least 1 */
};
struct search_hits {
    int64_t *at; /* ref_ids in order */
    size_t count;
};
enum err search_find(struct snap *s, struct arena *a, const struct search_query *q,
    struct search_hits *ret) NODISCARD;

struct search_hit {
    int64_t row;
    const char *kind;
    int64_t ref_id;
};
struct search_hit_list {
    struct search_hit *at; /* in order, of all kinds together */
    size_t count;
};
enum err search_mixed(struct snap *s, struct arena *a, const struct search_query *q,
    struct search_hit_list *ret) NODISCARD;

#endif
