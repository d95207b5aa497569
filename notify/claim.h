/* notify/claim.h: what is due, as the courier sees it: a lane for each active endpoint.
 *
 * Invariants:
 *   - claiming only reads: a job that waits here is a cache, dropped whenever somebody else commits;
 *   - a job handed out is *held* until claim_release, so that no second look at the database hands
 *     it out again before its result is recorded;
 *   - of one endpoint and subject only the oldest unfinished delivery is ever claimed;
 *   - in flight: at most 8 an endpoint and 64 in all: 16 for endpoints whose last attempt failed, 48
 *     for the others, so that neither waits for the other; of all mail at most 4, for it shares one
 *     server: when that is dead, nothing else waits;
 *   - mails of one mailbox with the same bundle_at are one job: the oldest carries the others;
 *   - while the mail server itself fails, one mail at a time tries it, at ever longer intervals, and
 *     all others wait; once it answers, what it made wait goes at once;
 *   - mail waits while there is no server to hand it to, or nobody it can come from.
 *
 * One thread only (the courier's). Times are the outbox's clock unless said otherwise.
 */
#ifndef NOTIFY_CLAIM_H
#define NOTIFY_CLAIM_H

#include "notify/outbox.h"
#include "notify/relay.h"

enum {
    CLAIM_IN_FLIGHT = 64,
    CLAIM_FAILING = 16,
    CLAIM_WORKING = CLAIM_IN_FLIGHT - CLAIM_FAILING,
    CLAIM_PER_ENDPOINT = 8,
    CLAIM_MAIL = 4
};

/* Jobs read together share an arena, freed with the last of them. */
struct batch {
    struct arena *arena;
    size_t jobs;
};

/* What became of a job, as it will be recorded. */
struct outcome {
    enum delivery_state state;
    int64_t at, next_at;
    int64_t attempts;
    int64_t status, ms;
    const char *error, *answer; /* in the batch's arena, or const */
    bool to_demo;
};

struct job {
    int64_t id, endpoint_id, due_at;
    int64_t attempts, expires_at; /* expires_at: domain time, 0 = never */
    const char *notice_id, *body;
    const char *token;  /* of its personal link, for which notice_id stands in the body; "" */
    int64_t bundle_at;  /* 0 = a message of its own */
    struct job *bundle; /* the next one that goes in the same mail */
    bool carried;       /* in the mail of an older one */
    struct batch *batch;
    struct job *next;      /* of its lane's waiting ones, then of those to record */
    struct job *next_held; /* of its bucket */
    struct outcome outcome;
    unsigned kind; /* of its endpoint, once it took off */
};

struct lane {
    int64_t endpoint_id;
    const char *url, *secret, *old_secret; /* old_secret "" when it no longer counts */
    unsigned kind;                         /* enum endpoint_kind */
    const char *from, *from_name;          /* of mail: who it comes from */
    bool named;                            /* stands in webhook_allow; of mail: its server */
    int64_t failures, failing_since, last_success_at;
    bool changed;         /* those three, since they were recorded */
    const char *disabled; /* why, until that is recorded; const or NULL */
    int in_flight, unrecorded;
    struct job *waiting;
    int64_t seen_due, seen_id; /* read up to there, in order of both; 0 = not at all */
    int64_t look_at;           /* when to look in the database again */
};

struct claim;

struct claim *claim_new(struct db *db, const struct lines *allow, const struct relay *relay);
void claim_free(struct claim *c);

/* Somebody else committed since the last reload. */
bool claim_stale(const struct claim *c);
/* Own commits do not make stale: pass db_commit_count as it was inside the transaction. */
void claim_committed(struct claim *c, uint64_t before);

/* Reads the endpoints anew and forgets what waits in memory. Nothing may be unrecorded. */
enum err claim_reload(struct claim *c, int64_t now, struct fault *f) NODISCARD;

/* The next job that may start, held from now on; NULL when there is none. */
struct job *claim_next(struct claim *c, int64_t now, struct lane **ret_lane);
/* It goes over the wire; it came back; its result is recorded (frees it). */
void claim_took_off(struct claim *c, struct job *j);
void claim_landed(struct claim *c, struct job *j);
void claim_release(struct claim *c, struct job *j);

/* What a mail that came back says of the mail server. */
void claim_relay_says(struct claim *c, bool works, int64_t now);
/* It works again after it failed: until claim_relay_hurried, what it made wait is to be hurried. */
bool claim_relay_recovered(const struct claim *c);
void claim_relay_hurried(struct claim *c);

/* The lane of an endpoint; NULL when it was deleted, paused or disabled meanwhile. */
struct lane *claim_lane(struct claim *c, int64_t endpoint_id);
/* All of them. */
struct lane *claim_lanes(struct claim *c, size_t *ret_count);
/* Its waiting jobs are dropped and read anew when there is room. */
void claim_drop_waiting(struct claim *c, struct lane *l);

/* When the next look is useful; INT64_MAX when never. */
int64_t claim_next_look(const struct claim *c);
bool claim_is_demo(const struct claim *c);
int64_t claim_domain_now(const struct claim *c, int64_t now);
int claim_in_flight(const struct claim *c);

#endif
