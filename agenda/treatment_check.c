/* What may be said of an item: which answers go together, and who may have voted. */
#include "agenda/treatment_check.h"
#include "agenda/written.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include "lok/change.h"
#include "lok/partner.h"
#include <string.h>

bool treatment_decides(const struct treatment_decision *d)
{
    return !str_empty(d->title) || !str_empty(d->text);
}

static enum err check_decision(const struct treatment *t)
{
    const struct treatment_decision *d = &t->in->decision;
    struct fault *f = tx_fault(t->tx);
    struct partner partner;

    if (!treatment_decides(d) && (!str_empty(d->motivation) || d->release))
        fault_issue(f, "decision.title", "required", "Geef de beslissing een titel en een tekst.");
    if (treatment_decides(d) && str_empty(d->title))
        fault_issue(f, "decision.title", "required", "Geef de beslissing een titel.");
    if (treatment_decides(d) && str_empty(d->text))
        fault_issue(f, "decision.text", "required", "Schrijf de tekst van de beslissing.");
    if (treatment_decides(d) &&
        (t->in->outcome == OUTCOME_POSTPONED || t->in->outcome == OUTCOME_WITHDRAWN))
        fault_issue(f, "outcome", "choice",
            "Een punt dat uitgesteld of ingetrokken is, heeft geen beslissing.");
    if (d->follow_up_id == 0)
        return ERR_OK;
    enum err e = partner_get(tx_snap(t->tx), t->arena, d->follow_up_id, &partner);
    if (e == ERR_NOT_FOUND) {
        fault_issue(f, "decision.follow_up_id", "unknown", "Deze partner bestaat niet.");
        return ERR_OK;
    }
    return e;
}

static void check_month(struct fault *f, const struct treatment *t)
{
    const char *month = t->in->target_month;

    if (!month_valid(month))
        fault_issue(f, "target_month", "format", "Deze maand bestaat niet.");
    else if (strcmp(month, t->meeting.month) <= 0)
        fault_issue(f, "target_month", "range", "Kies een maand na deze vergadering.");
}

static void check_date(struct fault *f, const struct treatment *t)
{
    const char *date = t->in->target_date;
    const char *day = t->meeting.starts_at == 0 ? month_last_day(t->arena, t->meeting.month)
                                                : date_of(t->arena, t->meeting.starts_at);

    if (!date_valid(date))
        fault_issue(f, "target_date", "format", "Deze datum bestaat niet.");
    else if (strcmp(date, day) <= 0)
        fault_issue(f, "target_date", "range", "Kies een datum na deze vergadering.");
}

static const struct sql NEXT_MONTH =
    SQL("SELECT month FROM meeting"
        " WHERE id <> :id AND state <> 'cancelled' AND state <> 'closed' AND kind = 'ordinary'"
        "   AND (starts_at > :starts_at OR month > :month)"
        " ORDER BY month, starts_at, id LIMIT 1");

/* The next meeting's month; of none the one after this meeting: announcement_follow mends it. */
static enum err next_month(const struct treatment *t, const char **ret)
{
    enum err e = sql_one(tx_snap(t->tx), &NEXT_MONTH,
        IN(in_i64("id", t->meeting.id), in_i64("starts_at", t->meeting.starts_at),
            in_text("month", t->meeting.month)),
        OUT(out_text("month", t->arena, ret)));

    if (e != ERR_NOT_FOUND)
        return e;
    *ret = month_add(t->arena, t->meeting.month, 1);
    return ERR_OK;
}

/* When it comes back: one of month, date and next meeting. */
static enum err check_later(struct treatment *t)
{
    struct fault *f = tx_fault(t->tx);
    const struct treatment_input *in = t->in;
    bool month = !str_empty(in->target_month), date = !str_empty(in->target_date);

    t->month = "";
    if (month + date + in->next_meeting > 1)
        fault_issue(f, "target_month", "choice",
            "Kies één: een maand, een datum of de volgende vergadering.");
    if (month + date + in->next_meeting == 0 && in->outcome == OUTCOME_POSTPONED)
        fault_issue(f, "target_month", "required",
            "Kies de maand waarnaar u het punt uitstelt, een datum of de volgende vergadering.");
    if (month)
        check_month(f, t);
    if (date)
        check_date(f, t);
    if (in->next_meeting)
        return next_month(t, &t->month);
    t->month =
        date ? arena_strndup(t->arena, in->target_date, strlen("YYYY-MM")) : in->target_month;
    return ERR_OK;
}

/* -- votes -- */

static void count_named(struct treatment_input *in, const struct votes *named)
{
    if (in->votes.in_favour + in->votes.against + in->votes.abstain == 0)
        in->votes = *named;
}

