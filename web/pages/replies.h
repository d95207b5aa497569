/* web/pages/replies.h: who comes: one's own answer, and for the secretariat that of all. */
#ifndef WEB_PAGES_REPLIES_H
#define WEB_PAGES_REPLIES_H

#include "agenda/proposal.h"
#include "agenda/reply.h"
#include "web/pages/show.h"

/* Part `reply_form`. */
struct reply_form {
    const char *said; /* "U antwoordde op di 27/02/2024: Ik kom.", "" */
    bool open;        /* an answer is taken now */
    const char *closed_words;
    struct form_view form; /* the remark */
    struct url action;
};
/* `reply` as it is now; what was typed comes back after a refusal. */
struct reply_form replies_form(
    struct request *rq, const struct published *p, const struct reply *reply, struct url action);
/* Reads and gives the answer that was posted, by `who` for itself. */
enum err replies_give(struct request *rq, const struct actor *who, int64_t meeting_id) NODISCARD;

struct own_reply_view {
    struct link_view meeting;
    struct reply_form form;
};

/* -- of all -- */

struct attendance_row {
    const char *name, *why; /* "mentor-coach · Crèchendo" */
    const char *said;       /* "via de persoonlijke link op di 27/02/2024", "" */
    const char *remark;
    struct url forget; /* "" when nothing was answered */
};
struct attendance_group {
    const char *heading; /* "Komen (3)" */
    struct attendance_row *at;
    size_t count;
};
enum { ATTENDANCE_GROUPS = 4 };
struct attendance_groups {
    struct attendance_group *at;
    size_t count;
};
struct attendance_view {
    struct link_view meeting;
    const char *lead;
    struct form_view problem;
    struct attendance_groups groups;
    bool open; /* the secretary may still tick */
    struct form_view form;
    struct url action;
    struct url presence; /* who is there, at the meeting; "" before the invitation */
    struct url remind;   /* "" when nobody is missing or it is too late */
};
/* "3 komen, 1 is verontschuldigd, 5 antwoordden nog niet." */
const char *replies_words(struct arena *a, const struct reply_counts *n);

#endif
