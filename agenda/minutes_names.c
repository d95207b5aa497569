#include "agenda/minutes_names.h"
#include "lok/base/buf.h"
#include "lok/base/sql.h"
#include "lok/base/utf8.h"
#include <string.h>
#include <strings.h>

/* Private use characters: they stand for marks while a text becomes HTML. */
#define HIDDEN_BEGIN "\xee\x80\x80"
#define HIDDEN_END   "\xee\x80\x81"
#define DOUBT_BEGIN  "\xee\x80\x82"
#define DOUBT_END    "\xee\x80\x83"

/* -- the names -- */

struct person_row {
    const char *name, *function;
};

static const struct sql PERSONS = SQL("SELECT name, function FROM person ORDER BY id");

static const struct sql PARTNERS =
    SQL("SELECT name FROM partner UNION SELECT name FROM partner_alias");

static const struct sql KNOWN =
    SQL("SELECT name FROM partner UNION SELECT name FROM partner_alias"
        " UNION SELECT title AS name FROM dossier UNION SELECT title AS name FROM meeting"
        " UNION SELECT location AS name FROM meeting UNION SELECT name FROM council");

static bool is_capital(const char *s)
{
    unsigned char c = (unsigned char)s[0];

    /* À … Þ are C3 80 … C3 9E in UTF-8 */
    return (c >= 'A' && c <= 'Z') ||
           (c == 0xc3 && (unsigned char)s[1] >= 0x80 && (unsigned char)s[1] <= 0x9e);
}

static bool is_letter(char c)
{
    unsigned char u = (unsigned char)c;

    return u >= 0x80 || (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z');
}

static size_t word_length(const char *at)
{
    size_t length = 0;

    while (is_letter(at[length]) ||
           ((at[length] == '-' || at[length] == '\'') && length > 0 && is_letter(at[length + 1])))
        length++;
    return length;
}

static bool is_particle(const char *word, size_t length)
{
    static const char *const SMALL[] = { "van", "de", "den", "der", "ten", "ter", "te" };

    for (size_t i = 0; i < ARRAY_LEN(SMALL); i++)
        if (strlen(SMALL[i]) == length && strncasecmp(SMALL[i], word, length) == 0)
            return true;
    return false;
}

/* Whether what stands in `whole` from `at` on, so long, is whole words. */
static bool is_whole(const char *whole, const char *at, size_t length)
{
    return (at == whole || !is_letter(at[-1])) && !is_letter(at[length]);
}

static bool has_words(const char *whole, const char *part)
{
    size_t length = strlen(part);

    for (const char *at = strstr(whole, part); at != NULL; at = strstr(at + 1, part))
        if (is_whole(whole, at, length))
            return true;
    return false;
}

/* "Huis van het Kind" has two, "De Smet" has one: particles do not count. */
static unsigned capital_words(const char *name)
{
    unsigned count = 0;

    for (const char *at = name; *at != '\0';) {
        size_t length = word_length(at);

        count += length > 0 && is_capital(at) && !is_particle(at, length);
        at += length > 0 ? length : 1;
    }
    return count;
}

/* A partner's name, or so much of one that it is no family name. */
static bool is_organisation(struct arena *a, const struct lines *folded, const char *name)
{
    const char *plain = utf8_fold_string(a, name);
    bool long_enough = capital_words(name) > 1;

    for (size_t i = 0; i < folded->count; i++)
        if (str_equal(folded->at[i], plain) || (long_enough && has_words(folded->at[i], plain)))
            return true;
    return false;
}

static void add(struct names *n, const char *name, const char *words)
{
    size_t at = n->count;

    if (strlen(name) < 3 || str_equal(name, words))
        return;
    while (at > 0 && strlen(n->at[at - 1].name) < strlen(name)) {
        n->at[at] = n->at[at - 1];
        at--;
    }
    n->at[at] = (struct hidden_name){ name, words };
    n->count++;
}

/* Whole, and by surname; a "name" in small letters is a function, not a name. */
static void add_person(
    struct arena *a, struct names *n, const struct lines *folded, const struct person_row *p)
{
    const char *words =
        str_empty(p->function) || str_equal(p->function, p->name) ? "een lid" : p->function;
    const char *surname = strchr(p->name, ' ');

    if (surname == NULL || str_equal(p->function, p->name))
        return;
    surname = str_trim(a, surname);
    if (!is_organisation(a, folded, p->name))
        add(n, p->name, words);
    const char *last = strrchr(surname, ' ');
    if (is_capital(last == NULL ? surname : last + 1) && !is_organisation(a, folded, surname))
        add(n, surname, words);
}

static void add_lines(struct arena *a, struct names *n, const struct lines *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        const char *equals = strchr(lines->at[i], '=');
        const char *name = str_trim(
            a, equals == NULL ? lines->at[i]
                              : arena_strndup(a, lines->at[i], (size_t)(equals - lines->at[i])));
        const char *words = equals == NULL ? "" : str_trim(a, equals + 1);

        add(n, name, str_empty(words) ? "een persoon" : words);
    }
}

