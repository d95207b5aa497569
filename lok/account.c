#include "lok/account.h"
#include "lok/base/sql.h"
#include "lok/change.h"
#include "lok/event.h"
#include "lok/partner.h"

const struct field ACCOUNT_FIELDS[] = {
    FIELD_TEXT(struct account_input, name, .required = true, .label = "Naam"),
    FIELD_TEXT(struct account_input, function, .label = "Functie"),
    FIELD_EMAIL(struct account_input, email, .required = true, .label = "E-mailadres",
        .hint = "Hiermee meldt deze persoon zich aan."),
    FIELD_CHOICES(struct account_input, roles, .required = true, .of = ROLES, .label = "Rollen",
        .hint = "Eén persoon kan meer dan één rol hebben."),
    FIELD_ID(struct account_input, partner_id, .label = "Voor welke partner",
        .hint = "Alleen nodig bij de rol partner."),
    FIELD_END,
};

struct account_row {
    struct account account;
    int64_t roles;
};

static enum err accounts_of(struct snap *s, struct arena *a, const struct sql *q,
    const struct in *in, struct account_list *ret)
{
    struct account_row row = { 0 }, *rows = NULL;
    size_t count = 0;

    TRY(sql_list(s, a, q, in,
        OUT(out_i64("id", &row.account.id), out_i64("person_id", &row.account.person_id),
            out_text("email", a, &row.account.email), out_i64("roles", &row.roles),
            out_i64("partner_id", &row.account.partner_id),
            out_bool("has_password", &row.account.has_password),
            out_bool("has_totp", &row.account.has_totp),
            out_bool("disabled", &row.account.disabled), out_i64("version", &row.account.version),
            out_text("person_name", a, &row.account.person_name),
            out_text("person_function", a, &row.account.person_function)),
        &row, sizeof row, &rows, &count));
    struct account_list list = { arena_array(a, count, sizeof *list.at), count };
    for (size_t i = 0; i < count; i++) {
        list.at[i] = rows[i].account;
        list.at[i].roles = (unsigned)rows[i].roles;
    }
    *ret = list;
    return ERR_OK;
}

static enum err one_of(
    struct snap *s, struct arena *a, const struct sql *q, const struct in *in, struct account *ret)
{
    struct account_list list = { 0 };

    TRY(accounts_of(s, a, q, in, &list));
    if (list.count == 0)
        return ERR_NOT_FOUND;
    *ret = list.at[0];
    return ERR_OK;
}

static const struct sql ACCOUNT_BY_ID =
    SQL("SELECT account.id AS id, person_id, account.email AS email, roles, partner_id,"
        "       password_hash <> '' AS has_password, totp_key <> '' AS has_totp, disabled,"
        "       account.version AS version, person.name AS person_name,"
        "       person.function AS person_function"
        "  FROM account JOIN person ON person.id = account.person_id"
        " WHERE account.id = :id");

enum err account_get(struct snap *s, struct arena *a, int64_t id, struct account *ret)
{
    return one_of(s, a, &ACCOUNT_BY_ID, IN(in_i64("id", id)), ret);
}

static const struct sql ACCOUNT_BY_EMAIL =
    SQL("SELECT account.id AS id, person_id, account.email AS email, roles, partner_id,"
        "       password_hash <> '' AS has_password, totp_key <> '' AS has_totp, disabled,"
        "       account.version AS version, person.name AS person_name,"
        "       person.function AS person_function"
        "  FROM account JOIN person ON person.id = account.person_id"
        " WHERE account.email = :email");

enum err account_by_email(struct snap *s, struct arena *a, const char *email, struct account *ret)
{
    return one_of(s, a, &ACCOUNT_BY_EMAIL, IN(in_text("email", person_address(a, email))), ret);
}

static const struct sql ACCOUNTS =
    SQL("SELECT account.id AS id, person_id, account.email AS email, roles, partner_id,"
        "       password_hash <> '' AS has_password, totp_key <> '' AS has_totp, disabled,"
        "       account.version AS version, person.name AS person_name,"
        "       person.function AS person_function"
        "  FROM account JOIN person ON person.id = account.person_id"
        " WHERE NOT EXISTS (SELECT 1 FROM erasure e WHERE e.person_id = account.person_id)"
        " ORDER BY person.name_folded, account.id");

