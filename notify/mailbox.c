#include "notify/mailbox.h"
#include "lok/person.h"
#include "notify/outbox.h"
#include "notify/sign.h"

static const struct sql MAILBOX = SQL("SELECT e.id, q.email, e.state"
                                      "  FROM person q LEFT JOIN endpoint e ON e.person_id = q.id"
                                      " WHERE q.id = :person");

struct row {
    int64_t id;
    const char *address, *state;
};

enum err mailbox_get(struct snap *s, struct arena *a, int64_t person_id, struct mailbox *ret)
{
    struct row row = { 0 };

    TRY(sql_one(s, &MAILBOX, IN(in_i64("person", person_id)),
        OUT(out_i64("id", &row.id), out_text("email", a, &row.address),
            out_text("state", a, &row.state))));
    *ret = (struct mailbox){
        .endpoint_id = row.id,
        .address = row.address,
        .stopped = row.id != 0 && !str_equal(row.state, "active"),
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
