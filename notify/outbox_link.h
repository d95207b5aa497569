/* notify/outbox_link.h: the personal link of a mail in the outbox: in clear only until the mail has
 * left; after that its hash says whose it was. */
#ifndef NOTIFY_OUTBOX_LINK_H
#define NOTIFY_OUTBOX_LINK_H

#include "lok/base/sql.h"

enum err outbox_link_put(struct tx *tx, int64_t delivery_id, const char *token) NODISCARD;
/* A fresh one for a mail that is sent again, for the same person and meeting; the old one stays good
 * for who has it. Does nothing for a delivery without link. ERR_CONFLICT when the link is no more. */
enum err outbox_link_renew(struct tx *tx, int64_t delivery_id) NODISCARD;
/* It has left, or never will. */
enum err outbox_link_clear(struct tx *tx, int64_t delivery_id) NODISCARD;
/* The same for all that ended without the courier (held back, expired); those in the Demopostbus
 * stay: they left for nowhere. */
enum err outbox_links_open(struct snap *s, int64_t *ret_count) NODISCARD;
enum err outbox_links_clear(struct tx *tx) NODISCARD;

#endif
