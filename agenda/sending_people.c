/* The persons that a sending tells: by mail, or, without a mail server, by the secretary's hand. */
#include "agenda/calendar_feed.h"
#include "agenda/letter.h"
#include "agenda/proposal.h"
#include "agenda/reply.h"
#include "agenda/sending_plan.h"
#include "agenda/written.h"
#include "lok/base/clock.h"
#include "lok/personal_link.h"
#include "notify/mailbox.h"
#include "notify/told.h"

static const int64_t LINK_LASTS = INT64_C(90) * 24 * 60 * 60 * 1000;

struct people {
    const struct notice_way *way;
    const struct plan *plan;
    const struct tellings *all;
    struct recipient_list *mailed, *by_hand;
};

/* One person's letter. */
struct post {
    const struct invited *who;
    const struct telling *telling; /* the first that is told */
    const struct notice_text *texts;
    size_t count;
    struct calendar_event event;
    bool has_event;
    enum calendar_method method;
};

/* -- who -- */

static const struct sql PARTNERS_OPEN =
    SQL("SELECT DISTINCT c.partner_id FROM partner_contact c JOIN partner x ON x.id = c.partner_id"
        " WHERE x.until IS NULL OR x.until > :today");

/* Who may propose is called: whoever may see the meeting. */
static enum err add_called(const struct people *p, struct invited_list *list)
{
    struct arena *a = p->way->arena;
    int64_t row = 0, *rows = NULL;
    size_t count = 0;

    TRY(sql_list(p->way->s, a, &PARTNERS_OPEN,
        IN(in_text("today", council_today(a, &p->plan->council))), OUT(out_i64("partner_id", &row)),
        &row, sizeof row, &rows, &count));
    for (size_t i = 0; i < count; i++)
        TRY(invited_add_partner(p->way->s, a, &p->plan->council, rows[i], list));
    return ERR_OK;
}

static const struct sql REPLIED =
    SQL("SELECT person_id FROM reply WHERE meeting_id = :meeting ORDER BY person_id");

static enum err leave_out_replied(const struct people *p, struct invited_list *list)
{
    int64_t row = 0, *rows = NULL;
    size_t count = 0, kept = 0;

    TRY(sql_list(p->way->s, p->way->arena, &REPLIED, IN(in_i64("meeting", p->plan->meeting.id)),
        OUT(out_i64("person_id", &row)), &row, sizeof row, &rows, &count));
    for (size_t i = 0; i < list->count; i++) {
        bool replied = false;

        for (size_t j = 0; j < count; j++)
            replied = replied || rows[j] == list->at[i].person_id;
        if (!replied)
            list->at[kept++] = list->at[i];
    }
    list->count = kept;
    return ERR_OK;
}

/* Whose seat still has a question to vote on: the member and the substitute vote as one. */
static enum err keep_voters(const struct people *p, struct invited_list *list)
{
    size_t kept = 0;

    for (size_t i = 0; i < list->count; i++) {
        const struct actor who = { .person_id = list->at[i].person_id };
        struct written_ballot b = { 0 };
        bool waits = false;
        enum err e = written_ballot(p->way->s, p->way->arena, &who, p->plan->meeting.id, &b);

        if (e != ERR_OK && e != ERR_FORBIDDEN)
            return e;
        for (size_t k = 0; e == ERR_OK && b.may_vote && k < b.count; k++)
            waits = waits || b.at[k].voted_at == 0;
        if (waits)
            list->at[kept++] = list->at[i];
    }
    list->count = kept;
    return ERR_OK;
}

static bool holds(const struct minutes_chairs *chairs, int64_t person_id)
{
    for (size_t i = 0; i < chairs->count; i++)
        if (chairs->at[i] == person_id)
            return true;
    return false;
}

/* A draft is put to the chair; minutes to the members too, and approved ones are told to all. */
static enum err keep_readers(const struct people *p, struct invited_list *list)
{
    struct minutes_chairs chairs = { 0 };
    size_t kept = 0;

    TRY(minutes_chairs(p->way->s, p->way->arena, &chairs));
    for (size_t i = 0; i < list->count; i++) {
        const struct invited *who = &list->at[i];
        bool keeps = p->plan->kind == SENDING_MINUTES_CHAIR || p->plan->kind == SENDING_AGENDA_CHAIR
                         ? holds(&chairs, who->person_id)
                     : p->plan->kind == SENDING_MINUTES_MEMBERS ? who->member
                                                                : true;

        if (keeps)
            list->at[kept++] = *who;
    }
    list->count = kept;
    return ERR_OK;
}

