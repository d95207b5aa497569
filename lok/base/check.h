/* lok/base/check.h: words for what must hold, and the few attributes used everywhere.
 *
 * Three kinds of surprise, three words:
 *   - the caller's fault: return an `enum err` (err.h);
 *   - our bug, but we can go on: OUR_BUG("…"), logged with file and line;
 *   - impossible: IMPOSSIBLE("…"), the process aborts. Nothing acknowledged is lost: the database
 *     is durable at each commit and the service manager starts us again.
 * All of them stay on in release builds.
 */
#ifndef LOK_BASE_CHECK_H
#define LOK_BASE_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NODISCARD                       __attribute__((warn_unused_result))
#define AUTO(release)                   __attribute__((cleanup(release)))
#define ARRAY_LEN(a)                    (sizeof(a) / sizeof((a)[0]))
#define PRINTF_LIKE(format_at, args_at) __attribute__((format(printf, format_at, args_at)))

enum { KiB = 1024, MiB = 1024 * 1024 };

/* A precondition, a postcondition: the process aborts when it does not hold. */
#define PRE(condition) ((condition) ? (void)0 : check_failed("PRE " #condition, __FILE__, __LINE__))
#define POST(condition) \
    ((condition) ? (void)0 : check_failed("POST " #condition, __FILE__, __LINE__))

#define IMPOSSIBLE(what) check_failed("IMPOSSIBLE " what, __FILE__, __LINE__)
#define OUR_BUG(what)    check_our_bug(what, __FILE__, __LINE__)

/* Logs and aborts. */
void check_failed(const char *what, const char *file, int line) __attribute__((noreturn));

/* Logs a mistake of ours and returns; counted, see check_bug_count. */
void check_our_bug(const char *what, const char *file, int line);

/* How often OUR_BUG fired since the start (shown by health checks and asserted zero in tests). */
unsigned long check_bug_count(void);

#endif
