/* What a written procedure comes to: counts by seat, outcomes, and the report to the next meeting. */
#include "agenda/advice.h"
#include "agenda/treatment.h"
#include "agenda/written.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include "lok/base/utf8.h"
#include "lok/seats.h"
#include <strings.h>

enum { MOST_SEATS = 1000 };

static const struct sql COUNTED =
    SQL("SELECT v.member_id, v.vote, v.remark, v.voted_at, p.name"
        "  FROM written_vote v LEFT JOIN person p ON p.id = v.person_id"
        " WHERE v.item_id = :item"
        "   AND v.id = (SELECT max(w.id) FROM written_vote w"
        "                WHERE w.item_id = v.item_id AND w.member_id = v.member_id)"
        " ORDER BY p.name_folded, v.id");

struct counted {
    int64_t member_id;
    struct written_line line;
};

static const struct member *seat_of(const struct member_list *seats, int64_t id)
{
    for (size_t i = 0; i < seats->count; i++)
        if (seats->at[i].id == id)
            return &seats->at[i];
    return NULL;
}

/* A seat that lost its vote since does not count. */
static void add(
    struct written_result *r, const struct member *seat, unsigned vote, int64_t *ids, size_t *count)
{
    if (seat == NULL || !seats_may_vote(seat) || vote == VOTE_NONE)
        return;
    r->votes.in_favour += vote == VOTE_IN_FAVOUR;
    r->votes.against += vote == VOTE_AGAINST;
    r->votes.abstain += vote == VOTE_ABSTAIN;
    ids[(*count)++] = seat->id;
}

static enum err result_of(struct snap *s, struct arena *a, const char *day,
    const struct member_list *seats, struct written_result *r)
{
    struct counted row = { 0 }, *rows = NULL;
    struct seats_quorum quorum = { 0 };
    struct seats_balance balance = { 0 };
    size_t count = 0, voted = 0;

    TRY(sql_list(s, a, &COUNTED, IN(in_i64("item", r->item.id)),
        OUT(out_i64("member_id", &row.member_id), out_enum("vote", VOTES, &row.line.vote),
            out_text("remark", a, &row.line.remark), out_i64("voted_at", &row.line.voted_at),
            out_text("name", a, &row.line.name)),
        &row, sizeof row, &rows, &count));
    int64_t *ids = arena_array(a, count, sizeof *ids);
    r->at = arena_array(a, count, sizeof *r->at);
    for (size_t i = 0; i < count; i++) {
        add(r, seat_of(seats, rows[i].member_id), rows[i].line.vote, ids, &voted);
        r->at[r->count++] = rows[i].line;
    }
    TRY(seats_quorum(s, a, day, ids, voted, &quorum));
    TRY(seats_balance_of(s, a, day, ids, voted, &balance));
    r->rule =
        balance.verdict == SEATS_BROKEN ? arena_printf(a, "Van wie stemde: %s", balance.plain) : "";
    r->voters = (int64_t)quorum.voting;
    r->reached = quorum.reached;
    r->accepted = quorum.reached && r->votes.in_favour > r->votes.against;
    r->words = arena_printf(a, "%lld voor, %lld tegen, %lld onthouding%s; %zu van %zu stemden.%s%s",
        (long long)r->votes.in_favour, (long long)r->votes.against, (long long)r->votes.abstain,
        r->votes.abstain == 1 ? "" : "en", voted, quorum.voting, quorum.reached ? "" : " ",
        quorum.reached ? "" : quorum.words);
    return ERR_OK;
}

enum err written_results(
    struct snap *s, struct arena *a, int64_t meeting_id, struct written_results *ret)
{
    struct item_list items = { 0 };
    struct member_list seats = { 0 };
    struct council c;

    TRY(council_get(s, a, &c));
    TRY(item_list(s, a, meeting_id, &items));
    const char *day = council_today(a, &c);
    TRY(member_list(s, a, day, 0, MOST_SEATS, &seats));
    struct written_results all = { arena_array(a, items.count, sizeof *all.at), items.count,
        items.count > 0 };
    for (size_t i = 0; i < items.count; i++) {
        struct written_result *r = &all.at[i];

        *r = (struct written_result){ .item = items.at[i] };
        TRY(result_of(s, a, day, &seats, r));
        all.all_voted =
            all.all_voted && r->votes.in_favour + r->votes.against + r->votes.abstain == r->voters;
    }
    *ret = all;
    return ERR_OK;
}

/* -- closing -- */

struct closing {
    struct tx *tx;
    struct arena *arena;
    const struct actor *who;
    const struct sending_options *options;
    const char *reason;
};

static enum err act(const struct closing *k, int64_t meeting_id, enum meeting_action action)
{
    struct meeting m = { 0 };

    TRY(meeting_get(tx_snap(k->tx), k->arena, meeting_id, &m));
    return meeting_act(k->tx, k->who, meeting_id, m.version, action);
}

/* The votes join the advice; ERR_NOT_FOUND when the question is about none. */
static enum err advise(const struct closing *k, const struct written_result *r)
{
    struct advice v = { 0 };

    TRY(advice_by_item(tx_snap(k->tx), k->arena, r->item.id, &v));
    if (str_empty(v.text))
        return fault_set(
            tx_fault(k->tx), ERR_CONFLICT, "Schrijf eerst de tekst van advies %s.", v.number);
    const struct advice_text text = {
        .text = v.text,
        .motivation = v.motivation,
        .minority_view = v.minority_view,
        .in_favour = r->votes.in_favour,
        .against = r->votes.against,
        .abstain = r->votes.abstain,
        .also = r->rule,
        .given_now = true,
        .balance_reason = str_empty(k->reason) ? v.balance_reason : k->reason,
    };
    return advice_write(k->tx, k->arena, k->who, v.id, 0, &text);
}

