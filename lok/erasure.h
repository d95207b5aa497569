/* lok/erasure.h: who was erased, kept outside what was erased: ids and times, no names.
 *
 * Invariants:
 *   - an erased person keeps its row, so its id is never used again;
 *   - an entry holds for the person that its `created_event` made: in an older backup the same id may
 *     have been somebody else's;
 *   - the file beside the database ("lok.db.erasures") says the same as the table, and names the
 *     council (its uid): it is there for when the database itself is lost.
 */
#ifndef LOK_ERASURE_H
#define LOK_ERASURE_H

#include "lok/permission.h"

struct erasure {
    int64_t person_id;
    int64_t created_event; /* 0 = not known */
    int64_t erased_at;     /* UTC ms */
};
struct erasure_list {
    struct erasure *at;
    size_t count;
};

enum err erasure_list(struct snap *s, struct arena *a, struct erasure_list *ret) NODISCARD;
enum err erasure_is(struct snap *s, int64_t person_id, bool *ret) NODISCARD;
enum err erasure_created_event(struct snap *s, int64_t person_id, int64_t *ret) NODISCARD;
/* Notes it; `at` is when it was first asked. ERR_CONFLICT when it was noted before. */
enum err erasure_record(struct tx *tx, int64_t person_id, int64_t at) NODISCARD;

/* -- the file beside the database -- */

/* Writes it whole, by way of another name. ERR_STORAGE with an English detail. */
enum err erasure_file_write(struct arena *a, struct fault *f, const char *db_path,
    const char *council_uid, const struct erasure_list *list) NODISCARD;
/* Empty when there is no file, or it is of another council. */
enum err erasure_file_read(struct arena *a, struct fault *f, const char *db_path,
    const char *council_uid, struct erasure_list *ret) NODISCARD;

#endif