static enum err read_partners(struct snap *s, struct arena *a, struct lines *ret)
{
    const char *row = "", **names = NULL;

    TRY(sql_list(s, a, &PARTNERS, IN(), OUT(out_text("name", a, &row)), &row, sizeof row, &names,
        &ret->count));
    ret->at = names;
    return ERR_OK;
}

static struct lines folded_lines(struct arena *a, const struct lines *lines)
{
    struct lines folded = { arena_array(a, lines->count, sizeof *folded.at), lines->count };

    for (size_t i = 0; i < lines->count; i++)
        folded.at[i] = utf8_fold_string(a, lines->at[i]);
    return folded;
}

enum err names_read(struct snap *s, struct arena *a, const char *hide, struct names *ret)
{
    struct person_row row = { 0 }, *persons = NULL;
    struct lines lines = str_split(a, hide, '\n');
    size_t count = 0;

    TRY(sql_list(s, a, &PERSONS, IN(),
        OUT(out_text("name", a, &row.name), out_text("function", a, &row.function)), &row,
        sizeof row, &persons, &count));
    struct names n = { .at = arena_array(a, 2 * count + lines.count, sizeof *n.at) };
    TRY(read_partners(s, a, &n.partners));
    struct lines folded = folded_lines(a, &n.partners);
    for (size_t i = 0; i < count; i++)
        add_person(a, &n, &folded, &persons[i]);
    add_lines(a, &n, &lines);
    *ret = n;
    return ERR_OK;
}

enum err names_read_known(struct snap *s, struct arena *a, struct names *n)
{
    const char *row = "", **known = NULL;

    TRY(sql_list(s, a, &KNOWN, IN(), OUT(out_text("name", a, &row)), &row, sizeof row, &known,
        &n->known.count));
    n->known.at = known;
    return ERR_OK;
}

/* -- going through a text -- */

/* Whether that name, found at `at`, is only a piece of a longer name of a partner there. */
static bool in_partner(const struct names *n, const char *text, const char *at, const char *name)
{
    for (size_t i = 0; i < n->partners.count; i++) {
        const char *partner = n->partners.at[i];
        size_t length = strlen(partner);

        if (length <= strlen(name))
            continue;
        for (const char *piece = strstr(partner, name); piece; piece = strstr(piece + 1, name)) {
            size_t before = (size_t)(piece - partner);

            if (before <= (size_t)(at - text) && str_starts(at - before, partner) &&
                is_whole(text, at - before, length))
                return true;
        }
    }
    return false;
}

/* The name that begins here as a whole word, or NULL. */
static const struct hidden_name *name_at(const struct names *n, const char *text, const char *at)
{
    if (at > text && is_letter(at[-1]))
        return NULL;
    for (size_t i = 0; i < n->count; i++)
        if (*at == n->at[i].name[0] && str_starts(at, n->at[i].name) &&
            !is_letter(at[strlen(n->at[i].name)]) && !in_partner(n, text, at, n->at[i].name))
            return &n->at[i];
    return NULL;
}

/* Words that begin a sentence and no name, and titles before a name. */
static bool is_common(const char *word, size_t length)
{
    static const char *const COMMON[] = { "De", "Het", "Een", "Er", "In", "Op", "We", "Wij", "Dit",
        "Deze", "Die", "Dat", "Voor", "Na", "Bij", "Met", "Alle", "Aan", "Als", "Ook", "Om", "Uit",
        "Van", "Wie", "Wat", "Hij", "Zij", "Ze", "Men", "Door", "Tegen", "Volgens", "Beslissing",
        "Uitkomst", "Actie", "Advies", "Aanwezig", "Verontschuldigd", "Stemming" };

    for (size_t i = 0; i < ARRAY_LEN(COMMON); i++)
        if (strlen(COMMON[i]) == length && strncmp(COMMON[i], word, length) == 0)
            return true;
    return false;
}

