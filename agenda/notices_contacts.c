/* A notice by mail to the contacts of partners, outside a meeting. */
#include "agenda/invited.h"
#include "agenda/letter.h"
#include "agenda/notices.h"
#include "lok/base/clock.h"
#include "lok/personal_link.h"
#include "notify/mailbox.h"
#include "notify/told.h"

static const int64_t LINK_LASTS = INT64_C(90) * 24 * 60 * 60 * 1000;

struct post {
    const struct notice_way *way;
    const struct telling *telling;
    struct recipient_list *to;
};

struct recipient notices_mailed(const struct notice_way *way, const struct invited *who,
    const struct mail *mail, const char *sentence, const char *remark)
{
    struct arena *a = way->arena;
    const char *key = arena_printf(a, "person:%lld", (long long)who->person_id);

    return (struct recipient){
        .key = key,
        .person_id = who->person_id,
        .kind = ENDPOINT_MAIL,
        .chosen = recipient_chosen(way->options, key),
        .name = who->name,
        .channel = arena_printf(a, "mail: %s", who->email),
        .sentence = sentence,
        .body = "",
        .subject = mail->subject,
        .text = mail_text_part(a, mail),
        .html = mail->html,
        .calendar = "",
        .remark = remark,
    };
}

static struct mail letter_of(const struct post *p, const struct invited *who,
    const struct notice_text *text, const char *link, int64_t until)
{
    const struct letter_to to = {
        .who = who,
        .link = link,
        .link_until = until,
        .stop_url = arena_printf(p->way->arena, "%s/stoppen", link),
    };
    struct mail mail = letter_for_person(p->way->arena, &to, p->telling, text, 1);

    mail.date = p->way->due_at;
    return mail;
}

static enum err put(const struct post *p, const struct invited *who, const struct notice_text *text)
{
    struct arena *a = p->way->arena;
    const struct personal_link_input in = {
        .person_id = who->person_id,
        .partner_id = who->partner_id,
        .expires_at = clock_now() + LINK_LASTS,
    };
    struct mailbox box = { 0 };
    const char *token, *body, *id = notice_new_id(a);

    TRY(mailbox_of(p->way->put, a, who->person_id, &box));
    TRY(personal_link_make(p->way->put, a, &in, &token));
    struct mail mail = letter_of(
        p, who, text, personal_link_url(a, p->way->options->public_url, id), in.expires_at);
    TRY(mail_write(a, snap_fault(p->way->s), &mail, &body));
    return notices_mail(
        p->way, &box, p->telling, &(struct notice_texts){ text, 1 }, id, token, body);
}

static enum err tell_contact(const struct post *p, const struct invited *who)
{
    struct arena *a = p->way->arena;
    struct notice_text text = { 0 };
    struct mailbox box = { 0 };
    bool before = false;

    if (str_empty(who->email) || who->stopped ||
        !notices_write(a, p->telling, who->v, UINT64_MAX, "", clock_now(), &text))
        return ERR_OK;
    TRY(mailbox_get(p->way->s, a, who->person_id, &box));
    TRY(told_before(p->way->s, box.endpoint_id, text.fact, &before));
    p->to->told_before += before;
    if (before)
        return ERR_OK;
    struct mail mail = letter_of(p, who, &text, "(persoonlijke link)", 0);
    struct recipient r = notices_mailed(p->way, who, &mail, text.sentence,
        notices_mail_remark(a, p->telling, &text, box.rhythm, p->way->due_at));
    recipient_add(a, p->to, &r);
    return p->way->put == NULL || !r.chosen ? ERR_OK : put(p, who, &text);
}

enum err notices_tell_contacts(const struct notice_way *way, const struct telling *t,
    const int64_t *partners, size_t count, struct recipient_list *ret)
{
    const struct post post = { way, t, ret };
    struct invited_list contacts = { 0 };

    if (!way->options->has_mail)
        return ERR_OK;
    for (size_t i = 0; i < count; i++)
        TRY(invited_add_partner(way->s, way->arena, t->council, partners[i], &contacts));
    for (size_t i = 0; i < contacts.count; i++)
        TRY(tell_contact(&post, &contacts.at[i]));
    return ERR_OK;
}
