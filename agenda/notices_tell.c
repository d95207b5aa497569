/* Every endpoint that wants a notice and may see what it tells gets its own, in its form. */
#include "agenda/action.h"
#include "agenda/advice.h"
#include "agenda/announcement.h"
#include "agenda/coalition_ask.h"
#include "agenda/decision.h"
#include "agenda/expansion.h"
#include "agenda/letter.h"
#include "agenda/notices.h"
#include "agenda/proposal.h"
#include "lok/base/clock.h"
#include "notify/egress.h"
#include "notify/mailbox.h"
#include "notify/told.h"

struct visibility notices_visibility(const struct endpoint *e, const struct council *c)
{
    if (e->partner_id == 0)
        return (struct visibility){ .sees = ACCESS_MEMBERS };
    return visibility_of_partner(e->partner_id, c->is_public);
}

void recipient_add(struct arena *a, struct recipient_list *to, const struct recipient *one)
{
    struct recipient *wider = to->at;
    size_t room = 8;

    while (room < to->count)
        room *= 2;
    if (to->count == 0 || to->count == room) {
        wider = arena_array(a, to->count == 0 ? room : room * 2, sizeof *wider);
        for (size_t i = 0; i < to->count; i++)
            wider[i] = to->at[i];
    }
    wider[to->count] = *one;
    to->at = wider;
    to->count++;
}

int64_t recipients_chosen(const struct recipient_list *list)
{
    int64_t count = 0;

    for (size_t i = 0; i < list->count; i++)
        count += list->at[i].chosen;
    return count;
}

bool recipient_chosen(const struct sending_options *o, const char *key)
{
    if (o->chosen == NULL)
        return true;
    for (size_t i = 0; i < o->chosen->count; i++)
        if (str_equal(o->chosen->at[i], key))
            return true;
    return false;
}

/* -- putting -- */

static bool expires(const struct telling *t, enum notice_type type)
{
    return t->published != NULL && t->decision == NULL && t->announcement == NULL &&
           t->proposal == NULL && t->endpoint == NULL && t->minutes == NULL && t->action == NULL &&
           type != NOTICE_MEETING_CANCELLED;
}

static struct lines facts_of(struct arena *a, const struct notice_texts *texts)
{
    struct lines facts = { arena_array(a, texts->count, sizeof *facts.at), 0 };

    for (size_t i = 0; i < texts->count; i++)
        if (!str_empty(texts->at[i].fact))
            facts.at[facts.count++] = texts->at[i].fact;
    return facts;
}

struct notice notices_notice(const struct notice_way *way, const struct telling *t,
    const struct notice_texts *texts, const char *id, const char *body)
{
    const struct notice_text *text = &texts->at[0];
    struct notice n = {
        .id = id,
        .type = text->type,
        .body = body,
        .due_at = way->due_at,
        .expires_at = expires(t, text->type) ? t->published->meeting.starts_at : 0,
        .sending_id = way->sending_id,
        .facts = facts_of(way->arena, texts),
    };

    if (t->decision != NULL) {
        n.subject_kind = "decision";
        n.subject_id = t->decision->id;
    } else if (t->advice != NULL) {
        n.subject_kind = "advice";
        n.subject_id = t->advice->id;
    } else if (t->announcement != NULL) {
        n.subject_kind = "announcement";
        n.subject_id = t->announcement->id;
    } else if (t->proposal != NULL) {
        n.subject_kind = "proposal";
        n.subject_id = t->proposal->id;
    } else if (t->action != NULL) {
        n.subject_kind = "action";
        n.subject_id = t->action->id;
    } else if (t->ask != NULL) {
        n.subject_kind = "coalition";
        n.subject_id = t->ask->id;
    } else if (t->expansion != NULL) {
        n.subject_kind = "expansion";
        n.subject_id = t->expansion->id;
    } else if (t->endpoint != NULL) {
        n.subject_kind = "endpoint";
        n.subject_id = t->endpoint->id;
    } else {
        n.subject_kind = "meeting";
        n.subject_id = t->published->meeting.id;
    }
    return n;
}

enum err notices_put(const struct notice_way *way, int64_t endpoint_id, const struct telling *t,
    const struct notice_texts *texts, const char *id, const char *body)
{
    struct notice n = notices_notice(way, t, texts, id, body);

    return outbox_put(way->put, endpoint_id, &n);
}

/* -- one endpoint -- */

struct told {
    const struct notice_way *way;
    const struct telling *tellings;
    size_t count;
    struct recipient_list *to;
};

static const char *remark_of(
    const struct told *told, const struct endpoint *e, const struct notice_text *text)
{
    const struct notice_way *way = told->way;

    if (e->state == ENDPOINT_PAUSED)
        return "gepauzeerd: wacht tot u hervat";
    const char *digest = e->kind != ENDPOINT_MAIL
                             ? ""
                             : notices_digest_words(way->arena, &told->tellings[0], text,
                                   e->mail_rhythm, way->due_at);
    if (!council_is_demo(told->tellings[0].council))
        return digest;
    if (e->kind != ENDPOINT_MAIL && egress_named(way->arena, &way->options->allow, e->url))
        return "";
    return str_empty(digest) ? "in de Demopostbus"
                             : arena_printf(way->arena, "in de Demopostbus, %s", digest);
}