static bool is_known(const struct names *n, const char *words, size_t length)
{
    for (size_t i = 0; i < n->known.count; i++)
        if (memmem(n->known.at[i], strlen(n->known.at[i]), words, length) != NULL)
            return true;
    return false;
}

/* How long the words with capitals are that begin here and may be a person's name; 0 when none. */
static size_t doubt_at(const struct names *n, const char *text, const char *at)
{
    size_t length = word_length(at), whole = length;
    unsigned capitals = 1;

    if ((at > text && is_letter(at[-1])) || !is_capital(at) || is_common(at, length))
        return 0;
    for (size_t end = length; at[end] == ' ';) {
        size_t next = word_length(at + end + 1);

        if (next == 0 ||
            (!is_capital(at + end + 1) && (capitals > 1 || !is_particle(at + end + 1, next))))
            break;
        end += 1 + next;
        if (is_capital(at + end - next)) {
            capitals++;
            whole = end;
        }
    }
    return capitals < 2 || is_known(n, at, whole) ? 0 : whole;
}

/* Marks that somebody typed himself mean nothing. */
static bool is_mark(const char *at)
{
    return strncmp(at, "\xee\x80", 2) == 0 && (unsigned char)at[2] >= 0x80 &&
           (unsigned char)at[2] <= 0x83;
}

static const char *replaced(struct arena *a, const struct names *n, const char *text, bool marks)
{
    const char *copied = text; /* up to here it stands in `b` */
    struct buf b;

    buf_init(&b, a, 0);
    for (const char *at = text; *at != '\0';) {
        const struct hidden_name *name = name_at(n, text, at);
        size_t doubt = name == NULL && marks ? doubt_at(n, text, at) : 0;
        bool mark = is_mark(at);

        if (!mark && name == NULL && doubt == 0) {
            at++;
            continue;
        }
        buf_add(&b, copied, (size_t)(at - copied));
        if (mark) {
            at += 3;
        } else if (name != NULL) {
            buf_printf(
                &b, "%s%s%s", marks ? HIDDEN_BEGIN : "", name->words, marks ? HIDDEN_END : "");
            at += strlen(name->name);
        } else {
            buf_puts(&b, DOUBT_BEGIN);
            buf_add(&b, at, doubt);
            buf_puts(&b, DOUBT_END);
            at += doubt;
        }
        copied = at;
    }
    buf_puts(&b, copied);
    return b.data;
}

const char *names_hidden(struct arena *a, const struct names *n, const char *text)
{
    return replaced(a, n, text, false);
}

const char *names_preview(struct arena *a, const struct names *n, const char *text)
{
    return replaced(a, n, text, true);
}

const char *names_marked(struct arena *a, const char *html)
{
    static const struct {
        const char *mark, *tag;
    } TAGS[] = {
        { HIDDEN_BEGIN, "<mark><span class=\"away\">verborgen: </span>" },
        { HIDDEN_END, "</mark>" },
        { DOUBT_BEGIN, "<strong class=\"late\"><span class=\"away\">misschien een naam: </span>" },
        { DOUBT_END, "</strong>" },
    };
    struct buf b;

    buf_init(&b, a, 0);
    for (const char *at = html; *at != '\0';) {
        size_t which = 0;

        while (which < ARRAY_LEN(TAGS) && !str_starts(at, TAGS[which].mark))
            which++;
        if (which < ARRAY_LEN(TAGS)) {
            buf_puts(&b, TAGS[which].tag);
            at += strlen(TAGS[which].mark);
        } else {
            buf_putc(&b, *at++);
        }
    }
    return b.data;
}

static void add_doubt(struct arena *a, struct names_found *found, const char *words)
{
    for (size_t i = 0; i < found->doubts.count; i++)
        if (str_equal(found->doubts.at[i], words))
            return;
    const char **wider = arena_array(a, found->doubts.count + 1, sizeof *wider);
    for (size_t i = 0; i < found->doubts.count; i++)
        wider[i] = found->doubts.at[i];
    wider[found->doubts.count++] = words;
    found->doubts.at = wider;
}

void names_find(struct arena *a, const struct names *n, const char *text, struct names_found *found)
{
    for (const char *at = text; *at != '\0';) {
        const struct hidden_name *name = name_at(n, text, at);
        size_t doubt = name == NULL ? doubt_at(n, text, at) : 0;

        found->hidden += name != NULL;
        if (doubt > 0)
            add_doubt(a, found, arena_strndup(a, at, doubt));
        at += name != NULL ? strlen(name->name) : doubt > 0 ? doubt : 1;
    }
}
