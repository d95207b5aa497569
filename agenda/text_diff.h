/* agenda/text_diff.h: what differs between two texts, word by word. Pure. */
#ifndef AGENDA_TEXT_DIFF_H
#define AGENDA_TEXT_DIFF_H

#include "lok/base/arena.h"

struct diff_piece {
    enum { DIFF_SAME, DIFF_ADDED, DIFF_REMOVED } kind;
    const char *text;
};
struct diff {
    struct diff_piece *at;
    size_t count;
    size_t added, removed; /* pieces */
};
/* White space belongs to the word before it. Texts that differ in too many words are taken as one
 * removed and one added piece. */
struct diff text_diff(struct arena *a, const char *old, const char *new);

/* As HTML: <del> and <ins>, each with a word for who does not see the line through it. */
const char *text_diff_html(struct arena *a, const struct diff *d);

#endif
