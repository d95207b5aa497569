/* tests/given/lok.h: the council and its people, as a test starts from them.
 *
 * All act as the program itself, in given_tx, and fail the test when something goes wrong.
 */
#ifndef TESTS_GIVEN_LOK_H
#define TESTS_GIVEN_LOK_H

#include "lok/account.h"
#include "lok/council.h"
#include "lok/event.h"
#include "lok/member.h"
#include "lok/token.h"
#include "tests/given/given.h"

/* "LOK Voorbeeld", not public; `demo_date` may be "". */
void given_council(void **state, const char *demo_date);

int64_t given_person(void **state, const char *name, const char *email);
int64_t given_partner(void **state, const char *name, const char *alias);
int64_t given_account(void **state, const char *email, unsigned roles, int64_t partner_id);

/* The newest event; the test fails when its type is another. */
struct event given_last_event(void **state, const char *type);

/* Forgets what went wrong before, as each request begins. */
void given_new_request(void **state);

#endif
