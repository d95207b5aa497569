/* cli/make.c: `demo` and `init`: new databases. */
#include "cli/cli.h"

#include "agenda/begin.h"
#include "agenda/demo.h"
#include "agenda/demo_years.h"

#include <stdio.h>
#include <unistd.h>

typedef enum err filler(struct cli *c, struct tx *tx, const char **ret_print);

static void remove_database(struct cli *c, const char *path)
{
    static const char *const SUFFIXES[] = { "", "-wal", "-shm" };
    for (size_t i = 0; i < ARRAY_LEN(SUFFIXES); i++)
        unlink(arena_printf(c->arena, "%s%s", path, SUFFIXES[i]));
}

/* A new database that `fill` fills in one transaction; removed again when that fails. */
static int make_database(struct cli *c, filler *fill)
{
    const char *path = config_text(&c->config, SETTING_db), *print = NULL;
    struct db *db = NULL;
    struct tx *tx = NULL;
    if (access(path, F_OK) == 0)
        return cli_fail(
            c, fault_set(&c->fault, ERR_CONFLICT,
                   "%s exists already: choose another file with --db, or move it away", path));
    enum err e = cli_open(c, true, &db);
    if (e == ERR_OK)
        e = tx_begin(db, &c->fault, &tx);
    if (e == ERR_OK) {
        e = fill(c, tx, &print);
        if (e == ERR_OK)
            e = tx_commit(tx);
        else
            tx_rollback(tx);
    }
    db_close(db);
    if (e != ERR_OK) {
        remove_database(c, path);
        return cli_fail(c, e);
    }
    if (print != NULL) {
        puts(print);
        fflush(stdout);
    }
    return EXIT_DONE;
}

static enum err fill_demo(struct cli *c, struct tx *tx, const char **ret_print)
{
    const char *years = cli_option(c, "years");
    int64_t count = 0;

    (void)ret_print;
    if (years != NULL && (!str_to_i64(years, &count) || count < 1 || count > DEMO_MOST_YEARS))
        return fault_set(
            &c->fault, ERR_INVALID, "--years takes a number from 1 to %d", DEMO_MOST_YEARS);
    TRY(demo_fill(tx, c->arena));
    return count == 0 ? ERR_OK : demo_years(tx, c->arena, count);
}

int cli_demo(struct cli *c)
{
    const char *path = config_text(&c->config, SETTING_db);
    int code = make_database(c, fill_demo);
    if (code == EXIT_DONE)
        fprintf(stderr,
            "%s holds a practice council, LOK Antwerpen on 15 April 2024. Next:\n"
            "  lokd serve --db %s\n"
            "  lokd user link --db %s secretaris@example.be   (or partner@, lid@)\n",
            path, path, path);
    return code;
}

/* An option, or what is typed at the terminal; NULL when there is neither. */
static const char *ask(
    struct cli *c, const char *option, const char *question, const char *fallback)
{
    const char *given = cli_option(c, option);
    if (given != NULL)
        return given;
    if (!isatty(STDIN_FILENO))
        return fallback;
    if (fallback != NULL && fallback[0] != '\0')
        fprintf(stderr, "%s [%s]: ", question, fallback);
    else
        fprintf(stderr, "%s: ", question);
    char line[400];
    if (fgets(line, sizeof line, stdin) == NULL)
        return fallback;
    const char *typed = str_trim(c->arena, line);
    return str_empty(typed) ? fallback : typed;
}

/* What is asked or given, read through the same table as the page's form: all issues at once. */
static enum err read_own(struct cli *c, struct own_council *ret)
{
    struct arena *a = c->arena;
    const char *municipality = ask(c, "municipality", "Municipality", "");
    struct param given[] = {
        { "municipality", municipality },
        { "name", ask(c, "name", "Name of the council", arena_printf(a, "LOK %s", municipality)) },
        { "email", ask(c, "email", "E-mail address of the secretary", "") },
        { "function", ask(c, "function", "How pages call the secretary", "secretaris") },
        { "number_prefix", ask(c, "prefix", "Middle of decision numbers", "LOK") },
        { "is_public", cli_option(c, "public") == NULL ? "" : "1" },
    };
    const struct params form = { given, ARRAY_LEN(given) };

    return fields_from_form(OWN_COUNCIL_FIELDS, &form, a, &c->fault, ret);
}

static enum err fill_own(struct cli *c, struct tx *tx, const char **ret_print)
{
    struct own_council in = { 0 };
    struct actor system = actor_system();
    const char *token;
    int64_t account_id;

    TRY(read_own(c, &in));
    TRY(council_begin(tx, &in, &account_id));
    TRY(account_link_create(tx, c->arena, &system, account_id, &token));
    *ret_print =
        arena_printf(c->arena, "%s/aanmelden/%s", config_public_url(&c->config, c->arena), token);
    return ERR_OK;
}

int cli_init(struct cli *c)
{
    int code = make_database(c, fill_own);
    if (code == EXIT_DONE)
        fprintf(stderr,
            "Start `lokd serve --db %s` and open the address above in a browser: it signs the "
            "secretary in, once, within 24 hours.\n",
            config_text(&c->config, SETTING_db));
    return code;
}

int cli_version(struct cli *c)
{
    (void)c;
    puts("lokd " LOK_VERSION);
    return EXIT_DONE;
}
