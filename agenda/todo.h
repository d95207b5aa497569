/* agenda/todo.h: the secretary's list: the next step, and what is due, in order of date. */
#ifndef AGENDA_TODO_H
#define AGENDA_TODO_H

#include "agenda/sending.h"

enum todo_kind {
    TODO_CHOOSE_DATE,
    TODO_TAKE_OFFER,
    TODO_FILL_AGENDA,
    TODO_SEND_INVITATION,
    TODO_SEND_CHANGES,
    TODO_START_MEETING,
    TODO_RECORD_OUTCOMES,
    TODO_CLOSE_MEETING,
    TODO_RELEASE_RESULTS,
    TODO_PROMISED_MISSED,
    TODO_ANSWER_PROPOSALS,
    TODO_REPLIES_MISSING,
    TODO_DELIVERIES_FAILED,
    TODO_PLAN_NEXT
};
struct todo {
    enum todo_kind kind;
    const char *date; /* "" or YYYY-MM-DD */
    bool late;
    const char *what;                             /* Dutch, a line */
    const char *why;                              /* Dutch, a line */
    const char *button;                           /* Dutch */
    int64_t meeting_id, item_id, announcement_id; /* what it is about, 0 */
};
struct todo_list {
    struct todo *at;
    size_t count;
};
/* The first is *the* next step. Empty when nothing is due. */
enum err todo_list(struct snap *s, struct arena *a, const struct council *c, int64_t now,
    struct todo_list *ret) NODISCARD;

#endif
