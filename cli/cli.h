/* cli/cli.h: the command line: one table of commands, one function each.
 *
 * Exit codes: 0 done, 1 failure, 2 wrong use. What a script takes further (a link, a token) stands
 * alone on stdout; everything else for people goes to stderr, but for `check` and `--help`, whose
 * text is the result.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "agenda/sending.h"
#include "lok/account.h"
#include "lok/base/config.h"
#include "lok/base/dates.h"
#include "lok/base/migrate.h"
#include "lok/base/secret.h"
#include "lok/token.h"
#include "notify/courier.h"
#include <signal.h>

enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_WRONG_USE = 2 };

struct cli {
    struct arena *arena;
    struct fault fault;
    struct config config;
    struct params options; /* of the command itself: --name VALUE */
    char **args;           /* what stands behind the command */
    int arg_count;
    bool warned; /* `check` saw something that asks for the operator */
    bool serves; /* this process holds DATABASE.lock: nobody else uses the file */
};

struct command {
    const char *name;    /* "serve", "user add" */
    const char *args;    /* for the help: "FILE" */
    int arg_count;       /* how many are needed */
    const char *options; /* own options, each "name=" (with a value) or "name", split by spaces */
    const char *help;    /* one line */
    const char *more;    /* what a newcomer needs to know, or NULL */
    int (*run)(struct cli *c);
};

int cli_serve(struct cli *c);
int cli_deliver(struct cli *c);
int cli_demo(struct cli *c);
int cli_init(struct cli *c);
int cli_check(struct cli *c);
int cli_backup(struct cli *c);
int cli_restore(struct cli *c);
int cli_user_add(struct cli *c);
int cli_user_link(struct cli *c);
int cli_token_add(struct cli *c);
int cli_retention(struct cli *c);
int cli_version(struct cli *c);

/* The value of an option of the command, or NULL. */
const char *cli_option(const struct cli *c, const char *name);

/* Prints "lokd: …" on stderr (with the fault's detail and issues when the text is NULL); gives
 * EXIT_FAILED or EXIT_WRONG_USE. */
int cli_fail(const struct cli *c, enum err e);
int cli_wrong_use(const char *format, ...) PRINTF_LIKE(1, 2);

/* Opens the database named by the settings and brings it to this program's schema. ERR_BUSY when
 * that would change it under a server that runs. */
enum err cli_open(struct cli *c, bool create, struct db **ret) NODISCARD;

/* What a command that stays needs: signals only when asked for, and its log. */
sigset_t cli_block_signals(void);
void cli_set_log_level(const struct cli *c);
/* The courier as the settings say. */
struct courier_options cli_courier_options(struct cli *c, struct db *db);

/* Tells by itself what is due now; true when a delivery was put. */
bool cli_remind(struct db *db, const struct sending_options *o);

/* Once a day, when the council has it so: what is kept too long goes. True when something went. */
bool cli_retention_daily(struct cli *c, struct db *db);

/* Writes the file beside the database that says who was erased: ids and times. */
void cli_erasures_save(struct cli *c, struct db *db);
/* Erases in `db` who was erased since, as the file beside `path` says, and with `with_table` the
 * database at `path` too. For what comes from a back-up. */
enum err cli_erase_again(
    struct cli *c, struct db *db, const char *path, bool with_table, int64_t *ret_erased) NODISCARD;

extern const struct embedded schema_files[];

#endif
