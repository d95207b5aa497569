#include "agenda/attendance.h"
#include "agenda/proposal.h"
#include "agenda/reply.h"
#include "agenda/rights.h"
#include "agenda/sending.h"
#include "lok/base/dates.h"
#include "lok/council.h"
#include "lok/event.h"
#include "lok/member.h"
#include "notify/notice.h"
#include "notify/outbox.h"

/* Every statement gives at (UTC ms or 0), day (YYYY-MM-DD or ''), what, state (a code) and body, for
 * :id, the person, or its account where the section says so. */

static const struct sql SEATS =
    SQL("SELECT 0 AS at, coalesce(m.from_date, '') AS day,"
        "       CASE WHEN m.person_id = :id THEN coalesce(p.name, '')"
        "            ELSE 'plaatsvervanger' || coalesce(', ' || p.name, '') END AS what,"
        "       m.role AS state,"
        "       CASE WHEN m.voting_right = 1 THEN 'stemgerechtigd' ELSE 'zonder stem' END"
        "       || CASE m.sex WHEN 'woman' THEN ', vrouw' WHEN 'man' THEN ', man'"
        "                     WHEN 'x' THEN ', x' ELSE '' END"
        "       || CASE WHEN m.councillor = 1 THEN ', gemeenteraadslid' ELSE '' END"
        "       || CASE WHEN m.college = 1 THEN ', lid van het college' ELSE '' END"
        "       || coalesce(', tot ' || m.until_date, '') AS body"
        "  FROM member m LEFT JOIN partner p ON p.id = m.partner_id"
        " WHERE m.person_id = :id OR m.substitute_id = :id ORDER BY m.id");

static const struct sql CONTACTS =
    SQL("SELECT 0 AS at, '' AS day, p.name AS what, '' AS state, '' AS body"
        "  FROM partner_contact c JOIN partner p ON p.id = c.partner_id"
        " WHERE c.person_id = :id ORDER BY p.id");

static const struct sql REPLIES =
    SQL("SELECT r.replied_at AS at, '' AS day, m.title || ', ' || m.month AS what,"
        "       r.answer AS state, r.remark AS body"
        "  FROM reply r JOIN meeting m ON m.id = r.meeting_id"
        " WHERE r.person_id = :id ORDER BY r.meeting_id");

static const struct sql ATTENDANCES =
    SQL("SELECT coalesce(m.starts_at, 0) AS at, '' AS day,"
        "       m.title || CASE WHEN t.person_id = :id THEN '' ELSE ', vervangen' END AS what,"
        "       t.status AS state, CASE WHEN t.person_id = :id THEN t.remark ELSE '' END AS body"
        "  FROM attendance t JOIN meeting m ON m.id = t.meeting_id"
        " WHERE t.person_id = :id OR t.for_person_id = :id ORDER BY t.id");

static const struct sql AT_ITEMS =
    SQL("SELECT 0 AS at, '' AS day, i.title AS what, x.vote AS state,"
        "       CASE WHEN x.conflict = 1 THEN 'belangenconflict' ELSE '' END"
        "       || CASE WHEN x.away = 1 THEN ' niet in de zaal' ELSE '' END"
        "       || CASE WHEN x.reason <> '' THEN ' ' || x.reason ELSE '' END AS body"
        "  FROM attendance t JOIN attendance_item x ON x.attendance_id = t.id"
        "  JOIN agenda_item i ON i.id = x.item_id"
        " WHERE t.person_id = :id ORDER BY x.item_id");

static const struct sql WRITTEN =
    SQL("SELECT v.voted_at AS at, '' AS day, i.title AS what, v.vote AS state, v.remark AS body"
        "  FROM written_vote v JOIN agenda_item i ON i.id = v.item_id"
        " WHERE v.person_id = :id ORDER BY v.id");

