/* lok/base/word.h: splits text into the words that search knows.
 *
 * A word is a run of letters, digits and '_', without case and accents. Marks that combine with a
 * letter, soft hyphens and joiners are dropped. A lone letter behind an apostrophe is no word:
 * "foto's" gives "foto", "'s morgens" gives "morgens". Bytes that are not UTF-8 separate words.
 * Private to lok/base.
 */
#ifndef LOK_BASE_WORD_H
#define LOK_BASE_WORD_H

#include "lok/base/check.h"

enum { WORD_BYTES = 128 }; /* what is longer is cut */

struct word {
    char text[WORD_BYTES];
    size_t length;  /* bytes */
    size_t letters; /* code points */
    size_t from;    /* in the text that was split */
    size_t to;
    bool number; /* holds a digit or '_': never stemmed */
};

/* The next word at or behind *at, which moves behind it. False when there is none. */
bool word_next(const char *text, size_t length, size_t *at, struct word *ret);

#endif
