#include "notify/outbox.h"

#define DELIVERY_COLUMNS                                                                      \
    "SELECT d.id, d.endpoint_id, d.notice_id, d.type, d.subject_kind, d.subject_id, d.state," \
    "       d.attempts, d.created_at, d.due_at, d.finished_at, d.last_status, d.last_ms,"     \
    "       d.last_error, d.last_answer, b.body, d.to_demo, d.sending_id,"                    \
    "       e.name AS endpoint_name, coalesce('mailto:' || q.email, e.url) AS endpoint_url,"  \
    "       e.kind AS endpoint_kind, p.name AS partner_name, q.name AS person_name"           \
    "  FROM delivery d"                                                                       \
    "  JOIN delivery_body b ON b.delivery_id = d.id"                                          \
    "  JOIN endpoint e ON e.id = d.endpoint_id"                                               \
    "  LEFT JOIN partner p ON p.id = e.partner_id"                                            \
    "  LEFT JOIN person q ON q.id = e.person_id"

static enum err deliveries_of(struct snap *s, struct arena *a, const struct sql *q,
    const struct in *in, struct delivery_list *ret)
{
    struct delivery row = { 0 };

    return sql_list(s, a, q, in,
        OUT(out_i64("id", &row.id), out_i64("endpoint_id", &row.endpoint_id),
            out_text("notice_id", a, &row.notice_id), out_enum("type", NOTICE_TYPES, &row.type),
            out_text("subject_kind", a, &row.subject_kind), out_i64("subject_id", &row.subject_id),
            out_enum("state", DELIVERY_STATES, &row.state), out_i64("attempts", &row.attempts),
            out_i64("created_at", &row.created_at), out_i64("due_at", &row.due_at),
            out_i64("finished_at", &row.finished_at), out_i64("last_status", &row.last_status),
            out_i64("last_ms", &row.last_ms), out_text("last_error", a, &row.last_error),
            out_text("last_answer", a, &row.last_answer), out_text("body", a, &row.body),
            out_bool("to_demo", &row.to_demo), out_i64("sending_id", &row.sending_id),
            out_text("endpoint_name", a, &row.endpoint_name),
            out_text("endpoint_url", a, &row.endpoint_url),
            out_enum("endpoint_kind", ENDPOINT_KINDS, &row.endpoint_kind),
            out_text("partner_name", a, &row.partner_name),
            out_text("person_name", a, &row.person_name)),
        &row, sizeof row, &ret->at, &ret->count);
}

static const struct sql DELIVERIES =
    SQL(DELIVERY_COLUMNS " WHERE d.id < :before ORDER BY d.id DESC LIMIT :limit");

static const struct sql DELIVERIES_OF_ENDPOINT =
    SQL(DELIVERY_COLUMNS " WHERE d.endpoint_id = :endpoint AND d.id < :before"
                         " ORDER BY d.id DESC LIMIT :limit");

static int64_t from_newest(int64_t before)
{
    return before == 0 ? INT64_MAX : before;
}

enum err outbox_list(struct snap *s, struct arena *a, int64_t endpoint_id, int64_t before,
    int64_t limit, struct delivery_list *ret)
{
    if (endpoint_id == 0)
        return deliveries_of(s, a, &DELIVERIES,
            IN(in_i64("before", from_newest(before)), in_i64("limit", limit)), ret);
    return deliveries_of(s, a, &DELIVERIES_OF_ENDPOINT,
        IN(in_i64("endpoint", endpoint_id), in_i64("before", from_newest(before)),
            in_i64("limit", limit)),
        ret);
}

static const struct sql DELIVERY_BY_ID = SQL(DELIVERY_COLUMNS " WHERE d.id = :id");

enum err outbox_get(struct snap *s, struct arena *a, int64_t id, struct delivery *ret)
{
    struct delivery_list list;

    TRY(deliveries_of(s, a, &DELIVERY_BY_ID, IN(in_i64("id", id)), &list));
    if (list.count == 0)
        return ERR_NOT_FOUND;
    *ret = list.at[0];
    return ERR_OK;
}

static const struct sql DELIVERIES_OF_SENDING =
    SQL(DELIVERY_COLUMNS " WHERE d.sending_id = :sending AND d.sending_id > 0 ORDER BY d.id");

enum err outbox_of_sending(
    struct snap *s, struct arena *a, int64_t sending_id, struct delivery_list *ret)
{
    return deliveries_of(s, a, &DELIVERIES_OF_SENDING, IN(in_i64("sending", sending_id)), ret);
}

static const struct sql DELIVERIES_IN_DEMO =
    SQL(DELIVERY_COLUMNS " WHERE d.id < :before AND d.to_demo = 1"
                         " ORDER BY d.id DESC LIMIT :limit");

enum err outbox_demo(
    struct snap *s, struct arena *a, int64_t before, int64_t limit, struct delivery_list *ret)
{
    return deliveries_of(s, a, &DELIVERIES_IN_DEMO,
        IN(in_i64("before", from_newest(before)), in_i64("limit", limit)), ret);
}

const char *delivery_receiver(struct arena *a, const struct delivery *d)
{
    return !str_empty(d->person_name)
               ? d->person_name
               : endpoint_shown_name(a, d->endpoint_kind, d->endpoint_name, d->endpoint_url);
}
