/* lok/base/dutch.h: how Dutch text becomes search terms.
 *
 * The FTS5 tokenizer `dutch` splits at what is neither letter nor digit, folds case and accents,
 * and stems with Snowball's Dutch stemmer (libstemmer). A token with a digit or '_' inside is kept
 * whole ("2024_LOK_00012" is found by its number; '_' counts as a letter).
 */
#ifndef LOK_BASE_DUTCH_H
#define LOK_BASE_DUTCH_H

#include "lok/base/str.h"

/* Registered by db.c on every connection; `database` is a sqlite3 *. Returns SQLite's code. */
int dutch_register(void *database);

/* The words a person typed, as FTS5 match text: each word quoted, all required, the last one also
 * as a prefix when it has two letters or more. "" when no word is left. Never holds raw user text
 * outside quotes. At most 12 words count. */
const char *dutch_match(struct arena *a, const char *typed);

/* For what stands in no index: the words a person typed, at most 12. */
struct dutch_asked {
    struct lines words, stems;
};
struct dutch_asked dutch_ask(struct arena *a, const char *typed);
/* Whether each of them stands in `text`: in another form, or as a part of a word. False without words. */
bool dutch_holds(const char *text, const struct dutch_asked *asked);

#endif
