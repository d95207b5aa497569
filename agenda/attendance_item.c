/* Who was there at one item, who had a conflict of interest, and who voted what. */
#include "agenda/attendance.h"
#include "lok/base/sql.h"
#include "lok/change.h"

const struct choice VOTES[] = {
    { "", "geen stem genoteerd" },
    { "in_favour", "voor" },
    { "against", "tegen" },
    { "abstain", "onthouding" },
    { NULL, NULL },
};

const struct field PRESENCE_FIELDS[] = {
    FIELD_BOOL(struct presence_input, away, .label = "Verliet de zaal voor dit punt"),
    FIELD_BOOL(struct presence_input, conflict, .label = "Heeft een belangenconflict",
        .hint = "Wie zelf belang heeft bij dit punt, stemt niet mee."),
    FIELD_TEXT(struct presence_input, reason, .max = 500, .label = "Waarom?"),
    FIELD_CHOICE(struct presence_input, vote, .of = VOTES, .label = "Stem"),
    FIELD_END,
};

struct exception {
    int64_t attendance_id;
    bool away, conflict;
    const char *reason;
    unsigned vote;
};

struct reading {
    struct snap *s;
    struct arena *arena;
    struct item item;
    struct item_list items; /* of the meeting, in order */
    struct exception *exceptions;
    size_t exception_count;
};

static const struct sql EXCEPTIONS = SQL("SELECT attendance_id, away, conflict, reason, vote"
                                         "  FROM attendance_item WHERE item_id = :item");

static enum err read_item(struct reading *r, int64_t item_id)
{
    struct exception row = { 0 };

    TRY(item_get(r->s, r->arena, item_id, &r->item));
    TRY(item_all(r->s, r->arena, r->item.meeting_id, &r->items));
    return sql_list(r->s, r->arena, &EXCEPTIONS, IN(in_i64("item", item_id)),
        OUT(out_i64("attendance_id", &row.attendance_id), out_bool("away", &row.away),
            out_bool("conflict", &row.conflict), out_text("reason", r->arena, &row.reason),
            out_enum("vote", VOTES, &row.vote)),
        &row, sizeof row, &r->exceptions, &r->exception_count);
}

/* Where an item stands on its agenda; `absent` when it is 0. */
static size_t place_of(const struct reading *r, int64_t item_id, size_t absent)
{
    for (size_t i = 0; item_id != 0 && i < r->items.count; i++)
        if (r->items.at[i].id == item_id)
            return i;
    return absent;
}

static bool within(const struct reading *r, const struct attendance *who)
{
    size_t here = place_of(r, r->item.id, 0);

    return place_of(r, who->from_item_id, 0) <= here &&
           here <= place_of(r, who->until_item_id, r->items.count);
}

static const char *why_not(const struct presence *p)
{
    if (p->away)
        return "verliet de zaal";
    if (!p->there)
        return "";
    if (p->conflict)
        return "heeft een belangenconflict";
    if (p->who.voting_right)
        return "";
    return str_empty(p->who.no_vote) ? "is niet stemgerechtigd" : p->who.no_vote;
}

static struct presence presence_of(const struct reading *r, const struct attendance *who)
{
    struct presence p = { .who = *who, .reason = "" };
    bool in_time = attendance_was_there(who) && within(r, who);

    for (size_t i = 0; who->id != 0 && i < r->exception_count; i++) {
        const struct exception *e = &r->exceptions[i];

        if (e->attendance_id != who->id)
            continue;
        p.away = e->away && in_time;
        p.conflict = e->conflict;
        p.reason = e->reason;
        p.vote = e->vote;
    }
    p.there = in_time && !p.away;
    p.may_vote = p.there && !p.conflict && who->voting_right;
    p.why_not = why_not(&p);
    return p;
}

enum err attendance_at_item(
    struct snap *s, struct arena *a, int64_t item_id, struct presence_list *ret)
{
    struct reading r = { .s = s, .arena = a };
    struct attendance_list all = { 0 };
    int64_t seats = 0;

