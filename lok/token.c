#include "lok/token.h"
#include "lok/base/clock.h"
#include "lok/base/secret.h"
#include "lok/base/sql.h"
#include "lok/base/utf8.h"
#include "lok/event.h"
#include "lok/partner.h"
#include "lok/person.h"

static enum err check_partner(struct tx *tx, struct token_input *in)
{
    struct fault *f = tx_fault(tx);
    struct partner partner = { 0 };

    if (in->role != ROLE_PARTNER) {
        in->partner_id = 0;
        return ERR_OK;
    }
    if (in->partner_id == 0) {
        fault_issue(f, "partner_id", "required", "Kies voor welke partner dit is.");
        return ERR_OK;
    }
    enum err e = partner_get(tx_snap(tx), f->arena, in->partner_id, &partner);
    if (e != ERR_NOT_FOUND)
        return e;
    fault_issue(f, "partner_id", "unknown", "Kies een partner uit de lijst.");
    return ERR_OK;
}

static enum err check_person(struct tx *tx, int64_t person_id)
{
    struct fault *f = tx_fault(tx);
    struct person person = { 0 };

    if (person_id == 0)
        return ERR_OK;
    enum err e = person_get(tx_snap(tx), f->arena, person_id, &person);
    if (e != ERR_NOT_FOUND)
        return e;
    fault_issue(f, "person_id", "unknown", "Deze persoon bestaat niet.");
    return ERR_OK;
}

static enum err check(struct tx *tx, struct token_input *in)
{
    struct fault *f = tx_fault(tx);

    if (str_empty(in->name))
        fault_issue(f, "name", "required", "Vul “Naam” in.");
    else if (utf8_length(in->name) > 100)
        fault_issue(f, "name", "too-long", "“Naam” mag hoogstens 100 tekens hebben.");
    if ((unsigned)in->role >= choice_count(ROLES))
        fault_issue(f, "role", "choice", "Kies “Rol” uit de lijst.");
    TRY(check_partner(tx, in));
    TRY(check_person(tx, in->person_id));
    return fault_check(f);
}

static cJSON *token_data(const struct token_input *in)
{
    cJSON *data = cJSON_CreateObject();

    cJSON_AddStringToObject(data, "name", in->name);
    cJSON_AddStringToObject(data, "role", choice_code(ROLES, in->role));
    if (in->partner_id != 0)
        json_add_id(data, "partnerId", in->partner_id);
    if (in->person_id != 0)
        json_add_id(data, "personId", in->person_id);
    return data;
}

static const struct sql TOKEN_INSERT =
    SQL("INSERT INTO api_token (token_hash, name, roles, partner_id, person_id, created_at)"
        " VALUES (:token_hash, :name, :roles, :partner_id, :person_id, :created_at)"
        " RETURNING id");

enum err token_create(struct tx *tx, struct arena *a, const struct actor *who,
    const struct token_input *given, const char **ret_token)
{
    const char *token = arena_printf(a, "lok_%s", secret_token(a, 32));
    struct token_input in = *given;
    int64_t id;

    in.name = str_trim(a, in.name);
    TRY(check(tx, &in));
    TRY(sql_change(tx, &TOKEN_INSERT,
        IN(in_text("token_hash", secret_hash(a, token)), in_text("name", in.name),
            in_i64("roles", ROLE_BIT(in.role)), in_id("partner_id", in.partner_id),
            in_id("person_id", in.person_id), in_i64("created_at", clock_now())),
        OUT(out_i64("id", &id))));
    TRY(event_record(tx, who, "token.created", "token", id, token_data(&in), NULL));
    *ret_token = token;
    return ERR_OK;
}

static const struct sql TOKENS =
    SQL("SELECT id, name, roles, partner_id, person_id, created_at, used_at, revoked_at"
        "  FROM api_token ORDER BY id");

enum err token_list(struct snap *s, struct arena *a, struct token_list *ret)
{
    struct {
        struct token token;
        int64_t roles;
    } row = { 0 }, *rows = NULL;
    size_t count = 0;

