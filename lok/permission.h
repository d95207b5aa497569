/* lok/permission.h: who may do what: one function, one table.
 *
 * Invariants:
 *   - `may` and the visibility handed to queries come from the same table, so that a list never
 *     shows what the single page refuses;
 *   - a council that is not public shows nothing of its meetings to who is not signed in.
 */
#ifndef LOK_PERMISSION_H
#define LOK_PERMISSION_H

#include "lok/base/sql.h"

enum role { ROLE_ADMIN, ROLE_SECRETARY, ROLE_CHAIR, ROLE_MEMBER, ROLE_PARTNER };
#define ROLE_BIT(role) (1u << (role))
extern const struct choice ROLES[]; /* admin, secretary, chair, member, partner */

/* Stored as a number, so that `access <= :sees` works in SQL. */
enum access { ACCESS_PUBLIC = 0, ACCESS_MEMBERS = 1, ACCESS_SECRETARIAT = 2 };
extern const struct choice ACCESSES[]; /* public, members, secretariat */

/* Who asks. All zero is somebody who is not signed in. */
struct actor {
    int64_t account_id; /* 0: nobody, or a token */
    int64_t token_id;   /* 0: not through the API with a token */
    int64_t person_id;
    int64_t partner_id; /* of a partner */
    unsigned roles;     /* ROLE_BIT(…)s */
    bool council_public;
    const char *name; /* for the page's top line: the person's function or the token's name */
};

enum action {
    SEE,          /* a thing of some access */
    SEE_PARTNERS, /* partners by name; their contact persons need SEE_PEOPLE */
    SEE_PEOPLE,
    EDIT_PEOPLE,     /* persons, members, partners */
    PERSON_RIGHTS,   /* everything that is kept of a person, and erasing it */
    PREPARE_MEETING, /* meetings, items, order, announcements, dossiers */
    SEND,            /* anything that tells people something */
    RECORD,          /* start, close, treatment, decisions */
    FOLLOW_UP,       /* moves an action of the object's partner on */
    SEE_ENDPOINTS,
    EDIT_OFFER,    /* support that a partner offers: of the object's partner, or any */
    EDIT_ENDPOINT, /* of the object's partner, or any */
    SEE_EVENTS,
    EDIT_SETTINGS,
    EDIT_ACCOUNTS,
    ACTION_COUNT
};

/* What the action is done to: its access (which counts for SEE alone) and the partner it concerns
 * (0 = none). */
struct object {
    enum access access;
    int64_t partner_id;
};

bool may(const struct actor *who, enum action action, struct object object);
bool has_role(const struct actor *who, enum role role);

/* For queries: rows with `access <= :sees`, or tied to partner :partner when that is not 0 and of
 * `access <= 1`, members: what is the secretariat's stays there. `sees` is -1 for nothing. */
struct visibility {
    int64_t sees;
    int64_t partner_id;
};
struct visibility visibility_of(const struct actor *who);
/* What a partner is shown that is not signed in: for its notices. Partner 0 is the public. */
struct visibility visibility_of_partner(int64_t partner_id, bool council_public);
bool visible(struct visibility v, struct object object);

/* The program itself: command line, courier, demo. May do everything. */
struct actor actor_system(void);

#endif
