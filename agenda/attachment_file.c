#include "agenda/attachment_file.h"
#include <unistd.h>

static const struct sql FILE_BY_HASH = SQL("SELECT id FROM stored_file WHERE sha256 = :sha256");

static const struct sql FILE_INSERT =
    SQL("INSERT INTO stored_file (sha256, size) VALUES (:sha256, :size) RETURNING id");

static const struct sql PIECE_INSERT =
    SQL("INSERT INTO stored_piece (file_id, number, bytes) VALUES (:file, :number, :bytes)");

/* As many bytes as are asked for; false when the file is shorter. */
static bool read_at(int fd, char *to, size_t length, size_t offset)
{
    for (size_t done = 0; done < length;) {
        ssize_t got = pread(fd, to + done, length - done, (off_t)(offset + done));

        if (got <= 0)
            return false;
        done += (size_t)got;
    }
    return true;
}

static enum err put_pieces(struct tx *tx, int64_t file_id, const struct attachment_bytes *from)
{
    char *piece = arena_alloc(tx_fault(tx)->arena, ATTACHMENT_PIECE);
    int64_t number = 0;

    for (size_t at = 0; at < from->size; at += ATTACHMENT_PIECE) {
        size_t length = from->size - at < ATTACHMENT_PIECE ? from->size - at : ATTACHMENT_PIECE;

        if (!read_at(from->fd, piece, length, at))
            return ERR_STORAGE;
        TRY(sql_run(tx, &PIECE_INSERT,
            IN(in_i64("file", file_id), in_i64("number", number++),
                in_blob("bytes", piece, length)),
            NULL));
    }
    return ERR_OK;
}

enum err attachment_file_put(struct tx *tx, const struct attachment_bytes *from, int64_t *ret_id)
{
    struct in hash = in_text("sha256", from->sha256);
    enum err e = sql_one(tx_snap(tx), &FILE_BY_HASH, IN(hash), OUT(out_i64("id", ret_id)));
    int64_t id;

    if (e != ERR_NOT_FOUND)
        return e;
    TRY(sql_change(
        tx, &FILE_INSERT, IN(hash, in_i64("size", (int64_t)from->size)), OUT(out_i64("id", &id))));
    TRY(put_pieces(tx, id, from));
    *ret_id = id;
    return ERR_OK;
}

static const struct sql PIECE =
    SQL("SELECT bytes FROM stored_piece WHERE file_id = :file AND number = :number");

enum err attachment_file_piece(struct snap *s, struct arena *a, int64_t file_id, int64_t number,
    const void **ret, size_t *ret_length)
{
    return sql_one(s, &PIECE, IN(in_i64("file", file_id), in_i64("number", number)),
        OUT(out_blob("bytes", a, ret, ret_length)));
}

static const struct sql PIECES_SWEEP =
    SQL("DELETE FROM stored_piece WHERE file_id IN"
        " (SELECT f.id FROM stored_file f"
        "   WHERE NOT EXISTS (SELECT 1 FROM attachment a WHERE a.file_id = f.id))");

static const struct sql FILES_SWEEP =
    SQL("DELETE FROM stored_file WHERE NOT EXISTS"
        " (SELECT 1 FROM attachment a WHERE a.file_id = stored_file.id)");

enum err attachment_file_sweep(struct tx *tx)
{
    TRY(sql_run(tx, &PIECES_SWEEP, IN(), NULL));
    return sql_run(tx, &FILES_SWEEP, IN(), NULL);
}
