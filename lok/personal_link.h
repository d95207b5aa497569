/* lok/personal_link.h: the link in a mail to one person: 256 random bits, stored hashed, expiring,
 * revocable. It opens what concerns that person of that meeting, without a password.
 *
 * Invariants:
 *   - GET shows, POST does: mail scanners follow links;
 *   - it never gives more than a member or a partner's contact sees, whatever account that person
 *     has besides;
 *   - what it gives follows what that person may see now, not when it was made.
 */
#ifndef LOK_PERSONAL_LINK_H
#define LOK_PERSONAL_LINK_H

#include "lok/permission.h"

struct personal_link {
    int64_t id, person_id;
    int64_t partner_id; /* for which that person was invited, 0 = none */
    int64_t meeting_id; /* 0 = of no meeting */
    int64_t created_at, expires_at;
    int64_t used_at, revoked_at; /* 0 = never */
};
struct personal_link_list {
    struct personal_link *at;
    size_t count;
};

/* Who gets it, for what. */
struct personal_link_input {
    int64_t person_id, partner_id, meeting_id, sending_id; /* all but the first may be 0 */
    int64_t expires_at;
};
/* The token is shown once. */
enum err personal_link_make(struct tx *tx, struct arena *a, const struct personal_link_input *in,
    const char **ret_token) NODISCARD;
/* Another for who bears the one with that hash, lasting as long from now on as that one did.
 * ERR_NOT_FOUND when it is no more. */
enum err personal_link_again(
    struct tx *tx, struct arena *a, const char *token_hash, const char **ret_token) NODISCARD;
/* PUBLIC_URL/persoonlijk/TOKEN */
const char *personal_link_url(struct arena *a, const char *public_url, const char *token);

/* ERR_GONE with a Dutch detail (expired, revoked or unknown). */
enum err personal_link_open(
    struct snap *s, struct arena *a, const char *token, struct personal_link *ret) NODISCARD;
/* Also one that is expired or revoked, for "Nieuwe link vragen". ERR_NOT_FOUND when unknown. */
enum err personal_link_find(
    struct snap *s, struct arena *a, const char *token, struct personal_link *ret) NODISCARD;
/* Who bears it, on `today`: person_id, as member when in office, and acting for the partner whose
 * contact that person is. No account. ERR_GONE with a detail when neither holds any more. */
enum err personal_link_actor(struct snap *s, struct arena *a, const struct personal_link *link,
    const char *today, struct actor *ret) NODISCARD;
/* Whether its use is worth noting again, and the noting of it. */
bool personal_link_use_due(const struct personal_link *link, int64_t now);
enum err personal_link_used(struct tx *tx, int64_t id, int64_t now) NODISCARD;

/* Newest first; those that work. */
enum err personal_link_list(
    struct snap *s, struct arena *a, int64_t person_id, struct personal_link_list *ret) NODISCARD;
/* Those that were revoked between two times work again, until they expire. */
enum err personal_link_restore(
    struct tx *tx, const struct actor *who, int64_t person_id, int64_t from, int64_t to) NODISCARD;
/* All of a person: by that person, or by who edits people. */
enum err personal_link_revoke(struct tx *tx, const struct actor *who, int64_t person_id) NODISCARD;
/* Those that went with a sending that is taken back: they never reached anybody. */
enum err personal_link_forget_sending(struct tx *tx, int64_t sending_id) NODISCARD;
/* Those that expired before `before`. */
enum err personal_link_clear(struct tx *tx, int64_t before) NODISCARD;

#endif
