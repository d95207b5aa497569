/* web/pages/dossier.h: one dossier: what it aims at, who pays and takes part, and its history. */
#ifndef WEB_PAGES_DOSSIER_H
#define WEB_PAGES_DOSSIER_H

#include "agenda/dossier.h"
#include "web/pages/coalition.h"
#include "web/pages/documents.h"
#include "web/pages/expansion.h"
#include "web/pages/show.h"

/* Something under the dossier that can be taken away again. */
struct dossier_funder_row {
    const char *name, *period, *note;
    struct url remove;
};
struct dossier_actor_row {
    const char *name, *role, *contribution;
    struct url to, remove;
};
struct dossier_figure_row {
    const char *what, *value, *source;
    int64_t year;
    struct url remove;
};

/* A form that adds a part; folded away until it is wanted or was refused. */
struct dossier_part_view {
    const char *title;
    struct form_view form;
    struct url action;
    bool open;
};

struct dossier_view {
    struct documents_view documents;
    const char *title;
    struct chip access;
    const char *result; /* "Niet geselecteerd", "" while it is not known */
    struct html summary, outcome;
    struct lines aim, tasks;
    struct fact_list facts;
    struct {
        struct dossier_funder_row *at;
        size_t count;
    } funders;
    struct {
        struct dossier_actor_row *at;
        size_t count;
    } actors;
    struct {
        struct dossier_figure_row *at;
        size_t count;
    } figures;
    struct dossier_part_view add_funder, add_actor, add_figure;
    bool shows_funders, shows_actors, shows_figures, may_edit;
    struct url edit;
    struct coalition_card coalition;
    struct expansion_card expansions;
    struct timeline_view timeline;
};

/* The three lists and their forms. */
enum err dossier_parts(
    struct request *rq, const struct dossier *d, struct dossier_view *v) NODISCARD;

/* The whole page; a refused part comes back in its form. */
enum err dossier_page(struct request *rq, unsigned status) NODISCARD;

#endif
