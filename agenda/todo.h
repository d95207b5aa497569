/* agenda/todo.h: what is to be done, each with its day, its reason and one button: the whole list of the
 * secretary's year, and what concerns one member or partner.
 *
 * Invariants:
 *   - a meeting in session comes first and what nobody was told of after one, then an advice that is late
 *     or whose answer is, then the rest by the day it is due;
 *   - whatever the overview names, the weekly mail (reminder.h) takes from this same list.
 */
#ifndef AGENDA_TODO_H
#define AGENDA_TODO_H

#include "agenda/sending.h"

/* Of one day the one that stands first here comes first. */
enum todo_kind {
    TODO_CHOOSE_DATE,
    TODO_TAKE_OFFER,
    TODO_FILL_AGENDA,
    TODO_CHAIR_REMARK,
    TODO_SEND_INVITATION,
    TODO_SEND_CHANGES,
    TODO_START_MEETING,
    TODO_RECORD_OUTCOMES,
    TODO_CLOSE_MEETING,
    TODO_RELEASE_RESULTS,
    TODO_ADVICE_LATE,
    TODO_ADVICE,
    TODO_SEND_WRITTEN,
    TODO_WRITTEN_CLOSES,
    TODO_REPORT_WRITTEN,
    TODO_PROMISED_MISSED,
    TODO_ANSWER_PROPOSALS,
    TODO_REPLIES_MISSING,
    TODO_MINUTES,
    TODO_ACTION,
    TODO_COALITION,
    TODO_EXPANSION,
    TODO_DOSSIER,
    TODO_SEATS,
    TODO_DELIVERIES_FAILED,
    TODO_PLAN_NEXT,
    TODO_PROMISED,
    /* of the chair, a member or a partner */
    TODO_OWN_REVIEW,
    TODO_OWN_VOTE,
    TODO_OWN_REPLY,
    TODO_OWN_MINUTES,
    TODO_OWN_ACTION,
    TODO_KIND_COUNT
};
extern const struct choice TODO_KINDS[]; /* their names without TODO_, in small letters */
struct todo {
    enum todo_kind kind;
    const char *date; /* "" or YYYY-MM-DD */
    bool late;
    const char *what;                             /* Dutch, a line */
    const char *why;                              /* Dutch, a line */
    const char *button;                           /* Dutch */
    int64_t meeting_id, item_id, announcement_id; /* what it is about, 0 */
    int64_t dossier_id, action_id, written_id, expansion_id;
    const char *number; /* of an advice; NULL */
};
struct todo_list {
    struct todo *at;
    size_t count;
};
/* The first is *the* next step. Empty when nothing is due. `now` is the domain's. */
enum err todo_list(struct snap *s, struct arena *a, const struct council *c, int64_t now,
    struct todo_list *ret) NODISCARD;

/* What waits for who asks, as chair, member or partner: an agenda to read before it is sent, votes of
 * a written procedure, replies to meetings, minutes to read, actions of its organisation. As it may see them. */
enum err todo_own(struct snap *s, struct arena *a, const struct council *c, const struct actor *who,
    struct todo_list *ret) NODISCARD;

#endif
