/* What was recorded at a meeting and its items, in the words of the minutes, and the documents that
 * stand there. */
#include "agenda/minutes_parts.h"
#include "lok/base/sql.h"

enum { MOST_ACTIONS = 200 };

/* -- read once -- */

static const struct sql NOTES =
    SQL("SELECT i.id, i.outcome, i.outcome_note, i.outcome_reason, i.minority_view,"
        "       i.votes_in_favour, i.votes_against, i.votes_abstain,"
        "       n.target_month, n.target_date, n.next_meeting"
        "  FROM agenda_item i"
        "  LEFT JOIN announcement n ON n.item_id = i.id AND n.state <> 'dropped'"
        " WHERE i.meeting_id = :meeting"
        " ORDER BY i.id, n.id");

static enum err read_notes(
    struct snap *s, struct arena *a, int64_t meeting_id, struct minutes_recorded *r)
{
    struct minutes_note row = { 0 };

    return sql_list(s, a, &NOTES, IN(in_i64("meeting", meeting_id)),
        OUT(out_i64("id", &row.item_id), out_enum("outcome", ITEM_OUTCOMES, &row.outcome),
            out_text("outcome_note", a, &row.note), out_text("outcome_reason", a, &row.reason),
            out_text("minority_view", a, &row.minority_view),
            out_i64("votes_in_favour", &row.votes.in_favour),
            out_i64("votes_against", &row.votes.against),
            out_i64("votes_abstain", &row.votes.abstain),
            out_text("target_month", a, &row.when.target_month),
            out_text("target_date", a, &row.when.target_date),
            out_bool("next_meeting", &row.when.next_meeting)),
        &row, sizeof row, &r->notes, &r->note_count);
}

static const struct sql TYPED =
    SQL("SELECT item_id, text FROM minutes_text WHERE meeting_id = :meeting");

static enum err read_typed(
    struct snap *s, struct arena *a, int64_t meeting_id, struct minutes_recorded *r)
{
    struct minutes_typed row = { 0 };

    return sql_list(s, a, &TYPED, IN(in_i64("meeting", meeting_id)),
        OUT(out_i64("item_id", &row.item_id), out_text("text", a, &row.text)), &row, sizeof row,
        &r->typed.at, &r->typed.count);
}

enum err minutes_recorded(
    struct snap *s, struct arena *a, int64_t meeting_id, struct minutes_recorded *ret)
{
    const struct action_filter here = { .meeting_id = meeting_id };
    const struct actor system = actor_system();
    struct minutes_recorded r = { 0 };

    TRY(attendance_book(s, a, meeting_id, &r.book));
    r.items.at = arena_array(a, r.book.items.count, sizeof *r.items.at);
    for (size_t i = 0; i < r.book.items.count; i++)
        if (r.book.items.at[i].removed_at == 0)
            r.items.at[r.items.count++] = r.book.items.at[i];
    TRY(read_notes(s, a, meeting_id, &r));
    TRY(read_typed(s, a, meeting_id, &r));
    TRY(decision_of_meeting(s, a, meeting_id, &r.decisions));
    TRY(action_list(s, a, &system, &here, 0, MOST_ACTIONS, &r.actions));
    TRY(attachment_of_meeting(s, a, meeting_id, &r.documents));
    *ret = r;
    return ERR_OK;
}

const char *minutes_typed_at(const struct minutes_recorded *r, int64_t item_id)
{
    for (size_t i = 0; i < r->typed.count; i++)
        if (r->typed.at[i].item_id == item_id)
            return r->typed.at[i].text;
    return "";
}

/* -- in words -- */

/* "uitgesteld naar mei 2024", "ingetrokken: de vraag vervalt". */
static const char *outcome_words(struct arena *a, const struct minutes_note *n)
{
    bool later =
        n->when.next_meeting || !str_empty(n->when.target_date) || !str_empty(n->when.target_month);
    const char *words = choice_dutch(ITEM_OUTCOMES, n->outcome);

    if (later)
        words = arena_printf(a, "%s%s%s", words,
            n->outcome == OUTCOME_POSTPONED ? " naar " : ", aangekondigd voor ",
            announcement_when(a, &n->when));
    return str_empty(n->reason)
               ? words
               : arena_printf(a, "%s. Reden: %s", words, minutes_plain(a, n->reason));
}

void minutes_noted(struct arena *a, const struct minutes_recorded *r, const struct item *item,
    const char *typed, struct buf *b)
{
    const struct minutes_note *n = NULL;

    for (size_t i = 0; n == NULL && i < r->note_count; i++)
        if (r->notes[i].item_id == item->id)
            n = &r->notes[i];
    PRE(n != NULL);
    if (n->outcome != OUTCOME_NONE)
        minutes_put(b, "Uitkomst:", outcome_words(a, n));
    minutes_presence_at(a, &r->book, item, b);
    minutes_put(b, "", n->note);
    minutes_put(b, "", typed);
    minutes_put(b, "Stemming:", treatment_votes(a, &n->votes));
    minutes_put(b, "Minderheidsstandpunt:", n->minority_view);
}

struct lines minutes_documents(struct arena *a, const struct minutes_recorded *r,
    struct attachment_of of, unsigned least, unsigned from, unsigned to)
{
    struct lines names = { arena_array(a, r->documents.count, sizeof *names.at), 0 };

    for (size_t i = 0; i < r->documents.count; i++) {
        const struct attachment *one = &r->documents.at[i];
        unsigned access = one->access > least ? one->access : least;

        if (one->of.owner == of.owner && one->of.id == of.id && access >= from && access <= to &&
            !one->replaced && !one->unsent)
            names.at[names.count++] = minutes_plain(a, one->name);
    }
    return names;
}
