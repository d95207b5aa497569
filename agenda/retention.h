/* agenda/retention.h: how long what names people is kept, as the council sets it.
 *
 * Invariants:
 *   - nothing goes unless somebody presses the button, runs `lokd retention`, or has set `automatic`;
 *     then it goes once a day;
 *   - what a dry run counts is what goes: both use the same rows;
 *   - 0 months keeps it.
 */
#ifndef AGENDA_RETENTION_H
#define AGENDA_RETENTION_H

#include "lok/permission.h"

struct retention {
    bool automatic;
    int64_t replies, attendance, proposals, remarks, letters, links, events, persons; /* months */
    int64_t ran_at;                                                                   /* UTC ms */
    int64_t version;
};
extern const struct field RETENTION_FIELDS[]; /* automatic … persons */

enum err retention_get(struct snap *s, struct retention *ret) NODISCARD;
/* ERR_STALE when it is no longer at `version`. */
enum err retention_set(
    struct tx *tx, const struct actor *who, int64_t version, const struct retention *in) NODISCARD;

/* What would go now, or what went. */
struct retention_count {
    const char *name;  /* "replies" */
    const char *what;  /* "opmerkingen bij antwoorden" */
    int64_t months;    /* 0 = is kept */
    const char *until; /* what is older than this day goes, "" when it is kept */
    int64_t count;
};
enum { RETENTION_KINDS = 8 };
struct retention_counts {
    struct retention_count at[RETENTION_KINDS];
    int64_t all;
};
/* `now` in UTC ms. */
enum err retention_try(
    struct snap *s, struct arena *a, int64_t now, struct retention_counts *ret) NODISCARD;
/* Does it; records `retention.applied` when anything went. Afterwards db_settle. */
enum err retention_run(struct tx *tx, struct arena *a, const struct actor *who, int64_t now,
    struct retention_counts *ret) NODISCARD;

/* Whether the council has it run by itself, and a day has gone by. */
enum err retention_due(struct snap *s, int64_t now, bool *ret) NODISCARD;

#endif
