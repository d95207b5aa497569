#include "lok/person.h"
#include "lok/personal_link.h"
#include "notify/mailbox.h"
#include "web/api/api.h"
#include "web/api/encode.h"
#include "web/api/encode_part.h"
#include "web/api/support.h"

enum err api_persons(struct request *rq)
{
    struct paging page;
    struct person_list list = { 0 };
    TRY(support_may(rq, SEE_PEOPLE, 0));
    TRY(request_paging(rq, NULL, &page));
    TRY(collection_listed(rq, person_list(rq->snap, rq->arena, page.after, page.size + 1, &list)));
    struct collection c = collection_of(&page, list.count);
    for (size_t i = 0; i < c.shown; i++)
        collection_add(&c, list.at[i].id, encode_person(&list.at[i]));
    return collection_reply(rq, &c);
}

static enum err reply_person(struct request *rq, unsigned status, int64_t id)
{
    struct person p;
    TRY(person_get(rq->snap, rq->arena, id, &p));
    return reply_json(rq, status, encode_person(&p), p.version,
        status == 201 ? support_path(rq, "persons", id, "") : NULL);
}

enum err api_person(struct request *rq)
{
    TRY(support_may(rq, SEE_PEOPLE, 0));
    return reply_person(rq, 200, rq->id);
}

enum err api_person_create(struct request *rq)
{
    struct person in = { 0 };
    int64_t id;
    TRY(support_decode(rq, PERSON_FIELDS, FIELDS_WHOLE, &in));
    TRY(support_may(rq, EDIT_PEOPLE, 0));
    TRY(person_create(rq->tx, &rq->actor, &in, &id));
    return reply_person(rq, 201, id);
}

enum err api_person_update(struct request *rq)
{
    struct person p;
    TRY(support_may(rq, EDIT_PEOPLE, 0));
    TRY(person_get(rq->snap, rq->arena, rq->id, &p));
    TRY(support_if_match(rq, p.version));
    TRY(support_decode(rq, PERSON_FIELDS, FIELDS_PARTIAL, &p));
    TRY(person_update(rq->tx, &rq->actor, rq->id, p.version, &p));
    TRY(mailbox_follow(rq->tx, rq->id));
    return reply_person(rq, 200, rq->id);
}

enum err api_person_delete(struct request *rq)
{
    struct person p;
    TRY(support_may(rq, EDIT_PEOPLE, 0));
    TRY(person_get(rq->snap, rq->arena, rq->id, &p));
    TRY(support_if_match(rq, p.version));
    TRY(person_delete(rq->tx, &rq->actor, rq->id, p.version));
    return reply_no_content(rq);
}

/* -- their personal links: whether they work, never what they are -- */

static cJSON *encode_link(const struct personal_link *l)
{
    cJSON *o = cJSON_CreateObject();
    json_add_id(o, "id", l->id);
    encode_id(o, "meetingId", l->meeting_id);
    encode_id(o, "partnerId", l->partner_id);
    json_add_instant(o, "createdAt", l->created_at);
    json_add_instant(o, "expiresAt", l->expires_at);
    json_add_instant(o, "usedAt", l->used_at);
    return o;
}

enum err api_person_links(struct request *rq)
{
    struct personal_link_list list = { 0 };
    struct person p;
    TRY(support_may(rq, EDIT_PEOPLE, 0));
    TRY(person_get(rq->snap, rq->arena, rq->id, &p));
    TRY(personal_link_list(rq->snap, rq->arena, rq->id, &list));
    cJSON *o = cJSON_CreateObject(), *items = cJSON_AddArrayToObject(o, "items");
    for (size_t i = 0; i < list.count; i++)
        cJSON_AddItemToArray(items, encode_link(&list.at[i]));
    return reply_json(rq, 200, o, 0, NULL);
}

enum err api_person_links_revoke(struct request *rq)
{
    struct person p;
    TRY(support_may(rq, EDIT_PEOPLE, 0));
    TRY(person_get(rq->snap, rq->arena, rq->id, &p));
    TRY(personal_link_revoke(rq->tx, &rq->actor, rq->id));
    return reply_no_content(rq);
}
