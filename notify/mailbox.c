#include "notify/mailbox.h"
#include "lok/base/clock.h"
#include "lok/person.h"
#include "notify/outbox.h"
#include "notify/sign.h"

static const struct sql MAILBOX = SQL("SELECT e.id, q.email, e.state, q.mail_rhythm"
                                      "  FROM person q LEFT JOIN endpoint e ON e.person_id = q.id"
                                      " WHERE q.id = :person");

struct row {
    int64_t id;
    const char *address, *state;
    unsigned rhythm;
};

enum err mailbox_get(struct snap *s, struct arena *a, int64_t person_id, struct mailbox *ret)
{
    struct row row = { 0 };

    TRY(sql_one(s, &MAILBOX, IN(in_i64("person", person_id)),
        OUT(out_i64("id", &row.id), out_text("email", a, &row.address),
            out_text("state", a, &row.state), out_enum("mail_rhythm", MAIL_RHYTHMS, &row.rhythm))));
    *ret = (struct mailbox){
        .endpoint_id = row.id,
        .address = row.address,
        .stopped = row.id != 0 && !str_equal(row.state, "active"),
        .rhythm = row.rhythm,
    };
    return ERR_OK;
}

/* Its secret signs nothing, but no endpoint goes without. */
static const struct sql MAKE =
    SQL("INSERT INTO endpoint (url, name, events, state, secret, kind, person_id)"
        " VALUES ('mailto:', '', 0, 'active', :secret, 'mail', :person)"
        " RETURNING id");

static enum err find_or_make(struct tx *tx, struct arena *a, int64_t person_id, struct mailbox *ret)
{
    TRY(mailbox_get(tx_snap(tx), a, person_id, ret));
    if (ret->endpoint_id != 0)
        return ERR_OK;
    return sql_change(tx, &MAKE,
        IN(in_text("secret", sign_new_secret(a)), in_i64("person", person_id)),
        OUT(out_i64("id", &ret->endpoint_id)));
}

enum err mailbox_of(struct tx *tx, struct arena *a, int64_t person_id, struct mailbox *ret)
{
    struct mailbox m;

    TRY(mailbox_get(tx_snap(tx), a, person_id, &m));
    if (str_empty(m.address))
        return fault_set(tx_fault(tx), ERR_CONFLICT, "Deze persoon heeft geen e-mailadres.");
    TRY(find_or_make(tx, a, person_id, &m));
    *ret = m;
    return ERR_OK;
}

static const struct sql SET_STATE =
    SQL("UPDATE endpoint SET state = :state, reason = '', failures = 0, failing_since = 0,"
        "                    version = version + 1"
        " WHERE id = :id AND state <> :state");

enum err mailbox_stop(struct tx *tx, const struct actor *who, int64_t person_id, bool stopped)
{
    struct mailbox m;
    int64_t changed;

    TRY(find_or_make(tx, tx_fault(tx)->arena, person_id, &m));
    TRY(sql_run(tx, &SET_STATE,
        IN(in_i64("id", m.endpoint_id),
            in_enum("state", ENDPOINT_STATES, stopped ? ENDPOINT_PAUSED : ENDPOINT_ACTIVE)),
        &changed));
    if (changed == 0)
        return ERR_OK;
    if (stopped)
        TRY(outbox_close_endpoint(
            tx, m.endpoint_id, DELIVERY_CANCELLED, "Deze persoon wil geen mail meer."));
    return event_record(tx, who, stopped ? "mailbox.stopped" : "mailbox.resumed", "endpoint",
        m.endpoint_id, NULL, NULL);
}

/* -- digests -- */

/* :hour ms is the longest that a sending can be taken back. */
static const struct sql HASTEN =
    SQL("UPDATE delivery"
        "   SET due_at = CASE WHEN created_at + :hour > :moment THEN created_at + :hour"
        "                     ELSE :moment END,"
        "       bundle_at = CASE WHEN created_at + :hour > :moment THEN created_at + :hour"
        "                        ELSE :moment END"
        " WHERE endpoint_id = :id AND finished_at IS NULL AND bundle_at > :moment"
        "   AND due_at = bundle_at");

