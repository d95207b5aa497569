/* bench_search DB: the CPU time of a fixed list of searches as a visitor asks them, and of reading
 * one decision by its number, in µs: one `name<TAB>µs<TAB>hits` a line, the median of eleven rounds.
 * The database comes from make_decisions. */
#include "agenda/decision.h"
#include "lok/base/clock.h"
#include "lok/base/json.h"
#include "lok/base/secret.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 11, PAGE = 20 };

struct search {
    const char *name;
    const char *typed;
    int64_t year, dossier_id;
    bool members;
};

static const struct search SEARCHES[] = {
    { .name = "the newest, without words", .typed = "" },
    { .name = "the newest of a year", .typed = "", .year = 2010 },
    { .name = "the newest of a dossier", .typed = "", .dossier_id = 7 },
    { .name = "a dossier in a year", .typed = "", .year = 2010, .dossier_id = 7 },
    { .name = "the commonest word", .typed = "kinderopvang" },
    { .name = "the commonest word, as member", .typed = "kinderopvang", .members = true },
    { .name = "the beginning of a common word", .typed = "kin" },
    { .name = "four letters that begin many words", .typed = "kind" },
    { .name = "the same in an old year", .typed = "kind", .year = 2004 },
    { .name = "nine letters that begin a common word", .typed = "kinderopv" },
    { .name = "two letters", .typed = "op" },
    { .name = "one letter", .typed = "k" },
    { .name = "a common word in an old year", .typed = "opvang", .year = 2004 },
    { .name = "three common words", .typed = "kinderopvang LOK stad" },
    { .name = "twelve words",
        .typed = "kinderopvang het LOK en vraagt steunt stad opvang ouders "
                 "kinderen advies partners" },
    { .name = "rare words that never meet", .typed = "wespennest kolfruimte zandbak hitteplan" },
    { .name = "a rare and a common word", .typed = "kinderopvang wespennest" },
    { .name = "a rare word in a dossier", .typed = "vuilnisophaling", .dossier_id = 7 },
    { .name = "a word that is nowhere", .typed = "ruimtevaart" },
    { .name = "a number", .typed = "2014_LOK_00012" },
    { .name = "the beginning of a number", .typed = "2014_LOK" },
    { .name = "the end of a number", .typed = "00012" },
};

struct bench {
    struct db *db;
    int64_t micros[ROUNDS];
};

static int64_t cpu_micros(void)
{
    struct timespec t;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a;
    int64_t y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

static void report(struct bench *b, const char *name, size_t hits)
{
    qsort(b->micros, ROUNDS, sizeof *b->micros, by_value);
    printf("%s\t%lld\t%zu\n", name, (long long)b->micros[ROUNDS / 2], hits);
}

/* One request: a snap, an arena, a page of results. `q` NULL reads one by its number. */
static enum err ask(struct bench *b, const struct search *q, size_t *ret_hits)
{
    AUTO(arena_cleanup) struct arena *a = arena_new();
    struct actor who = { .council_public = true };
    struct fault fault;
    struct snap *s;
    struct decision one;
    struct decision_list list = { 0 };
    enum err e;

    if (q != NULL && q->members)
        who.roles = ROLE_BIT(ROLE_MEMBER);
    struct decision_reader reader = decision_reader_of(&who);
    fault_init(&fault, a);
    TRY(snap_begin(b->db, &fault, &s));
    if (q == NULL) {
        e = decision_get(s, a, &reader, "2014_LOK_00012", &one);
        list.count = 1;
    } else {
        struct decision_filter f = {
            .typed = q->typed, .year = q->year, .dossier_id = q->dossier_id, .limit = PAGE
        };
        e = decision_find(s, a, &reader, &f, &list);
    }
    snap_end(s);
    *ret_hits = list.count;
    return e;
}

static enum err measure(struct bench *b, const struct search *q)
{
    size_t hits = 0;

    TRY(ask(b, q, &hits)); /* statements are prepared and pages read */
    for (int i = 0; i < ROUNDS; i++) {
        int64_t before = cpu_micros();
        TRY(ask(b, q, &hits));
        b->micros[i] = cpu_micros() - before;
    }
    report(b, q == NULL ? "point read" : q->name, hits);
    return ERR_OK;
}

int main(int argc, char **argv)
{
    struct bench b = { 0 };
    struct fault fault;

    if (argc != 2) {
        fprintf(stderr, "usage: bench_search DB\n");
        return 2;
    }
    clock_init();
    secret_init();
    json_init();
    AUTO(arena_cleanup) struct arena *a = arena_new();
    fault_init(&fault, a);
    enum err e = db_open(argv[1], false, &fault, &b.db);
    if (e == ERR_OK)
        e = measure(&b, NULL);
    for (size_t i = 0; i < ARRAY_LEN(SEARCHES) && e == ERR_OK; i++)
        e = measure(&b, &SEARCHES[i]);
    if (e != ERR_OK)
        fprintf(stderr, "bench_search: %s %s\n", err_title(e), fault.detail);
    db_close(b.db);
    return e == ERR_OK ? 0 : 1;
}
