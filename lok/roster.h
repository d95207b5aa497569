/* lok/roster.h: partners, people and members as lists of a spreadsheet, in and out.
 *
 * Invariants:
 *   - the same columns leave and come in, by their Dutch titles in any order; unknown ones are
 *     refused, absent ones and empty cells leave what is there; "(leeg)" empties it;
 *   - a partner is found by its name or an alias, a person by e-mail address, else by name, a seat by
 *     its person (and partner, when there are several);
 *   - roster_import does the work in the transaction, so that what it tells is what happens; the
 *     caller rolls it back for a preview, and must when any line is wrong: nothing half imported;
 *   - the sex may come in (for the secretary), and never leaves.
 */
#ifndef LOK_ROSTER_H
#define LOK_ROSTER_H

#include "lok/base/csv.h"
#include "lok/member.h"

enum roster_kind { ROSTER_PARTNERS, ROSTER_PERSONS, ROSTER_MEMBERS };
extern const struct choice ROSTER_KINDS[]; /* partners, persons, members */

/* One column: its title, and the field of that kind's table; "contact": the partner of a person. */
struct roster_column {
    const char *title;
    const char *also;  /* other titles, each between spaces, folded; may be "" */
    const char *field; /* as in the field table, or "contact" */
    bool only_in;      /* never written */
};
const struct roster_column *roster_columns(enum roster_kind kind);
const struct field *roster_fields(enum roster_kind kind);
const struct field *roster_field(enum roster_kind kind, const char *name); /* NULL when none */
/* A value as a person reads it: a choice and a yes or no in Dutch. `form` is from field_to_form. */
const char *roster_words(const struct field *field, struct arena *a, const char *form);

enum roster_state { ROSTER_NEW, ROSTER_CHANGED, ROSTER_SAME, ROSTER_WRONG };
extern const struct choice ROSTER_STATES[];
struct roster_change {
    const char *title, *from, *to;
};
struct roster_line {
    size_t line; /* in the file */
    unsigned state;
    const char *name;
    struct roster_change *changes;
    size_t change_count;
    struct lines errors; /* Dutch, each with its column */
};
struct roster_plan {
    struct roster_line *at;
    size_t count;
    size_t states[ROSTER_WRONG + 1]; /* how many lines of each state */
    const char *seen;                /* a digest: the same plan has the same */
};

/* ERR_FORBIDDEN for who may not edit people; ERR_INVALID at `text` when it is no list, or a column is
 * unknown, double or missing. Wrong lines are told in the plan, all at once. */
enum err roster_import(struct tx *tx, struct arena *a, const struct actor *who,
    enum roster_kind kind, const void *bytes, size_t length, struct roster_plan *ret) NODISCARD;

/* The whole list as CSV. ERR_FORBIDDEN for who may not edit people. */
enum err roster_export(struct snap *s, struct arena *a, const struct actor *who,
    enum roster_kind kind, const char **ret) NODISCARD;

#endif
