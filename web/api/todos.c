/* What is to be done, as the overview shows it to the same person. */
#include "agenda/todo.h"
#include "lok/council.h"
#include "web/api/api.h"
#include "web/api/encode.h"
#include "web/api/encode_part.h"
#include "web/api/support.h"

static cJSON *encode_todo(const struct todo *t)
{
    cJSON *o = cJSON_CreateObject();

    encode_choice(o, "kind", TODO_KINDS, t->kind);
    json_add_text(o, "date", t->date);
    cJSON_AddBoolToObject(o, "late", t->late);
    json_add_text(o, "what", t->what);
    json_add_text(o, "why", t->why);
    json_add_text(o, "button", t->button);
    encode_id(o, "meetingId", t->meeting_id);
    encode_id(o, "itemId", t->item_id);
    encode_id(o, "announcementId", t->announcement_id);
    encode_id(o, "dossierId", t->dossier_id);
    encode_id(o, "actionId", t->action_id);
    encode_id(o, "writtenId", t->written_id);
    encode_id(o, "expansionId", t->expansion_id);
    json_add_text(o, "advice", t->number);
    return o;
}

/* The whole list for who prepares meetings, one's own for everybody else. */
enum err api_todos(struct request *rq)
{
    struct todo_list list = { 0 };
    struct paging page;

    TRY(request_paging(rq, NULL, &page));
    if (may(&rq->actor, PREPARE_MEETING, (struct object){ 0 }))
        TRY(todo_list(rq->snap, rq->arena, &rq->council, council_now(&rq->council), &list));
    else
        TRY(todo_own(rq->snap, rq->arena, &rq->council, &rq->actor, &list));
    cJSON *tree = cJSON_CreateObject(), *items = cJSON_AddArrayToObject(tree, "items");
    for (size_t i = 0; i < list.count; i++)
        cJSON_AddItemToArray(items, encode_todo(&list.at[i]));
    return reply_json(rq, 200, tree, 0, NULL);
}
