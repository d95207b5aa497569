/* main.c: the door: picks a subcommand and hands it its settings. */
#include "cli/cli.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

static const struct command COMMANDS[] = {
    { "serve", "", 0, "no-deliver", "serve pages and API, and send what is due",
        "Stops cleanly on SIGINT or SIGTERM. Behind a reverse proxy set public_url and trusted_proxy.\n"
        "  --no-deliver  sends nothing: `lokd deliver` does, as another process",
        cli_serve },
    { "deliver", "", 0, "", "send what is due, beside `lokd serve --no-deliver`",
        "One at a time: a second one waits until the first is gone.", cli_deliver },
    { "demo", "", 0, "years=", "make a practice database: LOK Antwerpen in April 2024",
        "Nothing leaves a practice database: messages land in its Demopostbus.\n"
        "  --years N  with a history of so many years before it, for measuring",
        cli_demo },
    { "init", "", 0, "name= municipality= prefix= email= function= public",
        "make a database for your own council, and print a sign-in link",
        "Asks for what is not given: --name, --municipality, --email of the secretary.\n"
        "  --prefix LOK     the middle of decision numbers (2024_LOK_00001)\n"
        "  --function TEXT  how the secretary is called on pages\n"
        "  --public         the council shows its meetings to everybody",
        cli_init },
    { "check", "", 0, "release-deliveries mail=", "say how this installation is doing",
        "Settings with their origin, database, clock, where notices go.\n"
        "  --release-deliveries  send what a restore has held back\n"
        "  --mail ADDRESS        send a test mail there",
        cli_check },
    { "backup", "FILE", 1, "", "write a consistent copy of the live database to FILE", NULL,
        cli_backup },
    { "restore", "FILE", 1, "", "put FILE in the place of the database",
        "Refused while a server runs. The present file is kept beside it. Waiting messages are held\n"
        "  until `lokd check --release-deliveries`.",
        cli_restore },
    { "retention", "", 0, "dry-run", "let go what the council keeps no longer",
        "How long is set under Beheer, Hoe lang bewaren.\n"
        "  --dry-run  only counts what would go",
        cli_retention },
    { "user add", "EMAIL", 1, "name= function= role= partner=", "give somebody an account",
        "  --role admin|secretary|chair|member|partner, repeat for more\n"
        "  --partner NAME   for role partner: whom the account acts for",
        cli_user_add },
    { "user link", "EMAIL", 1, "", "print a one-time sign-in link, valid for 24 hours", NULL,
        cli_user_link },
    { "token add", "NAME", 1, "role= partner= person=", "print a new API token, once",
        "  --role admin|secretary|chair|member|partner\n"
        "  --partner NAME   for role partner: whom the token acts for\n"
        "  --person EMAIL   of an account: the token acts for that person, and votes for its seat",
        cli_token_add },
    { "version", "", 0, "", "print the version", NULL, cli_version },
};

static void print_help(FILE *to)
{
    fputs("lokd: meetings, agendas and decisions of a Lokaal Overleg Kinderopvang\n\n"
          "Usage: lokd COMMAND [OPTIONS]\n\n",
        to);
    for (size_t i = 0; i < ARRAY_LEN(COMMANDS); i++)
        fprintf(to, "  %-10s %-6s %s\n", COMMANDS[i].name, COMMANDS[i].args, COMMANDS[i].help);
    fputs("\nOptions of every command (also in a file, or as LOK_NAME in the environment),\n"
          "with - or _ in their names:\n"
          "  --config FILE            settings, see deploy/lokd.ini\n",
        to);
    for (enum setting s = 0; s < SETTING_COUNT; s++)
        fprintf(to, "  --%-22s %s\n", setting_name(s), setting_help(s));
    fputs("\nFirst time? Try a practice council:\n"
          "  lokd demo --db demo.db\n"
          "  lokd serve --db demo.db &\n"
          "  lokd user link --db demo.db secretaris@example.be\n"
          "and open the link in a browser. `lokd COMMAND --help` tells more of one command.\n",
        to);
}

static void print_command_help(const struct command *k)
{
    printf(
        "Usage: lokd %s %s[OPTIONS]\n\n  %s\n", k->name, k->arg_count > 0 ? k->args : "", k->help);
    if (k->more != NULL)
        printf("\n  %s\n", k->more);
    puts("\n`lokd --help` lists the options of every command.");
}

/* The command at argv[1] (or argv[1] and argv[2]); *ret_words are used up by its name. */
static const struct command *find_command(int argc, char **argv, int *ret_words)
{
    for (size_t i = 0; i < ARRAY_LEN(COMMANDS); i++) {
        const char *space = strchr(COMMANDS[i].name, ' ');
        if (space == NULL && strcmp(argv[1], COMMANDS[i].name) == 0) {
            *ret_words = 1;
            return &COMMANDS[i];
        }
        size_t first = space == NULL ? 0 : (size_t)(space - COMMANDS[i].name);
        if (space != NULL && argc > 2 && strncmp(argv[1], COMMANDS[i].name, first) == 0 &&
            argv[1][first] == '\0' && strcmp(argv[2], space + 1) == 0) {
            *ret_words = 2;
            return &COMMANDS[i];
        }
    }
    return NULL;
}

