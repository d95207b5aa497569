#include "agenda/retention.h"
#include "agenda/rights.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "lok/change.h"
#include "lok/event.h"

const struct field RETENTION_FIELDS[] = {
    FIELD_INT(struct retention, replies, .max = 600, .label = "Opmerkingen bij antwoorden",
        .hint = "Maanden na de vergadering. Het antwoord zelf blijft. 0 = blijft bewaard; zo ook "
                "hieronder."),
    FIELD_INT(struct retention, attendance, .max = 600, .label = "Namen van aanwezigen",
        .hint = "Maanden na de vergadering. Hoeveel er waren en de stemmen blijven."),
    FIELD_INT(struct retention, proposals, .max = 600, .label = "Geweigerde voorstellen",
        .hint = "Maanden na het antwoord."),
    FIELD_INT(struct retention, remarks, .max = 600, .label = "Opmerkingen bij verslagen",
        .hint = "Maanden nadat ze gemaakt zijn, als het verslag goedgekeurd is."),
    FIELD_INT(struct retention, letters, .max = 600, .label = "Brieven die u zelf verstuurde",
        .hint = "Maanden na het versturen."),
    FIELD_INT(struct retention, links, .max = 600,
        .label = "Persoonlijke links die niet meer werken", .hint = "Maanden nadat ze vervielen."),
    FIELD_INT(struct retention, events, .max = 600, .label = "Wie iets deed, in het logboek",
        .hint = "Maanden. Wat er gebeurde, blijft."),
    FIELD_INT(struct retention, persons, .max = 600,
        .label = "Personen zonder plaats, partner of account",
        .hint = "Maanden na de laatste verandering. Zij worden gewist."),
    FIELD_BOOL(struct retention, automatic, .label = "Elke dag vanzelf opruimen",
        .hint = "Anders gaat er alleen iets weg als iemand op de knop drukt."),
    FIELD_END,
};

static const struct sql GET = SQL(
    "SELECT automatic, replies, attendance, proposals, remarks, letters, links, events, persons,"
    "       ran_at, version"
    "  FROM retention WHERE id = 1");

enum err retention_get(struct snap *s, struct retention *ret)
{
    return sql_one(s, &GET, IN(),
        OUT(out_bool("automatic", &ret->automatic), out_i64("replies", &ret->replies),
            out_i64("attendance", &ret->attendance), out_i64("proposals", &ret->proposals),
            out_i64("remarks", &ret->remarks), out_i64("letters", &ret->letters),
            out_i64("links", &ret->links), out_i64("events", &ret->events),
            out_i64("persons", &ret->persons), out_i64("ran_at", &ret->ran_at),
            out_i64("version", &ret->version)));
}

static const struct sql SET =
    SQL("UPDATE retention SET automatic = :automatic, replies = :replies, attendance = :attendance,"
        "       proposals = :proposals, remarks = :remarks, letters = :letters, links = :links,"
        "       events = :events, persons = :persons, version = version + 1"
        " WHERE id = 1");

enum err retention_set(
    struct tx *tx, const struct actor *who, int64_t version, const struct retention *in)
{
    struct fault *f = tx_fault(tx);
    struct retention old = { 0 }, r = *in;

    TRY(retention_get(tx_snap(tx), &old));
    if (old.version != version)
        return ERR_STALE;
    change_check(RETENTION_FIELDS, f, &r);
    TRY(fault_check(f));
    TRY(sql_run(tx, &SET,
        IN(in_bool("automatic", r.automatic), in_i64("replies", r.replies),
            in_i64("attendance", r.attendance), in_i64("proposals", r.proposals),
            in_i64("remarks", r.remarks), in_i64("letters", r.letters), in_i64("links", r.links),
            in_i64("events", r.events), in_i64("persons", r.persons)),
        NULL));
    return event_record(tx, who, "retention.changed", "council", 1,
        change_names(RETENTION_FIELDS, f->arena, &old, &r), NULL);
}

/* -- what goes: each kind counts and changes the same rows, older than :before -- */

#define OLD_MEETINGS "(SELECT id FROM meeting WHERE starts_at < :before)"

static const struct sql REPLIES_COUNT =
    SQL("SELECT count(*) AS found FROM reply WHERE remark <> '' AND meeting_id IN " OLD_MEETINGS);
static const struct sql REPLIES_CLEAR =
    SQL("UPDATE reply SET remark = '' WHERE remark <> '' AND meeting_id IN " OLD_MEETINGS);

static const struct sql ATTENDANCE_COUNT =
    SQL("SELECT count(*) AS found FROM attendance"
        " WHERE (person_id IS NOT NULL OR for_person_id IS NOT NULL OR remark <> '')"
        "   AND meeting_id IN " OLD_MEETINGS);
