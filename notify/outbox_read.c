#include "notify/mail.h"
#include "notify/outbox.h"

#define DELIVERY_COLUMNS                                                                      \
    "SELECT d.id, d.endpoint_id, d.notice_id, d.type, d.subject_kind, d.subject_id, d.state," \
    "       d.attempts, d.created_at, d.due_at, d.finished_at, d.last_status, d.last_ms,"     \
    "       d.last_error, d.last_answer, b.body, d.to_demo, d.sending_id, d.bundle_at,"       \
    "       l.token, CASE WHEN d.bundle_at = 0 THEN 0 ELSE"                                   \
    "         (SELECT count(*) FROM delivery o WHERE o.endpoint_id = d.endpoint_id"           \
    "             AND o.bundle_at = d.bundle_at AND o.bundle_at > 0 AND o.id <> d.id"         \
    "             AND o.state <> 'cancelled' AND o.state <> 'expired') END AS bundled,"       \
    "       e.name AS endpoint_name, coalesce('mailto:' || q.email, e.url) AS endpoint_url,"  \
    "       e.kind AS endpoint_kind, p.name AS partner_name, q.name AS person_name"           \
    "  FROM delivery d"                                                                       \
    "  JOIN delivery_body b ON b.delivery_id = d.id"                                          \
    "  JOIN endpoint e ON e.id = d.endpoint_id"                                               \
    "  LEFT JOIN partner p ON p.id = e.partner_id"                                            \
    "  LEFT JOIN person q ON q.id = e.person_id"                                              \
    "  LEFT JOIN delivery_link l ON l.delivery_id = d.id"

struct row {
    struct delivery d;
    const char *token; /* "" when it has left, and when there is none */
};

/* A personal link is shown to nobody but in the Demopostbus, where it is what one tries out. */
static void show_link(struct arena *a, struct row *row)
{
    struct delivery *d = &row->d;

    if (d->endpoint_kind == ENDPOINT_MAIL)
        d->body = mail_with_link(
            a, d->body, d->notice_id, d->to_demo && !str_empty(row->token) ? row->token : "...");
}

static enum err read_rows(struct snap *s, struct arena *a, const struct sql *q, const struct in *in,
    struct row *row, struct row **ret, size_t *ret_count)
{
    return sql_list(s, a, q, in,
        OUT(out_i64("id", &row->d.id), out_i64("endpoint_id", &row->d.endpoint_id),
            out_text("notice_id", a, &row->d.notice_id),
            out_enum("type", NOTICE_TYPES, &row->d.type),
            out_text("subject_kind", a, &row->d.subject_kind),
            out_i64("subject_id", &row->d.subject_id),
            out_enum("state", DELIVERY_STATES, &row->d.state),
            out_i64("attempts", &row->d.attempts), out_i64("created_at", &row->d.created_at),
            out_i64("due_at", &row->d.due_at), out_i64("finished_at", &row->d.finished_at),
            out_i64("last_status", &row->d.last_status), out_i64("last_ms", &row->d.last_ms),
            out_text("last_error", a, &row->d.last_error),
            out_text("last_answer", a, &row->d.last_answer), out_text("body", a, &row->d.body),
            out_bool("to_demo", &row->d.to_demo), out_i64("sending_id", &row->d.sending_id),
            out_text("endpoint_name", a, &row->d.endpoint_name),
            out_text("endpoint_url", a, &row->d.endpoint_url),
            out_enum("endpoint_kind", ENDPOINT_KINDS, &row->d.endpoint_kind),
            out_text("partner_name", a, &row->d.partner_name),
            out_text("person_name", a, &row->d.person_name),
            out_i64("bundle_at", &row->d.bundle_at), out_i64("bundled", &row->d.bundled),
            out_text("token", a, &row->token)),
        row, sizeof *row, ret, ret_count);
}

static enum err deliveries_of(struct snap *s, struct arena *a, const struct sql *q,
    const struct in *in, struct delivery_list *ret)
{
    struct row all = { 0 }, *rows = NULL;
    struct delivery_list list = { 0 };

    TRY(read_rows(s, a, q, in, &all, &rows, &list.count));
    list.at = arena_array(a, list.count, sizeof *list.at);
    for (size_t i = 0; i < list.count; i++) {
        show_link(a, &rows[i]);
        list.at[i] = rows[i].d;
    }
    *ret = list;
    return ERR_OK;
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

static const struct sql DELIVERIES_OF_BUNDLE = SQL(
    DELIVERY_COLUMNS " WHERE d.endpoint_id = :endpoint AND d.bundle_at = :bundle"
                     "   AND d.bundle_at > 0 AND d.state <> 'cancelled' AND d.state <> 'expired'"
                     " ORDER BY d.id");

enum err outbox_of_bundle(struct snap *s, struct arena *a, int64_t endpoint_id, int64_t bundle_at,
    struct delivery_list *ret)
{
    return deliveries_of(s, a, &DELIVERIES_OF_BUNDLE,
        IN(in_i64("endpoint", endpoint_id), in_i64("bundle", bundle_at)), ret);
}

static const struct sql DELIVERIES_IN_DEMO =
    SQL(DELIVERY_COLUMNS " WHERE d.id < :before AND d.to_demo = 1"
                         "   AND (d.bundle_at = 0"
                         "        OR NOT EXISTS (SELECT 1 FROM delivery older"
                         "                        WHERE older.endpoint_id = d.endpoint_id"
                         "                          AND older.bundle_at = d.bundle_at"
                         "                          AND older.bundle_at > 0"
                         "                          AND older.to_demo = 1 AND older.id < d.id))"
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
