/* The operator's test mail. */
#include "lok/base/clock.h"
#include "lok/council.h"
#include "notify/notice.h"
#include "notify/smtp.h"
#include <curl/curl.h>
#include <string.h>

static enum err check(struct fault *f, const struct relay *relay, const struct council *council,
    const char *from, const char *to)
{
    if (str_empty(relay->url))
        return fault_set(f, ERR_CONFLICT, "smtp_url is empty: mail goes nowhere");
    if (council_is_demo(council) && !relay->named)
        return fault_set(f, ERR_CONFLICT,
            "a practice council: nothing leaves, unless webhook_allow names the mail server");
    if (!mail_address_valid(from))
        return fault_set(f, ERR_CONFLICT, "nobody to send from: set mail_from");
    if (!mail_address_valid(to))
        return fault_set(f, ERR_INVALID, "\"%s\" is no e-mail address", to);
    return ERR_OK;
}

enum err smtp_test(struct snap *s, struct arena *a, const struct relay *relay, const char *to,
    const char **ret_reply)
{
    static const char *why[] = { "U krijgt deze mail omdat de beheerder van lokd ze vroeg." };
    struct council council;
    struct attempt_result r;
    const char *reply;

    TRY(council_get(s, a, &council));
    const char *from = str_empty(relay->from) ? council.email : relay->from;
    TRY(check(snap_fault(s), relay, &council, from, to));
    const struct mail m = {
        .from = from,
        .from_name = council.name,
        .to = to,
        .message_id = arena_printf(a, "%s%s", notice_new_id(a), strchr(from, '@')),
        .date = clock_now(),
        .subject = "Proefbericht",
        .text = "Dit is een proefbericht: mail versturen werkt. U hoeft niets te doen.",
        .why = { why, ARRAY_LEN(why) },
    };
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return fault_set(snap_fault(s), ERR_INTERNAL, "libcurl could not be started");
    TRY(smtp_send(relay, a, snap_fault(s), &m, &r, &reply));
    if (!str_empty(r.error))
        return fault_set(snap_fault(s), ERR_CONFLICT, "%s %s", r.error, reply);
    *ret_reply = reply;
    return ERR_OK;
}
