/* lok/feed_token.h: links by which a calendar program fetches the meetings of one person or of one
 * partner without signing in: 256 random bits, stored hashed, shown once, revocable.
 *
 * Invariants:
 *   - a token belongs to a person or to a partner, never to both;
 *   - deadlines are for who prepares meetings, as long as that is so;
 *   - what it gives follows what that person or partner may see now, and never what only the
 *     secretariat sees: the file is fetched and kept by others.
 */
#ifndef LOK_FEED_TOKEN_H
#define LOK_FEED_TOKEN_H

#include "lok/permission.h"

/* One of the two is 0. */
struct feed_owner {
    int64_t person_id, partner_id;
    bool deadlines; /* of a person who prepares meetings: what is due for those, not the meetings */
};

struct feed_token {
    int64_t id;
    struct feed_owner owner;
    int64_t created_at, used_at; /* used_at: 0 = never; at most a day behind */
};
struct feed_token_list {
    struct feed_token *at;
    size_t count;
};

enum { FEED_TOKEN_MOST = 10 }; /* an owner */

/* One's own, deadlines only for who prepares meetings, or for who may arrange a partner's connections (EDIT_ENDPOINT) that partner's. */
bool feed_token_may(const struct actor *who, struct feed_owner owner);

/* ERR_FORBIDDEN; ERR_NOT_FOUND for an owner that does not exist; ERR_CONFLICT when there are
 * FEED_TOKEN_MOST already. */
enum err feed_token_create(struct tx *tx, struct arena *a, const struct actor *who,
    struct feed_owner owner, const char **ret_token) NODISCARD;
/* The oldest first. */
enum err feed_token_list(struct snap *s, struct arena *a, struct feed_owner owner,
    struct feed_token_list *ret) NODISCARD;
/* ERR_NOT_FOUND when this owner has no such token. */
enum err feed_token_revoke(
    struct tx *tx, const struct actor *who, struct feed_owner owner, int64_t id) NODISCARD;

/* All of one person, and those of them that were ended between two times again. For term.c. */
enum err feed_token_suspend(struct tx *tx, const struct actor *who, int64_t person_id) NODISCARD;
enum err feed_token_restore(
    struct tx *tx, const struct actor *who, int64_t person_id, int64_t from, int64_t to) NODISCARD;
/* What was ended so before that time goes for good. */
enum err feed_token_clear(struct tx *tx, int64_t before) NODISCARD;

/* ERR_NOT_FOUND when unknown or revoked. */
enum err feed_token_find(
    struct snap *s, struct arena *a, const char *token, struct feed_token *ret) NODISCARD;
/* Whether its use is worth noting again, and the noting of it. */
bool feed_token_use_due(const struct feed_token *t, int64_t now);
enum err feed_token_used(struct tx *tx, int64_t id, int64_t now) NODISCARD;

/* What its owner may see in a calendar on `today`, and whether it is invited to every meeting that
 * was sent: members in office, who works for the council, partners that are open and their contacts. */
struct feed_reader {
    struct visibility v;
    int64_t partner_id; /* whose items make it concerned all the same, 0 = none */
    bool invited;
    bool prepares; /* works on the meetings now: may see what is due for them */
};
enum err feed_token_reader(struct snap *s, struct feed_owner owner, const char *today,
    bool council_public, struct feed_reader *ret) NODISCARD;

#endif
