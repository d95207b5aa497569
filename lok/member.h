/* lok/member.h: a seat: who sits in the council, for whom, in which constituency and role. */
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
    MEMBER_ROLE_EXPERT
};
extern const struct choice MEMBER_ROLES[];

struct member {
    int64_t id;
    int64_t person_id;
    int64_t partner_id; /* 0 = none */
    unsigned constituency;
    unsigned role;
    bool voting_right;
    const char *from_date, *until_date; /* "" = open */
    int64_t version;
    /* joined, read only */
    const char *person_name, *person_function, *partner_name;
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
/* ERR_INVALID with issues for unknown persons or partners and until before from. */
enum err member_create(
    struct tx *tx, const struct actor *who, const struct member *in, int64_t *ret_id) NODISCARD;
enum err member_update(struct tx *tx, const struct actor *who, int64_t id, int64_t version,
    const struct member *in) NODISCARD;

#endif
