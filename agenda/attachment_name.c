/* What a document is called: names come from other people's computers. */
#include "agenda/attachment.h"
#include "lok/base/buf.h"
#include "lok/base/utf8.h"
#include <string.h>
#include <strings.h>

enum { MOST_CHARACTERS = 150 };

/* Not shown, or shown elsewhere than where it stands: "exe.fdp" reads as "pdf.exe" with them. */
static bool is_hidden(uint32_t c)
{
    return (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0x061C || c == 0xFEFF;
}

static bool is_forbidden(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c < 0x80 && strchr("<>:\"|?*", (int)c) != NULL);
}

/* The last part of a path, without what no file may be called. */
static const char *cleaned(struct arena *a, const char *sent)
{
    struct buf b;

    for (const char *c = sent; *c != '\0'; c++)
        if (*c == '/' || *c == '\\')
            sent = c + 1;
    buf_init(&b, a, 0);
    while (*sent != '\0') {
        const char *from = sent;
        uint32_t c = utf8_next(&sent);

        if (is_forbidden(c))
            buf_putc(&b, '_');
        else if (!is_hidden(c))
            buf_add(&b, from, (size_t)(sent - from));
    }
    char *name = arena_strdup(a, b.data);
    while (*name == '.' || *name == ' ')
        name++;
    for (size_t n = strlen(name); n > 0 && (name[n - 1] == '.' || name[n - 1] == ' '); n--)
        name[n - 1] = '\0';
    return name;
}

/* The type that an ending promises; false for one that promises none of ours. */
static bool promised(const char *ending, unsigned *ret)
{
    for (unsigned i = 0; ATTACHMENT_TYPES[i].code != NULL; i++) {
        if (strcasecmp(ending, ATTACHMENT_TYPES[i].code) == 0) {
            *ret = i;
            return true;
        }
    }
    *ret = ATTACHMENT_JPEG;
    return strcasecmp(ending, "jpeg") == 0 || strcasecmp(ending, "jpe") == 0;
}

enum err attachment_name(
    struct arena *a, struct fault *f, const char *sent, unsigned type, const char **ret)
{
    bool readable = sent != NULL && utf8_valid(sent, strlen(sent));
    const char *name = readable ? cleaned(a, sent) : "";
    const char *dot = strrchr(name, '.');
    bool has_ending = dot != NULL && dot != name && strlen(dot) <= 6;
    const char *stem = has_ending ? arena_strndup(a, name, (size_t)(dot - name)) : name;
    const char *ending = has_ending ? dot + 1 : "";
    unsigned said = type;

    if (promised(ending, &said) && said != type)
        return fault_issue(f, "file", "type",
            "Dit bestand heet %s, maar de inhoud is iets anders: %s.", utf8_cut(a, name, 80),
            choice_dutch(ATTACHMENT_TYPES, type));
    if (!promised(ending, &said)) {
        stem = name;
        ending = choice_code(ATTACHMENT_TYPES, type);
    }
    *ret = arena_printf(
        a, "%s.%s", str_empty(stem) ? "document" : utf8_cut(a, stem, MOST_CHARACTERS), ending);
    return ERR_OK;
}
