/* The Flemish municipalities by NIS code, before and since the mergers, as other answers name them. */
#include "lok/base/dates.h"
#include "lok/base/utf8.h"
#include "lok/municipality.h"
#include "web/api/api.h"
#include "web/api/support.h"
#include <string.h>

static cJSON *encode_municipality(const struct municipality *m)
{
    cJSON *o = cJSON_CreateObject();

    json_add_text(o, "nis", m->nis);
    json_add_text(o, "name", m->name);
    json_add_text(o, "fromDate", m->from_date);
    json_add_text(o, "untilDate", m->until_date);
    json_add_text(o, "successor", m->successor);
    return o;
}

/* `on`: those that are there on that day; `q`: a part of the name. All on one page. */
enum err api_municipalities(struct request *rq)
{
    const char *on = request_query(rq, "on");
    const char *part = utf8_fold_string(rq->arena, str_trim(rq->arena, request_query(rq, "q")));
    static const char *const ALLOWED[] = { "on", "q", NULL };
    struct municipality_list all = { 0 };
    struct paging page;

    if (!str_empty(on) && !date_valid(on))
        (void)fault_issue(&rq->fault, "?on", "format", "Geef een datum zoals 2024-02-27.");
    TRY(request_paging(rq, ALLOWED, &page));
    TRY(municipality_all(rq->snap, rq->arena, &all));
    cJSON *tree = cJSON_CreateObject();
    cJSON *items = cJSON_AddArrayToObject(tree, "items");
    for (size_t i = 0; i < all.count; i++) {
        const struct municipality *m = &all.at[i];
        if ((str_empty(on) || municipality_is_there(m, on)) &&
            strstr(utf8_fold_string(rq->arena, m->name), part) != NULL)
            cJSON_AddItemToArray(items, encode_municipality(m));
    }
    return reply_json(rq, 200, tree, 0, NULL);
}
