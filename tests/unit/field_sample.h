/* tests/unit/field_sample.h: a struct with a field of every type, read from a form or from JSON. */
#ifndef TESTS_UNIT_FIELD_SAMPLE_H
#define TESTS_UNIT_FIELD_SAMPLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lok/base/clock.h"
#include "lok/base/fields.h"
#include <stdio.h>
#include <string.h>

static const struct choice PURPOSES[] = {
    { "information", "Ter informatie" },
    { "discussion", "Bespreking" },
    { "decision", "Beslissing" },
    { NULL, NULL },
};

struct sample {
    const char *title;
    const char *text;
    const char *website;
    const char *email;
    const char *date;
    const char *month;
    const char *time;
    int64_t starts_at;
    int64_t minutes;
    int64_t dossier_id;
    bool closed;
    unsigned purpose;
    uint64_t kinds;
    struct lines other_names;
    struct {
        const char *title;
        bool release;
    } decision;
};

static const struct field FIELDS[] = {
    FIELD_TEXT(struct sample, title, .required = true, .label = "Titel"),
    FIELD_TEXT(struct sample, text, .multiline = true, .min = 3, .max = 50, .label = "Tekst"),
    FIELD_URL(struct sample, website, .label = "Website"),
    FIELD_EMAIL(struct sample, email, .label = "E-mailadres"),
    FIELD_DATE(struct sample, date, .label = "Datum"),
    FIELD_MONTH(struct sample, month, .label = "Maand"),
    FIELD_TIME(struct sample, time, .label = "Beginuur"),
    FIELD_INSTANT(struct sample, starts_at, .label = "Begin"),
    FIELD_INT(struct sample, minutes, .min = 5, .max = 240, .label = "Duur"),
    FIELD_ID(struct sample, dossier_id, .label = "Dossier"),
    FIELD_BOOL(struct sample, closed, .label = "Besloten"),
    FIELD_CHOICE(struct sample, purpose, .of = PURPOSES, .label = "Doel"),
    FIELD_CHOICES(struct sample, kinds, .of = PURPOSES, .label = "Soorten"),
    FIELD_LINES(struct sample, other_names, .max = 10, .label = "Andere namen"),
    FIELD_TEXT(struct sample, decision.title, .label = "Beslissing"),
    FIELD_BOOL(struct sample, decision.release, .label = "Vrijgeven"),
    FIELD_END,
};

/* A reading of `input`: what came out and what was wrong. */
struct reading {
    enum err err;
    struct sample in;
    struct fault fault;
};

static inline struct reading from_json_in(struct arena *a, const char *input, enum fields_mode mode)
{
    struct reading r = { .in = { .title = "oud", .minutes = 20, .purpose = 2 } };
    const struct json *object = NULL;
    fault_init(&r.fault, a);
    assert_int_equal(json_parse(a, &r.fault, input, strlen(input), &object), ERR_OK);
    r.err = fields_from_json(FIELDS, object, mode, a, &r.fault, &r.in);
    return r;
}

static inline struct reading from_json(struct arena *a, const char *input)
{
    return from_json_in(a, input, FIELDS_WHOLE);
}

/* "name=value&name=value", without any decoding. */
static inline struct reading from_form(struct arena *a, const char *input)
{
    struct reading r = { .in = { .title = "oud", .minutes = 20, .purpose = 2, .closed = true } };
    struct lines pairs = str_split(a, input, '&');
    struct params form = { .at = arena_array(a, pairs.count, sizeof *form.at) };
    for (size_t i = 0; i < pairs.count; i++) {
        size_t name = strcspn(pairs.at[i], "=");
        form.at[form.count++] = (struct param){
            .name = arena_strndup(a, pairs.at[i], name),
            .value = pairs.at[i] + name + 1,
        };
    }
    fault_init(&r.fault, a);
    r.err = fields_from_form(FIELDS, &form, a, &r.fault, &r.in);
    return r;
}

/* Exactly one issue, and this one. */
static inline void assert_issue(
    const struct reading *r, const char *field, const char *code, const char *message)
{
    assert_int_equal(r->err, ERR_INVALID);
    assert_int_equal(r->fault.issue_count, 1);
    assert_string_equal(r->fault.issues[0].field, field);
    assert_string_equal(r->fault.issues[0].code, code);
    assert_string_equal(r->fault.issues[0].message, message);
}

static inline void assert_fine(const struct reading *r)
{
    for (size_t i = 0; i < r->fault.issue_count; i++)
        print_message("%s: %s\n", r->fault.issues[i].field, r->fault.issues[i].message);
    assert_int_equal(r->err, ERR_OK);
}

static inline int set_up(void **state)
{
    clock_init();
    json_init();
    *state = arena_new();
    return 0;
}

static inline int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

#endif
