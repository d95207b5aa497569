#include "lok/base/utf8.h"
#include <string.h>

/* Decodes one code point of at most `length` (> 0) bytes; its size, or 0 when it is not UTF-8. */
static size_t decode(const unsigned char *s, size_t length, uint32_t *ret)
{
    static const uint32_t SMALLEST[] = { 0, 0, 0x80, 0x800, 0x10000 };
    size_t size = s[0] < 0x80 ? 1 : s[0] < 0xC2 ? 0 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
    if (s[0] > 0xF4 || size == 0 || size > length)
        return 0;
    uint32_t code_point = size == 1 ? s[0] : s[0] & (0xFFu >> (size + 1));
    for (size_t i = 1; i < size; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return 0;
        code_point = code_point << 6 | (s[i] & 0x3Fu);
    }
    if (code_point < SMALLEST[size] || code_point > 0x10FFFF ||
        (code_point >= 0xD800 && code_point <= 0xDFFF))
        return 0;
    *ret = code_point;
    return size;
}

bool utf8_valid(const char *s, size_t length)
{
    uint32_t ignored;
    while (length > 0) {
        size_t size = decode((const unsigned char *)s, length, &ignored);
        if (size == 0)
            return false;
        s += size;
        length -= size;
    }
    return true;
}

size_t utf8_length(const char *s)
{
    size_t count = 0;
    for (; *s != '\0'; s++)
        count += ((unsigned char)*s & 0xC0) != 0x80;
    return count;
}

uint32_t utf8_next(const char **s)
{
    if (**s == '\0')
        return 0;
    uint32_t code_point;
    /* The NUL at the end is no continuation byte, so decode stops there by itself. */
    size_t size = decode((const unsigned char *)*s, 4, &code_point);
    if (size == 0) {
        *s += 1;
        return 0xFFFD;
    }
    *s += size;
    return code_point;
}

size_t utf8_put(char *at, uint32_t code_point)
{
    if (code_point < 0x80) {
        at[0] = (char)code_point;
        return 1;
    }
    size_t size = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    static const unsigned char LEAD[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
    for (size_t i = size - 1; i > 0; i--) {
        at[i] = (char)(0x80 | (code_point & 0x3F));
        code_point >>= 6;
    }
    at[0] = (char)(LEAD[size] | code_point);
    return size;
}

/* The base letter of each code point of a block, from its canonical decomposition in the Unicode
 * Character Database (NFD), with ß, ø, đ, ð, ħ, ı, ł, ŧ added; '.' where there is none. */
static const char LATIN_00C0_017F[] =
    "aaaaaa.ceeeeiiiidnooooo.ouuuuy.saaaaaa.ceeeeiiiidnooooo.ouuuuy.y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkklllllll"
    "lllnnnnnnn..oooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static const char LATIN_01CD_0233[] =
    "aaiioouuuuuuuuuu.aaaa....ggkkoooo..j...gg..nnaa..ooaaaaeeeeiiiio"
    "ooorrrruuuusstt..hh......aaeeooooooooyy";
static const char LATIN_1E00_1EF9[] =
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
    "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
    "wwwwwwwwwwxxxxyyzzzzzzhtwya...s.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
    "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy";

static const struct latin_block {
    uint32_t first;
    size_t count;
    const char *letters;
} LATIN_BLOCKS[] = {
    { 0x00C0, sizeof LATIN_00C0_017F - 1, LATIN_00C0_017F },
    { 0x01CD, sizeof LATIN_01CD_0233 - 1, LATIN_01CD_0233 },
    { 0x1E00, sizeof LATIN_1E00_1EF9 - 1, LATIN_1E00_1EF9 },
};

uint32_t utf8_fold(uint32_t code_point)
{
    if (code_point < 0x80)
        return code_point >= 'A' && code_point <= 'Z' ? code_point + ('a' - 'A') : code_point;
    for (size_t i = 0; i < ARRAY_LEN(LATIN_BLOCKS); i++) {
        const struct latin_block *block = &LATIN_BLOCKS[i];
        if (code_point < block->first || code_point - block->first >= block->count)
            continue;
        char letter = block->letters[code_point - block->first];
        if (letter != '.')
            return (unsigned char)letter;
    }
    switch (code_point) { /* letters of their own: only lower case */
    case 0x00C6:          /* Æ */
    case 0x00DE:          /* Þ */
        return code_point + 0x20;
    case 0x0132: /* Ĳ */
    case 0x014A: /* Ŋ */
    case 0x0152: /* Œ */
        return code_point + 1;
    default:
        return code_point;
    }
}

const char *utf8_fold_string(struct arena *a, const char *s)
{
    /* No letter grows by folding; only a byte that is no UTF-8 does, to U+FFFD. */
    char *folded = arena_array(a, strlen(s) + 1, 3);
    char *to = folded;
    for (uint32_t c; (c = utf8_next(&s)) != 0;) {
        bool combining_accent = c >= 0x0300 && c <= 0x036F;
        if (!combining_accent)
            to += utf8_put(to, utf8_fold(c));
    }
    *to = '\0';
    return folded;
}

const char *utf8_cut(struct arena *a, const char *s, size_t characters)
{
    const char *end = s;
    while (characters > 0 && utf8_next(&end) != 0)
        characters--;
    if (*end == '\0')
        return arena_strdup(a, s);
    return arena_printf(a, "%.*s…", (int)(end - s), s);
}

bool utf8_printable(const char *s, bool multiline)
{
    for (uint32_t c; (c = utf8_next(&s)) != 0;) {
        if (multiline && (c == '\n' || c == '\t'))
            continue;
        bool control = c < 0x20 || (c >= 0x7F && c <= 0x9F);
        bool bidi = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        if (control || bidi)
            return false;
    }
    return true;
}
