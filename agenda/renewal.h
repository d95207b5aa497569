/* agenda/renewal.h: "Nieuwe link vragen": a new personal link goes to the mailbox of whom the old one
 * belonged to; nobody who asks learns whether there is such a person. */
#ifndef AGENDA_RENEWAL_H
#define AGENDA_RENEWAL_H

#include "agenda/sending.h"

/* By the old token (expired or revoked too). Always ERR_OK unless the storage fails: at most one mail
 * in ten minutes a person, none when the person is not concerned any more, has no address, or there
 * is no mail server; the secretary sees the request in the log (personal_link.requested). */
enum err renewal_ask(
    struct tx *tx, struct arena *a, const struct sending_options *o, const char *token) NODISCARD;

#endif
