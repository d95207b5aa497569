#include "lok/base/check.h"
#include "lok/base/log.h"
#include <stdatomic.h>
#include <stdlib.h>

static atomic_ulong bugs;

void check_failed(const char *what, const char *file, int line)
{
    log_line(LOG_ERROR, "check.failed", "at=%s:%d what=\"%s\"", file, line, what);
    abort();
}

void check_our_bug(const char *what, const char *file, int line)
{
    atomic_fetch_add(&bugs, 1);
    log_line(LOG_ERROR, "check.our-bug", "at=%s:%d what=\"%s\"", file, line, what);
}

unsigned long check_bug_count(void)
{
    return atomic_load(&bugs);
}
