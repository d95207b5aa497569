/* web/http/session.h: who is signed in by cookie: 256 random bits, stored hashed, 12 hours from the
 * last use, at most 7 days. Also the message that stands on top of the next page. */
#ifndef WEB_HTTP_SESSION_H
#define WEB_HTTP_SESSION_H

#include "web/http/request.h"

/* Starts a session for an account; gives the token for the cookie. */
enum err session_start(struct tx *tx, struct arena *a, int64_t account_id, int64_t now, const char **ret_token) NODISCARD;
/* Who it is; ERR_UNAUTHORIZED when unknown or over. *ret_hash names it for the other calls. */
enum err session_actor(struct snap *s, struct arena *a, const char *token, int64_t now,
    struct actor *ret, const char **ret_hash) NODISCARD;
enum err session_end(struct tx *tx, const char *hash) NODISCARD;
enum err session_end_all(struct tx *tx, int64_t account_id) NODISCARD;
/* Moves the expiry; called at most once an hour a session. */
enum err session_touch(struct tx *tx, const char *hash, int64_t now) NODISCARD;

struct flash {
    const char *done, *undo; /* "" when none */
};
enum err session_set_flash(struct tx *tx, const char *hash, struct flash f) NODISCARD;
enum err session_take_flash(struct snap *s, struct arena *a, const char *hash, struct flash *ret) NODISCARD;

#endif
