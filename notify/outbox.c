#include "notify/outbox.h"
#include "lok/base/clock.h"
#include "lok/council.h"
#include "notify/chat.h"
#include "notify/mail.h"
#include "notify/outbox_link.h"
#include "notify/told.h"
#include <string.h>

const struct choice DELIVERY_STATES[] = {
    { "pending", "wacht" },
    { "in_flight", "bezig" },
    { "sent", "verstuurd" },
    { "failed", "mislukt, wordt opnieuw geprobeerd" },
    { "dead", "mislukt, opgegeven" },
    { "cancelled", "tegengehouden" },
    { "expired", "vervallen" },
    { NULL, NULL },
};

static const struct sql DELIVERY_INSERT =
    SQL("INSERT INTO delivery (endpoint_id, notice_id, type, subject_kind, subject_id, state,"
        "                      created_at, due_at, expires_at, sending_id, bundle_at)"
        " VALUES (:endpoint, :notice, :type, :subject_kind, :subject_id, 'pending',"
        "         :now, :due_at, :expires_at, :sending, :bundle_at)"
        " RETURNING id, (SELECT kind FROM endpoint WHERE id = :endpoint) AS kind");

static const struct sql BODY_INSERT =
    SQL("INSERT INTO delivery_body (delivery_id, body) VALUES (:id, :body)");

static size_t longest_body(unsigned kind)
{
    return kind == ENDPOINT_MAIL    ? MAIL_MAX_BODY
           : endpoint_is_chat(kind) ? CHAT_LONGEST
                                    : NOTICE_MAX_BODY;
}

enum err outbox_add(struct tx *tx, int64_t endpoint_id, const struct notice *n, int64_t *ret_id)
{
    int64_t id;
    unsigned kind;

    PRE(notice_id_valid(n->id) && !str_empty(n->subject_kind) && n->type < NOTICE_TYPE_COUNT);
    TRY(sql_change(tx, &DELIVERY_INSERT,
        IN(in_i64("endpoint", endpoint_id), in_text("notice", n->id),
            in_enum("type", NOTICE_TYPES, n->type), in_text("subject_kind", n->subject_kind),
            in_i64("subject_id", n->subject_id), in_i64("now", clock_now()),
            in_i64("due_at", n->due_at), in_i64("expires_at", n->expires_at),
            in_i64("sending", n->sending_id), in_i64("bundle_at", n->bundle_at)),
        OUT(out_i64("id", &id), out_enum("kind", ENDPOINT_KINDS, &kind))));
    if (strlen(n->body) > longest_body(kind))
        return fault_set(tx_fault(tx), ERR_TOO_LARGE, "Dit bericht is te lang om te versturen.");
    TRY(sql_run(tx, &BODY_INSERT, IN(in_i64("id", id), in_text("body", n->body)), NULL));
    for (size_t i = 0; i < n->facts.count; i++)
        TRY(told_put(tx, endpoint_id, n->facts.at[i], n->id));
    if (!str_empty(n->token))
        TRY(outbox_link_put(tx, id, n->token));
    *ret_id = id;
    return ERR_OK;
}

enum err outbox_put(struct tx *tx, int64_t endpoint_id, const struct notice *n)
{
    return outbox_add(tx, endpoint_id, n, &(int64_t){ 0 });
}

static const struct sql BEGUN_OF_SENDING = SQL("SELECT count(*) AS begun FROM delivery"
                                               " WHERE sending_id = :sending AND sending_id > 0"
                                               "   AND state NOT IN ('cancelled', 'expired')"
                                               "   AND (state <> 'pending' OR due_at <= :now)");

static const struct sql TAKE_BACK =
    SQL("UPDATE delivery SET state = 'cancelled', finished_at = :at"
        " WHERE sending_id = :sending AND sending_id > 0 AND finished_at IS NULL");

enum err outbox_take_back(struct tx *tx, int64_t sending_id, int64_t now, int64_t *ret_count)
{
    int64_t begun;

