/* agenda/advice.h: advice to the college or the municipal council, numbered 2024_LOK_A0003: asked or
 * given of one's own accord, recorded, sent, answered.
 *
 * Invariants:
 *   - a number is given once, when the question is noted, and never used again; its capital A keeps it
 *     apart from a decision's;
 *   - the state follows from what is filled in; "te laat" from the reaction clock;
 *   - until it is sent, and its time has come, only who prepares meetings sees it;
 *   - once sent its text stays as it is: what was wrong is said in a dated rectification;
 *   - an advice recorded while the two-thirds rule or the quorum was not met keeps the reason.
 * Source: Besluit Vlaamse Regering 24/05/2013; Decreet Lokaal Bestuur art. 304 §3.
 */
#ifndef AGENDA_ADVICE_H
#define AGENDA_ADVICE_H

#include "agenda/sending.h"

enum advice_state {
    ADVICE_ASKED,
    ADVICE_IN_PREPARATION,
    ADVICE_SENT,
    ADVICE_OVERDUE, /* sent, and the day of reaction is over */
    ADVICE_ANSWERED,
    ADVICE_NOT_ACCEPTED /* put to the vote and not accepted: not sent, its text is to be changed */
};
extern const struct choice ADVICE_STATES[];
enum advice_origin { ADVICE_WAS_ASKED, ADVICE_OWN_INITIATIVE };
extern const struct choice ADVICE_ORIGINS[];
enum advice_addressee { ADVICE_TO_COLLEGE, ADVICE_TO_COUNCIL };
extern const struct choice ADVICE_ADDRESSEES[];
enum advice_answer { ANSWER_NONE, ANSWER_FOLLOWED, ANSWER_PARTLY, ANSWER_NOT_FOLLOWED };
extern const struct choice ADVICE_ANSWERS[]; /* "", followed, partly, not_followed */

struct advice {
    int64_t id;
    const char *number;
    int64_t year;
    unsigned state; /* enum advice_state, on the domain's today */
    const char *title;
    unsigned origin;
    int64_t asked_by_id;
    const char *asked_on, *due_date, *question;
    int64_t dossier_id;
    const char *text, *motivation, *minority_view;
    int64_t in_favour, against, abstain; /* all 0: by consensus */
    const char *balance_words, *balance_reason;
    const char *given_on;
    int64_t item_id;
    unsigned access;
    unsigned addressee;
    int64_t addressee_id;
    int64_t sent_at; /* 0 = not sent */
    bool may_take_back;
    const char *reaction_due, *reference;
    unsigned answer;
    const char *answer_text, *answered_on;
    int64_t told_at, follow_up_id, version;
    /* joined; an item, meeting or dossier out of the reader's sight is left out */
    const char *asked_by, *addressee_name, *dossier_title, *item_title;
    int64_t meeting_id, meeting_at;
    const char *meeting_title;
    unsigned item_outcome; /* enum item_outcome */
    bool written;          /* the meeting is a written procedure */
};
struct advice_list {
    struct advice *at;
    size_t count;
};

/* What was asked, and of whom it comes. */
struct advice_question {
    const char *title;
    unsigned origin;
    int64_t asked_by_id;
    const char *asked_on, *due_date, *question;
    int64_t dossier_id;
    unsigned addressee;
    int64_t addressee_id;
    unsigned access;
};
extern const struct field ADVICE_QUESTION_FIELDS[];
/* What the council advises. */
struct advice_text {
    const char *text, *motivation, *minority_view;
    int64_t in_favour, against, abstain;
    const char *balance_reason; /* needed while a rule is not met */
    const char *also;           /* a rule that was not met besides, in Dutch; NULL = none */
    bool given_now; /* the council gives it: the rules are judged again. Not in the field table. */
};
extern const struct field ADVICE_TEXT_FIELDS[];
struct advice_reaction {
    unsigned answer; /* ANSWER_NONE is refused */
    const char *answered_on, *answer_text, *reference;
};
extern const struct field ADVICE_REACTION_FIELDS[];

/* -- reading -- */

/* ERR_NOT_FOUND when `who` may not see it. */
enum err advice_get(struct snap *s, struct arena *a, const struct actor *who, const char *number,
    struct advice *ret) NODISCARD;
enum err advice_read(struct snap *s, struct arena *a, const struct actor *who, int64_t id,
    struct advice *ret) NODISCARD;
/* This sees all. */
enum err advice_by_id(struct snap *s, struct arena *a, int64_t id, struct advice *ret) NODISCARD;
/* Of an item, as who prepares meetings sees it. ERR_NOT_FOUND. */
enum err advice_by_item(
    struct snap *s, struct arena *a, int64_t item_id, struct advice *ret) NODISCARD;
