#include "agenda/decision_life.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include "lok/change.h"
#include "lok/partner.h"
#include <string.h>

const struct choice DECISION_ACTIONS[] = {
    { "supersede", "vervangen" },
    { "withdraw", "intrekken" },
    { "execute", "als uitgevoerd noteren" },
    { "restore", "opnieuw geldig maken" },
    { "rectify", "rechtzetten" },
    { NULL, NULL },
};
_Static_assert(ARRAY_LEN(DECISION_ACTIONS) == DECISION_ACTION_COUNT + 1, "a name for each action");

const struct field DECISION_ACT_FIELDS[] = {
    FIELD_TEXT(struct decision_act_input, successor, .max = 60, .label = "Vervangen door",
        .hint = "Het nummer van de nieuwe beslissing, zoals 2024_LOK_00012."),
    FIELD_DATE(struct decision_act_input, on_date, .label = "Sinds"),
    FIELD_TEXT(struct decision_act_input, reason, .max = 500, .label = "Waarom?"),
    FIELD_END,
};

const struct field DECISION_RECTIFY_FIELDS[] = {
    FIELD_DATE(struct decision_rectify_input, on_date, .required = true, .label = "Datum"),
    FIELD_TEXT(struct decision_rectify_input, text, .required = true, .multiline = true,
        .max = 5000, .label = "Wat moet er staan?"),
    FIELD_END,
};

const struct field DECISION_ABOUT_FIELDS[] = {
    FIELD_LINES(struct decision_about_input, topics, .max = 60, .label = "Thema's",
        .hint = "Een thema per regel."),
    FIELD_ID(struct decision_about_input, follow_up_id, .label = "Opvolging door"),
    FIELD_DATE(struct decision_about_input, due_date, .label = "Tegen"),
    FIELD_END,
};

/* -- the life -- */

