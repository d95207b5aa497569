#include "lok/personal_link.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "lok/base/secret.h"
#include "lok/event.h"

enum { NOTED_EVERY_MS = 60 * 60 * 1000 };

static const struct sql LINK_INSERT =
    SQL("INSERT INTO personal_link (token_hash, person_id, partner_id, meeting_id, sending_id,"
        "                           created_at, expires_at)"
        " VALUES (:token_hash, :person, :partner, :meeting, :sending, :now, :expires_at)");

enum err personal_link_make(
    struct tx *tx, struct arena *a, const struct personal_link_input *in, const char **ret_token)
{
    const char *token = secret_token(a, 32);

    PRE(in->person_id != 0);
    TRY(sql_run(tx, &LINK_INSERT,
        IN(in_text("token_hash", secret_hash(a, token)), in_i64("person", in->person_id),
            in_id("partner", in->partner_id), in_id("meeting", in->meeting_id),
            in_id("sending", in->sending_id), in_i64("now", clock_now()),
            in_i64("expires_at", in->expires_at)),
        NULL));
    *ret_token = token;
    return ERR_OK;
}

static const struct sql LINK_AGAIN =
    SQL("INSERT INTO personal_link (token_hash, person_id, partner_id, meeting_id, sending_id,"
        "                           created_at, expires_at)"
        " SELECT :token_hash, person_id, partner_id, meeting_id, sending_id, :now,"
        "        :now + expires_at - created_at"
        "   FROM personal_link WHERE token_hash = :old_hash");

enum err personal_link_again(
    struct tx *tx, struct arena *a, const char *token_hash, const char **ret_token)
{
    const char *token = secret_token(a, 32);
    int64_t made = 0;

    TRY(sql_run(tx, &LINK_AGAIN,
        IN(in_text("token_hash", secret_hash(a, token)), in_text("old_hash", token_hash),
            in_i64("now", clock_now())),
        &made));
    if (made == 0)
        return ERR_NOT_FOUND;
    *ret_token = token;
    return ERR_OK;
}

const char *personal_link_url(struct arena *a, const char *public_url, const char *token)
{
    return arena_printf(a, "%s/persoonlijk/%s", public_url, token);
}

#define LINK_COLUMNS                                                                            \
    "SELECT id, person_id, partner_id, meeting_id, created_at, expires_at, used_at, revoked_at" \
    "  FROM personal_link"

static const struct sql LINK_BY_TOKEN = SQL(LINK_COLUMNS " WHERE token_hash = :token_hash");

enum err personal_link_find(
    struct snap *s, struct arena *a, const char *token, struct personal_link *ret)
{
    struct personal_link l = { 0 };

    TRY(sql_one(s, &LINK_BY_TOKEN, IN(in_text("token_hash", secret_hash(a, token))),
        OUT(out_i64("id", &l.id), out_i64("person_id", &l.person_id),
            out_i64("partner_id", &l.partner_id), out_i64("meeting_id", &l.meeting_id),
            out_i64("created_at", &l.created_at), out_i64("expires_at", &l.expires_at),
            out_i64("used_at", &l.used_at), out_i64("revoked_at", &l.revoked_at))));
    *ret = l;
    return ERR_OK;
}

enum err personal_link_open(
    struct snap *s, struct arena *a, const char *token, struct personal_link *ret)
{
    struct fault *f = snap_fault(s);
    struct personal_link l = { 0 };
    enum err e = personal_link_find(s, a, token, &l);

    if (e == ERR_NOT_FOUND)
        return fault_set(f, ERR_GONE,
            "Deze link kennen wij niet. Kijk of u de hele link uit de mail hebt gebruikt.");
    TRY(e);
    if (l.revoked_at != 0)
        return fault_set(f, ERR_GONE, "Deze link is ingetrokken. Vraag een nieuwe link.");
    if (l.expires_at <= clock_now())
        return fault_set(f, ERR_GONE, "Deze link werkte tot %s. Vraag een nieuwe link.",
            dutch_date_long(f->arena, date_of(f->arena, l.expires_at)));
    *ret = l;
    return ERR_OK;
}

/* A partner is closed from its `until`; a member is in office on the last day too. A person who is
 * the contact of several acts for the one it was invited for. */
static const struct sql BEARER =
    SQL("SELECT p.function AS name,"
        "       EXISTS (SELECT 1 FROM member WHERE person_id = :person"
        "                  AND (from_date IS NULL OR from_date <= :today)"
        "                  AND (until_date IS NULL OR until_date >= :today)) AS seated,"
        "       COALESCE((SELECT c.partner_id"
        "                   FROM partner_contact c JOIN partner x ON x.id = c.partner_id"
        "                  WHERE c.person_id = :person AND (x.until IS NULL OR x.until > :today)"
        "                  ORDER BY c.partner_id <> :partner, c.partner_id LIMIT 1), 0)"
        "           AS partner_id,"
        "       COALESCE((SELECT is_public FROM council WHERE id = 1), 0) AS council_public"
        "  FROM person p WHERE p.id = :person");

