/* web/http/tmplc/tmplc.h: the parts of the template compiler tmplc (see web/http/tmplc.c).
 *
 * Invariant: after the first mistake `failed` is set and nothing is left to read, so that every
 * loop ends by itself; what was written to `out` is then not to be used.
 */
#ifndef WEB_HTTP_TMPLC_TMPLC_H
#define WEB_HTTP_TMPLC_TMPLC_H

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum where { TEXT, TAG_NAME, TAG, ATTR_NAME, VALUE_START, VALUE_QUOTED, VALUE_BARE, COMMENT, RAW };
enum { NAME_MAX_LENGTH = 63, DEPTH = 32, CHUNK = 4000 /* C99 promises literals of 4095 bytes */ };

/* Where in the HTML we stand. */
struct place {
    enum where where;
    bool address;  /* inside the value of href and the like */
    bool begun;    /* that value has begun */
    bool space;    /* what was written last is white space */
    bool verbatim; /* in <pre> or <textarea>: white space counts */
    bool closing;  /* the tag is </…> */
    char quote;
    char tag[NAME_MAX_LENGTH + 1];
    char attr[NAME_MAX_LENGTH + 1];
};

struct block {
    enum { IF, UNLESS, EACH } kind;
    bool has_else;
    unsigned number, outer; /* of the list; of the view around it */
    int line;
    struct place start;
};

struct tmplc {
    const char *path;
    FILE *out, *err;
    const char *at, *end;
    int line;
    bool failed, has_view;
    struct place place;
    struct block blocks[DEPTH];
    size_t depth;
    unsigned view, lists; /* the view in force is v<view>; lists seen so far */
    char chunk[CHUNK];
    size_t chunk_length;
};

/* Says what is wrong and ends the reading; only the first mistake is told. */
__attribute__((format(printf, 2, 3))) void tmplc_wrong(struct tmplc *t, const char *format, ...);

/* What is read next begins with this word. */
bool tmplc_next_is(const struct tmplc *t, const char *word);

/* A C name. */
bool tmplc_is_name(const char *s);

/* markup.c: reads one stretch of HTML, keeps it to be written and follows where we stand. */
void tmplc_markup(struct tmplc *t);

/* Writes the markup kept so far. */
void tmplc_flush(struct tmplc *t);

/* Flushes, and has C's errors about what follows told at the template's line. */
void tmplc_line_mark(struct tmplc *t);

/* directive.c: takes "{{ … }}" and does what it says. */
void tmplc_directive(struct tmplc *t);

#endif
