/* make_decisions DB COUNT: fills a database with so many released decisions of 21 years, always the
 * same ones, for measuring search. Makes the database when it is not there. */
#include "agenda/search.h"
#include "lok/base/clock.h"
#include "lok/base/migrate.h"
#include "lok/base/secret.h"
#include "lok/base/sql.h"
#include "lok/council.h"
#include <stdio.h>
#include <string.h>

extern const struct embedded schema_files[];

enum { PER_TX = 2000, PER_MEETING = 10, FIRST_YEAR = 2004, YEARS = 21, DOSSIERS = 40 };

/* The earlier a word stands, the more often it is used: the first is in nearly every text. */
static const char *const WORDS[] = { "kinderopvang", "het", "LOK", "en", "vraagt", "steunt", "stad",
    "opvang", "ouders", "kinderen", "advies", "partners", "locatie", "begeleiding", "mentoren",
    "overleg", "plaatsen", "project", "inkomenstarief", "gezinsopvang", "groepsopvang", "school",
    "toegankelijk", "zorgbehoefte", "vakantie", "sluitingsdagen", "personeel", "opleiding",
    "vacatures", "subsidie", "uitbreiding", "buurt", "wachtlijst", "inspectie", "samenwerking",
    "coaching", "inclusie", "netwerk", "speelplein", "zwangerschap", "buitenschools", "renovatie",
    "tevredenheid", "meldpunt", "brandveiligheid", "voeding", "borstvoeding", "slaaphouding",
    "meertaligheid", "armoede", "vervoer", "noodopvang", "flexibel", "nachtopvang", "tuin", "dak",
    "zandbak", "bijtgedrag", "hitteplan", "fietsenstalling", "kerstmarkt", "kolfruimte",
    "vuilnisophaling", "wespennest" };

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static const char *words(struct arena *a, uint32_t *seed, int count)
{
    struct lines lines = { arena_array(a, (size_t)count, sizeof *lines.at), (size_t)count };

    for (int i = 0; i < count; i++) {
        uint32_t limit = next_random(seed) % (uint32_t)ARRAY_LEN(WORDS) + 1;
        lines.at[i] = WORDS[next_random(seed) % limit];
    }
    return str_join(a, &lines, " ");
}

static const struct sql MEETING =
    SQL("INSERT INTO meeting (title, kind, state, month, starts_at, location, online_url, note,"
        "                     access)"
        " VALUES ('LOK', 'ordinary', 'closed', :month, :starts_at, '', '', '', 0) RETURNING id");

static const struct sql ITEM =
    SQL("INSERT INTO agenda_item (meeting_id, position, number, title, purpose, minutes, presenter,"
        "                         dossier_id, access, text, outcome, outcome_note, treated_at)"
        " VALUES (:meeting_id, :position, '', 'Punt', 'decision', 10, '', :dossier_id, :access, '',"
        "         'approved', '', 1)"
        " RETURNING id");

static const struct sql DECISION =
    SQL("INSERT INTO decision (item_id, meeting_id, dossier_id, number, year, title, text,"
        "                      motivation, method, due_date, state, access, released_at)"
        " VALUES (:item_id, :meeting_id, :dossier_id, :number, :year, :title, :text, :motivation,"
        "         'consensus', '', 'in_force', :access, 1)"
        " RETURNING id");

static const struct sql DOSSIER = SQL(
    "INSERT INTO dossier (title, aliases, summary, aim, form, tasks, area, area_certain, rhythm,"
    "                     outcome, access)"
    " VALUES ('Dossier', '', '', '', '', '', '', 1, 'none', '', 0)");

static enum err prepare(struct tx *tx)
{
    static const struct council COUNCIL = { .name = "LOK Voorbeeld",
        .municipality = "Voorbeeld",
        .number_prefix = "LOK",
        .is_public = true };
    struct council known;
    enum err e = council_get(tx_snap(tx), tx_fault(tx)->arena, &known);

    if (e == ERR_NOT_FOUND)
        TRY(council_create(tx, &COUNCIL));
    else
        TRY(e);
    for (int i = 0; i < DOSSIERS; i++)
        TRY(sql_run(tx, &DOSSIER, IN(), NULL));
    return ERR_OK;
}

static int year_of(int64_t at, int64_t count)
{
    return FIRST_YEAR + (int)(at * YEARS / count);
}

