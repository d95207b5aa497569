#include "notify/again.h"

const struct field AGAIN_FIELDS[] = {
    FIELD_INSTANT(struct again_input, since, .required = true, .label = "Sinds"),
    FIELD_BOOL(struct again_input, everything, .label = "Ook wat aankwam"),
    FIELD_END,
};

/* 'failed' waits for its next attempt; what was finished as failed is 'dead'. */
#define TO_SEND_AGAIN                                                                     \
    " WHERE endpoint_id = :endpoint AND created_at >= :since"                             \
    "   AND (state = 'dead' OR (state = 'failed' AND due_at > :now AND due_at <> :never)" \
    "        OR (state = 'sent' AND :everything = 1))"                                    \
    "   AND (expires_at = 0 OR expires_at > :domain_now)"

static const struct sql COUNT_AGAIN =
    SQL("SELECT type, count(*) AS count"
        "  FROM delivery" TO_SEND_AGAIN " GROUP BY type ORDER BY min(id)");

static const struct sql SEND_AGAIN =
    SQL("UPDATE delivery"
        "   SET state = 'pending', attempts = 0, due_at = :now, finished_at = NULL, to_demo = 0,"
        "       last_error = ''" TO_SEND_AGAIN);

static enum err check(struct snap *s, struct arena *a, struct fault *f, int64_t endpoint_id,
    const struct again_input *in, int64_t now)
{
    struct endpoint to;

    TRY(endpoint_get(s, a, endpoint_id, &to));
    if (in->since > now)
        (void)fault_issue(f, "since", "future", "Kies een moment dat voorbij is.");
    else if (in->since < now - INT64_C(86400000) * OUTBOX_KEPT_DAYS)
        (void)fault_issue(f, "since", "kept",
            "Zo lang geleden kan niet: wij bewaren berichten %d dagen.", OUTBOX_KEPT_DAYS);
    TRY(fault_check(f));
    if (to.state == ENDPOINT_DISABLED)
        return fault_set(
            f, ERR_CONFLICT, "Deze koppeling is uitgeschakeld. Zet ze eerst weer op actief.");
    return ERR_OK;
}

enum err again_count(struct snap *s, struct arena *a, struct fault *f, int64_t endpoint_id,
    const struct again_input *in, int64_t now, struct again_list *ret)
{
    struct again_kind row = { 0 };
    int64_t domain_now;

    TRY(check(s, a, f, endpoint_id, in, now));
    TRY(outbox_domain_now(s, a, &domain_now));
    return sql_list(s, a, &COUNT_AGAIN,
        IN(in_i64("endpoint", endpoint_id), in_i64("since", in->since), in_i64("now", now),
            in_i64("never", OUTBOX_NEVER), in_bool("everything", in->everything),
            in_i64("domain_now", domain_now)),
        OUT(out_enum("type", NOTICE_TYPES, &row.type), out_i64("count", &row.count)), &row,
        sizeof row, &ret->at, &ret->count);
}

static enum err record(struct tx *tx, const struct actor *who, int64_t endpoint_id,
    const struct again_input *in, int64_t count)
{
    cJSON *data = cJSON_CreateObject();

    json_add_instant(data, "since", in->since);
    (void)cJSON_AddBoolToObject(data, "everything", in->everything);
    (void)cJSON_AddNumberToObject(data, "count", (double)count);
    return event_record(tx, who, "endpoint.resent", "endpoint", endpoint_id, data, NULL);
}

enum err again_send(struct tx *tx, const struct actor *who, int64_t endpoint_id,
    const struct again_input *in, int64_t now, int64_t *ret_count)
{
    struct fault *f = tx_fault(tx);
    int64_t domain_now, count;

    TRY(check(tx_snap(tx), f->arena, f, endpoint_id, in, now));
    TRY(outbox_domain_now(tx_snap(tx), f->arena, &domain_now));
    TRY(sql_run(tx, &SEND_AGAIN,
        IN(in_i64("endpoint", endpoint_id), in_i64("since", in->since), in_i64("now", now),
            in_i64("never", OUTBOX_NEVER), in_bool("everything", in->everything),
            in_i64("domain_now", domain_now)),
        &count));
    *ret_count = count;
    return count == 0 ? ERR_OK : record(tx, who, endpoint_id, in, count);
}

/* -- after it was disabled -- */

static const struct sql FIRST_LOST =
    SQL("SELECT coalesce(min(created_at), 0) AS first FROM delivery"
        " WHERE endpoint_id = :endpoint AND state = 'dead'"
        "   AND finished_at >= :since");

enum err again_recover(struct tx *tx, const struct actor *who, const struct lines *allow,
    int64_t endpoint_id, int64_t now, int64_t *ret_count)
{
    const int64_t kept = now - INT64_C(86400000) * OUTBOX_KEPT_DAYS;
    struct endpoint was;
    struct again_input lost = { 0 };

    TRY(endpoint_get(tx_snap(tx), tx_fault(tx)->arena, endpoint_id, &was));
    if (was.state != ENDPOINT_DISABLED)
        return fault_set(tx_fault(tx), ERR_CONFLICT, "Deze koppeling staat al aan.");
    struct endpoint_input in = endpoint_as_input(&was);
    in.state = ENDPOINT_ACTIVE;
    TRY(endpoint_update(tx, who, allow, endpoint_id, was.version, &in));
    TRY(sql_one(tx_snap(tx), &FIRST_LOST,
        IN(in_i64("endpoint", endpoint_id), in_i64("since", was.failing_since)),
        OUT(out_i64("first", &lost.since))));
    *ret_count = 0;
    if (lost.since == 0)
        return ERR_OK;
    lost.since = lost.since < kept ? kept : lost.since;
    return again_send(tx, who, endpoint_id, &lost, now, ret_count);
}
