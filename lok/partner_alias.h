/* lok/partner_alias.h: the other names of a partner; used by partner.c alone.
 *
 * Invariants:
 *   - names are compared folded (without case or accents);
 *   - an alias belongs to one partner and is no partner's name.
 */
#ifndef LOK_PARTNER_ALIAS_H
#define LOK_PARTNER_ALIAS_H

#include "lok/partner.h"

/* The aliases of a partner by name. */
enum err partner_aliases(struct snap *s, struct arena *a, int64_t id, struct lines *ret) NODISCARD;

/* Adds an issue at `name` or `aliases` for each name that another partner bears, and for an alias
 * that is the partner's own name. `id` is 0 for a new partner. */
enum err partner_names_check(struct tx *tx, int64_t id, const struct partner *p) NODISCARD;

/* Replaces all aliases of a partner by those checked before; what is empty or double is passed
 * over. */
enum err partner_aliases_store(struct tx *tx, int64_t id, const struct lines *aliases) NODISCARD;

#endif