    PRE(sending_id > 0);
    TRY(sql_one(tx_snap(tx), &BEGUN_OF_SENDING,
        IN(in_i64("sending", sending_id), in_i64("now", now)), OUT(out_i64("begun", &begun))));
    if (begun > 0)
        return fault_set(
            tx_fault(tx), ERR_CONFLICT, "Het versturen is al begonnen: tegenhouden kan niet meer.");
    return sql_run(
        tx, &TAKE_BACK, IN(in_i64("sending", sending_id), in_i64("at", clock_now())), ret_count);
}

static const struct sql END_SUBJECT =
    SQL("UPDATE delivery SET state = :state, finished_at = :at"
        " WHERE subject_kind = :kind AND subject_id = :id AND finished_at IS NULL"
        "   AND (bundle_at = 0 OR :bundled)");

static enum err end_subject(struct tx *tx, const char *subject_kind, int64_t subject_id,
    bool bundled, enum delivery_state as)
{
    return sql_run(tx, &END_SUBJECT,
        IN(in_text("kind", subject_kind), in_i64("id", subject_id), in_bool("bundled", bundled),
            in_enum("state", DELIVERY_STATES, as), in_i64("at", clock_now())),
        NULL);
}

enum err outbox_cancel_subject(struct tx *tx, const char *subject_kind, int64_t subject_id)
{
    return end_subject(tx, subject_kind, subject_id, true, DELIVERY_CANCELLED);
}

static const struct sql WAITING =
    SQL("SELECT count(*) AS waiting FROM delivery"
        " WHERE subject_kind = :kind AND subject_id = :id AND type = :type"
        "   AND finished_at IS NULL AND state = 'pending' AND due_at > :now");

enum err outbox_waiting(struct snap *s, enum notice_type type, const char *subject_kind,
    int64_t subject_id, int64_t now, int64_t *ret_count)
{
    return sql_one(s, &WAITING,
        IN(in_enum("type", NOTICE_TYPES, type), in_text("kind", subject_kind),
            in_i64("id", subject_id), in_i64("now", now)),
        OUT(out_i64("waiting", ret_count)));
}

static const struct sql CANCEL_WAITING =
    SQL("UPDATE delivery SET state = 'cancelled', finished_at = :at"
        " WHERE subject_kind = :kind AND subject_id = :id AND type = :type"
        "   AND finished_at IS NULL AND state = 'pending' AND due_at > :now");

enum err outbox_cancel_waiting(struct tx *tx, enum notice_type type, const char *subject_kind,
    int64_t subject_id, int64_t now, int64_t *ret_count)
{
    return sql_run(tx, &CANCEL_WAITING,
        IN(in_enum("type", NOTICE_TYPES, type), in_text("kind", subject_kind),
            in_i64("id", subject_id), in_i64("now", now), in_i64("at", clock_now())),
        ret_count);
}

enum err outbox_overtake_subject(struct tx *tx, const char *subject_kind, int64_t subject_id)
{
    return end_subject(tx, subject_kind, subject_id, false, DELIVERY_CANCELLED);
}

enum err outbox_expire_subject(struct tx *tx, const char *subject_kind, int64_t subject_id)
{
    return end_subject(tx, subject_kind, subject_id, true, DELIVERY_EXPIRED);
}

static const struct sql CLOSE_ENDPOINT =
    SQL("UPDATE delivery SET state = :state, finished_at = :at, last_error = :reason"
        " WHERE endpoint_id = :endpoint AND finished_at IS NULL");

enum err outbox_close_endpoint(
    struct tx *tx, int64_t endpoint_id, enum delivery_state as, const char *reason)
{
    PRE(as == DELIVERY_CANCELLED || as == DELIVERY_DEAD);
    return sql_run(tx, &CLOSE_ENDPOINT,
        IN(in_i64("endpoint", endpoint_id), in_enum("state", DELIVERY_STATES, as),
            in_i64("at", clock_now()), in_text("reason", reason)),
        NULL);
}

static const struct sql RESEND =
    SQL("UPDATE delivery"
        "   SET state = 'pending', attempts = 0, due_at = :now, finished_at = NULL, to_demo = 0,"
        "       last_error = '', bundle_at = 0"
        " WHERE id = :id");

