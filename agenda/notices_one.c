#include "agenda/notices_one.h"
#include "lok/base/clock.h"
#include "notify/outbox.h"

static int64_t due_at(const struct sending_options *o)
{
    return clock_now() + o->undo_seconds * 1000;
}

enum err notices_one_tell(struct snap *s, struct tx *put, struct arena *a,
    const struct sending_options *o, const struct notices_one *one, struct recipient_list *ret)
{
    const struct notice_way way = {
        .s = s,
        .put = put,
        .arena = a,
        .due_at = due_at(o),
        .options = o,
    };
    struct telling t = one->what;
    struct council c;

    TRY(council_get(s, a, &c));
    t.council = &c;
    t.public_url = o->public_url;
    TRY(notices_tell(&way, &t, 1, ret));
    return notices_tell_contacts(&way, &t, one->partners, one->partner_count, ret);
}

static enum err check_told(
    struct fault *f, const struct notices_one *one, const struct recipient_list *list)
{
    if (recipients_chosen(list) > 0)
        return ERR_OK;
    if (list->count > 0)
        return fault_set(f, ERR_CONFLICT, "Vink minstens één ontvanger aan.");
    return fault_set(f, ERR_CONFLICT, "%s", list->told_before > 0 ? one->again : one->nobody);
}

enum err notices_one_send(struct tx *tx, struct arena *a, const struct sending_options *o,
    const struct notices_one *one, int64_t *ret_due_at)
{
    struct recipient_list list = { 0 };

    TRY(notices_one_tell(tx_snap(tx), tx, a, o, one, &list));
    TRY(check_told(tx_fault(tx), one, &list));
    *ret_due_at = due_at(o);
    return ERR_OK;
}

enum err notices_one_take_back(
    struct tx *tx, enum notice_type type, const char *subject_kind, int64_t subject_id)
{
    int64_t count = 0;

    TRY(outbox_cancel_waiting(tx, type, subject_kind, subject_id, clock_now(), &count));
    if (count == 0)
        return fault_set(tx_fault(tx), ERR_CONFLICT, "Er wacht geen bericht meer.");
    return ERR_OK;
}
