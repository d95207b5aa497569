/* Any bytes as a form ("name=value", pairs split at '&') or, behind a first byte '{', as JSON: what
 * is accepted keeps the promises of lok/base/fields.h. */
#include "lok/base/dates.h"
#include "lok/base/fields.h"
#include "lok/base/utf8.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct choice COLOURS[] = { { "red", "rood" }, { "blue", "blauw" }, { NULL, NULL } };

struct sample {
    const char *title, *text, *site, *mail, *date, *month, *time;
    int64_t at, minutes, item;
    bool open;
    unsigned colour;
    uint64_t colours;
    struct lines names;
    struct {
        const char *title;
    } inner;
};

static const struct field FIELDS[] = {
    FIELD_TEXT(struct sample, title, .required = true, .label = "Titel"),
    FIELD_TEXT(struct sample, text, .multiline = true, .label = "Tekst"),
    FIELD_URL(struct sample, site, .label = "Website"),
    FIELD_EMAIL(struct sample, mail, .label = "E-mail"),
    FIELD_DATE(struct sample, date, .label = "Datum"),
    FIELD_MONTH(struct sample, month, .label = "Maand"),
    FIELD_TIME(struct sample, time, .label = "Uur"),
    FIELD_INSTANT(struct sample, at, .label = "Begin"),
    FIELD_INT(struct sample, minutes, .min = 1, .max = 600, .label = "Duur"),
    FIELD_ID(struct sample, item, .label = "Punt"),
    FIELD_BOOL(struct sample, open, .label = "Open"),
    FIELD_CHOICE(struct sample, colour, .of = COLOURS, .label = "Kleur"),
    FIELD_CHOICES(struct sample, colours, .of = COLOURS, .label = "Kleuren"),
    FIELD_LINES(struct sample, names, .label = "Namen"),
    FIELD_TEXT(struct sample, inner.title, .label = "Binnen"),
    FIELD_END,
};

static void check_text(const char *text, bool multiline, size_t most)
{
    PRE(text != NULL && utf8_valid(text, strlen(text)) && utf8_printable(text, multiline));
    PRE(utf8_length(text) <= most);
}

static void check(const struct sample *s)
{
    PRE(s->title[0] != '\0');
    check_text(s->title, false, 200);
    check_text(s->text, true, 20000);
    check_text(s->site, false, 2000);
    check_text(s->mail, false, 254);
    check_text(s->inner.title, false, 200);
    PRE(s->date[0] == '\0' || date_valid(s->date));
    PRE(s->month[0] == '\0' || month_valid(s->month));
    PRE(s->time[0] == '\0' || (time_valid(s->time) && s->time[2] == ':'));
    PRE(s->minutes >= 0 && s->minutes <= 600 && s->item >= 0);
    PRE(s->colour < 2 && s->colours < 4);
    for (size_t i = 0; i < s->names.count; i++)
        check_text(s->names.at[i], false, 200);
}

static struct params split_form(struct arena *a, const char *text)
{
    struct lines pairs = str_split(a, text, '&');
    struct params form = { .at = arena_array(a, pairs.count, sizeof *form.at) };
    for (size_t i = 0; i < pairs.count; i++) {
        size_t name = strcspn(pairs.at[i], "=");
        bool value = pairs.at[i][name] == '=';
        form.at[form.count++] = (struct param){
            .name = arena_strndup(a, pairs.at[i], name),
            .value = value ? pairs.at[i] + name + 1 : "",
        };
    }
    return form;
}

/* A second reading of what the first one wrote gives the same. */
static void check_round_trip(struct arena *a, const struct sample *first)
{
    struct fault f;
    struct sample again = { 0 };
    struct param at[ARRAY_LEN(FIELDS)];
    struct params form = { .at = at };
    for (const struct field *field = FIELDS; field->name != NULL; field++) {
        if (field->type != FIELD_IS_CHOICES)
            at[form.count++] = (struct param){ field->name, field_to_form(field, a, first) };
    }
    fault_init(&f, a);
    PRE(fields_from_form(FIELDS, &form, a, &f, &again) == ERR_OK);
    for (const struct field *field = FIELDS; field->name != NULL; field++) {
        if (field->type != FIELD_IS_CHOICES)
            PRE(str_equal(field_to_form(field, a, first), field_to_form(field, a, &again)));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena_cleanup) struct arena *a = arena_new();
    struct fault f;
    struct sample s = { 0 };
    clock_init();
    json_init();
    fault_init(&f, a);
    enum err e;
    if (size > 0 && data[0] == '{') {
        const struct json *object = NULL;
        if (json_parse(a, &f, (const char *)data, size, &object) != ERR_OK)
            return 0;
        e = fields_from_json(FIELDS, object, FIELDS_WHOLE, a, &f, &s);
    } else {
        struct params form = split_form(a, arena_strndup(a, (const char *)data, size));
        e = fields_from_form(FIELDS, &form, a, &f, &s);
    }
    PRE((e == ERR_OK) == (f.issue_count == 0));
    for (size_t i = 0; i < f.issue_count; i++)
        PRE(utf8_valid(f.issues[i].message, strlen(f.issues[i].message)));
    if (e == ERR_OK) {
        check(&s);
        check_round_trip(a, &s);
    }
    return 0;
}
