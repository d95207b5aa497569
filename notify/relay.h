/* notify/relay.h: the mail server that takes our mail, as the installation's settings say.
 *
 * TLS is required unless smtp_plain names its HOST:PORT. No login, or smtp_user with a password
 * (smtp_password_file, or smtp_password in $CREDENTIALS_DIRECTORY), or with an XOAUTH2 bearer from
 * smtp_token_file, which the operator refreshes: both are read anew at each attempt.
 */
#ifndef NOTIFY_RELAY_H
#define NOTIFY_RELAY_H

#include "lok/base/config.h"

struct relay {
    const char *url;  /* "" = there is none */
    const char *from; /* "" = the council's address */
    const char *user, *password_file, *token_file, *ca;
    bool plain; /* TLS is not required */
    bool named; /* stands in webhook_allow: a practice council sends to it too */
};

struct relay relay_of(const struct config *c, struct arena *a);

/* The only line of a secret's file. ERR_NOT_FOUND when it cannot be read or is empty. */
enum err relay_read_secret(struct arena *a, const char *path, const char **ret) NODISCARD;

#endif
