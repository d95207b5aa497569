/* notify/endpoint.h: where notices go: a partner's own system, a team's chat, a mailbox.
 *
 * Invariants:
 *   - a secret is shown once, when it is made, in the form `whsec_` + base64 of 24 to 64 bytes;
 *   - an endpoint of a partner gets only what that partner may see; one without partner belongs to
 *     the secretariat and gets what is public or for members;
 *   - a URL passed egress_check_url when it was saved, and is checked again at every attempt; of a
 *     mailbox it is `mailto:ADDRESS`;
 *   - `kind` never changes: what waits was written for it;
 *   - the URL of a chat is a secret: only endpoint_shown_url is shown, and sent back it changes
 *     nothing.
 */
#ifndef NOTIFY_ENDPOINT_H
#define NOTIFY_ENDPOINT_H

#include "notify/notice.h"

enum endpoint_state { ENDPOINT_ACTIVE, ENDPOINT_PAUSED, ENDPOINT_DISABLED };
extern const struct choice ENDPOINT_STATES[];

enum endpoint_kind {
    ENDPOINT_WEBHOOK,
    ENDPOINT_TEAMS,      /* an Adaptive Card in a message */
    ENDPOINT_TEAMS_CARD, /* the bare card */
    ENDPOINT_SLACK,      /* and what understands the same: Mattermost, Rocket.Chat */
    ENDPOINT_MAIL,
    ENDPOINT_KIND_COUNT
};
extern const struct choice ENDPOINT_KINDS[];

struct endpoint {
    int64_t id;
    const char *url;
    const char *name;   /* what people call it, "" = the host */
    uint64_t events;    /* bits of enum notice_type */
    int64_t partner_id; /* 0 = of the secretariat */
    unsigned state;
    const char *reason; /* why it is disabled, Dutch, "" */
    int64_t failures;   /* scheduled failures in a row */
    int64_t failing_since;
    int64_t last_success_at;
    int64_t version;
    const char *partner_name; /* joined */
    unsigned kind;            /* enum endpoint_kind */
    bool only_own;            /* only what concerns its partner; else everything it may see */
    int64_t person_id;        /* whose mailbox it is, 0 = nobody's */
    unsigned mail_rhythm;     /* enum mail_rhythm: of a mailbox the person's */
};
struct endpoint_list {
    struct endpoint *at;
    size_t count;
};

struct endpoint_input {
    const char *url, *name;
    uint64_t events;
    int64_t partner_id;
    unsigned state; /* active or paused */
    unsigned kind;
    bool only_own;
    unsigned mail_rhythm; /* at once, but of a mail endpoint */
};
/* What it is now, to change from. */
struct endpoint_input endpoint_as_input(const struct endpoint *e);
extern const struct field ENDPOINT_FIELDS[];

/* A URL as it may be shown: of a chat only scheme and host, of a mailbox its address. */
const char *endpoint_shown_url(struct arena *a, unsigned kind, const char *url);
/* How people call it: its name, else its host or address. */
const char *endpoint_shown_name(struct arena *a, unsigned kind, const char *name, const char *url);
bool endpoint_is_chat(unsigned kind);

/* `only_partner` 0 = all; otherwise those of that partner. Mailboxes of persons are not in it. */
enum err endpoint_list(struct snap *s, struct arena *a, int64_t only_partner, int64_t after,
    int64_t limit, struct endpoint_list *ret) NODISCARD;
enum err endpoint_get(struct snap *s, struct arena *a, int64_t id, struct endpoint *ret) NODISCARD;
/* Active (and paused: theirs wait) endpoints that want that type. Not the mailboxes of persons: what
 * those get is decided by person (notify/mailbox.h). */
enum err endpoint_wanting(
    struct snap *s, struct arena *a, enum notice_type type, struct endpoint_list *ret) NODISCARD;

/* ERR_INVALID at `url` for what egress refuses. `allow` are the HOST:PORT of webhook_allow. */
enum err endpoint_create(struct tx *tx, struct arena *a, const struct actor *who,
    const struct lines *allow, const struct endpoint_input *in, int64_t *ret_id,
    const char **ret_secret) NODISCARD;
enum err endpoint_update(struct tx *tx, const struct actor *who, const struct lines *allow,
    int64_t id, int64_t version, const struct endpoint_input *in) NODISCARD;
enum err endpoint_rotate(struct tx *tx, struct arena *a, const struct actor *who, int64_t id,
    const char **ret_secret) NODISCARD; /* the old one signs too for 48 hours */
/* Its deliveries that wait are cancelled, its log stays until it is cleared after 30 days. */
enum err endpoint_delete(
    struct tx *tx, const struct actor *who, int64_t id, int64_t version) NODISCARD;
/* Puts an endpoint.test notice in the outbox, over the production path. */
enum err endpoint_test(struct tx *tx, struct arena *a, const struct actor *who,
    const char *public_url, int64_t id, int64_t *ret_delivery) NODISCARD;

#endif
