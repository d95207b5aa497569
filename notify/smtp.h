/* notify/smtp.h: one mail over the wire, by libcurl's SMTP and MIME. A handle is used again and
 * again, and its connection with it.
 *
 * Invariants:
 *   - without TLS nothing is sent, but to a server that smtp_plain names; its certificate is checked;
 *   - multipart/mixed: text, HTML and the invitation are alternatives of each other (text/calendar
 *     with method=), the same invitation is attached as a file for who reads it elsewhere;
 *   - who refuses what is told apart: MAIL, RCPT or DATA refused is about this mail; anything before
 *     that is the server's own trouble.
 */
#ifndef NOTIFY_SMTP_H
#define NOTIFY_SMTP_H

#include "notify/mail.h"
#include "notify/policy.h"
#include "notify/relay.h"

struct smtp;

/* `relay` lives as long. */
struct smtp *smtp_new(const struct relay *relay, int64_t total_ms, void *owner);
void smtp_free(struct smtp *s);
/* Its CURL *, whose CURLINFO_PRIVATE is `owner`. */
void *smtp_easy(struct smtp *s);

/* Readies the handle; `a` lives until smtp_finish. ERR_INVALID for a mail that may not leave. */
enum err smtp_prepare(
    struct smtp *s, struct arena *a, struct fault *f, const struct mail *m) NODISCARD;
/* What came of it, after curl reported `code`; `ret_reply` is the server's last reply, "". */
void smtp_finish(
    struct smtp *s, int code, struct arena *a, struct attempt_result *ret, const char **ret_reply);
/* Lets go of what smtp_prepare took. */
void smtp_forget(struct smtp *s);

/* Sends and waits: for `lokd check`. curl_global_init was called. */
enum err smtp_send(const struct relay *relay, struct arena *a, struct fault *f,
    const struct mail *m, struct attempt_result *ret, const char **ret_reply) NODISCARD;

/* The operator's test mail, from who all mail comes from. ERR_CONFLICT with the reason (for the
 * terminal) when it did not leave. */
enum err smtp_test(struct snap *s, struct arena *a, const struct relay *relay, const char *to,
    const char **ret_reply) NODISCARD;

#endif
