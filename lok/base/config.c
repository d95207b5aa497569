#include "lok/base/config.h"
#include "lok/base/config_check.h"
#include <errno.h>
#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_LINE = 190, LARGEST_FILE = 64 * KiB };

#define SETTING(its_name, its_fallback, its_help) \
    [SETTING_##its_name] = { .name = #its_name, .fallback = (its_fallback), .help = (its_help) },
static const struct setting_entry {
    const char *name;
    const char *fallback;
    const char *help;
} SETTINGS[SETTING_COUNT] = {
#include "lok/base/config.def"
};
#undef SETTING

const char *setting_name(enum setting s)
{
    PRE((unsigned)s < SETTING_COUNT);
    return SETTINGS[s].name;
}

const char *setting_help(enum setting s)
{
    PRE((unsigned)s < SETTING_COUNT);
    return SETTINGS[s].help;
}

static bool same_name(const char *a, const char *b)
{
    for (; *a != '\0' && *b != '\0'; a++, b++) {
        char left = *a == '-' ? '_' : *a, right = *b == '-' ? '_' : *b;
        if (left != right)
            return false;
    }
    return *a == *b;
}

bool setting_find(const char *name, enum setting *ret)
{
    for (unsigned s = 0; s < SETTING_COUNT; s++) {
        if (same_name(SETTINGS[s].name, name)) {
            *ret = (enum setting)s;
            return true;
        }
    }
    return false;
}

/* -- the file -- */

/* What is wrong with a line before inih sees it; NULL when nothing is. inih would split a long line
 * and cut a value silently at a space and ';'. */
static const char *wrong_with_line(const char *line)
{
    size_t indent = strspn(line, " \t");
    char first = line[indent];
    if (strlen(line) > LONGEST_LINE)
        return "the line is longer than 190 bytes";
    if (first == '\0' || first == ';' || first == '#')
        return NULL;
    if (strstr(line, " ;") != NULL || strstr(line, "\t;") != NULL)
        return "a value may not hold a ';' behind a space; put comments on a line of their own";
    if (first == '[')
        return strchr(line, ']') == NULL ? "a section must end with ]" : NULL;
    if (indent == 0 && strpbrk(line, "=:") == NULL)
        return "expected NAME = VALUE";
    return NULL;
}

struct file_read {
    struct config *config;
    struct arena *arena;
    const char *wrong; /* of the first setting refused; inih counts the lines */
};

/* Called by inih for each setting; 0 stands for "refused". */
static int read_setting(void *user, const char *section, const char *name, const char *value)
{
    struct file_read *r = user;
    enum setting s;
    if (r->wrong != NULL)
        return 0;
    if (!str_empty(section) && !str_equal(section, "lokd")) {
        r->wrong = arena_printf(r->arena, "the section [%s] is unknown", section);
    } else if (!setting_find(name, &s)) {
        r->wrong = arena_printf(r->arena, "the setting %s is unknown", name);
    } else if (r->config->origin[s] == FROM_FILE && !config_check_is_list(s)) {
        r->wrong = arena_printf(r->arena, "%s stands here a second time", setting_name(s));
    } else {
        const char *wrong = config_check(r->arena, s, value);
        if (wrong != NULL) {
            r->wrong = arena_printf(r->arena, "%s %s", setting_name(s), wrong);
            return 0;
        }
        bool more = r->config->origin[s] == FROM_FILE && !str_empty(r->config->value[s]);
        r->config->value[s] = arena_printf(
            r->arena, "%s%s%s", more ? r->config->value[s] : "", more ? " " : "", value);
        r->config->origin[s] = FROM_FILE;
        return 1;
    }
    return 0;
}

static enum err read_whole(struct arena *a, const char *file, struct fault *f, const char **ret)
{
    FILE *stream = fopen(file, "re");
    if (stream == NULL)
        return fault_set(f, ERR_NOT_FOUND, "cannot open %s: %s", file, strerrordesc_np(errno));
    char *text = arena_alloc(a, LARGEST_FILE + 1);
    size_t length = fread(text, 1, LARGEST_FILE + 1, stream);
    bool failed = ferror(stream) != 0;
    fclose(stream);
    if (failed)
        return fault_set(f, ERR_STORAGE, "cannot read %s", file);
    if (length > LARGEST_FILE)
        return fault_set(f, ERR_TOO_LARGE, "%s is larger than 64 KiB", file);
    if (memchr(text, '\0', length) != NULL)
        return fault_set(f, ERR_INVALID, "%s is not a text file", file);
    *ret = text;
    return ERR_OK;
}

static enum err load_file(struct config *c, struct arena *a, const char *file, struct fault *f)
{
    const char *text = "";
    TRY(read_whole(a, file, f, &text));
    struct lines lines = str_split(a, text, '\n');
    for (size_t i = 0; i < lines.count; i++) {
        const char *wrong = wrong_with_line(lines.at[i]);
        if (wrong != NULL)
            return fault_set(f, ERR_INVALID, "%s:%zu: %s", file, i + 1, wrong);
    }
    struct file_read r = { .config = c, .arena = a };
    int line = ini_parse_string(text, read_setting, &r);
    if (line != 0)
        return fault_set(f, ERR_INVALID, "%s:%d: %s", file, line,
            r.wrong == NULL ? "this line is not understood" : r.wrong);
    c->file = arena_strdup(a, file);
    return ERR_OK;
}

/* -- the environment -- */

static enum err load_environment(struct config *c, struct arena *a, struct fault *f)
{
    for (unsigned s = 0; s < SETTING_COUNT; s++) {
        char *name = arena_printf(a, "LOK_%s", SETTINGS[s].name);
        for (char *p = name; *p != '\0'; p++) {
            if (*p >= 'a' && *p <= 'z')
                *p = (char)(*p - ('a' - 'A'));
        }
        const char *value = getenv(name);
        if (value == NULL)
            continue;
        const char *wrong = config_check(a, (enum setting)s, value);
        if (wrong != NULL)
            return fault_set(f, ERR_INVALID, "environment: %s %s", name, wrong);
        c->value[s] = arena_strdup(a, value);
        c->origin[s] = FROM_ENVIRONMENT;
    }
    return ERR_OK;
}

enum err config_load(struct config *c, struct arena *a, const char *file, struct fault *f)
{
    struct config loaded = { .file = "" };
    for (unsigned s = 0; s < SETTING_COUNT; s++) {
        loaded.value[s] = SETTINGS[s].fallback;
        loaded.origin[s] = FROM_DEFAULT;
    }
    if (!str_empty(file))
        TRY(load_file(&loaded, a, file, f));
    TRY(load_environment(&loaded, a, f));
    *c = loaded;
    return ERR_OK;
}

enum err config_set(struct config *c, enum setting s, const char *value, struct fault *f)
{
    PRE((unsigned)s < SETTING_COUNT);
    const char *wrong = config_check(f->arena, s, value);
    if (wrong != NULL)
        return fault_set(f, ERR_INVALID, "%s %s", setting_name(s), wrong);
    c->value[s] = arena_strdup(f->arena, value);
    c->origin[s] = FROM_OPTION;
    return ERR_OK;
}

/* -- what they are -- */

const char *config_text(const struct config *c, enum setting s)
{
    PRE((unsigned)s < SETTING_COUNT);
    return c->value[s];
}

int64_t config_int(const struct config *c, enum setting s)
{
    int64_t value = 0;
    if (!str_to_i64(config_text(c, s), &value))
        IMPOSSIBLE("a setting that is no number is read as one");
    return value;
}

struct lines config_list(const struct config *c, enum setting s, struct arena *a)
{
    static const char SEPARATORS[] = " ,\t";
    const char *value = config_text(c, s);
    struct lines list = { .at = arena_array(a, strlen(value) / 2 + 1, sizeof *list.at) };
    for (value += strspn(value, SEPARATORS); *value != '\0';) {
        size_t length = strcspn(value, SEPARATORS);
        list.at[list.count++] = arena_strndup(a, value, length);
        value += length;
        value += strspn(value, SEPARATORS);
    }
    return list;
}

const char *config_public_url(const struct config *c, struct arena *a)
{
    const char *url = config_text(c, SETTING_public_url);
    const char *listen = config_text(c, SETTING_listen);
    if (str_empty(url))
        url =
            str_starts(listen, "unix:") ? "http://localhost" : arena_printf(a, "http://%s", listen);
    size_t length = strlen(url);
    while (length > 0 && url[length - 1] == '/')
        length--;
    return arena_strndup(a, url, length);
}
