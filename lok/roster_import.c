#include "lok/base/dates.h"
#include "lok/base/secret.h"
#include "lok/base/utf8.h"
#include "lok/council.h"
#include "lok/roster_reading.h"
#include <string.h>

/* What the domain refused becomes a line's own, and the next line starts afresh. */
static void take_issues(struct roster_reading *r, const char *other)
{
    struct fault *f = tx_fault(r->tx);

    for (size_t i = 0; i < f->issue_count; i++) {
        const char *title = "";
        for (const struct roster_column *c = roster_columns(r->kind); c->title != NULL; c++) {
            if (str_equal(c->field, f->issues[i].field))
                title = c->title;
        }
        roster_complain(r, title, f->issues[i].message);
    }
    if (f->issue_count == 0)
        roster_complain(r, "", str_empty(f->detail) ? other : f->detail);
    f->issue_count = 0;
    f->detail = "";
}

/* -- columns -- */

static bool is_titled(struct arena *a, const struct roster_column *c, const char *folded)
{
    return str_equal(utf8_fold_string(a, c->title), folded) ||
           strstr(c->also, arena_printf(a, " %s ", folded)) != NULL;
}

static enum err read_columns(struct roster_reading *r, const struct csv_row *head)
{
    struct fault *f = tx_fault(r->tx);
    const struct roster_column *first = roster_columns(r->kind);

    for (size_t i = 0; i < head->cells.count; i++) {
        const char *folded = utf8_fold_string(r->a, head->cells.at[i]);
        r->columns[i] = NULL;
        for (const struct roster_column *c = first; c->title != NULL; c++) {
            if (!str_empty(folded) && is_titled(r->a, c, folded))
                r->columns[i] = c;
        }
        if (r->columns[i] == NULL && !str_empty(folded))
            fault_issue(f, "text", "unknown", "De kolom “%s” kennen wij hier niet.",
                utf8_cut(r->a, head->cells.at[i], 60));
        for (size_t k = 0; k < i; k++) {
            if (r->columns[i] != NULL && r->columns[i] == r->columns[k])
                fault_issue(
                    f, "text", "taken", "De kolom “%s” staat er twee keer.", r->columns[i]->title);
        }
    }
    r->column_count = head->cells.count;
    for (size_t i = 0; i < r->column_count; i++) {
        if (r->columns[i] == first)
            return fault_check(f);
    }
    return fault_issue(f, "text", "required",
        "De eerste regel moet de titels van de kolommen hebben, en zeker “%s”.", first->title);
}

/* A partner that was found by another name keeps its own. */
static bool is_alias(const struct roster_reading *r, const struct field *f)
{
    return r->kind == ROSTER_PARTNERS && r->id != 0 && str_equal(f->name, "name") &&
           !str_equal(utf8_fold_string(r->a, r->old.partner.name),
               utf8_fold_string(r->a, str_trim(r->a, roster_value(r, "name"))));
}

/* What stands there, with the cells that say something over it. */
static enum err form_of(struct roster_reading *r, struct params *ret)
{
    struct params form = { arena_array(r->a, ROSTER_MOST_COLUMNS, sizeof *form.at), 0 };

    for (const struct field *f = roster_fields(r->kind); f->name != NULL; f++) {
        const char *value = r->id == 0 ? "" : field_to_form(f, r->a, &r->old);
        for (const struct roster_column *c = roster_columns(r->kind); c->title != NULL; c++) {
            const char *text = roster_value(r, c->field);
            if (!str_equal(c->field, f->name) || str_empty(roster_cell(r, f->name)))
                continue;
            if (str_empty(text))
                value = "";
            else if (!is_alias(r, f))
                TRY(roster_typed(r, c, f, text, &value));
        }
        if (form.count < ROSTER_MOST_COLUMNS && !(f->type == FIELD_IS_BOOL && str_empty(value)))
            form.at[form.count++] = (struct param){ f->name, value };
    }
    *ret = form;
    return ERR_OK;
}

/* -- what changes -- */

static void add_change(
    struct roster_reading *r, const char *title, const char *from, const char *to)
{
    struct roster_line *line = r->line;

    line->changes[line->change_count++] = (struct roster_change){ title, from, to };
}

/* Of an id the cell says who; what was there is not named again. */
static void compare(struct roster_reading *r)
{
    for (const struct roster_column *c = roster_columns(r->kind); c->title != NULL; c++) {
        const struct field *f = roster_field(r->kind, c->field);
        if (f == NULL || str_empty(roster_cell(r, c->field)))
            continue;
        const char *from = r->id == 0 ? "" : field_to_form(f, r->a, &r->old);
        const char *to = field_to_form(f, r->a, &r->next);
        if (str_equal(from, to))
            continue;
        if (f->type == FIELD_IS_ID)
            add_change(
                r, c->title, str_empty(from) ? "" : "iemand anders", roster_value(r, c->field));
        else
            add_change(r, c->title, r->id == 0 ? "" : roster_words(f, r->a, from),
                roster_words(f, r->a, to));
    }
}