static const struct sql REMARKS =
    SQL("SELECT r.made_at AS at, '' AS day, m.title AS what, '' AS state, r.text AS body"
        "  FROM minutes_remark r JOIN meeting m ON m.id = r.meeting_id"
        " WHERE r.person_id = :id"
        " UNION ALL"
        " SELECT v.made_at, '', 'Agenda van ' || m.title,"
        "       CASE WHEN v.remark = '' THEN 'akkoord' ELSE '' END, v.remark"
        "  FROM agenda_review v JOIN meeting m ON m.id = v.meeting_id"
        " WHERE v.person_id = :id ORDER BY at");

static const struct sql EXPANSION =
    SQL("SELECT 0 AS at, '' AS day, t.organiser || ', ' || c.name AS what, '' AS state,"
        "       s.score || CASE WHEN s.reason <> '' THEN ': ' || s.reason ELSE '' END AS body"
        "  FROM expansion_score s JOIN expansion_application t ON t.id = s.application_id"
        "  JOIN expansion_criterion c ON c.id = s.criterion_id WHERE s.scorer_id = :id"
        " UNION ALL"
        " SELECT 0, '', t.organiser || ', belangenconflict', '', x.reason"
        "  FROM expansion_conflict x JOIN expansion_application t ON t.id = x.application_id"
        " WHERE x.person_id = :id");

static const struct sql PROPOSALS =
    SQL("SELECT created_at AS at, '' AS day, title AS what, state, text AS body"
        "  FROM proposal WHERE person_id = :id ORDER BY id");

/* As far as that organisation sees them (action.h). */
static const struct sql ACTIONS =
    SQL("SELECT 0 AS at, a.due_date AS day, p.name AS what, '' AS state, a.text AS body"
        "  FROM partner_contact c JOIN action a ON a.partner_id = c.partner_id"
        "  JOIN partner p ON p.id = a.partner_id"
        "  LEFT JOIN meeting m ON m.id = a.meeting_id"
        " WHERE c.person_id = :id AND a.access <= 1 AND (m.id IS NULL OR m.state = 'closed')"
        " ORDER BY a.id");

static const struct sql LINKS =
    SQL("SELECT created_at AS at, '' AS day, 'persoonlijke link' AS what, '' AS state,"
        "       CASE WHEN revoked_at IS NULL THEN '' ELSE 'ingetrokken' END AS body"
        "  FROM personal_link WHERE person_id = :id"
        " UNION ALL"
        " SELECT created_at, '', 'link van een kalender', '', '' FROM feed_token"
        "  WHERE person_id = :id"
        " UNION ALL"
        " SELECT created_at, '', 'sleutel van een systeem', '', name FROM api_token"
        "  WHERE person_id = :id"
        " UNION ALL"
        " SELECT l.expires_at, '', 'link om aan te melden, geldig tot dan', '', ''"
        "  FROM account c JOIN login_link l ON l.account_id = c.id WHERE c.person_id = :id");

static const struct sql MAILS =
    SQL("SELECT d.created_at AS at, '' AS day, d.type AS what, d.state AS state,"
        "       coalesce(b.body, '') AS body"
        "  FROM endpoint e JOIN delivery d ON d.endpoint_id = e.id"
        "  LEFT JOIN delivery_body b ON b.delivery_id = d.id"
        " WHERE e.person_id = :id"
        " UNION ALL"
        " SELECT k.created_at, '', k.type, k.state, '' FROM endpoint e"
        "  JOIN kept_notice k ON k.endpoint_id = e.id WHERE e.person_id = :id");

static const struct sql LETTERS =
    SQL("SELECT s.created_at AS at, '' AS day, l.subject AS what, '' AS state, l.text AS body"
        "  FROM letter l JOIN sending s ON s.id = l.sending_id"
        " WHERE l.person_id = :id ORDER BY l.sending_id");

static const struct sql SESSIONS =
    SQL("SELECT s.started_at AS at, '' AS day, 'aangemeld' AS what, '' AS state, '' AS body"
        "  FROM account c JOIN session s ON s.account_id = c.id"
        " WHERE c.person_id = :id ORDER BY s.started_at");