/* Of the advice, which the treatment of its item writes again. */
static enum err keep_minority_view(
    const struct closing *k, int64_t item_id, struct treatment_input *in)
{
    struct advice v = { 0 };

    TRY(advice_by_item(tx_snap(k->tx), k->arena, item_id, &v));
    in->minority_view = v.minority_view;
    return ERR_OK;
}

static enum err treat(const struct closing *k, const struct written_result *r)
{
    struct treatment_input in = { .note = r->words, .votes = r->votes };
    struct treatment_result done = { 0 };
    struct item item = { 0 };
    enum err advised = r->accepted ? advise(k, r) : ERR_NOT_FOUND;

    if (advised != ERR_OK && advised != ERR_NOT_FOUND)
        return advised;
    if (advised == ERR_OK)
        TRY(keep_minority_view(k, r->item.id, &in));
    in.outcome = advised == ERR_OK ? OUTCOME_ADVICE_GIVEN
                 : r->accepted     ? OUTCOME_APPROVED
                                   : OUTCOME_NOT_APPROVED;
    TRY(item_get(tx_snap(k->tx), k->arena, r->item.id, &item));
    return treatment_record(k->tx, k->arena, k->who, k->options, item.id, item.version, &in, &done);
}

enum err written_close(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t meeting_id, const char *balance_reason)
{
    const struct closing k = { tx, a, who, o, str_trim(a, balance_reason) };
    struct written_results all = { 0 };
    struct written w = { 0 };

    if (!may(who, RECORD, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    TRY(written_get(tx_snap(tx), a, meeting_id, &w));
    TRY(written_results(tx_snap(tx), a, meeting_id, &all));
    if (w.state != MEETING_CONVENED && w.state != MEETING_IN_SESSION)
        return fault_set(tx_fault(tx), ERR_CONFLICT, "%s", w.why);
    if (w.open && !all.all_voted)
        return fault_set(tx_fault(tx), ERR_CONFLICT,
            "Nog niet iedereen stemde. Afsluiten kan vanaf %s.", dutch_instant(a, w.closes_at));
    if (w.state == MEETING_CONVENED)
        TRY(act(&k, meeting_id, MEETING_START));
    for (size_t i = 0; i < all.count; i++)
        TRY(treat(&k, &all.at[i]));
    TRY(act(&k, meeting_id, MEETING_CLOSE));
    return event_record(tx, who, "written.closed", "meeting", meeting_id, NULL, NULL);
}

/* -- reporting -- */

static const char *report_text(struct arena *a, const struct written_results *all)
{
    const char *text = "";

    for (size_t i = 0; i < all->count; i++)
        text = arena_printf(
            a, "%s%s- %s: %s", text, i == 0 ? "" : "\n", all->at[i].item.title, all->at[i].words);
    return text;
}

/* As long as an item's title may be. */
enum { TITLE_LENGTH = 200 };

/* A title may say itself what it is of; one that becomes too long loses its end. */
static const char *report_title(struct arena *a, const char *title)
{
    static const char WORDS[] = "schriftelijke procedure";
    bool said = strncasecmp(title, WORDS, sizeof WORDS - 1) == 0;

    const char *report =
        arena_printf(a, "Mededeling: %s%s%s", said ? "" : WORDS, said ? "" : " ", title);
    return utf8_length(report) <= TITLE_LENGTH ? report : utf8_cut(a, report, TITLE_LENGTH - 1);
}

static const struct sql REPORTED =
    SQL("UPDATE written_procedure SET reported_id = :item WHERE meeting_id = :meeting");

enum err written_report(struct tx *tx, struct arena *a, const struct actor *who, int64_t meeting_id,
    int64_t at_meeting_id, int64_t *ret_item_id)
{
    struct written_results all = { 0 };
    struct written w = { 0 };
    struct meeting m = { 0 };

    TRY(written_get(tx_snap(tx), a, meeting_id, &w));
    TRY(meeting_get(tx_snap(tx), a, meeting_id, &m));
    if (w.state != MEETING_CLOSED)
        return fault_set(tx_fault(tx), ERR_CONFLICT, "Sluit de procedure eerst af.");
    if (w.reported_id != 0)
        return fault_set(tx_fault(tx), ERR_CONFLICT, "Het resultaat staat al op een agenda.");
    TRY(written_results(tx_snap(tx), a, meeting_id, &all));
    const struct item_input in = {
        .title = report_title(a, m.title),
        .presenter = "",
        .text = report_text(a, &all),
        .purpose = PURPOSE_INFORMATION,
        .access = m.access,
    };
    TRY(item_create(tx, who, at_meeting_id, &in, ret_item_id));
    return sql_run(
        tx, &REPORTED, IN(in_i64("meeting", meeting_id), in_i64("item", *ret_item_id)), NULL);
}

static const struct sql UNREPORTED =
    SQL("SELECT w.meeting_id FROM meeting m JOIN written_procedure w ON w.meeting_id = m.id"
        "  LEFT JOIN agenda_item i ON i.id = w.reported_id AND i.removed_at IS NULL"
        " WHERE m.state = 'closed' AND i.id IS NULL ORDER BY w.meeting_id");

enum err written_unreported(struct snap *s, struct arena *a, struct written_list *ret)
{
    int64_t row = 0;

    ret->at = NULL;
    return sql_list(s, a, &UNREPORTED, IN(), OUT(out_i64("meeting_id", &row)), &row, sizeof row,
        &ret->at, &ret->count);
}
