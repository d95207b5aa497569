#include "agenda/rights_names.h"
#include "lok/base/buf.h"
#include "lok/base/utf8.h"
#include <ctype.h>
#include <string.h>

#define GONE "[gewist]"

enum { AROUND = 60, SHORTEST_NUMBER = 6 };

static const struct sql ALIKE = SQL("SELECT count(*) AS others FROM person"
                                    " WHERE name_folded = :folded AND id <> :id");

static const struct sql OTHERS_AT = SQL("SELECT count(*) AS others FROM person"
                                        " WHERE email = :email AND id <> :id");

static const struct sql ACCOUNT_EMAIL =
    SQL("SELECT coalesce(max(email), '') AS email FROM account WHERE person_id = :id");

static bool is_capital(const char *s)
{
    unsigned char c = (unsigned char)s[0];

    return (c >= 'A' && c <= 'Z') || c == 0xc3;
}

/* "Schepen voor kinderopvang" is a function. */
static const char *surname_of(struct arena *a, const struct person *p)
{
    const char *first = strchr(p->name, ' ');
    const char *last = strrchr(p->name, ' ');

    if (first == NULL || !is_capital(last + 1) || str_equal_ascii_nocase(p->name, p->function))
        return "";
    return str_trim(a, first);
}

/* Looking for one byte is what a processor does fastest: the one that Dutch texts have least. */
static struct rights_needle needle_of(const char *words)
{
    static const char SELDOM_FIRST[] = "@+_/0123456789qxy.-zcjfpkbmwuvhgslodratine ";
    struct rights_needle n = { .words = words };
    size_t best = SIZE_MAX;

    for (size_t i = 0; words[i] != '\0'; i++) {
        int lower = tolower((unsigned char)words[i]);
        const char *at = memchr(SELDOM_FIRST, lower, sizeof SELDOM_FIRST - 1);
        size_t rank = at == NULL ? 0 : (size_t)(at - SELDOM_FIRST);
        if (rank >= best)
            continue;
        best = rank;
        n.rare = i;
        n.lower = (char)lower;
        n.upper = (char)toupper(lower);
    }
    return n;
}

/* Where the whole name stands, the surname does. */
static void note_needles(struct rights_needles *n)
{
    const char *const all[] = { n->email, n->account_email, n->phone, n->surname };

    n->shortest = SIZE_MAX;
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        if (str_empty(all[i]))
            continue;
        n->at[n->count++] = needle_of(all[i]);
        if (strlen(all[i]) < n->shortest)
            n->shortest = strlen(all[i]);
    }
}

enum err rights_needles_read(
    struct snap *s, struct arena *a, int64_t person_id, struct rights_needles *ret)
{
    struct rights_needles n = { .person_id = person_id };
    struct person p = { 0 };
    int64_t others;

    TRY(person_get(s, a, person_id, &p));
    TRY(rights_name_after(s, a, person_id, &n.label));
    n.surname = surname_of(a, &p);
    n.name = str_empty(n.surname) ? "" : p.name;
    TRY(sql_one(s, &ALIKE,
        IN(in_text("folded", utf8_fold_string(a, p.name)), in_i64("id", person_id)),
        OUT(out_i64("others", &others))));
    n.shared = others > 0 && !str_empty(n.name);
    if (n.shared)
        n.name = n.surname = "";
    TRY(sql_one(s, &ACCOUNT_EMAIL, IN(in_i64("id", person_id)),
        OUT(out_text("email", a, &n.account_email))));
    TRY(sql_one(s, &OTHERS_AT, IN(in_text("email", p.email), in_i64("id", person_id)),
        OUT(out_i64("others", &others))));
    n.email = others > 0 ? "" : p.email;
    n.phone = strlen(p.phone) < SHORTEST_NUMBER ? "" : p.phone;
    note_needles(&n);
    *ret = n;
    return ERR_OK;
}

/* -- finding -- */

/* Beyond ASCII: letters of the living scripts; quotes, dashes and signs end a word. */
static bool is_letter(uint32_t c)
{
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return (c >= 0xc0 && c < 0x2000 && c != 0xd7 && c != 0xf7) || (c >= 0x3040 && c < 0x1f000);
}

static bool letter_before(const char *text, const char *at)
{
    if (at == text)
        return false;
    const char *from = at - 1;
    while (from > text && ((unsigned char)*from & 0xc0) == 0x80)
        from--;
    return is_letter(utf8_next(&from));
}

static bool is_at(const char *text, const char *end, const char *at, const char *needle)
{
    size_t length = strlen(needle);
    const char *after = at + length;

    return length > 0 && length <= (size_t)(end - at) && strncasecmp(at, needle, length) == 0 &&
           !letter_before(text, at) && (after == end || !is_letter(utf8_next(&after)));
}

static const char *first_of(const char *text, const char *end, const char *needle)
{
    if (str_empty(needle))
        return NULL;
    for (const char *at = text; at < end; at++)
        if (is_at(text, end, at, needle))
            return at;
    return NULL;
}