static const struct sql AUTOSAVES =
    SQL("SELECT t.saved_at AS at, '' AS day, m.title AS what, '' AS state, t.text AS body"
        "  FROM account c JOIN minutes_autosave t ON t.account_id = c.id"
        "  JOIN meeting m ON m.id = t.meeting_id"
        " WHERE c.person_id = :id ORDER BY t.meeting_id, t.item_id");

static const struct sql VERSIONS =
    SQL("SELECT v.made_at AS at, '' AS day, m.title AS what, '' AS state, v.reason AS body"
        "  FROM account c JOIN minutes_version v ON v.account_id = c.id"
        "  JOIN meeting m ON m.id = v.meeting_id"
        " WHERE c.person_id = :id ORDER BY v.id");

static const struct sql SENDINGS =
    SQL("SELECT x.created_at AS at, '' AS day, m.title AS what, x.kind AS state, '' AS body"
        "  FROM account c JOIN sending x ON x.account_id = c.id"
        "  JOIN meeting m ON m.id = x.meeting_id"
        " WHERE c.person_id = :id ORDER BY x.id");

static const struct sql EVENTS =
    SQL("SELECT e.at AS at, '' AS day, e.type AS what, '' AS state, e.data AS body"
        "  FROM account c JOIN event e ON e.account_id = c.id WHERE c.person_id = :id"
        " UNION ALL"
        " SELECT r.replied_at, '', 'reply.ticked', '', '' FROM account c"
        "  JOIN reply r ON r.ticked_by = c.id WHERE c.person_id = :id"
        " ORDER BY at");

static const struct sql ABOUT =
    SQL("SELECT at, '' AS day, type AS what, '' AS state, data AS body FROM event"
        " WHERE subject_kind = 'person' AND subject_id = :id ORDER BY id");

/* NOTED: by the real clock, shown on the council's own day. LOG: `what` is the type of an event. The
 * documents have no statement here (rights_documents). */
enum { NOTED = 1, LOG = 2 };
static const struct {
    const char *name, *title;
    const struct sql *sql;
    const struct choice *of, *what_of;
    unsigned how;
} SECTIONS[] = {
    { "seats", "Plaatsen in het overleg", &SEATS, MEMBER_ROLES, NULL, 0 },
    { "contacts", "Contactpersoon van", &CONTACTS, NULL, NULL, 0 },
    { "replies", "Antwoorden op uitnodigingen", &REPLIES, REPLY_ANSWERS, NULL, NOTED },
    { "attendance", "Aanwezigheden", &ATTENDANCES, ATTENDANCE_STATUSES, NULL, 0 },
    { "items", "Per agendapunt: stem, belangenconflict", &AT_ITEMS, VOTES, NULL, 0 },
    { "votes", "Schriftelijke stemmen en standpunten", &WRITTEN, VOTES, NULL, NOTED },
    { "remarks", "Opmerkingen bij een verslag of agenda", &REMARKS, NULL, NULL, NOTED },
    { "expansion", "Scores en belangenconflicten in een uitbreidingsronde", &EXPANSION, NULL, NULL,
        0 },
    { "proposals", "Voorstellen", &PROPOSALS, PROPOSAL_STATES, NULL, NOTED },
    { "documents", "Documenten die deze persoon toevoegde", NULL, NULL, NULL, NOTED },
    { "actions", "Actiepunten van de organisaties met deze contactpersoon", &ACTIONS, NULL, NULL,
        0 },
    { "mails", "Mails van de laatste 30 dagen", &MAILS, DELIVERY_STATES, NOTICE_TYPES, 0 },
    { "letters", "Brieven die de secretaris zelf verstuurde", &LETTERS, NULL, NULL, 0 },
    { "links", "Links (zonder de geheime code)", &LINKS, NULL, NULL, 0 },
    { "sessions", "Aangemeld sinds", &SESSIONS, NULL, NULL, 0 },
    { "autosaves", "Teksten die nog niet bewaard zijn", &AUTOSAVES, NULL, NULL, NOTED },
    { "minutes", "Versies van verslagen", &VERSIONS, NULL, NULL, NOTED },
    { "sendings", "Wat deze persoon verstuurde", &SENDINGS, SENDING_KINDS, NULL, NOTED },
    { "events", "Logboek: wat met het account gebeurde", &EVENTS, NULL, NULL, LOG },
    { "about", "Logboek: wat aan de gegevens van deze persoon veranderde", &ABOUT, NULL, NULL,
        LOG },
};

