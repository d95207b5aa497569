#include "lok/feed_token.h"
#include "lok/base/clock.h"
#include "lok/base/secret.h"
#include "lok/base/sql.h"
#include "lok/event.h"
#include "lok/partner.h"

static const int64_t DAY_MS = 24 * 60 * 60 * 1000;

bool feed_token_may(const struct actor *who, struct feed_owner owner)
{
    if (owner.partner_id != 0)
        return may(who, EDIT_ENDPOINT, (struct object){ .partner_id = owner.partner_id });
    if (owner.deadlines && !may(who, PREPARE_MEETING, (struct object){ 0 }))
        return false;
    return owner.person_id != 0 && who->person_id == owner.person_id;
}

static enum err record(
    struct tx *tx, const struct actor *who, const char *type, struct feed_owner owner, int64_t id)
{
    bool of_partner = owner.partner_id != 0;
    cJSON *data = cJSON_CreateObject();

    json_add_id(data, "feedId", id);
    return event_record(tx, who, type, of_partner ? "partner" : "person",
        of_partner ? owner.partner_id : owner.person_id, data, NULL);
}

static enum err owner_exists(struct snap *s, struct arena *a, struct feed_owner owner)
{
    struct partner partner = { 0 };
    struct person person = { 0 };

    return owner.partner_id != 0 ? partner_get(s, a, owner.partner_id, &partner)
                                 : person_get(s, a, owner.person_id, &person);
}

static const struct sql FEED_TOKEN_INSERT =
    SQL("INSERT INTO feed_token (token_hash, person_id, partner_id, deadlines, created_at)"
        " VALUES (:token_hash, :person, :partner, :deadlines, :now)"
        " RETURNING id");

enum err feed_token_create(struct tx *tx, struct arena *a, const struct actor *who,
    struct feed_owner owner, const char **ret_token)
{
    const char *token = secret_token(a, 32);
    struct feed_token_list list = { 0 };
    int64_t id;

    PRE((owner.person_id == 0) != (owner.partner_id == 0));
    if (!feed_token_may(who, owner))
        return ERR_FORBIDDEN;
    TRY(owner_exists(tx_snap(tx), a, owner));
    TRY(feed_token_list(tx_snap(tx), a, owner, &list));
    if (list.count >= FEED_TOKEN_MOST)
        return fault_set(tx_fault(tx), ERR_CONFLICT,
            "Er zijn al %d links. Trek er eerst een in die niet meer nodig is.", FEED_TOKEN_MOST);
    TRY(sql_change(tx, &FEED_TOKEN_INSERT,
        IN(in_text("token_hash", secret_hash(a, token)), in_id("person", owner.person_id),
            in_id("partner", owner.partner_id), in_bool("deadlines", owner.deadlines),
            in_i64("now", clock_now())),
        OUT(out_i64("id", &id))));
    TRY(record(tx, who, "feed.created", owner, id));
    *ret_token = token;
    return ERR_OK;
}

static const struct sql OF_PERSON =
    SQL("SELECT id, person_id, partner_id, deadlines, created_at, used_at FROM feed_token"
        " WHERE person_id = :owner AND revoked_at IS NULL ORDER BY id");
static const struct sql OF_PARTNER =
    SQL("SELECT id, person_id, partner_id, deadlines, created_at, used_at FROM feed_token"
        " WHERE partner_id = :owner AND revoked_at IS NULL ORDER BY id");
static const struct sql BY_HASH =
    SQL("SELECT id, person_id, partner_id, deadlines, created_at, used_at FROM feed_token"
        " WHERE token_hash = :token_hash AND revoked_at IS NULL");

static enum err tokens_of(struct snap *s, struct arena *a, const struct sql *q, const struct in *in,
    struct feed_token_list *ret)
{
    struct feed_token row = { 0 };

    return sql_list(s, a, q, in,
        OUT(out_i64("id", &row.id), out_i64("person_id", &row.owner.person_id),
            out_i64("partner_id", &row.owner.partner_id),
            out_bool("deadlines", &row.owner.deadlines), out_i64("created_at", &row.created_at),
            out_i64("used_at", &row.used_at)),
        &row, sizeof row, &ret->at, &ret->count);
}

enum err feed_token_list(
    struct snap *s, struct arena *a, struct feed_owner owner, struct feed_token_list *ret)
{
    if (owner.partner_id != 0)
        return tokens_of(s, a, &OF_PARTNER, IN(in_i64("owner", owner.partner_id)), ret);
    return tokens_of(s, a, &OF_PERSON, IN(in_i64("owner", owner.person_id)), ret);
}

enum err feed_token_find(struct snap *s, struct arena *a, const char *token, struct feed_token *ret)
{
    struct feed_token_list list = { 0 };

    TRY(tokens_of(s, a, &BY_HASH, IN(in_text("token_hash", secret_hash(a, token))), &list));
    if (list.count == 0)
        return ERR_NOT_FOUND;
    *ret = list.at[0];
    return ERR_OK;
}

static const struct sql FEED_TOKEN_DELETE =
    SQL("DELETE FROM feed_token WHERE id = :id"
        "   AND COALESCE(person_id, 0) = :person AND COALESCE(partner_id, 0) = :partner");

enum err feed_token_revoke(
    struct tx *tx, const struct actor *who, struct feed_owner owner, int64_t id)
{
    int64_t changed = 0;

    if (!feed_token_may(who, owner))
        return ERR_FORBIDDEN;
    TRY(sql_run(tx, &FEED_TOKEN_DELETE,
        IN(in_i64("id", id), in_i64("person", owner.person_id),
            in_i64("partner", owner.partner_id)),
        &changed));
    return changed == 0 ? ERR_NOT_FOUND : record(tx, who, "feed.revoked", owner, id);
}

