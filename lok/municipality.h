/* lok/municipality.h: the Flemish municipalities by their NIS code, before and since the mergers of
 * 1 January 2025 (300, then 285), and whether a set of them covers one.
 *
 * Invariants:
 *   - `until_date` is the first day on which it is no longer there, and then it names its successor;
 *   - two may bear one name (Lochristi), never on one day.
 *
 * Source: Statbel, REFNIS. Strings belong to the arena handed in.
 */
#ifndef LOK_MUNICIPALITY_H
#define LOK_MUNICIPALITY_H

#include "lok/base/sql.h"

struct municipality {
    const char *nis, *name;
    const char *from_date, *until_date; /* "" = of old, "" = still there */
    const char *successor;              /* its code, "" = none */
};
struct municipality_list {
    struct municipality *at;
    size_t count;
};

/* All that ever were, by name; the present one of a name first. */
enum err municipality_all(struct snap *s, struct arena *a, struct municipality_list *ret) NODISCARD;

/* By code, or by name without case: the one that is there on `on` if there is one, else one of
 * before or after. NULL when nothing fits. Pure. */
const struct municipality *municipality_find(
    const struct municipality_list *all, const char *text, const char *on);

/* Whether it is there on that day. */
bool municipality_is_there(const struct municipality *m, const char *on);

enum coverage { COVERAGE_NONE, COVERAGE_PARTLY, COVERAGE_WHOLE };
extern const struct choice COVERAGES[]; /* none, partly, whole */

/* Whether the municipalities of `codes` cover `asked`. One that was merged is covered by its
 * successor; one that came of a merger is covered by all that it came of, and partly by some.
 * `parts` (may be NULL) gets the names of those some. Pure but for the arena. */
enum coverage municipality_covers(const struct municipality_list *all, const struct lines *codes,
    const struct municipality *asked, struct arena *a, struct lines *ret_parts);

#endif