    TRY(read_item(&r, item_id));
    TRY(attendance_list(s, a, r.item.meeting_id, &all));
    struct presence_list list = {
        .at = arena_array(a, all.count, sizeof *list.at),
        .count = all.count,
        .version = all.version,
    };
    for (size_t i = 0; i < all.count; i++) {
        list.at[i] = presence_of(&r, &all.at[i]);
        list.noted |= all.at[i].id != 0;
        list.there += list.at[i].there;
        list.voters += list.at[i].may_vote;
        seats += all.at[i].member && all.at[i].voting_right;
    }
    if (!list.noted)
        list.voters = seats;
    *ret = list;
    return ERR_OK;
}

struct votes attendance_votes(const struct presence_list *list)
{
    struct votes n = { 0 };

    for (size_t i = 0; i < list->count; i++) {
        n.in_favour += list->at[i].vote == VOTE_IN_FAVOUR;
        n.against += list->at[i].vote == VOTE_AGAINST;
        n.abstain += list->at[i].vote == VOTE_ABSTAIN;
    }
    return n;
}

/* -- noting -- */

static const struct sql PUT =
    SQL("INSERT INTO attendance_item (attendance_id, item_id, away, conflict, reason, vote)"
        " VALUES (:entry, :item, :away, :conflict, :reason, :vote)"
        " ON CONFLICT (attendance_id, item_id) DO UPDATE"
        "    SET away = excluded.away, conflict = excluded.conflict, reason = excluded.reason,"
        "        vote = excluded.vote");

static const struct sql REMOVE =
    SQL("DELETE FROM attendance_item WHERE attendance_id = :entry AND item_id = :item");

static enum err write(
    struct tx *tx, int64_t item_id, int64_t entry, const struct presence_input *in)
{
    bool nothing = !in->away && !in->conflict && in->vote == VOTE_NONE && str_empty(in->reason);

    if (nothing)
        return sql_run(tx, &REMOVE, IN(in_i64("entry", entry), in_i64("item", item_id)), NULL);
    return sql_run(tx, &PUT,
        IN(in_i64("entry", entry), in_i64("item", item_id), in_bool("away", in->away),
            in_bool("conflict", in->conflict), in_text("reason", in->reason),
            in_enum("vote", VOTES, in->vote)),
        NULL);
}

/* As it will stand after the change. */
static enum err check_one(
    struct fault *f, const struct presence *before, const struct presence_input *in)
{
    struct presence p = *before;
    bool in_time = p.there || p.away;

    if (in->away && !in_time)
        fault_issue(f, "away", "choice", "%s was niet aanwezig bij dit punt.", p.who.name);
    p.away = in->away;
    p.there = in_time && !in->away;
    p.conflict = in->conflict;
    const char *why = why_not(&p);
    if (in->vote != VOTE_NONE && (!p.there || !str_empty(why)))
        fault_issue(f, "vote", "choice", "%s kan bij dit punt niet stemmen: %s.", p.who.name,
            str_empty(why) ? "was er niet" : why);
    return fault_check(f);
}

static enum err check(
    struct tx *tx, struct arena *a, int64_t item_id, int64_t entry, const struct presence_input *in)
{
    struct presence_list list = { 0 };

    TRY(attendance_at_item(tx_snap(tx), a, item_id, &list));
    for (size_t i = 0; entry != 0 && i < list.count; i++)
        if (list.at[i].who.id == entry)
            return check_one(tx_fault(tx), &list.at[i], in);
    return ERR_NOT_FOUND;
}

enum err attendance_put_item(struct tx *tx, struct arena *a, const struct actor *who,
    int64_t item_id, int64_t entry, int64_t version, const struct presence_input *given)
{
    struct presence_input in = *given;
    struct item item = { 0 };

    TRY(item_get(tx_snap(tx), a, item_id, &item));
    TRY(attendance_begin(tx, a, who, item.meeting_id, version));
    change_check(PRESENCE_FIELDS, tx_fault(tx), &in);
    TRY(fault_check(tx_fault(tx)));
    TRY(check(tx, a, item_id, entry, &in));
    TRY(write(tx, item_id, entry, &in));
    cJSON *data = cJSON_CreateObject();
    json_add_id(data, "attendanceId", entry);
    cJSON_AddBoolToObject(data, "away", in.away);
    cJSON_AddBoolToObject(data, "conflict", in.conflict);
    return event_record(tx, who, "attendance.item", "agenda_item", item_id, data, NULL);
}
