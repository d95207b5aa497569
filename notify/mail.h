/* notify/mail.h: one mail to one recipient. Pure: carrying it is transfer_mail.c's.
 *
 * Invariants:
 *   - in the outbox a mail is JSON, written by mail_write: what the writer knows. Who sends it and to
 *     whom is filled in at each attempt (mail_from, the council's name, the endpoint's address), so
 *     that a resend after a corrected address goes to the right one;
 *   - Message-ID and Date are the same at every attempt;
 *   - no header value holds CR, LF, NUL or another control character: such a mail is refused.
 *
 * {"subject", "date", "text", "html", "calendar", "method", "why": [], "stopUrl"}
 */
#ifndef NOTIFY_MAIL_H
#define NOTIFY_MAIL_H

#include "notify/notice.h"

enum { MAIL_MAX_BODY = 256 * 1000 }; /* bytes of the JSON */

/* A meeting's calendar as a file of a mail. */
struct mail_invitation {
    const char *calendar, *method;
};

struct mail {
    /* Filled in at each attempt. */
    const char *from, *from_name, *to; /* addresses in ASCII; the name "" = none */
    const char *message_id;            /* without < and > */

    /* By the writer. */
    int64_t date;         /* UTC ms: when it leaves (the notice's due_at) */
    const char *subject;  /* one line */
    const char *text;     /* plain text */
    const char *html;     /* what stands in <body>, already safe; "" = no such part */
    const char *calendar; /* a whole VCALENDAR with CRLF, "" = none */
    const char *method;   /* equal to its METHOD: "REQUEST" or "CANCEL"; "" without calendar */
    struct lines why;     /* foot of both parts: why you get this, how to stop it */
    const char *stop_url; /* "" or where to stop it: List-Unsubscribe */

    /* Of several mails in one (notify/digest.h): more than one invitation. */
    const struct mail_invitation *invitations;
    size_t invitation_count;
};

/* A mail as the outbox takes it. ERR_INVALID when mail_check refuses the writer's part; ERR_TOO_LARGE
 * over MAIL_MAX_BODY. */
enum err mail_write(
    struct arena *a, struct fault *f, const struct mail *m, const char **ret) NODISCARD;
/* Reads it back. ERR_MALFORMED or ERR_INVALID for what mail_write did not write. */
enum err mail_read(struct arena *a, struct fault *f, const char *body, struct mail *ret) NODISCARD;

/* A body in which `placeholder` stands where the token of the personal link comes; the body itself
 * where it does not. */
const char *mail_with_link(
    struct arena *a, const char *body, const char *placeholder, const char *token);

/* True for an address that may stand in an envelope and a header: ASCII, one @, nothing odd. */
bool mail_address_valid(const char *address);

/* The header lines "Name: value", folded, without those that MIME adds. ERR_INVALID when a value
 * holds a control character or an address is none. */
enum err mail_headers(
    struct arena *a, struct fault *f, const struct mail *m, struct lines *ret) NODISCARD;

/* The parts as they are encoded: CRLF line ends, with the foot. */
const char *mail_text_part(struct arena *a, const struct mail *m);
const char *mail_html_part(struct arena *a, const struct mail *m);

/* Text of a header, as encoded words (RFC 2047) where needed, folded at 75 characters. */
const char *mail_encode_words(struct arena *a, const char *text);

#endif
