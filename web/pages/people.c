#include "web/pages/people.h"
#include "lok/person.h"
#include "lok/personal_link.h"
#include "notify/mailbox.h"
#include "templates.h"
#include "web/pages/access.h"
#include "web/pages/pages.h"
#include "web/pages/show.h"

enum { ON_A_PAGE = 100 };

enum err page_people(struct request *rq)
{
    struct arena *a = rq->arena;
    struct person_list list;

    TRY(access_check(rq, SEE_PEOPLE, 0));
    TRY(person_list(rq->snap, a, show_after(rq), ON_A_PAGE + 1, &list));
    bool more = list.count > ON_A_PAGE;
    size_t count = more ? ON_A_PAGE : list.count;
    struct people_view v = {
        .at = arena_array(a, count, sizeof *v.at),
        .count = count,
        .may_edit = access_may(rq, EDIT_PEOPLE, 0),
        .pager = show_pager(rq, "/personen", "", more, count > 0 ? list.at[count - 1].id : 0),
    };
    for (size_t i = 0; i < count; i++) {
        const struct person *p = &list.at[i];
        v.at[i] =
            (struct person_row){ p->name, p->function, p->phone, { p->email, { "" } }, { "" } };
        if (!str_empty(p->email))
            v.at[i].email.to = url_of(a, "mailto:%s", url_encode(a, p->email));
        if (v.may_edit)
            v.at[i].edit = url_of(a, "/personen/%lld/bewerken", (long long)p->id);
    }
    return reply_page(rq, "Personen", people_html, &v);
}

/* Every mail brings one, so there may be many. */
static const char *links_in_words(struct arena *a, const struct personal_link_list *links)
{
    if (links->count == 0)
        return "";
    return links->count == 1
               ? "Er werkt nu 1 link zonder wachtwoord."
               : arena_printf(a, "Er werken nu %zu links zonder wachtwoord.", links->count);
}

static enum err show(struct request *rq, unsigned status, const struct person *p)
{
    struct personal_link_list links = { 0 };

    bool is_new = p->id == 0;
    struct person_edit_view v = {
        .title = is_new ? "Nieuwe persoon" : "Persoon bewerken",
        .form = form_make(rq, PERSON_FIELDS, p, p->version, NULL),
        .action = is_new ? (struct url){ "/personen" }
                         : url_of(rq->arena, "/personen/%lld/bewerken", (long long)p->id),
        .button = is_new ? "Persoon toevoegen" : "Bewaren",
        .problem = { .detail = "" },
        .name = p->name,
        .version = p->version,
        .links = "",
    };
    if (param_get(&rq->form, "wissen") != NULL)
        v.problem = form_problem(rq);
    if (!is_new)
        v.kept = url_of(rq->arena, "/personen/%lld/gegevens", (long long)p->id);
    if (!is_new) {
        v.remove = url_of(rq->arena, "/personen/%lld/verwijderen", (long long)p->id);
        v.revoke = url_of(rq->arena, "/personen/%lld/links/intrekken", (long long)p->id);
        TRY(personal_link_list(rq->snap, rq->arena, p->id, &links));
        v.links = links_in_words(rq->arena, &links);
    }
    return reply_page_status(rq, status, v.title, person_edit_html, &v);
}

static const struct person NEW_PERSON;

enum err page_person_new(struct request *rq)
{
    TRY(access_check(rq, EDIT_PEOPLE, 0));
    return show(rq, 200, &NEW_PERSON);
}

enum err page_person_create(struct request *rq)
{
    struct person in = NEW_PERSON;
    int64_t id;

    TRY(access_check(rq, EDIT_PEOPLE, 0));
    enum err e = fields_from_form(PERSON_FIELDS, &rq->form, rq->arena, &rq->fault, &in);
    if (e == ERR_OK)
        e = person_create(rq->tx, &rq->actor, &in, &id);
    if (e == ERR_OK)
        return reply_see_other(
            rq, "/personen", arena_printf(rq->arena, "%s is toegevoegd.", in.name), NULL);
    TRY(form_comes_back(rq, e));
    return show(rq, err_status(e), &NEW_PERSON);
}

enum err page_person_edit(struct request *rq)
{
    struct person p;
    TRY(access_check(rq, EDIT_PEOPLE, 0));
    TRY(person_get(rq->snap, rq->arena, rq->id, &p));
    return show(rq, 200, &p);
}

static enum err update(struct request *rq)
{
    struct person in;
    int64_t version;

    TRY(person_get(rq->snap, rq->arena, rq->id, &in));
    TRY(request_form_version(rq, &version));
    TRY(fields_from_form(PERSON_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    TRY(person_update(rq->tx, &rq->actor, rq->id, version, &in));
    return mailbox_follow(rq->tx, rq->id);
}

static enum err comes_back(struct request *rq, enum err e)
{
    struct person p;
    TRY(form_comes_back(rq, e));
    TRY(person_get(rq->snap, rq->arena, rq->id, &p));
    return show(rq, err_status(e), &p);
}

enum err page_person_update(struct request *rq)
{
    TRY(access_check(rq, EDIT_PEOPLE, 0));
    enum err e = update(rq);
    if (e == ERR_OK)
        return reply_see_other(rq, "/personen", "De gegevens zijn bewaard.", NULL);
    return comes_back(rq, e);
}

static enum err delete (struct request *rq) {
    int64_t version; TRY(request_form_version(rq, &version));
    return person_delete(rq->tx, &rq->actor, rq->id, version);
}

enum err page_person_delete(struct request *rq)
{
    TRY(access_check(rq, EDIT_PEOPLE, 0));
    enum err e = delete (rq);
    if (e == ERR_OK)
        return reply_see_other(rq, "/personen", "De persoon is verwijderd.", NULL);
    return comes_back(rq, e);
}

enum err page_person_revoke(struct request *rq)
{
    struct person p;

    TRY(access_check(rq, EDIT_PEOPLE, 0));
    TRY(person_get(rq->snap, rq->arena, rq->id, &p));
    TRY(personal_link_revoke(rq->tx, &rq->actor, rq->id));
    return reply_see_other(rq,
        arena_printf(rq->arena, "/personen/%lld/bewerken", (long long)rq->id),
        "De links zijn ingetrokken: zij werken niet meer.", NULL);
}
