/* web/pages/personal.h: the page behind the link in a mail: who has the link needs no password.
 *
 * GET shows, POST does: mail scanners follow links. What it shows is what that person may see of the
 * meeting now; who is signed in besides makes no difference. */
#ifndef WEB_PAGES_PERSONAL_H
#define WEB_PAGES_PERSONAL_H

#include "lok/personal_link.h"
#include "web/pages/actions.h"
#include "web/pages/endpoints.h"
#include "web/pages/proposals.h"
#include "web/pages/replies.h"

/* Who has the link. */
struct bearer {
    const char *token;
    struct personal_link link;
    struct actor who;
};
/* ERR_GONE with the reason. */
enum err personal_open(struct request *rq, struct bearer *ret) NODISCARD;
/* The same for who does something: the link was used. */
enum err personal_open_for_change(struct request *rq, struct bearer *ret) NODISCARD;
/* The page again with what was refused. */
enum err personal_comes_back(struct request *rq, const struct bearer *b, enum err e) NODISCARD;
/* "/persoonlijk/TOKEN" and what stands below it. */
struct url personal_url(struct request *rq, const char *below);
enum err personal_show(struct request *rq, const struct bearer *b, unsigned status) NODISCARD;
/* In words why the link does not work (any more), and how to get another. For ERR_GONE; passes any
 * other error on. */
enum err personal_gone(struct request *rq, enum err e) NODISCARD;

struct personal_item {
    const char *time, *number, *title, *facts;
    struct chip purpose, outcome;
    bool own; /* of one's own organisation */
    struct html text;
};
struct personal_items {
    struct personal_item *at;
    size_t count;
};

struct personal_ask {
    const char *call, *why;
    struct url answer;
};
struct personal_asks {
    struct personal_ask *at;
    size_t count;
};
struct personal_round {
    const char *title, *why;
};
struct personal_rounds {
    struct personal_round *at;
    size_t count;
};

struct personal_view {
    const char *whose; /* "Voor mentor-coach, Crèchendo" */
    const char *title, *when;
    struct chip state;
    bool has_meeting;
    const char *no_meeting; /* why there is none to see */
    struct fact_list facts;
    bool has_agenda;
    struct personal_items items;
    struct document_rows documents; /* of the meeting and its items */
    struct url written;             /* its votes, "" of an ordinary meeting */
    struct reply_form reply;
    struct proposal_form propose;
    struct proposal_rows proposals;
    struct action_rows own_actions;  /* of one's own organisation, to be moved on here */
    struct action_rows open_actions; /* of others, that return on the agenda */
    struct form_view problem;        /* with an answer to one of these, refused */
    struct personal_asks asks;       /* does one's own organisation take part? */
    struct personal_rounds rounds;   /* in which places may be applied for */
    struct url calendar, stop, kept;
    struct url review;  /* the agenda, for the chair to read before it is sent, "" */
    struct url minutes; /* "" when there is nothing to read */
    const char *until;  /* the link works until then */
};
/* What one's own organisation was asked, and may apply for: personal_ask.c. */
enum err personal_asked(
    struct request *rq, const struct bearer *b, struct personal_view *v) NODISCARD;

/* A connection of one's own organisation, switched on again by one button. */
struct personal_endpoint_view {
    struct url back, action;
    const char *name, *reason, *done;
    struct chip state;
    struct form_view problem;
    bool disabled;
};

struct personal_gone_view {
    const char *why;
    struct url ask;        /* "" when the link is not known at all */
    const char *asked;     /* what happens after asking, "" */
    struct link_view mail; /* the secretariat */
};

struct personal_stop_view {
    struct url back, action, revoke;
    struct rhythm_choices {
        struct rhythm_choice {
            const char *code, *words;
            bool chosen;
        } * at;
        size_t count;
    } rhythms;
    const char *address; /* where messages go now */
    bool stopped;
    struct form_view problem;
};

#endif
