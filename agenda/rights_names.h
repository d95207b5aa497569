/* agenda/rights_names.h: how a person is found in texts. Pure, but for the reading. */
#ifndef AGENDA_RIGHTS_NAMES_H
#define AGENDA_RIGHTS_NAMES_H

#include "agenda/rights.h"
#include "lok/base/rows.h"

/* Words, and the byte of theirs by which they are found. */
struct rights_needle {
    const char *words;
    size_t rare;       /* where it stands in them */
    char lower, upper; /* it, in both cases */
};

/* Each "" when it is not looked for. */
struct rights_needles {
    int64_t person_id;
    const char *name;    /* first name and surname */
    const char *surname; /* is pointed at, never replaced */
    const char *email, *account_email, *phone;
    const char *label;          /* what stands in the place of the name */
    bool shared;                /* with somebody else's name */
    struct rights_needle at[4]; /* of these, what a text is looked through for */
    size_t count, shortest;     /* bytes */
};
enum err rights_needles_read(
    struct snap *s, struct arena *a, int64_t person_id, struct rights_needles *ret) NODISCARD;

/* For rows_find_text: `context` is a struct rights_needles. */
bool rights_names_hold(const void *context, const char *text, size_t length);

/* The text with name, addresses and number replaced. */
const char *rights_names_replaced(
    struct arena *a, const struct rights_needles *n, const char *text);

/* Some words around what is found. */
const char *rights_names_around(struct arena *a, const struct rights_needles *n, const char *text);

/* A text that people wrote, which they can mend: what it is called and where its page is. NULL for
 * copies, and for texts that are left alone. */
struct rights_table {
    const char *table, *what, *path; /* %lld stands for the row's id */
    bool replaceable;                /* a partner's own name is not */
};
const struct rights_table *rights_table_of(const char *table);

/* Texts that erasing sees to in another way. */
bool rights_is_own(const struct rights_needles *n, const struct row_text *row);

/* rights_places, for a person whose name is known still. */
enum err rights_places_of(struct snap *s, struct arena *a, const struct rights_needles *n,
    struct rights_places *ret) NODISCARD;

/* Replaces in all copies; with `texts` also in what people wrote. */
enum err rights_replace(struct tx *tx, const struct rights_needles *n, bool texts) NODISCARD;

#endif