static const struct sql ATTENDANCE_REASONS =
    SQL("UPDATE attendance_item SET reason = '' WHERE reason <> ''"
        "   AND attendance_id IN (SELECT id FROM attendance WHERE meeting_id IN " OLD_MEETINGS ")");
static const struct sql ATTENDANCE_CLEAR =
    SQL("UPDATE attendance SET guest = CASE WHEN person_id IS NULL THEN guest ELSE 'lid' END,"
        "       person_id = NULL, for_person_id = NULL, remark = ''"
        " WHERE (person_id IS NOT NULL OR for_person_id IS NOT NULL OR remark <> '')"
        "   AND meeting_id IN " OLD_MEETINGS);

/* The row stays: a document may belong to it. */
static const struct sql PROPOSALS_COUNT =
    SQL("SELECT count(*) AS found FROM proposal WHERE state = 'declined' AND answered_at < :before"
        "   AND (person_id IS NOT NULL OR text <> '' OR reason <> '')");
static const struct sql PROPOSALS_CLEAR = SQL(
    "UPDATE proposal SET person_id = NULL, title = 'Geweigerd voorstel', text = '', reason = '',"
    "       before_reason = '', version = version + 1"
    " WHERE state = 'declined' AND answered_at < :before"
    "   AND (person_id IS NOT NULL OR text <> '' OR reason <> '')");

static const struct sql REMARKS_COUNT =
    SQL("SELECT count(*) AS found FROM minutes_remark WHERE made_at < :before"
        "   AND meeting_id IN (SELECT meeting_id FROM minutes WHERE state = 'approved')");
static const struct sql REMARKS_CLEAR =
    SQL("DELETE FROM minutes_remark WHERE made_at < :before"
        "   AND meeting_id IN (SELECT meeting_id FROM minutes WHERE state = 'approved')");

static const struct sql LETTERS_COUNT =
    SQL("SELECT count(*) AS found FROM letter"
        " WHERE sending_id IN (SELECT id FROM sending WHERE created_at < :before)");
static const struct sql LETTERS_CLEAR =
    SQL("DELETE FROM letter"
        " WHERE sending_id IN (SELECT id FROM sending WHERE created_at < :before)");

static const struct sql LINKS_COUNT =
    SQL("SELECT count(*) AS found FROM personal_link WHERE expires_at < :before");
static const struct sql LINKS_CLEAR = SQL("DELETE FROM personal_link WHERE expires_at < :before");

static const struct sql EVENTS_COUNT =
    SQL("SELECT count(*) AS found FROM event WHERE at < :before AND account_id IS NOT NULL");
static const struct sql EVENTS_CLEAR =
    SQL("UPDATE event SET account_id = NULL WHERE at < :before AND account_id IS NOT NULL");

#define NOBODY                                                                 \
    "  FROM person p"                                                          \
    " WHERE NOT EXISTS (SELECT 1 FROM member WHERE person_id = p.id)"          \
    "   AND NOT EXISTS (SELECT 1 FROM member WHERE substitute_id = p.id)"      \
    "   AND NOT EXISTS (SELECT 1 FROM partner_contact WHERE person_id = p.id)" \
    "   AND NOT EXISTS (SELECT 1 FROM account WHERE person_id = p.id)"         \
    "   AND NOT EXISTS (SELECT 1 FROM erasure WHERE person_id = p.id)"         \
    "   AND NOT EXISTS (SELECT 1 FROM event e WHERE e.subject_kind = 'person'" \
    "                      AND e.subject_id = p.id AND e.at >= :before)"       \
    "   AND NOT EXISTS (SELECT 1 FROM reply r WHERE r.person_id = p.id"        \
    "                      AND r.replied_at >= :before)"
static const struct sql PERSONS_COUNT = SQL("SELECT count(*) AS found" NOBODY);
static const struct sql PERSONS = SQL("SELECT p.id AS id" NOBODY " ORDER BY p.id");

static enum err clear_attendance(struct tx *tx, int64_t before)
{
    TRY(sql_run(tx, &ATTENDANCE_REASONS, IN(in_i64("before", before)), NULL));
    return sql_run(tx, &ATTENDANCE_CLEAR, IN(in_i64("before", before)), NULL);
}

static enum err clear_persons(struct tx *tx, int64_t before)
{
    const struct actor system = actor_system();
    int64_t id = 0, *ids = NULL;
    size_t count = 0;

    TRY(sql_list(tx_snap(tx), tx_fault(tx)->arena, &PERSONS, IN(in_i64("before", before)),
        OUT(out_i64("id", &id)), &id, sizeof id, &ids, &count));
    for (size_t i = 0; i < count; i++)
        TRY(rights_erase(tx, &system, ids[i], 0, false, NULL));
    return ERR_OK;
}

