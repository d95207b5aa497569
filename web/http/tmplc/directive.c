/* web/http/tmplc/directive.c: what stands between {{ and }}, written as C. */
#include "web/http/tmplc/tmplc.h"

bool tmplc_is_name(const char *s)
{
    if (!isalpha((unsigned char)*s) && *s != '_')
        return false;
    while (isalnum((unsigned char)*s) || *s == '_')
        s++;
    return *s == '\0';
}

/* a.b.c, or "." for the view or item itself. */
static bool is_path(const char *s)
{
    for (const char *p = s; *p; p++) {
        bool letter = isalpha((unsigned char)*p) || *p == '_';
        bool begins = p == s || p[-1] == '.';
        if (begins ? !letter : !letter && !isdigit((unsigned char)*p) && *p != '.')
            return strcmp(s, ".") == 0;
    }
    return *s && s[strlen(s) - 1] != '.';
}

/* Writes the C expression for a path. */
static void expression(struct tmplc *t, const char *path)
{
    if (!t->has_view)
        tmplc_wrong(t, "this template has no view: {{%s}} means nothing", path);
    else if (!is_path(path))
        tmplc_wrong(t, "\"%s\" is not a name such as a or a.b", path);
    else if (strcmp(path, ".") == 0)
        (void)fprintf(t->out, "(*v%u)", t->view);
    else
        (void)fprintf(t->out, "v%u->%s", t->view, path);
}

static void print(struct tmplc *t, const char *path)
{
    struct place *p = &t->place;
    if (p->where == VALUE_QUOTED && p->address && p->begun)
        tmplc_wrong(t, "%s= is one {{url}}: make the whole address a struct url", p->attr);
    else if (p->where != TEXT && p->where != VALUE_QUOTED)
        tmplc_wrong(t,
            "{{%s}} stands where no value may stand: write it in text or in a quoted value", path);
    tmplc_line_mark(t);
    bool address = p->where == VALUE_QUOTED && p->address;
    (void)fprintf(t->out, "%s(out, ", address ? "HTML_PUT_URL" : "HTML_PUT");
    expression(t, path);
    (void)fputs(");\n", t->out);
    p->begun = true;
    p->space = false;
}

static void part(struct tmplc *t, const char *name, const char *path)
{
    if (t->place.where != TEXT)
        tmplc_wrong(t, "a part can only stand in text");
    else if (!tmplc_is_name(name))
        tmplc_wrong(t, "a part is written {{> name expression}}");
    tmplc_line_mark(t);
    (void)fprintf(t->out, "%s_html_of(out, &", name);
    expression(t, path);
    (void)fputs(");\n", t->out);
    t->place.space = false;
}

static void open_block(struct tmplc *t, const char *word, const char *path)
{
    struct block *b = &t->blocks[t->depth];
    bool each = strcmp(word, "each") == 0;
    enum where where = t->place.where;

    if (t->depth == DEPTH - 1)
        tmplc_wrong(t, "blocks are nested deeper than %d", DEPTH - 1);
    else if (!each && strcmp(word, "if") != 0 && strcmp(word, "unless") != 0)
        tmplc_wrong(t, "{{#%s}} is not a block: there are if, unless and each", word);
    else if ((where != TEXT && where != VALUE_QUOTED && (where != TAG || each)) ||
             (each && where == VALUE_QUOTED && t->place.address))
        tmplc_wrong(t, "{{#%s}} cannot stand here", word);
    tmplc_line_mark(t);
    if (t->failed)
        return;
    t->depth++;
    *b = (struct block){ .kind = each           ? EACH
                                 : *word == 'i' ? IF
                                                : UNLESS,
        .number = t->lists + 1,
        .outer = t->view,
        .line = t->line,
        .start = t->place };
    if (!each) {
        (void)fprintf(t->out, "if (%sHTML_TRUE(", *word == 'i' ? "" : "!");
        expression(t, path);
        (void)fputs(")) {\n", t->out);
        return;
    }
    unsigned n = ++t->lists;
    (void)fputs("{ const __typeof__(", t->out);
    expression(t, path);
    (void)fprintf(t->out, ") *const l%u = &", n);
    expression(t, path);
    (void)fprintf(t->out,
        "; for (size_t i%u = 0; i%u < l%u->count; i%u++) {"
        " const __typeof__(l%u->at[0]) *const v%u = &l%u->at[i%u]; (void)v%u;\n",
        n, n, n, n, n, n, n, n, n);
    t->view = n;
    t->place.space = false;
}

