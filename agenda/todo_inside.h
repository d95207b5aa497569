/* agenda/todo_inside.h: one making of the list; used by todo*.c alone. */
#ifndef AGENDA_TODO_INSIDE_H
#define AGENDA_TODO_INSIDE_H

#include "agenda/announcement.h"
#include "agenda/todo.h"

/* A thing to do, and the day by which it is put in order: "" comes first. */
struct todo_entry {
    struct todo todo;
    const char *due;
    size_t order;
};

struct todo_work {
    struct snap *snap;
    struct arena *arena;
    const struct council *council;
    int64_t now;       /* domain */
    const char *today; /* domain */
    struct announcement_list open;
    bool *named; /* of each open announcement: does a thing to do name it already? */
    bool has_next;
    struct meeting next;     /* the next meeting that people come to */
    const char *before_next; /* by when what it needs is done; TODO_NO_DAY without a next meeting */
    struct todo_entry *at;
    size_t count, room;
};

/* After every day. */
extern const char TODO_NO_DAY[];

/* Its date is `due`, unless it has one of its own or `due` is no day. */
void todo_add(struct todo_work *w, const char *due, struct todo todo);
/* The last day that leaves room for the invitation to a meeting in that month. */
const char *todo_last_day_to_choose(const struct todo_work *w, const char *month);
/* What was put in, by the day it is due. */
struct todo_list todo_sorted(struct todo_work *w);

/* One source of things to do. Each adds what it knows of. */
typedef enum err todo_source(struct todo_work *w);

todo_source todo_of_meetings; /* todo_meeting.c: date, agenda, invitation, session */
todo_source todo_of_results;  /* what nobody was told of yet */
todo_source todo_of_promises; /* announced and on no agenda; after the meetings and the results */

todo_source todo_of_advices; /* todo_due.c */
todo_source todo_of_proposals;
todo_source todo_of_minutes;
todo_source todo_of_actions;
todo_source todo_of_coalitions;
todo_source todo_of_expansions;
todo_source todo_of_dossiers;
todo_source todo_of_seats;
todo_source todo_of_deliveries;
todo_source todo_of_unreported; /* results of a written procedure */

/* A written procedure that is not over, from todo_of_meetings. */
enum err todo_of_written(struct todo_work *w, const struct meeting *m);

#endif
