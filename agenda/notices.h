/* agenda/notices.h: which change tells whom what, in which words: the table.
 *
 * The payload is a CloudEvents 1.0 structured JSON with date, time, place, link, `version`, what
 * changed, and one Dutch sentence that says what the receiver must do; no personal data (a presenter
 * is a function or an organisation, never a person's name or address). An endpoint sees of a
 * non-public meeting only what its partner may see.
 */
#ifndef AGENDA_NOTICES_H
#define AGENDA_NOTICES_H

#include "agenda/sending.h"

/* What is told, before it is made into words for one recipient. With `before`, the type is
 * meeting.moved or agenda.changed, whichever fits what that recipient sees of it. */
struct telling {
    enum notice_type type;
    const struct council *council;
    const struct published *published; /* the meeting and agenda as they will be published, whole */
    const struct published *before;    /* what was published before, for changes; may be NULL */
    const struct decision *decision;   /* for decision.recorded */
    const struct announcement *announcement; /* for item.announced */
    const char *public_url;
    const struct lines *allow; /* webhook_allow; may be NULL */
};

/* The words and bytes for one recipient; items and changes out of its sight are left out. */
struct notice_text {
    enum notice_type type;
    const char *sentence;
    const char *body;
};
/* False when there is nothing that such a recipient may hear, or wants (`events`: bits of notice
 * types) to. Pure. */
bool notices_write(struct arena *a, const struct telling *t, struct visibility v, uint64_t events,
    const char *id, int64_t now, struct notice_text *ret);

/* What an endpoint may see: its partner's view, or the members' for one of the secretariat. */
struct visibility notices_visibility(const struct endpoint *e, const struct council *c);

/* All endpoints that want it and may see it, each with its text, appended to `ret`; put == NULL: only
 * a preview. */
enum err notices_tell(struct snap *s, struct tx *put, struct arena *a, const struct telling *t,
    int64_t sending_id, int64_t due_at, struct recipient_list *ret) NODISCARD;

#endif
