/* Every endpoint that wants a notice and may see what it tells gets its own. */
#include "agenda/announcement.h"
#include "agenda/decision.h"
#include "agenda/notices.h"
#include "lok/base/clock.h"
#include "notify/egress.h"

struct visibility notices_visibility(const struct endpoint *e, const struct council *c)
{
    if (e->partner_id == 0)
        return (struct visibility){ .sees = ACCESS_MEMBERS };
    return visibility_of_partner(e->partner_id, c->is_public);
}

static struct recipient recipient_of(struct arena *a, const struct telling *t,
    const struct endpoint *e, const struct notice_text *text)
{
    struct lines none = { 0 };
    const struct lines *allow = t->allow == NULL ? &none : t->allow;
    int port = 0;
    const char *name = str_empty(e->name) ? egress_host(a, e->url, &port) : e->name;
    const char *remark = "";

    if (e->state == ENDPOINT_PAUSED)
        remark = "gepauzeerd: wacht tot u hervat";
    else if (council_is_demo(t->council) && !egress_named(a, allow, e->url))
        remark = "in de Demopostbus";
    return (struct recipient){
        .endpoint_id = e->id,
        .name = e->partner_id == 0 ? "Secretariaat" : e->partner_name,
        .channel = arena_printf(a, "eigen systeem: %s", name),
        .sentence = text->sentence,
        .body = text->body,
        .remark = remark,
    };
}

static enum err put_one(struct tx *put, const struct telling *t, const struct endpoint *e,
    const char *id, const struct notice_text *text, int64_t sending_id, int64_t due_at)
{
    struct notice n = {
        .id = id,
        .type = text->type,
        .subject_kind = "meeting",
        .subject_id = t->published->meeting.id,
        .body = text->body,
        .due_at = due_at,
        .expires_at = t->published->meeting.starts_at,
        .sending_id = sending_id,
    };

    if (t->decision != NULL) {
        n.subject_kind = "decision";
        n.subject_id = t->decision->id;
    } else if (t->announcement != NULL) {
        n.subject_kind = "announcement";
        n.subject_id = t->announcement->id;
    }
    if (t->decision != NULL || t->announcement != NULL || text->type == NOTICE_MEETING_CANCELLED)
        n.expires_at = 0;
    return outbox_put(put, e->id, &n);
}

static void append(struct arena *a, struct recipient_list *to, struct recipient one, size_t *room)
{
    if (to->count == *room) {
        struct recipient *wider = arena_array(a, *room * 2 + 8, sizeof *wider);

        for (size_t i = 0; i < to->count; i++)
            wider[i] = to->at[i];
        to->at = wider;
        *room = *room * 2 + 8;
    }
    to->at[to->count++] = one;
}

struct told {
    struct tx *put;
    struct arena *arena;
    const struct telling *telling;
    int64_t sending_id, due_at;
    struct recipient_list *to;
    size_t room;
};

static enum err tell_one(struct told *told, const struct endpoint *e)
{
    struct arena *a = told->arena;
    const struct telling *t = told->telling;
    const char *id = told->put == NULL ? "msg_voorbeeld" : notice_new_id(a);
    struct visibility v = notices_visibility(e, t->council);
    struct notice_text text = { 0 };

    if (!notices_write(a, t, v, e->events, id, clock_now(), &text))
        return ERR_OK;
    if (told->put != NULL)
        TRY(put_one(told->put, t, e, id, &text, told->sending_id, told->due_at));
    append(a, told->to, recipient_of(a, t, e, &text), &told->room);
    return ERR_OK;
}

/* Those that want `type`; those that want `but` as well were told already. */
static enum err tell_wanting(struct snap *s, struct told *told, enum notice_type type, uint64_t but)
{
    struct endpoint_list list = { 0 };

    TRY(endpoint_wanting(s, told->arena, type, &list));
    for (size_t i = 0; i < list.count; i++)
        if ((list.at[i].events & but) == 0)
            TRY(tell_one(told, &list.at[i]));
    return ERR_OK;
}

enum err notices_tell(struct snap *s, struct tx *put, struct arena *a, const struct telling *t,
    int64_t sending_id, int64_t due_at, struct recipient_list *ret)
{
    struct told told = {
        .put = put,
        .arena = a,
        .telling = t,
        .sending_id = sending_id,
        .due_at = due_at,
        .to = ret,
        .room = ret->count,
    };

    if (t->before == NULL)
        return tell_wanting(s, &told, t->type, 0);
    TRY(tell_wanting(s, &told, NOTICE_MEETING_MOVED, 0));
    return tell_wanting(s, &told, NOTICE_AGENDA_CHANGED, UINT64_C(1) << NOTICE_MEETING_MOVED);
}
