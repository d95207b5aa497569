#include "tests/given/telling.h"
#include <string.h>

static const struct actor SECRETARY = { .roles = ROLE_BIT(ROLE_SECRETARY) };

static const struct sql DELIVERIES = SQL("SELECT count(*) AS n FROM delivery");

static int64_t count(void **state, const struct sql *q)
{
    int64_t n = -1;

    assert_int_equal(sql_one(tx_snap(given_tx(state)), q, IN(), OUT(out_i64("n", &n))), ERR_OK);
    return n;
}

static struct sending_preview preview(void **state, int64_t meeting_id, enum sending_kind kind)
{
    struct sending_options o = { .undo_seconds = 120, .public_url = "https://lok.example.be" };
    struct sending_preview p = { 0 };

    assert_int_equal(sending_preview(tx_snap(given_tx(state)), arena(state), &SECRETARY, &o,
                         meeting_id, kind, &p),
        ERR_OK);
    return p;
}

static void the_preview_names_each_recipient_with_the_words_it_will_get(void **state)
{
    struct telling_meeting t = telling_meeting(state);
    int64_t partner = given_partner(state, "Felies", NULL);

    telling_endpoint(state, "felies", partner, TELLING_ALL);
    telling_endpoint(state, "doof", 0, UINT64_C(1) << NOTICE_MEETING_CANCELLED);
    telling_item(state, t.id, "Eigen", ACCESS_PUBLIC, partner);
    struct sending_preview p = preview(state, t.id, SENDING_AGENDA);
    assert_int_equal(p.recipients.count, 1);
    assert_string_equal(p.recipients.at[0].name, "Felies");
    assert_string_equal(p.recipients.at[0].channel, "eigen systeem: felies.example.be");
    assert_string_equal(p.recipients.at[0].remark, "in de Demopostbus");
    struct sending s = telling_send(state, t.id, SENDING_AGENDA, 0);
    assert_string_equal(
        telling_text(telling_body(state, s.id), "data.sentence"), p.recipients.at[0].sentence);
    const struct json *shown = telling_json(state, p.recipients.at[0].body);
    assert_true(telling_at(shown, "data.version")->number ==
                telling_at(telling_body(state, s.id), "data.version")->number);
}

static void the_preview_warns_of_what_is_better_looked_at(void **state)
{
    given_council(state, "2024-05-20");
    int64_t id = work_meeting(state, "2024-05-28");
    work_item(state, id, "Mentoren", PURPOSE_DISCUSSION, 0);
    struct sending_preview p = preview(state, id, SENDING_AGENDA);
    assert_int_equal(p.warnings.count, 3);
    assert_string_equal(p.warnings.at[0], "Na de uiterste datum voor de uitnodiging (di 14/05)");
    assert_string_equal(p.warnings.at[1], "Wie leidt punt 1 in?");
}

static void a_preview_writes_nothing(void **state)
{
    struct telling_meeting t = telling_meeting(state);

    telling_endpoint(state, "a", 0, TELLING_ALL);
    preview(state, t.id, SENDING_AGENDA);
    assert_int_equal(count(state, &DELIVERIES), 0);
    assert_int_equal(work_meeting_now(state, t.id).state, MEETING_DRAFT);
    assert_string_equal(work_item_now(state, t.first).number, "");
}

static void the_button_that_fits_depends_on_the_state(void **state)
{
    static const enum sending_kind FITS[MEETING_STATE_COUNT] = {
        [MEETING_DRAFT] = SENDING_AGENDA,
        [MEETING_ANNOUNCED] = SENDING_AGENDA,
        [MEETING_PLANNED] = SENDING_AGENDA,
        [MEETING_CONVENED] = SENDING_CHANGES,
        [MEETING_IN_SESSION] = SENDING_AGENDA,
        [MEETING_CLOSED] = SENDING_RESULTS,
        [MEETING_CANCELLED] = SENDING_AGENDA,
    };

    (void)state;
    for (unsigned i = 0; i < MEETING_STATE_COUNT; i++)
        assert_int_equal(sending_kind_now(&(struct meeting){ .state = i }), FITS[i]);
}

#define WITH_DB(name) cmocka_unit_test_setup_teardown(name, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(the_preview_names_each_recipient_with_the_words_it_will_get),
        WITH_DB(the_preview_warns_of_what_is_better_looked_at),
        WITH_DB(a_preview_writes_nothing),
        WITH_DB(the_button_that_fits_depends_on_the_state),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
