#include "lok/base/dutch.h"
#include "lok/base/buf.h"
#include "lok/base/word.h"
#include <libstemmer.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_WORDS = 12 };

/* SQLite hands this pointer around as an Fts5Tokenizer, which has no definition. */
struct tokenizer {
    struct sb_stemmer *stemmer;
};

typedef int (*token_sink)(
    void *context, int flags, const char *token, int length, int from, int to);

static struct sb_stemmer *stemmer_new(void)
{
    struct sb_stemmer *stemmer = sb_stemmer_new("dutch", "UTF_8");
    if (!stemmer)
        IMPOSSIBLE("libstemmer knows no Dutch");
    return stemmer;
}

static int tokenizer_create(void *unused, const char **args, int count, Fts5Tokenizer **ret)
{
    (void)unused;
    (void)args;
    if (count > 0)
        return SQLITE_ERROR; /* it has no options */
    struct tokenizer *t = malloc(sizeof *t);
    if (!t)
        IMPOSSIBLE("out of memory");
    t->stemmer = stemmer_new();
    *ret = (Fts5Tokenizer *)t;
    return SQLITE_OK;
}

static void tokenizer_delete(Fts5Tokenizer *tokenizer)
{
    struct tokenizer *t = (struct tokenizer *)tokenizer;
    sb_stemmer_delete(t->stemmer);
    free(t);
}

/* Until the next one is asked for. */
static const char *stem_of(struct sb_stemmer *stemmer, const struct word *w)
{
    const char *stem =
        (const char *)sb_stemmer_stem(stemmer, (const sb_symbol *)w->text, (int)w->length);
    if (!stem)
        IMPOSSIBLE("out of memory in libstemmer");
    return stem;
}

/* The index holds the stem and, at the same place, the word itself when it differs: so the beginning
 * of a word finds it, even a beginning that is longer than its stem ("vergaderi…"). A question
 * asks for the stem, or for the beginning. */
static int put_word(
    struct tokenizer *t, const struct word *w, int flags, void *context, token_sink sink)
{
    int from = (int)w->from;
    int to = (int)w->to;
    bool as_typed = w->number || (flags & FTS5_TOKENIZE_PREFIX);
    if (as_typed)
        return sink(context, 0, w->text, (int)w->length, from, to);

    const char *stem = stem_of(t->stemmer, w);
    int length = sb_stemmer_length(t->stemmer);
    int code = sink(context, 0, stem, length, from, to);
    bool differs = (size_t)length != w->length || memcmp(stem, w->text, w->length) != 0;
    if (code == SQLITE_OK && differs && !(flags & FTS5_TOKENIZE_QUERY))
        code = sink(context, FTS5_TOKEN_COLOCATED, w->text, (int)w->length, from, to);
    return code;
}

static int tokenize(Fts5Tokenizer *tokenizer, void *context, int flags, const char *text,
    int length, token_sink sink)
{
    struct word w;
    size_t at = 0;
    int code = SQLITE_OK;
    while (code == SQLITE_OK && text && word_next(text, (size_t)length, &at, &w))
        code = put_word((struct tokenizer *)tokenizer, &w, flags, context, sink);
    return code;
}

/* FTS5 hands its functions over through a pointer bound to a SELECT. */
static int find_fts5(sqlite3 *handle, fts5_api **ret)
{
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(handle, "SELECT fts5(?1)", -1, &s, NULL);
    if (code != SQLITE_OK)
        return code;
    (void)sqlite3_bind_pointer(s, 1, ret, "fts5_api_ptr", NULL);
    (void)sqlite3_step(s);
    return sqlite3_finalize(s);
}

int dutch_register(void *database)
{
    fts5_api *api = NULL;
    int code = find_fts5(database, &api);
    if (code != SQLITE_OK)
        return code;
    if (!api)
        return SQLITE_ERROR;
    fts5_tokenizer functions = { tokenizer_create, tokenizer_delete, tokenize };
    return api->xCreateTokenizer(api, "dutch", NULL, &functions, NULL);
}

const char *dutch_match(struct arena *a, const char *typed)
{
    struct buf match;
    struct word w;
    struct word next;
    size_t at = 0;
    size_t length = typed ? strlen(typed) : 0;
    buf_init(&match, a, 0);

    bool more = word_next(typed, length, &at, &next);
    for (int count = 0; more && count < MAX_WORDS; count++) {
        w = next;
        more = word_next(typed, length, &at, &next);
        bool last = !more || count + 1 == MAX_WORDS;
        const char *before = count > 0 ? " AND " : "";
        if (last && w.letters > 1)
            buf_printf(&match, "%s(\"%s\" OR \"%s\"*)", before, w.text, w.text);
        else
            buf_printf(&match, "%s\"%s\"", before, w.text);
    }
    return match.data;
}

struct dutch_asked dutch_ask(struct arena *a, const char *typed)
{
    struct sb_stemmer *stemmer = stemmer_new();
    struct dutch_asked asked = { { arena_array(a, MAX_WORDS, sizeof(char *)), 0 },
        { arena_array(a, MAX_WORDS, sizeof(char *)), 0 } };
    struct word w;
    size_t at = 0;

    while (asked.words.count < MAX_WORDS && word_next(typed, strlen(typed), &at, &w)) {
        asked.words.at[asked.words.count++] = arena_printf(a, "%s", w.text);
        asked.stems.at[asked.stems.count++] =
            arena_printf(a, "%s", w.number ? w.text : stem_of(stemmer, &w));
    }
    sb_stemmer_delete(stemmer);
    return asked;
}

/* Forms of one word begin alike: only those are stemmed. */
static bool is_form_of(struct sb_stemmer *stemmer, const struct word *w, const char *stem)
{
    return !w->number && w->text[0] == stem[0] && str_equal(stem_of(stemmer, w), stem);
}

bool dutch_holds(const char *text, const struct dutch_asked *asked)
{
    struct sb_stemmer *stemmer = stemmer_new();
    bool found[MAX_WORDS] = { false };
    size_t at = 0, length = strlen(text), missing = asked->words.count;
    struct word w;

    while (missing > 0 && word_next(text, length, &at, &w))
        for (size_t i = 0; i < asked->words.count; i++)
            if (!found[i] && (strstr(w.text, asked->words.at[i]) != NULL ||
                                 is_form_of(stemmer, &w, asked->stems.at[i]))) {
                found[i] = true;
                missing--;
            }
    sb_stemmer_delete(stemmer);
    return asked->words.count > 0 && missing == 0;
}