/* A branch ends in the HTML where it began. */
static struct block *end_branch(struct tmplc *t, const char *word)
{
    struct place *p = &t->place;
    struct block *b = t->depth > 0 ? &t->blocks[t->depth - 1] : NULL;
    if (!b) {
        tmplc_wrong(t, "{{%s}} belongs to no block", word);
        return NULL;
    }
    if (b->start.where == TAG && (p->where == ATTR_NAME || p->where == VALUE_BARE))
        p->where = TAG;
    if (p->where != b->start.where || p->verbatim != b->start.verbatim ||
        (p->where == VALUE_QUOTED && strcmp(p->attr, b->start.attr) != 0) ||
        (p->where == TAG && strcmp(p->tag, b->start.tag) != 0))
        tmplc_wrong(t, "the block of line %d ends in another place of the HTML than where it began",
            b->line);
    tmplc_flush(t);
    return t->failed ? NULL : b;
}

static void else_branch(struct tmplc *t)
{
    struct block *b = end_branch(t, "else");
    if (!b)
        return;
    if (b->has_else)
        tmplc_wrong(t, "the block of line %d has two {{else}}", b->line);
    if (b->kind == EACH)
        (void)fprintf(t->out, "} if (l%u->count == 0) {\n", b->number);
    else
        (void)fputs("} else {\n", t->out);
    b->has_else = true;
    t->view = b->outer;
    bool begun = t->place.begun;
    t->place = b->start;
    t->place.space = false;
    b->start.begun |= begun;
}

static void close_block(struct tmplc *t, const char *word)
{
    static const char *const WORDS[] = { [IF] = "if", [UNLESS] = "unless", [EACH] = "each" };
    struct block *b = end_branch(t, word);
    if (!b)
        return;
    if (strcmp(word + 1, WORDS[b->kind]) != 0)
        tmplc_wrong(t, "{{%s}} ends the {{#%s}} of line %d", word, WORDS[b->kind], b->line);
    (void)fputs(b->kind == EACH ? "}}\n" : "}\n", t->out);
    t->view = b->outer;
    t->place.begun |= b->start.begun;
    t->place.space = false;
    t->depth--;
}

void tmplc_directive(struct tmplc *t)
{
    const char *close = memmem(t->at, (size_t)(t->end - t->at), "}}", 2);
    const char *newline = memchr(t->at, '\n', (size_t)(t->end - t->at));
    bool comment = tmplc_next_is(t, "{{!");
    char words[3][2 * NAME_MAX_LENGTH];
    char inside[4 * NAME_MAX_LENGTH];
    size_t length = close ? (size_t)(close - t->at) - 2 : 0;

    if (t->place.where == RAW)
        tmplc_wrong(
            t, "{{ }} in <%s> does not compile: script and style stand in files", t->place.tag);
    else if (!close || (!comment && newline && newline < close))
        tmplc_wrong(t, "{{ without }} on the same line");
    if (t->failed)
        return;
    if (comment) {
        for (; t->at < close + 2; t->at++)
            t->line += *t->at == '\n';
        return;
    }
    if (length >= sizeof inside || memchr(t->at, '\0', length + 2)) {
        tmplc_wrong(t, "what stands between {{ and }} is too long");
        return;
    }
    memcpy(inside, t->at + 2, length);
    inside[length] = '\0';
    int count = sscanf(inside, "%125s %125s %125s", words[0], words[1], words[2]);
    t->at = close + 2;
    if (count == 1 && words[0][0] == '/')
        close_block(t, words[0]);
    else if (count == 1 && strcmp(words[0], "else") == 0)
        else_branch(t);
    else if (count == 1 && words[0][0] != '#' && words[0][0] != '>')
        print(t, words[0]);
    else if (count == 2 && words[0][0] == '#')
        open_block(t, words[0] + 1, words[1]);
    else if (count == 3 && strcmp(words[0], ">") == 0)
        part(t, words[1], words[2]);
    else
        tmplc_wrong(t, "{{%s}} is not understood", inside);
}
