/* cli/check.c: `lokd check`: a doctor for the operator. */
#include "cli/cli.h"

#include "notify/smtp.h"

#include <stdio.h>
#include <sys/statvfs.h>

static const char *const ORIGINS[] = { "default", "file", "environment", "option" };

static void print_settings(const struct cli *c)
{
    puts("Settings");
    for (enum setting s = 0; s < SETTING_COUNT; s++)
        printf("  %-14s %-24s (%s)\n", setting_name(s),
            str_empty(c->config.value[s]) ? "-" : c->config.value[s], ORIGINS[c->config.origin[s]]);
    if (!str_empty(c->config.file))
        printf("  read from %s\n", c->config.file);
}

static void warn(struct cli *c, const char *what)
{
    printf("  ! %s\n", what);
    c->warned = true;
}

static void print_clock(struct cli *c)
{
    int64_t now = clock_now();
    printf("Clock\n  %s UTC, %s in Belgium\n", clock_rfc3339(c->arena, now),
        dutch_instant(c->arena, now));
    if (now < 1700000000000LL)
        warn(c, "this clock is years behind: signatures and deadlines will be wrong");
}

static void print_disk(struct cli *c)
{
    struct statvfs fs;
    const char *path = config_text(&c->config, SETTING_db);
    if (statvfs(path, &fs) == 0)
        printf("  %llu MiB free on its disk\n",
            (unsigned long long)fs.f_bavail * (unsigned long long)fs.f_frsize / MiB);
}

static enum err print_council(struct cli *c, struct snap *s)
{
    struct council council;
    enum err e = council_get(s, c->arena, &council);
    if (e == ERR_NOT_FOUND) {
        puts("  no council in it yet: run `lokd init` on a new file");
        return ERR_OK;
    }
    TRY(e);
    printf("  %s, %s; pages are %s\n", council.name, council.municipality,
        council.is_public ? "public" : "for who signs in");
    if (council_is_demo(&council))
        printf("  a practice council: today is %s, nothing leaves\n", council.demo_date);
    return ERR_OK;
}

/* Where mail goes and from whom; `--mail ADDRESS` tries it. */
static enum err print_mail(struct cli *c, struct snap *s)
{
    struct relay relay = relay_of(&c->config, c->arena);
    const char *to = cli_option(c, "mail"), *reply = "";
    struct council council = { .email = "" };
    enum err e = council_get(s, c->arena, &council);
    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    const char *from = str_empty(relay.from) ? council.email : relay.from;
    if (str_empty(relay.url))
        puts("  mail: none (smtp_url is empty)");
    else
        printf("  mail: to %s%s, from %s%s\n", relay.url, relay.plain ? " without TLS" : "",
            str_empty(from) ? "nobody yet (set mail_from)" : from,
            council_is_demo(&council) && !relay.named ? "; in a practice council it stays here"
                                                      : "");
    if (to == NULL)
        return ERR_OK;
    TRY(smtp_test(s, c->arena, &relay, to, &reply));
    printf("  test mail to %s: accepted, %s", to, reply);
    return ERR_OK;
}

static enum err print_notices(struct cli *c, struct snap *s)
{
    struct endpoint_list endpoints;
    struct outbox_counts counts;
    int64_t held;
    TRY(endpoint_list(s, c->arena, 0, 0, 100, &endpoints));
    TRY(outbox_count(s, &counts));
    TRY(outbox_held(s, &held));
    puts("Notices");
    for (size_t i = 0; i < endpoints.count; i++) {
        const struct endpoint *p = &endpoints.at[i];
        printf("  %-9s %s%s%s\n", choice_code(ENDPOINT_STATES, p->state),
            endpoint_shown_url(c->arena, p->kind, p->url),
            str_empty(p->partner_name) ? "" : " for ", p->partner_name);
    }
    if (endpoints.count == 0)
        puts("  no endpoints");
    printf("  %lld waiting, %lld failing, %lld sent, %lld given up in the last 30 days\n",
        (long long)counts.pending, (long long)counts.failed, (long long)counts.sent,
        (long long)counts.dead);
    if (held > 0)
        warn(c, arena_printf(c->arena,
                    "%lld held after a restore: `lokd check --release-deliveries` sends them",
                    (long long)held));
    return print_mail(c, s);
}

/* Sends what a restore has held back. */
static enum err release_held(struct cli *c, struct db *db)
{
    struct tx *tx = NULL;
    int64_t count = 0;
    TRY(tx_begin(db, &c->fault, &tx));
    enum err e = outbox_release_held(tx, &count);
    if (e != ERR_OK) {
        tx_rollback(tx);
        return e;
    }
    TRY(tx_commit(tx));
    printf("%lld held messages are on their way once a server runs.\n", (long long)count);
    return ERR_OK;
}

/* A doctor changes nothing: a database of an older version is left as it is. */
static enum err examine(struct cli *c, struct db *db)
{
    int64_t version;
    bool older = false;
    struct snap *s = NULL;
    TRY(migrate_version(db, &c->fault, &version));
    printf("Database\n  %s, schema %lld\n", db_path(db), (long long)version);
    TRY(migrate_needed(db, schema_files, &c->fault, &older));
    print_disk(c);
    TRY(db_check(db, &c->fault));
    puts("  sound");
    if (older) {
        warn(c, "of an older lokd: the next start makes a copy beside it and brings it up to date");
        return ERR_OK;
    }
    if (version == 0) {
        warn(c, "empty: make a council with `lokd init` or `lokd demo` in another file");
        return ERR_OK;
    }
    TRY(snap_begin(db, &c->fault, &s));
    enum err e = print_council(c, s);
    if (e == ERR_OK)
        e = print_notices(c, s);
    snap_end(s);
    return e;
}

int cli_check(struct cli *c)
{
    struct db *db = NULL;
    print_settings(c);
    printf("  pages at       %s\n", config_public_url(&c->config, c->arena));
    print_clock(c);
    bool release = cli_option(c, "release-deliveries") != NULL;
    enum err e = release ? cli_open(c, false, &db)
                         : db_open(config_text(&c->config, SETTING_db), false, &c->fault, &db);
    if (e == ERR_OK && release)
        e = release_held(c, db);
    if (e == ERR_OK)
        e = examine(c, db);
    db_close(db);
    if (e != ERR_OK)
        return cli_fail(c, e);
    puts(c->warned ? "Look at the lines with a !" : "All well.");
    return EXIT_DONE;
}
