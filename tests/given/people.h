/* tests/given/people.h: who is invited: a member in office and a partner's contact, with addresses. */
#ifndef TESTS_GIVEN_PEOPLE_H
#define TESTS_GIVEN_PEOPLE_H

#include "agenda/proposal.h"
#include "agenda/reply.h"
#include "lok/personal_link.h"
#include "tests/given/telling.h"

extern const struct sending_options PEOPLE_MAIL; /* no time to take back, with a mail server */

struct people_given {
    int64_t member, contact; /* persons */
    int64_t partner;         /* of the contact: Felies */
};
/* The council must exist. */
struct people_given people_given(void **state);

/* As a personal link makes them. */
struct actor people_actor(void **state, int64_t person_id);

/* Sends with PEOPLE_MAIL, which must succeed. */
struct sending people_send(void **state, int64_t meeting_id, enum sending_kind kind);

#endif
