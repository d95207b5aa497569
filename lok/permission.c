#include "lok/permission.h"

const struct choice ROLES[] = {
    { "admin", "beheerder" },
    { "secretary", "secretaris" },
    { "chair", "voorzitter" },
    { "member", "lid" },
    { "partner", "partner" },
    { NULL, NULL },
};

const struct choice ACCESSES[] = {
    { "public", "openbaar" },
    { "members", "leden" },
    { "secretariat", "secretariaat" },
    { NULL, NULL },
};

enum rule {
    NO,
    OPEN,    /* public things, when the council is public */
    OWN,     /* what concerns its own partner, up to what members see */
    PARTNER, /* public things, also of a council that is not public, and OWN */
    MEMBERS, /* things of access public and members */
    ANY,
};

/* The last column holds for everybody, signed in or not. */
enum { EVERYBODY = ROLE_PARTNER + 1, COLUMNS };

// clang-format off
static const enum rule RULES[ACTION_COUNT][COLUMNS] = {
    /*                     admin secretary chair member   partner  everybody */
    [SEE]             = {  NO,   ANY,      ANY,  MEMBERS, PARTNER, OPEN },
    [SEE_PARTNERS]    = {  ANY,  ANY,      ANY,  ANY,     ANY,     OPEN },
    [SEE_PEOPLE]      = {  NO,   ANY,      ANY,  NO,      NO,      NO   },
    [EDIT_PEOPLE]     = {  NO,   ANY,      NO,   NO,      NO,      NO   },
    [PERSON_RIGHTS]   = {  ANY,  ANY,      NO,   NO,      NO,      NO   },
    [PREPARE_MEETING] = {  NO,   ANY,      NO,   NO,      NO,      NO   },
    [SEND]            = {  NO,   ANY,      NO,   NO,      NO,      NO   },
    [RECORD]          = {  NO,   ANY,      NO,   NO,      NO,      NO   },
    [FOLLOW_UP]       = {  NO,   ANY,      NO,   NO,      OWN,     NO   },
    [SEE_ENDPOINTS]   = {  ANY,  ANY,      NO,   NO,      OWN,     NO   },
    [EDIT_OFFER]      = {  NO,   ANY,      NO,   NO,      OWN,     NO   },
    [EDIT_ENDPOINT]   = {  ANY,  ANY,      NO,   NO,      OWN,     NO   },
    [SEE_EVENTS]      = {  ANY,  ANY,      ANY,  NO,      NO,      NO   },
    [EDIT_SETTINGS]   = {  ANY,  ANY,      NO,   NO,      NO,      NO   },
    [EDIT_ACCOUNTS]   = {  ANY,  NO,       NO,   NO,      NO,      NO   },
};
// clang-format on

static struct visibility reach(enum rule rule, const struct actor *who)
{
    switch (rule) {
    case NO:
        return (struct visibility){ .sees = -1 };
    case OPEN:
        return (struct visibility){ .sees = who->council_public ? ACCESS_PUBLIC : -1 };
    case OWN:
        return (struct visibility){ .sees = -1, .partner_id = who->partner_id };
    case PARTNER:
        return (struct visibility){ .sees = ACCESS_PUBLIC, .partner_id = who->partner_id };
    case MEMBERS:
        return (struct visibility){ .sees = ACCESS_MEMBERS };
    case ANY:
        return (struct visibility){ .sees = ACCESS_SECRETARIAT };
    }
    IMPOSSIBLE("no such rule");
}

/* The union of what each role gives. */
static struct visibility reach_of(const struct actor *who, enum action action)
{
    struct visibility all = reach(RULES[action][EVERYBODY], who);

    for (unsigned role = 0; role < EVERYBODY; role++) {
        if (!has_role(who, role))
            continue;
        struct visibility one = reach(RULES[action][role], who);
        all.sees = one.sees > all.sees ? one.sees : all.sees;
        all.partner_id = one.partner_id != 0 ? one.partner_id : all.partner_id;
    }
    return all;
}

bool has_role(const struct actor *who, enum role role)
{
    return (who->roles & ROLE_BIT(role)) != 0;
}

bool may(const struct actor *who, enum action action, struct object object)
{
    PRE((unsigned)action < ACTION_COUNT);
    if (action != SEE)
        object.access = ACCESS_PUBLIC;
    return visible(reach_of(who, action), object);
}

struct visibility visibility_of(const struct actor *who)
{
    return reach_of(who, SEE);
}

struct visibility visibility_of_partner(int64_t partner_id, bool council_public)
{
    struct actor who = {
        .partner_id = partner_id,
        .roles = partner_id == 0 ? 0 : ROLE_BIT(ROLE_PARTNER),
        .council_public = council_public,
    };

    return visibility_of(&who);
}

bool visible(struct visibility v, struct object object)
{
    if ((int64_t)object.access <= v.sees)
        return true;
    return v.partner_id != 0 && object.partner_id == v.partner_id &&
           object.access <= ACCESS_MEMBERS;
}

struct actor actor_system(void)
{
    return (struct actor){
        .roles = ROLE_BIT(ROLE_ADMIN) | ROLE_BIT(ROLE_SECRETARY),
        .name = "lokd",
    };
}
