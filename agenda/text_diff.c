#include "agenda/text_diff.h"
#include "lok/base/buf.h"
#include <string.h>

/* The table of longest common parts has at most so many cells. */
enum { MOST_CELLS = 4 * 1000 * 1000 };

struct words {
    const char **at;
    size_t *length;
    size_t count;
};

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static struct words split(struct arena *a, const char *text)
{
    size_t room = strlen(text) + 1;
    struct words w = { arena_array(a, room, sizeof *w.at), arena_array(a, room, sizeof *w.length),
        0 };

    for (const char *at = text; *at != '\0';) {
        size_t length = 0;

        while (at[length] != '\0' && !is_space(at[length]))
            length++;
        while (is_space(at[length]))
            length++;
        w.at[w.count] = at;
        w.length[w.count++] = length;
        at += length;
    }
    return w;
}

static bool same(const struct words *x, size_t i, const struct words *y, size_t j)
{
    size_t x_length = x->length[i], y_length = y->length[j];

    while (x_length > 0 && is_space(x->at[i][x_length - 1]))
        x_length--;
    while (y_length > 0 && is_space(y->at[j][y_length - 1]))
        y_length--;
    return x_length == y_length && memcmp(x->at[i], y->at[j], x_length) == 0;
}

/* Words in a row of one kind are one piece. */
static void put(struct arena *a, struct diff *d, unsigned kind, const char *word, size_t length)
{
    struct diff_piece *last = d->count == 0 ? NULL : &d->at[d->count - 1];

    if (length == 0)
        return;
    if (last != NULL && (unsigned)last->kind == kind) {
        last->text = arena_printf(a, "%s%.*s", last->text, (int)length, word);
        return;
    }
    d->added += kind == DIFF_ADDED;
    d->removed += kind == DIFF_REMOVED;
    d->at[d->count++] = (struct diff_piece){ kind, arena_strndup(a, word, length) };
}

/* With the white space of whichever has more: what stands beside it may have lost its own. */
static void put_same(struct arena *a, struct diff *d, const struct words *x, size_t i,
    const struct words *y, size_t j)
{
    bool old = x->length[i] > y->length[j];

    put(a, d, DIFF_SAME, old ? x->at[i] : y->at[j], old ? x->length[i] : y->length[j]);
}

/* From `first` on, `rows` words of old and `columns` of new, by the longest common part. */
static void middle(struct arena *a, struct diff *d, const struct words *x, const struct words *y,
    size_t first, size_t rows, size_t columns)
{
    size_t width = columns + 1;
    uint32_t *best = arena_array(a, (rows + 1) * width, sizeof *best);
    size_t i = 0, j = 0;

    for (size_t row = rows; row-- > 0;)
        for (size_t column = columns; column-- > 0;) {
            uint32_t down = best[(row + 1) * width + column],
                     right = best[row * width + column + 1];
            best[row * width + column] = same(x, first + row, y, first + column)
                                             ? best[(row + 1) * width + column + 1] + 1
                                         : down > right ? down
                                                        : right;
        }
    while (i < rows || j < columns) {
        if (i < rows && j < columns && same(x, first + i, y, first + j)) {
            put_same(a, d, x, first + i, y, first + j);
            i++;
            j++;
        } else if (j == columns ||
                   (i < rows && best[(i + 1) * width + j] >= best[i * width + j + 1])) {
            put(a, d, DIFF_REMOVED, x->at[first + i], x->length[first + i]);
            i++;
        } else {
            put(a, d, DIFF_ADDED, y->at[first + j], y->length[first + j]);
            j++;
        }
    }
}

struct diff text_diff(struct arena *a, const char *old, const char *new)
{
    struct words x = split(a, old), y = split(a, new);
    struct diff d = { arena_array(a, x.count + y.count + 1, sizeof *d.at), 0, 0, 0 };
    size_t head = 0, tail = 0;

    while (head < x.count && head < y.count && same(&x, head, &y, head))
        head++;
    while (tail < x.count - head && tail < y.count - head &&
           same(&x, x.count - 1 - tail, &y, y.count - 1 - tail))
        tail++;
    size_t rows = x.count - head - tail, columns = y.count - head - tail;
    for (size_t i = 0; i < head; i++)
        put_same(a, &d, &x, i, &y, i);
    if (rows * columns <= MOST_CELLS) {
        middle(a, &d, &x, &y, head, rows, columns);
    } else {
        for (size_t i = 0; i < rows; i++)
            put(a, &d, DIFF_REMOVED, x.at[head + i], x.length[head + i]);
        for (size_t i = 0; i < columns; i++)
            put(a, &d, DIFF_ADDED, y.at[head + i], y.length[head + i]);
    }
    for (size_t i = tail; i > 0; i--)
        put_same(a, &d, &x, x.count - i, &y, y.count - i);
    return d;
}

static void put_lines(struct buf *b, struct arena *a, const char *text)
{
    while (*text != '\0') {
        size_t line = strcspn(text, "\n");

        buf_html(b, arena_strndup(a, text, line));
        text += line;
        if (*text == '\n') {
            buf_puts(b, "<br>\n");
            text++;
        }
    }
}

const char *text_diff_html(struct arena *a, const struct diff *d)
{
    struct buf b;

    buf_init(&b, a, 0);
    for (size_t i = 0; i < d->count; i++) {
        if (d->at[i].kind == DIFF_ADDED)
            buf_puts(&b, "<ins><span class=\"away\">toegevoegd: </span>");
        if (d->at[i].kind == DIFF_REMOVED)
            buf_puts(&b, "<del><span class=\"away\">geschrapt: </span>");
        put_lines(&b, a, d->at[i].text);
        if (d->at[i].kind == DIFF_ADDED)
            buf_puts(&b, "</ins>");
        if (d->at[i].kind == DIFF_REMOVED)
            buf_puts(&b, "</del>");
    }
    return b.data;
}
