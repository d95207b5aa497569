#include "tests/given/given.h"
#include "web/http/reaper.h"
#include <sys/socket.h>
#include <unistd.h>

struct pair {
    struct reaper *reaper;
    struct reaper_entry *entry;
    int fd[2];
};

static struct pair given_pair(void)
{
    struct pair p;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, p.fd), 0);
    p.reaper = reaper_new();
    p.entry = reaper_add(p.reaper, p.fd[0], 1000);
    return p;
}

static bool is_closed(const struct pair *p)
{
    char byte;
    return recv(p->fd[1], &byte, 1, MSG_DONTWAIT) == 0;
}

static void end(struct pair *p)
{
    reaper_remove(p->reaper, p->entry);
    reaper_free(p->reaper);
    close(p->fd[0]);
    close(p->fd[1]);
}

static void a_head_has_fifteen_seconds(void **state)
{
    (void)state;
    struct pair p = given_pair();
    assert_int_equal(reaper_run(p.reaper, 1000 + REAPER_HEAD_MS), 0);
    assert_false(is_closed(&p));
    assert_int_equal(reaper_run(p.reaper, 1001 + REAPER_HEAD_MS), 1);
    assert_true(is_closed(&p));
    assert_int_equal(reaper_run(p.reaper, 1002 + REAPER_HEAD_MS), 0);
    end(&p);
}

static void the_next_head_has_fifteen_seconds_again(void **state)
{
    (void)state;
    struct pair p = given_pair();
    reaper_at_work(p.entry);
    reaper_expect_head(p.entry, 50000);
    assert_int_equal(reaper_run(p.reaper, 50000 + REAPER_HEAD_MS), 0);
    assert_int_equal(reaper_run(p.reaper, 50001 + REAPER_HEAD_MS), 1);
    end(&p);
}

static void a_handler_at_work_is_left_alone(void **state)
{
    (void)state;
    struct pair p = given_pair();
    reaper_at_work(p.entry);
    assert_int_equal(reaper_run(p.reaper, 10000000), 0);
    end(&p);
}

static void a_body_that_makes_progress_lives(void **state)
{
    (void)state;
    struct pair p = given_pair();
    reaper_expect_body(p.entry, 2000);
    for (int64_t now = 2000; now < 2000000; now += 14000) {
        assert_int_equal(reaper_run(p.reaper, now), 0);
        reaper_body_came(p.entry, REAPER_BODY_BYTES);
    }
    end(&p);
}

static void a_body_that_dribbles_is_closed(void **state)
{
    (void)state;
    struct pair p = given_pair();
    reaper_expect_body(p.entry, 2000);
    int64_t now = 2000;
    size_t closed = 0;
    while (closed == 0 && now < 100000) {
        now += 1000;
        reaper_body_came(p.entry, 1);
        closed = reaper_run(p.reaper, now);
    }
    assert_int_equal(now, 2000 + REAPER_BODY_MS + 1000);
    end(&p);
}

static void a_body_whose_sender_left_is_given_up(void **state)
{
    (void)state;
    struct pair p = given_pair();
    reaper_expect_body(p.entry, 2000);
    assert_int_equal(send(p.fd[1], "x", 1, 0), 1);
    assert_int_equal(shutdown(p.fd[1], SHUT_WR), 0);
    assert_int_equal(reaper_run(p.reaper, 2001), 0); /* what came must be read first */
    char byte;
    assert_int_equal(recv(p.fd[0], &byte, 1, 0), 1);
    assert_int_equal(reaper_run(p.reaper, 2002), 1);
    end(&p);
}

static void a_second_body_is_judged_by_itself(void **state)
{
    (void)state;
    struct pair p = given_pair();
    reaper_expect_body(p.entry, 2000);
    reaper_body_came(p.entry, 100000);
    assert_int_equal(reaper_run(p.reaper, 3000), 0);
    reaper_expect_head(p.entry, 4000);
    reaper_expect_body(p.entry, 5000);
    assert_int_equal(reaper_run(p.reaper, 5000 + REAPER_BODY_MS), 0);
    assert_int_equal(reaper_run(p.reaper, 5001 + REAPER_BODY_MS), 1);
    end(&p);
}

static void an_answer_has_time_by_its_size(void **state)
{
    (void)state;
    struct pair p = given_pair();
    reaper_sends(p.entry, 1000, 200000);
    assert_int_equal(reaper_run(p.reaper, 1000 + 30000 + 100000), 0);
    assert_int_equal(reaper_run(p.reaper, 1001 + 30000 + 100000), 1);
    end(&p);
}

static void each_connection_is_judged_apart(void **state)
{
    (void)state;
    struct pair p = given_pair();
    int more[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, more), 0);
    struct reaper_entry *second = reaper_add(p.reaper, more[0], 9000);
    assert_int_equal(reaper_run(p.reaper, 1001 + REAPER_HEAD_MS), 1);
    assert_true(is_closed(&p));
    reaper_remove(p.reaper, second);
    close(more[0]);
    close(more[1]);
    end(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_head_has_fifteen_seconds),
        cmocka_unit_test(the_next_head_has_fifteen_seconds_again),
        cmocka_unit_test(a_handler_at_work_is_left_alone),
        cmocka_unit_test(a_body_that_makes_progress_lives),
        cmocka_unit_test(a_body_that_dribbles_is_closed),
        cmocka_unit_test(a_body_whose_sender_left_is_given_up),
        cmocka_unit_test(a_second_body_is_judged_by_itself),
        cmocka_unit_test(an_answer_has_time_by_its_size),
        cmocka_unit_test(each_connection_is_judged_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
