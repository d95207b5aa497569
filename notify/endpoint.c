#include "notify/endpoint.h"
#include "lok/base/clock.h"
#include "lok/change.h"
#include "lok/partner.h"
#include "lok/person.h"
#include "notify/egress.h"
#include "notify/mail.h"
#include "notify/mailbox.h"
#include "notify/outbox.h"
#include "notify/sign.h"

/* How long the old secret signs too after a new one was made. */
enum { ROTATION_MS = 48 * 60 * 60 * 1000 };

const struct field ENDPOINT_FIELDS[] = {
    FIELD_CHOICE(struct endpoint_input, kind, .of = ENDPOINT_KINDS, .label = "Waarheen"),
    FIELD_TEXT(struct endpoint_input, url, .required = true, .max = 2000, .label = "Adres",
        .hint = "Waar de berichten aankomen. Begint met https://, of is een e-mailadres."),
    FIELD_TEXT(struct endpoint_input, name, .max = 100, .label = "Naam",
        .hint = "Hoe u deze koppeling noemt. Leeg: de naam van de server."),
    FIELD_CHOICES(struct endpoint_input, events, .required = true, .of = NOTICE_TYPES,
        .label = "Welke berichten"),
    FIELD_ID(struct endpoint_input, partner_id, .label = "Partner",
        .hint = "Leeg: een koppeling van het secretariaat."),
    FIELD_BOOL(struct endpoint_input, only_own, .label = "Alleen wat de partner zelf aangaat",
        .hint = "Zonder vinkje: alles wat de partner mag zien."),
    FIELD_CHOICE(struct endpoint_input, mail_rhythm, .of = MAIL_RHYTHMS, .label = "Hoe vaak mail",
        .hint = "Alleen voor een e-mailadres: meteen, of alles samen in één mail."),
    FIELD_CHOICE(struct endpoint_input, state, .of = ENDPOINT_STATES, .label = "Toestand"),
    FIELD_END,
};

#define ENDPOINT_COLUMNS                                                           \
    "SELECT e.id, coalesce('mailto:' || q.email, e.url) AS url, e.name, e.events," \
    "       e.partner_id, e.state, e.reason, e.failures, e.failing_since,"         \
    "       e.last_success_at, e.version, p.name AS partner_name, e.kind,"         \
    "       e.only_own, e.person_id,"                                              \
    "       coalesce(q.mail_rhythm, e.mail_rhythm) AS mail_rhythm"                 \
    "  FROM endpoint e LEFT JOIN partner p ON p.id = e.partner_id"                 \
    "  LEFT JOIN person q ON q.id = e.person_id"

/* But the mailboxes of persons, also of those who are gone. */
#define OF_NOBODY "   AND e.person_id IS NULL AND e.url <> 'mailto:'"

static const struct sql ENDPOINT_BY_ID =
    SQL(ENDPOINT_COLUMNS " WHERE e.id = :id AND e.deleted_at IS NULL");

static const struct sql ENDPOINTS = SQL(ENDPOINT_COLUMNS
    " WHERE e.id > :after AND e.deleted_at IS NULL" OF_NOBODY " ORDER BY e.id LIMIT :limit");

static const struct sql ENDPOINTS_OF_PARTNER =
    SQL(ENDPOINT_COLUMNS " WHERE e.partner_id = :partner AND e.id > :after"
                         "   AND e.deleted_at IS NULL" OF_NOBODY " ORDER BY e.id LIMIT :limit");

static const struct sql ENDPOINTS_WANTING =
    SQL(ENDPOINT_COLUMNS " WHERE e.state IN ('active', 'paused') AND e.deleted_at IS NULL"
                         "   AND (e.events & :bit) <> 0" OF_NOBODY " ORDER BY e.id");

