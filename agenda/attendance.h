/* agenda/attendance.h: who was at a meeting, and at each of its items.
 *
 * Invariants:
 *   - one entry a person and meeting; a guest has no person, but words that say who it was;
 *   - a substitute takes the place of one person, who is then not present;
 *   - what people replied is proposed, and counts only once it was noted;
 *   - all of a meeting's attendance has one version, which grows with each change of it;
 *   - who has a conflict of interest at an item, or is out of the room, has no vote there.
 *
 * These functions do not ask who reads: attendance holds names, for who prepares meetings.
 */
#ifndef AGENDA_ATTENDANCE_H
#define AGENDA_ATTENDANCE_H

#include "agenda/reply.h"
#include "lok/seats.h"

enum attendance_status {
    ATTENDANCE_UNKNOWN, /* not noted */
    ATTENDANCE_PRESENT,
    ATTENDANCE_ONLINE,
    ATTENDANCE_EXCUSED,
    ATTENDANCE_ABSENT,
    ATTENDANCE_SUBSTITUTE
};
/* "", present, online, excused, absent, substitute */
extern const struct choice ATTENDANCE_STATUSES[];

enum vote { VOTE_NONE, VOTE_IN_FAVOUR, VOTE_AGAINST, VOTE_ABSTAIN };
extern const struct choice VOTES[]; /* "", in_favour, against, abstain */

struct attendance {
    int64_t id;        /* 0 = nothing was noted: `status` is what the reply lets expect */
    int64_t person_id; /* 0 = a guest */
    const char *guest; /* "" for a person */
    unsigned status;   /* enum attendance_status */
    int64_t for_person_id, from_item_id, until_item_id; /* 0 = none, from the start, to the end */
    const char *remark;
    /* joined */
    const char *name, *function, *partner_name; /* name: of a guest its words */
    const char *for_name, *for_function;
    const char *said;    /* the reply in Dutch, "" without one */
    int64_t seat_id;     /* the first of its seats, 0 = none */
    const char *no_vote; /* why the law gives that seat no vote, "" */
    bool member;         /* stands in the list of members on the day of the meeting */
    bool voting_right;   /* of that seat; of a substitute: of the seat it takes the place of */
};
struct attendance_list {
    struct attendance *at;
    size_t count;
    int64_t version; /* of all attendance of the meeting */
};

/* Who holds a seat that day, who was invited, and who else was noted: persons by name, then guests. Of
 * a closed meeting only members and who was noted. */
enum err attendance_list(
    struct snap *s, struct arena *a, int64_t meeting_id, struct attendance_list *ret) NODISCARD;

/* Of that person; NULL when there is none. */
struct attendance *attendance_find(const struct attendance_list *list, int64_t person_id);

struct attendance_counts {
    int64_t present, online, substitute, excused, absent, guests;
    int64_t unknown; /* members of whom nothing was noted */
};
struct attendance_counts attendance_count(const struct attendance_list *list);
/* Present, online or as a substitute, at some moment. */
bool attendance_was_there(const struct attendance *one);

struct attendance_input {
    unsigned status; /* unknown takes it away */
    int64_t for_person_id, from_item_id, until_item_id;
    const char *remark;
};
extern const struct field ATTENDANCE_FIELDS[];
struct guest_input {
    const char *guest;
    unsigned status; /* present or online, or substitute */
    int64_t for_person_id, from_item_id, until_item_id;
    const char *remark;
};
extern const struct field GUEST_FIELDS[];

/* The rules of the seats over who is there (attendance_rules.c): the law judges those who are
 * appointed, over those present it is an indication. */
struct attendance_rules {
    struct seats_balance appointed, present;
    struct seats_quorum quorum;
};
enum err attendance_rules(
    struct snap *s, struct arena *a, int64_t meeting_id, struct attendance_rules *ret) NODISCARD;
/* What to warn of, in Dutch with its source; nothing while nobody was noted, but of the appointed. */
void attendance_warnings(struct arena *a, const struct attendance_rules *rules, struct lines *ret);

/* -- noting: attendance_note.c --
 *
 * Notes one person. ERR_STALE when the attendance is no longer at `version` (0 = whatever it is: inside
 * one transaction, after the first). ERR_INVALID: a substitute for nobody, for oneself, for who is
 * present, or for whom another comes; items of another meeting; leaving before coming. */
enum err attendance_put(struct tx *tx, struct arena *a, const struct actor *who, int64_t meeting_id,
    int64_t person_id, int64_t version, const struct attendance_input *in) NODISCARD;
/* `entry` 0 adds a guest. */
enum err attendance_put_guest(struct tx *tx, struct arena *a, const struct actor *who,
    int64_t meeting_id, int64_t entry, int64_t version, const struct guest_input *in,
    int64_t *ret_entry) NODISCARD;
/* A person or guest that was noted by mistake. ERR_NOT_FOUND. */
enum err attendance_remove(struct tx *tx, const struct actor *who, int64_t meeting_id,
    int64_t entry, int64_t version) NODISCARD;
enum err attendance_version(struct snap *s, int64_t meeting_id, int64_t *ret) NODISCARD;

/* For attendance_item.c: may it be changed now, and is it still at `version`? Then it grows. */
enum err attendance_begin(struct tx *tx, struct arena *a, const struct actor *who,
    int64_t meeting_id, int64_t version) NODISCARD;

/* -- at one item: attendance_item.c -- */

struct presence {
    struct attendance who;
    bool there;    /* in the room or online at this item */
    bool away;     /* was there, but left for this item */
    bool conflict; /* of interest */
    const char *reason;
    unsigned vote; /* enum vote, when votes were named */
    bool may_vote;
    const char *why_not; /* Dutch, "" when it may vote or was not there */
};
struct presence_list {
    struct presence *at;
    size_t count;
    int64_t version;
    int64_t there;
    int64_t voters; /* who may vote at this item */
    bool noted; /* attendance of the meeting was noted; if not, `voters` are all seats that vote */
};
enum err attendance_at_item(
    struct snap *s, struct arena *a, int64_t item_id, struct presence_list *ret) NODISCARD;

/* The same for all items of a meeting, read once. */
struct attendance_book {
    struct attendance_list all;
    struct item_list items; /* in order, also those taken off */
    struct attendance_exception *exceptions;
    size_t exception_count;
};
enum err attendance_book(
    struct snap *s, struct arena *a, int64_t meeting_id, struct attendance_book *ret) NODISCARD;
/* Pure. */
void attendance_book_at(struct arena *a, const struct attendance_book *book, int64_t item_id,
    struct presence_list *ret);

struct presence_input {
    bool away, conflict;
    const char *reason;
    unsigned vote;
};
extern const struct field PRESENCE_FIELDS[];
/* ERR_INVALID: a vote of who may not vote, away of who was not there. ERR_NOT_FOUND. */
enum err attendance_put_item(struct tx *tx, struct arena *a, const struct actor *who,
    int64_t item_id, int64_t entry, int64_t version, const struct presence_input *in) NODISCARD;

/* Counts of the votes that were named at an item. */
struct votes {
    int64_t in_favour, against, abstain;
};
struct votes attendance_votes(const struct presence_list *list);

/* Somebody counted: all 0 is consensus. */
bool votes_counted(const struct votes *v);

/* As they stand in a form: nothing at all, or three numbers, of which some may be 0. */
struct votes votes_for_form(const struct votes *v);

#endif
