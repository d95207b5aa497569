/* web/http/tmplc/markup.c: follows the HTML of a template, so that it is known what stands around
 * each {{ }}, and writes it as C. */
#include "web/http/tmplc/tmplc.h"
#include <stdarg.h>
#include <strings.h>

void tmplc_wrong(struct tmplc *t, const char *format, ...)
{
    if (!t->failed) {
        va_list args;
        va_start(args, format);
        (void)fprintf(t->err, "%s:%d: error: ", t->path, t->line);
        (void)vfprintf(t->err, format, args);
        (void)fputc('\n', t->err);
        va_end(args);
    }
    t->failed = true;
    t->at = t->end;
}

bool tmplc_next_is(const struct tmplc *t, const char *word)
{
    size_t length = strlen(word);
    return (size_t)(t->end - t->at) >= length && memcmp(t->at, word, length) == 0;
}

/* Standing output: one buf_add per stretch of markup. */

void tmplc_flush(struct tmplc *t)
{
    if (t->chunk_length == 0)
        return;
    (void)fputs("buf_add(out, \"", t->out);
    for (size_t i = 0; i < t->chunk_length; i++) {
        unsigned char c = (unsigned char)t->chunk[i];
        if (c == '\n')
            (void)fputs("\\n", t->out);
        else if (c == '"' || c == '\\' || c == '?')
            (void)fprintf(t->out, "\\%c", c);
        else if (c < ' ' || c > '~')
            (void)fprintf(t->out, "\\%03o", c);
        else
            (void)fputc(c, t->out);
    }
    (void)fprintf(t->out, "\", %zu);\n", t->chunk_length);
    t->chunk_length = 0;
}

static void keep(struct tmplc *t, char c)
{
    if (t->chunk_length == CHUNK)
        tmplc_flush(t);
    t->chunk[t->chunk_length++] = c;
    t->place.space = isspace((unsigned char)c) && !t->place.verbatim;
}

static void keep_next(struct tmplc *t, size_t count)
{
    for (size_t i = 0; i < count && t->at < t->end; i++) {
        t->line += *t->at == '\n';
        keep(t, *t->at++);
    }
}

void tmplc_line_mark(struct tmplc *t)
{
    tmplc_flush(t);
    (void)fprintf(t->out, "#line %d \"", t->line);
    for (const char *p = t->path; *p; p++)
        (void)fprintf(t->out, *p == '"' || *p == '\\' ? "\\%c" : "%c", *p);
    (void)fputs("\"\n", t->out);
}

/* The HTML around. */

static void add_letter(struct tmplc *t, char *name, char c)
{
    size_t length = strlen(name);
    if (length == NAME_MAX_LENGTH)
        tmplc_wrong(t, "a name in a tag is longer than %d letters", NAME_MAX_LENGTH);
    else {
        name[length] = (char)tolower((unsigned char)c);
        name[length + 1] = '\0';
    }
}

static bool one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

static void attr_named(struct tmplc *t)
{
    static const char *const ADDRESSES[] = { "href", "src", "action", "formaction", "poster",
        "cite", "data", "background", "manifest", "longdesc", "xlink:href", NULL };
    static const char *const BLOCKED[] = { "style", "srcdoc", "srcset", "ping", NULL };
    struct place *p = &t->place;

    if (strncmp(p->attr, "on", 2) == 0 || one_of(p->attr, BLOCKED))
        tmplc_wrong(t, "%s= is not for templates: the Content-Security-Policy blocks it", p->attr);
    p->address = one_of(p->attr, ADDRESSES);
    p->begun = false;
    p->where = VALUE_START;
}

static void tag_ends(struct tmplc *t)
{
    static const char *const RAWS[] = { "script", "style", NULL };
    static const char *const VERBATIMS[] = { "pre", "textarea", NULL };
    struct place *p = &t->place;

    if (one_of(p->tag, VERBATIMS))
        p->verbatim = !p->closing;
    p->where = !p->closing && one_of(p->tag, RAWS) ? RAW : TEXT;
}

