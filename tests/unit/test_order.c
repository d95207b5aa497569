#include "tests/given/telling.h"
#include <string.h>

/* -- numbers, pure: "3" is frozen, "" new, "-3" frozen and removed -- */

enum { MOST = 40 };

static const char *numbers_of(void **state, const char *frozen)
{
    struct lines words = str_split(arena(state), frozen, ' ');
    struct item *items = arena_array(arena(state), words.count, sizeof *items);
    struct item_list list = { items, words.count };
    struct lines shown = { arena_array(arena(state), words.count, sizeof *shown.at), 0 };

    for (size_t i = 0; i < words.count; i++) {
        const char *word = words.at[i];
        items[i].removed_at = word[0] == '-';
        items[i].number = str_equal(word, "new") || str_equal(word, "-new") ? ""
                          : word[0] == '-'                                  ? word + 1
                                                                            : word;
    }
    order_numbers(arena(state), &list);
    for (size_t i = 0; i < list.count; i++)
        if (items[i].removed_at == 0)
            shown.at[shown.count++] = items[i].shown_number;
    return str_join(arena(state), &shown, " ");
}

static void a_draft_agenda_is_numbered_from_one(void **state)
{
    assert_string_equal(numbers_of(state, "new new new"), "1 2 3");
}

static void a_new_item_between_frozen_ones_is_bis_then_ter(void **state)
{
    assert_string_equal(numbers_of(state, "1 2 3 new 4"), "1 2 3 3bis 4");
    assert_string_equal(numbers_of(state, "1 2 3 new new new 4"), "1 2 3 3bis 3ter 3quater 4");
    assert_string_equal(numbers_of(state, "3 new 3bis 4"), "3 3ter 3bis 4");
    assert_string_equal(numbers_of(state, "3 3bis new 4"), "3 3bis 3ter 4");
}

static void a_new_item_behind_the_last_frozen_one_goes_on_counting(void **state)
{
    assert_string_equal(numbers_of(state, "1 2 new new"), "1 2 3 4");
    assert_string_equal(numbers_of(state, "2 5 1 new"), "2 5 1 6");
}

static void a_new_item_before_the_first_is_zero(void **state)
{
    assert_string_equal(numbers_of(state, "new 1 2"), "0 1 2");
    assert_string_equal(numbers_of(state, "new new 1"), "0 0bis 1");
}

static void the_number_of_a_removed_item_is_never_given_again(void **state)
{
    assert_string_equal(numbers_of(state, "1 2 -3 new"), "1 2 4");
    assert_string_equal(numbers_of(state, "1 -1bis new 2"), "1 1ter 2");
    assert_string_equal(numbers_of(state, "1 -new new"), "1 2");
}

