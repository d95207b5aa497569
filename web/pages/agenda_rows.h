/* web/pages/agenda_rows.h: an agenda as a timetable: one line an item, for reading and for building. */
#ifndef WEB_PAGES_AGENDA_ROWS_H
#define WEB_PAGES_AGENDA_ROWS_H

#include "agenda/item.h"
#include "web/pages/show.h"

struct agenda_row {
    const char *time; /* "19.30", "" without a date */
    const char *number, *title;
    struct url to;
    struct chip purpose, outcome;
    const char *facts;                                /* "40 min · mentor-coach", "" */
    struct link_view dossier, introduction, decision; /* text "" when there is none */
    bool unsent;
    struct link_view act; /* Behandelen, "" */
    /* building only */
    bool fixed; /* treated: it stays where and as it is */
    int64_t version;
    const char *place_id; /* of the select */
    struct form_option_list places;
    struct url edit, move, place, remove;
};
struct agenda_rows {
    struct agenda_row *at;
    size_t count;
};

struct agenda_rows agenda_rows_of(struct request *rq, const struct item_list *items);
/* What building needs besides. */
void agenda_rows_for_building(
    struct request *rq, const struct item_list *items, struct agenda_rows *rows);

#endif
