/* web/http/tmplc.c: build tool: compiles a page template to a C function over a view struct.
 *
 * tmplc x.html > x.html.c              void x_html(struct buf *out, const void *view_)
 * tmplc --declare a.html … > templates.h
 *
 * First line: {{!view struct x_view "web/pages/x.h"}}, or {{!view none}} for a page without values.
 *
 *   {{a.b}}  {{.}}                     a member of the view, printed by its type; the item itself
 *   {{#if x}} … {{else}} … {{/if}}     and {{#unless x}}
 *   {{#each list}} … {{else}} … {{/each}}   over .at and .count; names inside mean the item only
 *   {{> part expr}}                    part_html over `expr`, which must be of the part's view
 *   {{! … }}                           a comment
 *
 * What keeps pages safe: the tool follows the HTML around each {{ }}. Where text may stand it is
 * escaped by type (html.h); href, src, action take a `struct url` that is the beginning of the
 * value; everywhere else a value does not compile. `#line` brings C errors to the template's line.
 */
#include "web/http/tmplc/tmplc.h"
#include <errno.h>
#include <stdlib.h>

/* Reads {{!view struct x "header"}} or {{!view none}}; "" in `view` when there is none. */
static void view_line(
    struct tmplc *t, char view[static NAME_MAX_LENGTH + 1], char header[static 256])
{
    const char *end = memchr(t->at, '\n', (size_t)(t->end - t->at));
    char line[512] = "";
    size_t length = (size_t)((end ? end : t->end) - t->at);
    int read = 0;

    if (length < sizeof line)
        memcpy(line, t->at, length);
    *view = *header = '\0';
    if (strcmp(line, "{{!view none}}") != 0 &&
        (sscanf(line, "{{!view struct %63[A-Za-z0-9_] \"%255[A-Za-z0-9_./-]\"}}%n", view, header,
             &read) != 2 ||
            line[read] != '\0' || read == 0))
        tmplc_wrong(t, "the first line is {{!view struct NAME \"HEADER\"}} or {{!view none}}");
    t->has_view = *view != '\0';
    t->at += t->failed ? 0 : length;
}

/* The part of the file's name that names the function, or "" when it is no C name. */
static void stem_of(struct tmplc *t, char stem[static NAME_MAX_LENGTH + 1])
{
    const char *slash = strrchr(t->path, '/');
    const char *base = slash ? slash + 1 : t->path;
    size_t length = strcspn(base, ".");
    stem[0] = '\0';
    if (length <= NAME_MAX_LENGTH && strcmp(base + length, ".html") == 0) {
        memcpy(stem, base, length);
        stem[length] = '\0';
    }
    if (!tmplc_is_name(stem))
        tmplc_wrong(t, "a template is named like a C function: my_page.html");
}

/* False when the template is wrong: what was written must not be used then. */
static bool compile(struct tmplc *t)
{
    char stem[NAME_MAX_LENGTH + 1], view[NAME_MAX_LENGTH + 1], header[256];
    stem_of(t, stem);
    view_line(t, view, header);
    (void)fprintf(t->out, "/* Made by tmplc from %s.html. */\n", stem);
    if (t->has_view)
        (void)fprintf(t->out, "#include \"%s\"\n", header);
    (void)fputs("#include \"templates.h\"\n"
                "#pragma GCC diagnostic error \"-Wincompatible-pointer-types\"\n\n",
        t->out);
    (void)fprintf(t->out, "void %s_html(struct buf *out, const void *view_)\n{\n", stem);
    if (t->has_view)
        (void)fprintf(t->out, "const struct %s *const v0 = view_;\n(void)v0;\n", view);
    else
        (void)fputs("(void)view_;\n", t->out);

    t->place.space = true;
    while (t->at < t->end)
        if (tmplc_next_is(t, "{{"))
            tmplc_directive(t);
        else
            tmplc_markup(t);
    if (t->depth > 0)
        tmplc_wrong(t, "the block of line %d is not closed", t->blocks[t->depth - 1].line);
    else if (t->place.where != TEXT)
        tmplc_wrong(t, "the template ends inside <%s>", t->place.tag);
    tmplc_flush(t);
    (void)fputs("}\n", t->out);
    return !t->failed;
}

static bool declare(struct tmplc *t)
{
    char stem[NAME_MAX_LENGTH + 1], view[NAME_MAX_LENGTH + 1], header[256];
    stem_of(t, stem);
    view_line(t, view, header);
    (void)fprintf(t->out, "\nvoid %s_html(struct buf *out, const void *view_);\n", stem);
    if (t->has_view)
        (void)fprintf(t->out,
            "struct %s;\n"
            "static inline void %s_html_of(struct buf *out, const struct %s *view)\n"
            "{\n    %s_html(out, view);\n}\n",
            view, stem, view, stem);
    return !t->failed;
}

/* Runs one step over one file, whose bytes it reads whole. */
static bool over_file(const char *path, bool (*step)(struct tmplc *), FILE *out)
{
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    size_t capacity = 0;
    ssize_t length = file ? getdelim(&text, &capacity, EOF, file) : -1;
    bool done = false;
    if (!file || ferror(file)) {
        (void)fprintf(stderr, "%s: error: %s\n", path, strerror(errno));
    } else {
        struct tmplc *t = calloc(1, sizeof *t);
        if (t) {
            const char *start = length > 0 ? text : "";
            *t = (struct tmplc){ .path = path,
                .out = out,
                .err = stderr,
                .at = start,
                .end = start + (length > 0 ? length : 0),
                .line = 1 };
            done = step(t);
        }
        free(t);
    }
    if (file)
        (void)fclose(file);
    free(text);
    return done;
}

int main(int argc, char **argv)
{
    bool declares = argc > 1 && strcmp(argv[1], "--declare") == 0;
    if (argc < 2 || (!declares && argc != 2)) {
        (void)fputs(
            "use: tmplc x.html > x.html.c\n     tmplc --declare FILES > templates.h\n", stderr);
        return 2;
    }
    char *made = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&made, &length);
    if (!out)
        return 1;
    bool done = true;
    if (declares)
        (void)fputs("/* Made by tmplc --declare. */\n#ifndef TEMPLATES_H\n#define TEMPLATES_H\n\n"
                    "#include \"web/http/html.h\"\n",
            out);
    for (int i = declares ? 2 : 1; i < argc; i++)
        done = over_file(argv[i], declares ? declare : compile, out) && done;
    if (declares)
        (void)fputs("\n#endif\n", out);
    done = fclose(out) == 0 && done;
    done = done && fwrite(made, 1, length, stdout) == length && fflush(stdout) == 0;
    free(made);
    return done ? 0 : 1;
}
