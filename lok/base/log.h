/* lok/base/log.h: one line an event on stderr, `level name key=value …`; the caller quotes values
 * that may hold spaces.
 *
 * Never log a secret, a token, a cookie, the text of a body, or a query string. Thread-safe: one
 * write(2) a line.
 */
#ifndef LOK_BASE_LOG_H
#define LOK_BASE_LOG_H

#include "lok/base/check.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

/* Lines under this level are dropped; LOG_INFO at the start. */
void log_level_set(enum log_level level);

/* log_line(LOG_WARN, "delivery.failed", "endpoint=%lld status=%d", …); control characters in what
 * is printed are replaced, so that no input forges a line. `format` may be NULL. */
void log_line(enum log_level level, const char *name, const char *format, ...) PRINTF_LIKE(3, 4);

#endif
