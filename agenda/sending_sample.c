/* "Proefbericht naar mij": what a member would get, in the mailbox of who asks. */
#include "agenda/letter.h"
#include "agenda/sending_plan.h"
#include "lok/base/clock.h"
#include "notify/mailbox.h"

static enum err check(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, struct mailbox *ret)
{
    struct fault *f = tx_fault(tx);
    struct mailbox box = { 0 };

    if (!may(who, SEND, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    if (!o->has_mail)
        return fault_set(f, ERR_CONFLICT, "Er is geen mailserver ingesteld.");
    if (who->person_id == 0)
        return fault_set(f, ERR_CONFLICT, "Meld u aan als persoon om een proefbericht te krijgen.");
    TRY(mailbox_of(tx, a, who->person_id, &box));
    if (box.stopped)
        return fault_set(f, ERR_CONFLICT, "U hebt mail voor uzelf stopgezet.");
    *ret = box;
    return ERR_OK;
}

/* What a member is told of it; ERR_CONFLICT when that is nothing. */
static enum err texts_of(const struct notice_way *way, const struct tellings *all,
    struct notice_text **ret, size_t *ret_count)
{
    struct notice_text *texts = arena_array(way->arena, all->count, sizeof *texts);
    struct visibility member = { .sees = ACCESS_MEMBERS };
    size_t count = 0;

    for (size_t i = 0; i < all->count; i++)
        count += notices_write(
            way->arena, &all->at[i], member, UINT64_MAX, "", clock_now(), &texts[count]);
    if (count == 0)
        return fault_set(snap_fault(way->s), ERR_CONFLICT, "Een lid krijgt hiervan geen bericht.");
    *ret = texts;
    *ret_count = count;
    return ERR_OK;
}

enum err sending_sample(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t meeting_id, enum sending_kind kind)
{
    const struct notice_way way = { tx_snap(tx), tx, a, 0, clock_now(), o };
    struct notice_text *texts;
    struct mailbox box = { 0 };
    struct plan plan = { 0 };
    const char *body;
    size_t count;

    TRY(check(tx, a, who, o, &box));
    TRY(sending_plan(way.s, a, who, meeting_id, kind, 0, &plan));
    struct tellings all = sending_plan_tellings(a, o, &plan);
    TRY(texts_of(&way, &all, &texts, &count));
    const struct invited self = { .member = true };
    const struct letter_to to = { .who = &self, .link = "", .stop_url = "" };
    struct mail mail = letter_for_person(a, &to, &all.at[0], texts, count);
    mail.subject = arena_printf(a, "PROEF: %s", mail.subject);
    mail.date = way.due_at;
    TRY(mail_write(a, tx_fault(tx), &mail, &body));
    const struct notice n = {
        .id = notice_new_id(a),
        .type = texts[0].type,
        .subject_kind = "person",
        .subject_id = who->person_id,
        .body = body,
        .due_at = way.due_at,
    };
    TRY(outbox_put(tx, box.endpoint_id, &n));
    cJSON *data = cJSON_CreateObject();
    cJSON_AddStringToObject(data, "kind", choice_code(SENDING_KINDS, kind));
    return event_record(tx, who, "sending.sampled", "meeting", meeting_id, data, NULL);
}
