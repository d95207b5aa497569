#include "agenda/partner_index.h"
#include "lok/partner.h"
#include "web/api/api.h"
#include "web/api/encode.h"
#include "web/api/support.h"

/* The secretariat's remark is for those who keep the list. */
static bool sees_note(const struct request *rq)
{
    return may(&rq->actor, EDIT_PEOPLE, (struct object){ 0 });
}

enum err api_partners(struct request *rq)
{
    struct paging page;
    struct partner_list list = { 0 };
    TRY(support_may(rq, SEE_PARTNERS, 0));
    TRY(request_paging(rq, NULL, &page));
    TRY(collection_listed(rq, partner_list(rq->snap, rq->arena, page.after, page.size + 1, &list)));
    struct collection c = collection_of(&page, list.count);
    for (size_t i = 0; i < c.shown; i++)
        collection_add(&c, list.at[i].id, encode_partner(&list.at[i], sees_note(rq)));
    return collection_reply(rq, &c);
}

static enum err reply_partner(struct request *rq, unsigned status, int64_t id)
{
    struct partner p;
    TRY(partner_get(rq->snap, rq->arena, id, &p));
    return reply_json(rq, status, encode_partner(&p, sees_note(rq)), p.version,
        status == 201 ? support_path(rq, "partners", id, "") : NULL);
}

enum err api_partner(struct request *rq)
{
    TRY(support_may(rq, SEE_PARTNERS, rq->id));
    return reply_partner(rq, 200, rq->id);
}

enum err api_partner_create(struct request *rq)
{
    struct partner in = { 0 };
    int64_t id;
    TRY(support_decode(rq, PARTNER_FIELDS, FIELDS_WHOLE, &in));
    TRY(support_may(rq, EDIT_PEOPLE, 0));
    TRY(partner_create(rq->tx, &rq->actor, &in, &id));
    return reply_partner(rq, 201, id);
}

enum err api_partner_update(struct request *rq)
{
    struct partner p;
    TRY(support_may(rq, EDIT_PEOPLE, 0));
    TRY(partner_get(rq->snap, rq->arena, rq->id, &p));
    TRY(support_if_match(rq, p.version));
    TRY(support_decode(rq, PARTNER_FIELDS, FIELDS_PARTIAL, &p));
    TRY(partner_update(rq->tx, &rq->actor, rq->id, p.version, &p));
    TRY(partner_index(rq->tx, rq->arena, rq->id));
    return reply_partner(rq, 200, rq->id);
}
