#include "agenda/rights_names.h"
#include "agenda/search.h"
#include "lok/base/clock.h"
#include "lok/base/relink.h"
#include "lok/base/utf8.h"
#include "lok/council.h"
#include "lok/event.h"
#include "lok/token.h"
#include "notify/mailbox.h"

/* -- rows that refer -- */

/* A table that this schema does not have is passed over. */
static enum err follow(struct tx *tx, const struct relink_list *columns, int64_t id)
{
    for (size_t i = 0; i < columns->count; i++) {
        const struct relink *c = &columns->at[i];
        const struct rights_reference *r = RIGHTS_REFERENCES;
        while (
            r->table != NULL && !(str_equal(r->table, c->table) && str_equal(r->column, c->column)))
            r++;
        if (r->table == NULL)
            OUR_BUG("a column that refers to people is not in rights.def");
        else if (r->on_erasure == RIGHTS_DELETE)
            TRY(rows_delete(tx, c->table, c->column, id));
        else if (r->on_erasure == RIGHTS_UNLINK)
            TRY(rows_unlink(tx, c->table, c->column, id));
    }
    return ERR_OK;
}

static enum err follow_all(struct tx *tx, int64_t person_id, int64_t account_id)
{
    struct arena *a = tx_fault(tx)->arena;
    struct relink_list columns = { 0 };

    TRY(relink_columns(tx_snap(tx), a, "person", 0, &columns));
    TRY(follow(tx, &columns, person_id));
    if (account_id == 0)
        return ERR_OK;
    TRY(relink_columns(tx_snap(tx), a, "account", 0, &columns));
    return follow(tx, &columns, account_id);
}

/* -- what stays under another name -- */

static const struct sql PERSON = SQL("UPDATE person SET name = :name, name_folded = :folded,"
                                     "       function = '', email = '', phone = '',"
                                     "       mail_rhythm = 'at_once', version = version + 1"
                                     " WHERE id = :id");

static const struct sql ACCOUNT =
    SQL("UPDATE account SET email = :email, roles = 0, partner_id = NULL, password_hash = '',"
        "       totp_key = '', totp_step = 0, failures = 0, retry_at = 0, disabled = 1,"
        "       version = version + 1"
        " WHERE id = :id");

static const struct sql SEATS =
    SQL("UPDATE member SET sex = 'not_said', version = version + 1,"
        "       until_date = CASE WHEN until_date IS NULL OR until_date > :today THEN :today"
        "                         ELSE until_date END"
        " WHERE person_id = :id");

static const struct sql REPLIES = SQL("UPDATE reply SET remark = '' WHERE person_id = :id");

static const struct sql ATTENDANCE = SQL("UPDATE attendance SET remark = '' WHERE person_id = :id");

static const struct sql ATTENDANCE_ITEMS =
    SQL("UPDATE attendance_item SET reason = ''"
        " WHERE attendance_id IN (SELECT id FROM attendance WHERE person_id = :id)");

static enum err rename_rows(struct tx *tx, int64_t person_id, int64_t account_id, const char *name)
{
    struct arena *a = tx_fault(tx)->arena;
    const char *today = NULL;
    const struct in id = in_i64("id", person_id);

    TRY(council_today_read(tx_snap(tx), a, &today));
    TRY(sql_run(tx, &PERSON,
        IN(in_text("name", name), in_text("folded", utf8_fold_string(a, name)), id), NULL));
    if (account_id != 0)
        TRY(sql_run(tx, &ACCOUNT,
            IN(in_text(
                   "email", arena_printf(a, "gewist-%lld@gewist.invalid", (long long)person_id)),
                in_i64("id", account_id)),
            NULL));
    TRY(sql_run(tx, &SEATS, IN(in_text("today", today), id), NULL));
    TRY(sql_run(tx, &REPLIES, IN(id), NULL));
    TRY(sql_run(tx, &ATTENDANCE, IN(id), NULL));
    return sql_run(tx, &ATTENDANCE_ITEMS, IN(id), NULL);
}

/* -- copies -- */

/* Answers kept for a repeated request, as bytes. */
static const struct sql ANSWERS =
    SQL("DELETE FROM idempotency"
        " WHERE (:name <> '' AND instr(CAST(body AS TEXT), :name) > 0)"
        "    OR (:email <> '' AND instr(CAST(body AS TEXT), :email) > 0)"
        "    OR (:phone <> '' AND instr(CAST(body AS TEXT), :phone) > 0)"
        "    OR actor = :actor");

