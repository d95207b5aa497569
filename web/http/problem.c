#include "web/http/problem.h"
#include "lok/base/json.h"
#include "lok/base/str.h"

static cJSON *issue_json(struct arena *a, const struct issue *issue)
{
    bool is_query = issue->field[0] == '?', is_header = issue->field[0] == '!';
    cJSON *o = cJSON_CreateObject();
    cJSON_AddStringToObject(o, "in", is_query ? "query" : is_header ? "header" : "body");
    cJSON_AddStringToObject(
        o, "name", is_query || is_header ? issue->field + 1 : str_camel(a, issue->field));
    cJSON_AddStringToObject(o, "code", issue->code);
    cJSON_AddStringToObject(o, "detail", issue->message);
    return o;
}

const char *problem_json(struct arena *a, enum err e, const struct fault *f, const char *path)
{
    cJSON *o = cJSON_CreateObject();
    cJSON_AddStringToObject(o, "type", arena_printf(a, "urn:problem-type:lok:%s", err_slug(e)));
    cJSON_AddStringToObject(o, "title", err_title(e));
    cJSON_AddNumberToObject(o, "status", err_status(e));
    if (!str_empty(f->detail))
        cJSON_AddStringToObject(o, "detail", f->detail);
    cJSON_AddStringToObject(o, "instance", path);
    if (f->issue_count > 0) {
        cJSON *issues = cJSON_AddArrayToObject(o, "issues");
        for (size_t i = 0; i < f->issue_count; i++)
            cJSON_AddItemToArray(issues, issue_json(a, &f->issues[i]));
    }
    return json_print(a, o);
}
