#include "agenda/action_remind.h"
#include "agenda/notices_one.h"
#include "lok/base/clock.h"
#include "notify/outbox.h"

/* "" when it fits, else why not. */
static enum err why_not(
    struct snap *s, struct arena *a, const struct action_point *p, const char **ret)
{
    const char *today;
    struct council c;
    struct meeting m = { .state = MEETING_CLOSED };

    TRY(council_get(s, a, &c));
    if (p->meeting_id != 0)
        TRY(meeting_get(s, a, p->meeting_id, &m));
    today = council_today(a, &c);
    if (p->state > ACTION_BUSY)
        *ret = "Deze actie is afgesloten.";
    else if (p->access > ACCESS_MEMBERS)
        *ret =
            "Alleen het secretariaat ziet deze actie: wie ze opvolgt, krijgt er geen bericht van.";
    else if (m.state != MEETING_CLOSED)
        *ret = "Sluit eerst de vergadering waar deze actie van komt.";
    else if (!action_is_soon(a, p, today))
        *ret = "Een herinnering kan vanaf twee weken voor de dag waarop de actie klaar moet zijn.";
    else
        *ret = "";
    return ERR_OK;
}

enum err action_remind_fits(
    struct snap *s, struct arena *a, const struct action_point *p, bool *ret)
{
    const char *why;

    TRY(why_not(s, a, p, &why));
    *ret = str_empty(why);
    return ERR_OK;
}

/* What may be told to its owner. */
static enum err read(
    struct snap *s, struct arena *a, const struct actor *who, int64_t id, struct action_point *ret)
{
    const char *why;

    if (!may(who, SEND, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    TRY(action_get(s, a, who, id, ret));
    TRY(why_not(s, a, ret, &why));
    return str_empty(why) ? ERR_OK : fault_set(snap_fault(s), ERR_CONFLICT, "%s", why);
}

static struct notices_one reminder(const struct action_point *p)
{
    return (struct notices_one){
        .what = { .type = NOTICE_ACTION_DUE, .action = p },
        .partners = &p->partner_id,
        .partner_count = 1,
        .again = "Deze herinnering is vandaag al verstuurd.",
        .nobody = "Niemand krijgt deze herinnering: de partner heeft geen contactpersoon met een"
                  " mailadres en geen koppeling.",
    };
}

enum err action_remind_preview(struct snap *s, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t id, struct recipient_list *ret)
{
    struct recipient_list list = { 0 };
    struct action_point p = { 0 };

    TRY(read(s, a, who, id, &p));
    const struct notices_one one = reminder(&p);
    TRY(notices_one_tell(s, NULL, a, o, &one, &list));
    *ret = list;
    return ERR_OK;
}

enum err action_remind(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t id, int64_t version)
{
    struct action_point p = { 0 };
    int64_t due_at;

    TRY(read(tx_snap(tx), a, who, id, &p));
    if (version != 0 && p.version != version)
        return ERR_STALE;
    const struct notices_one one = reminder(&p);
    TRY(notices_one_send(tx, a, o, &one, &due_at));
    return event_record(tx, who, "action.reminded", "action", id, NULL, NULL);
}

enum err action_remind_waiting(struct snap *s, int64_t id, int64_t *ret_count)
{
    return outbox_waiting(s, NOTICE_ACTION_DUE, "action", id, clock_now(), ret_count);
}

enum err action_remind_take_back(
    struct tx *tx, struct arena *a, const struct actor *who, int64_t id)
{
    struct action_point p = { 0 };

    if (!may(who, SEND, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    TRY(action_get(tx_snap(tx), a, who, id, &p));
    TRY(notices_one_take_back(tx, NOTICE_ACTION_DUE, "action", id));
    return event_record(tx, who, "action.reminder.taken_back", "action", id, NULL, NULL);
}

enum err action_remind_over(struct tx *tx, const struct actor *who, int64_t id)
{
    int64_t count = 0;

    TRY(outbox_cancel_waiting(tx, NOTICE_ACTION_DUE, "action", id, clock_now(), &count));
    if (count == 0)
        return ERR_OK;
    return event_record(tx, who, "action.reminder.taken_back", "action", id, NULL, NULL);
}
