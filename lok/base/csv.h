/* lok/base/csv.h: tables as a spreadsheet writes and reads them (RFC 4180, with ";" as Excel does in
 * Belgium).
 *
 * Reading: UTF-8 with or without a byte order mark, else Windows-1252; ";", "," or a tab between
 * cells, whichever the first row has most of; quotes with "" inside, line ends within them; CRLF, LF
 * or CR. Cells are trimmed; rows without any text are passed over.
 * Writing: a byte order mark, ";", CRLF, and every cell quoted; what a spreadsheet would take for a
 * formula gets an apostrophe in front, which reading takes away again.
 */
#ifndef LOK_BASE_CSV_H
#define LOK_BASE_CSV_H

#include "lok/base/buf.h"
#include "lok/base/err.h"
#include "lok/base/str.h"

enum { CSV_MOST_BYTES = 1 << 20, CSV_MOST_ROWS = 5000, CSV_MOST_CELLS = 50 };

struct csv_row {
    struct lines cells;
    size_t line; /* in the file, from 1: where the row begins */
};
struct csv {
    struct csv_row *at;
    size_t count;
};

/* The text of a file as UTF-8: without a byte order mark, from Windows-1252 when it is no UTF-8. */
const char *csv_text(struct arena *a, const void *bytes, size_t length);

/* ERR_INVALID with an issue at `field` when it is no such table: too large, too many rows or cells, a
 * quote that never ends, a byte 0. */
enum err csv_read(struct arena *a, struct fault *f, const char *field, const void *bytes,
    size_t length, struct csv *ret) NODISCARD;

/* Starts a file; then cells, the last of a row with csv_last. */
void csv_begin(struct buf *b, struct arena *a);
void csv_cell(struct buf *b, const char *text);
void csv_last(struct buf *b, const char *text);

#endif
