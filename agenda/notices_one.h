/* agenda/notices_one.h: one thing outside a meeting is told by a button of its own: to endpoints that
 * want it, and by mail to the contacts of the partners it concerns.
 *
 * Who was told the same before is not told again (notify/told.h).
 */
#ifndef AGENDA_NOTICES_ONE_H
#define AGENDA_NOTICES_ONE_H

#include "agenda/notices.h"

struct notices_one {
    struct telling what; /* its council and public_url are filled in here */
    const int64_t *partners;
    size_t partner_count;
    const char *again, *nobody; /* why nobody is left to be told, and why nobody is at all */
};

/* Puts them into `put`, or only looks when that is NULL. */
enum err notices_one_tell(struct snap *s, struct tx *put, struct arena *a,
    const struct sending_options *o, const struct notices_one *one,
    struct recipient_list *ret) NODISCARD;
/* ERR_CONFLICT when nobody is told. `ret_due_at` is when it leaves. */
enum err notices_one_send(struct tx *tx, struct arena *a, const struct sending_options *o,
    const struct notices_one *one, int64_t *ret_due_at) NODISCARD;
/* Holds back what did not leave yet. ERR_CONFLICT when all of it did. */
enum err notices_one_take_back(
    struct tx *tx, enum notice_type type, const char *subject_kind, int64_t subject_id) NODISCARD;

#endif
