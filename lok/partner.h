/* lok/partner.h: organisations that sit in the LOK or work with it.
 *
 * Invariants:
 *   - `name` is never empty and is unique in the council, compared without case or accents;
 *   - an alias belongs to one partner only, and is no partner's name;
 *   - a partner is never deleted once anything refers to it: it is closed (`until` is set);
 *   - one that turned out to be another (`merged_into_id`) is in no list and bears no name: see
 *     lok/partner_merge.h. One that went into another (`successor_id`) stays, closed, with its name.
 *
 * Strings belong to the arena handed in. Times are UTC milliseconds, dates "YYYY-MM-DD".
 */
#ifndef LOK_PARTNER_H
#define LOK_PARTNER_H

#include "lok/person.h"

enum partner_kind {
    PARTNER_KIND_ORGANISER,
    PARTNER_KIND_CARE_LOCATION,
    PARTNER_KIND_SCHOOL,
    PARTNER_KIND_TRAINING,
    PARTNER_KIND_SUPPORT_NETWORK,
    PARTNER_KIND_FAMILY_SUPPORT,
    PARTNER_KIND_CKG,
    PARTNER_KIND_CARE_USERS,
    PARTNER_KIND_LOCAL_GOVERNMENT,
    PARTNER_KIND_AGENCY,
    PARTNER_KIND_GROUP,
    PARTNER_KIND_OTHER
};
extern const struct choice PARTNER_KINDS[];

struct partner {
    int64_t id;
    const char *name;    /* 1–200 characters */
    unsigned kind;       /* enum partner_kind */
    const char *website; /* "" or an absolute http(s) URL */
    struct lines aliases;
    struct lines service_area; /* municipalities, see lok/partner_area.h; then lines of text */
    const char *note;
    const char *until; /* "" or closed from this date */
    int64_t version;
    /* read only */
    int64_t successor_id, merged_into_id; /* 0 = none */
    const char *successor_from;           /* "" without a successor */
};
struct partner_list {
    struct partner *at;
    size_t count;
};
extern const struct field PARTNER_FIELDS[];

/* Reads one partner with its aliases. ERR_NOT_FOUND when there is none. */
enum err partner_get(struct snap *s, struct arena *a, int64_t id, struct partner *ret) NODISCARD;
/* Finds a partner by its name or any alias ("Mentees" finds Mentes). ERR_NOT_FOUND when none fits. */
enum err partner_find(
    struct snap *s, struct arena *a, const char *name, struct partner *ret) NODISCARD;
/* By id after `after`; aliases included. */
enum err partner_list(struct snap *s, struct arena *a, int64_t after, int64_t limit,
    struct partner_list *ret) NODISCARD;
/* All that are open today by name, for choice lists (aliases left out). */
enum err partner_all(struct snap *s, struct arena *a, struct partner_list *ret) NODISCARD;
/* ERR_INVALID with an issue at `name` or `aliases` when a name is taken. */
enum err partner_create(
    struct tx *tx, const struct actor *who, const struct partner *in, int64_t *ret_id) NODISCARD;
enum err partner_update(struct tx *tx, const struct actor *who, int64_t id, int64_t version,
    const struct partner *in) NODISCARD;

/* By name. */
enum err partner_contacts(
    struct snap *s, struct arena *a, int64_t id, struct person_list *ret) NODISCARD;
/* ERR_INVALID at `person_id` for an unknown person; once more changes nothing. */
enum err partner_contact_add(
    struct tx *tx, const struct actor *who, int64_t id, int64_t person_id) NODISCARD;
/* ERR_NOT_FOUND when that person is no contact of it. */
enum err partner_contact_remove(
    struct tx *tx, const struct actor *who, int64_t id, int64_t person_id) NODISCARD;

#endif
