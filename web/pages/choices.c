#include "web/pages/choices.h"
#include "lok/base/utf8.h"
#include <string.h>

enum { READ_AT_ONCE = 500, MOST_PERSONS = 5000 };

static const char *value_of(const struct form_view *form, const char *name)
{
    for (size_t i = 0; i < form->inputs.count; i++) {
        if (str_equal(form->inputs.at[i].name, name))
            return form->inputs.at[i].value;
    }
    return "";
}

static struct form_option option_of(struct request *rq, int64_t id, const char *text)
{
    return (struct form_option){ arena_printf(rq->arena, "%lld", (long long)id), text, false };
}

/* A closed partner is no longer offered, but stays where it was chosen before. */
static enum err add_chosen(
    struct request *rq, const char *value, struct form_option *at, size_t *count)
{
    struct partner chosen;
    int64_t id;

    for (size_t i = 0; i < *count; i++) {
        if (str_equal(at[i].value, value))
            return ERR_OK;
    }
    if (!str_to_i64(value, &id) || id <= 0)
        return ERR_OK;
    enum err e = partner_get(rq->snap, rq->arena, id, &chosen);
    if (e == ERR_NOT_FOUND)
        return ERR_OK;
    TRY(e);
    at[(*count)++] = option_of(rq, id, arena_printf(rq->arena, "%s (gestopt)", chosen.name));
    return ERR_OK;
}

enum err choices_partners(struct request *rq, struct form_view *form, const char *name)
{
    struct partner_list all;

    TRY(partner_all(rq->snap, rq->arena, &all));
    struct form_option *at = arena_array(rq->arena, all.count + 1, sizeof *at);
    size_t count = 0;
    for (; count < all.count; count++)
        at[count] = option_of(rq, all.at[count].id, all.at[count].name);
    TRY(add_chosen(rq, value_of(form, name), at, &count));
    form_set_options(rq, form, name, at, count);
    return ERR_OK;
}

enum err choices_all_persons(struct request *rq, struct person_list *ret)
{
    struct person_list all = { 0 };
    struct person_list some = { .count = READ_AT_ONCE };

    while (some.count == READ_AT_ONCE && all.count < MOST_PERSONS) {
        int64_t after = all.count == 0 ? 0 : all.at[all.count - 1].id;
        TRY(person_list(rq->snap, rq->arena, after, READ_AT_ONCE, &some));
        struct person *at = arena_array(rq->arena, all.count + some.count, sizeof *at);
        if (all.count > 0)
            memcpy(at, all.at, all.count * sizeof *at);
        if (some.count > 0)
            memcpy(at + all.count, some.at, some.count * sizeof *at);
        all = (struct person_list){ at, all.count + some.count };
    }
    *ret = all;
    return ERR_OK;
}

static bool same_words(struct arena *a, const char *one, const char *other)
{
    return str_equal(utf8_fold_string(a, one), utf8_fold_string(a, other));
}

enum err choices_persons(struct request *rq, struct form_view *form, const char *name)
{
    struct person_list all;

    TRY(choices_all_persons(rq, &all));
    struct form_option *at = arena_array(rq->arena, all.count + 1, sizeof *at);
    for (size_t i = 0; i < all.count; i++) {
        const struct person *p = &all.at[i];
        const char *text = str_empty(p->function) || same_words(rq->arena, p->function, p->name)
                               ? p->name
                               : arena_printf(rq->arena, "%s (%s)", p->name, p->function);
        at[i] = option_of(rq, p->id, text);
    }
    form_set_options(rq, form, name, at, all.count);
    return ERR_OK;
}
