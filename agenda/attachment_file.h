/* agenda/attachment_file.h: what documents hold, in the database, in pieces of 64 KiB, so that a whole
 * document never stands in memory.
 *
 * Invariants:
 *   - the same content stands there once, known by its SHA-256;
 *   - a stored file is never changed; it goes when no attachment refers to it any more.
 */
#ifndef AGENDA_ATTACHMENT_FILE_H
#define AGENDA_ATTACHMENT_FILE_H

#include "lok/base/sql.h"

enum { ATTACHMENT_PIECE = 64 * 1024 };

/* Bytes that came, in an open file. */
struct attachment_bytes {
    int fd;
    size_t size;
    const char *sha256; /* 64 hex digits */
};

/* Stores them, or finds them. ERR_STORAGE when the file cannot be read. */
enum err attachment_file_put(
    struct tx *tx, const struct attachment_bytes *from, int64_t *ret_id) NODISCARD;

/* One piece, in the arena. ERR_NOT_FOUND behind the last one, or when the file is gone. */
enum err attachment_file_piece(struct snap *s, struct arena *a, int64_t file_id, int64_t number,
    const void **ret, size_t *ret_length) NODISCARD;

/* Takes away all that nothing refers to. */
enum err attachment_file_sweep(struct tx *tx) NODISCARD;

#endif
