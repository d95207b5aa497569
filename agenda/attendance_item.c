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

struct attendance_exception {
    int64_t attendance_id, item_id;
    bool away, conflict;
    const char *reason;
    unsigned vote;
};

static const struct sql EXCEPTIONS =
    SQL("SELECT x.attendance_id, x.item_id, x.away, x.conflict, x.reason, x.vote"
        "  FROM attendance t JOIN attendance_item x ON x.attendance_id = t.id"
        " WHERE t.meeting_id = :meeting");

enum err attendance_book(
    struct snap *s, struct arena *a, int64_t meeting_id, struct attendance_book *ret)
{
    struct attendance_exception row = { 0 };
    struct attendance_book book = { 0 };

    TRY(attendance_list(s, a, meeting_id, &book.all));
    TRY(item_all(s, a, meeting_id, &book.items));
    TRY(sql_list(s, a, &EXCEPTIONS, IN(in_i64("meeting", meeting_id)),
        OUT(out_i64("attendance_id", &row.attendance_id), out_i64("item_id", &row.item_id),
            out_bool("away", &row.away), out_bool("conflict", &row.conflict),
            out_text("reason", a, &row.reason), out_enum("vote", VOTES, &row.vote)),
        &row, sizeof row, &book.exceptions, &book.exception_count));
    *ret = book;
    return ERR_OK;
}

/* Where an item stands on its agenda; `absent` when it is 0. */
static size_t place_of(const struct attendance_book *b, int64_t item_id, size_t absent)
{
    for (size_t i = 0; item_id != 0 && i < b->items.count; i++)
        if (b->items.at[i].id == item_id)
            return i;
    return absent;
}

static bool within(const struct attendance_book *b, int64_t item_id, const struct attendance *who)
{
    size_t here = place_of(b, item_id, 0);

    return place_of(b, who->from_item_id, 0) <= here &&
           here <= place_of(b, who->until_item_id, b->items.count);
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

static struct presence presence_of(
    const struct attendance_book *b, int64_t item_id, const struct attendance *who)
{
    struct presence p = { .who = *who, .reason = "" };
    bool in_time = attendance_was_there(who) && within(b, item_id, who);

    for (size_t i = 0; who->id != 0 && i < b->exception_count; i++) {
        const struct attendance_exception *e = &b->exceptions[i];

        if (e->attendance_id != who->id || e->item_id != item_id)
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

void attendance_book_at(
    struct arena *a, const struct attendance_book *book, int64_t item_id, struct presence_list *ret)
{
    const struct attendance_list *all = &book->all;
    struct presence_list list = {
        .at = arena_array(a, all->count, sizeof *list.at),
        .count = all->count,
        .version = all->version,
    };
    int64_t seats = 0;

    for (size_t i = 0; i < all->count; i++) {
        list.at[i] = presence_of(book, item_id, &all->at[i]);
        list.noted |= all->at[i].id != 0;
        list.there += list.at[i].there;
        list.voters += list.at[i].may_vote;
        seats += all->at[i].member && all->at[i].voting_right;
    }
    if (!list.noted)
        list.voters = seats;
    *ret = list;
}

static const struct sql MEETING_OF_ITEM = SQL("SELECT meeting_id FROM agenda_item WHERE id = :id");

enum err attendance_at_item(
    struct snap *s, struct arena *a, int64_t item_id, struct presence_list *ret)
{
    struct attendance_book book = { 0 };
    int64_t meeting_id;

    TRY(sql_one(
        s, &MEETING_OF_ITEM, IN(in_i64("id", item_id)), OUT(out_i64("meeting_id", &meeting_id))));
    TRY(attendance_book(s, a, meeting_id, &book));
    attendance_book_at(a, &book, item_id, ret);
    return ERR_OK;
}

bool votes_counted(const struct votes *v)
{
    return v->in_favour + v->against + v->abstain > 0;
}

struct votes votes_for_form(const struct votes *v)
{
    return votes_counted(v) ? *v : (struct votes){ -1, -1, -1 };
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
