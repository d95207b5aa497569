#include "agenda/renewal.h"
#include "agenda/letter.h"
#include "lok/base/clock.h"
#include "lok/base/sql.h"
#include "lok/personal_link.h"
#include "notify/mailbox.h"

static const int64_t PATIENCE_MS = INT64_C(10) * 60 * 1000;
static const int64_t LINK_LASTS = INT64_C(90) * 24 * 60 * 60 * 1000;

static const struct sql LAST_MADE =
    SQL("SELECT COALESCE(max(created_at), 0) AS made_at FROM personal_link"
        " WHERE person_id = :person AND sending_id IS NULL");

static enum err put(struct tx *tx, struct arena *a, const struct sending_options *o,
    const struct council *c, const struct personal_link *old, const struct mailbox *box)
{
    int64_t now = clock_now();
    const struct personal_link_input in = {
        .person_id = old->person_id,
        .partner_id = old->partner_id,
        .meeting_id = old->meeting_id,
        .expires_at = now + LINK_LASTS,
    };
    const char *said[] = {
        "Beste",
        arena_printf(a,
            "U vroeg een nieuwe persoonlijke link voor %s. Hieronder staat hij. U hebt"
            " geen wachtwoord nodig.",
            c->name),
        "Hebt u niets gevraagd? Dan hoeft u niets te doen.",
    };
    const struct lines paragraphs = { said, ARRAY_LEN(said) };
    const char *token, *body, *id = notice_new_id(a);

    TRY(personal_link_make(tx, a, &in, &token));
    struct mail mail = letter_plain(a, arena_printf(a, "Uw nieuwe link voor %s", c->name),
        &paragraphs, "Uw persoonlijke link", personal_link_url(a, o->public_url, id));
    mail.date = now;
    TRY(mail_write(a, tx_fault(tx), &mail, &body));
    const struct notice n = {
        .id = id,
        .token = token,
        .type = NOTICE_LINK_RENEWED,
        .subject_kind = "person",
        .subject_id = old->person_id,
        .body = body,
        .due_at = now,
    };
    return outbox_put(tx, box->endpoint_id, &n);
}

/* ERR_NOT_FOUND when no mail may go. */
static enum err find(struct tx *tx, struct arena *a, const struct sending_options *o,
    const struct council *c, const char *token, struct personal_link *ret, struct mailbox *box)
{
    struct snap *s = tx_snap(tx);
    struct actor who = { 0 };
    int64_t made_at = 0;

    TRY(personal_link_find(s, a, token, ret));
    struct actor bearer = { .person_id = ret->person_id };
    TRY(event_record(tx, &bearer, "personal_link.requested", "person", ret->person_id, NULL, NULL));
    enum err e = personal_link_actor(s, a, ret, council_today(a, c), &who);
    if (e == ERR_GONE)
        return ERR_NOT_FOUND;
    TRY(e);
    TRY(sql_one(
        s, &LAST_MADE, IN(in_i64("person", ret->person_id)), OUT(out_i64("made_at", &made_at))));
    TRY(mailbox_get(s, a, ret->person_id, box));
    if (!o->has_mail || str_empty(box->address) || box->stopped ||
        clock_now() - made_at < PATIENCE_MS)
        return ERR_NOT_FOUND;
    return mailbox_of(tx, a, ret->person_id, box);
}

enum err renewal_ask(
    struct tx *tx, struct arena *a, const struct sending_options *o, const char *token)
{
    struct personal_link old = { 0 };
    struct mailbox box = { 0 };
    struct council c;

    TRY(council_get(tx_snap(tx), a, &c));
    enum err e = find(tx, a, o, &c, token, &old, &box);
    if (e == ERR_NOT_FOUND)
        return ERR_OK;
    TRY(e);
    return put(tx, a, o, &c, &old, &box);
}
