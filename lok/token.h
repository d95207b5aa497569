/* lok/token.h: API tokens `lok_…`: 256 random bits, stored hashed, shown once, with one role. */
#ifndef LOK_TOKEN_H
#define LOK_TOKEN_H

#include "lok/permission.h"

struct token {
    int64_t id;
    const char *name;
    unsigned roles;
    int64_t partner_id;
    int64_t created_at, used_at, revoked_at;
};
struct token_list {
    struct token *at;
    size_t count;
};

/* ERR_INVALID at `name` (1–100 characters), and at `partner_id` for a partner's token without
 * partner. */
enum err token_create(struct tx *tx, struct arena *a, const struct actor *who, const char *name,
    enum role role, int64_t partner_id, const char **ret_token) NODISCARD;
enum err token_list(struct snap *s, struct arena *a, struct token_list *ret) NODISCARD;
/* Once more changes nothing. ERR_NOT_FOUND when there is none. */
enum err token_revoke(struct tx *tx, const struct actor *who, int64_t id) NODISCARD;
/* Notes that it was used, at most once an hour. */
enum err token_used(struct tx *tx, int64_t id, int64_t now) NODISCARD;
/* Who bears it; ERR_UNAUTHORIZED when unknown or revoked. */
enum err token_actor(
    struct snap *s, struct arena *a, const char *token, struct actor *ret) NODISCARD;

#endif
