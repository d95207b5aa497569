#include "lok/council.h"
#include "lok/base/dates.h"
#include "lok/base/json.h"
#include "lok/base/secret.h"
#include "lok/base/sql.h"
#include "lok/change.h"
#include "lok/event.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct choice QUORUMS[] = {
    { "none", "geen quorum" },
    { "number", "een vast aantal" },
    { "more_than_half", "meer dan de helft" },
    { "half", "minstens de helft" },
    { "third", "minstens een derde" },
    { "two_thirds", "minstens twee derde" },
    { NULL, NULL },
};

const struct field COUNCIL_FIELDS[] = {
    FIELD_TEXT(struct council, name, .required = true, .label = "Naam van het overleg",
        .hint = "Bijvoorbeeld: LOK Antwerpen."),
    FIELD_TEXT(
        struct council, municipality, .required = true, .max = 100, .label = "Gemeente of stad"),
    FIELD_TEXT(struct council, number_prefix, .required = true, .max = 12,
        .label = "Letters in het nummer van een beslissing",
        .hint = "Hoofdletters en cijfers. Met LOK krijgt u nummers zoals 2024_LOK_00012."),
    FIELD_INT(struct council, invitation_days, .min = 0, .max = 60,
        .label = "Uitnodigingstermijn (in dagen)",
        .hint = "Zoveel dagen voor de vergadering moet de agenda verstuurd zijn."),
    FIELD_INT(struct council, reaction_days, .min = 0, .max = 365,
        .label = "Antwoordtermijn van het bestuur (in dagen)",
        .hint = "Zoveel dagen heeft het bestuur om op een advies te antwoorden."),
    FIELD_BOOL(struct council, is_public, .label = "Het overleg is openbaar",
        .hint = "Iedereen ziet dan wat openbaar is, ook wie niet aangemeld is."),
    FIELD_BOOL(struct council, shows_names, .label = "Toon dat een document bestaat",
        .hint = "Wie een document niet mag lezen, ziet dan wel hoe het heet."),
    FIELD_EMAIL(struct council, email, .label = "E-mailadres van het overleg",
        .hint = "Het postvak van het secretariaat. U mag dit leeg laten."),
    FIELD_CHOICE(struct council, quorum, .of = QUORUMS, .label = "Quorum",
        .hint = "Hoeveel stemgerechtigde leden aanwezig moeten zijn om te stemmen. De wet legt dit "
                "niet op: kijk in uw huishoudelijk reglement."),
    FIELD_INT(struct council, quorum_number, .zero_is_none = true, .min = 0, .max = 500,
        .label = "Aantal leden bij een vast quorum",
        .hint = "Alleen nodig als u bij Quorum een vast aantal kiest."),
    FIELD_END,
};

static const struct sql COUNCIL = SQL(
    "SELECT name, municipality, number_prefix, invitation_days, reaction_days, is_public, email,"
    "       demo_date, demo_days, uid, quorum, quorum_number, shows_names, version"
    "  FROM council WHERE id = 1");

enum err council_get(struct snap *s, struct arena *a, struct council *ret)
{
    return sql_one(s, &COUNCIL, IN(),
        OUT(out_text("name", a, &ret->name), out_text("municipality", a, &ret->municipality),
            out_text("number_prefix", a, &ret->number_prefix),
            out_i64("invitation_days", &ret->invitation_days),
            out_i64("reaction_days", &ret->reaction_days), out_bool("is_public", &ret->is_public),
            out_text("email", a, &ret->email), out_text("demo_date", a, &ret->demo_date),
            out_text("demo_days", a, &ret->demo_days), out_text("uid", a, &ret->uid),
            out_enum("quorum", QUORUMS, &ret->quorum),
            out_i64("quorum_number", &ret->quorum_number),
            out_bool("shows_names", &ret->shows_names), out_i64("version", &ret->version)));
}

