#include "lok/base/db.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* An open-file-description lock, not a POSIX one: that would go when any other descriptor of the
 * same file is closed anywhere in the process. */
static enum err lock_all(int fd, bool wait)
{
    struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    int failed;
    do
        failed = fcntl(fd, wait ? F_OFD_SETLKW : F_OFD_SETLK, &whole);
    while (failed && errno == EINTR);
    if (!failed)
        return ERR_OK;
    return errno == EAGAIN || errno == EACCES ? ERR_BUSY : ERR_STORAGE;
}

enum err db_lock(const char *path, const char *suffix, bool wait, int *ret)
{
    char *name = NULL;
    if (asprintf(&name, "%s%s", path, suffix) < 0)
        IMPOSSIBLE("out of memory");
    int fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    int reason = errno;
    free(name);
    if (fd < 0)
        return reason == ENOSPC || reason == EDQUOT ? ERR_DISK_FULL : ERR_STORAGE;
    enum err e = lock_all(fd, wait);
    if (e != ERR_OK) {
        (void)close(fd);
        return e;
    }
    *ret = fd;
    return ERR_OK;
}
