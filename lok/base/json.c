#include "lok/base/json.h"
#include "lok/base/clock.h"
#include "lok/base/json_scan.h"
#include "lok/base/str.h"
#include <stdlib.h>
#include <string.h>

static void *malloc_or_abort(size_t size)
{
    void *p = malloc(size);
    if (p == NULL)
        IMPOSSIBLE("out of memory");
    return p;
}

void json_init(void)
{
    cJSON_Hooks hooks = { .malloc_fn = malloc_or_abort, .free_fn = free };
    cJSON_InitHooks(&hooks);
}

/* cJSON links nodes with `next`; copies the siblings from `first` on and their children. Depth is
 * bounded by json_scan. */
static struct json *copy_items(struct arena *a, const cJSON *first, size_t *ret_count);

static void copy_value(struct arena *a, const cJSON *from, struct json *to)
{
    *to = (struct json){ .name = arena_strdup(a, from->string), .string = "" };
    if (cJSON_IsNull(from)) {
        to->type = JSON_NULL;
    } else if (cJSON_IsBool(from)) {
        to->type = JSON_BOOL;
        to->boolean = cJSON_IsTrue(from);
    } else if (cJSON_IsNumber(from)) {
        to->type = JSON_NUMBER;
        to->number = from->valuedouble;
        /* json_scan refuses what is beyond ±(2^53 − 1), so the conversion is defined. */
        to->integral = (double)(int64_t)to->number == to->number;
    } else if (cJSON_IsString(from)) {
        to->type = JSON_STRING;
        to->string = arena_strdup(a, from->valuestring);
    } else {
        to->type = cJSON_IsArray(from) ? JSON_ARRAY : JSON_OBJECT;
        to->items = copy_items(a, from->child, &to->count);
    }
}

static struct json *copy_items(struct arena *a, const cJSON *first, size_t *ret_count)
{
    size_t count = 0;
    for (const cJSON *c = first; c != NULL; c = c->next)
        count++;
    struct json *items = arena_array(a, count, sizeof *items);
    size_t i = 0;
    for (const cJSON *c = first; c != NULL; c = c->next)
        copy_value(a, c, &items[i++]);
    *ret_count = count;
    return items;
}

static int compare_names(const void *a, const void *b)
{
    const char *const *left = a, *const *right = b;
    return strcmp(*left, *right);
}

/* The first member name that stands twice in one object, anywhere in the tree; NULL when none. */
static const char *duplicate_name(struct arena *a, const struct json *value)
{
    for (size_t i = 0; i < value->count; i++) {
        const char *deeper = duplicate_name(a, &value->items[i]);
        if (deeper != NULL)
            return deeper;
    }
    if (value->type != JSON_OBJECT || value->count < 2)
        return NULL;
    const char **names = arena_array(a, value->count, sizeof *names);
    for (size_t i = 0; i < value->count; i++)
        names[i] = value->items[i].name;
    qsort(names, value->count, sizeof *names, compare_names);
    for (size_t i = 1; i < value->count; i++) {
        if (strcmp(names[i - 1], names[i]) == 0)
            return names[i];
    }
    return NULL;
}

enum err json_parse(
    struct arena *a, struct fault *f, const char *text, size_t length, const struct json **ret)
{
    size_t at;
    const char *wrong = json_scan(text, length, &at);
    if (wrong != NULL)
        return fault_set(f, ERR_MALFORMED, "De JSON is niet geldig bij byte %zu: %s.", at, wrong);

    AUTO(json_cleanup) cJSON *tree = cJSON_ParseWithLength(text, length);
    if (tree == NULL) {
        OUR_BUG("cJSON refuses what json_scan accepts");
        return fault_set(f, ERR_MALFORMED, "De JSON is niet geldig.");
    }
    struct json *value = arena_alloc(a, sizeof *value);
    copy_value(a, tree, value);
    const char *twice = duplicate_name(a, value);
    if (twice != NULL)
        return fault_set(
            f, ERR_MALFORMED, "De naam \"%.100s\" staat twee keer in één object.", twice);
    *ret = value;
    return ERR_OK;
}

const struct json *json_member(const struct json *object, const char *name)
{
    if (object == NULL || object->type != JSON_OBJECT)
        return NULL;
    for (size_t i = 0; i < object->count; i++) {
        if (strcmp(object->items[i].name, name) == 0)
            return &object->items[i];
    }
    return NULL;
}

const char *json_print(struct arena *a, cJSON *tree)
{
    char *printed = cJSON_PrintUnformatted(tree);
    if (printed == NULL)
        IMPOSSIBLE("a JSON tree that cannot be printed");
    const char *text = arena_strdup(a, printed);
    cJSON_free(printed);
    cJSON_Delete(tree);
    return text;
}

void json_cleanup(cJSON **tree)
{
    cJSON_Delete(*tree);
    *tree = NULL;
}

void json_add_id(cJSON *object, const char *name, int64_t id)
{
    AUTO(arena_cleanup) struct arena *a = arena_new();
    cJSON_AddStringToObject(object, name, arena_printf(a, "%lld", (long long)id));
}

void json_add_instant(cJSON *object, const char *name, int64_t instant)
{
    AUTO(arena_cleanup) struct arena *a = arena_new();
    json_add_text(object, name, instant == 0 ? NULL : clock_rfc3339(a, instant));
}

void json_add_text(cJSON *object, const char *name, const char *text)
{
    if (str_empty(text))
        cJSON_AddNullToObject(object, name);
    else
        cJSON_AddStringToObject(object, name, text);
}