static const char *words_of(const struct choice *of, const char *code)
{
    unsigned value;

    return of != NULL && choice_find(of, code, &value) ? choice_dutch(of, value) : code;
}

static enum err document_lines(
    struct snap *s, struct arena *a, int64_t id, struct rights_section *ret)
{
    struct rights_documents found = { 0 };

    TRY(rights_documents(s, a, id, &found));
    ret->at = arena_array(a, found.count, sizeof *ret->at);
    for (size_t i = 0; i < found.count; i++)
        ret->at[ret->count++] = (struct rights_line){ .at = found.at[i].created_at,
            .date = "",
            .what = found.at[i].name,
            .state = "",
            .text = "" };
    return ERR_OK;
}

static enum err lines_of(
    struct snap *s, struct arena *a, int64_t id, size_t which, struct rights_section *ret)
{
    struct rights_line row = { 0 };

    if (SECTIONS[which].sql == NULL)
        return document_lines(s, a, id, ret);
    return sql_list(s, a, SECTIONS[which].sql, IN(in_i64("id", id)),
        OUT(out_i64("at", &row.at), out_text("day", a, &row.date), out_text("what", a, &row.what),
            out_text("state", a, &row.state), out_text("body", a, &row.text)),
        &row, sizeof row, &ret->at, &ret->count);
}

static enum err read_section(struct snap *s, struct arena *a, const struct council *c, int64_t id,
    size_t which, struct rights_section *ret)
{
    unsigned how = SECTIONS[which].how;

    *ret = (struct rights_section){ .name = SECTIONS[which].name, .title = SECTIONS[which].title };
    TRY(lines_of(s, a, id, which, ret));
    for (size_t i = 0; i < ret->count; i++) {
        struct rights_line *line = &ret->at[i];
        int64_t at = how == NOTED ? council_moment(c, line->at) : line->at;

        line->code = how == LOG ? line->what : "";
        line->state = words_of(SECTIONS[which].of, line->state);
        line->what = words_of(SECTIONS[which].what_of, line->what);
        if (how == LOG && !str_empty(event_words(line->code)))
            line->what = event_words(line->code);
        line->day = at != 0                 ? dutch_instant(a, at)
                    : str_empty(line->date) ? ""
                                            : dutch_date(a, line->date);
    }
    return ERR_OK;
}

static const struct sql ACCOUNT_OF =
    SQL("SELECT coalesce(max(id), 0) AS id FROM account WHERE person_id = :id");

enum err rights_export(
    struct snap *s, struct arena *a, int64_t person_id, struct rights_export *ret)
{
    struct rights_export all = { .at = arena_array(a, ARRAY_LEN(SECTIONS), sizeof *all.at) };
    struct council c = { 0 };
    int64_t account_id;

    TRY(council_get(s, a, &c));
    TRY(person_get(s, a, person_id, &all.person));
    TRY(erasure_is(s, person_id, &all.erased));
    TRY(sql_one(s, &ACCOUNT_OF, IN(in_i64("id", person_id)), OUT(out_i64("id", &account_id))));
    if (account_id != 0)
        TRY(account_get(s, a, account_id, &all.account));
    for (size_t i = 0; i < ARRAY_LEN(SECTIONS); i++)
        TRY(read_section(s, a, &c, person_id, i, &all.at[all.count++]));
    *ret = all;
    return ERR_OK;
}
