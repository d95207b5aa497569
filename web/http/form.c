#include "web/http/form.h"
#include <string.h>

static const char *id_of(struct arena *a, const char *name)
{
    char *id = arena_printf(a, "veld-%s", name);
    for (char *p = id; *p != '\0'; p++)
        *p = *p == '.' ? '-' : *p;
    return id;
}

static bool is_picked(const char *name, const char *const *only)
{
    for (; only != NULL && *only != NULL; only++) {
        if (str_equal(*only, name))
            return true;
    }
    return only == NULL;
}

static bool refused(const struct request *rq)
{
    return (rq->method == POST || rq->form.count > 0) &&
           (rq->fault.issue_count > 0 || !str_empty(rq->fault.detail));
}

/* Whether what came back refused is this form: a page may hold several. A form without any field
 * (all boxes unticked, or nothing at all) counts as this one. */
static bool is_posted(const struct request *rq, const struct field *fields, const char *const *only)
{
    bool others = false;
    if (!refused(rq))
        return false;
    for (size_t i = 0; i < rq->form.count; i++) {
        const char *name = rq->form.at[i].name;
        for (const struct field *field = fields; field->name != NULL; field++) {
            if (str_equal(field->name, name) && is_picked(name, only))
                return true;
        }
        others |= name[0] != '_';
    }
    return !others;
}

static const char *input_type(const struct field *field)
{
    switch (field->type) {
    case FIELD_IS_URL:
        return "url";
    case FIELD_IS_EMAIL:
        return "email";
    case FIELD_IS_DATE:
        return "date";
    case FIELD_IS_MONTH:
        return "month";
    case FIELD_IS_TIME:
        return "time";
    case FIELD_IS_INT:
        return "number";
    case FIELD_IS_TEXT:
    case FIELD_IS_INSTANT:
    case FIELD_IS_ID:
    case FIELD_IS_BOOL:
    case FIELD_IS_CHOICE:
    case FIELD_IS_CHOICES:
    case FIELD_IS_LINES:
        break;
    }
    return field->secret ? "password" : "text";
}

static bool was_ticked(const struct params *form, const char *name, const char *code)
{
    for (size_t i = 0; i < form->count; i++) {
        if (str_equal(form->at[i].name, name) && str_equal(form->at[i].value, code))
            return true;
    }
    return false;
}

static uint64_t bits_of(const struct field *field, const void *from)
{
    uint64_t bits;
    memcpy(&bits, (const char *)from + field->at, sizeof bits);
    return bits;
}

/* `typed` is NULL when the values come from the struct. */
static void give_checks(struct arena *a, const struct field *field, const void *from,
    const struct params *typed, struct form_input *input)
{
    unsigned count = choice_count(field->of);
    uint64_t bits = typed == NULL ? bits_of(field, from) : 0;

    input->checks.at = arena_array(a, count, sizeof *input->checks.at);
    input->checks.count = count;
    for (unsigned i = 0; i < count; i++) {
        const char *code = field->of[i].code;
        input->checks.at[i] = (struct form_check){
            .name = field->name,
            .id = i == 0 ? input->id : arena_printf(a, "%s-%u", input->id, i),
            .value = code,
            .text = field->of[i].dutch,
            .checked = typed != NULL ? was_ticked(typed, field->name, code) : (bits >> i & 1) != 0,
        };
    }
}

static void give_options(struct arena *a, const struct field *field, struct form_input *input)
{
    unsigned count = choice_count(field->of);
    input->options.at = arena_array(a, count, sizeof *input->options.at);
    input->options.count = count;
    for (unsigned i = 0; i < count; i++) {
        const char *code = field->of[i].code;
        input->options.at[i] =
            (struct form_option){ code, field->of[i].dutch, str_equal(code, input->value) };
    }
}

static const char *value_of(
    struct arena *a, const struct field *field, const void *from, const struct params *typed)
{
    if (field->secret || field->type == FIELD_IS_CHOICES)
        return "";
    if (typed == NULL)
        return field_to_form(field, a, from);
    const char *value = param_get(typed, field->name);
    return value != NULL ? value : "";
}

static const char *described_by(struct arena *a, const struct form_input *input)
{
    bool hint = !str_empty(input->hint), error = !str_empty(input->error);
    if (!hint && !error)
        return "";
    return arena_printf(a, "%s%s%s%s%s", hint ? input->id : "", hint ? "-uitleg" : "",
        hint && error ? " " : "", error ? input->id : "", error ? "-fout" : "");
}

