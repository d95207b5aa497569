/* agenda/rights.h: the rights of people over what is kept of them (GDPR, articles 15 and 17): everything
 * about a person in one list, and erasing it.
 *
 * Invariants:
 *   - which tables refer to people stands in rights.def, which a test compares with the schema;
 *   - erasing is one transaction: all of it or nothing;
 *   - an erased person keeps its row as "Oud-lid 17" (or "Gewiste persoon 17" without a seat), so that
 *     seats, attendance, votes and results still add up;
 *   - erasing leaves ids and times only (lok/erasure.h), to be done again after a restore.
 *
 * After the commit the caller calls db_settle, so that the -wal file holds nothing of it either.
 */
#ifndef AGENDA_RIGHTS_H
#define AGENDA_RIGHTS_H

#include "lok/account.h"
#include "lok/erasure.h"

enum rights_on_erasure { RIGHTS_KEEP, RIGHTS_UNLINK, RIGHTS_DELETE, RIGHTS_OWN };
enum rights_of_text { RIGHTS_CODE, RIGHTS_SECRET, RIGHTS_BLANK, RIGHTS_NAMES, RIGHTS_GONE };

struct rights_reference {
    const char *table, *column;
    enum rights_on_erasure on_erasure;
    const char *section; /* of the export, "" for what says nothing of the person */
};
struct rights_text {
    const char *table, *column;
    enum rights_of_text how;
};
/* Both end with a NULL table. */
extern const struct rights_reference RIGHTS_REFERENCES[];
extern const struct rights_text RIGHTS_TEXTS[];

/* -- everything about a person -- */

/* One line: when, of what, a word, a text; each may be "". */
struct rights_line {
    const char *day;  /* "di 27/02/2024 om 19.30 uur" or a date in words */
    int64_t at;       /* UTC ms, 0 = a date or none */
    const char *date; /* YYYY-MM-DD, "" */
    const char *what;
    const char *state; /* in Dutch */
    const char *text;
    const char *code; /* of the log: the type of the event, and `text` is its data as JSON; "" */
};
struct rights_section {
    const char *name;  /* "seats": in the API */
    const char *title; /* "Plaatsen in het overleg" */
    struct rights_line *at;
    size_t count;
};
struct rights_export {
    struct person person;
    struct account account; /* id 0 = none */
    bool erased;
    struct rights_section *at; /* all, also empty ones */
    size_t count;
};
enum err rights_export(
    struct snap *s, struct arena *a, int64_t person_id, struct rights_export *ret) NODISCARD;

/* -- documents -- */

struct rights_document {
    int64_t id, created_at;
    const char *name;
};
struct rights_documents {
    struct rights_document *at; /* that this person added, by account or with a proposal */
    size_t count;
    int64_t all; /* documents there are; what they hold is looked into by nobody here */
};
enum err rights_documents(
    struct snap *s, struct arena *a, int64_t person_id, struct rights_documents *ret) NODISCARD;

/* -- where a name stands in texts -- */

struct rights_place {
    const char *what;  /* "agendapunt", in Dutch; "" for copies that are mended by themselves */
    const char *path;  /* of its page, "" */
    const char *words; /* the text around it */
};
struct rights_places {
    struct rights_place *at;
    size_t count;
    bool shared; /* somebody else has the same name: it is left everywhere */
    bool known;  /* the name can be found by the program; "secretaris" is a word, not a name */
};
/* Texts that people wrote and that name this person still. */
enum err rights_places(
    struct snap *s, struct arena *a, int64_t person_id, struct rights_places *ret) NODISCARD;

/* -- erasing -- */

/* How the person is called from then: "Oud-lid 17". */
enum err rights_name_after(
    struct snap *s, struct arena *a, int64_t person_id, const char **ret) NODISCARD;

/* Erases. With `texts` the full name, address and number are replaced in what people wrote as well,
 * otherwise only in copies: versions, what was sent, logs, drafts, the search. *ret_left (may be NULL)
 * counts the texts that still name the person.
 * ERR_STALE when it is no longer at `version` (0 = whichever). ERR_CONFLICT: erased before, one's own,
 * or the last administrator. */
enum err rights_erase(struct tx *tx, const struct actor *who, int64_t person_id, int64_t version,
    bool texts, int64_t *ret_left) NODISCARD;

/* After a restore: erases again whom the list names and this database still knows. */
enum err rights_erase_again(
    struct tx *tx, struct arena *a, const struct erasure_list *list, int64_t *ret_erased) NODISCARD;

#endif
