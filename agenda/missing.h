/* agenda/missing.h: what people will ask for when they read an agenda: its date, its place, who
 * introduces an item and how long it takes. For the agenda's page and the overview. Pure. */
#ifndef AGENDA_MISSING_H
#define AGENDA_MISSING_H

#include "agenda/item.h"

enum missing_what { MISSING_DATE, MISSING_PLACE, MISSING_PRESENTER, MISSING_MINUTES };

struct missing {
    enum missing_what what;
    const struct item *item; /* NULL for the meeting itself */
};
struct missing_list {
    struct missing *at;
    size_t count;
};

/* Treated items lack nothing any more; varia and the approval of minutes are the council's own. */
struct missing_list missing_of(
    struct arena *a, const struct meeting *m, const struct item_list *items);
/* "Wie leidt punt 2 in?" */
const char *missing_question(struct arena *a, const struct missing *one);
/* "Ontbreekt nog: plaats, inleider van punt 2 en 3 en duur van punt 2."; "" when nothing is. */
const char *missing_words(struct arena *a, const struct missing_list *list);

#endif
