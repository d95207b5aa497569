#include "web/api/support.h"
#include "lok/base/dates.h"
#include "lok/base/utf8.h"
#include <string.h>

enum err support_may(struct request *rq, enum action action, int64_t partner_id)
{
    if (may(&rq->actor, action, (struct object){ .partner_id = partner_id }))
        return ERR_OK;
    return route_admits(SIGNED_IN, &rq->actor) ? ERR_FORBIDDEN : ERR_UNAUTHORIZED;
}

bool support_prepares(const struct request *rq)
{
    return may(&rq->actor, PREPARE_MEETING, (struct object){ 0 });
}

enum err support_if_match(struct request *rq, int64_t current)
{
    int64_t version;
    TRY(request_if_match(rq, &version));
    return version == 0 || version == current ? ERR_OK : ERR_STALE;
}

enum err support_decode(
    struct request *rq, const struct field *fields, enum fields_mode mode, void *into)
{
    return fields_from_json(fields, rq->json, mode, rq->arena, &rq->fault, into);
}

enum err support_path_id(struct request *rq, const char *name, int64_t *ret)
{
    int64_t id;
    if (!str_to_i64(request_param(rq, name), &id) || id <= 0)
        return ERR_NOT_FOUND;
    *ret = id;
    return ERR_OK;
}

int64_t support_query_number(struct request *rq, const char *name, int64_t least, int64_t most)
{
    const char *text = param_get(&rq->query, name);
    const char *field = arena_printf(rq->arena, "?%s", name);
    int64_t value = 0;
    if (text == NULL || (str_to_i64(text, &value) && value >= least && value <= most))
        return value;
    if (most == INT64_MAX)
        (void)fault_issue(
            &rq->fault, field, "range", "Geef een getal vanaf %lld.", (long long)least);
    else
        (void)fault_issue(&rq->fault, field, "range", "Geef een getal van %lld tot en met %lld.",
            (long long)least, (long long)most);
    return 0;
}

const char *support_query_date(struct request *rq, const char *name)
{
    const char *text = param_get(&rq->query, name);
    if (text == NULL || date_valid(text))
        return text == NULL ? "" : text;
    (void)fault_issue(&rq->fault, arena_printf(rq->arena, "?%s", name), "format",
        "Geef een datum, zoals 2024-05-28.");
    return "";
}

bool support_query_choice(
    struct request *rq, const char *name, const struct choice *of, unsigned *ret)
{
    const char *text = param_get(&rq->query, name);
    if (text == NULL)
        return false;
    if (choice_find(of, text, ret))
        return true;
    (void)fault_issue(&rq->fault, arena_printf(rq->arena, "?%s", name), "choice",
        "Kies een van de mogelijkheden.");
    return false;
}

const char *support_query_words(struct request *rq)
{
    enum { LONGEST = 200 };
    const char *typed = request_query(rq, "q");
    if (utf8_length(typed) > LONGEST)
        (void)fault_issue(&rq->fault, "?q", "too-long", "Zoek met hoogstens %d tekens.", LONGEST);
    return typed;
}

struct sending_options support_sending_options(const struct request *rq)
{
    return (struct sending_options){
        .undo_seconds = rq->app->undo_seconds,
        .public_url = rq->app->public_url,
        .allow = *rq->app->webhook_allow,
        .has_mail = council_is_demo(&rq->council) ||
                    !str_empty(config_text(rq->app->config, SETTING_smtp_url)),
    };
}

const char *support_path(struct request *rq, const char *collection, int64_t id, const char *rest)
{
    return arena_printf(rq->arena, "/api/v1/%s/%lld%s", collection, (long long)id, rest);
}

/* -- collections -- */

struct collection collection_of(const struct paging *page, size_t count)
{
    size_t fits = (size_t)page->size;
    return (struct collection){
        .items = cJSON_CreateArray(),
        .shown = count < fits ? count : fits,
        .has_more = count > fits,
    };
}

void collection_add(struct collection *c, int64_t id, cJSON *thing)
{
    cJSON_AddItemToArray(c->items, thing);
    c->last = id;
}

/* The same question, from the next place on. */
static const char *next_link(struct request *rq, int64_t after)
{
    struct buf link;
    buf_init(&link, rq->arena, 0);
    buf_printf(&link, "%s?", rq->raw_path);
    for (size_t i = 0; i < rq->query.count; i++) {
        const struct param *p = &rq->query.at[i];
        if (strcmp(p->name, "cursor") != 0)
            buf_printf(
                &link, "%s=%s&", url_encode(rq->arena, p->name), url_encode(rq->arena, p->value));
    }
    buf_printf(&link, "cursor=%s", request_cursor(rq, after));
    return link.data;
}

enum err collection_reply(struct request *rq, struct collection *c)
{
    cJSON *o = cJSON_CreateObject();
    cJSON_AddItemToObject(o, "items", c->items);
    if (c->has_more)
        cJSON_AddStringToObject(o, "next", next_link(rq, c->last));
    return reply_json(rq, 200, o, 0, NULL);
}

enum err collection_listed(struct request *rq, enum err e)
{
    for (size_t i = 0; i < rq->fault.issue_count; i++)
        if (strcmp(rq->fault.issues[i].field, "cursor") == 0)
            rq->fault.issues[i].field = "?cursor";
    return e;
}
