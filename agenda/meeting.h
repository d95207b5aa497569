/* agenda/meeting.h: a meeting: its date and place, and its working version, which only those who
 * prepare meetings see. What others see is in publication.h.
 *
 * Invariants:
 *   - `month` is always known, and is the month of `starts_at` (Belgian time) when that is known;
 *   - a meeting is never deleted: it is cancelled;
 *   - `version` grows with each change of the meeting, of its items, and of their order.
 */
#ifndef AGENDA_MEETING_H
#define AGENDA_MEETING_H

#include "agenda/lifecycle.h"
#include "lok/council.h"
#include "lok/event.h"

enum meeting_kind { MEETING_ORDINARY, MEETING_WRITTEN_PROCEDURE };
extern const struct choice MEETING_KINDS[];

struct meeting {
    int64_t id;
    const char *title;
    unsigned kind;
    unsigned state;    /* enum meeting_state */
    const char *month; /* YYYY-MM */
    int64_t starts_at; /* UTC ms, 0 = only the month is known */
    const char *location;
    const char *online_url;
    const char *note;
    unsigned access;
    int64_t version;
};
struct meeting_list {
    struct meeting *at;
    size_t count;
};

/* From a page: date and time apart; from the API: starts_at. meeting_input_resolve makes them one. */
struct meeting_input {
    const char *title, *location, *online_url, *note;
    const char *date, *time; /* page: "" = only the month is known */
    const char *month;
    int64_t starts_at;
    int64_t
        was_starts_at; /* as meeting_to_input left it: another starts_at wins over date and time */
    unsigned access;
    bool standing_items; /* of a new one: what stands on every agenda, for standing_add */
};
extern const struct field
    MEETING_FORM_FIELDS[]; /* title date time month location online_url note access */
extern const struct field
    MEETING_JSON_FIELDS[]; /* title startsAt month location onlineUrl note access */
/* The same and standing_items. */
extern const struct field MEETING_NEW_FORM_FIELDS[], MEETING_NEW_JSON_FIELDS[];

/* Fills starts_at from date and time (or date, time and month from a new starts_at). ERR_INVALID with
 * issues: a time without a date or the reverse, a time that the spring change skips, neither month
 * nor date. */
enum err meeting_input_resolve(
    struct fault *f, struct arena *a, struct meeting_input *in) NODISCARD;
struct meeting_input meeting_to_input(struct arena *a, const struct meeting *m);

enum err meeting_get(struct snap *s, struct arena *a, int64_t id, struct meeting *ret) NODISCARD;
/* Newest first by date (month when there is none), then id. `year` 0 = all; after = id cursor. */
enum err meeting_list(struct snap *s, struct arena *a, int64_t year, int64_t after, int64_t limit,
    struct meeting_list *ret) NODISCARD;
/* Meetings of which only the month is known and that are not cancelled, by month. */
enum err meeting_undated(struct snap *s, struct arena *a, struct meeting_list *ret) NODISCARD;
/* The next one by date or month from the day of `now` (domain), that is neither cancelled nor
 * closed, nor a written procedure; one in session always counts. ERR_NOT_FOUND. */
enum err meeting_next(struct snap *s, struct arena *a, int64_t now, struct meeting *ret) NODISCARD;

enum err meeting_create(struct tx *tx, const struct actor *who, const struct meeting_input *in,
    int64_t *ret_id) NODISCARD;
enum err meeting_update(struct tx *tx, const struct actor *who, int64_t id, int64_t version,
    const struct meeting_input *in) NODISCARD;

/* Month made visible on the site, without notices (ANNOUNCE); START freezes the numbers and shows
 * the agenda; CLOSE lists as issues the items without outcome and refuses then, and shows what was
 * added in the session; REOPEN; RESTORE. CANCEL of what nobody was told of (others go through
 * sending.h). */
enum err meeting_act(struct tx *tx, const struct actor *who, int64_t id, int64_t version,
    enum meeting_action action) NODISCARD;

/* Grows the version: for items and order. */
enum err meeting_touch(struct tx *tx, int64_t id) NODISCARD;

/* The day the invitation must be sent, at the latest; "" without a date. */
const char *meeting_invitation_deadline(
    struct arena *a, const struct meeting *m, const struct council *c);

#endif
