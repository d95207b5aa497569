/* lok/partner_named.h: partners by words of their names.
 *
 * A word is compared without case or accents, in any of its forms, and as a part of a word (dutch_holds).
 */
#ifndef LOK_PARTNER_NAMED_H
#define LOK_PARTNER_NAMED_H

#include "lok/base/dutch.h"
#include "lok/partner.h"

/* By id: those of which each word stands in the name or an alias; closed ones too. */
enum err partner_named(struct snap *s, struct arena *a, const struct dutch_asked *words,
    struct partner_list *ret) NODISCARD;

#endif
