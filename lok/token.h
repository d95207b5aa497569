/* lok/token.h: API tokens `lok_…`: 256 random bits, stored hashed, shown once, with one role, for a
 * system or for a person: then it does what that person may, and ends with that person's access. */
#ifndef LOK_TOKEN_H
#define LOK_TOKEN_H

#include "lok/permission.h"

struct token {
    int64_t id;
    const char *name;
    unsigned roles;
    int64_t partner_id, person_id; /* 0 = none */
    int64_t created_at, used_at, revoked_at;
};
struct token_list {
    struct token *at;
    size_t count;
};

struct token_input {
    const char *name; /* 1–100 characters */
    enum role role;
    int64_t partner_id; /* counts for a partner's token, which needs one */
    int64_t person_id;  /* 0 = a system */
};
/* ERR_INVALID at the field that is wrong. */
enum err token_create(struct tx *tx, struct arena *a, const struct actor *who,
    const struct token_input *in, const char **ret_token) NODISCARD;
enum err token_list(struct snap *s, struct arena *a, struct token_list *ret) NODISCARD;
/* Once more changes nothing. ERR_NOT_FOUND when there is none. */
enum err token_revoke(struct tx *tx, const struct actor *who, int64_t id) NODISCARD;
/* All that act for this person. */
enum err token_revoke_of(struct tx *tx, const struct actor *who, int64_t person_id) NODISCARD;
/* Those of this person that were revoked between two times work again. For term_undo.c. */
enum err token_restore_of(
    struct tx *tx, const struct actor *who, int64_t person_id, int64_t from, int64_t to) NODISCARD;
/* Notes that it was used, at most once an hour. */
enum err token_used(struct tx *tx, int64_t id, int64_t now) NODISCARD;
/* Who bears it; ERR_UNAUTHORIZED when unknown or revoked, or when the account of its person is off. */
enum err token_actor(
    struct snap *s, struct arena *a, const char *token, struct actor *ret) NODISCARD;

#endif
