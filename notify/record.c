#include "notify/record.h"
#include "lok/base/clock.h"
#include "notify/outbox_link.h"

static const struct sql RETRY =
    SQL("UPDATE delivery"
        "   SET state = 'failed', attempts = :attempts, due_at = :due_at, last_status = :status,"
        "       last_ms = :ms, last_error = :error, last_answer = :answer"
        " WHERE id = :id AND finished_at IS NULL");

static const struct sql FINISH =
    SQL("UPDATE delivery"
        "   SET state = :state, attempts = :attempts, finished_at = :at, last_status = :status,"
        "       last_ms = :ms, last_error = :error, last_answer = :answer, to_demo = :to_demo"
        " WHERE id = :id AND finished_at IS NULL");

/* What left has left, whatever was decided while it was on its way. */
static const struct sql SENT_AFTER_ALL =
    SQL("UPDATE delivery"
        "   SET state = 'sent', attempts = :attempts, finished_at = :at, last_status = :status,"
        "       last_ms = :ms, last_error = '', last_answer = :answer"
        " WHERE id = :id");

static enum err record_retry(struct tx *tx, const struct job *j)
{
    const struct outcome *o = &j->outcome;

    return sql_run(tx, &RETRY,
        IN(in_i64("attempts", o->attempts), in_i64("due_at", o->next_at),
            in_i64("status", o->status), in_i64("ms", o->ms), in_text("error", o->error),
            in_text("answer", o->answer), in_i64("id", j->id)),
        NULL);
}

static enum err record_end(struct tx *tx, const struct job *j)
{
    const struct outcome *o = &j->outcome;
    int64_t changed;

    TRY(sql_run(tx, &FINISH,
        IN(in_enum("state", DELIVERY_STATES, o->state), in_i64("attempts", o->attempts),
            in_i64("at", o->at), in_i64("status", o->status), in_i64("ms", o->ms),
            in_text("error", o->error), in_text("answer", o->answer),
            in_bool("to_demo", o->to_demo), in_i64("id", j->id)),
        &changed));
    if (changed > 0 || o->state != DELIVERY_SENT || o->to_demo)
        return ERR_OK;
    return sql_run(tx, &SENT_AFTER_ALL,
        IN(in_i64("id", j->id), in_i64("attempts", o->attempts), in_i64("at", o->at),
            in_i64("status", o->status), in_i64("ms", o->ms), in_text("answer", o->answer)),
        NULL);
}

static const struct sql ENDPOINT_RESULT =
    SQL("UPDATE endpoint"
        "   SET failures = :failures, failing_since = :since, last_success_at = :success"
        " WHERE id = :id");

static const struct sql ENDPOINT_DISABLE =
    SQL("UPDATE endpoint SET state = 'disabled', reason = :reason, version = version + 1"
        " WHERE id = :id AND state <> 'disabled' AND deleted_at IS NULL");

static enum err record_disabled(struct tx *tx, const struct lane *l)
{
    struct actor system = actor_system();
    int64_t changed;

    TRY(sql_run(tx, &ENDPOINT_DISABLE,
        IN(in_i64("id", l->endpoint_id), in_text("reason", l->disabled)), &changed));
    if (changed == 0)
        return ERR_OK;
    TRY(outbox_close_endpoint(tx, l->endpoint_id, DELIVERY_DEAD, l->disabled));
    cJSON *data = cJSON_CreateObject();
    json_add_text(data, "reason", l->disabled);
    return event_record(tx, &system, "endpoint.disabled", "endpoint", l->endpoint_id, data, NULL);
}

static enum err record_lanes(struct tx *tx, struct lane *lanes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct lane *l = &lanes[i];

        if (!l->changed)
            continue;
        TRY(sql_run(tx, &ENDPOINT_RESULT,
            IN(in_i64("id", l->endpoint_id), in_i64("failures", l->failures),
                in_i64("since", l->failing_since), in_i64("success", l->last_success_at)),
            NULL));
        if (l->disabled != NULL)
            TRY(record_disabled(tx, l));
    }
    return ERR_OK;
}

static enum err record_jobs(struct tx *tx, const struct job *first)
{
    for (const struct job *j = first; j != NULL; j = j->next) {
        TRY(j->outcome.state == DELIVERY_FAILED ? record_retry(tx, j) : record_end(tx, j));
        if (!str_empty(j->token) && j->outcome.state != DELIVERY_FAILED && !j->outcome.to_demo)
            TRY(outbox_link_clear(tx, j->id));
    }
    return ERR_OK;
}

/* What the mail server made wait goes now that it works again. */
static const struct sql HURRY =
    SQL("UPDATE delivery SET due_at = :now"
        " WHERE finished_at IS NULL AND state = 'failed' AND due_at > :now AND due_at < :never"
        "   AND endpoint_id IN (SELECT id FROM endpoint"
        "                        WHERE state = 'active' AND deleted_at IS NULL AND kind = 'mail')");

static enum err hurry(struct tx *tx)
{
    return sql_run(tx, &HURRY, IN(in_i64("now", clock_now()), in_i64("never", OUTBOX_NEVER)), NULL);
}

static void release(struct claim *c, struct job *first)
{
    size_t count;
    struct lane *lanes = claim_lanes(c, &count);

    for (size_t i = 0; i < count; i++)
        lanes[i].changed = false; /* a disabled lane goes with the next reload */
    for (struct job *j = first, *next; j != NULL; j = next) {
        next = j->next;
        claim_release(c, j);
    }
}

enum err record_group(struct db *db, struct claim *c, struct job *first, struct fault *f)
{
    struct tx *tx;
    size_t count;
    struct lane *lanes = claim_lanes(c, &count);

    TRY(tx_begin(db, f, &tx));
    uint64_t before = db_commit_count(db);
    enum err e = record_jobs(tx, first);
    if (e == ERR_OK)
        e = record_lanes(tx, lanes, count);
    if (e == ERR_OK && claim_relay_recovered(c))
        e = hurry(tx);
    if (e != ERR_OK) {
        tx_rollback(tx);
        return e;
    }
    TRY(tx_commit(tx));
    if (claim_relay_recovered(c))
        claim_relay_hurried(c); /* what waits in memory is not all that is due: it is read anew */
    else
        claim_committed(c, before);
    release(c, first);
    return ERR_OK;
}
