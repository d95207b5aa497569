/* Where the server listens, how it stops, what operators see of it, and who is too slow. */
#include "tests/given/site.h"
#include "web/http/listen.h"
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static void port_zero_becomes_a_real_port(void **state)
{
    (void)state;
    assert_true(str_starts(server_address(site_given()->server), "127.0.0.1:"));
    assert_false(str_ends(server_address(site_given()->server), ":0"));
}

static enum err try_listen(void **state, const char *where, struct listen *l)
{
    return listen_open(where, arena(state), given_fault(state), l);
}

static void addresses_are_read_strictly(void **state)
{
    struct listen l;
    const char *const bad[] = { "", "8080", ":8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x",
        "127.0.0.1:65536", "127.0.0.1:-1", "::1:8080", "unix:", "nergens.invalid:80" };
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        assert_int_not_equal(try_listen(state, bad[i], &l), ERR_OK);
        assert_string_not_equal(given_fault(state)->detail, "");
    }
    assert_int_equal(try_listen(state, "[::1]:0", &l), ERR_OK);
    assert_true(str_starts(l.address, "[::1]:"));
    listen_close(&l);
}

static void an_address_in_use_is_refused(void **state)
{
    struct listen l;
    assert_int_equal(try_listen(state, server_address(site_given()->server), &l), ERR_CONFLICT);
    assert_non_null(strstr(given_fault(state)->detail, "in use"));
}

static void a_left_over_socket_file_is_replaced_and_removed_at_the_end(void **state)
{
    struct listen l;
    struct stat st;
    const char *path = given_path(state, "s");
    const char *where = arena_printf(arena(state), "unix:%s", path);
    assert_int_equal(try_listen(state, where, &l), ERR_OK);
    close(l.fd); /* as after a crash: the file stays */
    assert_int_equal(try_listen(state, where, &l), ERR_OK);
    assert_string_equal(l.address, where);
    struct listen second;
    assert_int_equal(try_listen(state, where, &second), ERR_CONFLICT);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0660);
    listen_close(&l);
    assert_int_not_equal(stat(path, &st), 0);
}