static enum err endpoints_of(struct snap *s, struct arena *a, const struct sql *q,
    const struct in *in, struct endpoint_list *ret)
{
    struct endpoint row = { 0 };

    return sql_list(s, a, q, in,
        OUT(out_i64("id", &row.id), out_text("url", a, &row.url), out_text("name", a, &row.name),
            out_i64("events", (int64_t *)&row.events), out_i64("partner_id", &row.partner_id),
            out_enum("state", ENDPOINT_STATES, &row.state), out_text("reason", a, &row.reason),
            out_i64("failures", &row.failures), out_i64("failing_since", &row.failing_since),
            out_i64("last_success_at", &row.last_success_at), out_i64("version", &row.version),
            out_text("partner_name", a, &row.partner_name),
            out_enum("kind", ENDPOINT_KINDS, &row.kind), out_bool("only_own", &row.only_own),
            out_i64("person_id", &row.person_id),
            out_enum("mail_rhythm", MAIL_RHYTHMS, &row.mail_rhythm)),
        &row, sizeof row, &ret->at, &ret->count);
}

enum err endpoint_list(struct snap *s, struct arena *a, int64_t only_partner, int64_t after,
    int64_t limit, struct endpoint_list *ret)
{
    if (only_partner == 0)
        return endpoints_of(
            s, a, &ENDPOINTS, IN(in_i64("after", after), in_i64("limit", limit)), ret);
    return endpoints_of(s, a, &ENDPOINTS_OF_PARTNER,
        IN(in_i64("partner", only_partner), in_i64("after", after), in_i64("limit", limit)), ret);
}

enum err endpoint_get(struct snap *s, struct arena *a, int64_t id, struct endpoint *ret)
{
    struct endpoint_list list;

    TRY(endpoints_of(s, a, &ENDPOINT_BY_ID, IN(in_i64("id", id)), &list));
    if (list.count == 0)
        return ERR_NOT_FOUND;
    *ret = list.at[0];
    return ERR_OK;
}

enum err endpoint_wanting(
    struct snap *s, struct arena *a, enum notice_type type, struct endpoint_list *ret)
{
    return endpoints_of(s, a, &ENDPOINTS_WANTING, IN(in_i64("bit", INT64_C(1) << type)), ret);
}

/* A mailbox is kept as mailto:ADDRESS, also when only the address was given. */
static enum err check_address(struct fault *f, struct endpoint_input *in)
{
    const char *address =
        person_address(f->arena, endpoint_shown_url(f->arena, ENDPOINT_MAIL, in->url));

    if (!mail_address_valid(address))
        return fault_issue(f, "url", "format", "Dit is geen e-mailadres.");
    in->url = arena_printf(f->arena, "mailto:%s", address);
    return ERR_OK;
}

/* What was shown and comes back changes nothing. */
static enum err check_url(struct fault *f, const struct lines *allow, const struct endpoint *was,
    struct endpoint_input *in)
{
    if (was != NULL && (was->person_id != 0 ||
                           str_equal(in->url, endpoint_shown_url(f->arena, was->kind, was->url))))
        in->url = was->url;
    if (str_empty(in->url) || (was != NULL && was->person_id != 0))
        return ERR_OK;
    if (in->kind == ENDPOINT_MAIL)
        return check_address(f, in);
    return egress_check_url(f, f->arena, allow, in->url);
}

static void check_kind(struct fault *f, const struct endpoint *was, const struct endpoint_input *in)
{
    if (was != NULL && was->kind != in->kind)
        (void)fault_issue(
            f, "kind", "fixed", "Dit kan niet meer veranderen. Maak een nieuwe koppeling.");
}

static void check_rhythm(
    struct fault *f, const struct endpoint *was, const struct endpoint_input *in)
{
    if (in->kind != ENDPOINT_MAIL && in->mail_rhythm != MAIL_AT_ONCE)
        (void)fault_issue(
            f, "mail_rhythm", "choice", "Alleen mail kan samen komen. Kies “meteen”.");
    if (was != NULL && was->person_id != 0 && was->mail_rhythm != in->mail_rhythm)
        (void)fault_issue(
            f, "mail_rhythm", "fixed", "Hoe vaak een persoon mail wil, staat bij die persoon.");
}

