/* notify/outbox.h: deliveries: written in the transaction of the change they tell of.
 *
 * States: pending → in flight → sent | failed (will be tried again) | dead | cancelled | expired.
 * A delivery is never sent before `due_at`, never after its `expires_at`, and in order per endpoint
 * and subject.
 */
#ifndef NOTIFY_OUTBOX_H
#define NOTIFY_OUTBOX_H

#include "notify/endpoint.h"

/* How long the log of finished deliveries is kept, and "sent" is counted; ids: notify/kept.h. */
enum { OUTBOX_KEPT_DAYS = 30 };

enum delivery_state {
    DELIVERY_PENDING,
    DELIVERY_IN_FLIGHT,
    DELIVERY_SENT,
    DELIVERY_FAILED,
    DELIVERY_DEAD,
    DELIVERY_CANCELLED,
    DELIVERY_EXPIRED
};
extern const struct choice
    DELIVERY_STATES[]; /* wacht, bezig, verstuurd, mislukt …, tegengehouden, vervallen */

struct delivery {
    int64_t id;
    int64_t endpoint_id;
    const char *notice_id;
    unsigned type; /* enum notice_type */
    const char *subject_kind;
    int64_t subject_id;
    unsigned state;
    int64_t attempts;
    int64_t created_at, due_at, finished_at;
    int64_t last_status;     /* HTTP status of the last attempt, 0 = none */
    int64_t last_ms;         /* how long it took */
    const char *last_error;  /* Dutch, "" */
    const char *last_answer; /* first 4 KiB, "" */
    const char *body;
    int64_t bundle_at; /* 0 = a message of its own */
    int64_t bundled;   /* how many others went in the same mail */
    bool to_demo;      /* landed in the Demopostbus, nothing left the machine */
    int64_t sending_id;
    const char *endpoint_name, *endpoint_url, *partner_name; /* joined */
    unsigned endpoint_kind;  /* show its URL by endpoint_shown_url only */
    const char *person_name; /* whose mailbox, "" */
};
struct delivery_list {
    struct delivery *at;
    size_t count;
};

/* The body as its endpoint's kind wants it: CloudEvents JSON, chat_body or mail_write. ERR_TOO_LARGE
 * when it passes NOTICE_MAX_BODY, CHAT_LONGEST or MAIL_MAX_BODY, ERR_CONFLICT when one of its facts was
 * told there before. */
enum err outbox_put(struct tx *tx, int64_t endpoint_id, const struct notice *n) NODISCARD;
/* The same, for who wants to know the delivery. */
enum err outbox_add(
    struct tx *tx, int64_t endpoint_id, const struct notice *n, int64_t *ret_id) NODISCARD;

/* Cancels all of a sending that have not begun. ERR_CONFLICT when one was due already: then nothing
 * is changed. `ret_count` deliveries were held back. */
enum err outbox_take_back(
    struct tx *tx, int64_t sending_id, int64_t now, int64_t *ret_count) NODISCARD;
/* Cancels what still waits for a subject. */
enum err outbox_cancel_subject(
    struct tx *tx, const char *subject_kind, int64_t subject_id) NODISCARD;
/* The same when something urgent is told of it, but for what waits for a digest: that goes along with
 * the urgent one (mailbox_put), so that nothing is lost when the urgent one is taken back. */
enum err outbox_overtake_subject(
    struct tx *tx, const char *subject_kind, int64_t subject_id) NODISCARD;

/* How many of that type still may be held back: they are due after `now`. And holding those back. */
enum err outbox_waiting(struct snap *s, enum notice_type type, const char *subject_kind,
    int64_t subject_id, int64_t now, int64_t *ret_count) NODISCARD;
enum err outbox_cancel_waiting(struct tx *tx, enum notice_type type, const char *subject_kind,
    int64_t subject_id, int64_t now, int64_t *ret_count) NODISCARD;

/* What still waits for a subject comes too late: its meeting begins. */
enum err outbox_expire_subject(
    struct tx *tx, const char *subject_kind, int64_t subject_id) NODISCARD;

/* What waits for an endpoint ends as cancelled or dead, with a Dutch reason. */
enum err outbox_close_endpoint(
    struct tx *tx, int64_t endpoint_id, enum delivery_state as, const char *reason) NODISCARD;

/* Newest first, before id `before` (0 = newest). `endpoint_id` 0 = all. */
enum err outbox_list(struct snap *s, struct arena *a, int64_t endpoint_id, int64_t before,
    int64_t limit, struct delivery_list *ret) NODISCARD;
enum err outbox_get(struct snap *s, struct arena *a, int64_t id, struct delivery *ret) NODISCARD;
enum err outbox_of_sending(
    struct snap *s, struct arena *a, int64_t sending_id, struct delivery_list *ret) NODISCARD;
/* All that went, or goes, in one mail, oldest first. */
enum err outbox_of_bundle(struct snap *s, struct arena *a, int64_t endpoint_id, int64_t bundle_at,
    struct delivery_list *ret) NODISCARD;
/* What landed in the Demopostbus, newest first; of one mail the oldest delivery stands for all. */
enum err outbox_demo(struct snap *s, struct arena *a, int64_t before, int64_t limit,
    struct delivery_list *ret) NODISCARD;

/* Sends again, alone, with the same notice id and body but a fresh personal link, due now. ERR_CONFLICT while it still waits, after
 * it was held back, and when its endpoint is disabled or deleted. */
enum err outbox_resend(struct tx *tx, const struct actor *who, int64_t id, int64_t now) NODISCARD;

/* The domain's now, by which what waits expires; the clock's before there is a council. */
enum err outbox_domain_now(struct snap *s, struct arena *a, int64_t *ret) NODISCARD;

/* After a restore nothing waiting goes by itself: it is held until the operator releases it. What is
 * held is due at OUTBOX_NEVER, and no change of the clock makes it due. */
extern const int64_t OUTBOX_NEVER;
enum err outbox_hold(struct tx *tx, int64_t *ret_count) NODISCARD;
enum err outbox_release_held(struct tx *tx, int64_t *ret_count) NODISCARD;
enum err outbox_held(struct snap *s, int64_t *ret_count) NODISCARD;
/* Who receives it: a person, or what its endpoint is called. */
const char *delivery_receiver(struct arena *a, const struct delivery *d);
bool delivery_is_held(const struct delivery *d);

struct outbox_counts {
    int64_t pending, sent, failed, dead; /* sent: the last 30 days */
    int64_t oldest_due_at;               /* 0 = none waits */
};
enum err outbox_count(struct snap *s, struct outbox_counts *ret) NODISCARD;

#endif
