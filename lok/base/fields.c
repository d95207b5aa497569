#include "lok/base/fields.h"
#include "lok/base/clock.h"
#include "lok/base/field_value.h"
#include "lok/base/utf8.h"
#include <string.h>

/* -- choices -- */

unsigned choice_count(const struct choice *of)
{
    unsigned count = 0;
    while (of[count].code != NULL)
        count++;
    return count;
}

const char *choice_code(const struct choice *of, unsigned value)
{
    PRE(value < choice_count(of));
    return of[value].code;
}

const char *choice_dutch(const struct choice *of, unsigned value)
{
    PRE(value < choice_count(of));
    return of[value].dutch;
}

bool choice_find(const struct choice *of, const char *code, unsigned *ret)
{
    for (unsigned i = 0; of[i].code != NULL; i++) {
        if (str_equal(of[i].code, code)) {
            *ret = i;
            return true;
        }
    }
    return false;
}

/* -- one field -- */

int64_t field_max_length(const struct field *field)
{
    switch (field->type) {
    case FIELD_IS_TEXT:
        return field->max > 0 ? field->max : field->multiline ? 20000 : 200;
    case FIELD_IS_LINES:
        return field->max > 0 ? field->max : 200;
    case FIELD_IS_URL:
        return field->max > 0 ? field->max : 2000;
    case FIELD_IS_EMAIL:
        return field->max > 0 ? field->max : 254;
    default:
        return 0;
    }
}

static const char *number_to_form(const struct field *field, struct arena *a, int64_t value)
{
    bool none = value == 0 && (field->type == FIELD_IS_ID || field->min > 0 || field->zero_is_none);
    none = none || (value == -1 && field->minus_is_none);
    return none ? "" : arena_printf(a, "%lld", (long long)value);
}

const char *field_to_form(const struct field *field, struct arena *a, const void *from)
{
    union {
        const void *any;
        const char *const *text;
        const int64_t *number;
        const bool *yes;
        const unsigned *choice;
        const struct lines *lines;
    } at = { .any = (const char *)from + field->at };
    if (field->secret)
        return "";
    switch (field->type) {
    case FIELD_IS_TEXT:
    case FIELD_IS_URL:
    case FIELD_IS_EMAIL:
    case FIELD_IS_DATE:
    case FIELD_IS_MONTH:
    case FIELD_IS_TIME:
        return *at.text == NULL ? "" : *at.text;
    case FIELD_IS_INSTANT:
        return *at.number == 0 ? "" : clock_rfc3339(a, *at.number);
    case FIELD_IS_INT:
    case FIELD_IS_ID:
        return number_to_form(field, a, *at.number);
    case FIELD_IS_BOOL:
        return *at.yes ? "1" : "";
    case FIELD_IS_CHOICE:
        return choice_code(field->of, *at.choice);
    case FIELD_IS_LINES:
        return str_join(a, at.lines, "\n");
    case FIELD_IS_CHOICES:
        break;
    }
    OUR_BUG("choices have no single form value");
    return "";
}

/* -- forms -- */

const char *param_get(const struct params *p, const char *name)
{
    for (size_t i = 0; i < p->count; i++) {
        if (str_equal(p->at[i].name, name))
            return p->at[i].value;
    }
    return NULL;
}

static void unknown(struct arena *a, struct fault *f, const char *name)
{
    bool shown = utf8_valid(name, strlen(name)) && utf8_printable(name, false);
    const char *cut = shown ? utf8_cut(a, name, 100) : "?";
    fault_issue(f, cut, "unknown", "Onbekend veld \"%s\".", cut);
}

static const struct field *find_field(const struct field *fields, const char *name)
{
    for (; fields->name != NULL; fields++) {
        if (str_equal(fields->name, name))
            return fields;
    }
    return NULL;
}

