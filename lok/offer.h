/* lok/offer.h: what a partner offers to childcare, who may use it, and from which source we know.
 *
 * Invariants:
 *   - an offer is never deleted: it stops (`until`);
 *   - every rule of it names its source;
 *   - its area is that of its partner, unless it names municipalities of its own.
 *
 * Strings belong to the arena handed in. Dates are "YYYY-MM-DD", "" for none.
 */
#ifndef LOK_OFFER_H
#define LOK_OFFER_H

#include "lok/eligibility.h"
#include "lok/permission.h"

extern const struct choice OFFER_FORMS[], OFFER_LEVELS[], OFFER_AUDIENCES[], OFFER_RHYTHMS[];
enum offer_form {
    OFFER_COACHING,
    OFFER_VIDEO_FEEDBACK,
    OFFER_PRACTICE_SUPPORT,
    OFFER_PROJECT_SUPPORT,
    OFFER_TRAINING,
    OFFER_CONFERENCE,
    OFFER_PEER_GROUP,
    OFFER_ADVICE,
    OFFER_INCLUSION_COACHING,
    OFFER_MADE_TO_MEASURE,
    OFFER_GATHERING,
    OFFER_OTHER
};
enum offer_level { OFFER_LEVEL_LOCATION, OFFER_LEVEL_DEPARTMENT };
enum offer_audience {
    AUDIENCE_PERSON_IN_CHARGE,
    AUDIENCE_CHILDCARE_WORKERS,
    AUDIENCE_TEAM,
    AUDIENCE_ORGANISERS
};
enum offer_rhythm {
    RHYTHM_NOT_SAID,
    RHYTHM_ONCE,
    RHYTHM_ONCE_OR_TRACK,
    RHYTHM_TRACK,
    RHYTHM_YEARS,
    RHYTHM_REGULAR,
    RHYTHM_YEARLY
};

struct offer {
    int64_t id, partner_id;
    const char *title;
    unsigned form, level;
    uint64_t for_whom; /* bits of OFFER_AUDIENCES, 0 = not said */
    bool own_staff;    /* only for who works for the partner */
    uint64_t care;     /* CARE_BITs, 0 = every kind */
    const char *text;  /* CommonMark */
    const char *topic, *place, *time_of_day;
    unsigned rhythm;
    int64_t days_a_month; /* 0 = not said */
    const char *follow_up;
    const char *recognition;
    int64_t recognised_since; /* a year, 0 = not said */
    struct lines aims;
    struct lines area; /* names of municipalities; none = where the partner works */
    const char *source, *source_date;
    const char *until; /* "" or no longer from this day */
    int64_t version;
    /* read only */
    struct lines area_codes;
    const char *partner_name;
};
struct offer_list {
    struct offer *at;
    size_t count;
};
extern const struct field OFFER_FIELDS[];
extern const struct field OFFER_RULE_FIELDS[]; /* over struct eligibility_rule */

enum err offer_get(struct snap *s, struct arena *a, int64_t id, struct offer *ret) NODISCARD;
/* By id after `after`; of one partner, or of all (0). Stopped ones too. */
enum err offer_list(struct snap *s, struct arena *a, int64_t partner_id, int64_t after,
    int64_t limit, struct offer_list *ret) NODISCARD;
/* ERR_INVALID with issues for an unknown partner or municipality. */
enum err offer_create(
    struct tx *tx, const struct actor *who, const struct offer *in, int64_t *ret_id) NODISCARD;
enum err offer_update(struct tx *tx, const struct actor *who, int64_t id, int64_t version,
    const struct offer *in) NODISCARD;

enum err offer_rules(
    struct snap *s, struct arena *a, int64_t id, struct eligibility_rules *ret) NODISCARD;
/* The offer's version grows. */
enum err offer_rule_add(struct tx *tx, const struct actor *who, int64_t id,
    const struct eligibility_rule *in, int64_t *ret_id) NODISCARD;
enum err offer_rule_remove(
    struct tx *tx, const struct actor *who, int64_t id, int64_t rule_id) NODISCARD;

#endif