static enum err make_meeting(
    struct tx *tx, struct arena *a, int64_t at, int64_t count, int64_t *ret)
{
    struct local_time start = {
        .year = year_of(at, count), .month = 1 + (int)(at / PER_MEETING % 12), .day = 15, .hour = 19
    };
    int64_t instant = 0;

    TRY(clock_instant(start, &instant));
    return sql_change(tx, &MEETING,
        IN(in_text("month", arena_printf(a, "%04d-%02d", start.year, start.month)),
            in_i64("starts_at", instant)),
        OUT(out_i64("id", ret)));
}

/* Counts on within a year. */
static const char *number_of(struct arena *a, int64_t at, int64_t count)
{
    int year = year_of(at, count);
    int64_t first = ((year - FIRST_YEAR) * count + YEARS - 1) / YEARS;

    return arena_printf(a, "%d_LOK_%05lld", year, (long long)(at - first + 1));
}

/* As decision_write and decision_release leave it, in one go. Every tenth is for members, every
 * hundredth for the secretariat. */
static enum err make_decision(
    struct tx *tx, struct arena *a, int64_t at, int64_t count, int64_t meeting_id, uint32_t *seed)
{
    struct search_entry e = {
        .kind = "decision",
        .title = words(a, seed, 6),
        .year = year_of(at, count),
        .dossier_id = at % DOSSIERS + 1,
        .access = at % 100 == 99 ? ACCESS_SECRETARIAT
                  : at % 10 == 9 ? ACCESS_MEMBERS
                                 : 0,
    };
    const char *number = number_of(a, at, count);
    const char *text = words(a, seed, 50);
    const char *motivation = words(a, seed, 25);
    int64_t item_id;

    TRY(sql_change(tx, &ITEM,
        IN(in_i64("meeting_id", meeting_id), in_i64("position", at % PER_MEETING + 1),
            in_i64("dossier_id", e.dossier_id), in_i64("access", e.access)),
        OUT(out_i64("id", &item_id))));
    TRY(sql_change(tx, &DECISION,
        IN(in_i64("item_id", item_id), in_i64("meeting_id", meeting_id),
            in_i64("dossier_id", e.dossier_id), in_text("number", number), in_i64("year", e.year),
            in_text("title", e.title), in_text("text", text), in_text("motivation", motivation),
            in_i64("access", e.access)),
        OUT(out_i64("id", &e.ref_id))));
    e.body = arena_printf(a, "%s %s\n%s\n%s", number, strrchr(number, '_') + 1, text, motivation);
    return search_put(tx, a, &e);
}

static enum err make_some(
    struct tx *tx, struct arena *a, int64_t from, int64_t count, uint32_t *seed)
{
    int64_t until = from + PER_TX < count ? from + PER_TX : count;
    int64_t meeting_id = 0;

    if (from == 0)
        TRY(prepare(tx));
    for (int64_t at = from; at < until; at++) {
        if (at % PER_MEETING == 0)
            TRY(make_meeting(tx, a, at, count, &meeting_id));
        TRY(make_decision(tx, a, at, count, meeting_id, seed));
    }
    return ERR_OK;
}

static enum err fill(struct db *db, int64_t count)
{
    uint32_t seed = 1;

    for (int64_t from = 0; from < count; from += PER_TX) {
        AUTO(arena_cleanup) struct arena *a = arena_new();
        struct fault fault;
        struct tx *tx;
        fault_init(&fault, a);
        TRY(tx_begin(db, &fault, &tx));
        enum err e = make_some(tx, a, from, count, &seed);
        if (e != ERR_OK) {
            fprintf(stderr, "make_decisions: %s %s\n", err_title(e), fault.detail);
            tx_rollback(tx);
            return e;
        }
        TRY(tx_commit(tx));
    }
    return ERR_OK;
}

int main(int argc, char **argv)
{
    int64_t count;
    struct fault fault;
    struct db *db = NULL;

    if (argc != 3 || !str_to_i64(argv[2], &count) || count < 1) {
        fprintf(stderr, "usage: make_decisions DB COUNT\n");
        return 2;
    }
    clock_init();
    secret_init();
    json_init();
    AUTO(arena_cleanup) struct arena *a = arena_new();
    fault_init(&fault, a);
    enum err e = db_open(argv[1], true, &fault, &db);
    if (e == ERR_OK)
        e = migrate(db, schema_files, &fault);
    if (e == ERR_OK)
        e = fill(db, count);
    if (e != ERR_OK)
        fprintf(stderr, "make_decisions: %s %s\n", err_title(e), fault.detail);
    db_close(db);
    return e == ERR_OK ? 0 : 1;
}
