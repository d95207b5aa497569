#include "templates.h"
#include "web/http/session.h"
#include "web/pages/access.h"
#include "web/pages/accounts.h"
#include "web/pages/choices.h"
#include "web/pages/pages.h"

/* Over struct account_input, as ACCOUNT_FIELDS is. */
static const struct field ROLE_FIELDS[] = {
    FIELD_CHOICES(struct account_input, roles, .required = true, .of = ROLES, .label = "Rollen",
        .hint = "Eén persoon kan meer dan één rol hebben."),
    FIELD_ID(struct account_input, partner_id, .label = "Voor welke partner",
        .hint = "Alleen nodig bij de rol partner."),
    FIELD_END,
};

static struct url below(struct request *rq, const char *path)
{
    return url_of(rq->arena, "/beheer/accounts/%lld%s", (long long)rq->id, path);
}

static struct fact_list facts_of(struct request *rq, const struct account *account)
{
    static const struct url NOWHERE = { "" };
    struct fact_list facts = show_facts(rq->arena, 5);

    show_add_fact(&facts, "Functie", account->person_function, NOWHERE);
    show_add_fact(&facts, "E-mailadres", account->email, NOWHERE);
    show_add_fact(&facts, "Rollen", accounts_roles(rq->arena, account->roles), NOWHERE);
    show_add_fact(&facts, "Wachtwoord", account->has_password ? "gekozen" : "geen", NOWHERE);
    show_add_fact(&facts, "Code uit een app", account->has_totp ? "ingesteld" : "geen", NOWHERE);
    return facts;
}

static enum err show(struct request *rq, unsigned status)
{
    struct account account;

    TRY(access_check(rq, EDIT_ACCOUNTS, 0));
    TRY(account_get(rq->snap, rq->arena, rq->id, &account));
    struct account_input now = { .roles = account.roles, .partner_id = account.partner_id };
    struct account_manage_view v = {
        .name = account.person_name,
        .state = { account.disabled ? "uitgeschakeld" : "", "bad" },
        .facts = facts_of(rq, &account),
        .roles = form_make(rq, ROLE_FIELDS, &now, 0, NULL),
        .problem = { .detail = "" },
        .roles_to = below(rq, "/rollen"),
        .state_to = below(rq, "/stand"),
        .link_to = below(rq, "/link"),
        .code_to = account.has_totp ? below(rq, "/code") : (struct url){ "" },
        .disabled = account.disabled,
    };
    if (v.roles.issues.count == 0 && str_empty(v.roles.detail))
        v.problem = form_problem(rq);
    TRY(choices_partners(rq, &v.roles, "partner_id"));
    return reply_page_status(rq, status, account.person_name, account_manage_html, &v);
}

enum err page_account_manage(struct request *rq)
{
    return show(rq, 200);
}

static enum err comes_back(struct request *rq, enum err e)
{
    TRY(form_comes_back(rq, e));
    return show(rq, err_status(e));
}

/* Who did it to the own account is signed out with it, and signs in anew. */
static enum err done(struct request *rq, const char *message)
{
    TRY(session_end_all(rq->tx, rq->id));
    return reply_see_other(rq, below(rq, "").address, message, NULL);
}

static enum err set_roles(struct request *rq)
{
    struct account_input in = { 0 };
    TRY(fields_from_form(ROLE_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return account_set_roles(rq->tx, &rq->actor, rq->id, (unsigned)in.roles, in.partner_id);
}

enum err page_account_roles(struct request *rq)
{
    TRY(access_check(rq, EDIT_ACCOUNTS, 0));
    enum err e = set_roles(rq);
    return e == ERR_OK ? done(rq, "De rollen zijn bewaard.") : comes_back(rq, e);
}

enum err page_account_disable(struct request *rq)
{
    const char *to = param_get(&rq->form, "stand");
    bool off = str_equal(to, "uit");

    TRY(access_check(rq, EDIT_ACCOUNTS, 0));
    if (!off && !str_equal(to, "aan"))
        return fault_issue(&rq->fault, "stand", "choice", "Kies aan of uit.");
    enum err e = account_set_disabled(rq->tx, &rq->actor, rq->id, off);
    if (e != ERR_OK)
        return comes_back(rq, e);
    return done(rq, off ? "Het account is uitgeschakeld." : "Het account is weer ingeschakeld.");
}

enum err page_account_code_off(struct request *rq)
{
    struct account account;

    TRY(access_check(rq, EDIT_ACCOUNTS, 0));
    TRY(account_get(rq->snap, rq->arena, rq->id, &account));
    TRY(account_set_totp(rq->tx, &rq->actor, rq->id, ""));
    return done(rq, "De code is uitgezet.");
}

enum err page_account_link(struct request *rq)
{
    struct account account;
    const char *token;

    TRY(access_check(rq, EDIT_ACCOUNTS, 0));
    enum err e = account_link_create(rq->tx, rq->arena, &rq->actor, rq->id, &token);
    if (e != ERR_OK)
        return comes_back(rq, e);
    TRY(account_get(rq->snap, rq->arena, rq->id, &account));
    struct account_link_view v = {
        .name = account.person_name,
        .link = arena_printf(rq->arena, "%s/aanmelden/%s", rq->app->public_url, token),
        .account = below(rq, ""),
    };
    return reply_page_status(rq, 201, "Persoonlijke link", account_link_html, &v);
}