enum err account_list(struct snap *s, struct arena *a, struct account_list *ret)
{
    return accounts_of(s, a, &ACCOUNTS, IN(), ret);
}

/* A partner's account acts for one partner; any other for none. */
static enum err check_partner(struct tx *tx, uint64_t roles, int64_t *partner_id)
{
    struct fault *f = tx_fault(tx);
    struct partner partner = { 0 };

    if ((roles & ROLE_BIT(ROLE_PARTNER)) == 0) {
        *partner_id = 0;
        return ERR_OK;
    }
    if (*partner_id == 0) {
        fault_issue(f, "partner_id", "required", "Kies voor welke partner deze persoon werkt.");
        return ERR_OK;
    }
    enum err e = partner_get(tx_snap(tx), f->arena, *partner_id, &partner);
    if (e == ERR_NOT_FOUND) {
        fault_issue(f, "partner_id", "unknown", "Kies een partner uit de lijst.");
        return ERR_OK;
    }
    return e;
}

static const struct sql PERSON_BY_EMAIL =
    SQL("SELECT person.id AS id, account.id AS account_id"
        "  FROM person LEFT JOIN account ON account.person_id = person.id"
        " WHERE person.email = :email"
        " ORDER BY account.id IS NOT NULL, person.id LIMIT 1");

/* The person with that address, 0 when there is none yet; an issue when each has an account. */
static enum err find_person(struct tx *tx, const char *email, int64_t *ret)
{
    struct fault *f = tx_fault(tx);
    struct account account = { 0 };
    int64_t account_id = 0;

    *ret = 0;
    if (str_empty(email))
        return ERR_OK;
    enum err e = account_by_email(tx_snap(tx), f->arena, email, &account);
    if (e == ERR_NOT_FOUND) {
        e = sql_one(tx_snap(tx), &PERSON_BY_EMAIL, IN(in_text("email", email)),
            OUT(out_i64("id", ret), out_i64("account_id", &account_id)));
        if (e == ERR_NOT_FOUND)
            return ERR_OK;
    }
    if (e == ERR_OK && (account.id != 0 || account_id != 0))
        fault_issue(f, "email", "taken", "Er is al een account voor dit e-mailadres.");
    return e;
}

static const struct sql ACCOUNT_INSERT =
    SQL("INSERT INTO account (person_id, email, roles, partner_id)"
        " VALUES (:person_id, :email, :roles, :partner_id)"
        " RETURNING id");

/* What the log tells of an account: no name and no address, those are the person's. */
static cJSON *account_data(struct arena *a, int64_t person_id, uint64_t roles, int64_t partner_id)
{
    struct account_input in = { .roles = roles, .partner_id = partner_id };
    cJSON *data = change_values(ACCOUNT_FIELDS, a, &in);

    json_add_id(data, "personId", person_id);
    return data;
}

enum err account_create(
    struct tx *tx, const struct actor *who, const struct account_input *in, int64_t *ret_id)
{
    struct fault *f = tx_fault(tx);
    struct account_input new = *in;
    int64_t person_id, id;

    change_check(ACCOUNT_FIELDS, f, &new);
    new.email = person_address(f->arena, new.email);
    TRY(check_partner(tx, new.roles, &new.partner_id));
    TRY(find_person(tx, new.email, &person_id));
    TRY(fault_check(f));
    if (person_id == 0) {
        struct person person = { .name = new.name, .function = new.function, .email = new.email };
        TRY(person_create(tx, who, &person, &person_id));
    }
    TRY(sql_change(tx, &ACCOUNT_INSERT,
        IN(in_i64("person_id", person_id), in_text("email", new.email),
            in_i64("roles", (int64_t) new.roles), in_id("partner_id", new.partner_id)),
        OUT(out_i64("id", &id))));
    TRY(event_record(tx, who, "account.created", "account", id,
        account_data(f->arena, person_id, new.roles, new.partner_id), NULL));
    *ret_id = id;
    return ERR_OK;
}

static const struct sql OTHER_ADMIN =
    SQL("SELECT id FROM account WHERE roles & 1 = 1 AND disabled = 0 AND id <> :id LIMIT 1");

/* Somebody must stay who can manage accounts. */
static enum err keep_an_admin(struct tx *tx, const struct account *leaving)
{
    int64_t other;

