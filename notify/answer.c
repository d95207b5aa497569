#include "notify/answer.h"
#include "lok/base/buf.h"
#include "lok/base/utf8.h"
#include <string.h>

bool answer_add(struct answer *w, const char *bytes, size_t length)
{
    size_t room = ANSWER_KEPT - w->kept_length;
    size_t kept = length < room ? length : room;

    memcpy(w->kept + w->kept_length, bytes, kept);
    w->kept_length += kept;
    w->length += length;
    return w->length <= ANSWER_LONGEST;
}

static size_t sequence_at(const char *s, size_t left)
{
    unsigned char first = (unsigned char)s[0];
    size_t length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;

    return length <= left && utf8_valid(s, length) ? length : 0;
}

static bool control(char c)
{
    return ((unsigned char)c < ' ' && c != '\n' && c != '\t' && c != '\r') || c == 0x7f;
}

const char *answer_text(struct arena *a, const struct answer *w)
{
    struct buf text;

    buf_init(&text, a, 0);
    for (size_t i = 0; i < w->kept_length;) {
        size_t length = sequence_at(w->kept + i, w->kept_length - i);

        if (length == 0 || control(w->kept[i])) {
            buf_puts(&text, "\xef\xbf\xbd");
            i++;
        } else {
            buf_add(&text, w->kept + i, length);
            i += length;
        }
    }
    return text.data;
}