/* What only goes by mail to one person is left out; something must be left. */
static void check_events(struct fault *f, struct endpoint_input *in)
{
    uint64_t chosen = in->events;

    for (unsigned type = 0; type < NOTICE_TYPE_COUNT; type++)
        if (notice_is_mail_only(type))
            in->events &= ~(UINT64_C(1) << type);
    if (in->events == 0 && chosen != 0)
        fault_issue(f, "events", "choice",
            "Deze berichten gaan alleen per mail naar een persoon. Kies ook andere.");
}

/* `was` is NULL for a new one. */
static enum err check(
    struct tx *tx, const struct lines *allow, const struct endpoint *was, struct endpoint_input *in)
{
    struct fault *f = tx_fault(tx);
    bool stays_disabled =
        was != NULL && was->state == ENDPOINT_DISABLED && in->state == ENDPOINT_DISABLED;
    struct partner partner;

    change_check(ENDPOINT_FIELDS, f, in);
    check_events(f, in);
    if (in->state == ENDPOINT_DISABLED && !stays_disabled)
        fault_issue(f, "state", "choice", "Kies “actief” of “gepauzeerd”.");
    if (in->partner_id != 0) {
        enum err e = partner_get(tx_snap(tx), f->arena, in->partner_id, &partner);

        if (e == ERR_NOT_FOUND)
            fault_issue(f, "partner_id", "unknown", "Deze partner bestaat niet.");
        else if (e != ERR_OK)
            return e;
    }
    check_kind(f, was, in);
    check_rhythm(f, was, in);
    TRY(check_url(f, allow, was, in));
    return fault_check(f);
}

static const struct sql ENDPOINT_INSERT =
    SQL("INSERT INTO endpoint (url, name, events, partner_id, state, secret, kind, only_own,"
        "                      mail_rhythm)"
        " VALUES (:url, :name, :events, :partner_id, :state, :secret, :kind, :only_own,"
        "         :mail_rhythm)"
        " RETURNING id");

/* The address itself may hold a key of the receiver: the log gets only its host. */
static cJSON *created_data(struct arena *a, const struct endpoint_input *in)
{
    int port;
    cJSON *data = cJSON_CreateObject();

    json_add_text(data, "kind", choice_code(ENDPOINT_KINDS, in->kind));
    if (in->kind != ENDPOINT_MAIL)
        json_add_text(data, "host", egress_host(a, in->url, &port));
    if (in->partner_id != 0)
        json_add_id(data, "partnerId", in->partner_id);
    return data;
}

enum err endpoint_create(struct tx *tx, struct arena *a, const struct actor *who,
    const struct lines *allow, const struct endpoint_input *in, int64_t *ret_id,
    const char **ret_secret)
{
    struct endpoint_input checked = *in;
    const char *secret = sign_new_secret(a);
    int64_t id;

    TRY(check(tx, allow, NULL, &checked));
    TRY(sql_change(tx, &ENDPOINT_INSERT,
        IN(in_text("url", checked.url), in_text("name", checked.name),
            in_i64("events", (int64_t)checked.events), in_id("partner_id", checked.partner_id),
            in_enum("state", ENDPOINT_STATES, checked.state), in_text("secret", secret),
            in_enum("kind", ENDPOINT_KINDS, checked.kind), in_bool("only_own", checked.only_own),
            in_enum("mail_rhythm", MAIL_RHYTHMS, checked.mail_rhythm)),
        OUT(out_i64("id", &id))));
    TRY(event_record(tx, who, "endpoint.created", "endpoint", id, created_data(a, &checked), NULL));
    *ret_id = id;
    *ret_secret = secret;
    return ERR_OK;
}

static const struct sql ENDPOINT_UPDATE = SQL(
    "UPDATE endpoint"
    "   SET url = CASE WHEN person_id IS NULL THEN :url ELSE url END, name = :name,"
    "       events = :events, partner_id = :partner_id,"
    "       mail_rhythm = CASE WHEN person_id IS NULL THEN :mail_rhythm ELSE mail_rhythm END,"
    "       only_own = :only_own, state = :state, reason = CASE WHEN :afresh = 1 THEN '' ELSE reason END,"
    "       failures = CASE WHEN :afresh = 1 THEN 0 ELSE failures END,"
    "       failing_since = CASE WHEN :afresh = 1 THEN 0 ELSE failing_since END,"
    "       version = version + 1"
    " WHERE id = :id");