enum err mailbox_hasten(struct tx *tx, int64_t endpoint_id, enum mail_rhythm rhythm)
{
    return sql_run(tx, &HASTEN,
        IN(in_i64("id", endpoint_id), in_i64("hour", INT64_C(3600) * 1000),
            in_i64("moment", digest_moment(rhythm, clock_now()))),
        NULL);
}

enum err mailbox_follow(struct tx *tx, int64_t person_id)
{
    struct mailbox m;

    TRY(mailbox_get(tx_snap(tx), tx_fault(tx)->arena, person_id, &m));
    return mailbox_hasten(tx, m.endpoint_id, m.rhythm);
}

enum err mailbox_set_rhythm(
    struct tx *tx, const struct actor *who, int64_t person_id, enum mail_rhythm rhythm)
{
    struct person p;

    TRY(person_get(tx_snap(tx), tx_fault(tx)->arena, person_id, &p));
    p.mail_rhythm = rhythm;
    TRY(person_update(tx, who, person_id, p.version, &p));
    return mailbox_follow(tx, person_id);
}

static const struct sql TAKE_ALONG =
    SQL("UPDATE delivery SET due_at = :due, bundle_at = :due"
        " WHERE endpoint_id = :id AND subject_kind = :kind AND subject_id = :subject"
        "   AND finished_at IS NULL AND bundle_at > :due AND due_at = bundle_at");

enum err mailbox_put(
    struct tx *tx, const struct mailbox *box, const struct notice *n, int64_t latest)
{
    struct notice out = *n;
    int64_t moment = digest_moment(box->rhythm, n->due_at);
    int64_t along = 0;

    if (box->rhythm != MAIL_AT_ONCE && (latest == 0 || moment <= latest)) {
        out.due_at = out.bundle_at = moment;
        return outbox_put(tx, box->endpoint_id, &out);
    }
    TRY(sql_run(tx, &TAKE_ALONG,
        IN(in_i64("id", box->endpoint_id), in_text("kind", n->subject_kind),
            in_i64("subject", n->subject_id), in_i64("due", n->due_at)),
        &along));
    if (along > 0)
        out.bundle_at = n->due_at;
    return outbox_put(tx, box->endpoint_id, &out);
}

/* -- erased -- */

static const struct sql ERASE_KEPT =
    SQL("DELETE FROM kept_notice"
        " WHERE endpoint_id IN (SELECT id FROM endpoint WHERE person_id = :person)");

static const struct sql ERASE_TOLD =
    SQL("DELETE FROM told"
        " WHERE endpoint_id IN (SELECT id FROM endpoint WHERE person_id = :person)");

/* Bodies and links go with them (ON DELETE CASCADE). */
static const struct sql ERASE_DELIVERIES =
    SQL("DELETE FROM delivery"
        " WHERE endpoint_id IN (SELECT id FROM endpoint WHERE person_id = :person)");

/* The row goes with the next upkeep: a mail that is leaving still refers to it. */
static const struct sql ERASE_MAILBOX =
    SQL("UPDATE endpoint SET person_id = NULL, name = '', reason = '', state = 'paused',"
        "                    deleted_at = :now, version = version + 1"
        " WHERE person_id = :person");

enum err mailbox_erase(struct tx *tx, int64_t person_id)
{
    const struct in person = in_i64("person", person_id);

    TRY(sql_run(tx, &ERASE_KEPT, IN(person), NULL));
    TRY(sql_run(tx, &ERASE_TOLD, IN(person), NULL));
    TRY(sql_run(tx, &ERASE_DELIVERIES, IN(person), NULL));
    return sql_run(tx, &ERASE_MAILBOX, IN(person, in_i64("now", clock_now())), NULL);
}
