#include "web/pages/rights.h"
#include "templates.h"
#include "web/http/rights.h"
#include "web/pages/access.h"
#include "web/pages/pages.h"
#include "web/pages/personal.h"
#include <string.h>

static struct place_list places_of(struct arena *a, const struct rights_places *found)
{
    struct place_list list = { arena_array(a, found->count, sizeof *list.at), 0 };

    for (size_t i = 0; i < found->count; i++)
        list.at[list.count++] =
            (struct place_row){ { show_capital(a, found->at[i].what), { found->at[i].path } },
                found->at[i].words };
    return list;
}

static struct fact_list facts_of(struct arena *a, const struct rights_export *all)
{
    static const struct url NOWHERE = { "" };
    const struct person *p = &all->person;
    struct fact_list facts = show_facts(a, 8);

    show_add_fact(&facts, "Naam", p->name, NOWHERE);
    show_add_fact(&facts, "Functie", p->function, NOWHERE);
    show_add_fact(&facts, "E-mailadres", p->email, NOWHERE);
    show_add_fact(&facts, "Telefoon", p->phone, NOWHERE);
    show_add_fact(&facts, "Mail", choice_dutch(MAIL_RHYTHMS, p->mail_rhythm), NOWHERE);
    if (all->account.id != 0) {
        struct lines roles = { arena_array(a, choice_count(ROLES), sizeof *roles.at), 0 };
        for (unsigned r = 0; r < choice_count(ROLES); r++)
            if ((all->account.roles & ROLE_BIT(r)) != 0)
                roles.at[roles.count++] = choice_dutch(ROLES, r);
        show_add_fact(&facts, "Account", all->account.email, NOWHERE);
        show_add_fact(&facts, "Rollen", str_join_dutch(a, &roles), NOWHERE);
    }
    return facts;
}

static void add_sections(struct arena *a, const struct rights_export *all, struct kept_view *v)
{
    v->sections.at = arena_array(a, all->count, sizeof *v->sections.at);
    v->empty.at = arena_array(a, all->count, sizeof *v->empty.at);
    for (size_t i = 0; i < all->count; i++) {
        const struct rights_section *from = &all->at[i];
        if (from->count == 0) {
            v->empty.at[v->empty.count++] = from->title;
            continue;
        }
        struct kept_section s = { from->title, arena_array(a, from->count, sizeof *s.at),
            from->count };
        for (size_t n = 0; n < from->count; n++)
            s.at[n] = (struct kept_row){ from->at[n].day, from->at[n].what, from->at[n].state,
                str_empty(from->at[n].code) ? from->at[n].text : "" };
        v->sections.at[v->sections.count++] = s;
    }
    v->nothing = str_join(a, &v->empty, " · ");
}

static enum err show(struct request *rq, const struct rights_export *all, struct kept_view *v)
{
    v->erased = all->erased;
    v->facts = facts_of(rq->arena, all);
    add_sections(rq->arena, all, v);
    return reply_page(rq, v->title, rights_kept_html, v);
}

static enum err show_own(
    struct request *rq, int64_t person_id, struct link_view crumb, struct url file)
{
    struct rights_export all;
    struct kept_view v = {
        .title = "Uw gegevens", .is_own = true, .crumb = crumb, .file = file, .erase = { "" }
    };

    TRY(rights_export(rq->snap, rq->arena, person_id, &all));
    return show(rq, &all, &v);
}

enum err page_person_kept(struct request *rq)
{
    struct arena *a = rq->arena;
    struct rights_export all;
    struct rights_places found = { 0 };

    TRY(access_check(rq, PERSON_RIGHTS, 0));
    TRY(rights_export(rq->snap, a, rq->id, &all));
    struct kept_view v = {
        .title = arena_printf(a, "Gegevens van %s", all.person.name),
        .crumb = { "Terug", { access_may(rq, SEE_PEOPLE, 0) ? "/personen" : "/beheer/accounts" } },
        .file = url_of(a, "/personen/%lld/gegevens.json", (long long)rq->id),
        .erase = { "" },
    };
    if (!all.erased) {
        TRY(rights_places(rq->snap, a, rq->id, &found));
        v.erase = url_of(a, "/personen/%lld/wissen", (long long)rq->id);
    }
    v.places = places_of(a, &found);
    return show(rq, &all, &v);
}

enum err page_own_kept(struct request *rq)
{
    if (rq->actor.person_id == 0)
        return ERR_FORBIDDEN;
    return show_own(rq, rq->actor.person_id, (struct link_view){ "Uw account", { "/account" } },
        (struct url){ "/account/gegevens.json" });
}

enum err page_personal_kept(struct request *rq)
{
    struct bearer b;
    enum err e = personal_open(rq, &b);

    if (e != ERR_OK)
        return personal_gone(rq, e);
    return show_own(rq, b.link.person_id,
        (struct link_view){ "Uw persoonlijke pagina", personal_url(rq, "") },
        personal_url(rq, "/gegevens.json"));
}

