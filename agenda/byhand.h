/* agenda/byhand.h: without a mail server the secretary sends the mails: texts to copy into Outlook,
 * and a CSV for mail merge with a personal link for each. */
#ifndef AGENDA_BYHAND_H
#define AGENDA_BYHAND_H

#include "agenda/sending.h"

/* One message for all that get the same words, without personal links. */
struct byhand_copy {
    const char *addresses; /* "a@example.be; b@example.be" for Bcc */
    size_t people;
    const char *subject, *text;
    const char *calendar; /* an .ics, "" when the meeting is in no calendar of theirs */
};
struct byhand_copy_list {
    struct byhand_copy *at;
    size_t count;
};
/* ERR_NOT_FOUND when nothing of that sending goes by hand; ERR_CONFLICT when it was taken back. */
enum err byhand_copies(struct snap *s, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t sending_id, struct byhand_copy_list *ret) NODISCARD;

/* UTF-8 with BOM, ";" between, CRLF: Naam;Functie;Organisatie;E-mail;Onderwerp;Tekst;Link. Makes new
 * personal links: each download has its own. */
enum err byhand_csv(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t sending_id, const char **ret) NODISCARD;

#endif
