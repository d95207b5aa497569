/* agenda/minutes.h: the minutes of a meeting: none, draft, with the chair, with the members, approved
 * (minutes.def).
 *
 * Invariants:
 *   - the text is composed from what was recorded at the meeting (presence, outcomes, notes,
 *     decisions, actions) and what the secretary typed besides, per item and in general;
 *   - each saved text is a version, which never changes, with names and without;
 *   - members see the version that was put to them, the chair the one put to the chair, who prepares
 *     meetings the working text, everybody else only the approved version without names, and of that
 *     only what is public;
 *   - an item of the next meeting approves them: that locks them and what was recorded at the meeting.
 *     After that a dated rectification is added, or they are reopened with a reason.
 */
#ifndef AGENDA_MINUTES_H
#define AGENDA_MINUTES_H

#include "agenda/meeting.h"

enum minutes_state {
    MINUTES_NONE,
    MINUTES_DRAFT,
    MINUTES_WITH_CHAIR,
    MINUTES_WITH_MEMBERS,
    MINUTES_APPROVED,
    MINUTES_STATE_COUNT
};
extern const struct choice MINUTES_STATES[]; /* nog niet begonnen, ontwerp, bij de voorzitter … */

enum minutes_action {
    MINUTES_EDIT,
    MINUTES_TO_CHAIR,
    MINUTES_AGREE,
    MINUTES_TO_MEMBERS,
    MINUTES_REMARK,
    MINUTES_APPROVE,
    MINUTES_UNAPPROVE,
    MINUTES_TELL,
    MINUTES_RECTIFY,
    MINUTES_REOPEN,
    MINUTES_DELIVER,
    MINUTES_ACTION_COUNT
};

struct minutes_step {
    enum minutes_state to;
    const char *event;
};
/* ERR_CONFLICT with a Dutch sentence when the state does not allow it, ERR_FORBIDDEN when the actor
 * may not. `f` may be NULL to ask only. Pure. */
enum err minutes_step(const struct actor *who, enum minutes_state from, enum minutes_action action,
    struct fault *f, struct minutes_step *ret) NODISCARD;
bool minutes_allows(const struct actor *who, enum minutes_state from, enum minutes_action action);

struct minutes {
    int64_t meeting_id;
    unsigned state;            /* enum minutes_state */
    const char *hide;          /* "name = words instead", one a line */
    const char *remarks_until; /* the last day for remarks of members, "" */
    int64_t agreed_at;         /* the chair agreed, 0 */
    const char *approved_on;   /* "" until approved */
    int64_t approved_item, approved_version;
    const char *delivered_on; /* to the college, "" */
    int64_t version;          /* 1 before they begin */
};
/* State MINUTES_NONE when nothing was written. ERR_NOT_FOUND when there is no such meeting. For who
 * prepares meetings. */
enum err minutes_get(
    struct snap *s, struct arena *a, int64_t meeting_id, struct minutes *ret) NODISCARD;

/* -- what they say -- */

struct minutes_part {
    int64_t item_id;      /* 0 = of the meeting as a whole */
    const char *heading;  /* "3. Mentorproject" */
    const char *text;     /* CommonMark */
    const char *recorded; /* the same without what was typed for the minutes; working text only */
    const char *open_heading; /* both without names of persons */
    const char *open_text;
    int64_t access; /* of the item, no less than that of the meeting */
};
struct minutes_parts {
    struct minutes_part *at;
    size_t count;
};
/* The working text, as it would be kept now. */
enum err minutes_compose(
    struct snap *s, struct arena *a, int64_t meeting_id, struct minutes_parts *ret) NODISCARD;

/* What the secretary typed, of an item or (0) in general; "" when nothing. */
enum err minutes_text(struct snap *s, struct arena *a, int64_t meeting_id, int64_t item_id,
    const char **ret) NODISCARD;

struct minutes_version {
    int64_t id, number, made_at;
    const char *reason;
};
struct minutes_version_list {
    struct minutes_version *at;
    size_t count;
};
/* Newest first. */
enum err minutes_versions(struct snap *s, struct arena *a, int64_t meeting_id,
    struct minutes_version_list *ret) NODISCARD;
enum err minutes_version_parts(
    struct snap *s, struct arena *a, int64_t version_id, struct minutes_parts *ret) NODISCARD;

struct minutes_rectification {
    const char *on_date, *text;
};
struct minutes_rectifications {
    struct minutes_rectification *at;
    size_t count;
};

