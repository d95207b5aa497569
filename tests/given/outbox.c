#include "tests/given/outbox.h"
#include "tests/given/given.h"
#include <string.h>

static const struct lines NOTHING = { NULL, 0 };

int64_t given_any_endpoint(void **state)
{
    struct actor who = actor_system();
    struct endpoint_input in = { .url = "https://hooks.example.be/", .events = 255 };
    const char *secret;
    int64_t id = 0;

    assert_int_equal(
        endpoint_create(given_tx(state), arena(state), &who, &NOTHING, &in, &id, &secret), ERR_OK);
    return id;
}

struct notice given_meeting_notice(void **state, int64_t subject, int64_t due_at)
{
    return (struct notice){
        .id = notice_new_id(arena(state)),
        .type = NOTICE_AGENDA_PUBLISHED,
        .subject_kind = "meeting",
        .subject_id = subject,
        .body = "{\"a\":1}",
        .due_at = due_at,
    };
}

int64_t given_delivery(void **state, int64_t endpoint, struct notice n)
{
    int64_t id = 0;

    assert_int_equal(outbox_add(given_tx(state), endpoint, &n, &id), ERR_OK);
    return id;
}

struct delivery delivery_now(void **state, int64_t id)
{
    struct delivery d;

    assert_int_equal(outbox_get(tx_snap(given_tx(state)), arena(state), id, &d), ERR_OK);
    return d;
}

static const struct sql SET_STATE =
    SQL("UPDATE delivery SET state = :state, finished_at = :finished WHERE id = :id");

void given_delivery_state(void **state, int64_t id, enum delivery_state to, int64_t finished_at)
{
    assert_int_equal(sql_run(given_tx(state), &SET_STATE,
                         IN(in_i64("id", id), in_enum("state", DELIVERY_STATES, to),
                             in_id("finished", finished_at)),
                         NULL),
        ERR_OK);
}
