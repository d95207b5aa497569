/* agenda/treatment.h: what the meeting did with an item: its outcome, a note, the votes, a minority
 * view, a decision, an advice, an announcement for a later month, a date or the next meeting.
 *
 * Invariants:
 *   - there are no more votes than people who may vote at the item, and no fewer than votes that
 *     were named; in a written procedure they are those that were given;
 *   - a decision is by vote where votes are divided, and only where they were counted;
 *   - an advice is that of the item (advice.h), or a new one of the council's own accord; it says what
 *     the item says of votes and minority view;
 *   - the note may end in the minutes; the internal note never leaves the secretariat. */
#ifndef AGENDA_TREATMENT_H
#define AGENDA_TREATMENT_H

#include "agenda/announcement.h"
#include "agenda/attendance.h"
#include "agenda/decision.h"
#include "agenda/sending.h"

struct treatment_decision {
    const char *title, *text, *motivation, *due_date;
    unsigned method;
    int64_t follow_up_id;
    bool release; /* tell it now: ERR_CONFLICT while the meeting is in session */
};
/* `text` NULL leaves the item's advice as it is; "" empties it while it is not sent. */
struct treatment_advice {
    const char *text, *motivation;
    const char *balance_reason; /* needed while a rule is not met (advice_balance) */
};
struct treatment_input {
    unsigned outcome;
    const char *note;
    /* For postponed one of these; else it announces the subject for then. */
    const char *target_month, *target_date;
    bool next_meeting;
    const char *reason; /* required for withdrawn */
    const char *minority_view;
    struct votes votes;                 /* all 0 = not counted: consensus */
    const char *internal_note;          /* for the secretariat only */
    struct treatment_decision decision; /* title "" = none */
    struct treatment_advice advice;
    bool unfinished; /* at the table: the outcome may follow. Not in the field table. */
};
extern const struct field
    TREATMENT_FIELDS[]; /* outcome note target_month … votes.in_favour … decision.title … */

/* What stands there now, for the form and GET. */
enum err treatment_get(
    struct snap *s, struct arena *a, int64_t item_id, struct treatment_input *ret) NODISCARD;

/* In Dutch: which rule an advice at this item would not meet (advice_balance), or, once the outcome is
 * that it was given, did not; "" when all are met. To be said before it is recorded. */
enum err treatment_rule(
    struct snap *s, struct arena *a, int64_t item_id, const char **ret) NODISCARD;

/* "4 voor, 1 tegen, 2 onthoudingen"; "" when nobody counted. */
const char *treatment_votes(struct arena *a, const struct votes *v);

struct treatment_result {
    int64_t decision_id; /* 0 = none */
    const char *decision_number;
    const char *advice_number; /* "" = none written */
    int64_t announcement_id;   /* 0 = none */
    int64_t sending_id;        /* when released, 0 otherwise */
    int64_t item_version;
};
/* Records or corrects it; votes that were named and not counted are counted; a decision keeps its number. ERR_CONFLICT to change a released decision's
 * text (it can only be corrected with a reason: not here). */
enum err treatment_record(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t item_id, int64_t version,
    const struct treatment_input *in, struct treatment_result *ret) NODISCARD;

#endif