static enum err store(struct roster_reading *r)
{
    switch (r->kind) {
    case ROSTER_PARTNERS:
        return r->id == 0 ? partner_create(r->tx, r->who, &r->next.partner, &r->id)
                          : partner_update(r->tx, r->who, r->id, r->version, &r->next.partner);
    case ROSTER_PERSONS:
        return r->id == 0 ? person_create(r->tx, r->who, &r->next.person, &r->id)
                          : person_update(r->tx, r->who, r->id, r->version, &r->next.person);
    case ROSTER_MEMBERS:
        return r->id == 0 ? member_create(r->tx, r->who, &r->next.member, &r->id)
                          : member_update(r->tx, r->who, r->id, r->version, &r->next.member);
    }
    IMPOSSIBLE("no such kind");
}

static enum err add_contact(struct roster_reading *r)
{
    const char *words = roster_cell(r, "contact");
    struct person_list contacts = { 0 };
    int64_t partner = 0;

    if (r->kind != ROSTER_PERSONS || str_empty(words))
        return ERR_OK;
    if (str_empty(roster_value(r, "contact"))) {
        roster_complain(r, "Contactpersoon van",
            "dit kan hier niet leeg. Verwijder de contactpersoon op de pagina van de partner.");
        return ERR_OK;
    }
    TRY(roster_partner(r, "Contactpersoon van", words, &partner));
    if (partner == 0 || r->id == 0)
        return ERR_OK;
    TRY(partner_contacts(tx_snap(r->tx), r->a, partner, &contacts));
    for (size_t i = 0; i < contacts.count; i++) {
        if (contacts.at[i].id == r->id)
            return ERR_OK;
    }
    add_change(r, "Contactpersoon van", "", words);
    return partner_contact_add(r->tx, r->who, partner, r->id);
}

static enum err read_line(struct roster_reading *r)
{
    struct params form = { 0 };

    TRY(roster_find(r));
    if (r->line->errors.count > 0)
        return ERR_OK;
    TRY(form_of(r, &form));
    r->next = r->old;
    if (fields_from_form(roster_fields(r->kind), &form, r->a, tx_fault(r->tx), &r->next) != ERR_OK)
        take_issues(r, "deze regel klopt niet.");
    if (r->line->errors.count > 0)
        return ERR_OK;
    bool is_new = r->id == 0;
    compare(r);
    if (is_new || r->line->change_count > 0) {
        enum err e = store(r);
        if (e == ERR_INVALID || e == ERR_CONFLICT)
            take_issues(r, err_title(e));
        else
            TRY(e);
    }
    if (r->line->errors.count == 0)
        TRY(add_contact(r));
    r->line->state = is_new ? ROSTER_NEW : r->line->change_count > 0 ? ROSTER_CHANGED : ROSTER_SAME;
    return ERR_OK;
}

static const char *digest_of(struct arena *a, const struct roster_plan *plan)
{
    struct buf b;

    buf_init(&b, a, 0);
    for (size_t i = 0; i < plan->count; i++) {
        const struct roster_line *line = &plan->at[i];
        buf_printf(&b, "%zu\n%u\n%s\n", line->line, line->state, line->name);
        for (size_t k = 0; k < line->change_count; k++)
            buf_printf(&b, "%s\n%s\n%s\n", line->changes[k].title, line->changes[k].from,
                line->changes[k].to);
    }
    return secret_sha256_hex(a, b.data, b.length);
}

static enum err read_rows(struct roster_reading *r, const struct csv *csv, struct roster_plan *plan)
{
    for (size_t i = 1; i < csv->count; i++) {
        struct roster_line *line = &plan->at[plan->count++];
        *line = (struct roster_line){ .line = csv->at[i].line };
        line->changes = arena_array(r->a, ROSTER_MOST_COLUMNS, sizeof *line->changes);
        r->row = &csv->at[i];
        r->line = line;
        r->id = r->version = 0;
        memset(&r->old, 0, sizeof r->old);
        line->name = roster_cell(r, roster_columns(r->kind)[0].field);
        if (csv->at[i].cells.count > r->column_count)
            roster_complain(r, "", "deze regel heeft meer kolommen dan de eerste regel.");
        else
            TRY(read_line(r));
        if (line->errors.count > 0)
            line->state = ROSTER_WRONG;
        plan->states[line->state]++;
    }
    return ERR_OK;
}

enum err roster_import(struct tx *tx, struct arena *a, const struct actor *who,
    enum roster_kind kind, const void *bytes, size_t length, struct roster_plan *ret)
{
    struct fault *f = tx_fault(tx);
    struct council council = { 0 };
    struct csv csv = { 0 };
    struct roster_reading r = { .tx = tx, .a = a, .who = who, .kind = kind };

    if (!may(who, EDIT_PEOPLE, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    TRY(council_get(tx_snap(tx), a, &council));
    r.today = council_today(a, &council);
    TRY(csv_read(a, f, "text", bytes, length, &csv));
    if (csv.count < 2)
        return fault_issue(f, "text", "required",
            "Er staat nog niets in: begin met een regel met titels, en daaronder één regel per "
            "stuk.");
    TRY(read_columns(&r, &csv.at[0]));
    struct roster_plan plan = { .at = arena_array(a, csv.count, sizeof *plan.at) };
    TRY(read_rows(&r, &csv, &plan));
    plan.seen = digest_of(a, &plan);
    *ret = plan;
    return ERR_OK;
}
