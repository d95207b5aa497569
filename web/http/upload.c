#include "web/http/upload.h"
#include "lok/base/utf8.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What a form adds to a document, and the longest of its fields. */
enum { AROUND = 64 * KiB, MOST_FIELD = 8 * KiB };

/* Without a name where the file system knows that (ext4, xfs, btrfs, tmpfs), else unlinked at once. */
static int open_nameless(struct arena *a, const char *folder)
{
    int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

    if (fd >= 0)
        return fd;
    char *path = arena_printf(a, "%s/.upload-XXXXXX", folder);
    fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0)
        unlink(path);
    return fd;
}

static enum err begin_file(struct upload *u, const char *name)
{
    u->fd = open_nameless(u->arena, u->folder);
    u->has_file = true;
    u->name = name;
    secret_digest_begin(&u->digest);
    return u->fd >= 0 ? ERR_OK : ERR_STORAGE;
}

static enum err write_file(struct upload *u, const char *bytes, size_t length)
{
    if (length > u->most - u->size)
        return ERR_TOO_LARGE;
    secret_digest_add(&u->digest, bytes, length);
    u->size += length;
    while (length > 0) {
        ssize_t done = write(u->fd, bytes, length);

        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return errno == ENOSPC || errno == EDQUOT ? ERR_DISK_FULL : ERR_STORAGE;
        bytes += done;
        length -= (size_t)done;
    }
    return ERR_OK;
}

/* -- the parts of a form -- */

/* One file: an input that was left empty sends one without a name. */
static enum err on_begin(void *context, const struct multipart_part *part)
{
    struct upload *u = context;

    u->field = NULL;
    if (part->file_name != NULL) {
        if (u->has_file)
            return ERR_MALFORMED;
        return begin_file(u, part->file_name);
    }
    u->field = part->name;
    u->value = arena_alloc(u->arena, MOST_FIELD + 1);
    u->value_length = 0;
    return ERR_OK;
}

static enum err on_bytes(void *context, const char *bytes, size_t length)
{
    struct upload *u = context;

    if (u->field == NULL)
        return write_file(u, bytes, length);
    if (length > MOST_FIELD - u->value_length)
        return ERR_MALFORMED;
    memcpy(u->value + u->value_length, bytes, length);
    u->value_length += length;
    return ERR_OK;
}

static enum err on_end(void *context)
{
    struct upload *u = context;

    if (u->field == NULL)
        return ERR_OK;
    if (strlen(u->value) != u->value_length || !utf8_valid(u->value, u->value_length))
        return ERR_MALFORMED;
    u->form.at[u->form.count++] = (struct param){ u->field, u->value };
    return ERR_OK;
}

static const struct multipart_sink SINK = { on_begin, on_bytes, on_end };

/* -- as it comes -- */

enum err upload_begin(struct upload *u, struct arena *a, struct body_budget *budget, size_t most,
    const struct guard_body *announced, const char *content_type, const char *folder)
{
    *u = (struct upload){
        .fd = -1,
        .name = "",
        .sha256 = "",
        .arena = a,
        .budget = budget,
        .most = most,
        .limit = most + AROUND,
        .folder = folder,
        .form = { arena_array(a, MULTIPART_MAX_PARTS, sizeof(struct param)), 0 },
    };
    if (!announced->chunked && announced->content_length == 0)
        return ERR_OK;
    if (announced->content_length > u->limit)
        return ERR_TOO_LARGE;
    if (content_type == NULL)
        return ERR_MEDIA_TYPE;
    size_t reserve = announced->chunked ? u->limit : (size_t)announced->content_length;
    if (atomic_fetch_add(&budget->taken, reserve) + reserve > budget->limit) {
        atomic_fetch_sub(&budget->taken, reserve);
        return ERR_BUSY;
    }
    u->reserved = reserve;
    if (!multipart_is(content_type))
        return begin_file(u, "");
    u->parts = arena_alloc(a, sizeof *u->parts);
    return multipart_begin(u->parts, a, content_type, &SINK, u) ? ERR_OK : ERR_MEDIA_TYPE;
}

enum err upload_add(struct upload *u, const char *bytes, size_t length)
{
    u->came += length;
    if (u->came > u->limit)
        return ERR_TOO_LARGE;
    return u->parts == NULL ? write_file(u, bytes, length) : multipart_add(u->parts, bytes, length);
}

enum err upload_finish(struct upload *u)
{
    if (u->parts != NULL)
        TRY(multipart_finish(u->parts));
    if (u->has_file)
        u->sha256 = secret_digest_end(u->arena, &u->digest);
    u->has_file = u->has_file && (u->size > 0 || u->name[0] != 0 || u->parts == NULL);
    return ERR_OK;
}

void upload_end(struct upload *u)
{
    if (u->arena != NULL && u->fd >= 0)
        close(u->fd);
    u->fd = -1;
    if (u->budget != NULL && u->reserved > 0)
        atomic_fetch_sub(&u->budget->taken, u->reserved);
    u->reserved = 0;
}
