/* agenda/find_support.h: partners and what they offer, for agenda/find.c. They stand in no index: there
 * are few, and they change below it.
 *
 * Each adds to the list what stands behind id `after`, by id, until the list holds `limit`. What
 * stopped is found too, and says so. The caller has asked whether they may be seen.
 */
#ifndef AGENDA_FIND_SUPPORT_H
#define AGENDA_FIND_SUPPORT_H

#include "agenda/find.h"

enum err find_partners(struct snap *s, struct arena *a, const char *words, int64_t after,
    size_t limit, struct found_list *list) NODISCARD;
enum err find_offers(struct snap *s, struct arena *a, const char *words, int64_t after,
    size_t limit, struct found_list *list) NODISCARD;

#endif