enum { OPTION_HELP = 1, OPTION_CONFIG, OPTION_SETTING = 100, OPTION_OWN = 200, OPTION_MAX = 96 };

/* The same name with dashes: --undo-seconds. */
static const char *dashed(struct arena *a, const char *name)
{
    char *copy = arena_strdup(a, name);
    for (char *c = copy; *c != '\0'; c++)
        *c = *c == '_' ? '-' : *c;
    return copy;
}

/* getopt's table: --help, --config, every setting, and the command's own options. */
static void make_options(struct cli *c, const struct lines *own, struct option *table)
{
    size_t n = 0;
    table[n++] = (struct option){ "help", no_argument, NULL, OPTION_HELP };
    table[n++] = (struct option){ "config", required_argument, NULL, OPTION_CONFIG };
    for (enum setting s = 0; s < SETTING_COUNT; s++) {
        const char *names[] = { setting_name(s), dashed(c->arena, setting_name(s)) };
        for (size_t i = 0; i < (strchr(names[0], '_') == NULL ? 1 : ARRAY_LEN(names)); i++)
            table[n++] =
                (struct option){ names[i], required_argument, NULL, OPTION_SETTING + (int)s };
    }
    PRE(n + own->count < OPTION_MAX);
    for (size_t i = 0; i < own->count && n + 1 < OPTION_MAX; i++) {
        size_t length = strlen(own->at[i]);
        bool valued = length > 0 && own->at[i][length - 1] == '=';
        if (length > 0)
            table[n++] =
                (struct option){ arena_strndup(c->arena, own->at[i], length - (valued ? 1 : 0)),
                    valued ? required_argument : no_argument, NULL, OPTION_OWN };
    }
    table[n] = (struct option){ NULL, 0, NULL, 0 };
}

/* Reads the options: settings are kept for later (a file comes first), own ones go into c->options. */
static int read_options(struct cli *c, const struct command *k, int argc, char **argv,
    const char **ret_config, const char **ret_settings)
{
    struct option table[OPTION_MAX];
    struct lines own = str_split(c->arena, k->options, ' ');
    make_options(c, &own, table);
    c->options.at = arena_array(c->arena, (size_t)argc + 1, sizeof(struct param));
    int at = 0;
    for (int got; (got = getopt_long(argc, argv, "", table, &at)) != -1;) {
        if (got == OPTION_HELP) {
            print_command_help(k);
            return EXIT_DONE;
        }
        if (got == OPTION_CONFIG)
            *ret_config = optarg;
        else if (got == OPTION_OWN)
            c->options.at[c->options.count++] =
                (struct param){ table[at].name, optarg == NULL ? "" : optarg };
        else if (got >= OPTION_SETTING && got < OPTION_SETTING + SETTING_COUNT)
            ret_settings[got - OPTION_SETTING] = optarg;
        else
            return cli_wrong_use("`lokd %s --help` shows the options of this command.", k->name);
    }
    c->args = argv + optind;
    c->arg_count = argc - optind;
    if (c->arg_count != k->arg_count)
        return cli_wrong_use(
            "usage: lokd %s %s[OPTIONS]", k->name, k->args[0] == '\0' ? "" : k->args);
    return -1;
}

static int run_command(struct cli *c, const struct command *k, int argc, char **argv)
{
    const char *config = NULL, *settings[SETTING_COUNT] = { NULL };
    int done = read_options(c, k, argc, argv, &config, settings);
    if (done >= 0)
        return done;
    enum err e = config_load(&c->config, c->arena, config, &c->fault);
    for (enum setting s = 0; s < SETTING_COUNT && e == ERR_OK; s++)
        if (settings[s] != NULL)
            e = config_set(&c->config, s, settings[s], &c->fault);
    if (e != ERR_OK) {
        (void)cli_fail(c, e);
        return EXIT_WRONG_USE;
    }
    return k->run(c);
}

int main(int argc, char **argv)
{
    clock_init();
    secret_init();
    json_init();
    if (argc > 1 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)) {
        print_help(stdout);
        return EXIT_DONE;
    }
    int words = 0;
    const struct command *k = argc > 1 ? find_command(argc, argv, &words) : NULL;
    if (k == NULL) {
        print_help(stderr);
        return argc > 1 ? cli_wrong_use("there is no command \"%s\".", argv[1]) : EXIT_WRONG_USE;
    }
    AUTO(arena_cleanup) struct arena *a = arena_new();
    struct cli c = { .arena = a };
    fault_init(&c.fault, a);
    return run_command(&c, k, argc - words, argv + words);
}