static const struct step {
    enum decision_state from;
    enum decision_action action;
    enum decision_state to;
    const char *event;
} STEPS[] = {
#define STEP(from_, action_, to_, event_) \
    { DECISION_##from_, DECISION_##action_, DECISION_##to_, event_ },
#include "agenda/decision.def"
#undef STEP
};

static const char *const ACTION_SENTENCES[DECISION_ACTION_COUNT] = {
    [DECISION_SUPERSEDE] = "Deze beslissing vervangen",
    [DECISION_WITHDRAW] = "Deze beslissing intrekken",
    [DECISION_EXECUTE] = "Deze beslissing als uitgevoerd noteren",
    [DECISION_RESTORE] = "Deze beslissing opnieuw geldig maken",
    [DECISION_RECTIFY] = "Deze beslissing rechtzetten",
};

enum err decision_step(const struct actor *who, enum decision_state from,
    enum decision_action action, struct fault *f, struct decision_step *ret)
{
    if (!may(who, RECORD, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    for (size_t i = 0; i < ARRAY_LEN(STEPS); i++)
        if (STEPS[i].from == from && STEPS[i].action == action) {
            *ret = (struct decision_step){ STEPS[i].to, STEPS[i].event };
            return ERR_OK;
        }
    if (f == NULL)
        return ERR_CONFLICT;
    return fault_set(f, ERR_CONFLICT, "%s kan niet: ze is %s.", ACTION_SENTENCES[action],
        choice_dutch(DECISION_STATES, from));
}

bool decision_allows(const struct actor *who, enum decision_state from, enum decision_action action)
{
    struct decision_step step;

    return decision_step(who, from, action, NULL, &step) == ERR_OK;
}

/* As who records sees it, still at `version`. */
static enum err open_decision(struct tx *tx, struct arena *a, const struct actor *who,
    const char *number, int64_t version, struct decision *ret)
{
    struct decision_reader r = decision_reader_of(who);

    if (!may(who, RECORD, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    TRY(decision_get(tx_snap(tx), a, &r, number, ret));
    return ret->version == version ? ERR_OK : ERR_STALE;
}

/* -- another takes its place -- */

enum { LONGEST_CHAIN = 1000 };

static const struct sql NEXT = SQL("SELECT superseded_by_id FROM decision WHERE id = :id");

/* Whether following the successors of `from` leads to `id`. */
static enum err leads_to(struct snap *s, int64_t from, int64_t id, bool *ret)
{
    *ret = false;
    for (int i = 0; from != 0 && i < LONGEST_CHAIN; i++) {
        if (from == id) {
            *ret = true;
            return ERR_OK;
        }
        TRY(sql_one(s, &NEXT, IN(in_i64("id", from)), OUT(out_i64("superseded_by_id", &from))));
    }
    return ERR_OK;
}

static enum err find_successor(struct tx *tx, struct arena *a, const struct actor *who,
    const struct decision *d, const char *number, int64_t *ret)
{
    struct decision_reader r = decision_reader_of(who);
    struct fault *f = tx_fault(tx);
    struct decision next = { 0 };
    bool cycle = false;
    enum err e =
        str_empty(number) ? ERR_NOT_FOUND : decision_get(tx_snap(tx), a, &r, number, &next);

    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    if (str_empty(number))
        return fault_issue(f, "successor", "required",
            "Vul het nummer in van de beslissing die in de plaats komt.");
    if (e == ERR_NOT_FOUND)
        return fault_issue(f, "successor", "unknown", "Deze beslissing bestaat niet: %s.", number);
    if (next.id == d->id)
        return fault_issue(f, "successor", "cycle", "Een beslissing kan zichzelf niet vervangen.");
    if (next.state == DECISION_PROVISIONAL)
        return fault_issue(f, "successor", "choice",
            "Beslissing %s is nog voorlopig. Geef ze eerst vrij.", next.number);
    TRY(leads_to(tx_snap(tx), next.id, d->id, &cycle));
    if (cycle)
        return fault_issue(f, "successor", "cycle",
            "Dat kan niet: %s is zelf al vervangen, en die weg leidt terug naar %s. Zo zouden ze"
            " elkaar vervangen.",
            next.number, d->number);
    *ret = next.id;
    return ERR_OK;
}

static const struct sql ACT =
    SQL("UPDATE decision"
        "   SET state = :state, superseded_by_id = :successor, superseded_told_by = NULL,"
        "       state_on = :date, state_reason = :reason, version = version + 1"
        " WHERE id = :id");

enum err decision_act(struct tx *tx, struct arena *a, const struct actor *who, const char *number,
    int64_t version, enum decision_action action, const struct decision_act_input *in)
{
    struct decision_act_input checked = *in;
    struct fault *f = tx_fault(tx);
    struct decision_step step;
    struct decision d = { 0 };
    struct council c;
    int64_t successor = 0;

    PRE(action != DECISION_RECTIFY);
    TRY(open_decision(tx, a, who, number, version, &d));
    TRY(decision_step(who, d.state, action, f, &step));
    change_check(DECISION_ACT_FIELDS, f, &checked);
    if (str_empty(str_trim(a, checked.reason)) &&
        (action == DECISION_WITHDRAW || action == DECISION_RESTORE))
        fault_issue(f, "reason", "required", "Zeg waarom.");
    if (action == DECISION_SUPERSEDE) {
        enum err e = find_successor(tx, a, who, &d, str_trim(a, checked.successor), &successor);
        if (e != ERR_OK && e != ERR_INVALID)
            return e;
    }
    TRY(fault_check(f));
    TRY(council_get(tx_snap(tx), a, &c));
    TRY(sql_run(tx, &ACT,
        IN(in_i64("id", d.id), in_enum("state", DECISION_STATES, step.to),
            in_id("successor", successor),
            in_text("date", str_empty(checked.on_date) ? council_today(a, &c) : checked.on_date),
            in_text("reason", checked.reason)),
        NULL));
    TRY(decision_index(tx, a, d.id));
    cJSON *data = cJSON_CreateObject();
    json_add_text(data, "from", choice_code(DECISION_STATES, d.state));
    json_add_text(data, "to", choice_code(DECISION_STATES, step.to));
    if (successor != 0)
        json_add_id(data, "supersededById", successor);
    return event_record(tx, who, step.event, "decision", d.id, data, NULL);
}

static const struct sql TOLD =
    SQL("UPDATE decision SET superseded_told_by = :sending, version = version + 1 WHERE id = :id");

enum err decision_told_superseded(
    struct tx *tx, const struct actor *who, const struct decision_list *list, int64_t sending_id)
{
    for (size_t i = 0; i < list->count; i++) {
        cJSON *data = cJSON_CreateObject();

        json_add_id(data, "sendingId", sending_id);
        TRY(sql_run(
            tx, &TOLD, IN(in_i64("id", list->at[i].id), in_i64("sending", sending_id)), NULL));
        TRY(event_record(
            tx, who, "decision.superseded_told", "decision", list->at[i].id, data, NULL));
        list->at[i].version++;
    }
    return ERR_OK;
}

static const struct sql UNTOLD =
    SQL("UPDATE decision SET superseded_told_by = NULL, version = version + 1"
        " WHERE superseded_told_by = :sending");

enum err decision_untold_superseded(struct tx *tx, int64_t sending_id)
{
    return sql_run(tx, &UNTOLD, IN(in_i64("sending", sending_id)), NULL);
}

static const struct sql PREDECESSORS =
    SQL("SELECT number FROM decision WHERE superseded_by_id = :id ORDER BY id");

enum err decision_predecessors(struct snap *s, struct arena *a, const struct decision_reader *r,
    int64_t id, struct decision_list *ret)
{
    const char *row = "", **rows = NULL;
    size_t count = 0;

    TRY(sql_list(s, a, &PREDECESSORS, IN(in_i64("id", id)), OUT(out_text("number", a, &row)), &row,
        sizeof row, &rows, &count));
    struct decision_list list = { arena_array(a, count, sizeof *list.at), 0 };
    for (size_t i = 0; i < count; i++) {
        enum err e = decision_get(s, a, r, rows[i], &list.at[list.count]);

        if (e != ERR_OK && e != ERR_NOT_FOUND)
            return e;
        list.count += e == ERR_OK;
    }
    *ret = list;
    return ERR_OK;
}

/* -- putting right -- */

static const struct sql RECTIFY =
    SQL("INSERT INTO decision_rectification (decision_id, on_date, text, made_at)"
        " VALUES (:id, :date, :text, :now)");

static const struct sql TOUCH = SQL("UPDATE decision SET version = version + 1 WHERE id = :id");

enum err decision_rectify(struct tx *tx, struct arena *a, const struct actor *who,
    const char *number, int64_t version, const struct decision_rectify_input *in)
{
    struct decision_rectify_input checked = *in;
    struct decision_step step;
    struct decision d = { 0 };

    TRY(open_decision(tx, a, who, number, version, &d));
    TRY(decision_step(who, d.state, DECISION_RECTIFY, tx_fault(tx), &step));
    change_check(DECISION_RECTIFY_FIELDS, tx_fault(tx), &checked);
    TRY(fault_check(tx_fault(tx)));
    TRY(sql_run(tx, &RECTIFY,
        IN(in_i64("id", d.id), in_text("date", checked.on_date), in_text("text", checked.text),
            in_i64("now", clock_now())),
        NULL));
    TRY(sql_run(tx, &TOUCH, IN(in_i64("id", d.id)), NULL));
    TRY(decision_index(tx, a, d.id));
    return event_record(tx, who, step.event, "decision", d.id, NULL, NULL);
}

static const struct sql RECTIFICATIONS =
    SQL("SELECT on_date, text FROM decision_rectification WHERE decision_id = :id ORDER BY id");

enum err decision_rectification_list(
    struct snap *s, struct arena *a, int64_t id, struct decision_rectifications *ret)
{
    struct decision_rectification row = { 0 };

    return sql_list(s, a, &RECTIFICATIONS, IN(in_i64("id", id)),
        OUT(out_text("on_date", a, &row.on_date), out_text("text", a, &row.text)), &row, sizeof row,
        &ret->at, &ret->count);
}

/* -- topics and follow-up -- */

static const struct sql ABOUT =
    SQL("UPDATE decision SET topics = :topics, follow_up_id = :partner, due_date = :date,"
        "       version = version + 1"
        " WHERE id = :id");

/* Each once, without empty lines. */
static const char *tidy(struct arena *a, const struct lines *topics)
{
    struct lines kept = { arena_array(a, topics->count, sizeof *kept.at), 0 };

    for (size_t i = 0; i < topics->count; i++) {
        const char *topic = str_trim(a, topics->at[i]);
        bool known = str_empty(topic);

        for (size_t j = 0; j < kept.count; j++)
            known = known || str_equal(kept.at[j], topic);
        if (!known)
            kept.at[kept.count++] = topic;
    }
    return str_join(a, &kept, "\n");
}

enum err decision_about(struct tx *tx, struct arena *a, const struct actor *who, const char *number,
    int64_t version, const struct decision_about_input *in)
{
    struct decision_about_input checked = *in;
    struct fault *f = tx_fault(tx);
    struct partner partner;
    struct decision d = { 0 };

    TRY(open_decision(tx, a, who, number, version, &d));
    change_check(DECISION_ABOUT_FIELDS, f, &checked);
    enum err e = checked.follow_up_id == 0
                     ? ERR_OK
                     : partner_get(tx_snap(tx), a, checked.follow_up_id, &partner);
    if (e == ERR_NOT_FOUND)
        fault_issue(f, "follow_up_id", "unknown", "Deze partner bestaat niet.");
    else if (e != ERR_OK)
        return e;
    TRY(fault_check(f));
    TRY(sql_run(tx, &ABOUT,
        IN(in_i64("id", d.id), in_text("topics", tidy(a, &checked.topics)),
            in_id("partner", checked.follow_up_id), in_text("date", checked.due_date)),
        NULL));
    TRY(decision_index(tx, a, d.id));
    return event_record(tx, who, "decision.described", "decision", d.id, NULL, NULL);
}

static const struct sql TOPICS =
    SQL("SELECT DISTINCT d.topics FROM decision d"
        " WHERE d.topics <> ''"
        "   AND (d.access <= :sees OR (d.follow_up_id = :partner AND d.access <= 1))"
        "   AND (:provisional OR (d.released_at IS NOT NULL AND d.released_at <= :now))");

static void add_topic(struct lines *to, const char *topic)
{
    size_t at = to->count;

    for (size_t i = 0; i < to->count; i++)
        if (str_equal(to->at[i], topic))
            return;
    while (at > 0 && strcmp(to->at[at - 1], topic) > 0) {
        to->at[at] = to->at[at - 1];
        at--;
    }
    to->at[at] = topic;
    to->count++;
}

enum err decision_topics(
    struct snap *s, struct arena *a, const struct decision_reader *r, struct lines *ret)
{
    const char *row = "", **rows = NULL;
    size_t count = 0, room = 0;

    TRY(sql_list(s, a, &TOPICS,
        IN(in_i64("sees", r->v.sees),
            in_i64("partner", r->v.partner_id == 0 ? -1 : r->v.partner_id),
            in_bool("provisional", r->provisional), in_i64("now", r->now)),
        OUT(out_text("topics", a, &row)), &row, sizeof row, &rows, &count));
    struct lines *parts = arena_array(a, count, sizeof *parts);
    for (size_t i = 0; i < count; i++) {
        parts[i] = str_split(a, rows[i], '\n');
        room += parts[i].count;
    }
    struct lines topics = { arena_array(a, room, sizeof *topics.at), 0 };
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < parts[i].count; j++)
            add_topic(&topics, parts[i].at[j]);
    *ret = topics;
    return ERR_OK;
}
