#include "lok/base/utf8.h"
#include "lok/roster_reading.h"
#include <string.h>

void roster_complain(struct roster_reading *r, const char *title, const char *message)
{
    struct lines *errors = &r->line->errors;
    const char **at = arena_array(r->a, errors->count + 1, sizeof *at);

    for (size_t i = 0; i < errors->count; i++)
        at[i] = errors->at[i];
    at[errors->count] = str_empty(title) ? message : arena_printf(r->a, "%s: %s", title, message);
    *errors = (struct lines){ at, errors->count + 1 };
}

const char *roster_cell(const struct roster_reading *r, const char *field)
{
    for (size_t i = 0; i < r->column_count && i < r->row->cells.count; i++) {
        if (r->columns[i] != NULL && str_equal(r->columns[i]->field, field))
            return r->row->cells.at[i];
    }
    return "";
}

const char *roster_value(const struct roster_reading *r, const char *field)
{
    const char *text = roster_cell(r, field);

    return str_equal(utf8_fold_string(r->a, text), "(leeg)") ? "" : text;
}

/* -- who and what is meant -- */

static const struct sql PERSONS_BY_EMAIL =
    SQL("SELECT id FROM person WHERE email = :email ORDER BY id LIMIT 2");
static const struct sql PERSONS_BY_NAME =
    SQL("SELECT id FROM person WHERE name_folded = :name ORDER BY id LIMIT 2");

static enum err ids_of(struct roster_reading *r, const struct sql *q, const struct in *in,
    int64_t *ret_id, size_t *ret_count)
{
    int64_t row = 0;
    int64_t *rows = NULL;

    TRY(sql_list(
        tx_snap(r->tx), r->a, q, in, OUT(out_i64("id", &row)), &row, sizeof row, &rows, ret_count));
    *ret_id = *ret_count > 0 ? rows[0] : 0;
    return ERR_OK;
}

/* By address or name; `title` says where. 0 when nobody is found. */
static enum err find_person(
    struct roster_reading *r, const char *title, const char *words, int64_t *ret_id)
{
    size_t count = 0;

    if (strchr(words, '@') != NULL)
        TRY(ids_of(r, &PERSONS_BY_EMAIL, IN(in_text("email", person_address(r->a, words))), ret_id,
            &count));
    else
        TRY(ids_of(r, &PERSONS_BY_NAME, IN(in_text("name", utf8_fold_string(r->a, words))), ret_id,
            &count));
    if (count > 1)
        roster_complain(r, title,
            arena_printf(r->a, "meer dan één persoon heet “%s”. Geef het e-mailadres.", words));
    return ERR_OK;
}

enum err roster_partner(
    struct roster_reading *r, const char *title, const char *words, int64_t *ret_id)
{
    struct partner partner = { 0 };
    enum err e = partner_find(tx_snap(r->tx), r->a, words, &partner);

    if (e == ERR_NOT_FOUND && title != NULL)
        roster_complain(r, title, arena_printf(r->a, "geen partner heet “%s”.", words));
    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    *ret_id = e == ERR_OK ? partner.id : 0;
    return ERR_OK;
}

static enum err find_old_person(struct roster_reading *r)
{
    const char *email = roster_value(r, "email");
    size_t count = 0;
    struct person *old = &r->old.person;

    if (!str_empty(email))
        TRY(find_person(r, "E-mailadres", email, &r->id));
    if (r->id == 0 && r->line->errors.count == 0) {
        TRY(ids_of(r, &PERSONS_BY_NAME,
            IN(in_text("name", utf8_fold_string(r->a, roster_value(r, "name")))), &r->id, &count));
        if (count > 1 && str_empty(email))
            roster_complain(r, "Naam", "meer dan één persoon heet zo. Geef het e-mailadres.");
        if (count > 1)
            r->id = 0;
    }
    if (r->id == 0)
        return ERR_OK;
    TRY(person_get(tx_snap(r->tx), r->a, r->id, old));
    r->version = old->version;
    bool namesake = count == 1 && !str_empty(email) && !str_empty(old->email);
    if (namesake) { /* the same name with another address is somebody else */
        r->id = 0;
        *old = (struct person){ 0 };
    }
    return ERR_OK;
}

static const struct sql SEATS_OF_PERSON = SQL("SELECT id FROM member WHERE person_id = :person"
                                              "   AND (until_date IS NULL OR until_date >= :today)"
                                              "   AND (:partner IS NULL OR partner_id = :partner)"
                                              " ORDER BY id LIMIT 2");