static const char *talk_to(
    void **state, const struct sockaddr *to, socklen_t size, const char *request)
{
    int fd = socket(to->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(connect(fd, to, size), 0);
    wire_send(fd, request, strlen(request));
    const char *answer = wire_read(state, fd, 3000, NULL);
    close(fd);
    return answer;
}

static void it_serves_on_a_unix_socket_too(void **state)
{
    struct server *second;
    struct sockaddr_un to = { .sun_family = AF_UNIX };
    const char *path = given_path(state, "lok.sock");
    memcpy(to.sun_path, path, strlen(path) + 1);
    assert_int_equal(server_start(site_given()->app, site_given()->site,
                         arena_printf(arena(state), "unix:%s", path), given_fault(state), &second),
        ERR_OK);
    const char *answer = talk_to(state, (const struct sockaddr *)&to, sizeof to,
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    server_stop(second, 1000);
    assert_int_equal(wire_status(answer), 200);
    assert_int_not_equal(access(path, F_OK), 0);
}

static void add_metric(void *context, struct buf *out)
{
    buf_printf(out, "lok_extra %d\n", *(int *)context);
}

static const char *ops_get(void **state, const char *path)
{
    struct sockaddr_in to = { .sin_family = AF_INET,
        .sin_addr = { .s_addr = htonl(INADDR_LOOPBACK) } };
    const char *port = strrchr(server_ops_address(site_given()->server), ':') + 1;
    int64_t number = 0;
    assert_true(str_to_i64(port, &number));
    to.sin_port = htons((uint16_t)number);
    return talk_to(state, (const struct sockaddr *)&to, sizeof to,
        arena_printf(
            arena(state), "GET %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", path));
}

static void operators_see_readiness_and_metrics(void **state)
{
    int extra = 42;
    assert_string_equal(server_ops_address(site_given()->server), "");
    assert_int_equal(server_ops_start(site_given()->server, "127.0.0.1:0", add_metric, &extra,
                         given_fault(state)),
        ERR_OK);
    assert_int_equal(wire_status(wire_get(state, "/", "")), 200);
    assert_int_equal(wire_status(wire_get(state, "/nergens", "")), 404);
    assert_int_equal(wire_status(ops_get(state, "/readyz")), 200);
    assert_int_equal(wire_status(ops_get(state, "/")), 404);
    const char *metrics = ops_get(state, "/metrics");
    assert_non_null(strstr(metrics, "lok_requests_total{class=\"2xx\"} 1\n"));
    assert_non_null(strstr(metrics, "lok_requests_total{class=\"4xx\"} 1\n"));
    assert_non_null(strstr(metrics, "lok_requests_in_flight 0\n"));
    assert_non_null(strstr(metrics, "lok_bugs_total "));
    assert_non_null(strstr(metrics, "lok_extra 42\n"));
    server_drain(site_given()->server, 0);
    assert_int_equal(wire_status(ops_get(state, "/readyz")), 503);
}

static void the_log_tells_no_secret(void **state)
{
    const char *path = given_path(state, "log");
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600), before = dup(STDERR_FILENO);
    dup2(file, STDERR_FILENO);
    (void)wire_get(state, "/feed/GEHEIM1?x=GEHEIM2", "Cookie: __Host-lok=GEHEIM3\r\n");
    (void)wire_get(state, "/api/v1/secret?x=GEHEIM4", "Authorization: Bearer lok_GEHEIM5\r\n");
    (void)wire_get(state, "/onbekend/GEHEIM6", "");
    (void)wire_get(state, "/GEHEIM7 x", "X-A: GEHEIM8\r\n");
    server_drain(site_given()->server, 1000); /* a line is written when its request has ended */
    dup2(before, STDERR_FILENO);
    close(before);
    char *text = arena_alloc(arena(state), 16 * KiB);
    assert_true(pread(file, text, 16 * KiB - 1, 0) > 0);
    close(file);
    assert_null(strstr(text, "GEHEIM"));
    assert_non_null(strstr(text, "path=\"/feed/:token\""));
    assert_non_null(strstr(text, "path=\"/onbekend\" id=0 status=404"));
}

static void *post_slowly(void *context)
{
    int fd = *(int *)context;
    usleep(200 * 1000);
    wire_send(fd, "2}", 2);
    return NULL;
}

static void what_is_in_flight_is_answered_before_it_stops(void **state)
{
    int fd = wire_open();
    const char *head = arena_printf(arena(state),
        "POST /api/v1/count HTTP/1.1\r\nHost: a\r\n%sContent-Type: application/json\r\n"
        "Content-Length: 7\r\n\r\n{\"a\":",
        site_given()->token);
    wire_send(fd, head, strlen(head));
    usleep(100 * 1000);
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, post_slowly, &fd), 0);
    server_drain(site_given()->server, 3000);
    bool closed;
    const char *answer = wire_read(state, fd, 3000, &closed);
    pthread_join(thread, NULL);
    close(fd);
    assert_int_equal(wire_status(answer), 200);
    assert_string_equal(wire_header(state, answer, "Connection"), "close");
    assert_true(closed);
}

static void a_client_that_hangs_up_in_the_middle_harms_nobody(void **state)
{
    for (int i = 0; i < 50; i++) {
        int fd = wire_open();
        const char *head = arena_printf(arena(state),
            "POST /api/v1/count HTTP/1.1\r\nHost: a\r\n%sContent-Type: application/json\r\n"
            "Content-Length: 1000\r\n\r\n{\"a\":",
            site_given()->token);
        wire_send(fd, head, strlen(head) - (size_t)i);
        close(fd);
    }
    assert_int_equal(wire_status(wire_get(state, "/", "")), 200);
}

static void many_at_once_are_all_answered(void **state)
{
    enum { MANY = 100 };
    int fd[MANY];
    static const char REQUEST[] = "GET /dingen/5 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    for (int i = 0; i < MANY; i++) {
        fd[i] = wire_open();
        wire_send(fd[i], REQUEST, sizeof REQUEST - 1);
    }
    for (int i = 0; i < MANY; i++) {
        assert_int_equal(wire_status(wire_read(state, fd[i], 10000, NULL)), 200);
        close(fd[i]);
    }
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, given_site, given_site_end)
    const struct CMUnitTest tests[] = {
        T(port_zero_becomes_a_real_port),
        T(addresses_are_read_strictly),
        T(an_address_in_use_is_refused),
        T(a_left_over_socket_file_is_replaced_and_removed_at_the_end),
        T(it_serves_on_a_unix_socket_too),
        T(operators_see_readiness_and_metrics),
        T(the_log_tells_no_secret),
        T(what_is_in_flight_is_answered_before_it_stops),
        T(a_client_that_hangs_up_in_the_middle_harms_nobody),
        T(many_at_once_are_all_answered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
