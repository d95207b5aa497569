/* web/http/html.h: what compiled templates call: text is escaped by its type.
 *
 * {{x}} prints through HTML_PUT, chosen by _Generic: strings are escaped (& < > " '), integers
 * printed, `struct html` passes raw; enums, bools and pointers do not compile. {{x}} in href, src,
 * action needs `struct url`, which escapes and refuses schemes other than http(s), mailto and paths.
 */
#ifndef WEB_HTTP_HTML_H
#define WEB_HTTP_HTML_H

#include "lok/base/buf.h"

/* A template compiled by tmplc from x.html: `html_template x_html`. */
typedef void html_template(struct buf *out, const void *view);

/* Markup that is known to be safe: from cmark in safe mode, or from another template. */
struct html {
    const char *markup;
};

/* An address: "/…" of ours, "#…", "?…", http(s) or mailto. html_url prints "#" for any other, and
 * says OUR_BUG: what people type is checked when it comes in (FIELD_IS_URL). */
struct url {
    const char *address;
};
struct url url_of(struct arena *a, const char *format, ...) PRINTF_LIKE(2, 3);
/* One path segment or query value, percent-encoded. */
const char *url_encode(struct arena *a, const char *s);

void html_text(struct buf *out, const char *s);
void html_i64(struct buf *out, int64_t n);
void html_u64(struct buf *out, uint64_t n);
void html_raw(struct buf *out, struct html h);
void html_url(struct buf *out, struct url u);

bool html_true_text(const char *s); /* not NULL, not "" */
bool html_true_bool(bool b);
bool html_true_i64(int64_t n);
bool html_true_u64(uint64_t n);
bool html_true_html(struct html h);
bool html_true_url(struct url u);

/* clang-format off */
#define HTML_PUT(out, x) _Generic(x, \
    char *: html_text, const char *: html_text, \
    int: html_i64, long: html_i64, long long: html_i64, unsigned long: html_u64, \
    struct html: html_raw)(out, x)
#define HTML_PUT_URL(out, x) _Generic(x, struct url: html_url)(out, x)
#define HTML_TRUE(x) _Generic(x, \
    char *: html_true_text, const char *: html_true_text, bool: html_true_bool, \
    int: html_true_i64, long: html_true_i64, long long: html_true_i64, unsigned long: html_true_u64, \
    struct html: html_true_html, struct url: html_true_url)(x)
/* clang-format on */

#endif