    _Static_assert(ROLE_BIT(ROLE_ADMIN) == 1, "OTHER_ADMIN tests that bit");
    if (leaving->disabled || (leaving->roles & ROLE_BIT(ROLE_ADMIN)) == 0)
        return ERR_OK;
    enum err e = sql_one(
        tx_snap(tx), &OTHER_ADMIN, IN(in_i64("id", leaving->id)), OUT(out_i64("id", &other)));
    return e != ERR_NOT_FOUND ? e
                              : fault_set(tx_fault(tx), ERR_CONFLICT,
                                    "Er moet minstens één beheerder blijven. Maak eerst iemand "
                                    "anders beheerder.");
}

static const struct sql ACCOUNT_SET_ROLES =
    SQL("UPDATE account SET roles = :roles, partner_id = :partner_id, version = version + 1"
        " WHERE id = :id");

enum err account_set_roles(
    struct tx *tx, const struct actor *who, int64_t id, unsigned roles, int64_t partner_id)
{
    struct fault *f = tx_fault(tx);
    struct account old = { 0 };

    TRY(account_get(tx_snap(tx), f->arena, id, &old));
    if (roles == 0 || roles >> choice_count(ROLES) != 0)
        fault_issue(f, "roles", "required", "Kies minstens één rol.");
    TRY(check_partner(tx, roles, &partner_id));
    TRY(fault_check(f));
    if ((roles & ROLE_BIT(ROLE_ADMIN)) == 0)
        TRY(keep_an_admin(tx, &old));
    TRY(sql_run(tx, &ACCOUNT_SET_ROLES,
        IN(in_i64("id", id), in_i64("roles", roles), in_id("partner_id", partner_id)), NULL));

    static const struct field LOGGED[] = {
        FIELD_CHOICES(struct account_input, roles, .of = ROLES),
        FIELD_ID(struct account_input, partner_id, .required = false),
        FIELD_END,
    };
    struct account_input from = { .roles = old.roles, .partner_id = old.partner_id };
    struct account_input to = { .roles = roles, .partner_id = partner_id };
    return event_record(tx, who, "account.roles_changed", "account", id,
        change_between(LOGGED, f->arena, &from, &to), NULL);
}

static const struct sql ACCOUNT_SET_DISABLED =
    SQL("UPDATE account SET disabled = :disabled, version = version + 1 WHERE id = :id");

static const struct sql LINKS_DELETE = SQL("DELETE FROM login_link WHERE account_id = :id");

enum err account_set_disabled(struct tx *tx, const struct actor *who, int64_t id, bool disabled)
{
    struct account old = { 0 };

    TRY(account_get(tx_snap(tx), tx_fault(tx)->arena, id, &old));
    if (old.disabled == disabled)
        return ERR_OK;
    if (disabled)
        TRY(keep_an_admin(tx, &old));
    TRY(sql_run(
        tx, &ACCOUNT_SET_DISABLED, IN(in_i64("id", id), in_bool("disabled", disabled)), NULL));
    TRY(sql_run(tx, &LINKS_DELETE, IN(in_i64("id", id)), NULL));
    return event_record(
        tx, who, disabled ? "account.disabled" : "account.enabled", "account", id, NULL, NULL);
}

static const struct sql ACCOUNT_ACTOR =
    SQL("SELECT account.id AS account_id, person_id, partner_id, roles,"
        "       COALESCE((SELECT is_public FROM council WHERE id = 1), 0) AS council_public,"
        "       CASE WHEN person.function = '' THEN person.name ELSE person.function END AS name"
        "  FROM account JOIN person ON person.id = account.person_id"
        " WHERE account.id = :id AND disabled = 0");

enum err account_actor(struct snap *s, struct arena *a, int64_t id, struct actor *ret)
{
    struct actor who = { 0 };
    int64_t roles = 0;

    enum err e = sql_one(s, &ACCOUNT_ACTOR, IN(in_i64("id", id)),
        OUT(out_i64("account_id", &who.account_id), out_i64("person_id", &who.person_id),
            out_i64("partner_id", &who.partner_id), out_i64("roles", &roles),
            out_bool("council_public", &who.council_public), out_text("name", a, &who.name)));
    if (e == ERR_NOT_FOUND)
        return ERR_UNAUTHORIZED;
    TRY(e);
    who.roles = (unsigned)roles;
    *ret = who;
    return ERR_OK;
}
