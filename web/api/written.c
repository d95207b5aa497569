/* Written procedures: started, voted in, closed, reported. */
#include "agenda/written.h"
#include "agenda/advice.h"
#include "agenda/publication.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "web/api/api.h"
#include "web/api/input.h"
#include "web/api/support.h"

/* A meeting that this reader sees. */
static enum err sees(struct request *rq, int64_t id)
{
    struct published p = { 0 };
    struct meeting m = { 0 };
    if (support_prepares(rq))
        return meeting_get(rq->snap, rq->arena, id, &m);
    return publication_current(rq->snap, rq->arena, visibility_of(&rq->actor), id, clock_now(), &p);
}

static void add_own(cJSON *o, const struct written_ballot *b, int64_t item_id)
{
    for (size_t i = 0; i < b->count; i++) {
        const struct written_answer *one = &b->at[i];
        if (one->item.id != item_id)
            continue;
        cJSON_AddBoolToObject(o, "mayVote", b->may_vote);
        json_add_text(o, "vote", choice_code(VOTES, one->vote));
        json_add_text(o, "remark", one->remark);
        json_add_instant(o, "votedAt", one->voted_at);
    }
}

static void add_result(cJSON *o, const struct written_result *r, bool prepares)
{
    cJSON *votes = cJSON_AddObjectToObject(o, "votes");
    cJSON_AddNumberToObject(votes, "inFavour", (double)r->votes.in_favour);
    cJSON_AddNumberToObject(votes, "against", (double)r->votes.against);
    cJSON_AddNumberToObject(votes, "abstain", (double)r->votes.abstain);
    cJSON_AddNumberToObject(o, "voters", (double)r->voters);
    cJSON_AddBoolToObject(o, "accepted", r->accepted);
    json_add_text(o, "result", r->words);
    if (prepares)
        json_add_text(o, "ruleNotMet", r->rule);
}

static cJSON *encode(struct request *rq, const struct written *w, const struct written_ballot *b,
    const struct written_results *all)
{
    bool prepares = support_prepares(rq), over = w->state == MEETING_CLOSED;
    cJSON *o = cJSON_CreateObject();
    json_add_id(o, "meetingId", w->meeting_id);
    json_add_text(o, "state", choice_code(MEETING_STATES, w->state));
    json_add_instant(o, "opensAt", w->opens_at);
    json_add_instant(o, "closesAt", w->closes_at);
    cJSON_AddBoolToObject(o, "open", w->open);
    json_add_text(o, "words", w->why);
    if (w->reported_id != 0)
        json_add_id(o, "reportedItemId", w->reported_id);
    cJSON *questions = cJSON_AddArrayToObject(o, "questions");
    for (size_t i = 0; i < all->count; i++) {
        const struct item *item = &all->at[i].item;
        if (!prepares && (int)item->access > visibility_of(&rq->actor).sees)
            continue;
        cJSON *one = cJSON_CreateObject();
        json_add_id(one, "itemId", item->id);
        json_add_text(one, "number", item->shown_number);
        json_add_text(one, "title", item->title);
        add_own(one, b, item->id);
        if (prepares || over)
            add_result(one, &all->at[i], prepares);
        cJSON_AddItemToArray(questions, one);
    }
    return o;
}

static enum err reply_written(struct request *rq, unsigned status, int64_t id)
{
    struct written_ballot b = { .why_not = "" };
    struct written_results all = { 0 };
    struct written w = { 0 };
    TRY(sees(rq, id));
    TRY(written_get(rq->snap, rq->arena, id, &w));
    TRY(written_results(rq->snap, rq->arena, id, &all));
    enum err e = written_ballot(rq->snap, rq->arena, &rq->actor, id, &b);
    if (e != ERR_OK && e != ERR_FORBIDDEN)
        return e;
    return reply_json(rq, status, encode(rq, &w, &b, &all), 0,
        status == 201 ? support_path(rq, "meetings", id, "") : NULL);
}

enum err api_written(struct request *rq)
{
    return reply_written(rq, 200, rq->id);
}

