#include "lok/base/clock.h"
#include "web/api/api.h"
#include "web/api/encode.h"
#include "web/api/support.h"

/* The agenda as the reader sees it: the working version, or what was published. */
static enum err agenda_of(struct request *rq, int64_t meeting_id, struct item_list *ret)
{
    struct meeting m;
    struct published p;
    if (support_prepares(rq)) {
        TRY(meeting_get(rq->snap, rq->arena, meeting_id, &m));
        return item_list(rq->snap, rq->arena, meeting_id, ret);
    }
    TRY(publication_current(
        rq->snap, rq->arena, visibility_of(&rq->actor), meeting_id, clock_now(), &p));
    *ret = p.items;
    return ERR_OK;
}

/* Where the page begins: behind the item `after`. ERR_INVALID when it is no longer there. */
static enum err begin_at(
    struct request *rq, const struct item_list *items, int64_t after, size_t *ret)
{
    size_t at = 0;
    while (after != 0 && at < items->count && items->at[at].id != after)
        at++;
    if (after != 0 && at == items->count)
        return fault_issue(&rq->fault, "?cursor", "unknown", "Deze plaats in de lijst is weg.");
    *ret = after == 0 ? 0 : at + 1;
    return ERR_OK;
}

enum err api_items(struct request *rq)
{
    struct paging page;
    struct item_list items = { 0 };
    size_t first = 0;
    bool whole = support_prepares(rq);
    TRY(request_paging(rq, NULL, &page));
    TRY(agenda_of(rq, rq->id, &items));
    TRY(begin_at(rq, &items, page.after, &first));
    struct collection c = collection_of(&page, items.count - first);
    for (size_t i = first; i < first + c.shown; i++)
        collection_add(&c, items.at[i].id, encode_item(&items.at[i], whole));
    return collection_reply(rq, &c);
}

/* The working version, with the number and clock time that it has in its agenda. */
static enum err working_item(struct request *rq, int64_t id, struct item *ret)
{
    struct item_list items = { 0 };
    TRY(item_get(rq->snap, rq->arena, id, ret));
    TRY(item_list(rq->snap, rq->arena, ret->meeting_id, &items));
    for (size_t i = 0; i < items.count; i++)
        if (items.at[i].id == id)
            *ret = items.at[i];
    return ERR_OK;
}

static enum err reply_item(struct request *rq, unsigned status, int64_t id)
{
    struct item item;
    TRY(working_item(rq, id, &item));
    return reply_json(rq, status, encode_item(&item, true), item.version,
        status == 201 ? support_path(rq, "items", id, "") : NULL);
}

enum err api_item(struct request *rq)
{
    struct item item;
    struct item_list items = { 0 };
    if (support_prepares(rq))
        return reply_item(rq, 200, rq->id);
    TRY(item_get(rq->snap, rq->arena, rq->id, &item));
    TRY(agenda_of(rq, item.meeting_id, &items));
    for (size_t i = 0; i < items.count; i++)
        if (items.at[i].id == rq->id)
            return reply_json(rq, 200, encode_item(&items.at[i], false), 0, NULL);
    return ERR_NOT_FOUND;
}

enum err api_item_create(struct request *rq)
{
    struct item_input in = { .purpose = PURPOSE_INFORMATION };
    struct meeting m;
    int64_t id;
    TRY(support_decode(rq, ITEM_FIELDS, FIELDS_WHOLE, &in));
    TRY(support_may(rq, PREPARE_MEETING, 0));
    TRY(meeting_get(rq->snap, rq->arena, rq->id, &m));
    TRY(item_create(rq->tx, &rq->actor, rq->id, &in, &id));
    return reply_item(rq, 201, id);
}

enum err api_item_update(struct request *rq)
{
    struct item item;
    TRY(support_may(rq, PREPARE_MEETING, 0));
    TRY(item_get(rq->snap, rq->arena, rq->id, &item));
    TRY(support_if_match(rq, item.version));
    struct item_input in = item_to_input(&item);
    TRY(support_decode(rq, ITEM_FIELDS, FIELDS_PARTIAL, &in));
    TRY(item_update(rq->tx, &rq->actor, rq->id, item.version, &in));
    return reply_item(rq, 200, rq->id);
}

enum err api_item_delete(struct request *rq)
{
    struct item item;
    TRY(support_may(rq, PREPARE_MEETING, 0));
    TRY(item_get(rq->snap, rq->arena, rq->id, &item));
    TRY(support_if_match(rq, item.version));
    TRY(item_remove(rq->tx, &rq->actor, rq->id, item.version));
    return reply_no_content(rq);
}