/* Who was concerned before a change is told of it too. */
static enum err add_of_before(const struct people *p, struct invited_list *list)
{
    for (size_t i = 0; i < p->plan->before.items.count; i++) {
        const struct item *item = &p->plan->before.items.at[i];

        if (item->presenter_partner_id != 0 && item->access <= ACCESS_MEMBERS)
            TRY(invited_add_partner(
                p->way->s, p->way->arena, &p->plan->council, item->presenter_partner_id, list));
    }
    return ERR_OK;
}

static enum err people_of(const struct people *p, struct invited_list *ret)
{
    const struct plan *plan = p->plan;
    struct invited_list list = { 0 };

    if (plan->kind != SENDING_ACTIONS)
        TRY(invited_to(p->way->s, p->way->arena, &plan->council, &plan->published, &list));
    for (size_t i = 0; i < plan->actions.count; i++)
        TRY(invited_add_partner(
            p->way->s, p->way->arena, &plan->council, plan->actions.at[i].partner_id, &list));
    for (size_t i = 0; i < plan->decisions.count; i++)
        if (plan->decisions.at[i].follow_up_id != 0)
            TRY(invited_add_partner(p->way->s, p->way->arena, &plan->council,
                plan->decisions.at[i].follow_up_id, &list));
    if (plan->kind == SENDING_CHANGES)
        TRY(add_of_before(p, &list));
    if (plan->kind == SENDING_CALL)
        TRY(add_called(p, &list));
    if (plan->kind == SENDING_REMINDER)
        TRY(plan->meeting.kind == MEETING_WRITTEN_PROCEDURE ? keep_voters(p, &list)
                                                            : leave_out_replied(p, &list));
    if (sending_is_of_minutes(plan->kind) || plan->kind == SENDING_AGENDA_CHAIR)
        TRY(keep_readers(p, &list));
    *ret = list;
    return ERR_OK;
}

/* -- the invitation -- */

/* As it stands once this sending left: versions count from due_at. Without a mailbox of the council
 * there is no organizer, and so no invitation. */
static enum err add_event(const struct people *p, struct post *post)
{
    const struct plan *plan = p->plan;
    const struct calendar_source from = {
        .s = p->way->s,
        .council = &plan->council,
        .public_url = p->way->options->public_url,
        .now = p->way->due_at,
    };
    bool goes = plan->kind == SENDING_DATE || plan->kind == SENDING_AGENDA ||
                plan->kind == SENDING_CHANGES || plan->kind == SENDING_CANCELLATION;

    post->method = plan->kind == SENDING_CANCELLATION ? CALENDAR_CANCEL : CALENDAR_REQUEST;
    if (!goes || str_empty(plan->council.email))
        return ERR_OK;
    post->has_event = true;
    if (p->way->put == NULL)
        return ERR_OK;
    enum err e =
        calendar_feed_event(&from, p->way->arena, post->who->v, plan->meeting.id, &post->event);
    if (e == ERR_NOT_FOUND) {
        post->has_event = false;
        return ERR_OK;
    }
    TRY(e);
    post->event.organizer_name = plan->council.name;
    post->event.organizer_email = plan->council.email;
    post->event.attendee_email = post->who->email;
    return ERR_OK;
}

/* -- one letter -- */

static int64_t link_until(const struct people *p)
{
    int64_t starts_at = p->plan->published.meeting.starts_at;
    int64_t now = clock_now();

    return (starts_at > now ? starts_at : now) + LINK_LASTS;
}

static struct mail write_letter(
    const struct people *p, const struct post *post, const char *link, int64_t until)
{
    struct arena *a = p->way->arena;
    const struct letter_to to = {
        .who = post->who,
        .link = link,
        .link_until = until,
        .stop_url = str_equal(link, "{link}") ? "" : arena_printf(a, "%s/stoppen", link),
        .invitation = post->has_event && p->way->options->has_mail,
    };
    struct mail mail = letter_for_person(a, &to, post->telling, post->texts, post->count);

    mail.date = p->way->due_at;
    return mail;
}

/* Where it goes instead, and when. */
static const char *remark_of(
    const struct people *p, const struct post *post, enum mail_rhythm rhythm)
{
    const struct notice_way *way = p->way;

    if (!way->options->has_mail)
        return "mailt u zelf";
    return notices_mail_remark(way->arena, post->telling, &post->texts[0], rhythm, way->due_at);
}

static struct recipient recipient_of(const struct people *p, const struct post *post,
    const struct mail *mail, enum mail_rhythm rhythm)
{
    struct recipient r = notices_mailed(
        p->way, post->who, mail, post->texts[0].sentence, remark_of(p, post, rhythm));

    if (post->has_event && p->way->options->has_mail)
        r.calendar = calendar_method_name(post->method);
    return r;
}

