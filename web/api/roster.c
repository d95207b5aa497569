/* Partners, people and members as lists of a spreadsheet. */
#include "lok/roster.h"
#include "web/api/api.h"
#include "web/api/encode_part.h"
#include "web/api/support.h"
#include <string.h>

struct roster_request {
    const char *text, *seen;
    bool dry_run;
};
static const struct field REQUEST_FIELDS[] = {
    FIELD_TEXT(struct roster_request, text, .required = true, .multiline = true,
        .max = CSV_MOST_BYTES, .label = "De lijst"),
    FIELD_BOOL(struct roster_request, dry_run, .label = "Alleen nakijken"),
    FIELD_TEXT(struct roster_request, seen, .max = 64, .label = "Wat nagekeken werd"),
    FIELD_END,
};

static enum err kind_of(struct request *rq, enum roster_kind *ret)
{
    unsigned kind;

    if (!choice_find(ROSTER_KINDS, request_param(rq, "list"), &kind))
        return ERR_NOT_FOUND;
    *ret = kind;
    return ERR_OK;
}

enum err api_roster(struct request *rq)
{
    enum roster_kind kind;
    const char *text;

    TRY(kind_of(rq, &kind));
    TRY(roster_export(rq->snap, rq->arena, &rq->actor, kind, &text));
    return reply_bytes(rq, "text/csv; charset=utf-8", text, strlen(text), NULL, "no-store");
}

static cJSON *encode_line(const struct roster_line *line)
{
    cJSON *o = cJSON_CreateObject();
    cJSON *changes = cJSON_AddArrayToObject(o, "changes");
    cJSON *errors = cJSON_AddArrayToObject(o, "errors");

    cJSON_AddNumberToObject(o, "line", (double)line->line);
    encode_choice(o, "state", ROSTER_STATES, line->state);
    json_add_text(o, "name", line->name);
    for (size_t i = 0; i < line->change_count; i++) {
        cJSON *c = cJSON_CreateObject();
        cJSON_AddStringToObject(c, "column", line->changes[i].title);
        json_add_text(c, "from", line->changes[i].from);
        json_add_text(c, "to", line->changes[i].to);
        cJSON_AddItemToArray(changes, c);
    }
    for (size_t i = 0; i < line->errors.count; i++)
        cJSON_AddItemToArray(errors, cJSON_CreateString(line->errors.at[i]));
    return o;
}

static cJSON *encode_plan(const struct roster_plan *plan, bool stored)
{
    cJSON *o = cJSON_CreateObject();
    cJSON *lines = cJSON_AddArrayToObject(o, "lines");

    cJSON_AddBoolToObject(o, "stored", stored);
    cJSON_AddStringToObject(o, "seen", plan->seen);
    for (size_t i = 0; i < plan->count; i++)
        cJSON_AddItemToArray(lines, encode_line(&plan->at[i]));
    return o;
}

/* With a wrong line nothing is stored, and the answer tells all of them. */
enum err api_roster_import(struct request *rq)
{
    struct roster_request in = { .text = "", .seen = "" };
    struct roster_plan plan = { 0 };
    enum roster_kind kind;

    TRY(support_decode(rq, REQUEST_FIELDS, FIELDS_WHOLE, &in));
    TRY(kind_of(rq, &kind));
    TRY(support_may(rq, EDIT_PEOPLE, 0));
    TRY(roster_import(rq->tx, rq->arena, &rq->actor, kind, in.text, strlen(in.text), &plan));
    if (!str_empty(in.seen) && !str_equal(in.seen, plan.seen))
        return fault_set(&rq->fault, ERR_STALE,
            "Intussen veranderde er iets: kijk opnieuw na wat er zou gebeuren.");
    bool stored = !in.dry_run && plan.states[ROSTER_WRONG] == 0;
    if (!stored)
        TRY(request_give_up(rq));
    return reply_json(rq, 200, encode_plan(&plan, stored), 0, NULL);
}
