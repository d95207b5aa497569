/* One partner of a coalition: its answer is noted, and it is asked by a notice. */
#include "agenda/coalition_ask.h"
#include "web/pages/access.h"
#include "web/pages/coalition.h"
#include "web/pages/edit_page.h"
#include "web/pages/pages.h"
#include "web/pages/sending.h"

static enum err find_member(struct request *rq, struct coalition_member *ret)
{
    struct coalition_member_list list = { 0 };
    int64_t id;

    if (!str_to_i64(request_param(rq, "part_id"), &id))
        return ERR_NOT_FOUND;
    TRY(coalition_members(rq->snap, rq->arena, &rq->actor, rq->id, &list));
    for (size_t i = 0; i < list.count; i++)
        if (list.at[i].id == id) {
            *ret = list.at[i];
            return ERR_OK;
        }
    return ERR_NOT_FOUND;
}

static enum err show_member(struct request *rq, unsigned status, const struct coalition_member *m)
{
    struct dossier d = { 0 };

    TRY(coalition_dossier(rq, &d));
    struct edit_page_view v = {
        .crumb = { "Samenwerkingsverband", coalition_url(rq, "") },
        .title = arena_printf(rq->arena, "%s in het samenwerkingsverband", m->partner_name),
        .lead = "",
        .form = form_make(rq, COALITION_MEMBER_FIELDS, m, d.version, NULL),
        .action = coalition_part_url(rq, "leden", m->id, ""),
        .button = "Bewaren",
        .back = coalition_url(rq, ""),
    };
    const struct form_option own = { arena_printf(rq->arena, "%lld", (long long)m->partner_id),
        m->partner_name, true };

    form_set_options(rq, &v.form, "partner_id", &own, 1);
    TRY(coalition_need_options(rq, &v.form));
    return edit_page_show(rq, status, &v);
}

enum err page_coalition_member(struct request *rq)
{
    struct coalition_member m = { 0 };

    TRY(access_check(rq, PREPARE_MEETING, 0));
    TRY(find_member(rq, &m));
    return show_member(rq, 200, &m);
}

static enum err update_member(struct request *rq, const struct coalition_member *old)
{
    struct coalition_member in = *old;
    int64_t version;

    TRY(request_form_version(rq, &version));
    TRY(fields_from_form(COALITION_MEMBER_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return coalition_member_update(rq->tx, &rq->actor, rq->id, version, old->id, &in);
}

enum err page_coalition_member_update(struct request *rq)
{
    struct coalition_member m = { 0 };
    int64_t waited;

    TRY(access_check(rq, PREPARE_MEETING, 0));
    TRY(find_member(rq, &m));
    TRY(coalition_ask_waiting(rq->snap, m.id, &waited));
    enum err e = update_member(rq, &m);
    if (e == ERR_OK)
        return reply_see_other(rq, coalition_url(rq, "").address,
            waited > 0 ? "De partner is bijgewerkt. De vraag die nog wachtte, is tegengehouden."
                       : "De partner is bijgewerkt.",
            NULL);
    TRY(form_comes_back(rq, e));
    return show_member(rq, err_status(e), &m);
}

/* -- asking -- */

enum err coalition_ask_row(
    struct request *rq, const struct coalition_member *m, struct coalition_member_row *row)
{
    struct arena *a = rq->arena;
    struct coalition_ask ask = { 0 };
    int64_t waiting = 0;
    bool fits = false;

    if (m->state != COALITION_ASKED)
        return ERR_OK;
    TRY(coalition_ask_get(rq->snap, a, &rq->actor, rq->id, m->id, &ask));
    TRY(coalition_ask_fits(rq->snap, a, &ask, &fits));
    TRY(coalition_ask_waiting(rq->snap, m->id, &waiting));
    if (fits)
        row->ask = coalition_part_url(rq, "leden", m->id, "/vragen");
    if (waiting == 0)
        return ERR_OK;
    row->taken = arena_printf(a, "De vraag vertrekt nog naar %s.",
        show_count(a, (size_t)waiting, "ontvanger", "ontvangers"));
    row->take_back = coalition_part_url(rq, "leden", m->id, "/tegenhouden");
    return ERR_OK;
}

static enum err preview(
    struct request *rq, const struct sending_options *o, const void *of, struct recipient_list *ret)
{
    const struct coalition_member *m = of;

    return coalition_ask_preview(rq->snap, rq->arena, &rq->actor, o, rq->id, m->id, ret);
}

static enum err show_ask(struct request *rq, unsigned status, const struct coalition_member *m)
{
    struct dossier d = { 0 };

    TRY(coalition_dossier(rq, &d));
    const struct send_one one = {
        .crumb = { "Samenwerkingsverband", coalition_url(rq, "") },
        .title = "Vraag versturen",
        .lead = arena_printf(rq->arena,
            "%s krijgt de vraag om mee te doen. Wie de mail krijgt,"
            " antwoordt via de persoonlijke link.",
            m->partner_name),
        .what = "deze vraag",
        .nobody = "Niemand krijgt bericht. Geef de partner een contactpersoon met een mailadres, of"
                  " een koppeling.",
        .nobody_left = "Wilt u opnieuw vragen? Noteer eerst een andere dag bij “Antwoord noteren”.",
        .action = coalition_part_url(rq, "leden", m->id, "/vragen"),
        .version = d.version,
        .of = m,
        .preview = preview,
    };
    return send_one_show(rq, status, &one);
}

enum err page_coalition_ask(struct request *rq)
{
    struct coalition_member m = { 0 };

    TRY(access_check(rq, SEND, 0));
    TRY(find_member(rq, &m));
    return show_ask(rq, 200, &m);
}

static enum err send(struct request *rq, const struct coalition_member *m)
{
    struct sending_options options;
    int64_t version;

    TRY(send_one_options(rq, &options, &version));
    return coalition_ask_send(rq->tx, rq->arena, &rq->actor, &options, rq->id, m->id, version);
}

enum err page_coalition_ask_post(struct request *rq)
{
    struct coalition_member m = { 0 };

    TRY(access_check(rq, SEND, 0));
    TRY(find_member(rq, &m));
    enum err e = send(rq, &m);
    if (e == ERR_OK)
        return reply_see_other(rq, coalition_url(rq, "").address, "De vraag is verstuurd.", NULL);
    TRY(form_comes_back(rq, e));
    return show_ask(rq, err_status(e), &m);
}

enum err page_coalition_ask_take_back(struct request *rq)
{
    struct coalition_member m = { 0 };

    TRY(access_check(rq, SEND, 0));
    TRY(find_member(rq, &m));
    enum err e = coalition_ask_take_back(rq->tx, rq->arena, &rq->actor, rq->id, m.id);
    if (e == ERR_OK)
        return reply_see_other(
            rq, coalition_url(rq, "").address, "De vraag is tegengehouden.", NULL);
    TRY(form_comes_back(rq, e));
    return coalition_show(rq, err_status(e));
}
