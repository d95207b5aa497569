/* DOCX, PPTX, XLSX, ODT, ODP and ODS: parts in a zip (APPNOTE.TXT §4.3). Only what such documents need
 * is taken: no zip64, no other methods than stored and deflated, nothing before or behind. */
#include "agenda/attachment_type.h"
#include <string.h>
#include <strings.h>
#include <zlib.h>

enum { LOCAL = 30, CENTRAL = 46, END = 22, MOST_COMMENT = 65535, MOST_PARTS = 20000 };
enum { MOST_TOTAL = 600 * 1024 * 1024, SUSPECT_PART = 30 * 1024 * 1024, MOST_RATIO = 250 };

struct part {
    const unsigned char *name;
    size_t name_length;
    uint32_t flags, method, packed, size, offset;
};

struct zip {
    const unsigned char *bytes;
    size_t length;
    size_t directory, end; /* where the central directory begins and ends */
    uint32_t count;
};

/* What kind of document its parts make it. */
struct found {
    uint64_t used, total;
    bool types, relations, word, slides, sheet, manifest;
    bool encrypted, macros, bomb;
    struct part types_part, manifest_part;
    struct part first; /* in the file */
    bool has_first;
};

static bool find_end(struct zip *z)
{
    size_t least = z->length > END + MOST_COMMENT ? z->length - END - MOST_COMMENT : 0;

    if (z->length < END)
        return false;
    for (size_t at = z->length - END + 1; at-- > least;) {
        const unsigned char *e = z->bytes + at;

        if (memcmp(e, "PK\5\6", 4) != 0 || attachment_u16(e + 20) != z->length - at - END)
            continue;
        z->count = attachment_u16(e + 10);
        z->directory = attachment_u32(e + 16);
        z->end = at;
        /* One disk, whole, right before its end record. */
        return attachment_u32(e + 4) == 0 && attachment_u16(e + 8) == z->count &&
               z->directory + (size_t)attachment_u32(e + 12) == at;
    }
    return false;
}

/* Reads the entry at *at of the directory, and goes behind it. False when it does not hold together. */
static bool read_part(const struct zip *z, size_t *at, struct part *ret)
{
    if (z->end - *at < CENTRAL)
        return false;
    const unsigned char *e = z->bytes + *at;
    struct part p = {
        .name = e + CENTRAL,
        .name_length = attachment_u16(e + 28),
        .flags = attachment_u16(e + 8),
        .method = attachment_u16(e + 10),
        .packed = attachment_u32(e + 20),
        .size = attachment_u32(e + 24),
        .offset = attachment_u32(e + 42),
    };
    size_t whole = CENTRAL + p.name_length + attachment_u16(e + 30) + attachment_u16(e + 32);
    if (memcmp(e, "PK\1\2", 4) != 0 || whole > z->end - *at || p.name_length == 0)
        return false;
    /* The same name stands before the bytes themselves, which come before the directory. */
    if (p.offset > z->directory || z->directory - p.offset < LOCAL + p.name_length)
        return false;
    const unsigned char *local = z->bytes + p.offset;
    if (memcmp(local, "PK\3\4", 4) != 0 || attachment_u16(local + 26) != p.name_length ||
        memcmp(local + LOCAL, p.name, p.name_length) != 0)
        return false;
    size_t head = LOCAL + p.name_length + attachment_u16(local + 28);
    if (z->directory - p.offset < head + (size_t)p.packed)
        return false;
    if ((p.method != 0 && p.method != 8) || (p.method == 0 && p.packed != p.size))
        return false;
    *at += whole;
    *ret = p;
    return true;
}

static const unsigned char *bytes_of(const struct zip *z, const struct part *p)
{
    const unsigned char *local = z->bytes + p->offset;

    return local + LOCAL + p->name_length + attachment_u16(local + 28);
}

static bool is_named(const struct part *p, const char *name)
{
    return p->name_length == strlen(name) && memcmp(p->name, name, p->name_length) == 0;
}

static bool starts(const struct part *p, const char *with)
{
    return p->name_length > strlen(with) && memcmp(p->name, with, strlen(with)) == 0;
}

static bool ends(const struct part *p, const char *with)
{
    size_t length = strlen(with);

    return p->name_length >= length &&
           strncasecmp((const char *)p->name + p->name_length - length, with, length) == 0;
}

/* Leads out of the folder where it is unpacked, or hides something. */
static bool name_is_odd(const struct part *p)
{
    return p->name[0] == '/' || memchr(p->name, 0, p->name_length) != NULL ||
           memchr(p->name, '\\', p->name_length) != NULL || starts(p, "../") ||
           memmem(p->name, p->name_length, "/../", 4) != NULL;
}

