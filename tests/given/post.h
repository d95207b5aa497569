/* tests/given/post.h: an outbox, a receiver on loopback and a courier between them.
 *
 * The receiver serves all tests of a program: its count goes on, and what these functions number
 * begins with the test.
 */
#ifndef TESTS_GIVEN_POST_H
#define TESTS_GIVEN_POST_H

#include "notify/courier.h"
#include "tests/given/given.h"
#include "tests/given/receiver.h"

#define WITH_POST(test) cmocka_unit_test_setup_teardown(test, given_post, given_end)

/* Around all tests of a program: its receiver; a proxy in the environment leads nowhere. */
void post_begin(void);
int post_end(int wrong);

int given_post(void **state);
struct receiver *post_receiver(void);

/* webhook_allow with the receiver in it. */
struct lines post_allow(void **state);
/* An endpoint that wants everything, at a path of the receiver. */
int64_t given_endpoint_at(void **state, const char *path);
/* A delivery about a meeting, in the test's open transaction. */
int64_t given_notice(void **state, int64_t endpoint, int64_t meeting, int64_t due_at);
int64_t given_notice_now(void **state, int64_t endpoint, int64_t meeting);
/* The council of a demo, in April 2024. */
void given_demo(void **state);

/* `total_ms` is the longest attempt. */
struct courier *given_courier(void **state, struct lines allow, int64_t total_ms);
/* The usual one: may call the receiver, 2 s an attempt. */
struct courier *given_plain_courier(void **state);

struct delivery post_delivery(void **state, int64_t id);
struct endpoint post_endpoint(void **state, int64_t id);
/* Waits until it is in that state. */
struct delivery post_settled(void **state, int64_t id, enum delivery_state as);

int post_count(void);
bool post_arrive(int count);
struct received post_got(void **state, int n);
const char *post_header(void **state, int n, const char *name);

#endif
