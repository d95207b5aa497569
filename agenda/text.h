/* agenda/text.h: what people type in long fields, as safe HTML: cmark in safe mode, single line
 * breaks kept, headings moved down under the page's own. Bullets pasted from a word processor (•, ·,
 * –, o, a tab) are lists. */
#ifndef AGENDA_TEXT_H
#define AGENDA_TEXT_H

#include "lok/base/arena.h"

/* Markup of trusted form; "" for "". */
const char *text_to_html(struct arena *a, const char *commonmark);
/* The words alone, for notices and the search index. */
const char *text_to_plain(struct arena *a, const char *commonmark);

#endif
