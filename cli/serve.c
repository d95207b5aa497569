/* cli/serve.c: `lokd serve`: wires the rooms together, waits for a signal, takes them apart. */
#include "cli/cli.h"

#include "lok/base/buf.h"
#include "lok/base/log.h"
#include "notify/courier.h"
#include "web/http/server.h"

#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
    REAP_EVERY_S = 1,
    DRAIN_MS = 10 * 1000,
    REMIND_FIRST_MS = 1000,
    REMIND_EVERY_MS = 60 * 1000,
    KEPT_BYTES = 512 * KiB
};

struct service {
    struct db *db;
    struct courier *courier;
    struct server *server;
    struct lines allow, scan;
    struct app app;
    int lock;
};

static void print_attempts(struct courier *courier, struct buf *out)
{
    struct courier_stats stats = courier_stats(courier);

    buf_puts(out, "# TYPE lokd_delivery_attempts_total counter\n");
    for (unsigned kind = 0; kind < ENDPOINT_KIND_COUNT; kind++)
        buf_printf(out,
            "lokd_delivery_attempts_total{kind=\"%s\",result=\"success\"} %lld\n"
            "lokd_delivery_attempts_total{kind=\"%s\",result=\"failure\"} %lld\n",
            choice_code(ENDPOINT_KINDS, kind), (long long)stats.succeeded_by[kind],
            choice_code(ENDPOINT_KINDS, kind), (long long)stats.failed_by[kind]);
    buf_printf(out,
        "# TYPE lokd_deliveries_in_flight gauge\n"
        "lokd_deliveries_in_flight %lld\n",
        (long long)stats.in_flight);
}

/* What the courier (when it runs here) and the outbox add to /metrics. */
static void print_metrics(void *context, struct buf *out)
{
    struct service *v = context;
    struct outbox_counts counts = { 0 };
    struct fault f;
    struct snap *s = NULL;

    fault_init(&f, out->arena);
    if (v->courier != NULL)
        print_attempts(v->courier, out);
    if (snap_begin(v->db, &f, &s) != ERR_OK)
        return;
    if (outbox_count(s, &counts) == ERR_OK) {
        int64_t late = counts.oldest_due_at == 0 ? 0 : clock_now() - counts.oldest_due_at;

        buf_printf(out,
            "# TYPE lokd_deliveries_waiting gauge\n"
            "lokd_deliveries_waiting %lld\n"
            "# TYPE lokd_deliveries_failing gauge\n"
            "lokd_deliveries_failing %lld\n"
            "# TYPE lokd_oldest_due_seconds gauge\n"
            "lokd_oldest_due_seconds %lld\n",
            (long long)counts.pending, (long long)counts.failed,
            (long long)(late > 0 ? late / 1000 : 0));
    }
    snap_end(s);
}

static enum err start_server(struct cli *c, struct service *v)
{
    const char *ops = config_text(&c->config, SETTING_ops_listen);

    TRY(server_start(
        &v->app, &SITE, config_text(&c->config, SETTING_listen), &c->fault, &v->server));
    return str_empty(ops) ? ERR_OK : server_ops_start(v->server, ops, print_metrics, v, &c->fault);
}

/* Parted by blanks: there is no shell that would understand quotes. */
static struct lines words_of(struct arena *a, const char *text)
{
    struct lines parts = str_split(a, text, ' ');
    struct lines words = { arena_array(a, parts.count, sizeof *words.at), 0 };

    for (size_t i = 0; i < parts.count; i++)
        if (!str_empty(parts.at[i]))
            words.at[words.count++] = parts.at[i];
    return words;
}

/* The file may have been put there by hand, from a back-up. */
static enum err erase_again(struct cli *c, struct db *db, const char *path)
{
    int64_t erased;

    TRY(cli_erase_again(c, db, path, false, &erased));
    cli_erasures_save(c, db);
    if (erased > 0)
        fprintf(stderr, "lokd: %lld people who were erased before are erased again\n",
            (long long)erased);
    return ERR_OK;
}

static enum err start(struct cli *c, struct service *v)
{
    const char *path = config_text(&c->config, SETTING_db);

    if (access(path, F_OK) == 0 && db_lock(path, ".lock", false, &v->lock) != ERR_OK)
        return fault_set(&c->fault, ERR_BUSY, "another lokd serves %s already", path);
    c->serves = v->lock >= 0;
    TRY(cli_open(c, false, &v->db));
    TRY(erase_again(c, v->db, path));
    v->scan = words_of(c->arena, config_text(&c->config, SETTING_scan_command));
    v->allow = config_list(&c->config, SETTING_webhook_allow, c->arena);
    if (cli_option(c, "no-deliver") == NULL) {
        const struct courier_options o = cli_courier_options(c, v->db);

        TRY(courier_start(&o, &c->fault, &v->courier));
    }
    v->app = (struct app){
        .db = v->db,
        .config = &c->config,
        .public_url = config_public_url(&c->config, c->arena),
        .undo_seconds = config_int(&c->config, SETTING_undo_seconds),
        .document_limit = (size_t)config_int(&c->config, SETTING_attachment_max_mb) * MiB,
        .scan_command = &v->scan,
        .webhook_allow = &v->allow,
        .wake = v->courier == NULL ? NULL : courier_wake,
        .courier = v->courier,
    };
    return start_server(c, v);
}

static void stop(struct service *v)
{
    if (v->server != NULL)
        server_drain(v->server, DRAIN_MS);
    courier_stop(v->courier, DRAIN_MS);
    server_stop(v->server, 0);
    db_close(v->db);
    if (v->lock >= 0)
        close(v->lock);
}

static void remind(struct cli *c, struct service *v)
{
    const struct sending_options o = {
        .undo_seconds = v->app.undo_seconds,
        .public_url = v->app.public_url,
        .allow = v->allow,
        .has_mail = !str_empty(config_text(&c->config, SETTING_smtp_url)),
    };

    (void)cli_retention_daily(c, v->db);
    if (cli_remind(v->db, &o) && v->courier != NULL)
        courier_wake(v->courier);
}

int cli_serve(struct cli *c)
{
    sigset_t signals = cli_block_signals();
    /* What a request frees is kept for the next one of that thread: given back to the kernel at once
     * (from 128 KiB on), it comes back with a fault a page, which costs more than a page's SQL. */
    (void)mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
    cli_set_log_level(c);
    struct service v = { .lock = -1 };
    enum err e = start(c, &v);
    if (e != ERR_OK) {
        int code = cli_fail(c, e);
        stop(&v);
        return code;
    }
    printf("lokd %s listens on %s, open %s\n", LOK_VERSION, server_address(v.server),
        v.app.public_url);
    fflush(stdout);
    const struct timespec tick = { .tv_sec = REAP_EVERY_S };
    int64_t remind_at = clock_monotonic() + REMIND_FIRST_MS;
    for (int got = -1; got != SIGINT && got != SIGTERM;) {
        got = sigtimedwait(&signals, NULL, &tick);
        server_reap(v.server);
        if (clock_monotonic() < remind_at)
            continue;
        remind_at = clock_monotonic() + REMIND_EVERY_MS;
        remind(c, &v);
    }
    log_line(LOG_INFO, "lokd.stopping", NULL);
    stop(&v);
    return EXIT_DONE;
}
