#include "web/pages/partner.h"
#include "lok/base/dates.h"
#include "lok/partner.h"
#include "templates.h"
#include "web/pages/access.h"
#include "web/pages/choices.h"
#include "web/pages/pages.h"
#include <string.h>

struct contact_input {
    int64_t person_id;
};
static const struct field CONTACT_FIELDS[] = {
    FIELD_ID(struct contact_input, person_id, .required = true, .label = "Wie?"),
    FIELD_END,
};

static struct fact_list facts_of(struct request *rq, const struct partner *p)
{
    static const struct url NOWHERE = { "" };
    struct arena *a = rq->arena;
    struct fact_list facts = show_facts(a, 4);

    show_add_fact(&facts, "Andere namen", str_join_dutch(a, &p->aliases), NOWHERE);
    if (!str_empty(p->website))
        show_add_fact(&facts, "Website", p->website, url_of(a, "%s", p->website));
    show_add_fact(&facts, "Gestopt vanaf", dutch_date_long(a, p->until), NOWHERE);
    return facts;
}

static enum err show_contacts(struct request *rq, struct partner_view *v)
{
    struct arena *a = rq->arena;
    struct person_list list;

    TRY(partner_contacts(rq->snap, a, rq->id, &list));
    v->contacts.at = arena_array(a, list.count, sizeof *v->contacts.at);
    v->contacts.count = list.count;
    for (size_t i = 0; i < list.count; i++) {
        const struct person *p = &list.at[i];
        struct contact_row *row = &v->contacts.at[i];
        *row = (struct contact_row){ p->name, p->function, p->phone, { p->email, { "" } }, { "" } };
        if (!str_empty(p->email))
            row->email.to = url_of(a, "mailto:%s", url_encode(a, p->email));
        if (v->may_edit)
            row->remove = url_of(a, "/partners/%lld/contacten/%lld/verwijderen", (long long)rq->id,
                (long long)p->id);
    }
    return ERR_OK;
}

/* What only who keeps the partners gets: forms. */
static enum err show_forms(struct request *rq, struct partner_view *v)
{
    static const struct contact_input NOBODY;
    struct arena *a = rq->arena;

    v->merge = url_of(a, "/partners/%lld/samenvoegen", (long long)rq->id);
    v->succession = url_of(a, "/partners/%lld/opgegaan", (long long)rq->id);
    v->area_to = url_of(a, "/partners/%lld/gebied", (long long)rq->id);
    v->join_to = url_of(a, "/partners/%lld/groepen", (long long)rq->id);
    v->add = form_make(rq, CONTACT_FIELDS, &NOBODY, 0, NULL);
    return choices_persons(rq, &v->add, "person_id");
}

enum err partner_page(struct request *rq, unsigned status)
{
    struct arena *a = rq->arena;
    struct partner p;

    TRY(access_check(rq, SEE_PARTNERS, rq->id));
    TRY(partner_get(rq->snap, a, rq->id, &p));
    if (p.merged_into_id != 0)
        return reply_see_other(rq, url_of(a, "/partners/%lld", (long long)p.merged_into_id).address,
            arena_printf(a, "“%s” is dezelfde als deze partner.", p.name), NULL);
    bool closed = !str_empty(p.until) && strcmp(p.until, council_today(a, &rq->council)) <= 0;
    struct partner_view v = {
        .name = p.name,
        .kind = choice_dutch(PARTNER_KINDS, p.kind),
        .closed = { closed ? "gestopt" : "", "warn" },
        .note = show_text(a, access_may(rq, EDIT_PEOPLE, 0) ? p.note : ""),
        .facts = facts_of(rq, &p),
        .sees_contacts = access_may(rq, SEE_PEOPLE, 0),
        .may_edit = access_may(rq, EDIT_PEOPLE, 0),
        .sees_work = visibility_of(&rq->actor).sees >= 0,
        .sees_seats = route_admits(SIGNED_IN, &rq->actor),
        .calendar = access_may(rq, EDIT_ENDPOINT, p.id)
                        ? url_of(a, "/partners/%lld/kalender", (long long)p.id)
                        : (struct url){ "" },
        .edit = url_of(a, "/partners/%lld/bewerken", (long long)p.id),
        .add_to = url_of(a, "/partners/%lld/contacten#contacten", (long long)p.id),
        .add_offer = access_may(rq, EDIT_OFFER, p.id)
                         ? url_of(a, "/ondersteuning/nieuw?partner=%lld", (long long)p.id)
                         : (struct url){ "" },
    };
    TRY(partner_life(rq, &p, &v));
    v.has_area = p.service_area.count > 0 || v.areas.count > 0;
    v.has_groups = v.groups.count > 0 || v.members.count > 0;
    if (v.sees_contacts)
        TRY(show_contacts(rq, &v));
    if (v.may_edit)
        TRY(show_forms(rq, &v));
    return reply_page_status(rq, status, p.name, partner_html, &v);
}

enum err page_partner(struct request *rq)
{
    return partner_page(rq, 200);
}

static const char *back_to(struct request *rq)
{
    return arena_printf(rq->arena, "/partners/%lld#contacten", (long long)rq->id);
}

enum err page_partner_contact_add(struct request *rq)
{
    struct contact_input in = { 0 };
    struct partner p;

    TRY(access_check(rq, EDIT_PEOPLE, 0));
    TRY(partner_get(rq->snap, rq->arena, rq->id, &p));
    enum err e = fields_from_form(CONTACT_FIELDS, &rq->form, rq->arena, &rq->fault, &in);
    if (e == ERR_OK)
        e = partner_contact_add(rq->tx, &rq->actor, rq->id, in.person_id);
    if (e == ERR_OK)
        return reply_see_other(rq, back_to(rq), "De contactpersoon is toegevoegd.", NULL);
    TRY(form_comes_back(rq, e));
    return partner_page(rq, err_status(e));
}

enum err page_partner_contact_remove(struct request *rq)
{
    int64_t person_id;

    TRY(access_check(rq, EDIT_PEOPLE, 0));
    if (!str_to_i64(request_param(rq, "person"), &person_id))
        return ERR_NOT_FOUND;
    TRY(partner_contact_remove(rq->tx, &rq->actor, rq->id, person_id));
    return reply_see_other(rq, back_to(rq), "Deze persoon is geen contactpersoon meer.", NULL);
}
