/* How soon a notice is on its way: an idle courier, and a receiver in the same process.
 *
 * bench_wake COUNT DB   puts COUNT notices one after the other in the new database DB, 20 ms apart,
 *     and prints one line of JSON: count, and the median and the longest microseconds between a
 *     commit and its first byte at the receiver.
 */
#include "lok/base/clock.h"
#include "lok/base/migrate.h"
#include "lok/base/secret.h"
#include "notify/courier.h"
#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { APART_US = 20000, BUFFER = 64 * KiB };

extern const struct embedded schema_files[];

struct bench {
    struct arena *arena;
    struct fault fault;
    struct db *db;
    int listener, client; /* client -1 until the first notice came */
    int64_t endpoint;
};

static int64_t micros(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * INT64_C(1000000) + t.tv_nsec / 1000;
}

/* Waits for the first bytes, notes when they came, and answers once the request is whole. */
static int64_t receive(struct bench *b)
{
    static const char ANSWER[] = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    char *text = arena_alloc(b->arena, BUFFER);
    size_t have = 0;
    int64_t at = 0;

    if (b->client < 0)
        b->client = accept(b->listener, NULL, NULL);
    while (have < 3 || memcmp(text + have - 3, "\"}\n", 3) != 0) {
        ssize_t got = recv(b->client, text + have, BUFFER - have, 0);

        if (got <= 0)
            return -1;
        at = at == 0 ? micros() : at;
        have += (size_t)got;
    }
    return send(b->client, ANSWER, sizeof ANSWER - 1, MSG_NOSIGNAL) < 0 ? -1 : at;
}

static enum err put(struct bench *b, int64_t subject)
{
    struct notice n = {
        .id = notice_new_id(b->arena),
        .type = NOTICE_MEETING_PLANNED,
        .subject_kind = "meeting",
        .subject_id = subject,
        .body = "{\"text\":\"De vergadering van mei is gepland.\"}\n",
        .due_at = clock_now(),
    };
    struct tx *tx;

    TRY(tx_begin(b->db, &b->fault, &tx));
    enum err e = outbox_put(tx, b->endpoint, &n);
    if (e == ERR_OK)
        return tx_commit(tx);
    tx_rollback(tx);
    return e;
}

static int by_size(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* The first makes the connection and is not counted. */
static enum err measure(struct bench *b, struct courier *c, int64_t count)
{
    int64_t *took = arena_array(b->arena, (size_t)count, sizeof *took);

    for (int64_t i = -1; i < count; i++) {
        (void)usleep(APART_US);
        TRY(put(b, i + 2));
        int64_t committed = micros();
        courier_wake(c);
        int64_t at = receive(b);
        if (at < 0)
            return ERR_INTERNAL;
        if (i >= 0)
            took[i] = at - committed;
    }
    qsort(took, (size_t)count, sizeof *took, by_size);
    (void)printf("{\"count\":%lld,\"median_us\":%lld,\"longest_us\":%lld}\n", (long long)count,
        (long long)took[count / 2], (long long)took[count - 1]);
    return ERR_OK;
}

static const char *listen_somewhere(struct bench *b)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof at;

    b->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(b->listener, (const struct sockaddr *)&at, sizeof at) != 0 ||
        listen(b->listener, 8) != 0 || getsockname(b->listener, (struct sockaddr *)&at, &size) != 0)
        IMPOSSIBLE("no port on loopback");
    return arena_printf(b->arena, "127.0.0.1:%d", ntohs(at.sin_port));
}

static enum err make_endpoint(struct bench *b, const struct lines *allow)
{
    struct actor who = actor_system();
    struct endpoint_input in = { .url = arena_printf(b->arena, "http://%s/", allow->at[0]),
        .events = 1 };
    const char *secret;
    struct tx *tx;

    TRY(tx_begin(b->db, &b->fault, &tx));
    enum err e = endpoint_create(tx, b->arena, &who, allow, &in, &b->endpoint, &secret);
    if (e == ERR_OK)
        return tx_commit(tx);
    tx_rollback(tx);
    return e;
}

static enum err run(struct bench *b, const char *path, int64_t count)
{
    const char *at = listen_somewhere(b);
    struct courier_options o = { .allow = { &at, 1 }, .version = "bench" };
    struct courier *c;

    TRY(db_open(path, true, &b->fault, &b->db));
    TRY(migrate(b->db, schema_files, &b->fault));
    TRY(make_endpoint(b, &o.allow));
    o.db = b->db;
    TRY(courier_start(&o, &b->fault, &c));
    enum err e = measure(b, c, count);
    courier_stop(c, 1000);
    return e;
}

int main(int argc, char **argv)
{
    int64_t count = argc == 3 ? strtoll(argv[1], NULL, 10) : 0;

    if (count < 1) {
        (void)fprintf(stderr, "usage: bench_wake COUNT DB\n");
        return 2;
    }
    clock_init();
    secret_init();
    json_init();
    struct bench b = { .arena = arena_new(), .client = -1 };
    fault_init(&b.fault, b.arena);
    enum err e = run(&b, argv[2], count);
    if (e != ERR_OK)
        (void)fprintf(stderr, "bench_wake: %s %s\n", err_slug(e), b.fault.detail);
    db_close(b.db);
    arena_free(b.arena);
    return e == ERR_OK ? 0 : 1;
}
