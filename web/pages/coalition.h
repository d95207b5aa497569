/* web/pages/coalition.h: the coalition of a dossier: what the call asks for, who was asked and committed,
 * what is missing; and the overview that goes with the application. */
#ifndef WEB_PAGES_COALITION_H
#define WEB_PAGES_COALITION_H

#include "agenda/coalition.h"
#include "agenda/dossier.h"
#include "web/pages/show.h"

struct coalition_need_row {
    const char *words; /* "1 van 2 opvanglocaties toegezegd, nog 9 dagen" */
    const char *who;   /* "opvanglocatie", "leden van Lokaal team", and who was asked */
    struct chip state; /* "volledig", or what is missing */
    struct url remove; /* "" for who only reads */
};
struct coalition_member_row {
    const char *name, *why, *note; /* "toegezegd op di 27/02/2024 · opvanglocaties" */
    struct chip state;
    struct url to, edit, remove;
    struct url ask;    /* "" when it cannot be asked now */
    const char *taken; /* "De vraag vertrekt nog naar 2 ontvangers.", "" */
    struct url take_back;
};
struct coalition_needs {
    struct coalition_need_row *at;
    size_t count;
};
struct coalition_rows {
    struct coalition_member_row *at;
    size_t count;
};

struct coalition_view {
    struct link_view dossier;
    const char *call, *until; /* "Indienen kan tot en met …, nog 9 dagen." */
    bool late, may_edit, complete;
    struct coalition_needs needs;
    struct coalition_rows members;
    struct form_view set, need, member;
    bool set_open, need_open, member_open;
    struct url set_to, need_to, member_to, print;
};

/* For an application, on A4: nothing of the secretariat's. */
struct coalition_print_view {
    struct link_view back;
    const char *call;
    struct fact_list facts;
    struct html summary;
    struct lines aim, tasks;
    struct coalition_needs needs;
    struct coalition_rows members;
};

/* The page of the coalition, and what stands below it: /leden/:id and the like. */
struct url coalition_url(struct request *rq, const char *path);
struct url coalition_part_url(struct request *rq, const char *part, int64_t id, const char *end);
enum err coalition_show(struct request *rq, unsigned status) NODISCARD;
/* The dossier of this address, as the reader sees it. */
enum err coalition_dossier(struct request *rq, struct dossier *ret) NODISCARD;
enum err coalition_need_options(struct request *rq, struct form_view *form) NODISCARD;
/* Fills what the secretariat may do with who did not answer yet. */
enum err coalition_ask_row(struct request *rq, const struct coalition_member *m,
    struct coalition_member_row *row) NODISCARD;

/* On the dossier's page. */
struct coalition_card {
    bool shown;
    struct lines missing;
    const char *words; /* "Alles is toegezegd.", "Wat de oproep vraagt, is nog niet ingevuld." */
    struct url to;
};
enum err coalition_card(
    struct request *rq, const struct dossier *d, struct coalition_card *ret) NODISCARD;

#endif