static enum err forget_answers(
    struct tx *tx, const struct person *p, int64_t account_id, const char *account_email)
{
    struct arena *a = tx_fault(tx)->arena;
    const struct in actor =
        in_text("actor", arena_printf(a, "account:%lld", (long long)account_id));

    TRY(sql_run(tx, &ANSWERS,
        IN(in_text("name", p->name), in_text("email", p->email), in_text("phone", p->phone), actor),
        NULL));
    return sql_run(tx, &ANSWERS,
        IN(in_text("name", ""), in_text("email", account_email), in_text("phone", ""), actor),
        NULL);
}

/* -- the act -- */

static const struct sql ACCOUNT_OF =
    SQL("SELECT coalesce(max(id), 0) AS id FROM account WHERE person_id = :id");

static enum err check(
    struct tx *tx, const struct actor *who, const struct person *p, int64_t version)
{
    struct fault *f = tx_fault(tx);
    bool erased;

    TRY(erasure_is(tx_snap(tx), p->id, &erased));
    if (erased)
        return fault_set(f, ERR_CONFLICT, "Deze persoon is al gewist.");
    if (version != 0 && p->version != version)
        return ERR_STALE;
    if (who->person_id == p->id)
        return fault_set(f, ERR_CONFLICT,
            "U kunt uzelf niet wissen terwijl u aangemeld bent. Vraag het een andere beheerder.");
    return ERR_OK;
}

/* The last administrator stays; somebody who restores a back-up has decided that before. */
static enum err switch_off(struct tx *tx, const struct actor *who, int64_t account_id, bool again)
{
    struct account account = { 0 };

    if (account_id == 0 || again)
        return ERR_OK;
    TRY(account_get(tx_snap(tx), tx_fault(tx)->arena, account_id, &account));
    return account.disabled ? ERR_OK : account_set_disabled(tx, who, account_id, true);
}

static enum err erase(struct tx *tx, const struct actor *who, const struct person *p, bool texts,
    int64_t at, bool again, int64_t *ret_left)
{
    struct arena *a = tx_fault(tx)->arena;
    struct rights_needles n;
    struct rights_places left = { 0 };
    int64_t account_id;

    TRY(rights_needles_read(tx_snap(tx), a, p->id, &n));
    TRY(sql_one(
        tx_snap(tx), &ACCOUNT_OF, IN(in_i64("id", p->id)), OUT(out_i64("id", &account_id))));
    TRY(switch_off(tx, who, account_id, again));
    TRY(mailbox_erase(tx, p->id));
    TRY(token_revoke_of(tx, who, p->id));
    TRY(follow_all(tx, p->id, account_id));
    TRY(rename_rows(tx, p->id, account_id, n.label));
    TRY(rights_replace(tx, &n, texts));
    TRY(forget_answers(tx, p, account_id, n.account_email));
    TRY(search_renew(tx));
    TRY(erasure_record(tx, p->id, at));
    TRY(event_record(tx, who, "person.erased", "person", p->id, NULL, NULL));
    if (ret_left == NULL)
        return ERR_OK;
    TRY(rights_places_of(tx_snap(tx), a, &n, &left));
    *ret_left = (int64_t)left.count;
    return ERR_OK;
}

enum err rights_erase(struct tx *tx, const struct actor *who, int64_t person_id, int64_t version,
    bool texts, int64_t *ret_left)
{
    struct person p = { 0 };

    TRY(person_get(tx_snap(tx), tx_fault(tx)->arena, person_id, &p));
    TRY(check(tx, who, &p, version));
    return erase(tx, who, &p, texts, clock_now(), false, ret_left);
}

/* -- again -- */

static enum err is_same(struct snap *s, const struct erasure *e, bool *ret)
{
    int64_t created;
    bool erased;

    TRY(erasure_is(s, e->person_id, &erased));
    TRY(erasure_created_event(s, e->person_id, &created));
    *ret = !erased && created == e->created_event;
    return ERR_OK;
}

enum err rights_erase_again(
    struct tx *tx, struct arena *a, const struct erasure_list *list, int64_t *ret_erased)
{
    const struct actor system = actor_system();

    *ret_erased = 0;
    for (size_t i = 0; i < list->count; i++) {
        struct person p = { 0 };
        bool same;
        enum err e = person_get(tx_snap(tx), a, list->at[i].person_id, &p);
        if (e == ERR_NOT_FOUND)
            continue;
        TRY(e);
        TRY(is_same(tx_snap(tx), &list->at[i], &same));
        if (!same)
            continue;
        TRY(erase(tx, &system, &p, true, list->at[i].erased_at, true, NULL));
        (*ret_erased)++;
    }
    return ERR_OK;
}
