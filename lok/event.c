#include "lok/event.h"
#include "lok/base/clock.h"
#include "lok/base/sql.h"

static const struct sql EVENT_INSERT =
    SQL("INSERT INTO event (at, type, subject_kind, subject_id, account_id, token_id, data)"
        " VALUES (:at, :type, :subject_kind, :subject_id, :account_id, :token_id, :data)"
        " RETURNING id");

static enum err put(struct tx *tx, const struct actor *who, const char *type,
    const char *subject_kind, int64_t subject_id, const char *data, int64_t *ret_id)
{
    int64_t id;

    PRE(!str_empty(type) && !str_empty(subject_kind));
    TRY(sql_change(tx, &EVENT_INSERT,
        IN(in_i64("at", clock_now()), in_text("type", type), in_text("subject_kind", subject_kind),
            in_i64("subject_id", subject_id), in_id("account_id", who->account_id),
            in_id("token_id", who->token_id), in_text("data", data)),
        OUT(out_i64("id", &id))));
    if (ret_id != NULL)
        *ret_id = id;
    return ERR_OK;
}

static const char *text_of(struct tx *tx, cJSON *data)
{
    return data == NULL ? "{}" : json_print(tx_fault(tx)->arena, data);
}

enum err event_record(struct tx *tx, const struct actor *who, const char *type,
    const char *subject_kind, int64_t subject_id, cJSON *data, int64_t *ret_id)
{
    return put(tx, who, type, subject_kind, subject_id, text_of(tx, data), ret_id);
}

enum { TYPING_MS = 15 * 60 * 1000 };

enum err event_record_typing(struct tx *tx, const struct actor *who, const char *type,
    const char *subject_kind, int64_t subject_id, cJSON *data)
{
    struct event_list last = { 0 };
    const char *text = text_of(tx, data);

    TRY(event_list(tx_snap(tx), tx_fault(tx)->arena, subject_kind, subject_id, 0, 1, &last));
    if (last.count == 1) {
        const struct event *was = &last.at[0];
        int64_t ago = clock_now() - was->at;

        if (str_equal(was->type, type) && str_equal(was->data, text) &&
            was->account_id == who->account_id && was->token_id == who->token_id && ago >= 0 &&
            ago < TYPING_MS)
            return ERR_OK;
    }
    return put(tx, who, type, subject_kind, subject_id, text, NULL);
}

static const struct {
    const char *type, *dutch;
} WORDS[] = {
#define EVENT(type_, dutch_) { type_, dutch_ },
#include "lok/event.def"
#undef EVENT
};

const char *event_words(const char *type)
{
    for (size_t i = 0; i < ARRAY_LEN(WORDS); i++)
        if (str_equal(WORDS[i].type, type))
            return WORDS[i].dutch;
    return "";
}

static const struct sql EVENTS =
    SQL("SELECT id, at, type, subject_kind, subject_id, account_id, token_id, data"
        "  FROM event"
        " WHERE id < :before"
        " ORDER BY id DESC LIMIT :limit");

static const struct sql EVENTS_OF_KIND =
    SQL("SELECT id, at, type, subject_kind, subject_id, account_id, token_id, data"
        "  FROM event"
        " WHERE subject_kind = :subject_kind AND id < :before"
        " ORDER BY id DESC LIMIT :limit");

static const struct sql EVENTS_OF_SUBJECT =
    SQL("SELECT id, at, type, subject_kind, subject_id, account_id, token_id, data"
        "  FROM event"
        " WHERE subject_kind = :subject_kind AND subject_id = :subject_id AND id < :before"
        " ORDER BY id DESC LIMIT :limit");

static enum err events_of(struct snap *s, struct arena *a, const struct sql *q, const struct in *in,
    struct event_list *ret)
{
    struct event row = { 0 };

    return sql_list(s, a, q, in,
        OUT(out_i64("id", &row.id), out_i64("at", &row.at), out_text("type", a, &row.type),
            out_text("subject_kind", a, &row.subject_kind), out_i64("subject_id", &row.subject_id),
            out_i64("account_id", &row.account_id), out_i64("token_id", &row.token_id),
            out_text("data", a, &row.data)),
        &row, sizeof row, &ret->at, &ret->count);
}

enum err event_list(struct snap *s, struct arena *a, const char *subject_kind, int64_t subject_id,
    int64_t before, int64_t limit, struct event_list *ret)
{
    struct in at = in_i64("before", before == 0 ? INT64_MAX : before);
    struct in most = in_i64("limit", limit);

    if (str_empty(subject_kind))
        return events_of(s, a, &EVENTS, IN(at, most), ret);
    struct in kind = in_text("subject_kind", subject_kind);
    if (subject_id == 0)
        return events_of(s, a, &EVENTS_OF_KIND, IN(kind, at, most), ret);
    return events_of(
        s, a, &EVENTS_OF_SUBJECT, IN(kind, in_i64("subject_id", subject_id), at, most), ret);
}