/* All values that a form gives under one name. */
static struct lines values_of(struct arena *a, const struct params *form, const char *name)
{
    struct lines values = { 0 };
    for (size_t i = 0; i < form->count; i++)
        values.count += str_equal(form->at[i].name, name);
    values.at = arena_array(a, values.count, sizeof *values.at);
    values.count = 0;
    for (size_t i = 0; i < form->count; i++) {
        if (str_equal(form->at[i].name, name))
            values.at[values.count++] = form->at[i].value;
    }
    return values;
}

static void field_from_form(const struct field_slot *slot, const struct params *form)
{
    const struct field *field = slot->field;
    struct lines values = values_of(slot->arena, form, field->name);
    if (field->type == FIELD_IS_CHOICES)
        field_value_choices(slot, &values);
    else if (values.count > 1)
        field_slot_issue(slot, "repeated", "staat er meer dan eens.");
    else if (values.count == 1)
        field_value_from_form(slot, values.at[0]);
    else if (field->type == FIELD_IS_BOOL)
        field_slot_empty(slot);
    else
        field_slot_absent(slot);
}

enum err fields_from_form(const struct field *fields, const struct params *form, struct arena *a,
    struct fault *f, void *into)
{
    for (size_t i = 0; i < form->count; i++) {
        const char *name = form->at[i].name;
        if (!str_starts(name, "_") && find_field(fields, name) == NULL)
            unknown(a, f, name);
    }
    for (const struct field *field = fields; field->name != NULL; field++) {
        struct field_slot slot = { .field = field, .arena = a, .fault = f, .into = into };
        field_from_form(&slot, form);
    }
    return fault_check(f);
}

/* -- JSON -- */

/* The value at a dotted path of JSON names; a null on the way stands for all below it. */
static const struct json *value_at(struct arena *a, const struct json *object, const char *path)
{
    struct lines steps = str_split(a, path, '.');
    const struct json *value = object;
    for (size_t i = 0; i < steps.count && value != NULL && value->type != JSON_NULL; i++)
        value = json_member(value, steps.at[i]);
    return value;
}

enum place { NOWHERE, A_FIELD, ABOVE_FIELDS };

/* What the JSON path means: a field, an object that holds fields, or nothing that we know. */
static enum place place_of(struct arena *a, const struct field *fields, const char *path)
{
    for (const struct field *field = fields; field->name != NULL; field++) {
        const char *name = str_camel(a, field->name);
        if (str_equal(name, path))
            return A_FIELD;
        if (str_starts(name, path) && name[strlen(path)] == '.')
            return ABOVE_FIELDS;
    }
    return NOWHERE;
}

static void refuse_unknown(const struct field *fields, const struct json *object, const char *above,
    struct arena *a, struct fault *f)
{
    for (size_t i = 0; i < object->count && f->issue_count < FAULT_MAX_ISSUES; i++) {
        const struct json *member = &object->items[i];
        const char *path = arena_printf(a, "%s%s", above, member->name);
        /* A dot inside a name would pass for a nested member. */
        enum place place = strchr(member->name, '.') == NULL ? place_of(a, fields, path) : NOWHERE;
        if (place == NOWHERE)
            unknown(a, f, path);
        else if (place == ABOVE_FIELDS && member->type == JSON_OBJECT)
            refuse_unknown(fields, member, arena_printf(a, "%s.", path), a, f);
        else if (place == ABOVE_FIELDS && member->type != JSON_NULL)
            fault_issue(f, path, "type", "\"%s\" moet een object zijn.", path);
    }
}

enum err fields_from_json(const struct field *fields, const struct json *object,
    enum fields_mode mode, struct arena *a, struct fault *f, void *into)
{
    if (object == NULL || object->type != JSON_OBJECT)
        return fault_issue(f, "", "type", "De inhoud moet een JSON-object zijn.");
    refuse_unknown(fields, object, "", a, f);
    for (const struct field *field = fields; field->name != NULL; field++) {
        struct field_slot slot = { .field = field, .arena = a, .fault = f, .into = into };
        const struct json *value = value_at(a, object, str_camel(a, field->name));
        if (value != NULL)
            field_value_from_json(&slot, value);
        else if (mode == FIELDS_WHOLE)
            field_slot_absent(&slot);
    }
    return fault_check(f);
}