    TRY(sql_list(s, a, &TOKENS, IN(),
        OUT(out_i64("id", &row.token.id), out_text("name", a, &row.token.name),
            out_i64("roles", &row.roles), out_i64("partner_id", &row.token.partner_id),
            out_i64("person_id", &row.token.person_id),
            out_i64("created_at", &row.token.created_at), out_i64("used_at", &row.token.used_at),
            out_i64("revoked_at", &row.token.revoked_at)),
        &row, sizeof row, &rows, &count));
    struct token_list list = { arena_array(a, count, sizeof *list.at), count };
    for (size_t i = 0; i < count; i++) {
        list.at[i] = rows[i].token;
        list.at[i].roles = (unsigned)rows[i].roles;
    }
    *ret = list;
    return ERR_OK;
}

static const struct sql TOKEN_REVOKED_AT = SQL("SELECT revoked_at FROM api_token WHERE id = :id");

static const struct sql TOKEN_REVOKE = SQL("UPDATE api_token SET revoked_at = :now WHERE id = :id");

enum err token_revoke(struct tx *tx, const struct actor *who, int64_t id)
{
    int64_t revoked_at = 0;

    TRY(sql_one(tx_snap(tx), &TOKEN_REVOKED_AT, IN(in_i64("id", id)),
        OUT(out_i64("revoked_at", &revoked_at))));
    if (revoked_at != 0)
        return ERR_OK;
    TRY(sql_run(tx, &TOKEN_REVOKE, IN(in_i64("id", id), in_i64("now", clock_now())), NULL));
    return event_record(tx, who, "token.revoked", "token", id, NULL, NULL);
}

static const struct sql TOKENS_OF =
    SQL("SELECT id FROM api_token WHERE person_id = :person AND revoked_at IS NULL ORDER BY id");

enum err token_revoke_of(struct tx *tx, const struct actor *who, int64_t person_id)
{
    int64_t id = 0, *ids = NULL;
    size_t count = 0;

    TRY(sql_list(tx_snap(tx), tx_fault(tx)->arena, &TOKENS_OF, IN(in_i64("person", person_id)),
        OUT(out_i64("id", &id)), &id, sizeof id, &ids, &count));
    for (size_t i = 0; i < count; i++)
        TRY(token_revoke(tx, who, ids[i]));
    return ERR_OK;
}

static const struct sql TOKENS_RESTORE =
    SQL("UPDATE api_token SET revoked_at = NULL"
        " WHERE person_id = :person AND revoked_at BETWEEN :from_time AND :to_time");

enum err token_restore_of(
    struct tx *tx, const struct actor *who, int64_t person_id, int64_t from, int64_t to)
{
    int64_t count = 0;

    TRY(sql_run(tx, &TOKENS_RESTORE,
        IN(in_i64("person", person_id), in_i64("from_time", from), in_i64("to_time", to)), &count));
    if (count == 0)
        return ERR_OK;
    cJSON *data = cJSON_CreateObject();
    cJSON_AddNumberToObject(data, "tokens", (double)count);
    return event_record(tx, who, "token.restored", "person", person_id, data, NULL);
}

static const struct sql TOKEN_USED =
    SQL("UPDATE api_token SET used_at = :now"
        " WHERE id = :id AND (used_at IS NULL OR used_at <= :now - 3600000)");

enum err token_used(struct tx *tx, int64_t id, int64_t now)
{
    return sql_run(tx, &TOKEN_USED, IN(in_i64("id", id), in_i64("now", now)), NULL);
}

static const struct sql TOKEN_ACTOR =
    SQL("SELECT id, roles, partner_id, person_id, name,"
        "       COALESCE((SELECT is_public FROM council WHERE id = 1), 0) AS council_public"
        "  FROM api_token"
        " WHERE token_hash = :token_hash AND revoked_at IS NULL"
        "   AND NOT EXISTS (SELECT 1 FROM account c"
        "                    WHERE c.person_id = api_token.person_id AND c.disabled)");

enum err token_actor(struct snap *s, struct arena *a, const char *token, struct actor *ret)
{
    struct actor who = { 0 };
    int64_t roles = 0;

    enum err e = sql_one(s, &TOKEN_ACTOR, IN(in_text("token_hash", secret_hash(a, token))),
        OUT(out_i64("id", &who.token_id), out_i64("roles", &roles),
            out_i64("partner_id", &who.partner_id), out_i64("person_id", &who.person_id),
            out_text("name", a, &who.name), out_bool("council_public", &who.council_public)));
    if (e == ERR_NOT_FOUND)
        return ERR_UNAUTHORIZED;
    TRY(e);
    who.roles = (unsigned)roles;
    *ret = who;
    return ERR_OK;
}