static void look_at(const struct part *p, struct found *f)
{
    f->used += LOCAL + p->name_length + (uint64_t)p->packed;
    f->total += p->size;
    f->encrypted |= (p->flags & 1) != 0 || is_named(p, "encrypted-package");
    f->bomb |= f->total > MOST_TOTAL ||
               (p->size > SUSPECT_PART && p->size / MOST_RATIO > (uint64_t)p->packed);
    f->macros |= ends(p, "vbaProject.bin") || ends(p, "vbaData.xml") || starts(p, "Basic/") ||
                 starts(p, "Scripts/") ||
                 memmem(p->name, p->name_length, "/macrosheets/", 13) != NULL;
    f->relations |= is_named(p, "_rels/.rels");
    f->word |= is_named(p, "word/document.xml");
    f->slides |= is_named(p, "ppt/presentation.xml");
    f->sheet |= is_named(p, "xl/workbook.xml");
    if (is_named(p, "[Content_Types].xml")) {
        f->types = true;
        f->types_part = *p;
    }
    if (is_named(p, "META-INF/manifest.xml")) {
        f->manifest = true;
        f->manifest_part = *p;
    }
}

/* Whether an unpacked part of at most 4 MiB holds these words; an unreadable one does. */
static bool holds(const struct zip *z, const struct part *p, const char *words)
{
    enum { PIECE = 8192, MOST = 4 * 1024 * 1024 };
    unsigned char out[64 + PIECE];
    size_t kept = 0, length = strlen(words);
    z_stream s = { .next_in = (unsigned char *)(uintptr_t)bytes_of(z, p), .avail_in = p->packed };
    bool found = false;
    int code = Z_OK;

    if (p->method == 0)
        return memmem(bytes_of(z, p), p->packed, words, length) != NULL;
    if (inflateInit2(&s, -MAX_WBITS) != Z_OK)
        return true;
    while (code == Z_OK && !found && s.total_out <= MOST) {
        s.next_out = out + kept;
        s.avail_out = PIECE;
        code = inflate(&s, Z_NO_FLUSH);
        size_t have = kept + PIECE - s.avail_out;
        found = memmem(out, have, words, length) != NULL;
        kept = have < length - 1 ? have : length - 1;
        memmove(out, out + have - kept, kept);
    }
    (void)inflateEnd(&s);
    return found || code != Z_STREAM_END;
}

/* An OpenDocument begins with its media type, stored. */
static bool opendocument(const struct zip *z, const struct part *first, unsigned *ret)
{
    static const unsigned TYPES[] = { ATTACHMENT_ODT, ATTACHMENT_ODP, ATTACHMENT_ODS };

    if (!is_named(first, "mimetype") || first->method != 0)
        return false;
    for (size_t i = 0; i < ARRAY_LEN(TYPES); i++) {
        const char *type = attachment_media_type(TYPES[i]);

        if (first->packed == strlen(type) && memcmp(bytes_of(z, first), type, first->packed) == 0) {
            *ret = TYPES[i];
            return true;
        }
    }
    return false;
}

static enum attachment_verdict judge(const struct zip *z, const struct found *f, unsigned *ret_type)
{
    /* Parts that overlap are how the worst ones are made. */
    if (f->bomb || f->used > z->directory)
        return ATTACHMENT_BOMB;
    if (f->encrypted)
        return ATTACHMENT_ENCRYPTED;
    if (f->manifest && opendocument(z, &f->first, ret_type)) {
        if (holds(z, &f->manifest_part, "encryption-data"))
            return ATTACHMENT_ENCRYPTED;
        return f->macros ? ATTACHMENT_MACROS : ATTACHMENT_GOOD;
    }
    if (!f->types || !f->relations || f->word + f->slides + f->sheet != 1)
        return ATTACHMENT_UNKNOWN;
    if (f->macros || holds(z, &f->types_part, "macroEnabled"))
        return ATTACHMENT_MACROS;
    *ret_type = f->word ? ATTACHMENT_DOCX : f->slides ? ATTACHMENT_PPTX : ATTACHMENT_XLSX;
    return ATTACHMENT_GOOD;
}

enum attachment_verdict attachment_zip_type(
    const unsigned char *bytes, size_t length, unsigned *ret_type)
{
    struct zip z = { .bytes = bytes, .length = length };
    struct found f = { 0 };

    if (!find_end(&z) || z.count == 0 || z.count > MOST_PARTS)
        return ATTACHMENT_BROKEN;
    size_t at = z.directory;
    for (uint32_t i = 0; i < z.count; i++) {
        struct part p;

        if (!read_part(&z, &at, &p) || name_is_odd(&p))
            return ATTACHMENT_BROKEN;
        if (p.offset == 0) {
            f.first = p;
            f.has_first = true;
        }
        look_at(&p, &f);
    }
    if (at != z.end || !f.has_first)
        return ATTACHMENT_BROKEN;
    return judge(&z, &f, ret_type);
}
