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

#endif
