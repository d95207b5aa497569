#include "lok/base/dates.h"
#include "lok/member.h"
#include "web/api/api.h"
#include "web/api/encode.h"
#include "web/api/support.h"

/* Members know one another by function and organisation; names are for those who may see people. */
static bool sees_names(const struct request *rq)
{
    return may(&rq->actor, SEE_PEOPLE, (struct object){ 0 });
}

static bool sees_all(const struct request *rq)
{
    return may(&rq->actor, EDIT_PEOPLE, (struct object){ 0 });
}

/* `on`: those in office on that day. */
enum err api_members(struct request *rq)
{
    static const char *const ALLOWED[] = { "on", NULL };
    const char *on = request_query(rq, "on");
    struct paging page;
    struct member_list list = { 0 };
    if (!str_empty(on) && !date_valid(on))
        (void)fault_issue(&rq->fault, "?on", "format", "Geef een datum zoals 2024-02-27.");
    TRY(request_paging(rq, ALLOWED, &page));
    TRY(collection_listed(
        rq, member_list(rq->snap, rq->arena, on, page.after, page.size + 1, &list)));
    struct collection c = collection_of(&page, list.count);
    for (size_t i = 0; i < c.shown; i++)
        collection_add(&c, list.at[i].id, encode_member(&list.at[i], sees_names(rq), sees_all(rq)));
    return collection_reply(rq, &c);
}

static enum err reply_member(struct request *rq, unsigned status, int64_t id)
{
    struct member m;
    TRY(member_get(rq->snap, rq->arena, id, &m));
    return reply_json(rq, status, encode_member(&m, sees_names(rq), sees_all(rq)), m.version,
        status == 201 ? support_path(rq, "members", id, "") : NULL);
}

enum err api_member(struct request *rq)
{
    return reply_member(rq, 200, rq->id);
}

enum err api_member_create(struct request *rq)
{
    struct member in = { 0 };
    int64_t id;
    TRY(support_decode(rq, MEMBER_FIELDS, FIELDS_WHOLE, &in));
    TRY(support_may(rq, EDIT_PEOPLE, 0));
    TRY(member_create(rq->tx, &rq->actor, &in, &id));
    return reply_member(rq, 201, id);
}

enum err api_member_update(struct request *rq)
{
    struct member m;
    TRY(support_may(rq, EDIT_PEOPLE, 0));
    TRY(member_get(rq->snap, rq->arena, rq->id, &m));
    TRY(support_if_match(rq, m.version));
    TRY(support_decode(rq, MEMBER_FIELDS, FIELDS_PARTIAL, &m));
    TRY(member_update(rq->tx, &rq->actor, rq->id, m.version, &m));
    return reply_member(rq, 200, rq->id);
}
