/* agenda/partner_items.h: which agenda items a partner presented, as they were sent and as the reader
 * may see them. */
#ifndef AGENDA_PARTNER_ITEMS_H
#define AGENDA_PARTNER_ITEMS_H

#include "lok/permission.h"

struct partner_item {
    int64_t id;
    const char *title, *number;
    const char *month; /* YYYY-MM */
    int64_t starts_at; /* 0 = only the month is known */
};
struct partner_item_list {
    struct partner_item *at;
    size_t count;
};

/* The newest meeting first, at most `limit`. */
enum err partner_items(struct snap *s, struct arena *a, struct visibility v, int64_t partner_id,
    int64_t limit, struct partner_item_list *ret) NODISCARD;

#endif
