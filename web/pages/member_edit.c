#include "lok/member.h"
#include "web/pages/access.h"
#include "web/pages/choices.h"
#include "web/pages/edit_page.h"
#include "web/pages/pages.h"

static enum err show(struct request *rq, unsigned status, const struct member *m)
{
    bool is_new = m->id == 0;
    struct edit_page_view v = {
        .crumb = { "Leden", { "/leden" } },
        .title = is_new ? "Nieuw lid" : "Plaats in het overleg wijzigen",
        .lead = is_new
                    ? "Staat de persoon er nog niet bij? Maak die eerst bij Alle personen."
                    : "Stopt iemand? Vul dan de laatste dag in: zo blijft de geschiedenis kloppen.",
        .form = form_make(rq, MEMBER_FIELDS, m, m->version, NULL),
        .action = is_new ? (struct url){ "/leden" }
                         : url_of(rq->arena, "/leden/%lld/bewerken", (long long)m->id),
        .button = is_new ? "Lid toevoegen" : "Bewaren",
        .back = { "/leden" },
    };
    TRY(choices_persons(rq, &v.form, "person_id"));
    TRY(choices_persons(rq, &v.form, "substitute_id"));
    TRY(choices_partners(rq, &v.form, "partner_id"));
    return edit_page_show(rq, status, &v);
}

static const struct member NEW_MEMBER = { .voting_right = true };

enum err page_member_new(struct request *rq)
{
    TRY(access_check(rq, EDIT_PEOPLE, 0));
    return show(rq, 200, &NEW_MEMBER);
}

enum err page_member_create(struct request *rq)
{
    struct member in = NEW_MEMBER;
    int64_t id;

    TRY(access_check(rq, EDIT_PEOPLE, 0));
    enum err e = fields_from_form(MEMBER_FIELDS, &rq->form, rq->arena, &rq->fault, &in);
    if (e == ERR_OK)
        e = member_create(rq->tx, &rq->actor, &in, &id);
    if (e == ERR_OK)
        return reply_see_other(rq, "/leden", "Het lid is toegevoegd.", NULL);
    TRY(form_comes_back(rq, e));
    return show(rq, err_status(e), &NEW_MEMBER);
}

enum err page_member_edit(struct request *rq)
{
    struct member m;
    TRY(access_check(rq, EDIT_PEOPLE, 0));
    TRY(member_get(rq->snap, rq->arena, rq->id, &m));
    return show(rq, 200, &m);
}

static enum err update(struct request *rq)
{
    struct member in;
    int64_t version;

    TRY(member_get(rq->snap, rq->arena, rq->id, &in));
    TRY(request_form_version(rq, &version));
    TRY(fields_from_form(MEMBER_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return member_update(rq->tx, &rq->actor, rq->id, version, &in);
}

enum err page_member_update(struct request *rq)
{
    struct member m;

    TRY(access_check(rq, EDIT_PEOPLE, 0));
    enum err e = update(rq);
    if (e == ERR_OK)
        return reply_see_other(rq, "/leden", "De wijziging is bewaard.", NULL);
    TRY(form_comes_back(rq, e));
    TRY(member_get(rq->snap, rq->arena, rq->id, &m));
    return show(rq, err_status(e), &m);
}
