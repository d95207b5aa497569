/* web/pages/actions.h: Opvolging: what organisations promised, late ones first; one action; noting and
 * changing one; an owner's own by its personal link. */
#ifndef WEB_PAGES_ACTIONS_H
#define WEB_PAGES_ACTIONS_H

#include "agenda/action_remind.h"
#include "web/pages/show.h"

/* Part `action_rows`. */
struct action_row {
    const char *when; /* "ma 15/04/2024", "geen datum" */
    bool late;
    const char *text, *why; /* "Felies · LOK februari · bezig" */
    struct chip state;
    struct url to; /* "" where the page may not be opened */
};
struct action_rows {
    struct action_row *at;
    size_t count;
};
struct chip actions_chip(const struct action_point *p);
/* `to` is where one leads: "/opvolging", or "/persoonlijk/…/acties"; "" for nowhere. */
struct action_rows actions_rows(struct request *rq, const struct action_list *list, const char *to);

struct actions_view {
    bool may_edit, own_only, filtered;
    const char *typed;
    struct form_option_list partners;
    bool all; /* closed ones too */
    struct action_rows rows;
    struct pager_view pager;
};

struct action_change_row {
    const char *when, *by, *what, *remark;
};
struct action_view {
    struct link_view back;
    const char *text, *late; /* "12 dagen te laat", "" */
    struct chip state;
    struct fact_list facts;
    bool may_move;
    struct form_view step;
    struct url step_to, edit, remind; /* the last two "" for who may not */
    const char *taken;                /* "De herinnering is verstuurd. …", "" */
    struct url take_back;
    struct {
        struct action_change_row *at;
        size_t count;
    } history;
};

/* The page of one action for `who`; forms lead below `base`. */
enum err action_show(struct request *rq, const struct actor *who, int64_t id, struct link_view back,
    const char *base, unsigned status) NODISCARD;
/* Reads and does the posted step. */
enum err action_step(struct request *rq, const struct actor *who, int64_t id) NODISCARD;

#endif