static const struct sql RESEND_FACTS =
    SQL("SELECT d.endpoint_id, d.state, d.expires_at, d.finished_at, e.state AS endpoint_state,"
        "       e.deleted_at"
        "  FROM delivery d JOIN endpoint e ON e.id = d.endpoint_id"
        " WHERE d.id = :id");

struct resend_facts {
    int64_t endpoint_id, expires_at, finished_at, deleted_at;
    unsigned state, endpoint_state;
};

enum err outbox_domain_now(struct snap *s, struct arena *a, int64_t *ret)
{
    struct council council;
    enum err e = council_get(s, a, &council);

    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    *ret = e == ERR_OK ? council_now(&council) : clock_now();
    return ERR_OK;
}

static enum err check_resend(struct tx *tx, const struct resend_facts *d)
{
    struct fault *f = tx_fault(tx);
    int64_t now;

    TRY(outbox_domain_now(tx_snap(tx), f->arena, &now));
    if (d->deleted_at != 0 || d->endpoint_state == ENDPOINT_DISABLED)
        return fault_set(f, ERR_CONFLICT, "Deze koppeling is uitgeschakeld of verwijderd.");
    if (d->finished_at == 0)
        return fault_set(f, ERR_CONFLICT, "Dit bericht wacht nog: het vertrekt vanzelf.");
    if (d->state == DELIVERY_CANCELLED)
        return fault_set(f, ERR_CONFLICT, "Dit bericht is tegengehouden.");
    if (d->expires_at != 0 && d->expires_at <= now)
        return fault_set(f, ERR_CONFLICT, "Dit bericht is vervallen: het is niet meer van belang.");
    return ERR_OK;
}

enum err outbox_resend(struct tx *tx, const struct actor *who, int64_t id, int64_t now)
{
    struct resend_facts d;

    TRY(sql_one(tx_snap(tx), &RESEND_FACTS, IN(in_i64("id", id)),
        OUT(out_i64("endpoint_id", &d.endpoint_id), out_enum("state", DELIVERY_STATES, &d.state),
            out_i64("expires_at", &d.expires_at), out_i64("finished_at", &d.finished_at),
            out_enum("endpoint_state", ENDPOINT_STATES, &d.endpoint_state),
            out_i64("deleted_at", &d.deleted_at))));
    TRY(check_resend(tx, &d));
    TRY(sql_run(tx, &RESEND, IN(in_i64("id", id), in_i64("now", now)), NULL));
    TRY(outbox_link_renew(tx, id));
    cJSON *data = cJSON_CreateObject();
    json_add_id(data, "deliveryId", id);
    return event_record(tx, who, "delivery.resent", "endpoint", d.endpoint_id, data, NULL);
}

static const struct sql COUNT_WAITING =
    SQL("SELECT count(*) FILTER (WHERE state = 'pending') AS pending,"
        "       count(*) FILTER (WHERE state = 'failed') AS failed, min(due_at) AS oldest"
        "  FROM delivery WHERE finished_at IS NULL");

static const struct sql COUNT_FINISHED =
    SQL("SELECT count(*) FILTER (WHERE state = 'sent') AS sent,"
        "       count(*) FILTER (WHERE state = 'dead') AS dead"
        "  FROM delivery WHERE finished_at >= :since");

enum err outbox_count(struct snap *s, struct outbox_counts *ret)
{
    struct outbox_counts counts;
    int64_t since = clock_now() - INT64_C(86400000) * OUTBOX_KEPT_DAYS;

    TRY(sql_one(s, &COUNT_WAITING, IN(),
        OUT(out_i64("pending", &counts.pending), out_i64("failed", &counts.failed),
            out_i64("oldest", &counts.oldest_due_at))));
    TRY(sql_one(s, &COUNT_FINISHED, IN(in_i64("since", since)),
        OUT(out_i64("sent", &counts.sent), out_i64("dead", &counts.dead))));
    *ret = counts;
    return ERR_OK;
}