static enum err reply_file(struct request *rq, int64_t person_id, bool places)
{
    cJSON *tree = NULL;

    TRY(rights_json(rq, person_id, places, &tree));
    const char *text = json_print(rq->arena, tree);
    reply_header(rq, "Content-Disposition", "attachment; filename=\"gegevens.json\"");
    return reply_bytes(rq, "application/json", text, strlen(text), NULL, "no-store");
}

enum err page_person_kept_file(struct request *rq)
{
    TRY(access_check(rq, PERSON_RIGHTS, 0));
    return reply_file(rq, rq->id, true);
}

enum err page_own_kept_file(struct request *rq)
{
    if (rq->actor.person_id == 0)
        return ERR_FORBIDDEN;
    return reply_file(rq, rq->actor.person_id, false);
}

enum err page_personal_kept_file(struct request *rq)
{
    struct bearer b;
    enum err e = personal_open(rq, &b);

    if (e != ERR_OK)
        return personal_gone(rq, e);
    return reply_file(rq, b.link.person_id, false);
}

/* -- erasing -- */

static enum err add_documents(struct request *rq, struct erase_view *v)
{
    struct arena *a = rq->arena;
    struct rights_documents found = { 0 };

    TRY(rights_documents(rq->snap, a, rq->id, &found));
    v->added.at = arena_array(a, found.count, sizeof *v->added.at);
    for (size_t i = 0; i < found.count; i++)
        v->added.at[v->added.count++] = (struct link_view){ found.at[i].name,
            url_of(a, "/documenten/%lld", (long long)found.at[i].id) };
    v->documents = found.all == 0 ? ""
                                  : arena_printf(a,
                                        found.all == 1 ? "Er staat %s op deze website."
                                                       : "Er staan %s op deze website.",
                                        show_count(a, (size_t)found.all, "document", "documenten"));
    return ERR_OK;
}

static enum err show_erase(struct request *rq, unsigned status)
{
    static const struct url NOWHERE = { "" };
    struct arena *a = rq->arena;
    struct rights_export all;
    struct rights_places found;
    struct erase_view v = { .facts = show_facts(a, 32), .problem = { .detail = "" } };

    TRY(rights_export(rq->snap, a, rq->id, &all));
    TRY(rights_places(rq->snap, a, rq->id, &found));
    TRY(rights_name_after(rq->snap, a, rq->id, &v.name_after));
    for (size_t i = 0; i < all.count && i < 32; i++)
        if (all.at[i].count > 0)
            show_add_fact(
                &v.facts, all.at[i].title, arena_printf(a, "%zu", all.at[i].count), NOWHERE);
    v.name = all.person.name;
    v.version = all.person.version;
    v.kept = url_of(a, "/personen/%lld/gegevens", (long long)rq->id);
    v.action = url_of(a, "/personen/%lld/wissen", (long long)rq->id);
    v.shared = found.shared;
    v.unknown = !found.known && !found.shared;
    v.places = places_of(a, &found);
    TRY(add_documents(rq, &v));
    if (rq->method == POST)
        v.problem = form_problem(rq);
    return reply_page_status(
        rq, status, arena_printf(a, "%s wissen", v.name), rights_erase_html, &v);
}

enum err page_person_erase(struct request *rq)
{
    TRY(access_check(rq, PERSON_RIGHTS, 0));
    return show_erase(rq, 200);
}

static enum err erase(struct request *rq, int64_t *ret_left)
{
    int64_t version;

    TRY(request_form_version(rq, &version));
    if (param_get(&rq->form, "sure") == NULL)
        return fault_issue(&rq->fault, "sure", "required",
            "Vink aan dat u weet dat dit niet ongedaan gemaakt kan worden.");
    return rights_act(rq, rq->id, version, param_get(&rq->form, "texts") != NULL, ret_left);
}

static enum err refused(struct request *rq, enum err e)
{
    if (e != ERR_INVALID && e != ERR_CONFLICT && e != ERR_STALE)
        return e;
    if (e == ERR_STALE)
        e = fault_set(&rq->fault, e, "Iemand veranderde deze persoon intussen. Kijk opnieuw.");
    TRY(request_snap(rq));
    e = show_erase(rq, err_status(e));
    request_snap_end(rq);
    return e;
}

enum err page_person_erase_post(struct request *rq)
{
    int64_t left = 0;

    TRY(access_check(rq, PERSON_RIGHTS, 0));
    enum err e = erase(rq, &left);
    if (e != ERR_OK)
        return refused(rq, e);
    return reply_see_other(rq,
        arena_printf(rq->arena, "/personen/%lld/gegevens", (long long)rq->id),
        left == 0 ? "De persoon is gewist."
                  : arena_printf(rq->arena, "De persoon is gewist. In %s staat de naam nog.",
                        show_count(rq->arena, (size_t)left, "tekst", "teksten")),
        NULL);
}
