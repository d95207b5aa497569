#include "tests/given/work.h"
#include "lok/base/clock.h"
#include <string.h>

const struct sending_options WORK_SENDING = { .public_url = "https://lok.example.be" };

int64_t work_meeting(void **state, const char *date)
{
    struct actor system = actor_system();
    bool dated = strlen(date) > strlen("YYYY-MM");
    struct meeting_input in = {
        .title = "LOK",
        .date = dated ? date : "",
        .time = dated ? "19:30" : "",
        .month = dated ? "" : date,
        .location = "Stadhuis",
    };
    int64_t id = 0;

    assert_int_equal(meeting_create(given_tx(state), &system, &in, &id), ERR_OK);
    return id;
}

int64_t work_dossier(void **state, const char *title, unsigned access)
{
    struct actor system = actor_system();
    struct dossier in = { .title = title, .access = access };
    int64_t id = 0;

    assert_int_equal(dossier_create(given_tx(state), &system, &in, &id), ERR_OK);
    return id;
}

int64_t work_item(
    void **state, int64_t meeting_id, const char *title, unsigned purpose, int64_t dossier_id)
{
    struct actor system = actor_system();
    struct item_input in = {
        .title = title, .purpose = purpose, .minutes = 20, .dossier_id = dossier_id
    };
    int64_t id = 0;

    assert_int_equal(item_create(given_tx(state), &system, meeting_id, &in, &id), ERR_OK);
    return id;
}

struct meeting work_meeting_now(void **state, int64_t id)
{
    struct meeting m = { 0 };

    assert_int_equal(meeting_get(tx_snap(given_tx(state)), arena(state), id, &m), ERR_OK);
    return m;
}

struct item work_item_now(void **state, int64_t id)
{
    struct item i = { 0 };

    assert_int_equal(item_get(tx_snap(given_tx(state)), arena(state), id, &i), ERR_OK);
    return i;
}

void work_act(void **state, int64_t meeting_id, enum meeting_action action)
{
    struct actor system = actor_system();
    int64_t version = work_meeting_now(state, meeting_id).version;

    assert_int_equal(meeting_act(given_tx(state), &system, meeting_id, version, action), ERR_OK);
}

int64_t work_session(void **state, const char *date, const char *title, int64_t dossier_id)
{
    int64_t meeting = work_meeting(state, date);
    int64_t item = work_item(state, meeting, title, PURPOSE_DISCUSSION, dossier_id);

    work_act(state, meeting, MEETING_START);
    return item;
}

struct treatment_result work_treat(void **state, int64_t item_id, unsigned outcome,
    const char *month, const char *decision, const char *text)
{
    struct actor system = actor_system();
    struct treatment_result result = { 0 };
    struct treatment_input in = {
        .outcome = outcome,
        .target_month = month,
        .decision = { .title = decision, .text = text },
    };
    int64_t version = work_item_now(state, item_id).version;

    assert_int_equal(treatment_record(given_tx(state), arena(state), &system, &WORK_SENDING,
                         item_id, version, &in, &result),
        ERR_OK);
    return result;
}

void work_release(void **state, int64_t meeting_id)
{
    struct actor system = actor_system();
    struct tx *tx = given_tx(state);
    struct decision_list decisions = { 0 };
    int64_t now = clock_now();

    assert_int_equal(
        decision_of_meeting(tx_snap(tx), arena(state), meeting_id, &decisions), ERR_OK);
    for (size_t i = 0; i < decisions.count; i++)
        if (decisions.at[i].released_at == 0)
            assert_int_equal(decision_release(tx, &system, decisions.at[i].id, 0, now), ERR_OK);
    assert_int_equal(announcement_release(tx, meeting_id, 0, now), ERR_OK);
}

struct actor work_member(void)
{
    return (struct actor){ .roles = ROLE_BIT(ROLE_MEMBER), .council_public = true };
}

struct actor work_public(void)
{
    return (struct actor){ .council_public = true };
}
