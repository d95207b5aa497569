/* An example goes to one endpoint in the form of its kind. */
#include "agenda/example.h"
#include "lok/base/clock.h"
#include "notify/mail.h"
#include "notify/outbox.h"

const struct field EXAMPLE_FIELDS[] = {
    FIELD_CHOICE(struct example_input, type, .of = NOTICE_TYPES, .label = "Wat voor bericht"),
    FIELD_END,
};

struct example_way {
    struct tx *tx;
    struct arena *arena;
    const char *public_url;
    struct endpoint to;
    struct example facts;
};

static enum err begin(struct example_way *w, int64_t endpoint_id)
{
    struct snap *s = tx_snap(w->tx);
    struct council council;

    TRY(endpoint_get(s, w->arena, endpoint_id, &w->to));
    if (w->to.state == ENDPOINT_DISABLED)
        return fault_set(tx_fault(w->tx), ERR_CONFLICT,
            "Deze koppeling is uitgeschakeld. Zet ze eerst weer op actief.");
    TRY(council_get(s, w->arena, &council));
    const struct example_of of = {
        .council = &council,
        .endpoint = &w->to,
        .title = "Voorbeeld",
        .items = 2,
        .today = council_today(w->arena, &council),
    };
    example_make(w->arena, &of, &w->facts);
    return ERR_OK;
}

static bool write_one(
    const struct example_way *w, enum notice_type type, const char *id, struct notice_text *ret)
{
    const struct telling t = example_telling(&w->facts, type, w->public_url);

    return notices_write(w->arena, &t, notices_visibility(&w->to, &w->facts.council),
        UINT64_C(1) << type, id, clock_now(), ret);
}

static enum err put(const struct example_way *w, const struct notice_text *text, const char *id,
    int64_t *ret_delivery)
{
    const struct telling t = example_telling(&w->facts, text->type, w->public_url);
    int64_t now = clock_now();
    struct mail mail;
    struct notice n = {
        .id = id,
        .type = NOTICE_ENDPOINT_TEST,
        .subject_kind = "endpoint",
        .subject_id = w->to.id,
        .due_at = now,
    };

    TRY(notices_bytes(w->arena, tx_fault(w->tx), &w->to, &t, &(struct notice_texts){ text, 1 }, now,
        &mail, &n.body));
    return outbox_add(w->tx, w->to.id, &n, ret_delivery);
}

static enum err record(const struct example_way *w, const struct actor *who, const char *what)
{
    cJSON *data = cJSON_CreateObject();

    json_add_text(data, "type", what);
    return event_record(w->tx, who, "endpoint.tested", "endpoint", w->to.id, data, NULL);
}

enum err example_send(struct tx *tx, struct arena *a, const struct actor *who,
    const char *public_url, int64_t endpoint_id, const struct example_input *in,
    int64_t *ret_delivery)
{
    struct example_way w = { .tx = tx, .arena = a, .public_url = public_url };
    const char *id = notice_new_id(a);
    struct notice_text text = { 0 };

    if (in->type == NOTICE_ENDPOINT_TEST)
        return endpoint_test(tx, a, who, public_url, endpoint_id, ret_delivery);
    if (notice_is_mail_only(in->type))
        return fault_issue(
            tx_fault(tx), "type", "choice", "Dit bericht gaat alleen per mail naar een persoon.");
    TRY(begin(&w, endpoint_id));
    if (!write_one(&w, in->type, id, &text))
        return fault_set(tx_fault(tx), ERR_CONFLICT,
            "Zo een bericht krijgt deze koppeling nooit: het is niet voor haar partner.");
    TRY(put(&w, &text, id, ret_delivery));
    return record(&w, who, choice_code(NOTICE_TYPES, in->type));
}

enum err example_send_all(struct tx *tx, struct arena *a, const struct actor *who,
    const char *public_url, int64_t endpoint_id, int64_t *ret_count)
{
    struct example_way w = { .tx = tx, .arena = a, .public_url = public_url };
    int64_t count = 0, delivery;

    TRY(begin(&w, endpoint_id));
    for (unsigned type = 0; type < NOTICE_TYPE_COUNT; type++) {
        const char *id = notice_new_id(a);
        struct notice_text text = { 0 };

        if (!notice_is_offered(type) || (w.to.events >> type & 1) == 0 ||
            !write_one(&w, type, id, &text))
            continue;
        TRY(put(&w, &text, id, &delivery));
        count++;
    }
    if (count == 0)
        return fault_set(
            tx_fault(tx), ERR_CONFLICT, "Deze koppeling krijgt van geen enkele soort een bericht.");
    *ret_count = count;
    return record(&w, who, "");
}
