#include "notify/kept.h"

static const struct sql KEPT =
    SQL("SELECT id, notice_id, type, state, created_at, finished_at, 0 AS in_log FROM kept_notice"
        " WHERE endpoint_id = :endpoint AND id < :before ORDER BY id DESC LIMIT :limit");

static const struct sql FIND =
    SQL("SELECT id, notice_id, type, state, created_at, finished_at, 1 AS in_log FROM delivery"
        " WHERE notice_id = :notice AND endpoint_id = :endpoint"
        " UNION ALL "
        "SELECT id, notice_id, type, state, created_at, finished_at, 0 AS in_log FROM kept_notice"
        " WHERE notice_id = :notice AND endpoint_id = :endpoint"
        " LIMIT 1");

static enum err notices_of(struct snap *s, struct arena *a, const struct sql *q,
    const struct in *in, struct kept_list *ret)
{
    struct kept_notice row = { 0 };

    return sql_list(s, a, q, in,
        OUT(out_i64("id", &row.id), out_text("notice_id", a, &row.notice_id),
            out_enum("type", NOTICE_TYPES, &row.type),
            out_enum("state", DELIVERY_STATES, &row.state), out_i64("created_at", &row.created_at),
            out_i64("finished_at", &row.finished_at), out_bool("in_log", &row.in_log)),
        &row, sizeof row, &ret->at, &ret->count);
}

enum err kept_list(struct snap *s, struct arena *a, int64_t endpoint_id, int64_t before,
    int64_t limit, struct kept_list *ret)
{
    return notices_of(s, a, &KEPT,
        IN(in_i64("endpoint", endpoint_id), in_i64("before", before == 0 ? INT64_MAX : before),
            in_i64("limit", limit)),
        ret);
}

enum err kept_find(struct snap *s, struct arena *a, int64_t endpoint_id, const char *notice_id,
    struct kept_notice *ret)
{
    struct kept_list list = { 0 };

    TRY(notices_of(
        s, a, &FIND, IN(in_i64("endpoint", endpoint_id), in_text("notice", notice_id)), &list));
    if (list.count == 0)
        return ERR_NOT_FOUND;
    *ret = list.at[0];
    return ERR_OK;
}
