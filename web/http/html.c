#include "web/http/html.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>

void html_text(struct buf *out, const char *s)
{
    buf_html(out, s);
}

/* Decimal digits, without the cost of a format string: pages print many numbers. */
void html_u64(struct buf *out, uint64_t n)
{
    char digits[20];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + n % 10);
        n /= 10;
    } while (n > 0);
    buf_add(out, digits + at, sizeof digits - at);
}

void html_i64(struct buf *out, int64_t n)
{
    if (n < 0)
        buf_putc(out, '-');
    html_u64(out, n < 0 ? 0 - (uint64_t)n : (uint64_t)n);
}

void html_raw(struct buf *out, struct html h)
{
    buf_puts(out, h.markup);
}

static bool begins(const char *s, const char *scheme)
{
    return strncasecmp(s, scheme, strlen(scheme)) == 0;
}

/* Browsers drop tabs and line ends from an address and read '\' as '/', so "/\t/evil" and "/\evil"
 * lead to another site (WHATWG URL, 4.4): none of those is let through. */
static bool harmless(const char *address)
{
    for (const char *p = address; *p != '\0'; p++) {
        if ((unsigned char)*p < ' ' || *p == 0x7f || *p == '\\')
            return false;
    }
    switch (*address) {
    case '\0':
    case '#':
    case '?':
        return true;
    case '/':
        return address[1] != '/';
    default:
        return begins(address, "https://") || begins(address, "http://") ||
               begins(address, "mailto:");
    }
}

void html_url(struct buf *out, struct url u)
{
    const char *address = u.address == NULL ? "" : u.address;
    if (harmless(address)) {
        html_text(out, address);
        return;
    }
    OUR_BUG("an address that no page may hold");
    buf_putc(out, '#');
}

bool html_true_text(const char *s)
{
    return s != NULL && *s != '\0';
}

bool html_true_bool(bool b)
{
    return b;
}

bool html_true_i64(int64_t n)
{
    return n != 0;
}

bool html_true_u64(uint64_t n)
{
    return n != 0;
}

bool html_true_html(struct html h)
{
    return html_true_text(h.markup);
}

bool html_true_url(struct url u)
{
    return html_true_text(u.address);
}

struct url url_of(struct arena *a, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct url u = { arena_vprintf(a, format, args) };
    va_end(args);
    return u;
}

static bool unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

const char *url_encode(struct arena *a, const char *s)
{
    static const char HEX[] = "0123456789ABCDEF";
    size_t length = s == NULL ? 0 : strlen(s);
    char *to = arena_array(a, length + 1, 3);
    char *at = to;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)s[i];
        if (unreserved(s[i])) {
            *at++ = s[i];
        } else {
            *at++ = '%';
            *at++ = HEX[c >> 4];
            *at++ = HEX[c & 15];
        }
    }
    *at = '\0';
    return to;
}
