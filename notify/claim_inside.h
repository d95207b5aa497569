/* notify/claim_inside.h: what claim.c (which job may start) and claim_read.c (what the database
 * holds) share. */
#ifndef NOTIFY_CLAIM_INSIDE_H
#define NOTIFY_CLAIM_INSIDE_H

#include "notify/claim.h"

enum { CLAIM_BUCKETS = 256 };

struct claim {
    struct db *db;
    const struct lines *allow;
    const struct relay *relay;
    const char *from, *from_name; /* of mail, in the lanes' arena; "" = nobody */
    struct arena *arena;          /* of the lanes' strings */
    struct lane *lanes;           /* in order of endpoint_id */
    size_t lane_count, turn;
    int in_flight, mail_in_flight;
    int64_t relay_failures; /* in a row */
    int64_t relay_until;    /* the next may try it then */
    bool relay_recovered;
    struct job *held[CLAIM_BUCKETS];
    uint64_t seen;
    bool is_demo;
    int64_t domain_ahead; /* what to add to the clock for the domain's now */
};

/* Where the held job of that id hangs in its bucket, or would. */
struct job **claim_held_at(struct claim *c, int64_t id);

/* Reads what is due into the lane's waiting jobs and sets its look_at. */
void claim_fill(struct claim *c, struct lane *l, int64_t now);

#endif
