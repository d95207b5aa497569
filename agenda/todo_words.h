/* agenda/todo_words.h: each thing to do in words; used by todo*.c alone. */
#ifndef AGENDA_TODO_WORDS_H
#define AGENDA_TODO_WORDS_H

#include "agenda/todo_inside.h"

/* `first` may be NULL: nothing is announced for that month. */
struct todo todo_choose_date(
    struct todo_work *w, const struct meeting *m, const struct announcement *first);
struct todo todo_take_offer(
    struct todo_work *w, const struct announcement *n, const struct meeting *m);
/* `m` may be NULL: there is no meeting to put it on yet. */
struct todo todo_promised_missed(
    struct todo_work *w, const struct announcement *n, const struct meeting *m);
/* No meeting takes it yet, and its month is still to come. */
struct todo todo_promised(struct todo_work *w, const struct announcement *n);
/* What the chair said of an agenda that was put to the chair. */
struct todo todo_chair_remark(struct todo_work *w, const struct meeting *m, const char *said);
struct todo todo_fill_agenda(struct todo_work *w, const struct meeting *m, size_t items);
/* `missing`: what the agenda lacks, in words; "". */
struct todo todo_send_invitation(struct todo_work *w, const struct meeting *m, const char *deadline,
    bool late, const char *missing);
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
/* "28 mei" of this year, "28 mei 2025" of another; "mei" when only the month is known. */
const char *todo_day(struct todo_work *w, const char *date);
const char *todo_meeting_day(struct todo_work *w, const struct meeting *m);
/* `first` may be NULL. */
struct todo todo_plan_next(struct todo_work *w, const struct announcement *first);

#endif