static enum err find_old_member(struct roster_reading *r)
{
    int64_t person = 0;
    int64_t partner = 0;
    size_t count = 0;

    TRY(find_person(r, "Persoon", roster_value(r, "person_id"), &person));
    if (person == 0 || r->line->errors.count > 0)
        return ERR_OK;
    TRY(ids_of(r, &SEATS_OF_PERSON,
        IN(in_i64("person", person), in_text("today", r->today), in_id("partner", 0)), &r->id,
        &count));
    if (count > 1) {
        TRY(roster_partner(r, NULL, roster_value(r, "partner_id"), &partner));
        TRY(ids_of(r, &SEATS_OF_PERSON,
            IN(in_i64("person", person), in_text("today", r->today), in_i64("partner", partner)),
            &r->id, &count));
    }
    if (count > 1)
        roster_complain(r, "Persoon", "heeft meer dan één plaats. Wijzig die op de pagina Leden.");
    if (r->id == 0 || count > 1)
        return ERR_OK;
    TRY(member_get(tx_snap(r->tx), r->a, r->id, &r->old.member));
    r->version = r->old.member.version;
    return ERR_OK;
}

enum err roster_find(struct roster_reading *r)
{
    switch (r->kind) {
    case ROSTER_PERSONS:
        return find_old_person(r);
    case ROSTER_MEMBERS:
        return find_old_member(r);
    case ROSTER_PARTNERS:
        TRY(roster_partner(r, NULL, roster_value(r, "name"), &r->id));
        if (r->id == 0)
            return ERR_OK;
        TRY(partner_get(tx_snap(r->tx), r->a, r->id, &r->old.partner));
        r->version = r->old.partner.version;
        return ERR_OK;
    }
    IMPOSSIBLE("no such kind");
}

/* -- what a cell says, as a form would -- */

static const char *date_typed(struct arena *a, const char *text)
{
    struct lines parts = str_split(a, text, '/');
    int64_t day, month, year;

    if (parts.count == 3 && str_to_i64(parts.at[0], &day) && str_to_i64(parts.at[1], &month) &&
        str_to_i64(parts.at[2], &year))
        return arena_printf(
            a, "%04lld-%02lld-%02lld", (long long)year, (long long)month, (long long)day);
    return text;
}

static const char *choice_typed(struct arena *a, const struct choice *of, const char *text)
{
    for (; of->code != NULL; of++) {
        if (str_equal(utf8_fold_string(a, of->dutch), utf8_fold_string(a, text)))
            return of->code;
    }
    return text;
}

/* Splits at "|" too: a cell is one line. */
static const char *lines_typed(struct arena *a, const char *text)
{
    char *copy = arena_strdup(a, text);

    for (char *c = copy; *c != '\0'; c++)
        if (*c == '|')
            *c = '\n';
    return copy;
}

static const char *bool_typed(struct roster_reading *r, const char *title, const char *text)
{
    static const char YES[] = " ja j x 1 yes waar true ";
    static const char NO[] = " nee n 0 no onwaar false ";
    const char *word = arena_printf(r->a, " %s ", utf8_fold_string(r->a, text));

    if (strstr(YES, word) != NULL)
        return "1";
    if (strstr(NO, word) == NULL)
        roster_complain(r, title, "schrijf ja of nee.");
    return "";
}

enum err roster_typed(struct roster_reading *r, const struct roster_column *c,
    const struct field *field, const char *text, const char **ret)
{
    int64_t id = 0;

    *ret = text;
    if (field->type == FIELD_IS_DATE)
        *ret = date_typed(r->a, text);
    if (field->type == FIELD_IS_EMAIL)
        *ret = person_address(r->a, text);
    if (field->type == FIELD_IS_CHOICE)
        *ret = choice_typed(r->a, field->of, text);
    if (field->type == FIELD_IS_LINES)
        *ret = lines_typed(r->a, text);
    if (field->type == FIELD_IS_BOOL)
        *ret = bool_typed(r, c->title, text);
    if (field->type != FIELD_IS_ID)
        return ERR_OK;
    if (str_equal(c->field, "partner_id"))
        TRY(roster_partner(r, c->title, text, &id));
    else {
        TRY(find_person(r, c->title, text, &id));
        if (id == 0)
            roster_complain(r, c->title,
                arena_printf(r->a, "geen persoon heet “%s”. Voeg die eerst toe.", text));
    }
    *ret = id == 0 ? "" : arena_printf(r->a, "%lld", (long long)id);
    return ERR_OK;
}
