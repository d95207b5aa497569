/* lok/account.h: who can sign in: password (argon2id), one-time code, one-time link.
 *
 * Invariants:
 *   - passwords, links, recovery codes are stored hashed and never logged;
 *   - after five failures each further try waits (1, 2, 4 … at most 15 minutes), never for ever;
 *   - a one-time link works once and expires (24 hours).
 */
#ifndef LOK_ACCOUNT_H
#define LOK_ACCOUNT_H

#include "lok/person.h"

struct account {
    int64_t id;
    int64_t person_id;
    const char *email;
    unsigned roles;     /* ROLE_BIT(…)s */
    int64_t partner_id; /* for ROLE_PARTNER */
    bool has_password, has_totp, disabled;
    int64_t version;
    const char *person_name, *person_function; /* joined */
};
struct account_list {
    struct account *at;
    size_t count;
};

/* A new person with an account. */
struct account_input {
    const char *name, *function, *email;
    uint64_t roles; /* FIELD_IS_CHOICES over ROLES */
    int64_t partner_id;
};
extern const struct field ACCOUNT_FIELDS[];

enum err account_get(struct snap *s, struct arena *a, int64_t id, struct account *ret) NODISCARD;
enum err account_by_email(
    struct snap *s, struct arena *a, const char *email, struct account *ret) NODISCARD;
enum err account_list(struct snap *s, struct arena *a, struct account_list *ret) NODISCARD;
/* Uses the person with that e-mail address when there is one. ERR_INVALID at `email` when it has an
 * account already, at `partner_id` when a partner's account has none. */
enum err account_create(struct tx *tx, const struct actor *who, const struct account_input *in,
    int64_t *ret_id) NODISCARD;
/* Changes roles and partner, or switches it off; its sessions are ended by the caller (web). The
 * last working admin cannot be switched off or lose that role: ERR_CONFLICT. */
enum err account_set_roles(struct tx *tx, const struct actor *who, int64_t id, unsigned roles,
    int64_t partner_id) NODISCARD;
/* Its one-time links are gone then. */
enum err account_set_disabled(
    struct tx *tx, const struct actor *who, int64_t id, bool disabled) NODISCARD;

/* At least 12 characters; ERR_INVALID at `password`. Hash first, outside the transaction:
 * account_password_check + secret_password_hash. */
enum err account_password_check(struct fault *f, const char *password) NODISCARD;
enum err account_set_password(
    struct tx *tx, const struct actor *who, int64_t id, const char *hash) NODISCARD;
/* "" switches it off, recovery codes too. */
enum err account_set_totp(
    struct tx *tx, const struct actor *who, int64_t id, const char *key) NODISCARD;
/* Makes eight new recovery codes, shown once. */
enum err account_new_recovery_codes(
    struct tx *tx, struct arena *a, int64_t id, struct lines *ret) NODISCARD;

/* For signing in: hash and key never leave the caller. ERR_NOT_FOUND without saying which: unknown,
 * disabled or without password. */
struct credentials {
    int64_t account_id;
    const char *password_hash, *totp_key;
    int64_t totp_step;
    int64_t retry_at;
    unsigned roles;
};
enum err account_credentials(
    struct snap *s, struct arena *a, const char *email, struct credentials *ret) NODISCARD;
/* Forgets the failures. ERR_UNAUTHORIZED when the account is disabled or that step (0 = no one-time
 * code) was used before: two sign-ins with one code race here. */
enum err account_signed_in(struct tx *tx, int64_t id, int64_t totp_step) NODISCARD;
/* Counts a failure; `retry_at` is then set. */
enum err account_failed(struct tx *tx, int64_t id, int64_t now) NODISCARD;
/* True (and used up) when `code` is one of its recovery codes. */
enum err account_use_recovery_code(
    struct tx *tx, int64_t id, const char *code, bool *ret_ok) NODISCARD;

/* A one-time sign-in link: the token, shown once. ERR_CONFLICT when the account is disabled. */
enum err account_link_create(struct tx *tx, struct arena *a, const struct actor *who, int64_t id,
    const char **ret_token) NODISCARD;
/* The account of an unused, unexpired link, without using it. ERR_GONE otherwise. */
enum err account_link_peek(
    struct snap *s, struct arena *a, const char *token, struct account *ret) NODISCARD;
/* Uses it up. ERR_GONE when it is used, expired or unknown. */
enum err account_link_use(struct tx *tx, const char *token, int64_t *ret_account_id) NODISCARD;

/* Who an account is, for may(). ERR_UNAUTHORIZED when it is disabled or unknown. */
enum err account_actor(struct snap *s, struct arena *a, int64_t id, struct actor *ret) NODISCARD;

#endif