/* The mail as it leaves, with its own link and invitation. */
static enum err put_mail(const struct people *p, const struct post *post)
{
    const struct notice_way *way = p->way;
    struct arena *a = way->arena;
    const struct personal_link_input in = {
        .person_id = post->who->person_id,
        .partner_id = post->who->partner_id,
        .meeting_id = p->plan->meeting.id,
        .sending_id = way->sending_id,
        .expires_at = link_until(p),
    };
    struct mailbox box = { 0 };
    const char *token, *body, *id = notice_new_id(a);

    TRY(mailbox_of(way->put, a, post->who->person_id, &box));
    if (box.stopped)
        return ERR_OK;
    TRY(personal_link_make(way->put, a, &in, &token));
    struct mail mail =
        write_letter(p, post, personal_link_url(a, way->options->public_url, id), in.expires_at);
    if (post->has_event) {
        const struct calendar one = {
            .method = post->method,
            .name = "",
            .events = &post->event,
            .count = 1,
        };
        mail.calendar = calendar_write(a, &one);
        mail.method = calendar_method_name(post->method);
    }
    TRY(mail_write(a, snap_fault(way->s), &mail, &body));
    return notices_mail(way, &box, post->telling,
        &(struct notice_texts){ post->texts, post->count }, id, token, body);
}

const char *sending_by_hand_id(struct arena *a, int64_t sending_id)
{
    return arena_printf(a, "hand_%lld", (long long)sending_id);
}

static const struct sql LETTER_INSERT =
    SQL("INSERT INTO letter (sending_id, person_id, partner_id, subject, text)"
        " VALUES (:sending, :person, :partner, :subject, :text)");

/* The secretary will send it: that counts as told. */
static enum err put_letter(const struct people *p, const struct post *post, const struct mail *mail)
{
    struct mailbox box = { 0 };

    TRY(mailbox_of(p->way->put, p->way->arena, post->who->person_id, &box));
    for (size_t i = 0; i < post->count; i++)
        if (!str_empty(post->texts[i].fact))
            TRY(told_put(p->way->put, box.endpoint_id, post->texts[i].fact,
                sending_by_hand_id(p->way->arena, p->way->sending_id)));
    return sql_run(p->way->put, &LETTER_INSERT,
        IN(in_i64("sending", p->way->sending_id), in_i64("person", post->who->person_id),
            in_id("partner", post->who->partner_id), in_text("subject", mail->subject),
            in_text("text", mail_text_part(p->way->arena, mail))),
        NULL);
}

static enum err tell_one(const struct people *p, const struct invited *who)
{
    struct arena *a = p->way->arena;
    struct notice_text *texts = arena_array(a, p->all->count, sizeof *texts);
    struct post post = { .who = who, .texts = texts };
    struct mailbox box = { 0 };
    bool mails = p->way->options->has_mail, before = false;

    TRY(mailbox_get(p->way->s, a, who->person_id, &box));
    for (size_t i = 0; i < p->all->count; i++) {
        const struct telling *t = &p->all->at[i];

        if (!notices_write(a, t, who->v, UINT64_MAX, "", clock_now(), &texts[post.count]))
            continue;
        TRY(told_before(p->way->s, box.endpoint_id, texts[post.count].fact, &before));
        p->mailed->told_before += before;
        if (before)
            continue;
        post.telling = post.telling == NULL ? t : post.telling;
        post.count++;
    }
    if (post.count == 0)
        return ERR_OK;
    TRY(add_event(p, &post));
    struct mail shown = write_letter(p, &post, mails ? "(persoonlijke link)" : "{link}", 0);
    struct recipient r = recipient_of(p, &post, &shown, box.rhythm);
    recipient_add(a, mails ? p->mailed : p->by_hand, &r);
    if (p->way->put == NULL || !r.chosen)
        return ERR_OK;
    return mails ? put_mail(p, &post) : put_letter(p, &post, &shown);
}

enum err sending_tell_people(const struct notice_way *way, const struct plan *plan,
    const struct tellings *all, struct recipient_list *ret, struct recipient_list *by_hand)
{
    const struct people p = { way, plan, all, ret, by_hand };
    struct invited_list list = { 0 };

    TRY(people_of(&p, &list));
    for (size_t i = 0; i < list.count; i++)
        if (!str_empty(list.at[i].email) && !list.at[i].stopped)
            TRY(tell_one(&p, &list.at[i]));
    return ERR_OK;
}
