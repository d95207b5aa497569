#include "lok/base/field_value.h"
#include "lok/base/dates.h"
#include "lok/base/field_format.h"
#include "lok/base/utf8.h"
#include <string.h>

enum { MAX_LINES = 500 };

/* "\r\n" and "\r" become "\n"; in a line of its own a tab becomes a space; white space around it goes. */
static const char *tidy(const struct field_slot *slot, const char *text)
{
    char *copy = arena_strdup(slot->arena, text), *to = copy;
    for (const char *from = text; *from != '\0'; from++) {
        if (*from == '\r' && from[1] == '\n')
            continue;
        if (*from == '\t' && !slot->field->multiline)
            *to++ = ' ';
        else
            *to++ = *from == '\r' ? '\n' : *from;
    }
    *to = '\0';
    return str_trim(slot->arena, copy);
}

/* Whether the characters are ones that we can show. */
static bool readable(const struct field_slot *slot, const char *text)
{
    bool many_lines = slot->field->multiline || slot->field->type == FIELD_IS_LINES;
    if (!utf8_valid(text, strlen(text))) {
        field_slot_issue(slot, "format", "bevat tekens die wij niet kunnen lezen.");
        return false;
    }
    if (!utf8_printable(text, many_lines)) {
        field_slot_issue(slot, "format",
            many_lines ? "bevat onzichtbare stuurtekens."
                       : "moet op één regel staan, zonder stuurtekens.");
        return false;
    }
    return true;
}

/* Whether a text, or one of its lines, keeps to the limits in characters. */
static bool fits(const struct field_slot *slot, const char *text)
{
    const struct field *field = slot->field;
    const char *which = field->type == FIELD_IS_LINES ? "Een regel van " : "";
    int64_t length = (int64_t)utf8_length(text), most = field_max_length(field);
    if (length > most) {
        fault_issue(slot->fault, field->name, "too-long",
            "%s\"%s\" mag hoogstens %lld tekens lang zijn (nu %lld).", which,
            field_slot_label(slot), (long long)most, (long long)length);
        return false;
    }
    if (length < field->min) {
        fault_issue(slot->fault, field->name, "too-short",
            "%s\"%s\" moet minstens %lld tekens lang zijn (nu %lld).", which,
            field_slot_label(slot), (long long)field->min, (long long)length);
        return false;
    }
    return true;
}

static void read_url(const struct field_slot *slot, const char *text)
{
    if (!fits(slot, text))
        return;
    if (field_format_is_url(text))
        field_slot_text(slot, text);
    else if (strstr(text, "://") == NULL)
        field_slot_issue(slot, "format", "moet een volledig adres zijn, dat begint met https://.");
    else
        field_slot_issue(slot, "format", "is geen geldig webadres.");
}

static void read_email(const struct field_slot *slot, const char *text)
{
    if (!fits(slot, text))
        return;
    if (field_format_is_email(text))
        field_slot_text(slot, text);
    else
        field_slot_issue(slot, "format", "is geen geldig e-mailadres, zoals naam@example.be.");
}

/* `kept` is NULL when it was not understood. */
static void keep(const struct field_slot *slot, const char *kept, const char *otherwise)
{
    if (kept != NULL)
        field_slot_text(slot, kept);
    else
        field_slot_issue(slot, "format", otherwise);
}

static void read_instant(const struct field_slot *slot, const char *text)
{
    int64_t instant;
    if (clock_parse_rfc3339(text, &instant) && !str_empty(date_of(slot->arena, instant)))
        field_slot_i64(slot, instant);
    else
        field_slot_issue(slot, "format", "is geen tijdstip zoals 2024-05-28T17:30:00Z.");
}

static void keep_int(const struct field_slot *slot, int64_t value)
{
    int64_t min = slot->field->min, max = slot->field->max;
    bool any = min == 0 && max == 0;
    bool no_most = max == 0 && min > 0;
    if (any || (value >= min && (no_most || value <= max))) {
        field_slot_i64(slot, value);
    } else if (no_most) {
        fault_issue(slot->fault, slot->field->name, "range", "\"%s\" moet minstens %lld zijn.",
            field_slot_label(slot), (long long)min);
    } else {
        fault_issue(slot->fault, slot->field->name, "range",
            "\"%s\" moet een getal van %lld tot en met %lld zijn.", field_slot_label(slot),
            (long long)min, (long long)max);
    }
}

static void read_int(const struct field_slot *slot, const char *text)
{
    int64_t value;
    if (str_to_i64(text, &value))
        keep_int(slot, value);
    else
        field_slot_issue(slot, "format", "moet een geheel getal zijn.");
}

static void read_id(const struct field_slot *slot, const char *text)
{
    int64_t id;
    if (str_to_i64(text, &id) && id > 0)
        field_slot_i64(slot, id);
    else
        field_slot_issue(slot, "format", "verwijst naar niets dat bestaat.");
}

static void not_a_choice(const struct field_slot *slot)
{
    const struct choice *of = slot->field->of;
    struct lines codes = { .at = arena_array(slot->arena, choice_count(of), sizeof *codes.at),
        .count = choice_count(of) };
    for (unsigned i = 0; i < codes.count; i++)
        codes.at[i] = of[i].code;
    fault_issue(slot->fault, slot->field->name, "choice", "Kies bij \"%s\" uit: %s.",
        field_slot_label(slot), str_join(slot->arena, &codes, ", "));
}

static void read_choice(const struct field_slot *slot, const char *text)
{
    unsigned value;
    if (choice_find(slot->field->of, text, &value))
        field_slot_choice(slot, value);
    else
        not_a_choice(slot);
}