static void tag_starts(struct tmplc *t)
{
    struct place *p = &t->place;
    if (tmplc_next_is(t, "<!--")) {
        p->where = COMMENT;
        keep_next(t, 4);
        return;
    }
    keep_next(t, 1);
    p->closing = tmplc_next_is(t, "/");
    if (p->closing)
        keep_next(t, 1);
    p->tag[0] = '\0';
    p->where = tmplc_next_is(t, "!") ? TAG : TAG_NAME;
    if (p->where == TAG)
        keep_next(t, 1);
    else if (!tmplc_next_is(t, "{{") && !(t->at < t->end && isalpha((unsigned char)*t->at)))
        tmplc_wrong(t, "a '<' that begins no tag is written &lt;");
}

/* Inside a tag, outside values: the attribute's name, the end of the tag. */
static void in_tag(struct tmplc *t, char c)
{
    struct place *p = &t->place;
    bool space = isspace((unsigned char)c);
    keep_next(t, 1);
    if (c == '>')
        tag_ends(t);
    else if (c == '=' && p->where == ATTR_NAME)
        attr_named(t);
    else if (c == '=' || c == '"' || c == '\'' || c == '<')
        tmplc_wrong(t, "attributes are written name=\"value\"");
    else if (space || c == '/')
        p->where = TAG;
    else if (p->where == TAG_NAME)
        add_letter(t, p->tag, c);
    else {
        if (p->where == TAG)
            p->attr[0] = '\0';
        p->where = ATTR_NAME;
        add_letter(t, p->attr, c);
    }
}

static void in_value(struct tmplc *t, char c)
{
    struct place *p = &t->place;
    keep_next(t, 1);
    if (p->where == VALUE_START) {
        bool quoted = c == '"' || c == '\'';
        p->quote = c;
        p->where = quoted ? VALUE_QUOTED : VALUE_BARE;
        if (isspace((unsigned char)c) || c == '>')
            tmplc_wrong(t, "%s= has no value", p->attr);
    } else if (p->where == VALUE_BARE) {
        if (c == '>')
            tag_ends(t);
        else if (isspace((unsigned char)c))
            p->where = TAG;
    } else if (c == p->quote) {
        p->where = TAG;
    } else {
        p->begun = true;
    }
}

/* A run of white space becomes one character, and none behind another. */
static void white_space(struct tmplc *t)
{
    bool newline = false;
    for (; t->at < t->end && isspace((unsigned char)*t->at); t->at++) {
        newline |= *t->at == '\n';
        t->line += *t->at == '\n';
    }
    if (!t->place.space)
        keep(t, newline && t->place.where == TEXT ? '\n' : ' ');
    if (t->place.where == TAG_NAME || t->place.where == ATTR_NAME)
        t->place.where = TAG;
}

/* Script and style end at their own closing tag only. */
static bool ends_raw(const struct tmplc *t)
{
    size_t length = strlen(t->place.tag);
    return tmplc_next_is(t, "</") && (size_t)(t->end - t->at) >= length + 2 &&
           strncasecmp(t->at + 2, t->place.tag, length) == 0;
}

void tmplc_markup(struct tmplc *t)
{
    enum where where = t->place.where;
    char c = *t->at;
    bool tag = where == TAG_NAME || where == TAG || where == ATTR_NAME;

    if (c == '\0') {
        tmplc_wrong(t, "there is a NUL byte");
    } else if (where == COMMENT) {
        t->place.where = tmplc_next_is(t, "-->") ? TEXT : COMMENT;
        keep_next(t, t->place.where == TEXT ? 3 : 1);
    } else if (where == RAW && !ends_raw(t)) {
        keep_next(t, 1);
    } else if (isspace((unsigned char)c) && (tag || (where == TEXT && !t->place.verbatim))) {
        white_space(t);
    } else if (tag) {
        in_tag(t, c);
    } else if (c == '<' && (where == TEXT || where == RAW)) {
        tag_starts(t);
    } else if (where != TEXT) {
        in_value(t, c);
    } else {
        keep_next(t, 1);
    }
}