/* -- with a new term -- */

static const struct sql FEEDS_SUSPEND =
    SQL("UPDATE feed_token SET revoked_at = :now WHERE person_id = :person AND revoked_at IS NULL");
static const struct sql FEEDS_RESTORE =
    SQL("UPDATE feed_token SET revoked_at = NULL"
        " WHERE person_id = :person AND revoked_at BETWEEN :from_time AND :to_time");
static const struct sql FEEDS_CLEAR =
    SQL("DELETE FROM feed_token WHERE person_id IS NOT NULL AND revoked_at < :before");

static enum err record_count(
    struct tx *tx, const struct actor *who, const char *type, int64_t person_id, int64_t count)
{
    if (count == 0)
        return ERR_OK;
    cJSON *data = cJSON_CreateObject();
    cJSON_AddNumberToObject(data, "links", (double)count);
    return event_record(tx, who, type, "person", person_id, data, NULL);
}

enum err feed_token_suspend(struct tx *tx, const struct actor *who, int64_t person_id)
{
    int64_t count = 0;

    if (!may(who, EDIT_PEOPLE, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    TRY(sql_run(
        tx, &FEEDS_SUSPEND, IN(in_i64("person", person_id), in_i64("now", clock_now())), &count));
    return record_count(tx, who, "feed.revoked", person_id, count);
}

enum err feed_token_restore(
    struct tx *tx, const struct actor *who, int64_t person_id, int64_t from, int64_t to)
{
    int64_t count = 0;

    if (!may(who, EDIT_PEOPLE, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    TRY(sql_run(tx, &FEEDS_RESTORE,
        IN(in_i64("person", person_id), in_i64("from_time", from), in_i64("to_time", to)), &count));
    return record_count(tx, who, "feed.restored", person_id, count);
}

enum err feed_token_clear(struct tx *tx, int64_t before)
{
    return sql_run(tx, &FEEDS_CLEAR, IN(in_i64("before", before)), NULL);
}

bool feed_token_use_due(const struct feed_token *t, int64_t now)
{
    return t->used_at == 0 || now - t->used_at >= DAY_MS;
}

static const struct sql FEED_TOKEN_USED =
    SQL("UPDATE feed_token SET used_at = :now WHERE id = :id");

enum err feed_token_used(struct tx *tx, int64_t id, int64_t now)
{
    return sql_run(tx, &FEED_TOKEN_USED, IN(in_i64("id", id), in_i64("now", now)), NULL);
}

/* -- what its owner sees -- */

/* A partner is closed from its `until`; a member is in office on the last day too. */
static const struct sql PERSON_NOW =
    SQL("SELECT COALESCE((SELECT roles FROM account"
        "                  WHERE person_id = :person AND disabled = 0), 0) AS roles,"
        "       COALESCE((SELECT a.partner_id FROM account a JOIN partner p ON p.id = a.partner_id"
        "                  WHERE a.person_id = :person AND a.disabled = 0"
        "                    AND (p.until IS NULL OR p.until > :today)), 0) AS acts_for,"
        "       EXISTS (SELECT 1 FROM member WHERE person_id = :person"
        "                  AND (from_date IS NULL OR from_date <= :today)"
        "                  AND (until_date IS NULL OR until_date >= :today)) AS seated,"
        "       COALESCE((SELECT min(c.partner_id)"
        "                   FROM partner_contact c JOIN partner p ON p.id = c.partner_id"
        "                  WHERE c.person_id = :person"
        "                    AND (p.until IS NULL OR p.until > :today)), 0) AS contact_of");

static enum err reader_of_person(
    struct snap *s, int64_t person_id, const char *today, bool council_public, struct actor *ret)
{
    int64_t roles = 0, acts_for = 0, contact_of = 0;
    bool seated = false;

    TRY(sql_one(s, &PERSON_NOW, IN(in_i64("person", person_id), in_text("today", today)),
        OUT(out_i64("roles", &roles), out_i64("acts_for", &acts_for), out_bool("seated", &seated),
            out_i64("contact_of", &contact_of))));
    *ret = (struct actor){
        .partner_id = acts_for != 0 ? acts_for : contact_of,
        .roles = (unsigned)roles & ~ROLE_BIT(ROLE_PARTNER),
        .council_public = council_public,
    };
    if (ret->partner_id != 0)
        ret->roles |= ROLE_BIT(ROLE_PARTNER);
    if (seated)
        ret->roles |= ROLE_BIT(ROLE_MEMBER);
    return ERR_OK;
}

static const struct sql PARTNER_OPEN =
    SQL("SELECT until IS NULL OR until > :today AS open FROM partner WHERE id = :partner");

enum err feed_token_reader(struct snap *s, struct feed_owner owner, const char *today,
    bool council_public, struct feed_reader *ret)
{
    const unsigned works = ~ROLE_BIT(ROLE_ADMIN);
    struct actor who = {
        .partner_id = owner.partner_id,
        .roles = ROLE_BIT(ROLE_PARTNER),
        .council_public = council_public,
    };
    bool open = true;

    if (owner.partner_id != 0)
        TRY(sql_one(s, &PARTNER_OPEN,
            IN(in_i64("partner", owner.partner_id), in_text("today", today)),
            OUT(out_bool("open", &open))));
    else
        TRY(reader_of_person(s, owner.person_id, today, council_public, &who));
    struct feed_reader reader = {
        .v = visibility_of(&who),
        .partner_id = who.partner_id,
        .prepares = may(&who, PREPARE_MEETING, (struct object){ 0 }),
        .invited = open && (who.roles & works) != 0,
    };
    if (reader.v.sees > ACCESS_MEMBERS)
        reader.v.sees = ACCESS_MEMBERS;
    *ret = reader;
    return ERR_OK;
}
