#include "agenda/proposal.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include <string.h>

const struct choice PROPOSAL_STATES[] = {
    { "open", "wacht op antwoord" },
    { "accepted", "aanvaard" },
    { "declined", "niet aanvaard" },
    { "postponed", "uitgesteld" },
    { NULL, NULL },
};

const struct field PROPOSAL_FIELDS[] = {
    FIELD_TEXT(struct proposal_input, title, .required = true, .max = 200, .label = "Titel"),
    FIELD_TEXT(struct proposal_input, text, .multiline = true, .max = 10000,
        .label = "Waarover gaat het?"),
    FIELD_INT(struct proposal_input, minutes, .zero_is_none = true, .min = 0, .max = 240,
        .label = "Hoeveel minuten denkt u nodig te hebben?"),
    FIELD_ID(struct proposal_input, partner_id, .label = "Voor welke partner",
        .hint = "Leeg: het voorstel komt van een lid."),
    FIELD_END,
};

static bool prepares(const struct actor *who)
{
    return may(who, PREPARE_MEETING, (struct object){ 0 });
}

/* -- until when -- */

enum { DAYS_BEFORE_INVITATION = 7 };

static const struct sql CLOSES_ON =
    SQL("SELECT closes_on FROM meeting_call WHERE meeting_id = :meeting");

enum err proposal_closes_on(struct snap *s, struct arena *a, const struct council *c,
    const struct meeting *m, const char **ret)
{
    const char *date = "";
    enum err e =
        sql_one(s, &CLOSES_ON, IN(in_i64("meeting", m->id)), OUT(out_text("closes_on", a, &date)));

    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    if (e == ERR_NOT_FOUND && m->starts_at != 0)
        date = date_add_days(a, meeting_invitation_deadline(a, m, c), -DAYS_BEFORE_INVITATION);
    *ret = date;
    return ERR_OK;
}

static const struct sql CLOSING_PUT =
    SQL("INSERT INTO meeting_call (meeting_id, closes_on) VALUES (:meeting, :date)"
        " ON CONFLICT (meeting_id) DO UPDATE SET closes_on = excluded.closes_on");

static const struct sql CLOSING_DELETE =
    SQL("DELETE FROM meeting_call WHERE meeting_id = :meeting");

static enum err check_closing(struct fault *f, const struct meeting *m, const char *date)
{
    if (str_empty(date))
        return ERR_OK;
    if (!date_valid(date))
        fault_issue(f, "closes_on", "format", "Vul een datum in, zoals 28/05/2024.");
    else if (m->starts_at != 0 && strcmp(date, date_of(f->arena, m->starts_at)) > 0)
        fault_issue(f, "closes_on", "range", "Kies een dag voor de vergadering.");
    return fault_check(f);
}

enum err proposal_set_closing(
    struct tx *tx, const struct actor *who, int64_t meeting_id, const char *date)
{
    struct fault *f = tx_fault(tx);
    struct lifecycle_step step;
    struct meeting m = { 0 };

    if (!prepares(who))
        return ERR_FORBIDDEN;
    TRY(meeting_get(tx_snap(tx), f->arena, meeting_id, &m));
    TRY(lifecycle_step(who, m.state, MEETING_EDIT, f, &step));
    TRY(check_closing(f, &m, date));
    if (str_empty(date))
        TRY(sql_run(tx, &CLOSING_DELETE, IN(in_i64("meeting", meeting_id)), NULL));
    else
        TRY(sql_run(
            tx, &CLOSING_PUT, IN(in_i64("meeting", meeting_id), in_text("date", date)), NULL));
    cJSON *data = cJSON_CreateObject();
    json_add_text(data, "closesOn", date);
    return event_record(tx, who, "meeting.closing_set", "meeting", meeting_id, data, NULL);
}

enum err proposal_is_open(
    struct snap *s, struct arena *a, const struct actor *who, int64_t meeting_id)
{
    struct fault *f = snap_fault(s);
    struct published p = { 0 };
    struct council c;
    const char *closes_on;

    TRY(council_get(s, a, &c));
    TRY(publication_current(s, a, visibility_of(who), meeting_id, clock_now(), &p));
    if (p.meeting.state != MEETING_ANNOUNCED && p.meeting.state != MEETING_PLANNED &&
        p.meeting.state != MEETING_CONVENED)
        return fault_set(
            f, ERR_CONFLICT, "Voor deze vergadering kan niets meer voorgesteld worden.");
    TRY(proposal_closes_on(s, a, &c, &p.meeting, &closes_on));
    if (!str_empty(closes_on) && strcmp(council_today(a, &c), closes_on) > 0)
        return fault_set(f, ERR_CONFLICT,
            "Punten voorstellen kon tot %s. Vraag het secretariaat of het nog past.",
            dutch_date_long(f->arena, closes_on));
    return ERR_OK;
}

/* -- reading -- */

