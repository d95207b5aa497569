/* What was announced for, or postponed to, a meeting's month: to be taken onto its agenda. */
#include "web/api/api.h"
#include "web/api/encode.h"
#include "web/api/support.h"

enum err api_offers(struct request *rq)
{
    struct paging page;
    struct meeting m;
    struct announcement_list offers = { 0 };
    size_t first = 0;
    TRY(support_may(rq, PREPARE_MEETING, 0));
    TRY(request_paging(rq, NULL, &page));
    TRY(meeting_get(rq->snap, rq->arena, rq->id, &m));
    TRY(announcement_offers(rq->snap, rq->arena, m.month, &offers));
    while (page.after != 0 && first < offers.count && offers.at[first++].id != page.after)
        continue;
    struct collection c = collection_of(&page, offers.count - first);
    for (size_t i = first; i < first + c.shown; i++)
        collection_add(&c, offers.at[i].id, encode_offer(&offers.at[i]));
    return collection_reply(rq, &c);
}

enum err api_offer_take(struct request *rq)
{
    struct meeting m;
    struct item item;
    int64_t offer, item_id;
    TRY(support_path_id(rq, "offer", &offer));
    TRY(support_may(rq, PREPARE_MEETING, 0));
    TRY(meeting_get(rq->snap, rq->arena, rq->id, &m));
    TRY(announcement_take(rq->tx, rq->arena, &rq->actor, offer, rq->id, &item_id));
    TRY(item_get(rq->snap, rq->arena, item_id, &item));
    return reply_json(
        rq, 201, encode_item(&item, true), item.version, support_path(rq, "items", item_id, ""));
}