static struct form_input input_of(
    struct request *rq, const struct field *field, const void *from, const struct params *typed)
{
    struct arena *a = rq->arena;
    const char *error = typed != NULL ? fault_message(&rq->fault, field->name) : NULL;
    bool area = field->type == FIELD_IS_LINES || field->multiline;
    bool plain = false;
    struct form_input input = {
        .name = field->name,
        .id = id_of(a, field->name),
        .label = field->label != NULL ? field->label : field->name,
        .hint = field->hint != NULL ? field->hint : "",
        .error = error != NULL ? error : "",
        .value = value_of(a, field, from, typed),
        .type = input_type(field),
        .maxlength = field->type == FIELD_IS_LINES ? 0 : field_max_length(field),
        .is_check = field->type == FIELD_IS_BOOL,
        .is_select = field->type == FIELD_IS_CHOICE || field->type == FIELD_IS_ID,
        .is_checks = field->type == FIELD_IS_CHOICES,
        .required = field->required,
    };
    plain = !input.is_check && !input.is_select && !input.is_checks;
    input.is_area = plain && area;
    input.is_line = plain && !area;
    input.checked = input.is_check && !str_empty(input.value);
    input.described_by = described_by(a, &input);
    input.optional = !field->required && (plain || field->type == FIELD_IS_ID);
    if (input.is_checks)
        give_checks(a, field, from, typed, &input);
    else if (field->of != NULL)
        give_options(a, field, &input);
    return input;
}

static const struct form_input *find_input(const struct form_input_list *inputs, const char *name)
{
    for (size_t i = 0; i < inputs->count; i++) {
        if (str_equal(inputs->at[i].name, name))
            return &inputs->at[i];
    }
    return NULL;
}

static struct form_issue_list issues_of(struct request *rq, const struct form_input_list *inputs)
{
    const struct fault *f = &rq->fault;
    struct form_issue_list list = {
        .at = arena_array(rq->arena, f->issue_count, sizeof *list.at),
        .count = f->issue_count,
    };
    for (size_t i = 0; i < f->issue_count; i++) {
        const struct form_input *input = find_input(inputs, f->issues[i].field);
        list.at[i].message = f->issues[i].message;
        list.at[i].anchor =
            input != NULL ? url_of(rq->arena, "#%s", input->id) : (struct url){ "" };
    }
    return list;
}

struct form_view form_make(struct request *rq, const struct field *fields, const void *from,
    int64_t version, const char *const *only)
{
    struct form_view form = { .version = version, .detail = "" };
    bool posted = is_posted(rq, fields, only);
    const struct params *typed = posted ? &rq->form : NULL;
    size_t count = 0;

    while (fields[count].name != NULL)
        count++;
    form.inputs.at = arena_array(rq->arena, count, sizeof *form.inputs.at);
    for (const struct field *field = fields; field->name != NULL; field++) {
        if (is_picked(field->name, only))
            form.inputs.at[form.inputs.count++] = input_of(rq, field, from, typed);
    }
    if (posted) {
        form.issues = issues_of(rq, &form.inputs);
        form.detail = rq->fault.detail != NULL ? rq->fault.detail : "";
    }
    return form;
}

void form_set_options(struct request *rq, struct form_view *form, const char *name,
    const struct form_option *options, size_t count)
{
    struct form_input *input = NULL;
    for (size_t i = 0; i < form->inputs.count; i++) {
        if (str_equal(form->inputs.at[i].name, name))
            input = &form->inputs.at[i];
    }
    if (input == NULL) {
        OUR_BUG("options for a field that the form does not have");
        return;
    }
    /* Without a first, empty option a browser would choose for the person. */
    bool has_empty = count > 0 && str_empty(options[0].value);
    bool adds_empty = !has_empty && (!input->required || str_empty(input->value));
    struct form_option *to = arena_array(rq->arena, count + 1, sizeof *to);
    input->options = (struct form_option_list){ .at = to, .count = 0 };
    if (adds_empty)
        to[input->options.count++] =
            (struct form_option){ "", input->required ? "Kies…" : "Geen", false };
    for (size_t i = 0; i < count; i++)
        to[input->options.count++] = options[i];
    for (size_t i = 0; i < input->options.count; i++)
        to[i].selected = str_equal(to[i].value, input->value);
    input->is_select = true;
    input->is_line = input->is_area = input->is_check = input->is_checks = false;
}

enum err form_comes_back(struct request *rq, enum err e)
{
    struct fault *f = &rq->fault;
    if (e != ERR_INVALID && e != ERR_CONFLICT && e != ERR_STALE)
        return e;
    if (e == ERR_STALE)
        f->detail =
            "Iemand anders wijzigde dit intussen, dus uw wijziging is nog niet bewaard. Kijk "
            "na wat er veranderd is en bewaar daarna opnieuw.";
    if (str_empty(f->detail) && f->issue_count == 0)
        f->detail = err_title(e);
    return rq->tx == NULL ? ERR_OK : request_give_up(rq);
}

struct form_view form_problem(struct request *rq)
{
    static const struct form_input_list NO_INPUTS = { 0 };
    struct form_view form = { .detail = "" };
    if (!refused(rq))
        return form;
    form.issues = issues_of(rq, &NO_INPUTS);
    form.detail = rq->fault.detail != NULL ? rq->fault.detail : "";
    return form;
}
