/* agenda/search.h: one search_doc row a searchable thing, fed into FTS5 in the same transaction.
 *
 * Year, kind, access and dossier are words inside MATCH (0.4 ms where a join took 52 ms). bm25 over a
 * very common word costs 90 ms for 100k rows, newest-first 0.14 ms: only small hit sets are ranked.
 * User text never reaches MATCH raw (lok/base/dutch.h).
 */
#ifndef AGENDA_SEARCH_H
#define AGENDA_SEARCH_H

#include "lok/permission.h"

struct search_entry {
    const char *kind; /* "decision" */
    int64_t     ref_id;
    const char *title, *body;
    int64_t     year, dossier_id;
    int64_t     partner_id;  /* a partner that may see it whatever its access, 0 */
    unsigned    access;
    bool        hidden;      /* provisional: only for who prepares meetings */
};
enum err search_put(struct tx *tx, struct arena *a, const struct search_entry *e) NODISCARD;
enum err search_remove(struct tx *tx, const char *kind, int64_t ref_id) NODISCARD;

struct search_query {
    const char *kind;
    const char *typed;
    int64_t     year, dossier_id;
    struct visibility v;
    bool        with_hidden;
    int64_t     after, limit; /* ref_id cursor when not ranked */
};
struct search_hits {
    int64_t *at; /* ref_ids in order */
    size_t   count;
};
enum err search_find(struct snap *s, struct arena *a, const struct search_query *q, struct search_hits *ret) NODISCARD;

#endif
