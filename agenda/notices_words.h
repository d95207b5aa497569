/* agenda/notices_words.h: what a notice says, in the words of the table in notices.c. Used by
 * notices_write.c. */
#ifndef AGENDA_NOTICES_WORDS_H
#define AGENDA_NOTICES_WORDS_H

#include "agenda/notices.h"

struct words {
    struct arena *arena;
    const struct telling *telling;
    bool has_meeting;                  /* `published` counts */
    const struct published *published; /* within the receiver's sight */
    const struct change_list *changes;
    int64_t partner_id; /* the receiver's */
    bool own;           /* it concerns the receiver's partner */
};

/* "punt 2" or "de punten 2 en 4": what the receiver's partner presents, "" when nothing. */
const char *notices_own_items(const struct words *w);

/* What stands for a word in braces. */
const char *notices_value(const struct words *w, const char *name);

/* Fills significant, sentence, title and link_words for the type that is set. */
void notices_words(const struct words *w, struct notice_text *text);

#endif
