#include "lok/base/log.h"
#include <errno.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Longer lines are cut: up to PIPE_BUF bytes, a write to a pipe stays in one piece. */
enum { LINE_MAX_BYTES = 4096 };

static _Atomic enum log_level lowest = LOG_INFO;

static const char *const LEVEL_NAMES[] = {
    [LOG_DEBUG] = "debug",
    [LOG_INFO] = "info",
    [LOG_WARN] = "warn",
    [LOG_ERROR] = "error",
};

void log_level_set(enum log_level level)
{
    atomic_store(&lowest, level);
}

static void write_all(const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(STDERR_FILENO, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return;
        bytes += written;
        length -= (size_t)written;
    }
}

/* How many of `room` bytes snprintf filled, given what it returned. */
static size_t filled(int printed, size_t room)
{
    if (printed < 0)
        return 0;
    return (size_t)printed < room ? (size_t)printed : room - 1;
}

void log_line(enum log_level level, const char *name, const char *format, ...)
{
    if (level < atomic_load(&lowest))
        return;
    int saved_errno = errno;
    char line[LINE_MAX_BYTES];
    size_t room = sizeof line - 1; /* the newline */
    size_t length = filled(snprintf(line, room, "%s %s", LEVEL_NAMES[level], name), room);
    if (format != NULL) {
        length += filled(snprintf(line + length, room - length, " "), room - length);
        va_list args;
        va_start(args, format);
        length += filled(vsnprintf(line + length, room - length, format, args), room - length);
        va_end(args);
    }
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)line[i];
        if (c < 0x20 || c == 0x7f)
            line[i] = '?';
    }
    line[length++] = '\n';
    write_all(line, length);
    errno = saved_errno;
}