static const struct {
    const char *name, *what;
    size_t months; /* in struct retention */
    const struct sql *count, *clear;
    enum err (*clear_by)(struct tx *tx, int64_t before);
} KINDS[RETENTION_KINDS] = {
    { "replies", "opmerkingen bij antwoorden", offsetof(struct retention, replies), &REPLIES_COUNT,
        &REPLIES_CLEAR, NULL },
    { "attendance", "namen van aanwezigen", offsetof(struct retention, attendance),
        &ATTENDANCE_COUNT, NULL, clear_attendance },
    { "proposals", "geweigerde voorstellen", offsetof(struct retention, proposals),
        &PROPOSALS_COUNT, &PROPOSALS_CLEAR, NULL },
    { "remarks", "opmerkingen bij verslagen", offsetof(struct retention, remarks), &REMARKS_COUNT,
        &REMARKS_CLEAR, NULL },
    { "letters", "brieven", offsetof(struct retention, letters), &LETTERS_COUNT, &LETTERS_CLEAR,
        NULL },
    { "links", "persoonlijke links die niet meer werken", offsetof(struct retention, links),
        &LINKS_COUNT, &LINKS_CLEAR, NULL },
    { "events", "regels in het logboek: wie", offsetof(struct retention, events), &EVENTS_COUNT,
        &EVENTS_CLEAR, NULL },
    { "persons", "personen", offsetof(struct retention, persons), &PERSONS_COUNT, NULL,
        clear_persons },
};

/* The first instant of the day, so many months before `now`. */
static enum err border(
    struct arena *a, int64_t now, int64_t months, const char **ret_day, int64_t *ret)
{
    const char *today = date_of(a, now);
    const char *month = month_add(a, arena_strndup(a, today, 7), (int)-months);
    const char *last = month_last_day(a, month);
    const char *day = arena_printf(a, "%s%s", month, today + 7);

    *ret_day = date_valid(day) ? day : last;
    return date_instant(*ret_day, "00:00", ret);
}

static enum err count_kind(struct snap *s, struct arena *a, int64_t now, const struct retention *r,
    size_t which, struct retention_count *ret, int64_t *ret_before)
{
    const int64_t *months = (const int64_t *)(const void *)((const char *)r + KINDS[which].months);

    *ret = (struct retention_count){ KINDS[which].name, KINDS[which].what, *months, "", 0 };
    *ret_before = 0;
    if (*months == 0)
        return ERR_OK;
    TRY(border(a, now, *months, &ret->until, ret_before));
    return sql_one(s, KINDS[which].count, IN(in_i64("before", *ret_before)),
        OUT(out_i64("found", &ret->count)));
}

enum err retention_try(struct snap *s, struct arena *a, int64_t now, struct retention_counts *ret)
{
    struct retention r = { 0 };
    struct retention_counts c = { 0 };
    int64_t before;

    TRY(retention_get(s, &r));
    for (size_t i = 0; i < RETENTION_KINDS; i++) {
        TRY(count_kind(s, a, now, &r, i, &c.at[i], &before));
        c.all += c.at[i].count;
    }
    *ret = c;
    return ERR_OK;
}

static const struct sql RAN = SQL("UPDATE retention SET ran_at = :now WHERE id = 1");

static cJSON *counts_of(const struct retention_counts *c)
{
    cJSON *data = cJSON_CreateObject();

    for (size_t i = 0; i < RETENTION_KINDS; i++)
        if (c->at[i].count > 0)
            (void)cJSON_AddNumberToObject(data, c->at[i].name, (double)c->at[i].count);
    return data;
}

enum err retention_run(struct tx *tx, struct arena *a, const struct actor *who, int64_t now,
    struct retention_counts *ret)
{
    struct retention r = { 0 };
    struct retention_counts c = { 0 };

    TRY(retention_get(tx_snap(tx), &r));
    for (size_t i = 0; i < RETENTION_KINDS; i++) {
        int64_t before;
        TRY(count_kind(tx_snap(tx), a, now, &r, i, &c.at[i], &before));
        c.all += c.at[i].count;
        if (c.at[i].count == 0)
            continue;
        TRY(KINDS[i].clear_by != NULL
                ? KINDS[i].clear_by(tx, before)
                : sql_run(tx, KINDS[i].clear, IN(in_i64("before", before)), NULL));
    }
    TRY(sql_run(tx, &RAN, IN(in_i64("now", clock_now())), NULL));
    if (c.all > 0)
        TRY(event_record(tx, who, "retention.applied", "council", 1, counts_of(&c), NULL));
    *ret = c;
    return ERR_OK;
}

enum err retention_due(struct snap *s, int64_t now, bool *ret)
{
    struct retention r = { 0 };

    TRY(retention_get(s, &r));
    *ret = r.automatic && (now - r.ran_at >= INT64_C(86400000) || r.ran_at > now);
    return ERR_OK;
}
