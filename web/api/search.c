/* What words find, of all kinds together. */
#include "agenda/find.h"
#include "web/api/api.h"
#include "web/api/encode_part.h"
#include "web/api/support.h"

static const char *path_of(struct request *rq, const struct found *f)
{
    static const char *const COLLECTIONS[] = {
        [FOUND_DECISION] = "decisions",
        [FOUND_ADVICE] = "advices",
        [FOUND_DOSSIER] = "dossiers",
        [FOUND_MINUTES] = "meetings",
        [FOUND_ACTION] = "actions",
        [FOUND_PARTNER] = "partners",
        [FOUND_OFFER] = "offers",
    };
    if (!str_empty(f->number))
        return arena_printf(rq->arena, "/api/v1/%s/%s", COLLECTIONS[f->kind], f->number);
    return support_path(
        rq, COLLECTIONS[f->kind], f->id, f->kind == FOUND_MINUTES ? "/minutes" : "");
}

static cJSON *encode_found(struct request *rq, const struct found *f)
{
    cJSON *o = cJSON_CreateObject();
    encode_choice(o, "kind", FOUND_KINDS, f->kind);
    json_add_id(o, f->kind == FOUND_MINUTES ? "meetingId" : "id", f->id);
    if (!str_empty(f->number))
        json_add_text(o, "number", f->number);
    json_add_text(o, "title", f->title);
    json_add_text(o, "date", f->date);
    json_add_text(o, "state", f->state);
    json_add_text(o, "path", path_of(rq, f));
    return o;
}

/* `q` is required. */
enum err api_search(struct request *rq)
{
    static const char *const ALLOWED[] = { "q", "kind", "year", "dossier", NULL };
    struct find_filter filter = {
        .typed = str_trim(rq->arena, support_query_words(rq)),
        .year = support_query_number(rq, "year", 1900, 2199),
        .dossier_id = support_query_number(rq, "dossier", 1, INT64_MAX),
    };
    struct found_list list = { 0 };
    struct paging page;
    unsigned kind;
    if (str_empty(filter.typed))
        (void)fault_issue(&rq->fault, "?q", "required", "Zeg met welke woorden er gezocht wordt.");
    if (support_query_choice(rq, "kind", FOUND_KINDS, &kind))
        filter.kinds = FOUND_BIT(kind);
    TRY(request_paging(rq, ALLOWED, &page));
    filter.after = page.after;
    filter.limit = page.size + 1;
    TRY(collection_listed(rq, find_words(rq->snap, rq->arena, &rq->actor, &filter, &list)));
    struct collection c = collection_of(&page, list.count);
    for (size_t i = 0; i < c.shown; i++)
        collection_add(&c, list.at[i].row, encode_found(rq, &list.at[i]));
    return collection_reply(rq, &c);
}
