/* lok/base/config.h: the settings of the installation (not of the council: see lok/council.h).
 *
 * Defaults < file (libinih) < environment (LOK_…) < command-line options. A list may be repeated
 * in the file: its values are joined with spaces. Unknown keys, other keys that stand twice, lines
 * over 190 bytes (inih splits at 200) and values with " ;" (inih cuts there) are refused with file
 * and line.
 */
#ifndef LOK_BASE_CONFIG_H
#define LOK_BASE_CONFIG_H

#include "lok/base/err.h"
#include "lok/base/str.h"

#define SETTING(name, fallback, help) SETTING_##name,
enum setting {
#include "lok/base/config.def"
    SETTING_COUNT
};
#undef SETTING

enum config_origin { FROM_DEFAULT, FROM_FILE, FROM_ENVIRONMENT, FROM_OPTION };

struct config {
    const char *value[SETTING_COUNT];
    enum config_origin origin[SETTING_COUNT];
    const char *file; /* "" when none */
};

const char *setting_name(enum setting s);
const char *setting_help(enum setting s);
bool setting_find(const char *name, enum setting *ret); /* accepts '-' for '_' */

/* Defaults and environment; then the file when given. Errors are sentences in English in
 * f->detail, for the operator's terminal. Strings belong to the arena. */
enum err config_load(
    struct config *c, struct arena *a, const char *file, struct fault *f) NODISCARD;

/* Overrides one value from the command line; checks it like the file's. The value is copied
 * to f->arena. */
enum err config_set(struct config *c, enum setting s, const char *value, struct fault *f) NODISCARD;

const char *config_text(const struct config *c, enum setting s);
int64_t config_int(const struct config *c, enum setting s);
/* The values of a list setting, split at spaces and commas. */
struct lines config_list(const struct config *c, enum setting s, struct arena *a);

/* The address people use, without a slash at the end. */
const char *config_public_url(const struct config *c, struct arena *a);

#endif