static bool fewer(const struct votes *one, const struct votes *other)
{
    return one->in_favour < other->in_favour || one->against < other->against ||
           one->abstain < other->abstain;
}

/* Votes say how it was decided: all in favour is unanimous. */
static void check_method(struct fault *f, struct treatment_input *in)
{
    bool divided = in->votes.against + in->votes.abstain > 0;

    if (in->votes.in_favour + in->votes.against + in->votes.abstain == 0) {
        if (in->decision.method == METHOD_VOTE && treatment_decides(&in->decision))
            fault_issue(f, "votes.in_favour", "required",
                "Noteer hoeveel stemmen er voor en tegen waren, of kies een andere wijze.");
        return;
    }
    if (divided && in->decision.method == METHOD_UNANIMOUS)
        fault_issue(f, "decision.method", "choice",
            "Er waren tegenstemmen of onthoudingen: dan is het geen eenparigheid.");
    if (in->decision.method == METHOD_CONSENSUS)
        in->decision.method = divided ? METHOD_VOTE : METHOD_UNANIMOUS;
}

static enum err check_votes(const struct treatment *t, struct treatment_input *in)
{
    struct fault *f = tx_fault(t->tx);
    struct presence_list here = { 0 };

    TRY(attendance_at_item(tx_snap(t->tx), t->arena, t->item.id, &here));
    const struct votes named = attendance_votes(&here);
    count_named(in, &named);
    const struct votes *v = &in->votes;
    int64_t total = v->in_favour + v->against + v->abstain;
    if (v->in_favour < 0 || v->against < 0 || v->abstain < 0)
        fault_issue(f, "votes.in_favour", "range", "Een aantal stemmen is nul of meer.");
    else if (total > here.voters)
        fault_issue(f, "votes.in_favour", "range",
            "Er %s genoteerd, maar bij dit punt %s %lld stemgerechtigd.",
            total == 1 ? "is 1 stem"
                       : arena_printf(f->arena, "zijn %lld stemmen", (long long)total),
            here.voters == 1 ? "was er maar" : "waren er maar", (long long)here.voters);
    else if (fewer(v, &named))
        fault_issue(f, "votes.in_favour", "range",
            "De stemmen die op naam staan zijn er meer: %lld voor, %lld tegen, %lld onthoudingen.",
            (long long)named.in_favour, (long long)named.against, (long long)named.abstain);
    check_method(f, in);
    return ERR_OK;
}

/* -- votes in writing -- */

static enum err given_in_writing(const struct treatment *t, struct votes *ret)
{
    struct treatment_input kept = { 0 };
    struct written_results all = { 0 };

    if (t->meeting.state == MEETING_CLOSED) {
        TRY(treatment_get(tx_snap(t->tx), t->arena, t->item.id, &kept));
        *ret = kept.votes;
        return ERR_OK;
    }
    TRY(written_results(tx_snap(t->tx), t->arena, t->meeting.id, &all));
    for (size_t i = 0; i < all.count; i++)
        if (all.at[i].item.id == t->item.id)
            *ret = all.at[i].votes;
    return ERR_OK;
}

/* Nobody types what was voted in writing. */
static enum err check_written(const struct treatment *t, struct treatment_input *in)
{
    struct votes given = { 0 };

    if (t->meeting.kind != MEETING_WRITTEN_PROCEDURE)
        return ERR_OK;
    TRY(given_in_writing(t, &given));
    count_named(in, &given);
    if (fewer(&in->votes, &given) || fewer(&given, &in->votes))
        fault_issue(tx_fault(t->tx), "votes.in_favour", "range",
            "Dit punt is schriftelijk beslist, en zo werd er gestemd: %lld voor, %lld tegen, "
            "%lld onthoudingen.",
            (long long)given.in_favour, (long long)given.against, (long long)given.abstain);
    return ERR_OK;
}

/* A struct filled in by a caller of the program may hold NULL for "". */
enum err treatment_check(struct treatment *t, struct treatment_input *in)
{
    struct fault *f = tx_fault(t->tx);

    change_check(TREATMENT_FIELDS, f, in);
    TRY(fault_check(f));
    if (in->outcome == OUTCOME_NONE && !in->unfinished)
        fault_issue(f, "outcome", "required", "Kies een uitkomst.");
    if (in->outcome == OUTCOME_WITHDRAWN && str_empty(in->reason))
        fault_issue(f, "reason", "required", "Zeg kort waarom het punt ingetrokken wordt.");
    TRY(check_later(t));
    TRY(check_written(t, in));
    TRY(check_votes(t, in));
    TRY(check_decision(t));
    return fault_check(f);
}