static const char *first_any(const struct rights_needles *n, const char *text)
{
    const char *const needles[] = { n->name, n->email, n->account_email, n->phone, n->surname };
    const char *end = text + strlen(text);

    for (size_t i = 0; i < ARRAY_LEN(needles); i++) {
        const char *at = first_of(text, end, needles[i]);
        if (at != NULL)
            return at;
    }
    return NULL;
}

static bool holds(const struct rights_needle *n, const char *text, const char *end, char rare)
{
    for (const char *at = text; (at = memchr(at, rare, (size_t)(end - at))) != NULL; at++)
        if ((size_t)(at - text) >= n->rare && is_at(text, end, at - n->rare, n->words))
            return true;
    return false;
}

bool rights_names_hold(const void *context, const char *text, size_t length)
{
    const struct rights_needles *n = context;
    const char *end = text + length;

    for (size_t i = 0; i < n->count; i++) {
        const struct rights_needle *one = &n->at[i];
        if (holds(one, text, end, one->lower) ||
            (one->upper != one->lower && holds(one, text, end, one->upper)))
            return true;
    }
    return false;
}

const char *rights_names_around(struct arena *a, const struct rights_needles *n, const char *text)
{
    const char *at = first_any(n, text);

    if (at == NULL)
        return "";
    const char *from = at - text > AROUND ? at - AROUND : text;
    while (from > text && ((unsigned char)*from & 0xc0) == 0x80)
        from--;
    size_t length = strnlen(from, (size_t)(at - from) + 2 * (size_t)AROUND);
    while (length > 0 && ((unsigned char)from[length] & 0xc0) == 0x80)
        length--;
    return arena_printf(
        a, "%s%.*s%s", from > text ? "…" : "", (int)length, from, from[length] != '\0' ? "…" : "");
}

const char *rights_names_replaced(struct arena *a, const struct rights_needles *n, const char *text)
{
    struct buf b;

    const char *end = text + strlen(text);
    buf_init(&b, a, 0);
    for (const char *at = text; *at != '\0';) {
        const char *const gone[] = { n->email, n->account_email, n->phone };
        size_t length = 0;

        if (is_at(text, end, at, n->name)) {
            buf_puts(&b, n->label);
            length = strlen(n->name);
        }
        for (size_t i = 0; i < ARRAY_LEN(gone) && length == 0; i++)
            if (is_at(text, end, at, gone[i])) {
                buf_puts(&b, GONE);
                length = strlen(gone[i]);
            }
        if (length == 0)
            buf_putc(&b, *at++);
        at += length;
    }
    return b.data;
}

/* -- which texts -- */

static const struct rights_table TABLES[] = {
    { "action", "actiepunt", "/opvolging/%lld", true },
    { "action_change", "opmerking bij een actiepunt", "", true },
    { "advice", "advies", "", true },
    { "advice_rectification", "rechtzetting van een advies", "", true },
    { "agenda_item", "agendapunt", "/punten/%lld", true },
    { "announcement", "aankondiging", "", true },
    { "api_token", "sleutel van een systeem", "", true },
    { "coalition", "oproep van een dossier", "/dossiers/%lld", true },
    { "coalition_member", "lid van een samenwerkingsverband", "", true },
    { "coalition_need", "voorwaarde van een oproep", "", true },
    { "council", "instellingen", "/beheer/instellingen", false },
    { "decision", "beslissing", "", true },
    { "attachment", "naam van een document", "/documenten/%lld", true },
    { "decision_rectification", "rechtzetting van een beslissing", "", true },
    { "dossier", "dossier", "/dossiers/%lld", true },
    { "dossier_actor", "rol in een dossier", "", true },
    { "dossier_figure", "cijfer in een dossier", "", true },
    { "dossier_funder", "financiering van een dossier", "", true },
    { "expansion", "uitbreidingsronde", "", true },
    { "expansion_application", "aanvraag in een uitbreidingsronde", "", true },
    { "expansion_criteria", "criteria van een uitbreidingsronde", "", true },
    { "expansion_criterion", "criterium van een uitbreidingsronde", "", true },
    { "meeting", "vergadering", "/vergaderingen/%lld", true },
    { "minutes", "verslag", "/vergaderingen/%lld/verslag", true },
    { "minutes_text", "verslag", "/vergaderingen/%lld/verslag", true },
    { "minutes_rectification", "rechtzetting van een verslag", "", true },
    { "offer", "aanbod van ondersteuning", "", true },
    { "offer_rule", "voorwaarde van een aanbod", "", true },
    { "partner", "partner", "/partners/%lld", false },
    { "partner_alias", "andere naam van een partner", "", false },
    { "person", "andere persoon", "/personen/%lld/bewerken", false },
    { "proposal", "voorstel", "/voorstellen/%lld", true },
};

const struct rights_table *rights_table_of(const char *table)
{
    for (size_t i = 0; i < ARRAY_LEN(TABLES); i++)
        if (str_equal(TABLES[i].table, table))
            return &TABLES[i];
    return NULL;
}

bool rights_is_own(const struct rights_needles *n, const struct row_text *row)
{
    return (str_equal(row->table, "person") && row->id == n->person_id) ||
           str_equal(row->table, "account") || str_ends(row->column, "_folded");
}