const struct field WRITTEN_START_FIELDS[] = {
    FIELD_TEXT(struct written_start_input, title, .required = true, .max = 200, .label = "Titel"),
    FIELD_INSTANT(struct written_start_input, opens_at, .required = true, .label = "Opent op"),
    FIELD_INSTANT(struct written_start_input, closes_at, .required = true, .label = "Sluit op"),
    FIELD_CHOICE(struct written_start_input, access, .of = ACCESSES, .label = "Wie mag ze zien?"),
    FIELD_END,
};

/* Issues of the domain's days and hours lead to the instants. */
static void rename_issues(struct fault *f)
{
    for (size_t i = 0; i < f->issue_count; i++) {
        if (str_starts(f->issues[i].field, "opens_"))
            f->issues[i].field = "opens_at";
        else if (str_starts(f->issues[i].field, "closes_"))
            f->issues[i].field = "closes_at";
    }
}

static enum err start(struct request *rq, int64_t advice_id)
{
    struct written_start_input in = { .title = "", .access = ACCESS_MEMBERS };
    int64_t id;
    TRY(support_decode(rq, WRITTEN_START_FIELDS, FIELDS_WHOLE, &in));
    TRY(support_may(rq, PREPARE_MEETING, 0));
    const struct written_input local = {
        .title = in.title,
        .opens_date = date_of(rq->arena, in.opens_at),
        .opens_time = time_of(rq->arena, in.opens_at),
        .closes_date = date_of(rq->arena, in.closes_at),
        .closes_time = time_of(rq->arena, in.closes_at),
        .access = in.access,
    };
    enum err e = written_start(rq->tx, rq->arena, &rq->actor, &local, advice_id, &id);
    rename_issues(&rq->fault);
    TRY(e);
    return reply_written(rq, 201, id);
}

enum err api_written_create(struct request *rq)
{
    return start(rq, 0);
}

enum err api_written_advice(struct request *rq)
{
    struct advice v = { 0 };
    TRY(support_may(rq, PREPARE_MEETING, 0));
    TRY(advice_get(rq->snap, rq->arena, &rq->actor, request_param(rq, "number"), &v));
    return start(rq, v.id);
}

enum err api_written_vote(struct request *rq)
{
    struct written_vote_input in = { .remark = "" };
    int64_t item_id;
    TRY(support_path_id(rq, "item", &item_id));
    TRY(support_decode(rq, WRITTEN_VOTE_FIELDS, FIELDS_WHOLE, &in));
    TRY(sees(rq, rq->id));
    TRY(written_vote(rq->tx, rq->arena, &rq->actor, rq->id, item_id, &in));
    return reply_written(rq, 200, rq->id);
}

const struct field WRITTEN_CLOSING_FIELDS[] = {
    FIELD_TEXT(struct written_closing_input, balance_reason, .max = 1000, .label = "Reden"),
    FIELD_END,
};
const struct field WRITTEN_REPORT_FIELDS[] = {
    FIELD_ID(struct written_report_input, meeting_id, .required = true, .label = "Vergadering"),
    FIELD_END,
};

enum err api_written_close(struct request *rq)
{
    struct sending_options options = support_sending_options(rq);
    struct written_closing_input in = { "" };
    TRY(support_decode(rq, WRITTEN_CLOSING_FIELDS, FIELDS_WHOLE, &in));
    TRY(support_may(rq, RECORD, 0));
    TRY(written_close(rq->tx, rq->arena, &rq->actor, &options, rq->id, in.balance_reason));
    return reply_written(rq, 200, rq->id);
}

enum err api_written_report(struct request *rq)
{
    struct written_report_input in = { 0 };
    int64_t item_id;
    TRY(support_decode(rq, WRITTEN_REPORT_FIELDS, FIELDS_WHOLE, &in));
    TRY(support_may(rq, PREPARE_MEETING, 0));
    TRY(written_report(rq->tx, rq->arena, &rq->actor, rq->id, in.meeting_id, &item_id));
    return reply_written(rq, 200, rq->id);
}