/* Who reads. */
struct minutes_reader {
    struct visibility v;
    bool prepares; /* sees the working text */
    bool chair;    /* sees what was put to the chair */
    bool names;    /* sees names: who sees what members see */
    int64_t now;   /* what was put to people counts from when it left */
    bool ahead;    /* also what is approved in a session that is not closed: for the search index */
};
/* The chair is who holds the role, or the chair's seat on the council's today (by link too). */
enum err minutes_reader_of(
    struct snap *s, struct arena *a, const struct actor *who, struct minutes_reader *ret) NODISCARD;

struct minutes_shown {
    struct minutes minutes;
    int64_t number, made_at; /* of the version; 0 for the working text */
    int64_t version_id;
    bool without_names, working;
    struct minutes_parts parts; /* heading and text as this reader may read them */
    struct minutes_rectifications rectifications;
};
/* ERR_NOT_FOUND when there is nothing that `r` may see. */
enum err minutes_read(struct snap *s, struct arena *a, const struct minutes_reader *r,
    int64_t meeting_id, struct minutes_shown *ret) NODISCARD;

/* The same without the text: whether `r` may read it, and which meeting's it is. ERR_NOT_FOUND. */
struct minutes_found {
    int64_t meeting_id, starts_at;
    const char *title;
    unsigned state; /* enum minutes_state */
    int64_t agreed_at;
    const char *remarks_until;
};
enum err minutes_seen(struct snap *s, struct arena *a, const struct minutes_reader *r,
    int64_t meeting_id, struct minutes_found *ret) NODISCARD;

/* -- writing -- */

struct minutes_input {
    const char *general;
    const char *hide;
    const char *remarks_until;
};
extern const struct field MINUTES_FIELDS[]; /* general, hide, remarks_until */
struct minutes_item_input {
    const char *text;
};
extern const struct field MINUTES_ITEM_FIELDS[]; /* text */

struct minutes_typed {
    int64_t item_id;
    const char *text;
};
struct minutes_typed_list {
    struct minutes_typed *at;
    size_t count;
};
/* All of `in` is kept, and of the items those in `items`; what differs makes a new version. ERR_STALE
 * when they are no longer at `version` (1 before they begin): nothing is written then. What `who` had
 * typed and not saved is forgotten. */
enum err minutes_save(struct tx *tx, struct arena *a, const struct actor *who, int64_t meeting_id,
    int64_t version, const struct minutes_input *in, const struct minutes_typed_list *items,
    int64_t *ret_version) NODISCARD;

/* Keeps what somebody with an account typed, no version. ERR_STALE when the minutes went on since
 * `version`; it is kept nevertheless. */
enum err minutes_autosave(struct tx *tx, const struct actor *who, int64_t meeting_id,
    int64_t version, const struct minutes_typed_list *typed, bool *ret_stale) NODISCARD;
struct minutes_unsaved {
    struct minutes_typed_list typed;
    int64_t base_version, saved_at;
};
/* ERR_NOT_FOUND when nothing waits. */
enum err minutes_unsaved(struct snap *s, struct arena *a, const struct actor *who,
    int64_t meeting_id, struct minutes_unsaved *ret) NODISCARD;
enum err minutes_forget_unsaved(
    struct tx *tx, const struct actor *who, int64_t meeting_id) NODISCARD;

struct minutes_remark {
    int64_t id, item_id, person_id;
    const char *text, *function; /* of who made it; "" when that person is gone */
    int64_t made_at, done_at;
};
struct minutes_remark_list {
    struct minutes_remark *at;
    size_t count;
};
struct minutes_remark_input {
    const char *remark;
    int64_t item_id; /* 0 = of the whole */
};
extern const struct field MINUTES_REMARK_FIELDS[]; /* remark, item_id */
/* By the chair while it is with the chair, by members until remarks_until. ERR_CONFLICT after. */
enum err minutes_remark(struct tx *tx, struct arena *a, const struct actor *who, int64_t meeting_id,
    const struct minutes_remark_input *in) NODISCARD;
/* All for who prepares meetings, else one's own; oldest first. */
enum err minutes_remarks(struct snap *s, struct arena *a, const struct actor *who,
    int64_t meeting_id, struct minutes_remark_list *ret) NODISCARD;
/* Seen to, or not after all. */
enum err minutes_remark_done(
    struct tx *tx, const struct actor *who, int64_t remark_id, bool done) NODISCARD;
