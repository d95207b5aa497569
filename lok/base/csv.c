#include "lok/base/csv.h"
#include "lok/base/utf8.h"
#include <string.h>

/* What a spreadsheet takes for the beginning of a formula. */
static const char FORMULA[] = "=+-@\t\r";

/* Windows-1252 where it differs from Latin-1; 0: no such character. */
static const uint32_t WINDOWS[] = { 0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178 };

static const char *from_windows(struct arena *a, const unsigned char *bytes, size_t length)
{
    struct buf b;
    char at[4];

    buf_init(&b, a, 0);
    for (size_t i = 0; i < length; i++) {
        uint32_t c = bytes[i];
        if (c >= 0x80 && c < 0xA0)
            c = WINDOWS[c - 0x80] != 0 ? WINDOWS[c - 0x80] : 0xFFFD;
        buf_add(&b, at, utf8_put(at, c));
    }
    return b.data;
}

const char *csv_text(struct arena *a, const void *file, size_t length)
{
    const char *bytes = file;

    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        length -= 3;
    }
    if (utf8_valid(bytes, length))
        return arena_strndup(a, bytes, length);
    return from_windows(a, (const unsigned char *)bytes, length);
}

/* What stands most between the cells of the first row that says something. */
static char separator_of(const char *text)
{
    size_t semicolons = 0, commas = 0, tabs = 0;
    bool quoted = false;

    for (text += strspn(text, "\r\n"); *text != '\0'; text++) {
        if (*text == '"')
            quoted = !quoted;
        if (quoted)
            continue;
        if (*text == '\n' || *text == '\r')
            break;
        semicolons += *text == ';';
        commas += *text == ',';
        tabs += *text == '\t';
    }
    if (tabs > 0 && tabs >= semicolons && tabs >= commas)
        return '\t';
    return commas > semicolons ? ',' : ';';
}

struct reading {
    struct arena *arena;
    const char *at;
    char separator;
    size_t line;
    bool open; /* a quote did not end */
};

static void line_end(struct reading *r)
{
    if (*r->at == '\r' && r->at[1] == '\n')
        r->at++;
    r->at++;
    r->line++;
}

static void quoted_part(struct reading *r, struct buf *b)
{
    for (r->at++; *r->at != '\0'; r->at++) {
        if (*r->at == '"' && r->at[1] != '"') {
            r->at++;
            return;
        }
        if (*r->at == '"')
            r->at++;
        if (*r->at == '\r') {
            if (r->at[1] == '\n')
                continue;
            buf_putc(b, '\n');
            r->line++;
            continue;
        }
        r->line += *r->at == '\n';
        buf_putc(b, *r->at);
    }
    r->open = true;
}

/* Stops at the separator, the end of the line or of the text. */
static const char *cell(struct reading *r)
{
    struct buf b;

    buf_init(&b, r->arena, CSV_MOST_BYTES);
    while (*r->at == ' ')
        r->at++;
    if (*r->at == '"')
        quoted_part(r, &b);
    while (*r->at != '\0' && *r->at != r->separator && *r->at != '\n' && *r->at != '\r')
        buf_putc(&b, *r->at++);
    const char *text = str_trim(r->arena, b.data);
    /* What csv_cell put in front. */
    return text[0] == '\'' && text[1] != '\0' && strchr(FORMULA, text[1]) != NULL ? text + 1 : text;
}

/* One row; false when it has too many cells. */
static bool row(struct reading *r, struct csv_row *ret)
{
    const char *cells[CSV_MOST_CELLS];
    size_t count = 0;

    ret->line = r->line;
    for (;;) {
        if (count == CSV_MOST_CELLS)
            return false;
        cells[count++] = cell(r);
        if (*r->at != r->separator)
            break;
        r->at++;
    }
    if (*r->at != '\0')
        line_end(r);
    ret->cells.at = arena_array(r->arena, count, sizeof *ret->cells.at);
    ret->cells.count = count;
    memcpy(ret->cells.at, cells, count * sizeof *cells);
    return true;
}

static bool says_something(const struct csv_row *row)
{
    for (size_t i = 0; i < row->cells.count; i++) {
        if (!str_empty(row->cells.at[i]))
            return true;
    }
    return false;
}

static size_t lines_in(const char *text)
{
    size_t count = 1;

    for (; *text != '\0'; text++)
        count += *text == '\n' || *text == '\r';
    return count;
}

enum err csv_read(struct arena *a, struct fault *f, const char *field, const void *bytes,
    size_t length, struct csv *ret)
{
    if (length > CSV_MOST_BYTES)
        return fault_issue(f, field, "too-long", "Dit is te groot: hoogstens 1 MB per keer.");
    if (memchr(bytes, '\0', length) != NULL)
        return fault_issue(f, field, "format", "Dit is geen lijst met tekst (CSV).");

    struct reading r = { .arena = a, .at = csv_text(a, bytes, length), .line = 1 };
    size_t lines = lines_in(r.at);
    size_t room = lines < CSV_MOST_ROWS ? lines : CSV_MOST_ROWS;
    struct csv csv = { arena_array(a, room, sizeof *csv.at), 0 };
    struct csv_row one = { .line = 0 };

    r.separator = separator_of(r.at);
    while (*r.at != '\0') {
        size_t line = r.line;
        if (!row(&r, &one))
            return fault_issue(f, field, "too-long", "Regel %zu heeft te veel kolommen.", line);
        if (r.open)
            return fault_issue(f, field, "format",
                "Op regel %zu begint een aanhalingsteken dat nergens eindigt.", line);
        if (!says_something(&one))
            continue;
        if (csv.count == room)
            return fault_issue(
                f, field, "too-long", "Dit zijn te veel regels: hoogstens %d.", CSV_MOST_ROWS);
        csv.at[csv.count++] = one;
    }
    *ret = csv;
    return ERR_OK;
}

void csv_begin(struct buf *b, struct arena *a)
{
    buf_init(b, a, 0);
    buf_puts(b, "\xEF\xBB\xBF");
}

static void quoted(struct buf *b, const char *text, const char *after)
{
    buf_putc(b, '"');
    if (text[0] != '\0' && strchr(FORMULA, text[0]) != NULL)
        buf_putc(b, '\'');
    for (; *text != '\0'; text++) {
        if (*text == '"')
            buf_putc(b, '"');
        buf_putc(b, *text);
    }
    buf_printf(b, "\"%s", after);
}

void csv_cell(struct buf *b, const char *text)
{
    quoted(b, text, ";");
}

void csv_last(struct buf *b, const char *text)
{
    quoted(b, text, "\r\n");
}