void field_value_choices(const struct field_slot *slot, const struct lines *codes)
{
    uint64_t bits = 0;
    PRE(choice_count(slot->field->of) <= 64);
    for (size_t i = 0; i < codes->count; i++) {
        unsigned value;
        if (str_empty(codes->at[i]))
            continue;
        if (!choice_find(slot->field->of, codes->at[i], &value)) {
            not_a_choice(slot);
            return;
        }
        bits |= UINT64_C(1) << value;
    }
    if (bits == 0)
        field_slot_empty(slot);
    else
        field_slot_bits(slot, bits);
}

/* Tidied lines; empty ones are left out. */
static void read_lines(const struct field_slot *slot, const struct lines *lines)
{
    struct lines kept = { .at = arena_array(slot->arena, lines->count, sizeof *kept.at) };
    for (size_t i = 0; i < lines->count; i++) {
        const char *line = str_trim(slot->arena, lines->at[i]);
        if (str_empty(line))
            continue;
        if (!fits(slot, line))
            return;
        kept.at[kept.count++] = line;
    }
    if (kept.count > MAX_LINES)
        fault_issue(slot->fault, slot->field->name, "too-long",
            "\"%s\" mag hoogstens %d regels tellen (nu %zu).", field_slot_label(slot), MAX_LINES,
            kept.count);
    else if (kept.count == 0)
        field_slot_empty(slot);
    else
        field_slot_lines(slot, kept);
}

/* A value that came as text, from a form (`typed`) or as a JSON string. */
static void read_text(const struct field_slot *slot, const char *raw, bool typed)
{
    struct arena *a = slot->arena;
    if (!utf8_valid(raw, strlen(raw))) {
        readable(slot, raw);
        return;
    }
    const char *text = tidy(slot, raw);
    if (str_empty(text)) {
        field_slot_empty(slot);
        return;
    }
    if (!readable(slot, text))
        return;
    switch (slot->field->type) {
    case FIELD_IS_TEXT:
        if (fits(slot, text))
            field_slot_text(slot, text);
        break;
    case FIELD_IS_URL:
        read_url(slot, text);
        break;
    case FIELD_IS_EMAIL:
        read_email(slot, text);
        break;
    case FIELD_IS_DATE:
        keep(slot, field_format_date(a, text, typed),
            typed ? "is geen datum die bestaat. Schrijf ze zoals 27/02/2024."
                  : "is geen datum die bestaat. Schrijf ze zoals 2024-02-27.");
        break;
    case FIELD_IS_MONTH:
        keep(slot, field_format_month(a, text, typed),
            typed ? "is geen maand. Schrijf ze zoals 02/2024."
                  : "is geen maand. Schrijf ze zoals 2024-02.");
        break;
    case FIELD_IS_TIME:
        keep(slot, field_format_time(a, text), "is geen tijdstip. Schrijf het zoals 19:30.");
        break;
    case FIELD_IS_INSTANT:
        read_instant(slot, text);
        break;
    case FIELD_IS_INT:
        read_int(slot, text);
        break;
    case FIELD_IS_ID:
        read_id(slot, text);
        break;
    case FIELD_IS_BOOL:
        field_slot_bool(slot, !str_equal(text, "0"));
        break;
    case FIELD_IS_CHOICE:
        read_choice(slot, text);
        break;
    case FIELD_IS_LINES: {
        struct lines lines = str_split(a, text, '\n');
        read_lines(slot, &lines);
        break;
    }
    case FIELD_IS_CHOICES:
        IMPOSSIBLE("several choices in one text");
    }
}

void field_value_from_form(const struct field_slot *slot, const char *text)
{
    read_text(slot, text, true);
}

/* An array of strings; false, with an issue, when it is something else. */
static bool strings_of(const struct field_slot *slot, const struct json *array, struct lines *ret)
{
    bool all = array->type == JSON_ARRAY;
    struct lines lines = { .at = arena_array(slot->arena, array->count, sizeof *lines.at) };
    for (size_t i = 0; all && i < array->count; i++) {
        all = array->items[i].type == JSON_STRING;
        lines.at[lines.count++] = array->items[i].string;
    }
    if (all)
        *ret = lines;
    else
        field_slot_issue(slot, "type", "moet een lijst van teksten zijn.");
    return all;
}

static void lines_from_json(const struct field_slot *slot, const struct json *value)
{
    struct lines lines;
    if (!strings_of(slot, value, &lines))
        return;
    for (size_t i = 0; i < lines.count; i++) {
        if (strpbrk(lines.at[i], "\r\n") != NULL) {
            field_slot_issue(slot, "format", "mag binnen één tekst geen nieuwe regel hebben.");
            return;
        }
        lines.at[i] = tidy(slot, lines.at[i]);
        if (!readable(slot, lines.at[i]))
            return;
    }
    read_lines(slot, &lines);
}

void field_value_from_json(const struct field_slot *slot, const struct json *value)
{
    struct lines codes;
    if (value->type == JSON_NULL) {
        field_slot_empty(slot);
        return;
    }
    switch (slot->field->type) {
    case FIELD_IS_INT:
        if (value->type == JSON_NUMBER && value->integral)
            keep_int(slot, (int64_t)value->number);
        else
            field_slot_issue(slot, "type", "moet een geheel getal zijn.");
        break;
    case FIELD_IS_BOOL:
        if (value->type == JSON_BOOL)
            field_slot_bool(slot, value->boolean);
        else
            field_slot_issue(slot, "type", "moet true of false zijn.");
        break;
    case FIELD_IS_CHOICES:
        if (strings_of(slot, value, &codes))
            field_value_choices(slot, &codes);
        break;
    case FIELD_IS_LINES:
        lines_from_json(slot, value);
        break;
    default:
        if (value->type == JSON_STRING)
            read_text(slot, value->string, false);
        else
            field_slot_issue(slot, "type", "moet een tekst zijn.");
    }
}
