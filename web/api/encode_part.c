#include "web/api/encode_part.h"

void encode_id(cJSON *o, const char *name, int64_t id)
{
    if (id == 0)
        cJSON_AddNullToObject(o, name);
    else
        json_add_id(o, name, id);
}

void encode_number(cJSON *o, const char *name, int64_t value)
{
    cJSON_AddNumberToObject(o, name, (double)value);
}

void encode_choice(cJSON *o, const char *name, const struct choice *of, unsigned value)
{
    json_add_text(o, name, choice_code(of, value));
}

void encode_choices(cJSON *o, const char *name, const struct choice *of, uint64_t bits)
{
    cJSON *array = cJSON_AddArrayToObject(o, name);
    for (unsigned i = 0; i < choice_count(of); i++)
        if ((bits & UINT64_C(1) << i) != 0)
            cJSON_AddItemToArray(array, cJSON_CreateString(of[i].code));
}

void encode_lines(cJSON *o, const char *name, const struct lines *lines)
{
    cJSON *array = cJSON_AddArrayToObject(o, name);
    for (size_t i = 0; i < lines->count; i++)
        cJSON_AddItemToArray(array, cJSON_CreateString(lines->at[i]));
}
