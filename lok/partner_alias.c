#include "lok/partner_alias.h"
#include "lok/base/sql.h"
#include "lok/base/utf8.h"

static const struct sql ALIASES =
    SQL("SELECT name FROM partner_alias WHERE partner_id = :partner_id ORDER BY name_folded");

enum err partner_aliases(struct snap *s, struct arena *a, int64_t id, struct lines *ret)
{
    const char *name = NULL;

    return sql_list(s, a, &ALIASES, IN(in_i64("partner_id", id)), OUT(out_text("name", a, &name)),
        &name, sizeof name, &ret->at, &ret->count);
}

static const struct sql BEARER_OF_NAME =
    SQL("SELECT id, name FROM partner WHERE name_folded = :name_folded");

static const struct sql BEARER_OF_ALIAS =
    SQL("SELECT partner.id AS id, partner.name AS name"
        "  FROM partner_alias JOIN partner ON partner.id = partner_alias.partner_id"
        " WHERE partner_alias.name_folded = :name_folded");

/* Adds an issue when another partner bears that name. */
static enum err check_name(struct tx *tx, int64_t id, const char *field, const char *name)
{
    static const struct sql *const QUERIES[] = { &BEARER_OF_NAME, &BEARER_OF_ALIAS };
    struct fault *f = tx_fault(tx);
    const char *folded = utf8_fold_string(f->arena, name);

    for (size_t i = 0; i < ARRAY_LEN(QUERIES); i++) {
        int64_t bearer = 0;
        const char *bearer_name = "";
        enum err e = sql_one(tx_snap(tx), QUERIES[i], IN(in_text("name_folded", folded)),
            OUT(out_i64("id", &bearer), out_text("name", f->arena, &bearer_name)));

        if (e != ERR_OK && e != ERR_NOT_FOUND)
            return e;
        if (e == ERR_OK && bearer != id) {
            fault_issue(
                f, field, "taken", "De naam “%s” is al in gebruik bij “%s”.", name, bearer_name);
            break;
        }
    }
    return ERR_OK;
}

enum err partner_names_check(struct tx *tx, int64_t id, const struct partner *p)
{
    struct fault *f = tx_fault(tx);
    const char *own = utf8_fold_string(f->arena, p->name);

    TRY(check_name(tx, id, "name", p->name));
    for (size_t i = 0; i < p->aliases.count; i++) {
        const char *alias = str_trim(f->arena, p->aliases.at[i]);

        if (str_equal(utf8_fold_string(f->arena, alias), own))
            fault_issue(f, "aliases", "taken", "“%s” is al de naam van deze partner zelf.", alias);
        else if (!str_empty(alias))
            TRY(check_name(tx, id, "aliases", alias));
    }
    return ERR_OK;
}

static const struct sql ALIASES_DELETE =
    SQL("DELETE FROM partner_alias WHERE partner_id = :partner_id");

static const struct sql ALIAS_INSERT =
    SQL("INSERT INTO partner_alias (name_folded, name, partner_id)"
        " VALUES (:name_folded, :name, :partner_id)"
        " ON CONFLICT DO NOTHING");

enum err partner_aliases_store(struct tx *tx, int64_t id, const struct lines *aliases)
{
    struct arena *a = tx_fault(tx)->arena;

    TRY(sql_run(tx, &ALIASES_DELETE, IN(in_i64("partner_id", id)), NULL));
    for (size_t i = 0; i < aliases->count; i++) {
        const char *alias = str_trim(a, aliases->at[i]);

        if (!str_empty(alias))
            TRY(sql_run(tx, &ALIAS_INSERT,
                IN(in_text("name_folded", utf8_fold_string(a, alias)), in_text("name", alias),
                    in_i64("partner_id", id)),
                NULL));
    }
    return ERR_OK;
}
