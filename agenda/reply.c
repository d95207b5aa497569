#include "agenda/reply.h"
#include "lok/base/clock.h"
#include "lok/change.h"
#include "lok/person.h"

const struct choice REPLY_ANSWERS[] = {
    { "coming", "Ik kom" },
    { "excused", "Ik verontschuldig mij" },
    { "replaced", "Ik stuur een vervanger" },
    { NULL, NULL },
};

const struct choice REPLY_WAYS[] = {
    { "link", "via de persoonlijke link" },
    { "signed_in", "aangemeld" },
    { "ticked", "aangevinkt door het secretariaat" },
    { NULL, NULL },
};

const struct field REPLY_FIELDS[] = {
    FIELD_CHOICE(
        struct reply_input, answer, .required = true, .of = REPLY_ANSWERS, .label = "Uw antwoord"),
    FIELD_TEXT(struct reply_input, remark, .multiline = true, .max = 500, .label = "Opmerking",
        .hint = "Bijvoorbeeld wie in uw plaats komt."),
    FIELD_END,
};

bool reply_is_open(const struct meeting *m, const struct council *c)
{
    return (m->state == MEETING_PLANNED || m->state == MEETING_CONVENED) && m->starts_at != 0 &&
           m->starts_at > council_now(c);
}

static bool prepares(const struct actor *who)
{
    return may(who, PREPARE_MEETING, (struct object){ 0 });
}

static bool is_own(const struct actor *who, int64_t person_id)
{
    return who->person_id != 0 && who->person_id == person_id;
}

static const struct invited *find(const struct invited_list *list, int64_t person_id)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->at[i].person_id == person_id)
            return &list->at[i];
    return NULL;
}

/* What others may answer to is the meeting as it was sent. */
static enum err check_own(
    struct tx *tx, struct arena *a, const struct actor *who, int64_t meeting_id, int64_t person_id)
{
    struct fault *f = tx_fault(tx);
    struct invited_list invited = { 0 };
    struct published p = { 0 };
    struct council c;

    if (!is_own(who, person_id))
        return ERR_FORBIDDEN;
    TRY(council_get(tx_snap(tx), a, &c));
    TRY(publication_current(tx_snap(tx), a, visibility_of(who), meeting_id, clock_now(), &p));
    TRY(invited_list(tx_snap(tx), a, meeting_id, &invited));
    if (find(&invited, person_id) == NULL)
        return fault_set(f, ERR_FORBIDDEN, "U bent voor deze vergadering niet uitgenodigd.");
    if (p.meeting.state == MEETING_CANCELLED)
        return fault_set(f, ERR_CONFLICT, "Deze vergadering gaat niet door.");
    if (!reply_is_open(&p.meeting, &c))
        return fault_set(f, ERR_CONFLICT,
            "Antwoorden kan niet meer. Laat het secretariaat weten wat er veranderd is.");
    return ERR_OK;
}

static enum err check_ticked(struct tx *tx, struct arena *a, int64_t meeting_id, int64_t person_id)
{
    struct fault *f = tx_fault(tx);
    struct person person = { 0 };
    struct meeting m = { 0 };

    TRY(meeting_get(tx_snap(tx), a, meeting_id, &m));
    TRY(person_get(tx_snap(tx), a, person_id, &person));
    if (m.state == MEETING_CANCELLED)
        return fault_set(f, ERR_CONFLICT, "Deze vergadering gaat niet door.");
    if (m.state == MEETING_CLOSED)
        return fault_set(f, ERR_CONFLICT, "Deze vergadering is afgelopen.");
    return ERR_OK;
}

static const struct sql REPLY_PUT =
    SQL("INSERT INTO reply (meeting_id, person_id, answer, remark, way, ticked_by, replied_at)"
        " VALUES (:meeting, :person, :answer, :remark, :way, :ticked_by, :now)"
        " ON CONFLICT (meeting_id, person_id) DO UPDATE"
        "    SET answer = excluded.answer, remark = excluded.remark, way = excluded.way,"
        "        ticked_by = excluded.ticked_by, replied_at = excluded.replied_at");

static enum err record(struct tx *tx, const struct actor *who, const char *type, int64_t meeting_id,
    int64_t person_id, const char *answer, const char *way)
{
    cJSON *data = cJSON_CreateObject();

    json_add_id(data, "personId", person_id);
    if (!str_empty(answer))
        json_add_text(data, "answer", answer);
    if (!str_empty(way))
        json_add_text(data, "way", way);
    return event_record(tx, who, type, "meeting", meeting_id, data, NULL);
}

enum err reply_give(struct tx *tx, struct arena *a, const struct actor *who, int64_t meeting_id,
    int64_t person_id, const struct reply_input *in)
{
    struct fault *f = tx_fault(tx);
    struct reply_input checked = *in;
    bool ticked = !is_own(who, person_id) && prepares(who);
    enum reply_way way = ticked                                       ? REPLY_TICKED
                         : who->account_id == 0 && who->token_id == 0 ? REPLY_BY_LINK
                                                                      : REPLY_SIGNED_IN;

    change_check(REPLY_FIELDS, f, &checked);
    TRY(fault_check(f));
    if (ticked)
        TRY(check_ticked(tx, a, meeting_id, person_id));
    else
        TRY(check_own(tx, a, who, meeting_id, person_id));
    TRY(sql_run(tx, &REPLY_PUT,
        IN(in_i64("meeting", meeting_id), in_i64("person", person_id),
            in_enum("answer", REPLY_ANSWERS, checked.answer), in_text("remark", checked.remark),
            in_enum("way", REPLY_WAYS, way), in_id("ticked_by", ticked ? who->account_id : 0),
            in_i64("now", clock_now())),
        NULL));
    return record(tx, who, "reply.given", meeting_id, person_id,
        choice_code(REPLY_ANSWERS, checked.answer), choice_code(REPLY_WAYS, way));
}

