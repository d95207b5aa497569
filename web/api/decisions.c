#include "agenda/decision.h"
#include "lok/base/utf8.h"
#include "web/api/api.h"
#include "web/api/encode.h"
#include "web/api/support.h"

enum { LONGEST_QUESTION = 200 };

/* `q`: words or a number; newest first. Provisional ones only for who prepares meetings. */
enum err api_decisions(struct request *rq)
{
    static const char *const ALLOWED[] = { "q", "year", "dossier", NULL };
    struct decision_reader reader = decision_reader_of(&rq->actor);
    struct decision_filter filter = {
        .typed = request_query(rq, "q"),
        .year = support_query_number(rq, "year", 1900, 2199),
        .dossier_id = support_query_number(rq, "dossier", 1, INT64_MAX),
    };
    struct decision_list list = { 0 };
    struct paging page;
    if (utf8_length(filter.typed) > LONGEST_QUESTION)
        (void)fault_issue(
            &rq->fault, "?q", "too-long", "Zoek met hoogstens %d tekens.", LONGEST_QUESTION);
    TRY(request_paging(rq, ALLOWED, &page));
    filter.after = page.after;
    filter.limit = page.size + 1;
    TRY(collection_listed(rq, decision_find(rq->snap, rq->arena, &reader, &filter, &list)));
    struct collection c = collection_of(&page, list.count);
    for (size_t i = 0; i < c.shown; i++)
        collection_add(&c, list.at[i].id, encode_decision(&list.at[i]));
    return collection_reply(rq, &c);
}

enum err api_decision(struct request *rq)
{
    struct decision_reader reader = decision_reader_of(&rq->actor);
    struct decision d;
    TRY(decision_get(rq->snap, rq->arena, &reader, request_param(rq, "number"), &d));
    return reply_json(rq, 200, encode_decision(&d), 0, NULL);
}
