/* lok/partner_named.h: partners by words of their names.
 *
 * Words are compared without case or accents, and parts of words count, as in the list of partners.
 */
#ifndef LOK_PARTNER_NAMED_H
#define LOK_PARTNER_NAMED_H

#include "lok/partner.h"

/* By id after `after`, at most `limit`: those of which each word stands in the name or an alias; closed
 * ones too. */
enum err partner_named(struct snap *s, struct arena *a, const char *words, int64_t after,
    int64_t limit, struct partner_list *ret) NODISCARD;

#endif
