/* agenda/find_support.h: partners and what they offer, for agenda/find.c. They stand in no index: there
 * are few, and they change below it.
 *
 * What stopped is found too, and says so. The caller has asked whether they may be seen.
 */
#ifndef AGENDA_FIND_SUPPORT_H
#define AGENDA_FIND_SUPPORT_H

#include "agenda/find.h"

/* The nearest first: whose name or title the words are, then whose name or title holds them (`ret_near`
 * of both together), then the others; of equals partners first, then by title. */
enum err find_support(struct snap *s, struct arena *a, const char *words, bool partners,
    bool offers, struct found_list *ret, size_t *ret_near) NODISCARD;

#endif
