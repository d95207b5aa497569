#include "tests/given/telling.h"
#include "lok/base/clock.h"
#include <string.h>

const uint64_t TELLING_ALL = (UINT64_C(1) << NOTICE_TYPE_COUNT) - 1;
const struct visibility TELLING_MEMBER = { .sees = ACCESS_MEMBERS };
const struct visibility TELLING_PUBLIC = { .sees = ACCESS_PUBLIC };

int64_t telling_endpoint(void **state, const char *name, int64_t partner_id, uint64_t events)
{
    struct lines nothing = { 0 };
    struct actor system = actor_system();
    struct endpoint_input in = {
        .url = arena_printf(arena(state), "https://%s.example.be/", name),
        .events = events,
        .partner_id = partner_id,
    };
    const char *secret;
    int64_t id = 0;

    assert_int_equal(
        endpoint_create(given_tx(state), arena(state), &system, &nothing, &in, &id, &secret),
        ERR_OK);
    return id;
}

struct telling_meeting telling_meeting(void **state)
{
    struct telling_meeting m;

    given_council(state, "2024-04-15");
    m.id = work_meeting(state, "2024-05-28");
    m.first = work_item(state, m.id, "Mentoren", PURPOSE_DISCUSSION, 0);
    m.second = work_item(state, m.id, "Sluitingsdagen", PURPOSE_DECISION, 0);
    return m;
}

int64_t telling_item(
    void **state, int64_t meeting_id, const char *title, unsigned access, int64_t partner_id)
{
    struct actor system = actor_system();
    struct item_input in = {
        .title = title,
        .minutes = 10,
        .access = access,
        .presenter_partner_id = partner_id,
    };
    int64_t id = 0;

    assert_int_equal(item_create(given_tx(state), &system, meeting_id, &in, &id), ERR_OK);
    return id;
}

static enum err press(void **state, int64_t meeting_id, enum sending_kind kind,
    int64_t undo_seconds, struct sending *ret)
{
    struct actor system = actor_system();
    struct sending_options o = {
        .undo_seconds = undo_seconds,
        .public_url = "https://lok.example.be",
    };

    given_new_request(state);
    return sending_send(given_tx(state), arena(state), &system, &o, meeting_id, 0, kind, ret);
}

enum err telling_try(void **state, int64_t meeting_id, enum sending_kind kind, int64_t undo_seconds)
{
    struct sending s;

    return press(state, meeting_id, kind, undo_seconds, &s);
}

struct sending telling_send(
    void **state, int64_t meeting_id, enum sending_kind kind, int64_t undo_seconds)
{
    struct sending s = { 0 };

    assert_int_equal(press(state, meeting_id, kind, undo_seconds, &s), ERR_OK);
    return s;
}

struct delivery_list telling_deliveries(void **state, int64_t sending_id)
{
    struct delivery_list list = { 0 };

    assert_int_equal(
        outbox_of_sending(tx_snap(given_tx(state)), arena(state), sending_id, &list), ERR_OK);
    return list;
}

const struct json *telling_json(void **state, const char *text)
{
    const struct json *json = NULL;

    assert_int_equal(
        json_parse(arena(state), given_fault(state), text, strlen(text), &json), ERR_OK);
    return json;
}

const struct json *telling_body(void **state, int64_t sending_id)
{
    struct delivery_list list = telling_deliveries(state, sending_id);
    struct delivery d = { 0 };

    assert_int_equal(list.count, 1);
    assert_int_equal(outbox_get(tx_snap(given_tx(state)), arena(state), list.at[0].id, &d), ERR_OK);
    return telling_json(state, d.body);
}

const struct json *telling_at(const struct json *json, const char *path)
{
    while (json != NULL && *path != '\0') {
        char name[64];
        size_t length = strcspn(path, ".");

        assert_true(length < sizeof name);
        memcpy(name, path, length);
        name[length] = '\0';
        json = json_member(json, name);
        path += length + (path[length] == '.');
    }
    return json;
}

const char *telling_text(const struct json *json, const char *path)
{
    const struct json *found = telling_at(json, path);

    assert_non_null(found);
    assert_int_equal(found->type, JSON_STRING);
    return found->string;
}

enum err telling_sees(void **state, int64_t meeting_id, struct visibility v, struct published *ret)
{
    return publication_current(
        tx_snap(given_tx(state)), arena(state), v, meeting_id, clock_now(), ret);
}

void telling_rename(void **state, int64_t item_id, const char *title)
{
    struct actor system = actor_system();
    struct item item = work_item_now(state, item_id);
    struct item_input in = {
        .title = title,
        .presenter = item.presenter,
        .text = item.text,
        .purpose = item.purpose,
        .access = item.access,
        .minutes = item.minutes,
        .presenter_partner_id = item.presenter_partner_id,
        .dossier_id = item.dossier_id,
    };

    assert_int_equal(item_update(given_tx(state), &system, item_id, item.version, &in), ERR_OK);
}

void telling_move(void **state, int64_t meeting_id, const char *date)
{
    struct actor system = actor_system();
    struct meeting m = work_meeting_now(state, meeting_id);
    struct meeting_input in = meeting_to_input(arena(state), &m);

    in.date = date;
    assert_int_equal(meeting_update(given_tx(state), &system, meeting_id, m.version, &in), ERR_OK);
}

struct telling_meeting telling_decided(void **state)
{
    struct telling_meeting t = telling_meeting(state);

    telling_endpoint(state, "a", 0, TELLING_ALL);
    telling_send(state, t.id, SENDING_AGENDA, 0);
    work_treat(state, t.first, OUTCOME_APPROVED, "2024-10", "Mentoren", "De mentoren blijven.");
    work_treat(state, t.second, OUTCOME_APPROVED, "", "Sluiting", "Zes dagen.");
    return t;
}
