#include "tests/given/post.h"
#include "lok/base/clock.h"
#include "lok/council.h"
#include <stdlib.h>
#include <unistd.h>

enum { PATIENCE_MS = 10000 };

/* One receiver for all tests: its count goes on, `from` is where this test begins. */
static struct receiver *receiver;
static int from;

struct lines post_allow(void **state)
{
    const char **at = arena_array(arena(state), 1, sizeof *at);

    at[0] = arena_printf(arena(state), "127.0.0.1:%d", receiver_port(receiver));
    return (struct lines){ at, 1 };
}

int64_t given_endpoint_at(void **state, const char *path)
{
    struct actor who = actor_system();
    struct lines allow = post_allow(state);
    struct endpoint_input in = { .url = receiver_url(receiver, arena(state), path), .events = 255 };
    const char *secret;
    int64_t id = 0;

    assert_int_equal(
        endpoint_create(given_tx(state), arena(state), &who, &allow, &in, &id, &secret), ERR_OK);
    return id;
}

int64_t given_notice(void **state, int64_t endpoint, int64_t subject, int64_t due_at)
{
    struct notice n = {
        .id = notice_new_id(arena(state)),
        .type = NOTICE_AGENDA_PUBLISHED,
        .subject_kind = "meeting",
        .subject_id = subject,
        .body = arena_printf(arena(state), "{\"subject\":%lld}", (long long)subject),
        .due_at = due_at,
    };
    int64_t id = 0;

    assert_int_equal(outbox_add(given_tx(state), endpoint, &n, &id), ERR_OK);
    return id;
}

int64_t given_notice_now(void **state, int64_t endpoint, int64_t subject)
{
    return given_notice(state, endpoint, subject, clock_now());
}

struct courier *given_courier(void **state, struct lines allow, int64_t total_ms)
{
    struct courier_options o = {
        .db = given_database(state), .allow = allow, .version = "9.9", .total_ms = total_ms
    };
    struct courier *c = NULL;

    assert_int_equal(courier_start(&o, given_fault(state), &c), ERR_OK);
    return c;
}

struct courier *given_plain_courier(void **state)
{
    return given_courier(state, post_allow(state), 2000);
}

struct delivery post_delivery(void **state, int64_t id)
{
    struct fault f;
    struct snap *s;
    struct delivery d;

    fault_init(&f, arena(state));
    assert_int_equal(snap_begin(given_database(state), &f, &s), ERR_OK);
    assert_int_equal(outbox_get(s, arena(state), id, &d), ERR_OK);
    snap_end(s);
    return d;
}

struct delivery post_settled(void **state, int64_t id, enum delivery_state as)
{
    int64_t until = clock_monotonic() + PATIENCE_MS;
    struct delivery d = post_delivery(state, id);

    while (d.state != as && clock_monotonic() < until) {
        (void)usleep(5000);
        d = post_delivery(state, id);
    }
    assert_int_equal(d.state, as);
    return d;
}

struct endpoint post_endpoint(void **state, int64_t id)
{
    struct fault f;
    struct snap *s;
    struct endpoint e;

    fault_init(&f, arena(state));
    assert_int_equal(snap_begin(given_database(state), &f, &s), ERR_OK);
    assert_int_equal(endpoint_get(s, arena(state), id, &e), ERR_OK);
    snap_end(s);
    return e;
}

struct received post_got(void **state, int n)
{
    return receiver_get(receiver, arena(state), from + n);
}

const char *post_header(void **state, int n, const char *name)
{
    struct received r = post_got(state, n);

    return received_header(arena(state), &r, name);
}

int post_count(void)
{
    return receiver_count(receiver) - from;
}

bool post_arrive(int count)
{
    return receiver_wait(receiver, from + count, PATIENCE_MS);
}

int given_post(void **state)
{
    from = receiver_count(receiver);
    return given_db(state);
}

void given_demo(void **state)
{
    struct council council = { .name = "LOK Proefstad",
        .municipality = "Proefstad",
        .number_prefix = "LOK",
        .email = "",
        .demo_date = "2024-04-15" };

    assert_int_equal(council_create(given_tx(state), &council), ERR_OK);
}

struct receiver *post_receiver(void)
{
    return receiver;
}

void post_begin(void)
{
    (void)setenv("http_proxy", "http://127.0.0.1:1", 1);
    (void)setenv("all_proxy", "http://127.0.0.1:1", 1);
    receiver = receiver_start();
}

int post_end(int wrong)
{
    receiver_stop(receiver);
    return wrong;
}
