/* The courier, measured: fills an outbox, then runs it to the end.
 *
 * bench_courier URL COUNT BYTES ENDPOINTS DB   puts COUNT deliveries of BYTES for ENDPOINTS (URL/0
 *     …; over SMTP mailboxes) in the new database DB, sends them all, and prints one line of JSON: count, sent, CPU
 *     microseconds and wall milliseconds of the sending alone, fsyncs, resident kilobytes.
 */
#include "lok/base/clock.h"
#include "lok/base/migrate.h"
#include "lok/base/secret.h"
#include "notify/courier.h"
#include "notify/egress.h"
#include "notify/mail.h"
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { SUBJECTS = 200, PUT_AT_ONCE = 1000, LOOK_US = 5000 };

extern const struct embedded schema_files[];

/* The program's own fsync and fdatasync come before libc's, for SQLite too. */
static _Atomic long syncs;

int fsync(int fd)
{
    (void)atomic_fetch_add(&syncs, 1);
    return (int)syscall(SYS_fsync, fd);
}

int fdatasync(int fd)
{
    (void)atomic_fetch_add(&syncs, 1);
    return (int)syscall(SYS_fdatasync, fd);
}

struct bench {
    struct arena *arena;
    struct fault fault;
    struct db *db;
    struct lines allow;
    const char *url, *body;
    bool mail;
    int64_t count, endpoints;
    int64_t *ids;
};

static enum err make_endpoints(struct bench *b)
{
    struct actor who = actor_system();
    struct tx *tx;
    const char *secret;

    TRY(tx_begin(b->db, &b->fault, &tx));
    for (int64_t i = 0; i < b->endpoints; i++) {
        struct endpoint_input in = {
            .url = b->mail ? arena_printf(b->arena, "mailto:p%lld@example.be", (long long)i)
                           : arena_printf(b->arena, "%s/%lld", b->url, (long long)i),
            .kind = b->mail ? ENDPOINT_MAIL : ENDPOINT_WEBHOOK,
            .events = 1,
        };
        enum err e = endpoint_create(tx, b->arena, &who, &b->allow, &in, &b->ids[i], &secret);
        if (e != ERR_OK) {
            tx_rollback(tx);
            return e;
        }
    }
    return tx_commit(tx);
}

/* Each notice goes to every endpoint, as a sending does. */
static enum err put_some(struct bench *b, int64_t from, int64_t to)
{
    struct arena *a = arena_new();
    struct fault f;
    struct tx *tx;

    fault_init(&f, a);
    enum err e = tx_begin(b->db, &f, &tx);
    for (int64_t i = from; i < to && e == ERR_OK; i++) {
        struct notice n = {
            .id = notice_new_id(a),
            .type = NOTICE_MEETING_PLANNED,
            .subject_kind = "meeting",
            .subject_id = i / b->endpoints % SUBJECTS + 1,
            .body = b->body,
            .due_at = clock_now(),
        };
        e = outbox_put(tx, b->ids[i % b->endpoints], &n);
        if (e != ERR_OK)
            tx_rollback(tx);
    }
    if (e == ERR_OK)
        e = tx_commit(tx);
    arena_free(a);
    return e;
}

static enum err fill(struct bench *b)
{
    TRY(make_endpoints(b));
    for (int64_t i = 0; i < b->count; i += PUT_AT_ONCE)
        TRY(put_some(b, i, i + PUT_AT_ONCE < b->count ? i + PUT_AT_ONCE : b->count));
    return ERR_OK;
}

static int64_t cpu_us(struct rusage *u)
{
    (void)getrusage(RUSAGE_SELF, u);
    return (u->ru_utime.tv_sec + u->ru_stime.tv_sec) * INT64_C(1000000) + u->ru_utime.tv_usec +
           u->ru_stime.tv_usec;
}

static enum err run(struct bench *b)
{
    struct courier_options o = { .db = b->db, .allow = b->allow, .version = "bench" };
    struct relay relay = { .url = b->url, .from = "lok@example.be", .plain = true, .named = true };
    struct outbox_counts counts;
    struct courier *c;
    struct rusage u;
    struct snap *s;
    long synced = atomic_load(&syncs);
    int64_t cpu = cpu_us(&u), wall = clock_monotonic();

    if (b->mail)
        o.relay = relay;
    TRY(courier_start(&o, &b->fault, &c));
    for (struct courier_stats now = { 0 }; now.succeeded + now.failed < b->count;
         now = courier_stats(c))
        (void)usleep(LOOK_US);
    courier_stop(c, 1000);
    cpu = cpu_us(&u) - cpu;
    wall = clock_monotonic() - wall;
    synced = atomic_load(&syncs) - synced;
    TRY(snap_begin(b->db, &b->fault, &s));
    enum err e = outbox_count(s, &counts);
    snap_end(s);
    TRY(e);
    (void)printf("{\"count\":%lld,\"sent\":%lld,\"cpu_us\":%lld,\"wall_ms\":%lld,\"fsyncs\":%ld,"
                 "\"rss_kb\":%ld}\n",
        (long long)b->count, (long long)counts.sent, (long long)cpu, (long long)wall, synced,
        u.ru_maxrss);
    return counts.sent == b->count ? ERR_OK : ERR_INTERNAL;
}

static enum err prepare(struct bench *b, const char *path, size_t bytes)
{
    char *body = arena_alloc(b->arena, bytes + 1);
    const char **at = arena_array(b->arena, 1, sizeof *at);
    int port = 0;
    const char *host = egress_host(b->arena, b->url, &port);

    memset(body, 'x', bytes);
    b->body = body;
    b->mail = str_starts(b->url, "smtp:");
    struct mail m = { .subject = "Agenda", .date = clock_now(), .text = body, .html = body };
    if (b->mail)
        TRY(mail_write(b->arena, &b->fault, &m, &b->body));
    at[0] = arena_printf(b->arena, "%s:%d", host, port);
    b->allow = (struct lines){ at, 1 };
    b->ids = arena_array(b->arena, (size_t)b->endpoints, sizeof *b->ids);
    TRY(db_open(path, true, &b->fault, &b->db));
    return migrate(b->db, schema_files, &b->fault);
}

int main(int argc, char **argv)
{
    if (argc != 6) {
        (void)fprintf(stderr, "usage: bench_courier URL COUNT BYTES ENDPOINTS DB\n");
        return 2;
    }
    clock_init();
    secret_init();
    json_init();
    struct bench b = {
        .arena = arena_new(),
        .url = argv[1],
        .count = strtoll(argv[2], NULL, 10),
        .endpoints = strtoll(argv[4], NULL, 10),
    };
    fault_init(&b.fault, b.arena);
    enum err e = b.endpoints < 1 ? ERR_INVALID : prepare(&b, argv[5], strtoul(argv[3], NULL, 10));
    if (e == ERR_OK)
        e = fill(&b);
    if (e == ERR_OK)
        e = run(&b);
    if (e != ERR_OK)
        (void)fprintf(stderr, "bench_courier: %s %s\n", err_slug(e), b.fault.detail);
    db_close(b.db);
    arena_free(b.arena);
    return e == ERR_OK ? 0 : 1;
}
