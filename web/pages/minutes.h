/* web/pages/minutes.h: the minutes of a meeting: reading, writing, remarks, versions, without names. */
#ifndef WEB_PAGES_MINUTES_H
#define WEB_PAGES_MINUTES_H

#include "agenda/minutes.h"
#include "web/pages/show.h"

/* Part `minutes_text`: the text as the reader reads it. */
struct minutes_text_part {
    const char *heading;
    struct html text;
};
struct minutes_text_parts {
    struct minutes_text_part *at;
    size_t count;
};
struct minutes_text {
    struct minutes_text_parts parts, rectifications;
};
struct minutes_text minutes_text_view(struct arena *a, const struct minutes_shown *shown);

/* Part `minutes_remarks`. */
struct remark_row {
    const char *text, *about, *why;
    struct url done; /* "" for who only reads */
    const char *button;
    bool is_done;
};
struct remark_rows {
    struct remark_row *at;
    size_t count;
};
enum err minutes_remark_rows(struct request *rq, const struct actor *who,
    const struct minutes_shown *shown, struct remark_rows *ret) NODISCARD;

/* The form of a remark, for who may give one now; `open` false otherwise. Part `remark_form`. */
struct remark_form {
    bool open;
    const char *until; /* "Dat kan tot dinsdag 11 juni 2024.", "" */
    struct form_view form;
    struct url action;
    bool may_agree;
    struct url agree;
};
enum err minutes_remark_form(struct request *rq, const struct actor *who,
    const struct minutes_shown *shown, struct url action, struct url agree,
    struct remark_form *ret) NODISCARD;

struct minutes_view {
    struct link_view meeting;
    const char *title, *when;
    struct chip state;
    struct form_view problem;
    const char *lead; /* which version this is, and for whom */
    struct step_list steps;
    bool begun;
    struct minutes_text text;
    struct fact_list facts;
    struct remark_rows remarks;
    struct remark_form remark;
    struct link_list links; /* versions, without names */
    bool delivers;
    struct form_view deliver;
    struct url deliver_to;
    struct link_view approval; /* the item that approves */
};

struct minutes_area {
    const char *label, *name, *id, *hint, *value, *error;
    bool conflicts;
    const char *other;      /* what stands there now */
    struct html difference; /* from what stands there to what was typed */
    struct html recorded;   /* what comes from the agenda and the decisions */
};
struct minutes_areas {
    struct minutes_area *at;
    size_t count;
};
struct minutes_edit_view {
    struct link_view minutes;
    const char *title;
    struct form_view form; /* messages, hide and remarks_until */
    int64_t version;
    const char *unsaved; /* what was typed and not saved yet was put back, "" */
    bool conflicts;
    struct minutes_areas areas;
    struct url action, back, forget;
};

struct minutes_improve_view {
    struct link_view minutes;
    struct form_view rectify, reopen;
    struct url rectify_to, reopen_to;
};

struct minutes_difference {
    const char *heading;
    struct html text;
};
struct minutes_differences {
    struct minutes_difference *at;
    size_t count;
};
struct minutes_version_view {
    struct link_view minutes;
    const char *title, *lead;
    struct minutes_differences parts;
    struct link_list others;
};

struct doubt_row {
    const char *text;
};
struct doubt_rows {
    struct doubt_row *at;
    size_t count;
};
struct minutes_open_view {
    struct link_view minutes;
    const char *lead;
    struct doubt_rows doubts;
    struct minutes_text text;
    struct url edit;
};

struct minutes_row {
    const char *title, *when;
    struct chip state;
    struct url to;
};
struct minutes_rows {
    struct minutes_row *at;
    size_t count;
};
struct minutes_list_view {
    const char *typed;
    bool filtered;
    struct minutes_rows rows;
    struct pager_view pager;
};

struct minutes_personal_view {
    struct url back;
    const char *title, *when, *lead;
    struct form_view problem;
    struct minutes_text text;
    struct remark_rows remarks;
    struct remark_form remark;
};

struct url minutes_url(struct arena *a, int64_t meeting_id, const char *below);
struct chip minutes_state_chip(unsigned state);
/* Where the minutes of that meeting are, for who may read them; of an item that approves minutes:
 * which. */
enum err minutes_add_fact(
    struct request *rq, int64_t meeting_id, struct fact_list *facts) NODISCARD;
enum err minutes_add_approved(
    struct request *rq, int64_t item_id, struct fact_list *facts) NODISCARD;
/* The page again, after something on it was refused. */
enum err minutes_show(struct request *rq, unsigned status) NODISCARD;

#endif