static void a_long_row_of_additions_still_has_numbers_of_its_own(void **state)
{
    assert_string_equal(numbers_of(state, "1 new new new new new new new new new new new 2"),
        "1 1bis 1ter 1quater 1quinquies 1sexies 1septies 1octies 1novies 1decies 1/11 1/12 2");
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

/* Whatever is added, removed, moved and frozen: what is frozen stays, and no number stands twice. */
static void frozen_numbers_never_change_and_none_stands_twice(void **state)
{
    struct arena *a = arena(state);

    for (uint32_t seed = 1; seed <= 300; seed++) {
        uint32_t random = seed;
        struct item items[MOST] = { 0 };
        struct item_list list = { items, 0 };

        for (int step = 0; step < 60; step++) {
            uint32_t act = next_random(&random) % 5;
            size_t at = list.count == 0 ? 0 : next_random(&random) % list.count;

            if (act <= 1 && list.count < MOST) {
                memmove(&items[at + 1], &items[at], (list.count - at) * sizeof *items);
                items[at] = (struct item){ .number = "" };
                list.count++;
            } else if (act == 2 && list.count > 1) {
                struct item moved = items[at];
                memmove(&items[at], &items[at + 1], (list.count - at - 1) * sizeof *items);
                items[list.count - 1] = moved;
            } else if (act == 3 && list.count > 0) {
                items[at].removed_at = !items[at].removed_at;
            }
            order_numbers(a, &list);
            for (size_t i = 0; i < list.count; i++) {
                if (items[i].number[0] != '\0')
                    assert_string_equal(items[i].shown_number, items[i].number);
                for (size_t j = 0; j < i && items[i].shown_number[0] != '\0'; j++)
                    assert_string_not_equal(items[i].shown_number, items[j].shown_number);
                if (items[i].removed_at == 0)
                    assert_string_not_equal(items[i].shown_number, "");
            }
            if (act == 4)
                for (size_t i = 0; i < list.count; i++)
                    if (items[i].removed_at == 0)
                        items[i].number = items[i].shown_number;
        }
    }
}

static void clock_times_follow_from_the_start_and_the_minutes(void **state)
{
    struct item items[] = { { .minutes = 20 }, { .minutes = 5, .removed_at = 1 }, { .minutes = 0 },
        { .minutes = 10 } };
    struct item_list list = { items, ARRAY_LEN(items) };
    struct meeting m = { .starts_at = 1000000 };

    (void)state;
    order_times(m.starts_at, &list);
    assert_int_equal(items[0].starts_at, 1000000);
    assert_int_equal(items[1].starts_at, 0);
    assert_int_equal(items[2].starts_at, 1000000 + 20 * 60000);
    assert_int_equal(items[3].starts_at, 1000000 + 20 * 60000);
    assert_int_equal(item_list_end(&m, &list), 1000000 + 30 * 60000);
}

static void without_a_date_there_are_no_clock_times(void **state)
{
    struct item items[] = { { .minutes = 20 }, { .minutes = 5 } };
    struct item_list list = { items, ARRAY_LEN(items) };
    struct meeting m = { 0 };

    (void)state;
    order_times(0, &list);
    assert_int_equal(items[1].starts_at, 0);
    assert_int_equal(item_list_end(&m, &list), 0);
}

/* -- moving -- */

/* The titles in order, as "A B C". */
static const char *titles(void **state, int64_t meeting_id)
{
    struct item_list list = { 0 };
    struct lines words = { 0 };

    assert_int_equal(item_list(tx_snap(given_tx(state)), arena(state), meeting_id, &list), ERR_OK);
    words.at = arena_array(arena(state), list.count, sizeof *words.at);
    for (size_t i = 0; i < list.count; i++)
        words.at[words.count++] = list.at[i].title;
    return str_join(arena(state), &words, " ");
}

struct four {
    int64_t meeting, a, b, c, d;
};

static struct four four_items(void **state)
{
    struct four f;

    given_council(state, "2024-04-15");
    f.meeting = work_meeting(state, "2024-05-28");
    f.a = work_item(state, f.meeting, "A", PURPOSE_DISCUSSION, 0);
    f.b = work_item(state, f.meeting, "B", PURPOSE_DISCUSSION, 0);
    f.c = work_item(state, f.meeting, "C", PURPOSE_DISCUSSION, 0);
    f.d = work_item(state, f.meeting, "D", PURPOSE_DISCUSSION, 0);
    return f;
}

static const struct actor SECRETARY = { .roles = ROLE_BIT(ROLE_SECRETARY) };

static void an_item_moves_up_and_down_and_stops_at_the_ends(void **state)
{
    struct four f = four_items(state);
    struct tx *tx = given_tx(state);

    assert_int_equal(order_move(tx, &SECRETARY, f.c, -1), ERR_OK);
    assert_string_equal(titles(state, f.meeting), "A C B D");
    assert_int_equal(order_move(tx, &SECRETARY, f.c, 2), ERR_OK);
    assert_string_equal(titles(state, f.meeting), "A B D C");
    assert_int_equal(order_move(tx, &SECRETARY, f.c, 1), ERR_OK);
    assert_int_equal(order_move(tx, &SECRETARY, f.a, INT64_MIN), ERR_OK);
    assert_string_equal(titles(state, f.meeting), "A B D C");
}

static void an_item_goes_to_a_place(void **state)
{
    struct four f = four_items(state);
    struct tx *tx = given_tx(state);

    assert_int_equal(order_place(tx, &SECRETARY, f.d, 1), ERR_OK);
    assert_string_equal(titles(state, f.meeting), "D A B C");
    assert_int_equal(order_place(tx, &SECRETARY, f.d, 99), ERR_OK);
    assert_string_equal(titles(state, f.meeting), "A B C D");
    assert_int_equal(order_place(tx, &SECRETARY, f.a, -5), ERR_OK);
    assert_string_equal(titles(state, f.meeting), "A B C D");
}

static void a_new_order_is_recorded_and_makes_a_new_version(void **state)
{
    struct four f = four_items(state);
    int64_t version = work_meeting_now(state, f.meeting).version;

    assert_int_equal(order_move(given_tx(state), &SECRETARY, f.a, 1), ERR_OK);
    struct event e = given_last_event(state, "agenda.reordered");
    assert_int_equal(e.subject_id, f.meeting);
    assert_non_null(strstr(e.data, "\"from\""));
    assert_int_equal(work_meeting_now(state, f.meeting).version, version + 1);
}

static void moving_nowhere_changes_nothing(void **state)
{
    struct four f = four_items(state);
    int64_t version = work_meeting_now(state, f.meeting).version;

    assert_int_equal(order_move(given_tx(state), &SECRETARY, f.a, -1), ERR_OK);
    assert_int_equal(work_meeting_now(state, f.meeting).version, version);
}

static void the_whole_order_must_name_each_item_once(void **state)
{
    struct four f = four_items(state);
    struct tx *tx = given_tx(state);
    int64_t version = work_meeting_now(state, f.meeting).version;
    int64_t good[] = { f.d, f.c, f.b, f.a };
    int64_t twice[] = { f.d, f.c, f.b, f.b };
    int64_t foreign[] = { f.d, f.c, f.b, 999 };

    assert_int_equal(order_set(tx, &SECRETARY, f.meeting, version, good, 3), ERR_INVALID);
    assert_int_equal(order_set(tx, &SECRETARY, f.meeting, version, twice, 4), ERR_INVALID);
    assert_int_equal(order_set(tx, &SECRETARY, f.meeting, version, foreign, 4), ERR_INVALID);
    assert_string_equal(titles(state, f.meeting), "A B C D");
    assert_int_equal(order_set(tx, &SECRETARY, f.meeting, version, good, 4), ERR_OK);
    assert_string_equal(titles(state, f.meeting), "D C B A");
}

static void an_order_made_on_an_older_version_is_stale(void **state)
{
    struct four f = four_items(state);
    int64_t version = work_meeting_now(state, f.meeting).version;
    int64_t ids[] = { f.d, f.c, f.b, f.a };

    telling_rename(state, f.a, "AA");
    assert_int_equal(order_set(given_tx(state), &SECRETARY, f.meeting, version, ids, 4), ERR_STALE);
}

static void a_treated_item_stays_where_it_is(void **state)
{
    struct four f = four_items(state);
    int64_t ids[] = { f.b, f.a, f.c, f.d };

    work_act(state, f.meeting, MEETING_START);
    work_treat(state, f.a, OUTCOME_NOTED, "", "", "");
    work_treat(state, f.b, OUTCOME_NOTED, "", "", "");
    assert_int_equal(order_move(given_tx(state), &SECRETARY, f.a, 1), ERR_CONFLICT);
    assert_int_equal(order_place(given_tx(state), &SECRETARY, f.b, 1), ERR_CONFLICT);
    assert_int_equal(order_set(given_tx(state), &SECRETARY, f.meeting,
                         work_meeting_now(state, f.meeting).version, ids, 4),
        ERR_CONFLICT);
    assert_int_equal(order_move(given_tx(state), &SECRETARY, f.d, -1), ERR_OK);
    assert_string_equal(titles(state, f.meeting), "A B D C");
}

static void only_who_prepares_meetings_may_order_them(void **state)
{
    struct four f = four_items(state);
    struct actor member = work_member();

    assert_int_equal(order_move(given_tx(state), &member, f.a, 1), ERR_FORBIDDEN);
    assert_int_equal(order_place(given_tx(state), &member, f.a, 2), ERR_FORBIDDEN);
    assert_int_equal(order_set(given_tx(state), &member, f.meeting, 0, NULL, 0), ERR_FORBIDDEN);
    assert_string_equal(titles(state, f.meeting), "A B C D");
}

static void a_removed_item_comes_back_at_its_place(void **state)
{
    struct four f = four_items(state);
    struct tx *tx = given_tx(state);

    assert_int_equal(item_remove(tx, &SECRETARY, f.b, work_item_now(state, f.b).version), ERR_OK);
    assert_int_equal(order_move(tx, &SECRETARY, f.d, -1), ERR_OK);
    assert_string_equal(titles(state, f.meeting), "A D C");
    assert_int_equal(item_restore(tx, &SECRETARY, f.b), ERR_OK);
    assert_string_equal(titles(state, f.meeting), "A B D C");
}

static void numbers_are_frozen_with_the_publication_that_gave_them(void **state)
{
    struct four f = four_items(state);
    int64_t publication = 0;

    assert_int_equal(
        publication_make(given_tx(state), f.meeting, 0, 1, true, &publication), ERR_OK);
    assert_string_equal(work_item_now(state, f.b).number, "2");
    int64_t extra = work_item(state, f.meeting, "E", PURPOSE_DISCUSSION, 0);
    assert_int_equal(order_place(given_tx(state), &SECRETARY, extra, 2), ERR_OK);
    assert_string_equal(work_item_now(state, extra).number, "");
    assert_string_equal(work_item_now(state, extra).shown_number, "1bis");
    assert_int_equal(order_move(given_tx(state), &SECRETARY, f.a, 9), ERR_OK);
    assert_string_equal(work_item_now(state, f.a).shown_number, "1");
}

#define PURE(name)    cmocka_unit_test_setup_teardown(name, given_arena, given_end)
#define WITH_DB(name) cmocka_unit_test_setup_teardown(name, given_db, given_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(a_draft_agenda_is_numbered_from_one),
        PURE(a_new_item_between_frozen_ones_is_bis_then_ter),
        PURE(a_new_item_behind_the_last_frozen_one_goes_on_counting),
        PURE(a_new_item_before_the_first_is_zero),
        PURE(the_number_of_a_removed_item_is_never_given_again),
        PURE(a_long_row_of_additions_still_has_numbers_of_its_own),
        PURE(frozen_numbers_never_change_and_none_stands_twice),
        PURE(clock_times_follow_from_the_start_and_the_minutes),
        PURE(without_a_date_there_are_no_clock_times),
        WITH_DB(an_item_moves_up_and_down_and_stops_at_the_ends),
        WITH_DB(an_item_goes_to_a_place),
        WITH_DB(a_new_order_is_recorded_and_makes_a_new_version),
        WITH_DB(moving_nowhere_changes_nothing),
        WITH_DB(the_whole_order_must_name_each_item_once),
        WITH_DB(an_order_made_on_an_older_version_is_stale),
        WITH_DB(a_treated_item_stays_where_it_is),
        WITH_DB(only_who_prepares_meetings_may_order_them),
        WITH_DB(a_removed_item_comes_back_at_its_place),
        WITH_DB(numbers_are_frozen_with_the_publication_that_gave_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