/* By the chair; or by who records, on the chair's behalf. */
enum err minutes_agree(
    struct tx *tx, struct arena *a, const struct actor *who, int64_t meeting_id) NODISCARD;

/* "Verbeteren": a draft again, for a reason; or a dated rectification beside the text. */
enum err minutes_reopen(struct tx *tx, struct arena *a, const struct actor *who, int64_t meeting_id,
    int64_t version, const char *reason) NODISCARD;
struct minutes_rectify_input {
    const char *on_date, *text;
};
extern const struct field MINUTES_RECTIFY_FIELDS[];
enum err minutes_rectify(struct tx *tx, struct arena *a, const struct actor *who,
    int64_t meeting_id, int64_t version, const struct minutes_rectify_input *in) NODISCARD;
/* "Bezorgd aan het college op …". "" takes it back. */
enum err minutes_deliver(struct tx *tx, struct arena *a, const struct actor *who,
    int64_t meeting_id, int64_t version, const char *on_date) NODISCARD;

/* -- approval, by an item of a later meeting -- */

/* Earlier meetings that are closed and whose minutes are not approved, the last one first: what an
 * item of this meeting may approve. */
enum err minutes_approvable(
    struct snap *s, struct arena *a, int64_t meeting_id, struct meeting_list *ret) NODISCARD;
/* For item.c: an item of purpose approval_of_minutes that says no meeting refers to the first of
 * these; none when there is none. */
enum err minutes_link_item(struct tx *tx, int64_t item_id) NODISCARD;
/* The meeting whose minutes the item approves, 0. */
enum err minutes_of_item(struct snap *s, int64_t item_id, int64_t *ret_meeting_id) NODISCARD;
/* For treatment.c, once an outcome was recorded: "approved" locks the minutes, another one after it
 * opens them. Minutes that were never written are left alone. */
enum err minutes_treated(
    struct tx *tx, struct arena *a, const struct actor *who, int64_t item_id) NODISCARD;
/* ERR_CONFLICT when the minutes of that meeting are approved: what was recorded stands. */
enum err minutes_check_open(struct snap *s, struct arena *a, int64_t meeting_id) NODISCARD;

/* -- for sending -- */

/* What is put to people: state, conditions. ERR_CONFLICT with the reason. */
enum err minutes_check_submit(struct snap *s, struct arena *a, const struct actor *who,
    int64_t meeting_id, enum minutes_action action, struct minutes_step *ret) NODISCARD;
/* The last day for remarks, were it put to the members now: the day that was chosen, else two weeks on. */
enum err minutes_until(
    struct snap *s, struct arena *a, const struct minutes *m, const char **ret) NODISCARD;
/* Keeps the version that is put to them, and until when members may remark. `kind` is the code of the sending's kind. */
enum err minutes_submit(struct tx *tx, struct arena *a, const struct actor *who, int64_t meeting_id,
    enum minutes_action action, const char *kind, int64_t sending_id) NODISCARD;
/* As it was before that sending. */
enum err minutes_submit_back(struct tx *tx, struct arena *a, int64_t sending_id) NODISCARD;
/* Persons with the chair's seat on the council's today. */
struct minutes_chairs {
    int64_t *at;
    size_t count;
};
enum err minutes_chairs(struct snap *s, struct arena *a, struct minutes_chairs *ret) NODISCARD;

/* -- lists -- */

/* Closed meetings whose minutes are not approved: for the overview. */
struct minutes_due {
    int64_t meeting_id;
    const char *title;
    int64_t starts_at;
    unsigned state;    /* enum minutes_state */
    const char *date;  /* by when it should be done: a reason to say so; "" when not known */
    const char *words; /* Dutch: what is to be done */
    const char *why;   /* Dutch, "" */
    int64_t remarks;   /* of members and chair that wait */
};
struct minutes_due_list {
    struct minutes_due *at;
    size_t count;
};
/* Oldest first; meetings whose minutes were never begun only for a year. */
enum err minutes_due(
    struct snap *s, struct arena *a, const char *today, struct minutes_due_list *ret) NODISCARD;

/* Meetings whose minutes `r` may read, newest first; with words, those that say them. */
struct minutes_found_list {
    struct minutes_found *at;
    size_t count;
};
enum err minutes_find(struct snap *s, struct arena *a, const struct minutes_reader *r,
    const char *typed, int64_t after, int64_t limit, struct minutes_found_list *ret) NODISCARD;

#endif
