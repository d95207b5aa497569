#include "lok/base/word.h"
#include "lok/base/utf8.h"
#include <string.h>

enum kind { SEPARATOR, LETTER, DIGIT, DROPPED, APOSTROPHE };

struct range {
    uint32_t first, last;
};

/* Beyond ASCII everything is a letter but these (Unicode 15: punctuation, symbols, private use). */
static const struct range SEPARATORS[] = {
    { 0x80, 0xa9 },
    { 0xab, 0xb4 },
    { 0xb6, 0xb9 },
    { 0xbb, 0xbf },
    { 0xd7, 0xd7 },
    { 0xf7, 0xf7 },
    { 0x2c2, 0x2df },
    { 0x37e, 0x37e },
    { 0x387, 0x387 },
    { 0x55a, 0x55f },
    { 0x589, 0x58a },
    { 0x5be, 0x5be },
    { 0x60c, 0x60d },
    { 0x61b, 0x61f },
    { 0x66a, 0x66d },
    { 0x6d4, 0x6d4 },
    { 0x964, 0x965 },
    { 0x2000, 0x206f },
    { 0x2070, 0x209f },
    { 0x20a0, 0x20cf },
    { 0x2100, 0x2bff },
    { 0x2e00, 0x2e7f },
    { 0x3000, 0x3004 },
    { 0x3008, 0x3020 },
    { 0x3030, 0x3030 },
    { 0x30fb, 0x30fb },
    { 0xd800, 0xf8ff },
    { 0xfe10, 0xfe1f },
    { 0xfe30, 0xfe6f },
    { 0xff00, 0xff0f },
    { 0xff1a, 0xff20 },
    { 0xff3b, 0xff40 },
    { 0xff5b, 0xff65 },
    { 0xffe0, 0xffff },
    { 0x1f000, 0x1faff },
    { 0xe0000, 0x10ffff },
};

static const struct range DROPS[] = {
    { 0xad, 0xad },
    { 0x300, 0x36f },
    { 0x200c, 0x200d },
    { 0x2060, 0x2060 },
    { 0xfe00, 0xfe0f },
    { 0xfeff, 0xfeff },
};

static bool within(const struct range *ranges, size_t count, uint32_t c)
{
    for (size_t i = 0; i < count; i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    return false;
}

static enum kind kind_of(uint32_t c)
{
    if (c == '\'' || c == 0x2019 || c == 0x2018)
        return APOSTROPHE;
    if ((c >= '0' && c <= '9') || c == '_')
        return DIGIT;
    if (c < 0x80)
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? LETTER : SEPARATOR;
    if (within(DROPS, ARRAY_LEN(DROPS), c))
        return DROPPED;
    return within(SEPARATORS, ARRAY_LEN(SEPARATORS), c) ? SEPARATOR : LETTER;
}

/* Decodes one code point of `left` bytes, at least one. A byte that fits nowhere gives U+FFFD. */
static uint32_t decode(const char *at, size_t left, size_t *ret_used)
{
    unsigned char lead = (unsigned char)*at;
    size_t size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    *ret_used = 1;
    if (size == 1)
        return lead;
    if (size > left || !utf8_valid(at, size))
        return 0xfffd;
    *ret_used = size;
    uint32_t c = lead & (0xffu >> (size + 1));
    for (size_t i = 1; i < size; i++)
        c = c << 6 | ((unsigned char)at[i] & 0x3fu);
    return c;
}

static void add_letter(struct word *w, uint32_t c)
{
    char bytes[4];
    size_t size = utf8_put(bytes, utf8_fold(c));
    if (w->length + size < WORD_BYTES) {
        memcpy(w->text + w->length, bytes, size);
        w->length += size;
    }
    w->letters++;
}

/* Reads a run of letters from *at. *ret_before is the kind of what stood right before it. */
static bool read_run(
    const char *text, size_t length, size_t *at, struct word *ret, enum kind *ret_before)
{
    *ret = (struct word){ .length = 0 };
    while (*at < length) {
        size_t used = 0;
        uint32_t c = decode(text + *at, length - *at, &used);
        enum kind kind = kind_of(c);
        if (kind == LETTER || kind == DIGIT) {
            if (ret->letters == 0)
                ret->from = *at;
            add_letter(ret, c);
            ret->number |= kind == DIGIT;
            ret->to = *at + used;
        } else if (kind != DROPPED) {
            if (ret->letters > 0)
                return true;
            *ret_before = kind;
        }
        *at += used;
    }
    return ret->letters > 0;
}

bool word_next(const char *text, size_t length, size_t *at, struct word *ret)
{
    enum kind before = SEPARATOR;
    while (read_run(text, length, at, ret, &before)) {
        ret->text[ret->length] = '\0';
        if (before != APOSTROPHE || ret->letters > 1 || ret->number)
            return true;
    }
    return false;
}
