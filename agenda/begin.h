/* agenda/begin.h: a council of one's own: in a new database, or in the place of the practice one. */
#ifndef AGENDA_BEGIN_H
#define AGENDA_BEGIN_H

#include "lok/account.h"
#include "lok/council.h"

struct own_council {
    const char *name, *municipality, *number_prefix;
    bool is_public;
    const char *function, *email; /* of the secretary, who gets an account as secretary and admin */
};
extern const struct field OWN_COUNCIL_FIELDS[];

/* The council with common defaults (28 days, 30 days), and the secretary's account. ERR_CONFLICT
 * when there is a council already. Checks the values like a form. */
enum err council_begin(
    struct tx *tx, const struct own_council *in, int64_t *ret_account_id) NODISCARD;

/* Empties a practice database, all or nothing. ERR_CONFLICT when it is no practice. The caller ends
 * the sessions first (web/http/session.h). */
enum err demo_clear(struct tx *tx) NODISCARD;

#endif
