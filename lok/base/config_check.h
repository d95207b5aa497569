/* lok/base/config_check.h: what a setting may be. Only config.c asks. */
#ifndef LOK_BASE_CONFIG_CHECK_H
#define LOK_BASE_CONFIG_CHECK_H

#include "lok/base/config.h"

/* Whether the setting holds several values, and so may stand several times in the file. */
bool config_check_is_list(enum setting s);

/* NULL when the value will do; else what it must be, in English ("must be an IP address"). */
const char *config_check(struct arena *a, enum setting s, const char *value);

#endif
