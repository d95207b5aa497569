#include "web/pages/account.h"
#include "lok/base/secret.h"
#include "templates.h"
#include "web/pages/access.h"
#include "web/pages/pages.h"
#include "web/pages/signing.h"
#include <string.h>

/* `current` is asked of who has a password: see password_of. */
const struct field ACCOUNT_PASSWORD_FIELDS[] = {
    FIELD_TEXT(struct password_input, current, .secret = true, .max = 200,
        .label = "Uw wachtwoord van nu"),
    FIELD_TEXT(struct password_input, password, .required = true, .secret = true, .max = 200,
        .label = "Nieuw wachtwoord",
        .hint = "Minstens 12 tekens. Een zin die u onthoudt, is goed."),
    FIELD_TEXT(struct password_input, again, .required = true, .secret = true, .max = 200,
        .label = "Nog eens het nieuwe wachtwoord"),
    FIELD_END,
};

const struct field ACCOUNT_CODE_FIELDS[] = {
    FIELD_TEXT(
        struct code_input, key, .required = true, .secret = true, .max = 100, .label = "Sleutel"),
    FIELD_TEXT(
        struct code_input, code, .required = true, .max = 10, .label = "De zes cijfers uit de app"),
    FIELD_END,
};

const struct field ACCOUNT_OFF_FIELDS[] = {
    FIELD_TEXT(struct code_off_input, off_code, .required = true, .max = 40,
        .label = "De zes cijfers uit de app, of een herstelcode"),
    FIELD_END,
};

static const char *roles_of(struct arena *a, const struct account *account)
{
    struct lines roles = { arena_array(a, choice_count(ROLES), sizeof *roles.at), 0 };

    for (unsigned role = 0; role < choice_count(ROLES); role++) {
        if ((account->roles & ROLE_BIT(role)) != 0)
            roles.at[roles.count++] = choice_dutch(ROLES, role);
    }
    return str_join_dutch(a, &roles);
}

static struct fact_list facts_of(struct request *rq, const struct account *account)
{
    static const struct url NOWHERE = { "" };
    struct fact_list facts = show_facts(rq->arena, 4);

    show_add_fact(&facts, "Naam", account->person_name, NOWHERE);
    show_add_fact(&facts, "Functie", account->person_function, NOWHERE);
    show_add_fact(&facts, "E-mailadres", account->email, NOWHERE);
    show_add_fact(&facts, "Rollen", roles_of(rq->arena, account), NOWHERE);
    return facts;
}

/* In groups of four, as people type it. */
static const char *grouped(struct arena *a, const char *key)
{
    struct buf shown;

    buf_init(&shown, a, 0);
    for (size_t i = 0; key[i] != '\0'; i++) {
        if (i > 0 && i % 4 == 0)
            buf_putc(&shown, ' ');
        buf_putc(&shown, key[i]);
    }
    return shown.data;
}

/* A refused code keeps the key that the app already has. */
static void offer_code(struct request *rq, const struct account *account, struct account_view *v)
{
    static const char *const CODE_ONLY[] = { "code", NULL };
    static const struct code_input NO_CODE = { "", "" };
    struct arena *a = rq->arena;
    const char *posted = param_get(&rq->form, "key");
    const char *issuer = url_encode(a, rq->council.name);

    v->key = str_empty(posted) ? secret_totp_key(a) : posted;
    v->shown_key = grouped(a, v->key);
    v->otpauth = arena_printf(a, "otpauth://totp/%s:%s?secret=%s&issuer=%s", issuer,
        url_encode(a, account->email), v->key, issuer);
    v->code = form_make(rq, ACCOUNT_CODE_FIELDS, &NO_CODE, 0, CODE_ONLY);
}

static struct form_view password_of(struct request *rq, bool has_password)
{
    static const char *const NEW_ONLY[] = { "password", "again", NULL };
    static const struct password_input EMPTY = { "", "", "" };
    return form_make(rq, ACCOUNT_PASSWORD_FIELDS, &EMPTY, 0, has_password ? NULL : NEW_ONLY);
}

enum err account_show(struct request *rq, unsigned status)
{
    static const struct code_off_input NO_CODE = { "" };
    struct account account;

    TRY(account_get(rq->snap, rq->arena, rq->actor.account_id, &account));
    struct account_view v = {
        .facts = facts_of(rq, &account),
        .needs_code = signing_needs_code(rq, account.roles),
        .has_password = account.has_password,
        .has_totp = account.has_totp,
        .email = account.email,
        .password = password_of(rq, account.has_password),
        .off = form_make(rq, ACCOUNT_OFF_FIELDS, &NO_CODE, 0, NULL),
    };
    v.must_set_up = v.needs_code && v.has_password && !v.has_totp;
    if (!account.has_totp)
        offer_code(rq, &account, &v);
    return reply_page_status(rq, status, "Uw account", account_html, &v);
}

enum err page_account(struct request *rq)
{
    if (rq->actor.account_id == 0)
        return ERR_FORBIDDEN;
    return account_show(rq, 200);
}
