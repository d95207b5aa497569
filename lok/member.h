/* lok/member.h: a seat: who sits in the council, for whom, in which constituency and role.
 *
 * Invariants:
 *   - observers, experts and guests are invited with the members but hold no seat (seats_is_seat);
 *   - voting_right is refused for who holds no seat, and for municipal councillors and members of
 *     the college (Decreet over het lokaal bestuur, art. 304 §3);
 *   - `sex` serves the two-thirds rule alone: it is for the secretary only, and never in the log.
 */
#ifndef LOK_MEMBER_H
#define LOK_MEMBER_H

#include "lok/partner.h"

enum constituency {
    CONSTITUENCY_LOCAL_ACTOR,
    CONSTITUENCY_CARE_USER,
    CONSTITUENCY_LOCAL_GOVERNMENT
};
extern const struct choice CONSTITUENCIES[];
enum member_role {
    MEMBER_ROLE_MEMBER,
    MEMBER_ROLE_CHAIR,
    MEMBER_ROLE_SECRETARY,
    MEMBER_ROLE_OBSERVER,
    MEMBER_ROLE_EXPERT,
    MEMBER_ROLE_GUEST
};
extern const struct choice MEMBER_ROLES[];
enum sex { SEX_NOT_SAID, SEX_WOMAN, SEX_MAN, SEX_X };
extern const struct choice SEXES[];

struct member {
    int64_t id;
    int64_t person_id;
    int64_t partner_id; /* 0 = none */
    unsigned constituency;
    unsigned role;
    bool voting_right;
    bool councillor; /* in the municipal council */
    bool college;    /* in the college of mayor and aldermen */
    unsigned sex;
    int64_t substitute_id;              /* the person who takes the place, 0 = none */
    const char *from_date, *until_date; /* "" = open */
    int64_t version;
    /* joined, read only */
    const char *person_name, *person_function, *partner_name, *substitute_name;
};
struct member_list {
    struct member *at;
    size_t count;
};
extern const struct field MEMBER_FIELDS[];

enum err member_get(struct snap *s, struct arena *a, int64_t id, struct member *ret) NODISCARD;
/* Those in office on `on` ("" = all), the last day included, in order of id, after `after`. */
enum err member_list(struct snap *s, struct arena *a, const char *on, int64_t after, int64_t limit,
    struct member_list *ret) NODISCARD;
/* ERR_INVALID with issues for unknown persons or partners, until before from, a vote that the law
 * does not give, and somebody as his own substitute. */
enum err member_create(
    struct tx *tx, const struct actor *who, const struct member *in, int64_t *ret_id) NODISCARD;
enum err member_update(struct tx *tx, const struct actor *who, int64_t id, int64_t version,
    const struct member *in) NODISCARD;
/* Whether anything refers to the seat itself; meetings refer to the person. */
enum err member_is_used(struct snap *s, struct arena *a, int64_t id, bool *ret) NODISCARD;
/* ERR_CONFLICT when anything does. Records `member.deleted`. */
enum err member_delete(
    struct tx *tx, const struct actor *who, int64_t id, int64_t version) NODISCARD;

#endif
