#include "lok/roster.h"

enum { AT_ONCE = 500 };

struct writing {
    struct snap *s;
    struct arena *a;
    enum roster_kind kind;
    struct buf *b;
};

/* Names stand for ids: an address where there is one, so that it is found again. */
static enum err named(struct writing *w, const char *field, int64_t id, const char **ret)
{
    struct person person = { 0 };
    struct partner partner = { 0 };

    *ret = "";
    if (id == 0)
        return ERR_OK;
    if (str_equal(field, "partner_id")) {
        TRY(partner_get(w->s, w->a, id, &partner));
        *ret = partner.name;
        return ERR_OK;
    }
    TRY(person_get(w->s, w->a, id, &person));
    *ret = str_empty(person.email) ? person.name : person.email;
    return ERR_OK;
}

static enum err contact_of(struct writing *w, int64_t person_id, const char **ret)
{
    static const struct sql CONTACT_OF =
        SQL("SELECT name FROM partner_contact JOIN partner ON partner.id = partner_id"
            " WHERE person_id = :person ORDER BY partner_id LIMIT 1");
    enum err e = sql_one(
        w->s, &CONTACT_OF, IN(in_i64("person", person_id)), OUT(out_text("name", w->a, ret)));

    if (e == ERR_NOT_FOUND)
        *ret = "";
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static enum err value_of(
    struct writing *w, const struct roster_column *c, const void *thing, const char **ret)
{
    const struct field *field = roster_field(w->kind, c->field);

    if (field == NULL)
        return contact_of(w, ((const struct person *)thing)->id, ret);
    const char *form = field_to_form(field, w->a, thing);
    if (field->type == FIELD_IS_ID) {
        int64_t id = 0;
        return named(w, c->field, str_to_i64(form, &id) ? id : 0, ret);
    }
    *ret = roster_words(field, w->a, form);
    return ERR_OK;
}

static void cell(struct writing *w, const struct roster_column *c, const char *text)
{
    if (c[1].title == NULL || c[1].only_in)
        csv_last(w->b, text);
    else
        csv_cell(w->b, text);
}

static enum err add_row(struct writing *w, const void *thing)
{
    for (const struct roster_column *c = roster_columns(w->kind); c->title != NULL; c++) {
        const char *text = "";
        if (c->only_in)
            continue;
        TRY(value_of(w, c, thing, &text));
        cell(w, c, text);
    }
    return ERR_OK;
}

static enum err add_partners(struct writing *w)
{
    struct partner_list list = { .count = AT_ONCE };

    for (int64_t after = 0; list.count == AT_ONCE; after = list.at[list.count - 1].id) {
        TRY(partner_list(w->s, w->a, after, AT_ONCE, &list));
        for (size_t i = 0; i < list.count; i++)
            TRY(add_row(w, &list.at[i]));
        if (list.count == 0)
            break;
    }
    return ERR_OK;
}

static enum err add_persons(struct writing *w)
{
    struct person_list list = { .count = AT_ONCE };

    for (int64_t after = 0; list.count == AT_ONCE; after = list.at[list.count - 1].id) {
        TRY(person_list(w->s, w->a, after, AT_ONCE, &list));
        for (size_t i = 0; i < list.count; i++)
            TRY(add_row(w, &list.at[i]));
        if (list.count == 0)
            break;
    }
    return ERR_OK;
}

static enum err add_members(struct writing *w)
{
    struct member_list list = { .count = AT_ONCE };

    for (int64_t after = 0; list.count == AT_ONCE; after = list.at[list.count - 1].id) {
        TRY(member_list(w->s, w->a, "", after, AT_ONCE, &list));
        for (size_t i = 0; i < list.count; i++)
            TRY(add_row(w, &list.at[i]));
        if (list.count == 0)
            break;
    }
    return ERR_OK;
}

enum err roster_export(struct snap *s, struct arena *a, const struct actor *who,
    enum roster_kind kind, const char **ret)
{
    static enum err (*const ADD[])(struct writing *) = {
        [ROSTER_PARTNERS] = add_partners,
        [ROSTER_PERSONS] = add_persons,
        [ROSTER_MEMBERS] = add_members,
    };
    struct buf b;
    struct writing w = { s, a, kind, &b };

    if (!may(who, EDIT_PEOPLE, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    csv_begin(&b, a);
    for (const struct roster_column *c = roster_columns(kind); c->title != NULL; c++) {
        if (!c->only_in)
            cell(&w, c, c->title);
    }
    TRY(ADD[kind](&w));
    *ret = b.data;
    return ERR_OK;
}
