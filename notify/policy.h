/* notify/policy.h: what happens after an attempt. Pure: no clock, no database, no randomness but
 * what is handed in.
 *
 * Schedule: 0, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h, jitter only added. Only 2xx is
 * success. Retry-After (seconds or a date) is honoured, clamped to 0…24 h. 410 disables at once; ten
 * scheduled failures in a row over five days or more disable the endpoint.
 *
 * Of a mail 5xx is final (RFC 5321 4.2.1), but for a login that is refused or missing (530, 534, 535,
 * 538: RFC 4954), which is the mail server's trouble like a connection that fails: it follows the
 * schedule and does not count against the mailbox.
 */
#ifndef NOTIFY_POLICY_H
#define NOTIFY_POLICY_H

#include "notify/outbox.h"

struct attempt_result {
    int status;   /* HTTP, 0 when none came */
    bool blocked; /* egress refused the address */
    bool has_retry_after;
    int64_t retry_after_ms; /* as received; may be absurd */
    const char *error;      /* Dutch, "" */
    bool mail;              /* the status is SMTP's */
    bool relay;             /* the mail server's own trouble: says nothing of the mailbox */
};

struct attempt_context {
    int64_t now;
    int64_t attempts;          /* before this one */
    int64_t endpoint_failures; /* in a row, before this one */
    int64_t failing_since;     /* 0 = not failing */
    uint32_t random;           /* for jitter */
};

struct verdict {
    enum delivery_state state; /* SENT, FAILED or DEAD */
    int64_t next_at;           /* for FAILED */
    bool disable;              /* the endpoint */
    const char *reason;        /* why it is disabled, Dutch, const */
    int64_t failures;          /* new count in a row */
    int64_t failing_since;
};

/* The mail server's own trouble: it does not answer, or refuses the login. */
bool policy_is_relay_trouble(const struct attempt_result *r);
/* ms until it may be tried again after so many failures in a row: 5 s, doubled each time, at most one
 * minute, so that nothing waits long once it works. */
int64_t policy_relay_delay(int64_t failures);

struct verdict policy_after(const struct attempt_context *c, const struct attempt_result *r);

enum { POLICY_ATTEMPTS = 10 };
int64_t policy_delay(int64_t attempts); /* ms until the next, without jitter */

#endif
