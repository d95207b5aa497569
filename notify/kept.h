/* notify/kept.h: which notices went where, longer than their log: an id, a time and what became of
 * it remain when a delivery is cleared, so that "was this sent?" has an answer and nothing goes
 * twice under one id.
 */
#ifndef NOTIFY_KEPT_H
#define NOTIFY_KEPT_H

#include "notify/outbox.h"

enum { KEPT_IDS_DAYS = 5 * 365 };

struct kept_notice {
    int64_t id; /* of its delivery while that is in the log, else its own */
    const char *notice_id;
    unsigned type;  /* enum notice_type */
    unsigned state; /* enum delivery_state: how it ended, or stands while it is in the log */
    int64_t created_at;
    int64_t finished_at; /* 0 while it waits */
    bool in_log;         /* the delivery is still there to be read */
};
struct kept_list {
    struct kept_notice *at;
    size_t count;
};

/* What left the log, newest first, before id `before` (0 = newest). */
enum err kept_list(struct snap *s, struct arena *a, int64_t endpoint_id, int64_t before,
    int64_t limit, struct kept_list *ret) NODISCARD;
/* What became of a notice at an endpoint, in the log or after it. ERR_NOT_FOUND when it never went
 * there, or longer than KEPT_IDS_DAYS ago. */
enum err kept_find(struct snap *s, struct arena *a, int64_t endpoint_id, const char *notice_id,
    struct kept_notice *ret) NODISCARD;

#endif
