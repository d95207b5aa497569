#include "web/http/multipart.h"
#include "lok/base/str.h"
#include "lok/base/utf8.h"
#include <string.h>
#include <strings.h>

enum { MAX_NAME = 100 };

/* -- the boundary -- */

bool multipart_is(const char *content_type)
{
    static const char TYPE[] = "multipart/form-data";
    size_t length = content_type == NULL ? 0 : strcspn(content_type, "; \t");

    return length == strlen(TYPE) && strncasecmp(content_type, TYPE, length) == 0;
}

static bool is_boundary(const char *text, size_t length)
{
    static const char ALLOWED[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                  "'()+_,-./:=?";

    for (size_t i = 0; i < length; i++)
        if (text[i] == 0 || strchr(ALLOWED, text[i]) == NULL)
            return false;
    return length > 0 && length <= MULTIPART_MAX_BOUNDARY;
}

static bool read_boundary(const char *content_type, const char **ret, size_t *ret_length)
{
    const char *at = strchr(content_type, ';');

    if (at == NULL)
        return false;
    at += 1 + strspn(at + 1, " \t");
    if (strncasecmp(at, "boundary=", strlen("boundary=")) != 0)
        return false;
    at += strlen("boundary=");
    bool quoted = *at == '"';
    at += quoted;
    size_t length = strcspn(at, quoted ? "\"" : "; \t");
    const char *rest = at + length;
    if (quoted && *rest++ != '"')
        return false;
    *ret = at;
    *ret_length = length;
    return *rest == 0 && is_boundary(at, length);
}

bool multipart_begin(struct multipart *m, struct arena *a, const char *content_type,
    const struct multipart_sink *sink, void *context)
{
    const char *boundary;
    size_t length;

    if (!multipart_is(content_type) || !read_boundary(content_type, &boundary, &length))
        return false;
    /* Zeroed by the caller's arena or here: the head is large. */
    memset(m, 0, sizeof *m);
    m->arena = a;
    m->sink = sink;
    m->context = context;
    memcpy(m->delimiter, "\r\n--", 4);
    memcpy(m->delimiter + 4, boundary, length);
    m->delimiter_length = 4 + length;
    m->matched = 2; /* the first boundary stands at the very beginning */
    return true;
}

/* -- the head of a part -- */

/* The value behind `=`, which stands in quotes or is one word; *at goes behind it. */
static bool read_value(struct arena *a, const char **at, const char **ret)
{
    const char *s = *at;
    char *value = arena_alloc(a, strlen(s) + 1), *to = value;

    if (*s != '"') {
        size_t length = strcspn(s, "; \t\"");
        memcpy(value, s, length);
        *at = s + length;
        *ret = value;
        return length > 0;
    }
    for (s++; *s != '"'; s++) {
        if (*s == 0)
            return false;
        /* curl writes \" and browsers %22; a backslash alone is part of a Windows path. */
        if (s[0] == '\\' && s[1] == '"')
            s++;
        if (strncmp(s, "%22", 3) == 0) {
            *to++ = '"';
            s += 2;
        } else {
            *to++ = *s;
        }
    }
    *at = s + 1;
    *ret = value;
    return true;
}

static bool read_disposition(struct arena *a, const char *value, struct multipart_part *part)
{
    static const char FORM_DATA[] = "form-data";
    const char *at = value + strlen(FORM_DATA);

    if (strncasecmp(value, FORM_DATA, strlen(FORM_DATA)) != 0)
        return false;
    while (*at != 0) {
        const char *text;

        at += strspn(at, " \t");
        if (*at != ';')
            return false;
        at += 1 + strspn(at + 1, " \t");
        const char *name = at;
        size_t length = strcspn(at, "= \t;\"");
        if (length == 0 || at[length] != '=')
            return false;
        at += length + 1;
        if (!read_value(a, &at, &text))
            return false;
        bool is_name = length == 4 && strncasecmp(name, "name", 4) == 0;
        bool is_file = length == 8 && strncasecmp(name, "filename", 8) == 0;
        if ((is_name && part->name != NULL) || (is_file && part->file_name != NULL))
            return false;
        if (is_name)
            part->name = text;
        if (is_file)
            part->file_name = text;
    }
    return part->name != NULL && part->name[0] != 0 && strlen(part->name) <= MAX_NAME;
}

static bool is_name(const char *line, size_t length, const char *name)
{
    return length == strlen(name) && strncasecmp(line, name, length) == 0;
}

static bool read_line(struct arena *a, const char *line, struct multipart_part *part)
{
    size_t length = strcspn(line, ":");

    if (length == 0 || line[length] != ':' || strcspn(line, " \t") < length)
        return false;
    const char *value = str_trim(a, line + length + 1);
    if (is_name(line, length, "Content-Transfer-Encoding"))
        return str_equal(value, "binary") || str_equal(value, "8bit");
    if (is_name(line, length, "Content-Type")) {
        if (part->type != NULL)
            return false;
        part->type = value;
    }
    if (is_name(line, length, "Content-Disposition"))
        return part->name == NULL && read_disposition(a, value, part);
    return true;
}

/* Lines that end in CR LF, without any other control character. */
static bool read_head(struct multipart *m, struct multipart_part *part)
{
    char *head = arena_strndup(m->arena, m->head, m->head_length);

    if (strlen(head) != m->head_length || !utf8_valid(head, m->head_length))
        return false;
    while (*head != 0) {
        char *end = strstr(head, "\r\n");

        if (end == NULL || end == head)
            return false;
        *end = 0;
        for (const char *c = head; *c != 0; c++)
            if (((unsigned char)*c < 0x20 && *c != '\t') || *c == 0x7f)
                return false;
        if (!read_line(m->arena, head, part))
            return false;
        head = end + 2;
    }
    return part->name != NULL;
}

static enum err begin_part(struct multipart *m)
{
    struct multipart_part part = { 0 };

    if (m->parts++ == MULTIPART_MAX_PARTS || !read_head(m, &part))
        return ERR_MALFORMED;
    if (part.type == NULL)
        part.type = "";
    m->state = MULTIPART_DATA;
    m->matched = 0;
    return m->sink->begin(m->context, &part);
}

/* -- as it comes -- */

/* Only its first character is a CR: what was matched in vain holds no second beginning. */
static enum err give_back(struct multipart *m)
{
    size_t length = m->matched;

    m->matched = 0;
    if (m->parts == 0)
        return ERR_MALFORMED;
    return length == 0 ? ERR_OK : m->sink->bytes(m->context, m->delimiter, length);
}

/* Takes what comes before the next delimiter, and as much of that as is there. */
static enum err take_data(struct multipart *m, const char **at, const char *end)
{
    if (m->matched == 0) {
        const char *cr = memchr(*at, '\r', (size_t)(end - *at));
        const char *until = cr == NULL ? end : cr;

        if (until > *at)
            TRY(m->sink->bytes(m->context, *at, (size_t)(until - *at)));
        *at = until;
    }
    while (*at < end && m->matched < m->delimiter_length && **at == m->delimiter[m->matched]) {
        m->matched++;
        (*at)++;
    }
    if (m->matched < m->delimiter_length)
        return *at < end ? give_back(m) : ERR_OK;
    m->state = MULTIPART_BEHIND;
    m->matched = 0;
    return m->parts == 0 ? ERR_OK : m->sink->end(m->context);
}

/* Behind a boundary stands the end of the line, or -- after the last. */
static enum err take_behind(struct multipart *m, char c)
{
    if (m->matched++ == 0) {
        m->behind = c;
        return c == '\r' || c == '-' ? ERR_OK : ERR_MALFORMED;
    }
    m->matched = 0;
    if (m->behind == '\r' && c == '\n') {
        m->state = MULTIPART_HEAD;
        m->head_length = 0;
        return ERR_OK;
    }
    m->state = MULTIPART_END;
    return m->behind == '-' && c == '-' ? ERR_OK : ERR_MALFORMED;
}

static enum err take_head(struct multipart *m, char c)
{
    if (m->head_length == MULTIPART_MAX_HEAD)
        return ERR_MALFORMED;
    m->head[m->head_length++] = c;
    if (m->head_length < 4 || memcmp(m->head + m->head_length - 4, "\r\n\r\n", 4) != 0)
        return ERR_OK;
    m->head_length -= 2;
    return begin_part(m);
}

enum err multipart_add(struct multipart *m, const char *bytes, size_t length)
{
    const char *end = bytes + length;

    while (bytes < end) {
        switch (m->state) {
        case MULTIPART_DATA:
            TRY(take_data(m, &bytes, end));
            break;
        case MULTIPART_BEHIND:
            TRY(take_behind(m, *bytes++));
            break;
        case MULTIPART_HEAD:
            TRY(take_head(m, *bytes++));
            break;
        case MULTIPART_END:
            if (m->matched == 2 || *bytes++ != "\r\n"[m->matched++])
                return ERR_MALFORMED;
            break;
        }
    }
    return ERR_OK;
}

enum err multipart_finish(const struct multipart *m)
{
    return m->state == MULTIPART_END && m->matched != 1 ? ERR_OK : ERR_MALFORMED;
}
