/* Lists of a spreadsheet: what is read has no quote left open and no more than its limits, and what is
 * written from it is read as the same cells. */
#include "lok/base/csv.h"
#include "lok/base/utf8.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_again(struct arena *a, const struct csv *csv)
{
    struct fault f;
    struct csv again = { 0 };
    struct buf b;

    csv_begin(&b, a);
    for (size_t i = 0; i < csv->count; i++) {
        const struct lines *cells = &csv->at[i].cells;
        for (size_t k = 0; k < cells->count; k++) {
            PRE(utf8_valid(cells->at[k], strlen(cells->at[k])));
            if (k + 1 < cells->count)
                csv_cell(&b, cells->at[k]);
            else
                csv_last(&b, cells->at[k]);
        }
    }
    fault_init(&f, a);
    if (b.length > CSV_MOST_BYTES)
        return;
    enum err e = csv_read(a, &f, "text", b.data, b.length, &again);
    PRE(e == ERR_OK);
    PRE(again.count == csv->count);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    AUTO(arena_cleanup) struct arena *a = arena_new();
    struct fault f;
    struct csv csv = { 0 };

    fault_init(&f, a);
    if (csv_read(a, &f, "text", bytes, length, &csv) != ERR_OK) {
        PRE(f.issue_count > 0);
        return 0;
    }
    PRE(csv.count <= CSV_MOST_ROWS);
    check_again(a, &csv);
    return 0;
}