static bool prefix_valid(const char *prefix)
{
    size_t length = strspn(prefix, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    return length >= 1 && length <= 12 && prefix[length] == '\0';
}

static enum err check(struct fault *f, struct council *c)
{
    change_check(COUNCIL_FIELDS, f, c);
    if (!str_empty(c->number_prefix) && !prefix_valid(c->number_prefix))
        fault_issue(f, "number_prefix", "format",
            "Gebruik alleen hoofdletters zonder accent en cijfers, hoogstens 12.");
    if (c->invitation_days < 0 || c->invitation_days > 60)
        fault_issue(f, "invitation_days", "range", "Kies een getal van 0 tot 60.");
    if (c->reaction_days < 0 || c->reaction_days > 365)
        fault_issue(f, "reaction_days", "range", "Kies een getal van 0 tot 365.");
    if (c->quorum_number < (c->quorum == QUORUM_NUMBER) || c->quorum_number > 500)
        fault_issue(f, "quorum_number", "range", "Kies een getal van 1 tot 500.");
    if (!str_empty(c->demo_date) && !date_valid(c->demo_date))
        fault_issue(f, "demo_date", "format", "De oefendatum bestaat niet.");
    return fault_check(f);
}

static const struct sql COUNCIL_INSERT = SQL(
    "INSERT INTO council (id, name, municipality, number_prefix, invitation_days, reaction_days,"
    "                     is_public, email, demo_date, uid, quorum, quorum_number,"
    "                     shows_names, demo_days)"
    " VALUES (1, :name, :municipality, :number_prefix, :invitation_days, :reaction_days,"
    "         :is_public, :email, :demo_date, :uid, :quorum, :quorum_number,"
    "         :shows_names, :demo_days)"
    " ON CONFLICT DO NOTHING");

static const char *day_line(struct arena *a, const char *date)
{
    return arena_printf(a, "%lld %s\n", (long long)clock_now(), date);
}

enum err council_create(struct tx *tx, const struct council *in)
{
    struct fault *f = tx_fault(tx);
    struct actor system = actor_system();
    struct council c = *in;
    int64_t changed;

    TRY(check(f, &c));
    TRY(sql_run(tx, &COUNCIL_INSERT,
        IN(in_text("name", c.name), in_text("municipality", c.municipality),
            in_text("number_prefix", c.number_prefix), in_i64("invitation_days", c.invitation_days),
            in_i64("reaction_days", c.reaction_days), in_bool("is_public", c.is_public),
            in_text("email", c.email),
            in_text("demo_date", str_empty(c.demo_date) ? NULL : c.demo_date),
            in_text("demo_days", str_empty(c.demo_date) ? "" : day_line(f->arena, c.demo_date)),
            in_text("uid", secret_uuid(f->arena)), in_enum("quorum", QUORUMS, c.quorum),
            in_i64("quorum_number", c.quorum_number), in_bool("shows_names", c.shows_names)),
        &changed));
    if (changed == 0)
        return fault_set(f, ERR_CONFLICT, "Er is al een overleg in deze gegevens.");
    return event_record(tx, &system, "council.created", "council", 1,
        change_values(COUNCIL_FIELDS, f->arena, &c), NULL);
}

static const struct sql COUNCIL_UPDATE =
    SQL("UPDATE council SET name = :name, municipality = :municipality,"
        "       number_prefix = :number_prefix, invitation_days = :invitation_days,"
        "       reaction_days = :reaction_days, is_public = :is_public, email = :email,"
        "       quorum = :quorum, quorum_number = :quorum_number, shows_names = :shows_names,"
        "       version = version + 1"
        " WHERE id = 1");

enum err council_update(
    struct tx *tx, const struct actor *who, int64_t version, const struct council *in)
{
    struct fault *f = tx_fault(tx);
    struct council old = { 0 };
    struct council c = *in;

    TRY(council_get(tx_snap(tx), f->arena, &old));
    if (old.version != version)
        return ERR_STALE;
    c.demo_date = old.demo_date;
    TRY(check(f, &c));
    TRY(sql_run(tx, &COUNCIL_UPDATE,
        IN(in_text("name", c.name), in_text("municipality", c.municipality),
            in_text("number_prefix", c.number_prefix), in_i64("invitation_days", c.invitation_days),
            in_i64("reaction_days", c.reaction_days), in_bool("is_public", c.is_public),
            in_text("email", c.email), in_enum("quorum", QUORUMS, c.quorum),
            in_i64("quorum_number", c.quorum_number), in_bool("shows_names", c.shows_names)),
        NULL));
    return event_record(tx, who, "council.changed", "council", 1,
        change_between(COUNCIL_FIELDS, f->arena, &old, &c), NULL);
}

static const struct sql MOVE_DEMO = SQL(
    "UPDATE council SET demo_date = :date, demo_days = demo_days || :line, version = version + 1"
    " WHERE id = 1 AND demo_date IS NOT NULL");

enum err council_move_demo(struct tx *tx, const struct actor *who, const char *date)
{
    int64_t changed;

    if (!date_valid(date))
        return fault_issue(tx_fault(tx), "demo_date", "format", "De oefendatum bestaat niet.");
    /* What was noted before is of the day before: not in the same millisecond. */
    clock_await_next();
    TRY(sql_run(tx, &MOVE_DEMO,
        IN(in_text("date", date), in_text("line", day_line(tx_fault(tx)->arena, date))), &changed));
    if (changed == 0)
        return fault_set(
            tx_fault(tx), ERR_CONFLICT, "Alleen in een oefenomgeving verandert de dag.");
    cJSON *data = cJSON_CreateObject();
    json_add_text(data, "to", date);
    return event_record(tx, who, "council.day_moved", "council", 1, data, NULL);
}

bool council_is_demo(const struct council *c)
{
    return !str_empty(c->demo_date);
}

const char *council_today(struct arena *a, const struct council *c)
{
    return council_is_demo(c) ? arena_strdup(a, c->demo_date) : clock_today(a, clock_now());
}

enum err council_today_read(struct snap *s, struct arena *a, const char **ret)
{
    struct council council = { 0 };
    enum err e = council_get(s, a, &council);

    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    *ret = council_today(a, &council);
    return ERR_OK;
}

/* That day at the time of day of `at`. */
static int64_t on_day(const char *date, int64_t at)
{
    struct local_time local = clock_local(at);
    int64_t minute;
    char time[16];

    for (int hour = local.hour;; hour++) {
        snprintf(time, sizeof time, "%02u:%02u", (unsigned)hour % 24, (unsigned)local.minute % 60);
        /* Only the hour that the spring change skips fails: then the next one is meant. */
        if (date_instant(date, time, &minute) == ERR_OK)
            return minute + at % 60000;
        PRE(hour < local.hour + 1);
    }
}

int64_t council_now(const struct council *c)
{
    int64_t now = clock_now();

    return council_is_demo(c) ? on_day(c->demo_date, now) : now;
}

int64_t council_moment(const struct council *c, int64_t at)
{
    enum { DATE = sizeof "YYYY-MM-DD" };
    const char *line = c->demo_days;
    char date[DATE] = "";
    char *end;

    if (!council_is_demo(c) || at == 0)
        return at;
    for (; !str_empty(line); line = strchr(line, '\n') + 1) {
        int64_t since = strtoll(line, &end, 10);
        if (since > at && date[0] != '\0')
            break;
        snprintf(date, sizeof date, "%.10s", end + 1);
    }
    return on_day(date_valid(date) ? date : c->demo_date, at);
}
