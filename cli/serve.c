/* cli/serve.c: `lokd serve`: wires the rooms together, waits for a signal, takes them apart. */
#include "cli/cli.h"

#include "lok/base/log.h"
#include "notify/courier.h"
#include "web/http/server.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { REAP_EVERY_S = 1, DRAIN_MS = 10 * 1000 };

struct service {
    struct db *db;
    struct courier *courier;
    struct server *server;
    struct lines allow;
    struct app app;
    int lock;
};

static sigset_t block_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
    return set;
}

static enum err start(struct cli *c, struct service *v)
{
    TRY(cli_open(c, false, &v->db));
    if (db_lock(config_text(&c->config, SETTING_db), ".lock", false, &v->lock) != ERR_OK)
        return fault_set(&c->fault, ERR_BUSY, "another lokd serves %s already",
            config_text(&c->config, SETTING_db));
    v->allow = config_list(&c->config, SETTING_webhook_allow, c->arena);
    const struct courier_options o = { .db = v->db, .allow = v->allow, .version = LOK_VERSION };
    TRY(courier_start(&o, &c->fault, &v->courier));
    v->app = (struct app){
        .db = v->db,
        .config = &c->config,
        .public_url = config_public_url(&c->config, c->arena),
        .undo_seconds = config_int(&c->config, SETTING_undo_seconds),
        .webhook_allow = &v->allow,
        .wake = courier_wake,
        .courier = v->courier,
    };
    return server_start(
        &v->app, &SITE, config_text(&c->config, SETTING_listen), &c->fault, &v->server);
}

static void stop(struct service *v)
{
    if (v->server != NULL)
        server_stop(v->server, DRAIN_MS);
    courier_stop(v->courier, DRAIN_MS);
    db_close(v->db);
    if (v->lock >= 0)
        close(v->lock);
}

static void set_log_level(const char *name)
{
    static const char *const NAMES[] = { "debug", "info", "warn", "error" };
    for (size_t i = 0; i < ARRAY_LEN(NAMES); i++)
        if (strcmp(name, NAMES[i]) == 0)
            log_level_set((enum log_level)i);
}

int cli_serve(struct cli *c)
{
    sigset_t signals = block_signals();
    set_log_level(config_text(&c->config, SETTING_log_level));
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
    for (int got = -1; got != SIGINT && got != SIGTERM;) {
        got = sigtimedwait(&signals, NULL, &tick);
        server_reap(v.server);
    }
    log_line(LOG_INFO, "lokd.stopping", NULL);
    stop(&v);
    return EXIT_DONE;
}
