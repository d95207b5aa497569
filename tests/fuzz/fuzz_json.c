/* Any bytes as JSON: what is accepted keeps the promises of lok/base/json.h and can be printed and
 * read again. */
#include "lok/base/json.h"
#include "lok/base/utf8.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct json *value, int depth)
{
    PRE(depth <= JSON_MAX_DEPTH + 1);
    PRE(utf8_valid(value->name, strlen(value->name)));
    PRE(utf8_valid(value->string, strlen(value->string)));
    PRE(value->number >= -9007199254740991.0 && value->number <= 9007199254740991.0);
    for (size_t i = 0; i < value->count; i++) {
        const struct json *item = &value->items[i];
        PRE(value->type != JSON_OBJECT || json_member(value, item->name) == item);
        check(item, depth + 1);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena_cleanup) struct arena *a = arena_new();
    const struct json *value = NULL, *again = NULL;
    struct fault f;
    json_init();
    fault_init(&f, a);
    if (json_parse(a, &f, (const char *)data, size, &value) != ERR_OK) {
        PRE(f.detail[0] != '\0' && utf8_valid(f.detail, strlen(f.detail)));
        return 0;
    }
    check(value, 1);
    const char *printed = json_print(a, cJSON_ParseWithLength((const char *)data, size));
    PRE(json_parse(a, &f, printed, strlen(printed), &again) == ERR_OK);
    PRE(again->type == value->type && again->count == value->count);
    PRE(check_bug_count() == 0);
    return 0;
}
