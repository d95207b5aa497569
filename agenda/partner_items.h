/* agenda/partner_items.h: which agenda items a partner presented, as they were sent, and in which
 * coalitions it stands; both as far as the reader may see them. */
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

struct partner_coalition {
    int64_t dossier_id;
    const char *title, *date;
    unsigned state; /* enum coalition_state */
};
struct partner_coalition_list {
    struct partner_coalition *at;
    size_t count;
};

/* The newest first. What is not committed is known to who prepares meetings and to that partner. */
enum err partner_coalitions(struct snap *s, struct arena *a, const struct actor *who,
    int64_t partner_id, struct partner_coalition_list *ret) NODISCARD;

#endif
