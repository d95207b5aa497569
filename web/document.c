#include "web/document.h"
#include "lok/base/buf.h"
#include "web/http/upload.h"
#include <string.h>

/* -- it comes -- */

static enum err decode(struct request *rq, const struct attachment_place *place,
    const struct document_came *came, struct attachment_input *ret)
{
    struct attachment_input in = { .access = place->access };

    TRY(fields_from_form(ATTACHMENT_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    in.name = came->name != NULL ? came->name : rq->upload->name;
    *ret = in;
    return ERR_OK;
}

/* Where it will stand, read once: whoever may not add is told before the document is looked into. */
static enum err find_place(
    struct request *rq, const struct document_came *came, struct attachment_place *ret)
{
    TRY(request_snap(rq));
    enum err e =
        attachment_place_find(rq->snap, rq->arena, came->who, came->owner, came->written, ret);
    if (e == ERR_OK)
        e = attachment_may_add(rq->snap, rq->arena, came->who, ret);
    request_snap_end(rq);
    return e;
}

enum err document_prepare(
    struct request *rq, const struct document_came *came, struct document_ready *ret)
{
    const struct upload *u = rq->upload;

    TRY(find_place(rq, came, &ret->place));
    TRY(decode(rq, &ret->place, came, &ret->in));
    if (!u->has_file)
        return fault_issue(&rq->fault, "file", "required", "Kies een bestand.");
    const struct attachment_bytes bytes = { u->fd, u->size, u->sha256 };
    return attachment_inspect(&rq->fault, &bytes, rq->app->scan_command, &ret->type);
}

enum err document_keep(struct request *rq, const struct document_came *came,
    const struct document_ready *ready, struct attachment *ret)
{
    const struct upload *u = rq->upload;
    const struct attachment_bytes bytes = { u->fd, u->size, u->sha256 };
    int64_t id;

    TRY(attachment_add(
        rq->tx, rq->arena, came->who, ready->place.of, &ready->in, ready->type, &bytes, &id));
    return attachment_get(rq->snap, rq->arena, came->who, id, ret);
}

enum err document_receive(
    struct request *rq, const struct document_came *came, struct attachment *ret)
{
    struct document_ready ready = { .type = 0 };

    TRY(document_prepare(rq, came, &ready));
    TRY(request_tx(rq));
    enum err e = document_keep(rq, came, &ready, ret);
    if (e == ERR_OK)
        return request_commit(rq);
    request_rollback(rq);
    return e;
}

/* -- it goes -- */

struct source {
    struct db *db;
    int64_t file_id;
};

/* One piece at a time, each in a short snapshot: who reads slowly holds up nobody. */
static size_t read_piece(void *context, uint64_t position, char *to, size_t most)
{
    const struct source *source = context;
    struct arena *a = arena_new();
    size_t offset = (size_t)(position % ATTACHMENT_PIECE), length = 0, count = 0;
    const void *piece = NULL;
    struct fault f;
    struct snap *s;

    fault_init(&f, a);
    if (snap_begin(source->db, &f, &s) == ERR_OK) {
        enum err e = attachment_file_piece(
            s, a, source->file_id, (int64_t)(position / ATTACHMENT_PIECE), &piece, &length);
        if (e == ERR_OK && offset < length) {
            count = length - offset < most ? length - offset : most;
            memcpy(to, (const char *)piece + offset, count);
        }
        snap_end(s);
    }
    arena_free(a);
    return count;
}

static bool is_plain(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != 0 && strchr("!#$&+-.^_`|~", c) != NULL);
}

const char *document_disposition(struct arena *a, const char *name)
{
    struct buf b;

    buf_init(&b, a, 0);
    buf_puts(&b, "attachment; filename=\"");
    for (const char *c = name; *c != 0; c++) {
        unsigned char byte = (unsigned char)*c;
        bool plain = byte >= 0x20 && byte < 0x7F && strchr("\"\\%/", byte) == NULL;

        if (plain)
            buf_putc(&b, *c);
        else if ((byte & 0xC0) != 0x80)
            buf_putc(&b, '_');
    }
    buf_puts(&b, "\"; filename*=UTF-8''");
    for (const char *c = name; *c != 0; c++)
        if (is_plain((unsigned char)*c))
            buf_putc(&b, *c);
        else
            buf_printf(&b, "%%%02X", (unsigned char)*c);
    return b.data;
}

enum err document_send(struct request *rq, const struct attachment *one)
{
    struct source *source = arena_alloc(rq->arena, sizeof *source);

    *source = (struct source){ rq->app->db, one->file_id };
    reply_header(rq, "Content-Disposition", document_disposition(rq->arena, one->name));
    return reply_stream(rq, attachment_media_type(one->type), (size_t)one->size,
        arena_printf(rq->arena, "\"%s\"", one->sha256), "private, no-cache", read_piece, source);
}
