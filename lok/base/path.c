#include "lok/base/connection.h"
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum err path_resolve(const char *path, struct fault *f, char **ret)
{
    char *folder = arena_strdup(f->arena, path);
    char *name = arena_strdup(f->arena, path);
    folder = dirname(folder);
    name = basename(name);

    char *real = realpath(folder, NULL);
    if (!real)
        return fault_set(f, errno == ENOENT ? ERR_NOT_FOUND : ERR_STORAGE,
            "the folder %s of the database cannot be opened: %s", folder, strerror(errno));
    char *whole = NULL;
    if (asprintf(&whole, "%s/%s", strcmp(real, "/") == 0 ? "" : real, name) < 0)
        IMPOSSIBLE("out of memory");
    free(real);
    *ret = whole;
    return ERR_OK;
}

static enum err sync_one(const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return ERR_STORAGE;
    int failed = fsync(fd);
    enum err e = !failed                              ? ERR_OK
                 : errno == ENOSPC || errno == EDQUOT ? ERR_DISK_FULL
                                                      : ERR_STORAGE;
    (void)close(fd);
    return e;
}

enum err path_sync(const char *path)
{
    TRY(sync_one(path, O_RDONLY));
    char *copy = strdup(path);
    if (!copy)
        IMPOSSIBLE("out of memory");
    enum err e = sync_one(dirname(copy), O_RDONLY | O_DIRECTORY);
    free(copy);
    return e;
}