struct advice_filter {
    const char *typed;  /* words or a number, "" */
    int64_t year;       /* 0 = all */
    int64_t dossier_id; /* 0 = all */
    int64_t after;      /* cursor: id of the last seen, 0 = start */
    int64_t limit;
};
/* Newest first; with words, the best of a small hit set first (search.h). */
enum err advice_find(struct snap *s, struct arena *a, const struct actor *who,
    const struct advice_filter *f, struct advice_list *ret) NODISCARD;
enum err advice_years(
    struct snap *s, struct arena *a, const struct actor *who, struct lines *ret) NODISCARD;
/* Not answered yet, oldest first: for the overview and the next agenda, for who prepares meetings. */
enum err advice_waiting(struct snap *s, struct arena *a, struct advice_list *ret) NODISCARD;

struct rectification {
    int64_t id;
    const char *made_on, *text;
};
struct rectification_list {
    struct rectification *at;
    size_t count;
};
enum err advice_rectifications(
    struct snap *s, struct arena *a, int64_t id, struct rectification_list *ret) NODISCARD;

/* What waits, with its date, for the overview: an advice to be given, sent, or answered. */
struct advice_due {
    const char *number, *date; /* "" without a date */
    const char *words;         /* Dutch: "Advies 2024_LOK_A0003, …: wacht op antwoord" */
    bool late;                 /* before today */
    bool answer;               /* the government's turn; else the council's */
};
struct advice_due_list {
    struct advice_due *at;
    size_t count;
};
/* Those that are late first, then by date. */
enum err advice_due(struct snap *s, struct arena *a, struct advice_due_list *ret) NODISCARD;

/* -- writing: advice_write.c; by who records (text, answer) or prepares meetings (question) -- */

enum err advice_ask(struct tx *tx, struct arena *a, const struct actor *who,
    const struct advice_question *in, int64_t *ret_id) NODISCARD;
/* ERR_CONFLICT once it is sent. */
enum err advice_change(struct tx *tx, struct arena *a, const struct actor *who, int64_t id,
    int64_t version, const struct advice_question *in) NODISCARD;
/* Which rule an advice given today would not meet, in Dutch: two thirds, or the quorum at the item
 * (0 = none) where attendance was noted; "" when they are met. */
enum err advice_balance(
    struct snap *s, struct arena *a, int64_t item_id, const char **ret) NODISCARD;
/* ERR_INVALID at balance_reason when a rule is not met and no reason is given; ERR_CONFLICT once it is
 * sent, or the minutes of the meeting that gave it are approved. `version` 0 = whatever it is. */
enum err advice_write(struct tx *tx, struct arena *a, const struct actor *who, int64_t id,
    int64_t version, const struct advice_text *in) NODISCARD;
/* As if its text was never written. ERR_CONFLICT once it is sent. */
enum err advice_unwrite(
    struct tx *tx, struct arena *a, const struct actor *who, int64_t id) NODISCARD;
/* Which item treats it; 0 = none any more. */
enum err advice_set_item(
    struct tx *tx, struct arena *a, const struct actor *who, int64_t id, int64_t item_id) NODISCARD;
/* A new item for it on that meeting's agenda: the question, or, once sent, the answer that is still
 * waited for, on top. ERR_CONFLICT when it stands on one already. */
enum err advice_to_agenda(struct tx *tx, struct arena *a, const struct actor *who, int64_t id,
    int64_t meeting_id, int64_t *ret_item_id) NODISCARD;
/* ERR_CONFLICT before it is sent. */
enum err advice_rectify(struct tx *tx, struct arena *a, const struct actor *who, int64_t id,
    int64_t version, const char *text) NODISCARD;

/* -- telling: advice_send.c -- */

/* "Advies bezorgen": the clock of the reaction starts, endpoints that follow it hear of it, and the
 * contacts of the partner it is addressed to get it by mail, after undo_seconds. `ret_told` people and
 * systems. ERR_CONFLICT without a text, or when it was sent. */
enum err advice_send(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t id, int64_t version, int64_t *ret_told) NODISCARD;
/* Who would get it, with the exact words. */
enum err advice_send_preview(struct snap *s, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t id, struct recipient_list *ret) NODISCARD;
/* As if it was never sent. ERR_CONFLICT when the time is over. */
enum err advice_take_back(
    struct tx *tx, struct arena *a, const struct actor *who, int64_t id) NODISCARD;
/* "Antwoord noteren"; `tell`: members' and partners' systems hear of it after undo_seconds. May be
 * corrected. ERR_CONFLICT before it is sent; ERR_INVALID: a day before it was sent, or to come. */
enum err advice_note_answer(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t id, int64_t version, const struct advice_reaction *in,
    bool tell) NODISCARD;

/* For advice_send.c: the place in the search index follows what stands there now. */
enum err advice_index(struct tx *tx, struct arena *a, int64_t id) NODISCARD;

#endif
