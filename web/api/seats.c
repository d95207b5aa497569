/* The rules of the seats on a day: the two-thirds rule, and what is wrong. */
#include "lok/base/dates.h"
#include "web/api/api.h"
#include "web/api/encode.h"
#include "web/api/encode_part.h"
#include "web/api/support.h"

static const struct choice VERDICTS[] = {
    [SEATS_NOBODY] = { "nobody", "geen leden" },
    [SEATS_KEPT] = { "kept", "klopt" },
    [SEATS_OPEN] = { "open", "niet zeker" },
    [SEATS_BROKEN] = { "broken", "klopt niet" },
    { NULL, NULL },
};

cJSON *encode_balance(const struct seats_balance *b)
{
    cJSON *o = cJSON_CreateObject();

    encode_choice(o, "verdict", VERDICTS, b->verdict);
    json_add_text(o, "words", b->words);
    json_add_text(o, "source", b->source);
    return o;
}

/* `on`: today when it is not said. */
enum err api_seat_rules(struct request *rq)
{
    const char *on = request_query(rq, "on");
    static const char *const ALLOWED[] = { "on", NULL };
    struct seats_balance balance = { 0 };
    struct seats_due_list due = { 0 };
    struct paging page;

    TRY(support_may(rq, EDIT_PEOPLE, 0));
    if (!str_empty(on) && !date_valid(on))
        (void)fault_issue(&rq->fault, "?on", "format", "Geef een datum zoals 2024-02-27.");
    TRY(request_paging(rq, ALLOWED, &page));
    if (str_empty(on))
        on = council_today(rq->arena, &rq->council);
    TRY(seats_balance(rq->snap, rq->arena, on, &balance));
    TRY(seats_due(rq->snap, rq->arena, on, &due));
    cJSON *o = cJSON_CreateObject();
    json_add_text(o, "date", on);
    cJSON_AddItemToObject(o, "twoThirds", encode_balance(&balance));
    cJSON *warnings = cJSON_AddArrayToObject(o, "warnings");
    for (size_t i = 0; i < due.count; i++) {
        cJSON *one = cJSON_CreateObject();
        json_add_text(one, "words", due.at[i].words);
        json_add_text(one, "why", due.at[i].why);
        cJSON_AddBoolToObject(one, "broken", due.at[i].broken);
        cJSON_AddItemToArray(warnings, one);
    }
    return reply_json(rq, 200, o, 0, NULL);
}