static struct recipient recipient_of(
    const struct told *told, const struct endpoint *e, const struct notice_text *text)
{
    struct arena *a = told->way->arena;
    const char *key = arena_printf(a, "endpoint:%lld", (long long)e->id);

    return (struct recipient){
        .key = key,
        .endpoint_id = e->id,
        .kind = e->kind,
        .chosen = recipient_chosen(told->way->options, key),
        .name = e->partner_id == 0 ? "Secretariaat" : e->partner_name,
        .channel = arena_printf(a, "%s: %s", choice_dutch(ENDPOINT_KINDS, e->kind),
            endpoint_shown_name(a, e->kind, e->name, e->url)),
        .sentence = text->sentence,
        .body = text->body,
        .subject = "",
        .text = "",
        .html = "",
        .calendar = "",
        .remark = remark_of(told, e, text),
    };
}

enum err notices_bytes(struct arena *a, struct fault *f, const struct endpoint *e,
    const struct telling *t, const struct notice_texts *texts, int64_t date, struct mail *ret_mail,
    const char **ret_body)
{
    if (endpoint_is_chat(e->kind)) {
        *ret_body = notices_chat(a, e->kind, t->council, texts->at, texts->count);
        return ERR_OK;
    }
    if (e->kind != ENDPOINT_MAIL) {
        *ret_body = texts->at[0].body;
        return ERR_OK;
    }
    *ret_mail = letter_for_endpoint(a, t, texts->at, texts->count);
    ret_mail->date = date;
    return mail_write(a, f, ret_mail, ret_body);
}

/* In the form of its kind; `texts` are of one meeting. */
static enum err add_one(const struct told *told, const struct endpoint *e, const struct telling *t,
    const struct notice_texts *texts, const char *id)
{
    const struct notice_way *way = told->way;
    struct recipient r = recipient_of(told, e, &texts->at[0]);
    struct mail mail;
    const char *body;

    TRY(notices_bytes(way->arena, snap_fault(way->s), e, t, texts, way->due_at, &mail, &body));
    r.body = body;
    if (e->kind == ENDPOINT_MAIL) {
        r.body = "";
        r.subject = mail.subject;
        r.text = mail_text_part(way->arena, &mail);
        r.html = mail.html;
    }
    recipient_add(way->arena, told->to, &r);
    if (way->put == NULL || !r.chosen)
        return ERR_OK;
    if (e->kind != ENDPOINT_MAIL)
        return notices_put(way, e->id, t, texts, id, body);
    const struct mailbox box = { .endpoint_id = e->id, .address = "", .rhythm = e->mail_rhythm };
    return notices_mail(way, &box, t, texts, id, "", body);
}

static enum err tell_one(const struct told *told, const struct endpoint *e)
{
    struct arena *a = told->way->arena;
    struct notice_text *texts = arena_array(a, told->count, sizeof *texts);
    const struct telling *first = NULL;
    bool apart = e->kind == ENDPOINT_WEBHOOK;
    size_t count = 0;

    if (e->kind == ENDPOINT_MAIL && !told->way->options->has_mail)
        return ERR_OK;
    for (size_t i = 0; i < told->count; i++) {
        const struct telling *t = &told->tellings[i];
        struct visibility v = notices_visibility(e, t->council);
        const char *id = told->way->put == NULL ? "msg_voorbeeld" : notice_new_id(a);
        struct notice_text text = { 0 };
        bool before = false;

        if (!notices_write(a, t, v, e->events, id, clock_now(), &text) ||
            (e->only_own && !text.own))
            continue;
        TRY(told_before(told->way->s, e->id, text.fact, &before));
        told->to->told_before += before;
        if (before)
            continue;
        if (apart)
            TRY(add_one(told, e, t, &(struct notice_texts){ &text, 1 }, id));
        first = first == NULL ? t : first;
        texts[count++] = text;
    }
    if (apart || count == 0)
        return ERR_OK;
    return add_one(told, e, first, &(struct notice_texts){ texts, count },
        told->way->put == NULL ? "msg_voorbeeld" : notice_new_id(a));
}

/* Endpoints that want one of several types stand in each list: they are told once. */
static bool seen_before(const int64_t *ids, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++)
        if (ids[i] == id)
            return true;
    return false;
}

static enum err tell_wanting(const struct told *told, const enum notice_type *types, size_t count)
{
    struct endpoint_list lists[3] = { 0 };
    size_t known = 0;

    PRE(count <= ARRAY_LEN(lists));
    for (size_t i = 0; i < count; i++)
        TRY(endpoint_wanting(told->way->s, told->way->arena, types[i], &lists[i]));
    int64_t *ids = arena_array(
        told->way->arena, lists[0].count + lists[1].count + lists[2].count, sizeof *ids);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < lists[i].count; j++) {
            const struct endpoint *e = &lists[i].at[j];

            if (seen_before(ids, known, e->id))
                continue;
            ids[known++] = e->id;
            TRY(tell_one(told, e));
        }
    }
    return ERR_OK;
}

enum err notices_tell(const struct notice_way *way, const struct telling *tellings, size_t count,
    struct recipient_list *ret)
{
    const struct told told = { way, tellings, count, ret };
    enum notice_type types[3] = { NOTICE_MEETING_MOVED, NOTICE_AGENDA_CHANGED,
        NOTICE_DOCUMENT_ADDED };
    size_t kinds = 3;

    if (count == 0)
        return ERR_OK;
    if (tellings[0].before == NULL) {
        types[0] = tellings[0].type;
        types[1] = tellings[count - 1].type;
        kinds = types[0] == types[1] ? 1 : 2;
    }
    return tell_wanting(&told, types, kinds);
}
