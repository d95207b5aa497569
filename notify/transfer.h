/* notify/transfer.h: one attempt over the wire: curl easy handles that are used again and again, one
 * for HTTP (systems and chats) and one for mail (notify/smtp.h).
 *
 * Invariants:
 *   - the address is judged by egress_public_address right before connecting, and once more before
 *     a request goes over a connection that was kept (this beats odd spellings and DNS rebinding);
 *     a target named in webhook_allow is not judged;
 *   - no redirect is followed, no proxy asked, only http and https are spoken, over HTTP/1.1;
 *   - no header value holds a control character: curl would send it verbatim.
 */
#ifndef NOTIFY_TRANSFER_H
#define NOTIFY_TRANSFER_H

#include "notify/claim.h"
#include "notify/policy.h"
#include "notify/relay.h"

struct transfer;

/* `multi` is a CURLM *. `version` and `relay` live as long. */
struct transfer *transfer_new(
    void *multi, const char *version, const struct relay *relay, int64_t total_ms);
void transfer_free(struct transfer *t);

/* The transfer behind a finished easy handle (a CURL *). */
struct transfer *transfer_of(void *easy);

/* Signs what goes to a system, and begins. False when the request cannot be formed: nothing was begun. */
bool transfer_start(struct transfer *t, struct job *j, const struct lane *l, int64_t now);

/* What came of it, after curl reported `code` (a CURLcode); the handle may start anew. Texts are
 * in the job's arena. Fills the job's outcome but its state, next_at and attempts. */
struct job *transfer_finish(struct transfer *t, int code, struct attempt_result *ret);

/* Takes it out unfinished; its job, or NULL when it had none. */
struct job *transfer_abort(struct transfer *t);

/* In Dutch, what a CURLcode other than 0 means. */
const char *transfer_error(int code);

#endif
