/* What who has a personal link may do: answer, propose, stop the messages, ask for another link. */
#include "agenda/renewal.h"
#include "lok/base/clock.h"
#include "notify/mailbox.h"
#include "templates.h"
#include "web/pages/pages.h"
#include "web/pages/personal.h"
#include "web/pages/written.h"

enum err personal_open_for_change(struct request *rq, struct bearer *ret)
{
    TRY(personal_open(rq, ret));
    if (!personal_link_use_due(&ret->link, clock_now()))
        return ERR_OK;
    return personal_link_used(rq->tx, ret->link.id, clock_now());
}

enum err personal_comes_back(struct request *rq, const struct bearer *b, enum err e)
{
    TRY(form_comes_back(rq, e));
    return personal_show(rq, b, err_status(e));
}

enum err page_personal_reply(struct request *rq)
{
    struct bearer b;
    enum err e = personal_open_for_change(rq, &b);

    if (e != ERR_OK)
        return personal_gone(rq, e);
    if (b.link.meeting_id == 0)
        return ERR_NOT_FOUND;
    e = replies_give(rq, &b.who, b.link.meeting_id);
    if (e != ERR_OK)
        return personal_comes_back(rq, &b, e);
    return reply_see_other(rq, personal_url(rq, "?gedaan=antwoord").address, NULL, NULL);
}

enum err page_personal_propose(struct request *rq)
{
    struct bearer b;
    enum err e = personal_open_for_change(rq, &b);

    if (e != ERR_OK)
        return personal_gone(rq, e);
    if (b.link.meeting_id == 0)
        return ERR_NOT_FOUND;
    e = proposals_make(rq, &b.who, b.link.meeting_id);
    if (e != ERR_OK)
        return personal_comes_back(rq, &b, e);
    return reply_see_other(rq, personal_url(rq, "?gedaan=voorstel").address, NULL, NULL);
}

/* -- one's own actions -- */

static enum err show_action(struct request *rq, const struct bearer *b, unsigned status)
{
    struct link_view back = { "Uw persoonlijke pagina", personal_url(rq, "") };

    return action_show(rq, &b->who, rq->id, back, personal_url(rq, "/acties").address, status);
}

enum err page_personal_action(struct request *rq)
{
    struct bearer b;
    enum err e = personal_open(rq, &b);

    return e != ERR_OK ? personal_gone(rq, e) : show_action(rq, &b, 200);
}

enum err page_personal_action_step(struct request *rq)
{
    struct bearer b;
    enum err e = personal_open_for_change(rq, &b);

    if (e != ERR_OK)
        return personal_gone(rq, e);
    e = action_step(rq, &b.who, rq->id);
    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        return show_action(rq, &b, err_status(e));
    }
    return reply_see_other(rq, personal_url(rq, "?gedaan=actie").address, NULL, NULL);
}

/* -- a written procedure -- */

static enum err show_written(struct request *rq, const struct bearer *b, unsigned status)
{
    return written_show(rq, &b->who, b->link.meeting_id,
        (struct link_view){ "Uw persoonlijke pagina", personal_url(rq, "") },
        personal_url(rq, "/stemmen"), status);
}

enum err page_personal_written(struct request *rq)
{
    struct bearer b;
    enum err e = personal_open(rq, &b);

    return e != ERR_OK ? personal_gone(rq, e) : show_written(rq, &b, 200);
}

enum err page_personal_written_vote(struct request *rq)
{
    struct bearer b;
    enum err e = personal_open_for_change(rq, &b);

    if (e != ERR_OK)
        return personal_gone(rq, e);
    e = written_take(rq, &b.who, b.link.meeting_id);
    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        return show_written(rq, &b, err_status(e));
    }
    return reply_see_other(rq, personal_url(rq, "/stemmen").address, NULL, NULL);
}

/* -- stop these messages -- */

static struct rhythm_choices rhythms_of(struct arena *a, unsigned chosen)
{
    struct rhythm_choices list = { .count = 0 };

    while (MAIL_RHYTHMS[list.count].code != NULL)
        list.count++;
    list.at = arena_array(a, list.count, sizeof *list.at);
    for (unsigned i = 0; i < list.count; i++)
        list.at[i] = (struct rhythm_choice){
            choice_code(MAIL_RHYTHMS, i),
            choice_dutch(MAIL_RHYTHMS, i),
            i == chosen,
        };
    return list;
}

static enum err show_stop(struct request *rq, const struct bearer *b, unsigned status)
{
    struct mailbox box = { 0 };

    TRY(mailbox_get(rq->snap, rq->arena, b->link.person_id, &box));
    struct personal_stop_view v = {
        .back = personal_url(rq, ""),
        .action = personal_url(rq, "/stoppen"),
        .revoke = personal_url(rq, "/intrekken"),
        .address = box.address,
        .stopped = box.stopped,
        .rhythms = rhythms_of(rq->arena, box.rhythm),
        .problem = form_problem(rq),
    };
    return reply_page_status(rq, status,
        v.stopped ? "Weer mail krijgen" : "Hoe krijgt u berichten?", personal_stop_html, &v);
}

enum err page_personal_stop(struct request *rq)
{
    struct bearer b;
    enum err e = personal_open(rq, &b);

    return e != ERR_OK ? personal_gone(rq, e) : show_stop(rq, &b, 200);
}

/* ERR_INVALID for a rhythm that is none. */
static enum err choose(struct request *rq, const struct bearer *b, const char **ret_done)
{
    const char *mail = param_get(&rq->form, "mail"), *rhythm = param_get(&rq->form, "ritme");
    bool again = str_equal(mail, "weer");
    unsigned chosen;

    if (rhythm == NULL) {
        *ret_done = again ? "?gedaan=hervat" : "?gedaan=gestopt";
        return mailbox_stop(rq->tx, &b->who, b->link.person_id, !again);
    }
    if (!choice_find(MAIL_RHYTHMS, rhythm, &chosen))
        return fault_set(&rq->fault, ERR_INVALID, "Kies hoe vaak u mail wilt krijgen.");
    *ret_done = "?gedaan=ritme";
    return mailbox_set_rhythm(rq->tx, &b->who, b->link.person_id, chosen);
}

enum err page_personal_stop_post(struct request *rq)
{
    const char *done = "";
    struct bearer b;
    enum err e = personal_open_for_change(rq, &b);

    if (e != ERR_OK)
        return personal_gone(rq, e);
    e = choose(rq, &b, &done);
    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        return show_stop(rq, &b, err_status(e));
    }
    return reply_see_other(rq, personal_url(rq, done).address, NULL, NULL);
}

/* The link itself then says that it is revoked, and offers to ask for another. */
enum err page_personal_revoke(struct request *rq)
{
    struct bearer b;
    enum err e = personal_open_for_change(rq, &b);

    if (e != ERR_OK)
        return personal_gone(rq, e);
    TRY(personal_link_revoke(rq->tx, &b.who, b.link.person_id));
    return reply_see_other(rq, personal_url(rq, "").address, NULL, NULL);
}

/* The same answer whoever asks. */
enum err page_personal_renew(struct request *rq)
{
    struct sending_options options = show_sending_options(rq);

    TRY(renewal_ask(rq->tx, rq->arena, &options, request_param(rq, "token")));
    return reply_see_other(rq, personal_url(rq, "?gevraagd=1").address, NULL, NULL);
}
