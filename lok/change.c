#include "lok/change.h"
#include "lok/base/clock.h"
#include "lok/base/field_format.h"
#include "lok/base/utf8.h"
#include <string.h>

static const void *member_at(const struct field *field, const void *of)
{
    return (const char *)of + field->at;
}

static bool is_text(enum field_type type)
{
    switch (type) {
    case FIELD_IS_TEXT:
    case FIELD_IS_URL:
    case FIELD_IS_EMAIL:
    case FIELD_IS_DATE:
    case FIELD_IS_MONTH:
    case FIELD_IS_TIME:
        return true;
    case FIELD_IS_INSTANT:
    case FIELD_IS_INT:
    case FIELD_IS_ID:
    case FIELD_IS_BOOL:
    case FIELD_IS_CHOICE:
    case FIELD_IS_CHOICES:
    case FIELD_IS_LINES:
        return false;
    }
    IMPOSSIBLE("a field of no known type");
}

static const char *text_of(const struct field *field, const void *of)
{
    const char *text = *(const char *const *)member_at(field, of);

    return text == NULL ? "" : text;
}

static int64_t number_of(const struct field *field, const void *of)
{
    return *(const int64_t *)member_at(field, of);
}

static bool is_missing(const struct field *field, const void *in)
{
    if (is_text(field->type))
        return str_empty(text_of(field, in));
    if (field->type == FIELD_IS_ID || field->type == FIELD_IS_INSTANT)
        return number_of(field, in) == 0;
    if (field->type == FIELD_IS_CHOICES)
        return *(const uint64_t *)member_at(field, in) == 0;
    if (field->type == FIELD_IS_LINES)
        return ((const struct lines *)member_at(field, in))->count == 0;
    return false;
}

static bool is_outside(const struct field *field, const void *in)
{
    if (field->type == FIELD_IS_CHOICE)
        return *(const unsigned *)member_at(field, in) >= choice_count(field->of);
    if (field->type == FIELD_IS_CHOICES)
        return *(const uint64_t *)member_at(field, in) >> choice_count(field->of) != 0;
    return false;
}

/* What the web's reading refuses too: a command line gives any bytes. */
static void check_text(const struct field *field, struct fault *f, const char *text)
{
    int64_t most = field_max_length(field);

    if (!utf8_valid(text, strlen(text)) || !utf8_printable(text, field->multiline))
        fault_issue(
            f, field->name, "format", "“%s” bevat tekens die wij niet kunnen lezen.", field->label);
    else if (most > 0 && (int64_t)utf8_length(text) > most)
        fault_issue(f, field->name, "too-long", "“%s” mag hoogstens %lld tekens lang zijn.",
            field->label, (long long)most);
    else if (field->type == FIELD_IS_EMAIL && !field_format_is_email(text))
        fault_issue(f, field->name, "format",
            "“%s” is geen geldig e-mailadres, zoals naam@example.be.", field->label);
    else if (field->type == FIELD_IS_URL && !field_format_is_url(text))
        fault_issue(f, field->name, "format", "“%s” is geen geldig webadres.", field->label);
}

void change_check(const struct field *fields, struct fault *f, void *in)
{
    for (const struct field *field = fields; field->name != NULL; field++) {
        if (is_text(field->type)) {
            const char **text = (const char **)(void *)((char *)in + field->at);

            *text = *text == NULL ? "" : *text;
        }
        if (field->required && is_missing(field, in))
            fault_issue(f, field->name, "required", "Vul “%s” in.", field->label);
        else if (is_outside(field, in))
            fault_issue(f, field->name, "choice", "Kies “%s” uit de lijst.", field->label);
        else if (is_text(field->type) && !str_empty(text_of(field, in)))
            check_text(field, f, str_trim(f->arena, text_of(field, in)));
    }
}

static cJSON *choices_json(const struct choice *of, uint64_t bits)
{
    cJSON *array = cJSON_CreateArray();

    for (unsigned i = 0; i < choice_count(of); i++)
        if (bits >> i & 1)
            cJSON_AddItemToArray(array, cJSON_CreateString(of[i].code));
    return array;
}

static cJSON *lines_json(const struct lines *lines)
{
    cJSON *array = cJSON_CreateArray();

    for (size_t i = 0; i < lines->count; i++)
        cJSON_AddItemToArray(array, cJSON_CreateString(lines->at[i]));
    return array;
}

static cJSON *value_json(const struct field *field, struct arena *a, const void *of)
{
    switch (field->type) {
    case FIELD_IS_TEXT:
    case FIELD_IS_URL:
    case FIELD_IS_EMAIL:
    case FIELD_IS_DATE:
    case FIELD_IS_MONTH:
    case FIELD_IS_TIME:
        return cJSON_CreateString(text_of(field, of));
    case FIELD_IS_INSTANT:
        return number_of(field, of) == 0
                   ? cJSON_CreateNull()
                   : cJSON_CreateString(clock_rfc3339(a, number_of(field, of)));
    case FIELD_IS_INT:
        return cJSON_CreateNumber((double)number_of(field, of));
    case FIELD_IS_ID:
        return number_of(field, of) == 0
                   ? cJSON_CreateNull()
                   : cJSON_CreateString(arena_printf(a, "%lld", (long long)number_of(field, of)));
    case FIELD_IS_BOOL:
        return cJSON_CreateBool(*(const bool *)member_at(field, of));
    case FIELD_IS_CHOICE:
        return cJSON_CreateString(choice_code(field->of, *(const unsigned *)member_at(field, of)));
    case FIELD_IS_CHOICES:
        return choices_json(field->of, *(const uint64_t *)member_at(field, of));
    case FIELD_IS_LINES:
        return lines_json(member_at(field, of));
    }
    IMPOSSIBLE("a field of no known type");
}

static bool same(const struct field *field, struct arena *a, const void *from, const void *to)
{
    AUTO(json_cleanup) cJSON *before = value_json(field, a, from);
    AUTO(json_cleanup) cJSON *after = value_json(field, a, to);

    return cJSON_Compare(before, after, true);
}

cJSON *change_values(const struct field *fields, struct arena *a, const void *of)
{
    cJSON *data = cJSON_CreateObject();

    for (const struct field *field = fields; field->name != NULL; field++)
        if (!field->secret && !field->quiet && !is_missing(field, of))
            cJSON_AddItemToObject(data, str_camel(a, field->name), value_json(field, a, of));
    return data;
}

cJSON *change_between(const struct field *fields, struct arena *a, const void *from, const void *to)
{
    cJSON *data = cJSON_CreateObject();

    for (const struct field *field = fields; field->name != NULL; field++) {
        if (same(field, a, from, to))
            continue;
        cJSON *change = cJSON_AddObjectToObject(data, str_camel(a, field->name));
        if (field->secret || field->quiet)
            continue;
        cJSON_AddItemToObject(change, "from", value_json(field, a, from));
        cJSON_AddItemToObject(change, "to", value_json(field, a, to));
    }
    return data;
}

cJSON *change_names(const struct field *fields, struct arena *a, const void *from, const void *to)
{
    cJSON *data = cJSON_CreateObject();
    cJSON *names = cJSON_AddArrayToObject(data, "changed");

    for (const struct field *field = fields; field->name != NULL; field++)
        if (!same(field, a, from, to))
            cJSON_AddItemToArray(names, cJSON_CreateString(str_camel(a, field->name)));
    return data;
}