static const struct sql REPLY_DELETE =
    SQL("DELETE FROM reply WHERE meeting_id = :meeting AND person_id = :person");

enum err reply_remove(struct tx *tx, const struct actor *who, int64_t meeting_id, int64_t person_id)
{
    int64_t count = 0;

    if (!prepares(who))
        return ERR_FORBIDDEN;
    TRY(sql_run(
        tx, &REPLY_DELETE, IN(in_i64("meeting", meeting_id), in_i64("person", person_id)), &count));
    if (count == 0)
        return ERR_NOT_FOUND;
    return record(tx, who, "reply.removed", meeting_id, person_id, "", "");
}

/* -- reading -- */

static const struct sql REPLIES =
    SQL("SELECT r.person_id, r.answer, r.way, r.remark, r.replied_at, p.name, p.function,"
        "       p.email <> '' AS has_email, COALESCE(t.function, '') AS ticked_by"
        "  FROM reply r"
        "  JOIN person p ON p.id = r.person_id"
        "  LEFT JOIN account k ON k.id = r.ticked_by"
        "  LEFT JOIN person t ON t.id = k.person_id"
        " WHERE r.meeting_id = :meeting"
        " ORDER BY p.name_folded, p.id");

static enum err answers_of(
    struct snap *s, struct arena *a, int64_t meeting_id, struct reply_list *ret)
{
    struct reply row = { .answered = true, .partner_name = "" };

    return sql_list(s, a, &REPLIES, IN(in_i64("meeting", meeting_id)),
        OUT(out_i64("person_id", &row.person_id), out_enum("answer", REPLY_ANSWERS, &row.answer),
            out_enum("way", REPLY_WAYS, &row.way), out_text("remark", a, &row.remark),
            out_i64("replied_at", &row.replied_at), out_text("name", a, &row.name),
            out_text("function", a, &row.function), out_bool("has_email", &row.has_email),
            out_text("ticked_by", a, &row.ticked_by)),
        &row, sizeof row, &ret->at, &ret->count);
}

static struct reply reply_of(const struct invited *i)
{
    return (struct reply){
        .person_id = i->person_id,
        .invited = true,
        .remark = "",
        .ticked_by = "",
        .name = i->name,
        .function = i->function,
        .partner_name = i->partner_name,
        .has_email = !str_empty(i->email),
    };
}

static enum err all_of(struct snap *s, struct arena *a, int64_t meeting_id, struct reply_list *ret)
{
    struct invited_list invited = { 0 };
    struct reply_list answers = { 0 };

    TRY(invited_list(s, a, meeting_id, &invited));
    TRY(answers_of(s, a, meeting_id, &answers));
    struct reply_list list = {
        arena_array(a, invited.count + answers.count, sizeof *list.at),
        invited.count,
    };
    for (size_t i = 0; i < invited.count; i++)
        list.at[i] = reply_of(&invited.at[i]);
    for (size_t i = 0; i < answers.count; i++) {
        const struct invited *known = find(&invited, answers.at[i].person_id);
        struct reply *to = known == NULL ? &list.at[list.count++] : &list.at[known - invited.at];

        *to = answers.at[i];
        to->invited = known != NULL;
        to->partner_name = known != NULL ? known->partner_name : "";
    }
    *ret = list;
    return ERR_OK;
}

enum err reply_list(struct snap *s, struct arena *a, const struct actor *who, int64_t meeting_id,
    struct reply_list *ret)
{
    struct meeting m = { 0 };

    if (!prepares(who))
        return ERR_FORBIDDEN;
    TRY(meeting_get(s, a, meeting_id, &m));
    return all_of(s, a, meeting_id, ret);
}

enum err reply_get(struct snap *s, struct arena *a, const struct actor *who, int64_t meeting_id,
    int64_t person_id, struct reply *ret)
{
    struct reply_list list = { 0 };

    if (!is_own(who, person_id) && !prepares(who))
        return ERR_FORBIDDEN;
    TRY(all_of(s, a, meeting_id, &list));
    for (size_t i = 0; i < list.count; i++) {
        if (list.at[i].person_id == person_id) {
            *ret = list.at[i];
            return ERR_OK;
        }
    }
    return ERR_NOT_FOUND;
}

struct reply_counts reply_count(const struct reply_list *list)
{
    struct reply_counts n = { 0 };

    for (size_t i = 0; i < list->count; i++) {
        const struct reply *r = &list->at[i];

        n.invited += r->invited;
        n.missing += r->invited && !r->answered;
        n.coming += r->answered && r->answer == REPLY_COMING;
        n.excused += r->answered && r->answer == REPLY_EXCUSED;
        n.replaced += r->answered && r->answer == REPLY_REPLACED;
    }
    return n;
}
