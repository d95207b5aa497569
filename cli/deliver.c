/* cli/deliver.c: `lokd deliver`: the courier alone, so that it may have other rights than the
 * server, which then runs with --no-deliver. Nobody wakes it: it looks every second. */
#include "cli/cli.h"

#include "lok/base/log.h"
#include "notify/courier.h"

#include <stdio.h>

enum { POLL_MS = 1000, DRAIN_MS = 10 * 1000 };

int cli_deliver(struct cli *c)
{
    sigset_t signals = cli_block_signals();
    struct db *db = NULL;
    struct courier *courier = NULL;
    int got;

    cli_set_log_level(c);
    enum err e = cli_open(c, false, &db);
    if (e == ERR_OK) {
        struct courier_options o = cli_courier_options(c, db);

        o.poll_ms = POLL_MS;
        e = courier_start(&o, &c->fault, &courier);
    }
    if (e != ERR_OK) {
        db_close(db);
        return cli_fail(c, e);
    }
    printf("lokd %s delivers what is due in %s\n", LOK_VERSION, db_path(db));
    fflush(stdout);
    do
        got = sigwaitinfo(&signals, NULL);
    while (got != SIGINT && got != SIGTERM);
    log_line(LOG_INFO, "lokd.stopping", NULL);
    courier_stop(courier, DRAIN_MS);
    db_close(db);
    return EXIT_DONE;
}
