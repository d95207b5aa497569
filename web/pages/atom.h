/* web/pages/atom.h: Atom (RFC 4287), in pages (RFC 5005, part 3).
 *
 * Identifiers are tag URIs (RFC 4151) of the council's random id under .invalid, a name that nobody
 * can own: they stay the same when the site gets another address. */
#ifndef WEB_PAGES_ATOM_H
#define WEB_PAGES_ATOM_H

#include "web/http/reply.h"

struct atom_entry {
    const char *id; /* what stands behind the council in the tag: "beslissing/2024_LOK_00012" */
    const char *title;
    const char *path;  /* of the page */
    const char *state; /* one word for people */
    int64_t updated_at;
    struct html content;
};
struct atom_feed {
    const char *id, *title;
    const char *path;      /* of the feed, "/beslissingen.atom" */
    const char *alternate; /* the page that shows the same */
    int64_t after;         /* where this page of it begins, 0 = the first page */
    int64_t next;          /* where the next begins, 0 = this is the last */
    const struct atom_entry *entries;
    size_t count;
};

enum err atom_reply(struct request *rq, const struct atom_feed *feed) NODISCARD;

#endif
