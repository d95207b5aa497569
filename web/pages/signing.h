/* web/pages/signing.h: what the pages about signing in share: sessions and their cookie, where to go
 * afterwards, and who needs a code from an app. */
#ifndef WEB_PAGES_SIGNING_H
#define WEB_PAGES_SIGNING_H

#include "lok/account.h"
#include "web/http/reply.h"

/* The page of ours that `?naar=` asks for; "/" for anything else (no open redirect). */
const char *signing_target(const struct request *rq);
/* Whether `path` is one of ours: begins with one slash, no backslash, no control character. */
bool signing_is_ours(const char *path);

/* Ends the session that this browser has, starts one for the account and sets the cookie. `done` (may
 * be NULL) stands on top of the next page. Inside rq->tx. */
enum err signing_start(struct request *rq, int64_t account_id, const char *done) NODISCARD;
/* Ends all sessions of the one who asks, and goes on in a new one. */
enum err signing_renew(struct request *rq, const char *done) NODISCARD;

/* The second question, inside rq->tx: fits an account without code; a code from the app works once, a
 * recovery code is used up. Forgets the failures. ERR_UNAUTHORIZED when it does not fit. */
enum err signing_use_code(
    struct request *rq, const struct credentials *c, const char *code) NODISCARD;
/* For OWN routes: in a transaction of its own, so that it is counted though the rest failed. */
enum err signing_count_failure(struct request *rq, int64_t account_id) NODISCARD;

/* Whether the setting `totp` asks a code of one of these roles. */
bool signing_needs_code(const struct request *rq, unsigned roles);

/* For struct site: who has a password but not yet the code that the setting asks, sets that up before
 * anything else. A session that began with a one-time link and without password goes on freely. */
enum err signing_detour(struct request *rq, const char **ret_path) NODISCARD;

#endif
