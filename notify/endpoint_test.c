/* A test goes over the production path, in the form of its kind. */
#include "lok/base/clock.h"
#include "notify/chat.h"
#include "notify/mail.h"
#include "notify/outbox.h"

static const char SENTENCE[] = "Dit is een proefbericht. U hoeft niets te doen.";

static const char *event_body(
    struct arena *a, const char *id, const char *public_url, int64_t endpoint_id, int64_t now)
{
    cJSON *event = cJSON_CreateObject();

    json_add_text(event, "specversion", "1.0");
    json_add_text(event, "id", id);
    json_add_text(event, "source", public_url);
    json_add_text(event, "type", choice_code(NOTICE_TYPES, NOTICE_ENDPOINT_TEST));
    json_add_text(event, "subject", arena_printf(a, "endpoint/%lld", (long long)endpoint_id));
    json_add_instant(event, "time", now);
    json_add_text(event, "datacontenttype", "application/json");
    cJSON *data = cJSON_AddObjectToObject(event, "data");
    json_add_id(data, "endpointId", endpoint_id);
    json_add_text(data, "sentence", SENTENCE);
    return json_print(a, event);
}

static const char *chat_test_body(struct arena *a, unsigned kind, const char *public_url)
{
    const struct message m = {
        .title = "Proefbericht",
        .sentence = SENTENCE,
        .link = public_url,
        .link_text = "Naar het overleg",
    };

    return chat_body(a, kind, &m);
}

static enum err mail_test_body(struct tx *tx, struct arena *a, int64_t now, const char **ret)
{
    static const char *why[] = { "U krijgt deze mail omdat iemand van het secretariaat ze vroeg." };
    const struct mail m = {
        .date = now,
        .subject = "Proefbericht",
        .text = SENTENCE,
        .why = { why, ARRAY_LEN(why) },
    };

    return mail_write(a, tx_fault(tx), &m, ret);
}

enum err endpoint_test(struct tx *tx, struct arena *a, const struct actor *who,
    const char *public_url, int64_t id, int64_t *ret_delivery)
{
    struct endpoint to;
    int64_t now = clock_now();
    const char *notice_id = notice_new_id(a);

    TRY(endpoint_get(tx_snap(tx), a, id, &to));
    if (to.state == ENDPOINT_DISABLED)
        return fault_set(tx_fault(tx), ERR_CONFLICT,
            "Deze koppeling is uitgeschakeld. Zet ze eerst weer op actief.");
    const char *body = endpoint_is_chat(to.kind) ? chat_test_body(a, to.kind, public_url)
                                                 : event_body(a, notice_id, public_url, id, now);
    if (to.kind == ENDPOINT_MAIL)
        TRY(mail_test_body(tx, a, now, &body));
    const struct notice n = {
        .id = notice_id,
        .type = NOTICE_ENDPOINT_TEST,
        .subject_kind = "endpoint",
        .subject_id = id,
        .body = body,
        .due_at = now,
    };
    TRY(event_record(tx, who, "endpoint.tested", "endpoint", id, NULL, NULL));
    return outbox_add(tx, id, &n, ret_delivery);
}