static enum err write_update(struct tx *tx, const struct actor *who, const struct endpoint *was,
    const struct endpoint_input *in)
{
    struct endpoint_input before = endpoint_as_input(was);
    bool switched_on = was->state == ENDPOINT_DISABLED && in->state != ENDPOINT_DISABLED;
    bool elsewhere = in->state != ENDPOINT_DISABLED && !str_equal(was->url, in->url);

    TRY(sql_run(tx, &ENDPOINT_UPDATE,
        IN(in_i64("id", was->id), in_text("url", in->url), in_text("name", in->name),
            in_i64("events", (int64_t)in->events), in_id("partner_id", in->partner_id),
            in_enum("state", ENDPOINT_STATES, in->state), in_bool("only_own", in->only_own),
            in_enum("mail_rhythm", MAIL_RHYTHMS, in->mail_rhythm),
            in_bool("afresh", switched_on || elsewhere)),
        NULL));
    /* What waits was made for the eyes of the partner it had. */
    if (was->partner_id != in->partner_id)
        TRY(outbox_close_endpoint(
            tx, was->id, DELIVERY_CANCELLED, "De koppeling kreeg een andere partner."));
    if (was->mail_rhythm != in->mail_rhythm)
        TRY(mailbox_hasten(tx, was->id, in->mail_rhythm));
    return event_record(tx, who, "endpoint.changed", "endpoint", was->id,
        change_names(ENDPOINT_FIELDS, tx_fault(tx)->arena, &before, in), NULL);
}

enum err endpoint_update(struct tx *tx, const struct actor *who, const struct lines *allow,
    int64_t id, int64_t version, const struct endpoint_input *in)
{
    struct endpoint was;
    struct endpoint_input checked = *in;

    TRY(endpoint_get(tx_snap(tx), tx_fault(tx)->arena, id, &was));
    if (was.version != version)
        return ERR_STALE;
    TRY(check(tx, allow, &was, &checked));
    return write_update(tx, who, &was, &checked);
}

static const struct sql ENDPOINT_ROTATE =
    SQL("UPDATE endpoint"
        "   SET old_secret = secret, old_secret_until = :until, secret = :secret,"
        "       version = version + 1"
        " WHERE id = :id AND deleted_at IS NULL"
        " RETURNING id");

enum err endpoint_rotate(
    struct tx *tx, struct arena *a, const struct actor *who, int64_t id, const char **ret_secret)
{
    const char *secret = sign_new_secret(a);
    int64_t same;

    TRY(sql_change(tx, &ENDPOINT_ROTATE,
        IN(in_i64("id", id), in_i64("until", clock_now() + ROTATION_MS), in_text("secret", secret)),
        OUT(out_i64("id", &same))));
    TRY(event_record(tx, who, "endpoint.rotated", "endpoint", id, NULL, NULL));
    *ret_secret = secret;
    return ERR_OK;
}

static const struct sql ENDPOINT_DELETE =
    SQL("UPDATE endpoint"
        "   SET deleted_at = :now, secret = '', old_secret = '', version = version + 1"
        " WHERE id = :id");

enum err endpoint_delete(struct tx *tx, const struct actor *who, int64_t id, int64_t version)
{
    struct endpoint was;

    TRY(endpoint_get(tx_snap(tx), tx_fault(tx)->arena, id, &was));
    if (was.version != version)
        return ERR_STALE;
    if (was.person_id != 0)
        return fault_set(tx_fault(tx), ERR_CONFLICT,
            "Dit is de brievenbus van een persoon. Pauzeer ze om geen mail meer te sturen.");
    TRY(outbox_close_endpoint(tx, id, DELIVERY_CANCELLED, "De koppeling is verwijderd."));
    TRY(sql_run(tx, &ENDPOINT_DELETE, IN(in_i64("id", id), in_i64("now", clock_now())), NULL));
    return event_record(tx, who, "endpoint.deleted", "endpoint", id, NULL, NULL);
}
