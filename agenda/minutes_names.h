/* agenda/minutes_names.h: a text without names of persons: a name becomes the person's function. Pure,
 * but for the reading of the names.
 *
 * On request minutes must be handed over without names (Flemish appeal body for the publicity of
 * government, Merksplas). What free text may still name is only pointed at: a person decides.
 */
#ifndef AGENDA_MINUTES_NAMES_H
#define AGENDA_MINUTES_NAMES_H

#include "lok/base/db.h"
#include "lok/base/str.h"

struct hidden_name {
    const char *name;  /* as a whole word, with its capitals */
    const char *words; /* what stands there instead */
};
struct names {
    struct hidden_name *at; /* long names first */
    size_t count;
    struct lines partners; /* their names and aliases: nothing is hidden within these */
    struct lines known;    /* names that are no person's: partners, dossiers, the council */
};

/* Persons by name and surname, and the lines "name = words" of `hide`. An organisation that is known
 * as partner is no name of a person ("Medewerker Huis van het Kind"), unless `hide` says so. */
enum err names_read(struct snap *s, struct arena *a, const char *hide, struct names *ret) NODISCARD;
/* And what is known to be no person: before names_preview and names_find. */
enum err names_read_known(struct snap *s, struct arena *a, struct names *n) NODISCARD;

/* The text with each name replaced. */
const char *names_hidden(struct arena *a, const struct names *n, const char *text);

/* The same with marks around what was replaced, and around words with capitals that may name a
 * person still; for text_to_html, whose result names_marked turns into <mark> and <strong>. */
const char *names_preview(struct arena *a, const struct names *n, const char *text);
const char *names_marked(struct arena *a, const char *html);

struct names_found {
    size_t hidden;       /* how many were replaced */
    struct lines doubts; /* what may still name somebody, each once */
};
void names_find(
    struct arena *a, const struct names *n, const char *text, struct names_found *found);

#endif
