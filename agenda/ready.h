/* agenda/ready.h: "klaar om op de agenda te zetten": all that waits for an agenda in one list, wherever
 * it comes from: announced, postponed, proposed by a partner, due by a dossier's rhythm, an advice to be
 * given or without its answer, the result of a written procedure.
 *
 * Invariants:
 *   - each has a key, "dossier-4", that says what it is; a bare number is an announcement's;
 *   - it is taken once; when its item is removed from the agenda it is offered again;
 *   - put off to a month, or declined with a word of reason, it is offered no more until then; a dossier
 *     that is declined comes back in its next semester or year.
 */
#ifndef AGENDA_READY_H
#define AGENDA_READY_H

#include "agenda/sending.h"

enum ready_kind { READY_ANNOUNCEMENT, READY_PROPOSAL, READY_DOSSIER, READY_ADVICE, READY_WRITTEN };
extern const struct choice READY_KINDS[]; /* announcement, proposal, dossier, advice, written */

struct ready {
    unsigned kind; /* enum ready_kind */
    int64_t id;
    const char *key; /* "dossier-4" */
    const char *title;
    const char *from;       /* Dutch, a sentence without its full stop: where it comes from */
    const char *text;       /* CommonMark: introduction, proposal, question; "" */
    const char *text_words; /* "Lees de inleiding", "" without a text */
    bool late;              /* promised for a month that is over, or an answer that is late */
    bool asks_tell;         /* somebody waits for the answer */
};
struct ready_list {
    struct ready *at;
    size_t count;
};

/* For that month; `meeting_id` (0 = none) is not offered what it put off itself. Late advice first. */
enum err ready_list(struct snap *s, struct arena *a, const char *month, int64_t meeting_id,
    struct ready_list *ret) NODISCARD;
/* ERR_NOT_FOUND for a key that is none. Pure. */
enum err ready_parse(const char *key, enum ready_kind *ret_kind, int64_t *ret_id) NODISCARD;

struct ready_answer {
    const char *target_month, *reason;
    bool tell; /* who proposed it hears of it */
};

/* "Op de agenda zetten": a new item. ERR_CONFLICT when it stands on one already. */
enum err ready_take(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, const char *key, int64_t meeting_id, bool tell,
    int64_t *ret_item_id) NODISCARD;
/* "Uitstellen": offered again from that month, which lies ahead. */
enum err ready_defer(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, const char *key, const struct ready_answer *in) NODISCARD;
/* "Niet op de agenda": needs a reason. */
enum err ready_decline(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, const char *key, const struct ready_answer *in) NODISCARD;
/* Offered again. */
enum err ready_back(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, const char *key) NODISCARD;

/* What was put off, for the overview. */
struct put_off {
    unsigned kind;
    int64_t id;
    const char *until_month;
};
struct put_off_list {
    struct put_off *at;
    size_t count;
};
enum err ready_put_off(struct snap *s, struct arena *a, struct put_off_list *ret) NODISCARD;
bool ready_is_put_off(
    const struct put_off_list *list, enum ready_kind kind, int64_t id, const char *month);

#endif
