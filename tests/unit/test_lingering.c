#include "tests/given/given.h"
#include "web/http/lingering.h"
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

/* Two ends of a TCP connection: only there a close with bytes unread resets. */
static void given_connection(int ret[2])
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t length = sizeof at;
    int listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(listening, (struct sockaddr *)&at, length), 0);
    assert_int_equal(listen(listening, 1), 0);
    assert_int_equal(getsockname(listening, (struct sockaddr *)&at, &length), 0);
    ret[1] = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(connect(ret[1], (struct sockaddr *)&at, length), 0);
    ret[0] = accept(listening, NULL, NULL);
    assert_true(ret[0] >= 0);
    close(listening);
}

static bool can_send(int fd)
{
    return send(fd, "more", 4, MSG_NOSIGNAL) == 4;
}

static void who_still_sends_reads_the_answer(void **state)
{
    (void)state;
    struct lingering *l = lingering_new();
    int fd[2];
    char answer[8] = "";
    given_connection(fd);
    assert_true(can_send(fd[1]));
    assert_int_equal(send(fd[0], "no", 2, 0), 2);
    lingering_take(l, fd[0], 1000);
    close(fd[0]);
    for (int i = 0; i < 3; i++)
        assert_true(can_send(fd[1]));
    assert_int_equal(lingering_run(l, 1000), 1);
    assert_true(can_send(fd[1]));
    assert_int_equal(recv(fd[1], answer, sizeof answer, MSG_WAITALL), 2);
    assert_string_equal(answer, "no");
    close(fd[1]);
    assert_int_equal(lingering_run(l, 1001), 0);
    lingering_free(l);
}

static void nobody_lingers_for_long(void **state)
{
    (void)state;
    struct lingering *l = lingering_new();
    int fd[2];
    given_connection(fd);
    lingering_take(l, fd[0], 1000);
    close(fd[0]);
    assert_int_equal(lingering_run(l, 1000 + LINGERING_MS - 1), 1);
    assert_true(can_send(fd[1]));
    assert_int_equal(lingering_run(l, 1000 + LINGERING_MS), 0);
    can_send(fd[1]);
    assert_false(can_send(fd[1]));
    close(fd[1]);
    lingering_free(l);
}

static void no_more_linger_than_there_is_room_for(void **state)
{
    (void)state;
    struct lingering *l = lingering_new();
    int fd[LINGERING_MOST + 1][2];
    for (size_t i = 0; i < ARRAY_LEN(fd); i++) {
        given_connection(fd[i]);
        lingering_take(l, fd[i][0], 1000);
        close(fd[i][0]);
    }
    assert_int_equal(lingering_run(l, 1000), LINGERING_MOST);
    lingering_free(l);
    for (size_t i = 0; i < ARRAY_LEN(fd); i++)
        close(fd[i][1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_still_sends_reads_the_answer),
        cmocka_unit_test(nobody_lingers_for_long),
        cmocka_unit_test(no_more_linger_than_there_is_room_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
