/* agenda/attachment.h: documents that stand with a meeting, an item, a decision, an advice, a dossier
 * or a proposal.
 *
 * Invariants:
 *   - who may not see the thing does not learn that a document stands there; `access` narrows that
 *     further and never widens it, whatever happens to the thing later;
 *   - a document of a meeting or item is part of what is published: others see it once it was sent
 *     (publication.h), or at once when it was added after the meeting was over;
 *   - what an attachment holds is never changed: a new version is a new one that replaces it, and the
 *     old one is kept; only who may read it changes, at once; what was removed can be put back for 30 days and is seen by nobody from then on;
 *   - names hold no path, control or direction characters, and end in what the content is.
 */
#ifndef AGENDA_ATTACHMENT_H
#define AGENDA_ATTACHMENT_H

#include "agenda/attachment_file.h"
#include "agenda/attachment_type.h"
#include "agenda/publication.h"

enum attachment_owner {
    ATTACHED_TO_MEETING,
    ATTACHED_TO_ITEM,
    ATTACHED_TO_DECISION,
    ATTACHED_TO_ADVICE,
    ATTACHED_TO_DOSSIER,
    ATTACHED_TO_PROPOSAL
};
extern const struct choice ATTACHMENT_OWNERS[]; /* meeting … proposal */

/* The thing it stands with. */
struct attachment_of {
    unsigned owner;
    int64_t id;
};

struct attachment {
    int64_t id;
    struct attachment_of of;
    int64_t meeting_id, file_id;
    const char *name;
    unsigned type;   /* enum attachment_type */
    unsigned access; /* as narrow as the thing's, or narrower */
    int64_t size;
    const char *sha256;
    int64_t replaces_id; /* 0 */
    int64_t version;     /* grows by one when who may read it changes */
    int64_t shown_at, created_at, removed_at;
    bool replaced; /* a newer version stands there: for who prepares meetings */
    bool unsent;   /* others do not see it yet */
    bool readable; /* false: only that it exists may be known */
};
struct attachment_list {
    struct attachment *at;
    size_t count;
};

struct attachment_input {
    const char *name; /* as the sender calls it */
    unsigned access;
    int64_t replaces_id; /* 0 = a document of its own */
};
extern const struct field ATTACHMENT_FIELDS[]; /* access, replaces_id */
struct attachment_change {
    unsigned access;
};
extern const struct field ATTACHMENT_CHANGE_FIELDS[];

/* -- reading -- */

/* What stands there, as `who` sees it, in the order it came; earlier versions for who prepares
 * meetings. Documents out of sight come without id when the council shows their names, else not at
 * all. ERR_NOT_FOUND when the thing itself is out of sight. */
enum err attachment_list(struct snap *s, struct arena *a, const struct actor *who,
    struct attachment_of of, struct attachment_list *ret) NODISCARD;
/* All of a meeting and its items, as who prepares it sees them; `access` is the document's own. */
enum err attachment_of_meeting(
    struct snap *s, struct arena *a, int64_t meeting_id, struct attachment_list *ret) NODISCARD;
/* One that may be read. ERR_NOT_FOUND otherwise, whatever the reason. */
enum err attachment_get(struct snap *s, struct arena *a, const struct actor *who, int64_t id,
    struct attachment *ret) NODISCARD;
/* By name, those that may be read; newest first, all with "". `after` is the id of the last seen. */
enum err attachment_find(struct snap *s, struct arena *a, const struct actor *who,
    const char *typed, int64_t after, int64_t limit, struct attachment_list *ret) NODISCARD;

/* -- the thing -- */

struct attachment_place {
    struct attachment_of of;
    const char *title;
    unsigned access;    /* of the thing, its meeting counted in */
    int64_t partner_id; /* that sees it too, 0 */
    int64_t meeting_id;
    bool working;           /* `who` sees what was not sent yet */
    bool closed;            /* its meeting is over */
    bool gone;              /* its meeting was cancelled, or the item taken off */
    int64_t publication_id; /* that counts for who sees what was sent; 0 */
    const char *number;     /* of a decision or advice, "" */
    bool may_add;           /* `who` may add and remove here */
    const char *why_not;    /* "" or a Dutch sentence */
};
/* As `who` sees it. ERR_NOT_FOUND. */
enum err attachment_place(struct snap *s, struct arena *a, const struct actor *who,
    struct attachment_of of, struct attachment_place *ret) NODISCARD;
/* Of a decision or advice by its number, of others by their id in digits. ERR_NOT_FOUND. */
enum err attachment_place_find(struct snap *s, struct arena *a, const struct actor *who,
    unsigned owner, const char *written, struct attachment_place *ret) NODISCARD;

/* -- changing -- */

/* ERR_FORBIDDEN, ERR_CONFLICT with the reason, or ERR_OK: before the bytes are looked at. */
enum err attachment_may_add(struct snap *s, struct arena *a, const struct actor *who,
    const struct attachment_place *place) NODISCARD;
/* Adds what came and was found to be of `type`. ERR_INVALID with issues: wider than the thing, a
 * name that promises another type, a replaced document that does not stand there. ERR_CONFLICT when
 * the very same document stands there. A partner's or member's own is of access members. */
enum err attachment_add(struct tx *tx, struct arena *a, const struct actor *who,
    struct attachment_of of, const struct attachment_input *in, unsigned type,
    const struct attachment_bytes *bytes, int64_t *ret_id) NODISCARD;
/* Who may read it, from now on and of what was sent as well; nobody is told. ERR_STALE when it is no
 * longer at `version`, ERR_INVALID for wider than the thing, ERR_CONFLICT with a proposal, which is
 * between who made it and the secretariat. Only who prepares meetings. */
enum err attachment_change(struct tx *tx, struct arena *a, const struct actor *who, int64_t id,
    int64_t version, const struct attachment_change *in) NODISCARD;
enum err attachment_remove(
    struct tx *tx, struct arena *a, const struct actor *who, int64_t id) NODISCARD;
/* Within 30 days. */
enum err attachment_restore(
    struct tx *tx, struct arena *a, const struct actor *who, int64_t id) NODISCARD;
/* For a proposal that comes onto an agenda: its documents stand with the item too. */
enum err attachment_copy(struct tx *tx, struct arena *a, int64_t proposal_id, int64_t item_id,
    int64_t meeting_id) NODISCARD;

/* What came, looked into: by us, and by the program of the setting `scan_command` (empty = none).
 * ERR_INVALID at `file` with the reason; ERR_BUSY when that program cannot tell now. It may take
 * long: never in a transaction. */
enum err attachment_inspect(struct fault *f, const struct attachment_bytes *bytes,
    const struct lines *scan, unsigned *ret_type) NODISCARD;

/* The name under which it is kept and given back. ERR_INVALID at `file` when its ending promises
 * another type. */
enum err attachment_name(
    struct arena *a, struct fault *f, const char *sent, unsigned type, const char **ret) NODISCARD;

#endif
