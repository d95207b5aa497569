/* agenda/coalition.h: the coalition (samenwerkingsverband) that a call asks for: how many partners of
 * which kind or group, who was asked, who committed, what is missing and how long that may take.
 *
 * Invariants:
 *   - it belongs to a dossier, is as visible as that dossier, and changes its version;
 *   - a partner stands in it once; it counts where it was put, else for each requirement that its kind
 *     or a group it belongs to fits, and only while it is committed;
 *   - who was asked or declined is known to who prepares meetings, and to that partner, alone;
 *   - what was removed can be put back.
 */
#ifndef AGENDA_COALITION_H
#define AGENDA_COALITION_H

#include "lok/partner.h"

enum coalition_state { COALITION_ASKED, COALITION_COMMITTED, COALITION_DECLINED };
extern const struct choice COALITION_STATES[];

struct coalition {
    const char *call, *closes_on; /* "" = not known */
};
struct coalition_need {
    int64_t id, group_id; /* 0 = by kind */
    unsigned kind;        /* enum partner_kind */
    int64_t least;
    const char *words;      /* "opvanglocaties" */
    const char *group_name; /* joined */
    int64_t committed, asked, declined;
};
struct coalition_need_list {
    struct coalition_need *at;
    size_t count;
};
struct coalition_member {
    int64_t id, partner_id, need_id; /* need 0 = where it fits */
    unsigned state;
    const char *date, *contact, *note;
    int64_t told_at; /* 0 = it was not told by a notice that it is asked (coalition_ask.h) */
    const char *partner_name, *need_words; /* joined */
};
struct coalition_member_list {
    struct coalition_member *at;
    size_t count;
};
extern const struct field COALITION_FIELDS[], COALITION_NEED_FIELDS[], COALITION_MEMBER_FIELDS[];

/* An empty one when nothing was written yet; whether the dossier is seen is for the caller. */
enum err coalition_get(
    struct snap *s, struct arena *a, int64_t dossier_id, struct coalition *ret) NODISCARD;
/* With their counts. */
enum err coalition_needs(
    struct snap *s, struct arena *a, int64_t dossier_id, struct coalition_need_list *ret) NODISCARD;
/* What `who` may know: see the invariants. Notes and contacts are "" for others. By name. */
enum err coalition_members(struct snap *s, struct arena *a, const struct actor *who,
    int64_t dossier_id, struct coalition_member_list *ret) NODISCARD;

/* "1 van 2 opvanglocaties toegezegd, nog 9 dagen"; "…, vandaag is de laatste dag"; after it "…, de
 * oproep is afgesloten". Once nothing is missing, or without a date, only the first half. Pure. */
const char *coalition_words(struct arena *a, int64_t committed, int64_t least, const char *words,
    const char *closes_on, const char *today);
/* What is missing of all requirements, a line each; none when it is complete. */
enum err coalition_missing(struct snap *s, struct arena *a, int64_t dossier_id, const char *today,
    struct lines *ret) NODISCARD;

/* All by who prepares meetings; `version` is the dossier's (0 = whatever it is): ERR_STALE. */
enum err coalition_set(struct tx *tx, const struct actor *who, int64_t dossier_id, int64_t version,
    const struct coalition *in) NODISCARD;
enum err coalition_need_add(struct tx *tx, const struct actor *who, int64_t dossier_id,
    int64_t version, const struct coalition_need *in) NODISCARD;
/* ERR_INVALID at `partner_id` for a partner that stands in it already. An empty date is today's. */
enum err coalition_member_add(struct tx *tx, const struct actor *who, int64_t dossier_id,
    int64_t version, const struct coalition_member *in) NODISCARD;
/* The partner stays who it was. */
enum err coalition_member_update(struct tx *tx, const struct actor *who, int64_t dossier_id,
    int64_t version, int64_t id, const struct coalition_member *in) NODISCARD;
/* `part` is "need" or "member"; `back` puts it back. */
enum err coalition_remove(struct tx *tx, const struct actor *who, int64_t dossier_id,
    int64_t version, const char *part, int64_t id, bool back) NODISCARD;

/* For the overview: those with a closing date that miss something, while nothing came of the dossier
 * yet. By date. */
struct coalition_due {
    int64_t dossier_id;
    const char *date;  /* the last day */
    const char *words; /* "Vroeg en nabij: 1 van 2 opvanglocaties toegezegd, nog 9 dagen" */
    bool late;
};
struct coalition_due_list {
    struct coalition_due *at;
    size_t count;
};
enum err coalition_due(
    struct snap *s, struct arena *a, const char *today, struct coalition_due_list *ret) NODISCARD;

#endif