enum err personal_link_actor(struct snap *s, struct arena *a, const struct personal_link *link,
    const char *today, struct actor *ret)
{
    struct actor who = { .person_id = link->person_id };
    bool seated = false;

    TRY(sql_one(s, &BEARER,
        IN(in_i64("person", link->person_id), in_i64("partner", link->partner_id),
            in_text("today", today)),
        OUT(out_text("name", a, &who.name), out_bool("seated", &seated),
            out_i64("partner_id", &who.partner_id),
            out_bool("council_public", &who.council_public))));
    who.roles =
        (seated ? ROLE_BIT(ROLE_MEMBER) : 0) | (who.partner_id != 0 ? ROLE_BIT(ROLE_PARTNER) : 0);
    if (who.roles == 0)
        return fault_set(snap_fault(s), ERR_GONE,
            "U bent geen lid of contactpersoon meer. Klopt dat niet? Vraag het aan het"
            " secretariaat.");
    *ret = who;
    return ERR_OK;
}

bool personal_link_use_due(const struct personal_link *link, int64_t now)
{
    return link->used_at == 0 || now - link->used_at >= NOTED_EVERY_MS;
}

static const struct sql LINK_USED = SQL("UPDATE personal_link SET used_at = :now WHERE id = :id");

enum err personal_link_used(struct tx *tx, int64_t id, int64_t now)
{
    return sql_run(tx, &LINK_USED, IN(in_i64("id", id), in_i64("now", now)), NULL);
}

/* -- of a person -- */

static const struct sql LINKS_OF_PERSON =
    SQL(LINK_COLUMNS " WHERE person_id = :person AND revoked_at IS NULL AND expires_at > :now"
                     " ORDER BY id DESC LIMIT 100");

enum err personal_link_list(
    struct snap *s, struct arena *a, int64_t person_id, struct personal_link_list *ret)
{
    struct personal_link l = { 0 };

    return sql_list(s, a, &LINKS_OF_PERSON,
        IN(in_i64("person", person_id), in_i64("now", clock_now())),
        OUT(out_i64("id", &l.id), out_i64("person_id", &l.person_id),
            out_i64("partner_id", &l.partner_id), out_i64("meeting_id", &l.meeting_id),
            out_i64("created_at", &l.created_at), out_i64("expires_at", &l.expires_at),
            out_i64("used_at", &l.used_at), out_i64("revoked_at", &l.revoked_at)),
        &l, sizeof l, &ret->at, &ret->count);
}

static const struct sql LINKS_REVOKE = SQL("UPDATE personal_link SET revoked_at = :now"
                                           " WHERE person_id = :person AND revoked_at IS NULL");

enum err personal_link_revoke(struct tx *tx, const struct actor *who, int64_t person_id)
{
    bool own = who->person_id != 0 && who->person_id == person_id;
    int64_t count = 0;

    if (!own && !may(who, EDIT_PEOPLE, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    TRY(sql_run(
        tx, &LINKS_REVOKE, IN(in_i64("person", person_id), in_i64("now", clock_now())), &count));
    if (count == 0)
        return ERR_OK;
    cJSON *data = cJSON_CreateObject();
    cJSON_AddNumberToObject(data, "links", (double)count);
    return event_record(tx, who, "personal_link.revoked", "person", person_id, data, NULL);
}

static const struct sql LINKS_RESTORE =
    SQL("UPDATE personal_link SET revoked_at = NULL"
        " WHERE person_id = :person AND revoked_at BETWEEN :from_time AND :to_time");

enum err personal_link_restore(
    struct tx *tx, const struct actor *who, int64_t person_id, int64_t from, int64_t to)
{
    int64_t count = 0;

    if (!may(who, EDIT_PEOPLE, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    TRY(sql_run(tx, &LINKS_RESTORE,
        IN(in_i64("person", person_id), in_i64("from_time", from), in_i64("to_time", to)), &count));
    if (count == 0)
        return ERR_OK;
    cJSON *data = cJSON_CreateObject();
    cJSON_AddNumberToObject(data, "links", (double)count);
    return event_record(tx, who, "personal_link.restored", "person", person_id, data, NULL);
}

static const struct sql LINKS_FORGET = SQL("DELETE FROM personal_link WHERE sending_id = :sending");

enum err personal_link_forget_sending(struct tx *tx, int64_t sending_id)
{
    return sql_run(tx, &LINKS_FORGET, IN(in_i64("sending", sending_id)), NULL);
}

static const struct sql LINKS_CLEAR = SQL("DELETE FROM personal_link WHERE expires_at < :before");

enum err personal_link_clear(struct tx *tx, int64_t before)
{
    return sql_run(tx, &LINKS_CLEAR, IN(in_i64("before", before)), NULL);
}
