/* agenda/todo_words.h: each thing to do in words; used by todo.c alone. */
#ifndef AGENDA_TODO_WORDS_H
#define AGENDA_TODO_WORDS_H

#include "agenda/announcement.h"
#include "agenda/todo.h"

/* A thing to do, and the day by which it is put in order: "" comes first. */
struct todo_entry {
    struct todo todo;
    const char *due;
    size_t order;
};

/* One making of the list. */
struct todo_work {
    struct snap *snap;
    struct arena *arena;
    const struct council *council;
    const char *today; /* domain */
    struct announcement_list open;
    bool *named; /* of each open announcement: does a thing to do name it already? */
    struct todo_entry *at;
    size_t count, room;
};

/* `first` may be NULL: nothing is announced for that month. */
struct todo todo_choose_date(
    struct todo_work *w, const struct meeting *m, const struct announcement *first);
struct todo todo_take_offer(
    struct todo_work *w, const struct announcement *n, const struct meeting *m);
/* `m` may be NULL: there is no meeting to put it on yet. */
struct todo todo_promised_missed(
    struct todo_work *w, const struct announcement *n, const struct meeting *m);
struct todo todo_fill_agenda(struct todo_work *w, const struct meeting *m, size_t items);
struct todo todo_send_invitation(
    struct todo_work *w, const struct meeting *m, const char *deadline, bool late);
struct todo todo_send_changes(struct todo_work *w, const struct meeting *m, size_t changes);
struct todo todo_start(struct todo_work *w, const struct meeting *m, const char *date);
struct todo todo_record(
    struct todo_work *w, const struct meeting *m, size_t untreated, int64_t first_item_id);
struct todo todo_close(struct todo_work *w, const struct meeting *m);
/* `decisions` may be 0: only announcements wait. */
struct todo todo_release(struct todo_work *w, const struct meeting *m, size_t decisions);
struct todo todo_proposals(struct todo_work *w, size_t waiting);
struct todo todo_replies(
    struct todo_work *w, const struct meeting *m, size_t missing, size_t invited);
struct todo todo_deliveries(struct todo_work *w, const struct outbox_counts *counts);
/* `first` may be NULL. */
struct todo todo_plan_next(struct todo_work *w, const struct announcement *first);

#endif
