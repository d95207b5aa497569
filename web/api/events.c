#include "lok/event.h"
#include "web/api/api.h"
#include "web/api/encode.h"
#include "web/api/support.h"

/* Newest first; `after`: only those that came after the event of that id. */
enum err api_events(struct request *rq)
{
    static const char *const ALLOWED[] = { "after", "subjectKind", "subjectId", NULL };
    const char *kind = request_query(rq, "subjectKind");
    int64_t after = support_query_number(rq, "after", 0, INT64_MAX);
    int64_t subject = support_query_number(rq, "subjectId", 1, INT64_MAX);
    struct paging page;
    struct event_list list = { 0 };
    TRY(support_may(rq, SEE_EVENTS, 0));
    if (subject != 0 && str_empty(kind))
        (void)fault_issue(&rq->fault, "?subjectKind", "required", "Geef ook de soort op.");
    TRY(request_paging(rq, ALLOWED, &page));
    TRY(event_list(rq->snap, rq->arena, kind, subject, page.after, page.size + 1, &list));
    while (list.count > 0 && list.at[list.count - 1].id <= after)
        list.count--;
    struct collection c = collection_of(&page, list.count);
    for (size_t i = 0; i < c.shown; i++)
        collection_add(&c, list.at[i].id, encode_event(&list.at[i]));
    return collection_reply(rq, &c);
}
