#include "web/http/body.h"
#include <string.h>
#include <strings.h>

enum { FIRST_CAPACITY = 4 * KiB };

static const char *const TYPE_NAMES[] = {
    [BODY_NONE] = "",
    [BODY_FORM] = "application/x-www-form-urlencoded",
    [BODY_JSON] = "application/json",
    [BODY_PATCH] = "application/merge-patch+json",
    [BODY_UPLOAD] = "multipart/form-data",
};

const char *body_type_name(enum body_type type)
{
    return TYPE_NAMES[type];
}

bool body_type_fits(enum body_type type, const char *content_type)
{
    if (type == BODY_NONE || content_type == NULL)
        return false;
    const char *name = TYPE_NAMES[type];
    size_t length = strcspn(content_type, "; \t");
    if (length != strlen(name) || strncasecmp(content_type, name, length) != 0)
        return false;
    const char *charset = strcasestr(content_type + length, "charset=");
    if (charset == NULL)
        return true;
    charset += strlen("charset=");
    charset += *charset == '"';
    return strncasecmp(charset, "utf-8", 5) == 0 && strchr("\"; \t", charset[5]) != NULL;
}

static bool reserve(struct body *b, size_t bytes)
{
    if (atomic_fetch_add(&b->budget->taken, bytes) + bytes > b->budget->limit) {
        atomic_fetch_sub(&b->budget->taken, bytes);
        return false;
    }
    b->reserved += bytes;
    return true;
}

enum err body_begin(struct body *b, struct body_budget *budget, const struct body_rule *rule,
    const struct guard_body *announced, const char *content_type)
{
    bool comes = announced->chunked || announced->content_length > 0;
    *b = (struct body){ .budget = budget, .limit = rule->limit };
    if (!comes)
        return ERR_OK;
    if (rule->type == BODY_NONE)
        return ERR_MALFORMED;
    if (announced->content_length > rule->limit)
        return ERR_TOO_LARGE;
    if (!body_type_fits(rule->type, content_type))
        return ERR_MEDIA_TYPE;
    b->capacity = announced->chunked ? 0 : announced->content_length;
    return reserve(b, b->capacity) ? ERR_OK : ERR_BUSY;
}

/* Room for `length` bytes; a body of announced length gets it in one piece. */
static enum err grow(struct body *b, struct arena *a, size_t length)
{
    if (b->bytes != NULL && length <= b->capacity)
        return ERR_OK;
    size_t capacity = b->capacity;
    if (length > capacity) {
        capacity = capacity * 2 > FIRST_CAPACITY ? capacity * 2 : FIRST_CAPACITY;
        if (capacity < length)
            capacity = length;
        /* The old piece stays in the arena until the request ends: it counts too. */
        if (!reserve(b, capacity))
            return ERR_BUSY;
    }
    char *bytes = arena_alloc(a, capacity + 1);
    if (b->length > 0)
        memcpy(bytes, b->bytes, b->length);
    b->bytes = bytes;
    b->capacity = capacity;
    return ERR_OK;
}

enum err body_add(struct body *b, struct arena *a, const char *bytes, size_t length)
{
    if (b->over || length > b->limit - b->length) {
        b->over = true;
        b->dropped += length;
        return ERR_TOO_LARGE;
    }
    TRY(grow(b, a, b->length + length));
    memcpy(b->bytes + b->length, bytes, length);
    b->length += length;
    b->bytes[b->length] = 0;
    return ERR_OK;
}

void body_end(struct body *b)
{
    if (b->budget != NULL && b->reserved > 0)
        atomic_fetch_sub(&b->budget->taken, b->reserved);
    b->reserved = 0;
}
