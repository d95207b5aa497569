#include "web/api/api.h"

/* Up: the database answered, as the council is read at the start of every request. */
enum err api_health(struct request *rq)
{
    cJSON *o = cJSON_CreateObject();
    cJSON_AddStringToObject(o, "status", "UP");
    return reply_json(rq, 200, o, 0, NULL);
}
