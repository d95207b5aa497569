#include "web/pages/accounts.h"
#include "templates.h"
#include "web/pages/access.h"
#include "web/pages/choices.h"
#include "web/pages/edit_page.h"
#include "web/pages/pages.h"

const char *accounts_roles(struct arena *a, unsigned roles)
{
    struct lines names = { arena_array(a, choice_count(ROLES), sizeof *names.at), 0 };

    for (unsigned role = 0; role < choice_count(ROLES); role++) {
        if ((roles & ROLE_BIT(role)) != 0)
            names.at[names.count++] = choice_dutch(ROLES, role);
    }
    return str_join_dutch(a, &names);
}

enum err page_accounts(struct request *rq)
{
    struct arena *a = rq->arena;
    struct account_list list;

    TRY(access_check(rq, EDIT_ACCOUNTS, 0));
    TRY(account_list(rq->snap, a, &list));
    struct accounts_view v = { arena_array(a, list.count, sizeof *v.at), list.count };
    for (size_t i = 0; i < list.count; i++) {
        const struct account *account = &list.at[i];
        v.at[i] = (struct account_row){
            .name = account->person_name,
            .email = account->email,
            .roles = accounts_roles(a, account->roles),
            .to = url_of(a, "/beheer/accounts/%lld", (long long)account->id),
            .state = { account->disabled ? "uitgeschakeld" : "", "bad" },
        };
    }
    return reply_page(rq, "Accounts", accounts_html, &v);
}

static enum err show_new(struct request *rq, unsigned status)
{
    static const struct account_input NEW_ACCOUNT;
    struct edit_page_view v = {
        .crumb = { "Accounts", { "/beheer/accounts" } },
        .title = "Nieuw account",
        .lead = "Heeft iemand met dit e-mailadres al een plaats bij de personen, dan wordt die "
                "gebruikt. Daarna maakt u een persoonlijke link om aan te melden.",
        .form = form_make(rq, ACCOUNT_FIELDS, &NEW_ACCOUNT, 0, NULL),
        .action = { "/beheer/accounts" },
        .button = "Account maken",
        .back = { "/beheer/accounts" },
    };
    TRY(choices_partners(rq, &v.form, "partner_id"));
    return edit_page_show(rq, status, &v);
}

enum err page_account_new(struct request *rq)
{
    TRY(access_check(rq, EDIT_ACCOUNTS, 0));
    return show_new(rq, 200);
}

enum err page_account_create(struct request *rq)
{
    struct account_input in = { 0 };
    int64_t id;

    TRY(access_check(rq, EDIT_ACCOUNTS, 0));
    enum err e = fields_from_form(ACCOUNT_FIELDS, &rq->form, rq->arena, &rq->fault, &in);
    if (e == ERR_OK)
        e = account_create(rq->tx, &rq->actor, &in, &id);
    if (e == ERR_OK)
        return reply_see_other(rq, arena_printf(rq->arena, "/beheer/accounts/%lld", (long long)id),
            "Het account is gemaakt. Maak nu een persoonlijke link en geef die door.", NULL);
    TRY(form_comes_back(rq, e));
    return show_new(rq, err_status(e));
}
