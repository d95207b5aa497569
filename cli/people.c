/* cli/people.c: `user add`, `user link`, `token add`: what the operator gives out. */
#include "cli/cli.h"

#include "lok/partner.h"

#include <stdio.h>

/* The partner named by --partner; 0 without that option. */
static enum err find_partner(struct cli *c, struct tx *tx, int64_t *ret)
{
    const char *name = cli_option(c, "partner");
    if (name == NULL)
        return ERR_OK;
    struct partner p;
    enum err e = partner_find(tx_snap(tx), c->arena, name, &p);
    if (e == ERR_NOT_FOUND)
        return fault_set(&c->fault, e, "there is no partner \"%s\"", name);
    TRY(e);
    *ret = p.id;
    return ERR_OK;
}

static enum err find_account(struct cli *c, struct tx *tx, const char *email, struct account *ret)
{
    enum err e = account_by_email(tx_snap(tx), c->arena, email, ret);
    if (e == ERR_NOT_FOUND)
        return fault_set(&c->fault, e, "nobody has an account with %s", email);
    return e;
}

/* Whose account --person names; 0 without that option. */
static enum err find_person(struct cli *c, struct tx *tx, int64_t *ret)
{
    struct account account;
    if (cli_option(c, "person") == NULL)
        return ERR_OK;
    TRY(find_account(c, tx, cli_option(c, "person"), &account));
    *ret = account.person_id;
    return ERR_OK;
}

/* All --role options as bits; EXIT_WRONG_USE when there is none, or one that is none. */
static int read_roles(struct cli *c, unsigned *ret)
{
    unsigned roles = 0, role;
    for (size_t i = 0; i < c->options.count; i++) {
        if (!str_equal(c->options.at[i].name, "role"))
            continue;
        if (!choice_find(ROLES, c->options.at[i].value, &role))
            return cli_wrong_use(
                "there is no role \"%s\": admin, secretary, chair, member, partner",
                c->options.at[i].value);
        roles |= ROLE_BIT(role);
    }
    if (roles == 0)
        return cli_wrong_use("say which role: --role secretary");
    *ret = roles;
    return EXIT_DONE;
}

/* Runs `work` in a transaction of the database; prints what it gives on stdout. */
static int in_transaction(struct cli *c, unsigned roles,
    enum err (*work)(struct cli *c, struct tx *tx, unsigned roles, const char **ret))
{
    struct db *db = NULL;
    struct tx *tx = NULL;
    const char *print = NULL;
    enum err e = cli_open(c, false, &db);
    if (e == ERR_OK)
        e = tx_begin(db, &c->fault, &tx);
    if (e == ERR_OK) {
        e = work(c, tx, roles, &print);
        if (e == ERR_OK)
            e = tx_commit(tx);
        else
            tx_rollback(tx);
    }
    db_close(db);
    if (e != ERR_OK)
        return cli_fail(c, e);
    if (print != NULL)
        puts(print);
    return EXIT_DONE;
}

static enum err add_user(struct cli *c, struct tx *tx, unsigned roles, const char **ret)
{
    (void)ret;
    struct account_input in = {
        .name = cli_option(c, "name") != NULL ? cli_option(c, "name") : c->args[0],
        .function = cli_option(c, "function") != NULL ? cli_option(c, "function") : "",
        .email = c->args[0],
    };
    in.roles = roles;
    TRY(find_partner(c, tx, &in.partner_id));
    struct actor system = actor_system();
    int64_t id;
    return account_create(tx, &system, &in, &id);
}

static enum err link_user(struct cli *c, struct tx *tx, unsigned roles, const char **ret)
{
    (void)roles;
    struct account account;
    TRY(find_account(c, tx, c->args[0], &account));
    struct actor system = actor_system();
    const char *token;
    TRY(account_link_create(tx, c->arena, &system, account.id, &token));
    *ret =
        arena_printf(c->arena, "%s/aanmelden/%s", config_public_url(&c->config, c->arena), token);
    return ERR_OK;
}

static enum err add_token(struct cli *c, struct tx *tx, unsigned roles, const char **ret)
{
    struct token_input in = { .name = c->args[0] };
    while (roles != ROLE_BIT(in.role))
        in.role++;
    TRY(find_partner(c, tx, &in.partner_id));
    TRY(find_person(c, tx, &in.person_id));
    struct actor system = actor_system();
    return token_create(tx, c->arena, &system, &in, ret);
}

int cli_user_add(struct cli *c)
{
    unsigned roles = 0;
    int code = read_roles(c, &roles);
    return code == EXIT_DONE ? in_transaction(c, roles, add_user) : code;
}

int cli_user_link(struct cli *c)
{
    return in_transaction(c, 0, link_user);
}

int cli_token_add(struct cli *c)
{
    unsigned roles = 0;
    int code = read_roles(c, &roles);
    if (code == EXIT_DONE && (roles & (roles - 1)) != 0)
        code = cli_wrong_use("a token has one role: say one --role");
    return code == EXIT_DONE ? in_transaction(c, roles, add_token) : code;
}
