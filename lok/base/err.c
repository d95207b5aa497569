#include "lok/base/err.h"
#include "lok/base/str.h"

struct err_entry {
    unsigned status;
    const char *slug;
    const char *title;
};

#define ERR(code, http_status, its_slug, its_title) \
    [ERR_##code] = { .status = (http_status), .slug = (its_slug), .title = (its_title) },
static const struct err_entry ENTRIES[ERR_COUNT] = {
#include "lok/base/err.def"
};
#undef ERR

static const struct err_entry *entry(enum err e)
{
    PRE((unsigned)e < ERR_COUNT);
    return &ENTRIES[e];
}

unsigned err_status(enum err e)
{
    return entry(e)->status;
}

const char *err_slug(enum err e)
{
    return entry(e)->slug;
}

const char *err_title(enum err e)
{
    return entry(e)->title;
}

void fault_init(struct fault *f, struct arena *a)
{
    *f = (struct fault){ .arena = a, .detail = "" };
}

enum err fault_set(struct fault *f, enum err e, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    f->detail = arena_vprintf(f->arena, format, args);
    va_end(args);
    return e;
}

enum err fault_issue(struct fault *f, const char *field, const char *code, const char *format, ...)
{
    if (f->issue_count == FAULT_MAX_ISSUES)
        return ERR_INVALID;
    if (f->issues == NULL)
        f->issues = arena_array(f->arena, FAULT_MAX_ISSUES, sizeof *f->issues);
    va_list args;
    va_start(args, format);
    f->issues[f->issue_count++] = (struct issue){
        .field = arena_strdup(f->arena, field),
        .code = arena_strdup(f->arena, code),
        .message = arena_vprintf(f->arena, format, args),
    };
    va_end(args);
    return ERR_INVALID;
}

enum err fault_check(const struct fault *f)
{
    return f->issue_count > 0 ? ERR_INVALID : ERR_OK;
}

const char *fault_message(const struct fault *f, const char *field)
{
    for (size_t i = 0; i < f->issue_count; i++) {
        if (str_equal(f->issues[i].field, field))
            return f->issues[i].message;
    }
    return NULL;
}
