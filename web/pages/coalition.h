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
