#include "agenda/written.h"
#include "agenda/advice.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include "lok/change.h"
#include "lok/seats.h"

enum { MOST_SEATS = 1000 };

const struct field WRITTEN_FIELDS[] = {
    FIELD_TEXT(struct written_input, title, .required = true, .max = 200, .label = "Onderwerp"),
    FIELD_DATE(struct written_input, opens_date, .required = true, .label = "Opent op"),
    FIELD_TIME(struct written_input, opens_time, .required = true, .label = "Om"),
    FIELD_DATE(struct written_input, closes_date, .required = true, .label = "Sluit op",
        .hint = "Daarna neemt het programma geen stem meer aan."),
    FIELD_TIME(struct written_input, closes_time, .required = true, .label = "Om welk uur"),
    FIELD_CHOICE(struct written_input, access, .of = ACCESSES, .label = "Wie mag ze zien?"),
    FIELD_END,
};

const struct field WRITTEN_VOTE_FIELDS[] = {
    FIELD_CHOICE(struct written_vote_input, vote, .of = VOTES, .label = "Uw stem"),
    FIELD_TEXT(
        struct written_vote_input, remark, .multiline = true, .max = 4000, .label = "Opmerking"),
    FIELD_END,
};

/* -- starting -- */

static enum err check_period(struct tx *tx, struct written_input *in, int64_t *ret_opens)
{
    struct fault *f = tx_fault(tx);
    struct council c;
    int64_t opens = 0, closes = 0;

    change_check(WRITTEN_FIELDS, f, in);
    TRY(fault_check(f));
    TRY(council_get(tx_snap(tx), f->arena, &c));
    if (date_instant(in->opens_date, in->opens_time, &opens) != ERR_OK)
        fault_issue(f, "opens_time", "format", "Dit uur bestaat niet.");
    else if (date_instant(in->closes_date, in->closes_time, &closes) != ERR_OK)
        fault_issue(f, "closes_time", "format", "Dit uur bestaat niet.");
    else if (closes <= opens)
        fault_issue(f, "closes_date", "range", "De procedure moet sluiten nadat ze opent.");
    else if (closes <= council_now(&c))
        fault_issue(f, "closes_date", "range", "Kies een moment dat nog komt.");
    *ret_opens = opens;
    return fault_check(f);
}

static const struct sql SET_KIND =
    SQL("UPDATE meeting SET kind = 'written_procedure' WHERE id = :id");
static const struct sql WRITTEN_INSERT =
    SQL("INSERT INTO written_procedure (meeting_id, opens_at) VALUES (:meeting, :opens_at)");

