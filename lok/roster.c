#include "lok/roster.h"
#include "lok/base/dates.h"
#include <string.h>

const struct choice ROSTER_KINDS[] = {
    { "partners", "partners" },
    { "persons", "personen" },
    { "members", "leden" },
    { NULL, NULL },
};

const struct choice ROSTER_STATES[] = {
    { "new", "nieuw" },
    { "changed", "gewijzigd" },
    { "same", "ongewijzigd" },
    { "wrong", "fout" },
    { NULL, NULL },
};

static const struct roster_column PARTNER_COLUMNS[] = {
    { "Naam", " partner organisatie ", "name", false },
    { "Soort", " type ", "kind", false },
    { "Website", " site ", "website", false },
    { "Ook bekend als", " alias aliassen ", "aliases", false },
    { "Opmerking", " nota ", "note", false },
    { "Gestopt op", " gestopt ", "until", false },
    { NULL, NULL, NULL, false },
};
static const struct roster_column PERSON_COLUMNS[] = {
    { "Naam", " persoon ", "name", false },
    { "Functie", " ", "function", false },
    { "E-mailadres", " e-mail email mail ", "email", false },
    { "Telefoon", " tel gsm telefoonnummer ", "phone", false },
    { "Contactpersoon van", " partner organisatie ", "contact", false },
    { NULL, NULL, NULL, false },
};
static const struct roster_column MEMBER_COLUMNS[] = {
    { "Persoon", " naam lid e-mailadres email ", "person_id", false },
    { "Partner", " voor organisatie ", "partner_id", false },
    { "Geleding", " ", "constituency", false },
    { "Rol", " ", "role", false },
    { "Stemgerechtigd", " stemrecht ", "voting_right", false },
    { "Gemeenteraadslid", " ", "councillor", false },
    { "College", " schepen ", "college", false },
    { "Plaatsvervanger", " vervanger ", "substitute_id", false },
    { "Lid vanaf", " vanaf van ", "from_date", false },
    { "Lid tot en met", " tot ", "until_date", false },
    { "Geslacht", " ", "sex", true },
    { NULL, NULL, NULL, false },
};

const struct roster_column *roster_columns(enum roster_kind kind)
{
    static const struct roster_column *const COLUMNS[] = {
        [ROSTER_PARTNERS] = PARTNER_COLUMNS,
        [ROSTER_PERSONS] = PERSON_COLUMNS,
        [ROSTER_MEMBERS] = MEMBER_COLUMNS,
    };
    return COLUMNS[kind];
}

const struct field *roster_fields(enum roster_kind kind)
{
    static const struct field *const FIELDS[] = {
        [ROSTER_PARTNERS] = PARTNER_FIELDS,
        [ROSTER_PERSONS] = PERSON_FIELDS,
        [ROSTER_MEMBERS] = MEMBER_FIELDS,
    };
    return FIELDS[kind];
}

const struct field *roster_field(enum roster_kind kind, const char *name)
{
    for (const struct field *f = roster_fields(kind); f->name != NULL; f++) {
        if (str_equal(f->name, name))
            return f;
    }
    return NULL;
}

const char *roster_words(const struct field *field, struct arena *a, const char *form)
{
    unsigned value;

    if (field->type == FIELD_IS_BOOL)
        return str_empty(form) ? "nee" : "ja";
    if (field->type == FIELD_IS_CHOICE)
        return choice_find(field->of, form, &value) ? choice_dutch(field->of, value) : form;
    if (field->type == FIELD_IS_LINES) {
        struct lines lines = str_split(a, form, '\n');
        return str_join(a, &lines, " | ");
    }
    return form;
}
