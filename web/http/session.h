/* web/http/session.h: who is signed in by cookie: 256 random bits, stored hashed, 12 hours from the
 * last use, at most 7 days. Also the message that stands on top of the next page. */
#ifndef WEB_HTTP_SESSION_H
#define WEB_HTTP_SESSION_H

#include "web/http/request.h"

enum { SESSION_MAX_SECONDS = 7 * 24 * 3600 };

/* Starts a session for an account; gives the token for the cookie. Drops those that are over. */
enum err session_start(struct tx *tx, struct arena *a, int64_t account_id, int64_t now,
    const char **ret_token) NODISCARD;

struct session {
    const char *hash; /* names it for the other calls */
    struct flash flash;
    bool touch_due; /* an hour has passed: call session_touch */
};
/* Who it is; ERR_UNAUTHORIZED when unknown, over, or the account may no longer sign in. */
enum err session_actor(struct snap *s, struct arena *a, const char *token, int64_t now,
    struct actor *ret, struct session *ret_session) NODISCARD;
enum err session_end(struct tx *tx, const char *hash) NODISCARD;
enum err session_end_all(struct tx *tx, int64_t account_id) NODISCARD;
/* When the council itself goes: all sessions, and the answers kept for repeated requests, since
 * their accounts' numbers will be given out again. */
enum err session_end_everyone(struct tx *tx) NODISCARD;
/* Moves the expiry; called at most once an hour a session. */
enum err session_touch(struct tx *tx, const char *hash, int64_t now) NODISCARD;

/* Handlers read the message as rq->flash; reply_see_other sets it, dispatch clears it. */
enum err session_set_flash(struct tx *tx, const char *hash, struct flash f) NODISCARD;
/* Clears it unless another one was set meanwhile. */
enum err session_clear_flash(struct tx *tx, const char *hash, struct flash shown) NODISCARD;

#endif
