/* DOC, XLS and PPT: a directory of streams in sectors ([MS-CFB] §2). */
#include "agenda/attachment_type.h"
#include <string.h>

enum { IN_HEADER = 109, ENTRY = 128, MOST_ENTRIES = 20000 };
static const uint32_t LAST_SECTOR = 0xFFFFFFFA; /* above stand the ends of chains */

struct ole {
    const unsigned char *bytes;
    size_t length, sector;
    uint32_t count; /* sectors behind the header */
};

/* NULL when it lies outside the file. */
static const unsigned char *sector_at(const struct ole *o, uint32_t number)
{
    if (number >= o->count)
        return NULL;
    return o->bytes + ((size_t)number + 1) * o->sector;
}

/* The number of the nth sector of the FAT: the first 109 stand in the header, the others in a chain. */
static bool fat_sector(const struct ole *o, uint32_t n, uint32_t *ret)
{
    uint32_t each = (uint32_t)(o->sector / 4) - 1;
    const unsigned char *at;
    uint32_t next;

    if (n < IN_HEADER) {
        *ret = attachment_u32(o->bytes + 0x4C + (size_t)n * 4);
        return true;
    }
    n -= IN_HEADER;
    next = attachment_u32(o->bytes + 0x44);
    for (; n >= each; n -= each) {
        at = sector_at(o, next);
        if (at == NULL)
            return false;
        next = attachment_u32(at + (size_t)each * 4);
    }
    at = sector_at(o, next);
    if (at == NULL)
        return false;
    *ret = attachment_u32(at + (size_t)n * 4);
    return true;
}

/* The sector behind `number` in its chain. */
static bool next_sector(const struct ole *o, uint32_t number, uint32_t *ret)
{
    uint32_t each = (uint32_t)(o->sector / 4), fat;
    const unsigned char *at;

    if (number >= o->count || !fat_sector(o, number / each, &fat))
        return false;
    at = sector_at(o, fat);
    if (at == NULL)
        return false;
    *ret = attachment_u32(at + (size_t)(number % each) * 4);
    return true;
}

struct found {
    bool word, sheet, slides, encrypted, macros;
};

static bool is_named(const unsigned char *entry, const char *name)
{
    size_t length = strlen(name);

    if (attachment_u16(entry + 64) != (length + 1) * 2)
        return false;
    for (size_t i = 0; i < length; i++)
        if (entry[2 * i] != (unsigned char)name[i] || entry[2 * i + 1] != 0)
            return false;
    return true;
}

/* The bit that says that the text is scrambled: [MS-DOC] §2.5.2, fEncrypted. */
static bool word_encrypted(const struct ole *o, const unsigned char *entry)
{
    const unsigned char *at = sector_at(o, attachment_u32(entry + 116));

    return at != NULL && attachment_u16(at) == 0xA5EC && (at[11] & 1) != 0;
}

/* FilePass stands right behind the first BOF: [MS-XLS] §2.4.117. */
static bool sheet_encrypted(const struct ole *o, const unsigned char *entry)
{
    const unsigned char *at = sector_at(o, attachment_u32(entry + 116));

    if (at == NULL || attachment_u16(at) != 0x0809)
        return false;
    size_t next = 4 + attachment_u16(at + 2);
    return next + 2 <= o->sector && attachment_u16(at + next) == 0x002F;
}

static void look_at(const struct ole *o, const unsigned char *entry, struct found *f)
{
    enum { STORAGE = 1, STREAM = 2 };
    unsigned char type = entry[66];

    if (type == STORAGE)
        f->macros |= is_named(entry, "Macros") || is_named(entry, "_VBA_PROJECT_CUR") ||
                     is_named(entry, "VBA");
    if (type != STREAM)
        return;
    if (is_named(entry, "WordDocument")) {
        f->word = true;
        f->encrypted |= word_encrypted(o, entry);
    } else if (is_named(entry, "Workbook") || is_named(entry, "Book")) {
        f->sheet = true;
        f->encrypted |= sheet_encrypted(o, entry);
    } else if (is_named(entry, "PowerPoint Document")) {
        f->slides = true;
    } else if (is_named(entry, "EncryptedPackage") || is_named(entry, "EncryptedSummary")) {
        f->encrypted = true;
    }
}

static bool read_directory(const struct ole *o, struct found *f)
{
    uint32_t sector = attachment_u32(o->bytes + 0x30);
    size_t seen = 0;

    while (sector < LAST_SECTOR) {
        const unsigned char *at = sector_at(o, sector);

        if (at == NULL)
            return false;
        for (size_t i = 0; i < o->sector / ENTRY; i++)
            look_at(o, at + i * ENTRY, f);
        seen += o->sector / ENTRY;
        if (seen > MOST_ENTRIES || !next_sector(o, sector, &sector))
            return false;
    }
    return seen > 0;
}

enum attachment_verdict attachment_ole_type(
    const unsigned char *bytes, size_t length, unsigned *ret_type)
{
    struct ole o = { .bytes = bytes, .length = length };
    struct found f = { 0 };

    if (length < 512 || attachment_u16(bytes + 0x1C) != 0xFFFE)
        return ATTACHMENT_BROKEN;
    uint32_t shift = attachment_u16(bytes + 0x1E);
    if (shift != 9 && shift != 12)
        return ATTACHMENT_BROKEN;
    o.sector = (size_t)1 << shift;
    if (length < 2 * o.sector)
        return ATTACHMENT_BROKEN;
    o.count = (uint32_t)(length / o.sector - 1);
    if (!read_directory(&o, &f))
        return ATTACHMENT_BROKEN;
    if (f.encrypted)
        return ATTACHMENT_ENCRYPTED;
    if (!f.word && !f.sheet && !f.slides)
        return ATTACHMENT_UNKNOWN;
    if (f.macros)
        return ATTACHMENT_MACROS;
    *ret_type = f.word ? ATTACHMENT_DOC : f.slides ? ATTACHMENT_PPT : ATTACHMENT_XLS;
    return ATTACHMENT_GOOD;
}