#define PROPOSAL_COLUMNS                                                                         \
    "SELECT v.id, v.meeting_id, v.partner_id, v.person_id, v.title, v.text, v.minutes, v.state," \
    "       v.reason, v.target_month, v.item_id, v.by_mail, v.created_at, v.answered_at,"        \
    "       v.version, x.name AS partner_name, p.function AS person_function,"                   \
    "       m.title AS meeting_title, m.month AS meeting_month"                                  \
    "  FROM proposal v"                                                                          \
    "  LEFT JOIN partner x ON x.id = v.partner_id"                                               \
    "  LEFT JOIN person p ON p.id = v.person_id"                                                 \
    "  LEFT JOIN meeting m ON m.id = v.meeting_id"

static enum err rows_of(struct snap *s, struct arena *a, const struct sql *q, const struct in *in,
    struct proposal_list *ret)
{
    struct proposal row = { 0 };

    return sql_list(s, a, q, in,
        OUT(out_i64("id", &row.id), out_i64("meeting_id", &row.meeting_id),
            out_i64("partner_id", &row.partner_id), out_i64("person_id", &row.person_id),
            out_text("title", a, &row.title), out_text("text", a, &row.text),
            out_i64("minutes", &row.minutes), out_enum("state", PROPOSAL_STATES, &row.state),
            out_text("reason", a, &row.reason), out_text("target_month", a, &row.target_month),
            out_i64("item_id", &row.item_id), out_bool("by_mail", &row.by_mail),
            out_i64("created_at", &row.created_at), out_i64("answered_at", &row.answered_at),
            out_i64("version", &row.version), out_text("partner_name", a, &row.partner_name),
            out_text("person_function", a, &row.person_function),
            out_text("meeting_title", a, &row.meeting_title),
            out_text("meeting_month", a, &row.meeting_month)),
        &row, sizeof row, &ret->at, &ret->count);
}

static bool sees(const struct actor *who, const struct proposal *p)
{
    return prepares(who) || (who->person_id != 0 && who->person_id == p->person_id) ||
           (has_role(who, ROLE_PARTNER) && who->partner_id != 0 &&
               who->partner_id == p->partner_id);
}

static const struct sql PROPOSAL_BY_ID = SQL(PROPOSAL_COLUMNS " WHERE v.id = :id");

enum err proposal_get(
    struct snap *s, struct arena *a, const struct actor *who, int64_t id, struct proposal *ret)
{
    struct proposal_list list = { 0 };

    TRY(rows_of(s, a, &PROPOSAL_BY_ID, IN(in_i64("id", id)), &list));
    if (list.count == 0 || !sees(who, &list.at[0]))
        return ERR_NOT_FOUND;
    *ret = list.at[0];
    return ERR_OK;
}

static const struct sql PROPOSALS =
    SQL(PROPOSAL_COLUMNS " WHERE v.id < :before AND (:meeting = 0 OR v.meeting_id = :meeting)"
                         " ORDER BY v.id DESC LIMIT :limit");

/* `partner` and `person` are -1 when the reader has none. */
static const struct sql PROPOSALS_OWN =
    SQL(PROPOSAL_COLUMNS " WHERE v.id IN (SELECT id FROM proposal WHERE partner_id = :partner"
                         "                UNION SELECT id FROM proposal WHERE person_id = :person)"
                         "   AND v.id < :before AND (:meeting = 0 OR v.meeting_id = :meeting)"
                         " ORDER BY v.id DESC LIMIT :limit");

enum err proposal_list(struct snap *s, struct arena *a, const struct actor *who, int64_t meeting_id,
    int64_t before, int64_t limit, struct proposal_list *ret)
{
    struct in from = in_i64("before", before == 0 ? INT64_MAX : before);
    bool partner = has_role(who, ROLE_PARTNER) && who->partner_id != 0;

    if (prepares(who))
        return rows_of(
            s, a, &PROPOSALS, IN(from, in_i64("meeting", meeting_id), in_i64("limit", limit)), ret);
    return rows_of(s, a, &PROPOSALS_OWN,
        IN(from, in_i64("meeting", meeting_id), in_i64("limit", limit),
            in_i64("partner", partner ? who->partner_id : -1),
            in_i64("person", who->person_id != 0 ? who->person_id : -1)),
        ret);
}

static const struct sql OFFERED =
    SQL(PROPOSAL_COLUMNS " WHERE v.state IN ('open', 'postponed')"
                         "   AND CASE WHEN v.state = 'postponed' THEN v.target_month"
                         "            ELSE COALESCE(m.month, '') END <= :month"
                         " ORDER BY v.id");

enum err proposal_offers(
    struct snap *s, struct arena *a, const char *month, struct proposal_list *ret)
{
    return rows_of(s, a, &OFFERED, IN(in_text("month", month)), ret);
}

static const struct sql WAITING = SQL("SELECT count(*) AS waiting FROM proposal"
                                      " WHERE state = 'open'");

enum err proposal_waiting(struct snap *s, int64_t *ret)
{
    return sql_one(s, &WAITING, IN(), OUT(out_i64("waiting", ret)));
}
