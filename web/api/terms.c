/* A new term: what would happen, starting it, and taking it back. */
#include "lok/base/clock.h"
#include "lok/term_undo.h"
#include "web/api/api.h"
#include "web/api/encode.h"
#include "web/api/encode_part.h"
#include "web/api/support.h"
#include "web/http/session.h"

struct term_request {
    const char *date, *seen;
    struct lines stay; /* ids of seats */
    bool everybody, dry_run;
};
static const struct field REQUEST_FIELDS[] = {
    FIELD_DATE(struct term_request, date, .required = true, .label = "Eerste dag"),
    FIELD_LINES(struct term_request, stay, .max = 20, .label = "Wie blijft"),
    FIELD_BOOL(struct term_request, everybody, .label = "Iedereen blijft"),
    FIELD_BOOL(struct term_request, dry_run, .label = "Alleen nakijken"),
    FIELD_TEXT(struct term_request, seen, .max = 64, .label = "Wat nagekeken werd"),
    FIELD_END,
};

static cJSON *encode_plan(const struct term_plan *plan, bool stored)
{
    cJSON *o = cJSON_CreateObject();

    encode_id(o, "id", plan->id);
    cJSON_AddBoolToObject(o, "stored", stored);
    cJSON_AddStringToObject(o, "seen", plan->seen);
    json_add_text(o, "date", plan->date);
    json_add_text(o, "lastDay", plan->last_day);
    cJSON *seats = cJSON_AddArrayToObject(o, "seats");
    for (size_t i = 0; i < plan->seat_count; i++) {
        cJSON *one = cJSON_CreateObject();
        json_add_id(one, "memberId", plan->seats[i].member.id);
        json_add_text(one, "name", plan->seats[i].member.person_name);
        cJSON_AddBoolToObject(one, "stays", plan->seats[i].stays);
        cJSON_AddItemToArray(seats, one);
    }
    cJSON *leavers = cJSON_AddArrayToObject(o, "leavers");
    for (size_t i = 0; i < plan->leaver_count; i++) {
        const struct term_leaver *l = &plan->leavers[i];
        cJSON *one = cJSON_CreateObject();
        json_add_id(one, "personId", l->person_id);
        json_add_text(one, "name", l->name);
        cJSON_AddBoolToObject(one, "keepsAccess", l->is_own);
        cJSON_AddBoolToObject(one, "accountDisabled", l->account_id != 0 && l->roles == 0);
        cJSON_AddItemToArray(leavers, one);
    }
    cJSON_AddItemToObject(o, "twoThirds", encode_balance(&plan->balance));
    cJSON_AddBoolToObject(o, "hasChair", plan->has_chair);
    return o;
}

static enum err input_of(
    struct request *rq, const struct term_request *asked, struct term_input *ret)
{
    int64_t *stay = arena_array(rq->arena, asked->stay.count, sizeof *stay);

    *ret = (struct term_input){ .date = asked->date, .stay = stay, .everybody = asked->everybody };
    for (size_t i = 0; i < asked->stay.count; i++)
        if (!str_to_i64(asked->stay.at[i], &stay[ret->stay_count++]))
            return fault_issue(&rq->fault, "stay", "format", "Geef de id’s van plaatsen.");
    return ERR_OK;
}

/* First a dry run; its `seen` starts exactly that. */
enum err api_term_create(struct request *rq)
{
    struct term_request asked = { .date = "", .seen = "" };
    struct term_plan plan = { 0 };
    struct term_input in;

    TRY(support_decode(rq, REQUEST_FIELDS, FIELDS_WHOLE, &asked));
    TRY(support_may(rq, EDIT_PEOPLE, 0));
    TRY(input_of(rq, &asked, &in));
    if (!asked.dry_run && str_empty(asked.seen))
        return fault_issue(&rq->fault, "seen", "required",
            "Kijk eerst na wat er zou gebeuren (dryRun), en geef wat daar bij seen staat.");
    if (asked.dry_run) {
        TRY(term_plan(rq->snap, rq->arena, &rq->actor, &in, &plan));
        TRY(request_give_up(rq));
        return reply_json(rq, 200, encode_plan(&plan, false), 0, NULL);
    }
    TRY(term_start(rq->tx, &rq->actor, &in, asked.seen, &plan));
    for (size_t i = 0; i < plan.leaver_count; i++) {
        if (plan.leavers[i].account_id != 0)
            TRY(session_end_all(rq->tx, plan.leavers[i].account_id));
    }
    return reply_json(rq, 201, encode_plan(&plan, true), 0, NULL);
}

enum err api_terms(struct request *rq)
{
    struct term_list list = { 0 };
    struct paging page;

    TRY(support_may(rq, EDIT_PEOPLE, 0));
    TRY(request_paging(rq, NULL, &page));
    TRY(term_list(rq->snap, rq->arena, clock_now(), &list));
    cJSON *tree = cJSON_CreateObject();
    cJSON *items = cJSON_AddArrayToObject(tree, "items");
    for (size_t i = 0; i < list.count; i++) {
        const struct term *t = &list.at[i];
        cJSON *one = cJSON_CreateObject();
        json_add_id(one, "id", t->id);
        json_add_text(one, "date", t->date);
        json_add_instant(one, "startedAt", t->started_at);
        json_add_instant(one, "undoneAt", t->undone_at);
        cJSON_AddBoolToObject(one, "mayUndo", str_empty(t->fixed));
        json_add_text(one, "whyNot", t->fixed);
        cJSON_AddItemToArray(items, one);
    }
    return reply_json(rq, 200, tree, 0, NULL);
}

enum err api_term_delete(struct request *rq)
{
    TRY(support_may(rq, EDIT_PEOPLE, 0));
    TRY(term_undo(rq->tx, &rq->actor, rq->id, clock_now()));
    return reply_no_content(rq);
}
