/* tests/given/outbox.h: deliveries for tests of the outbox. */
#ifndef TESTS_GIVEN_OUTBOX_H
#define TESTS_GIVEN_OUTBOX_H

#include "notify/outbox.h"

/* An endpoint that wants everything. */
int64_t given_any_endpoint(void **state);
struct notice given_meeting_notice(void **state, int64_t subject, int64_t due_at);
int64_t given_delivery(void **state, int64_t endpoint, struct notice n);
struct delivery delivery_now(void **state, int64_t id);
void given_delivery_state(void **state, int64_t id, enum delivery_state to, int64_t finished_at);

#endif