enum err written_start(struct tx *tx, struct arena *a, const struct actor *who,
    const struct written_input *given, int64_t advice_id, int64_t *ret_meeting_id)
{
    struct written_input in = *given;
    int64_t opens_at = 0, id = 0, item_id;

    if (!may(who, PREPARE_MEETING, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    TRY(check_period(tx, &in, &opens_at));
    const struct meeting_input meeting = {
        .title = in.title,
        .location = "",
        .online_url = "",
        .note = "",
        .date = in.closes_date,
        .time = in.closes_time,
        .month = "",
        .access = in.access,
    };
    TRY(meeting_create(tx, who, &meeting, &id));
    TRY(sql_run(tx, &SET_KIND, IN(in_i64("id", id)), NULL));
    TRY(sql_run(
        tx, &WRITTEN_INSERT, IN(in_i64("meeting", id), in_i64("opens_at", opens_at)), NULL));
    if (advice_id != 0)
        TRY(advice_to_agenda(tx, a, who, advice_id, id, &item_id));
    *ret_meeting_id = id;
    return event_record(tx, who, "written.prepared", "meeting", id, NULL, NULL);
}

/* -- reading -- */

static const struct sql WRITTEN_GET =
    SQL("SELECT w.opens_at, i.id AS reported_id, m.starts_at, m.state"
        "  FROM written_procedure w JOIN meeting m ON m.id = w.meeting_id"
        "  LEFT JOIN agenda_item i ON i.id = w.reported_id AND i.removed_at IS NULL"
        " WHERE w.meeting_id = :meeting");

static void judge(struct arena *a, struct written *w, int64_t now)
{
    bool sent = w->state == MEETING_CONVENED || w->state == MEETING_IN_SESSION;

    w->open = sent && w->opens_at <= now && now < w->closes_at;
    w->over = w->state == MEETING_CLOSED || now >= w->closes_at;
    if (w->state == MEETING_CLOSED)
        w->why = "Deze schriftelijke procedure is afgesloten.";
    else if (w->state == MEETING_CANCELLED)
        w->why = "Deze schriftelijke procedure gaat niet door.";
    else if (now >= w->closes_at)
        w->why = arena_printf(a, "Stemmen kon tot %s.", dutch_instant(a, w->closes_at));
    else if (now < w->opens_at || !sent)
        w->why = arena_printf(a, "Stemmen kan vanaf %s.", dutch_instant(a, w->opens_at));
    else
        w->why = arena_printf(a, "Stemmen kan tot %s. Tot dan kunt u uw stem nog veranderen.",
            dutch_instant(a, w->closes_at));
}

enum err written_get(struct snap *s, struct arena *a, int64_t meeting_id, struct written *ret)
{
    struct written w = { .meeting_id = meeting_id };
    struct council c;

    TRY(council_get(s, a, &c));
    TRY(sql_one(s, &WRITTEN_GET, IN(in_i64("meeting", meeting_id)),
        OUT(out_i64("opens_at", &w.opens_at), out_i64("reported_id", &w.reported_id),
            out_i64("starts_at", &w.closes_at), out_enum("state", MEETING_STATES, &w.state))));
    judge(a, &w, council_now(&c));
    *ret = w;
    return ERR_OK;
}

const char *written_when(struct arena *a, const struct written *w)
{
    const char *closes = dutch_instant(a, w->closes_at);

    if (w->state == MEETING_CANCELLED)
        return "";
    if (w->over)
        return arena_printf(a, "gesloten op %s", closes);
    return w->open
               ? arena_printf(a, "stemmen tot %s", closes)
               : arena_printf(a, "stemmen van %s tot %s", dutch_instant(a, w->opens_at), closes);
}

/* -- a ballot -- */

/* One's own seat, else the one whose place one takes. */
static enum err find_seat(
    struct snap *s, struct arena *a, const struct actor *who, struct written_ballot *b)
{
    struct member_list members = { 0 };
    const struct member *seat = NULL;
    struct council c;

    TRY(council_get(s, a, &c));
    TRY(member_list(s, a, council_today(a, &c), 0, MOST_SEATS, &members));
    for (size_t i = 0; i < members.count && who->person_id != 0; i++) {
        const struct member *m = &members.at[i];

        if (!seats_is_seat(m))
            continue;
        if (m->person_id == who->person_id && (seat == NULL || b->substitute)) {
            seat = m;
            b->substitute = false;
        } else if (m->substitute_id == who->person_id && seat == NULL) {
            seat = m;
            b->substitute = true;
        }
    }
    if (seat == NULL)
        return ERR_FORBIDDEN;
    b->member_id = seat->id;
    b->may_vote = seats_may_vote(seat);
    b->why_not = b->may_vote                       ? ""
                 : !str_empty(seats_no_vote(seat)) ? seats_no_vote(seat)
                                                   : "Deze zetel heeft geen stemrecht.";
    return ERR_OK;
}

static const struct sql LAST_VOTE =
    SQL("SELECT vote, remark, voted_at FROM written_vote"
        " WHERE item_id = :item AND member_id = :member ORDER BY id DESC LIMIT 1");

enum err written_ballot(struct snap *s, struct arena *a, const struct actor *who,
    int64_t meeting_id, struct written_ballot *ret)
{
    struct written_ballot b = { .why_not = "" };
    struct item_list items = { 0 };

    TRY(written_get(s, a, meeting_id, &b.procedure));
    TRY(find_seat(s, a, who, &b));
    TRY(item_list(s, a, meeting_id, &items));
    b.at = arena_array(a, items.count, sizeof *b.at);
    for (size_t i = 0; i < items.count; i++) {
        struct written_answer *one = &b.at[b.count];

        if (items.at[i].access > ACCESS_MEMBERS)
            continue;
        *one = (struct written_answer){ .item = items.at[i], .remark = "" };
        enum err e = sql_one(s, &LAST_VOTE,
            IN(in_i64("item", items.at[i].id), in_i64("member", b.member_id)),
            OUT(out_enum("vote", VOTES, &one->vote), out_text("remark", a, &one->remark),
                out_i64("voted_at", &one->voted_at)));
        if (e != ERR_OK && e != ERR_NOT_FOUND)
            return e;
        b.count++;
    }
    *ret = b;
    return ERR_OK;
}

static bool asks(const struct written_ballot *b, int64_t item_id)
{
    for (size_t i = 0; i < b->count; i++)
        if (b->at[i].item.id == item_id)
            return true;
    return false;
}

static const struct sql VOTE_INSERT =
    SQL("INSERT INTO written_vote (meeting_id, item_id, member_id, person_id, vote, remark, way,"
        "                          voted_at)"
        " VALUES (:meeting, :item, :member, :person, :vote, :remark, :way, :now)");

enum err written_vote(struct tx *tx, struct arena *a, const struct actor *who, int64_t meeting_id,
    int64_t item_id, const struct written_vote_input *given)
{
    struct fault *f = tx_fault(tx);
    struct written_vote_input in = *given;
    struct written_ballot b = { 0 };

    TRY(written_ballot(tx_snap(tx), a, who, meeting_id, &b));
    if (!asks(&b, item_id))
        return ERR_NOT_FOUND;
    if (!b.procedure.open)
        return fault_set(f, ERR_CONFLICT, "%s", b.procedure.why);
    change_check(WRITTEN_VOTE_FIELDS, f, &in);
    if (in.vote != VOTE_NONE && !b.may_vote)
        fault_issue(f, "vote", "choice", "%s U kunt wel een opmerking geven.", b.why_not);
    else if (in.vote == VOTE_NONE && str_empty(str_trim(a, in.remark)))
        fault_issue(f, b.may_vote ? "vote" : "remark", "required",
            b.may_vote ? "Kies voor, tegen of onthouding." : "Schrijf uw opmerking.");
    TRY(fault_check(f));
    TRY(sql_run(tx, &VOTE_INSERT,
        IN(in_i64("meeting", meeting_id), in_i64("item", item_id), in_i64("member", b.member_id),
            in_id("person", who->person_id), in_enum("vote", VOTES, in.vote),
            in_text("remark", str_trim(a, in.remark)),
            in_text("way", who->token_id != 0     ? "api"
                           : who->account_id != 0 ? "signed_in"
                                                  : "link"),
            in_i64("now", clock_now())),
        NULL));
    return event_record(tx, who, "written.voted", "agenda_item", item_id, NULL, NULL);
}
