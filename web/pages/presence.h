/* web/pages/presence.h: who is there, for the secretary at the meeting: of the whole meeting, at one
 * item, and on paper. */
#ifndef WEB_PAGES_PRESENCE_H
#define WEB_PAGES_PRESENCE_H

#include "agenda/attendance.h"
#include "web/pages/show.h"

/* A person of the list in a form: its inputs are named status_p12, from_p12; those of a guest by its
 * entry, status_g3. */
const char *presence_name(struct arena *a, const char *what, const struct attendance *one);
/* What was posted under that name, "" when nothing. */
const char *presence_typed(const struct request *rq, const char *name);
/* As an id stands in the form, "" for none. */
const char *presence_number(struct arena *a, int64_t id);
/* In the form a substitute is present, for somebody. */
const char *presence_status(const struct attendance *one);
/* The page, after a refusal too. */
enum err presence_show(struct request *rq, unsigned status) NODISCARD;
/* What is wrong with it, in one sentence: for the script that saves by itself. */
const char *presence_problem(const struct request *rq);
/* Whether what was posted was refused: then it is shown again. */
bool presence_refused(const struct request *rq);
/* "mentor-coach · Crèchendo · stemgerechtigd". */
const char *presence_why(struct arena *a, const struct attendance *one);

struct presence_select {
    const char *name, *id, *label;
    struct form_option_list options;
};
struct presence_row {
    const char *name, *why, *said;
    const char *stored;              /* what somebody else noted meanwhile, "" */
    struct form_check_list statuses; /* radio buttons */
    bool open;                       /* something is said in the details */
    struct presence_select place, from, until;
    const char *remark_name, *remark_id, *remark;
    struct url remove; /* of a guest */
};
/* What the rules of the seats warn of. */
struct warning_row {
    const char *text;
};
struct warning_rows {
    struct warning_row *at;
    size_t count;
};
enum err presence_warnings(
    struct request *rq, int64_t meeting_id, struct warning_rows *ret) NODISCARD;

struct presence_rows {
    struct presence_row *at;
    size_t count;
};
struct presence_view {
    struct link_view meeting;
    const char *lead;
    struct form_view problem;
    struct warning_rows warnings;
    int64_t version;
    bool stale; /* somebody else saved meanwhile: nothing is saved by itself */
    struct presence_rows rows, guests;
    const char *new_guest;
    struct url action, table, sheet, replies;
};

/* -- at one item -- */

struct presence_item_row {
    const char *name, *why, *where; /* where: "online", "verliet de zaal" */
    const char *legend;
    struct form_check away, conflict;
    const char *reason_name, *reason_id, *reason;
    bool votes;
    struct presence_select vote;
};
struct presence_item_rows {
    struct presence_item_row *at;
    size_t count;
};
struct presence_item_view {
    struct link_view meeting, item;
    const char *lead;
    struct form_view problem;
    int64_t version;
    struct presence_item_rows rows;
    struct url action, attendance;
};

/* -- on paper -- */

struct sheet_row {
    const char *name, *why, *expected; /* "verontschuldigd", "" */
};
struct sheet_rows {
    struct sheet_row *at;
    size_t count;
};
struct sheet_view {
    struct link_view meeting;
    const char *title, *when;
    struct sheet_rows rows, empty; /* empty: lines for who was not expected */
};

#endif
