/* Covers agenda/attachment_type.c, agenda/attachment_zip.c and agenda/attachment_ole.c. */
#include "agenda/attachment_type.h"
#include "tests/given/given.h"
#include <string.h>

static void put16(unsigned char *at, unsigned value)
{
    at[0] = (unsigned char)value;
    at[1] = (unsigned char)(value >> 8);
}

static void put32(unsigned char *at, uint32_t value)
{
    put16(at, value & 0xFFFF);
    put16(at + 2, value >> 16);
}

static enum attachment_verdict judge(const void *bytes, size_t length, unsigned *ret)
{
    *ret = 99;
    return attachment_type_of(bytes, length, ret);
}

/* -- simple ones -- */

static const unsigned char PNG[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I',
    'H', 'D', 'R', 0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0, 0, 'I', 'E', 'N',
    'D', 1, 2, 3, 4 };
static const unsigned char JPEG[] = { 0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC0, 0, 11, 8, 0,
    1, 0, 1, 1, 1, 0x11, 0 };

static void a_pdf_is_known_by_its_first_and_last_bytes(void **state)
{
    static const char GOOD[] = "%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n";
    static const char CUT[] = "%PDF-1.7\n1 0 obj\n";
    unsigned type;

    (void)state;
    assert_int_equal(judge(GOOD, strlen(GOOD), &type), ATTACHMENT_GOOD);
    assert_int_equal(type, ATTACHMENT_PDF);
    assert_int_equal(judge(CUT, strlen(CUT), &type), ATTACHMENT_BROKEN);
    assert_int_equal(judge("MZ%PDF-1.7 %%EOF", 16, &type), ATTACHMENT_UNKNOWN);
    assert_int_equal(judge("", 0, &type), ATTACHMENT_UNKNOWN);
}

static void pictures_have_a_size(void **state)
{
    unsigned char none[sizeof PNG];
    unsigned type;

    (void)state;
    assert_int_equal(judge(PNG, sizeof PNG, &type), ATTACHMENT_GOOD);
    assert_int_equal(type, ATTACHMENT_PNG);
    memcpy(none, PNG, sizeof PNG);
    none[19] = 0;
    assert_int_equal(judge(none, sizeof none, &type), ATTACHMENT_BROKEN);
    assert_int_equal(judge(JPEG, sizeof JPEG, &type), ATTACHMENT_GOOD);
    assert_int_equal(type, ATTACHMENT_JPEG);
    for (size_t cut = 3; cut < sizeof JPEG - 1; cut++)
        assert_int_equal(judge(JPEG, cut, &type), ATTACHMENT_BROKEN);
}

/* -- zip -- */

struct part {
    const char *name, *text;
    unsigned flags;
    uint32_t says; /* another size than it has, 0 */
};

/* A zip of stored parts. */
struct zip {
    unsigned char bytes[8192];
    size_t length;
};

static void zip_make(struct zip *z, const struct part *parts, size_t count)
{
    uint32_t offsets[16] = { 0 };

    memset(z, 0, sizeof *z);
    for (size_t i = 0; i < count; i++) {
        unsigned char *at = z->bytes + z->length;
        size_t name = strlen(parts[i].name), size = strlen(parts[i].text);

        offsets[i] = (uint32_t)z->length;
        memcpy(at, "PK\3\4", 4);
        put16(at + 6, parts[i].flags);
        put32(at + 18, (uint32_t)size);
        put32(at + 22, (uint32_t)size);
        put16(at + 26, (unsigned)name);
        memcpy(at + 30, parts[i].name, name);
        memcpy(at + 30 + name, parts[i].text, size);
        z->length += 30 + name + size;
    }
    size_t directory = z->length;
    for (size_t i = 0; i < count; i++) {
        unsigned char *at = z->bytes + z->length;
        size_t name = strlen(parts[i].name), size = strlen(parts[i].text);

        memcpy(at, "PK\1\2", 4);
        put16(at + 8, parts[i].flags);
        put16(at + 10, parts[i].says != 0 ? 8 : 0);
        put32(at + 20, (uint32_t)size);
        put32(at + 24, parts[i].says != 0 ? parts[i].says : (uint32_t)size);
        put16(at + 28, (unsigned)name);
        put32(at + 42, offsets[i]);
        memcpy(at + 46, parts[i].name, name);
        z->length += 46 + name;
    }
    unsigned char *end = z->bytes + z->length;
    memcpy(end, "PK\5\6", 4);
    put16(end + 8, (unsigned)count);
    put16(end + 10, (unsigned)count);
    put32(end + 12, (uint32_t)(z->length - directory));
    put32(end + 16, (uint32_t)directory);
    z->length += 22;
}

static enum attachment_verdict judge_zip(const struct part *parts, size_t count, unsigned *ret)
{
    struct zip z;

    zip_make(&z, parts, count);
    return judge(z.bytes, z.length, ret);
}

#define TYPES                                   \
    {                                           \
        "[Content_Types].xml", "<Types/>", 0, 0 \
    }
#define RELATIONS                               \
    {                                           \
        "_rels/.rels", "<Relationships/>", 0, 0 \
    }

static void office_documents_are_known_by_their_parts(void **state)
{
    static const struct {
        const char *part;
        unsigned type;
    } KINDS[] = { { "word/document.xml", ATTACHMENT_DOCX },
        { "ppt/presentation.xml", ATTACHMENT_PPTX }, { "xl/workbook.xml", ATTACHMENT_XLSX } };
    unsigned type;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(KINDS); i++) {
        const struct part parts[] = { TYPES, RELATIONS, { KINDS[i].part, "<x/>", 0, 0 } };

        assert_int_equal(judge_zip(parts, 3, &type), ATTACHMENT_GOOD);
        assert_int_equal(type, KINDS[i].type);
        assert_int_equal(judge_zip(parts, 2, &type), ATTACHMENT_UNKNOWN);
    }
    const struct part two[] = { TYPES, RELATIONS, { "word/document.xml", "", 0, 0 },
        { "xl/workbook.xml", "", 0, 0 } };
    assert_int_equal(judge_zip(two, 4, &type), ATTACHMENT_UNKNOWN);
}

static void opendocuments_begin_with_their_media_type(void **state)
{
    static const unsigned KINDS[] = { ATTACHMENT_ODT, ATTACHMENT_ODP, ATTACHMENT_ODS };
    unsigned type;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(KINDS); i++) {
        const struct part first[] = { { "mimetype", attachment_media_type(KINDS[i]), 0, 0 },
            { "META-INF/manifest.xml", "<manifest/>", 0, 0 } };
        const struct part later[] = { first[1], first[0] };

        assert_int_equal(judge_zip(first, 2, &type), ATTACHMENT_GOOD);
        assert_int_equal(type, KINDS[i]);
        assert_int_equal(judge_zip(later, 2, &type), ATTACHMENT_UNKNOWN);
    }
    const struct part other[] = { { "mimetype", "application/epub+zip", 0, 0 },
        { "META-INF/manifest.xml", "<manifest/>", 0, 0 } };
    assert_int_equal(judge_zip(other, 2, &type), ATTACHMENT_UNKNOWN);
}

static void macros_are_refused(void **state)
{
    const struct part word[] = { TYPES, RELATIONS, { "word/document.xml", "", 0, 0 },
        { "word/vbaProject.bin", "x", 0, 0 } };
    const struct part named[] = { { "[Content_Types].xml", "…document.macroEnabled.main+xml", 0,
                                      0 },
        RELATIONS, { "word/document.xml", "", 0, 0 } };
    const struct part open[] = { { "mimetype", "application/vnd.oasis.opendocument.text", 0, 0 },
        { "META-INF/manifest.xml", "<manifest/>", 0, 0 }, { "Basic/Standard/x.xml", "x", 0, 0 } };
    unsigned type;

    (void)state;
    assert_int_equal(judge_zip(word, 4, &type), ATTACHMENT_MACROS);
    assert_int_equal(judge_zip(named, 3, &type), ATTACHMENT_MACROS);
    assert_int_equal(judge_zip(open, 3, &type), ATTACHMENT_MACROS);
}

static void encrypted_ones_are_refused(void **state)
{
    const struct part word[] = { TYPES, RELATIONS, { "word/document.xml", "x", 1, 0 } };
    const struct part open[] = { { "mimetype", "application/vnd.oasis.opendocument.text", 0, 0 },
        { "META-INF/manifest.xml", "<manifest:encryption-data/>", 0, 0 } };
    unsigned type;

    (void)state;
    assert_int_equal(judge_zip(word, 3, &type), ATTACHMENT_ENCRYPTED);
    assert_int_equal(judge_zip(open, 2, &type), ATTACHMENT_ENCRYPTED);
}

static void a_zip_bomb_is_refused(void **state)
{
    const struct part grows[] = { TYPES, RELATIONS,
        { "word/document.xml", "little", 0, 40 * 1024 * 1024 } };
    const struct part honest[] = { TYPES, RELATIONS,
        { "word/document.xml", "little", 0, 4 * 1024 * 1024 } };
    unsigned type;
    struct zip z;

    (void)state;
    assert_int_equal(judge_zip(grows, 3, &type), ATTACHMENT_BOMB);
    assert_int_equal(judge_zip(honest, 3, &type), ATTACHMENT_GOOD);
    /* The same bytes again and again: every entry of the directory names the first part. */
    const struct part same[] = { { "word/document.xml", "longer than the directory is", 0, 0 },
        { "word/document.xml", "", 0, 0 }, { "word/document.xml", "", 0, 0 } };
    zip_make(&z, same, 3);
    unsigned char *directory = memmem(z.bytes, z.length, "PK\1\2", 4);
    for (int i = 1; i < 3; i++)
        memcpy(directory + i * 63, directory, 63);
    assert_int_equal(judge(z.bytes, z.length, &type), ATTACHMENT_BOMB);
}

static void an_odd_zip_is_refused(void **state)
{
    const struct part good[] = { TYPES, RELATIONS, { "word/document.xml", "<x/>", 0, 0 } };
    const struct part outside[] = { TYPES, RELATIONS, { "word/document.xml", "", 0, 0 },
        { "../../etc/x", "", 0, 0 } };
    struct zip z;
    unsigned type;

    (void)state;
    assert_int_equal(judge_zip(outside, 4, &type), ATTACHMENT_BROKEN);
    zip_make(&z, good, 3);
    for (size_t cut = 4; cut < z.length; cut++)
        assert_int_equal(judge(z.bytes, cut, &type), ATTACHMENT_BROKEN);
    assert_int_equal(judge(z.bytes, z.length + 1, &type), ATTACHMENT_BROKEN);
    /* A directory that says otherwise than what stands before the bytes. */
    z.bytes[30] = '{';
    assert_int_equal(judge(z.bytes, z.length, &type), ATTACHMENT_BROKEN);
}

/* -- OLE2 -- */

/* Header, one sector of the FAT, one of the directory, one of a stream. */
static void ole_make(unsigned char bytes[2048], const char *stream, unsigned kind)
{
    static const unsigned char MAGIC[] = { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 };

    memset(bytes, 0, 2048);
    memcpy(bytes, MAGIC, sizeof MAGIC);
    put16(bytes + 0x1A, 3);
    put16(bytes + 0x1C, 0xFFFE);
    put16(bytes + 0x1E, 9);
    put32(bytes + 0x2C, 1);
    put32(bytes + 0x30, 1);
    put32(bytes + 0x44, 0xFFFFFFFE);
    memset(bytes + 0x50, 0xFF, 512 - 0x50);
    unsigned char *fat = bytes + 512, *directory = bytes + 1024;
    memset(fat, 0xFF, 512);
    put32(fat, 0xFFFFFFFD);
    put32(fat + 4, 0xFFFFFFFE);
    put32(fat + 8, 0xFFFFFFFE);
    memcpy(directory, "R", 1);
    put16(directory + 64, 4);
    directory[66] = 5;
    for (size_t i = 0; i < strlen(stream); i++)
        directory[128 + 2 * i] = (unsigned char)stream[i];
    put16(directory + 128 + 64, (unsigned)(strlen(stream) + 1) * 2);
    directory[128 + 66] = (unsigned char)kind;
    put32(directory + 128 + 116, 2);
}

static enum attachment_verdict judge_ole(const char *stream, unsigned kind, unsigned *ret)
{
    unsigned char bytes[2048];

    ole_make(bytes, stream, kind);
    return judge(bytes, sizeof bytes, ret);
}

static void old_office_documents_are_known_by_their_streams(void **state)
{
    unsigned type;

    (void)state;
    assert_int_equal(judge_ole("WordDocument", 2, &type), ATTACHMENT_GOOD);
    assert_int_equal(type, ATTACHMENT_DOC);
    assert_int_equal(judge_ole("Workbook", 2, &type), ATTACHMENT_GOOD);
    assert_int_equal(type, ATTACHMENT_XLS);
    assert_int_equal(judge_ole("PowerPoint Document", 2, &type), ATTACHMENT_GOOD);
    assert_int_equal(type, ATTACHMENT_PPT);
    assert_int_equal(judge_ole("EncryptedPackage", 2, &type), ATTACHMENT_ENCRYPTED);
    assert_int_equal(judge_ole("Macros", 1, &type), ATTACHMENT_UNKNOWN);
    assert_int_equal(judge_ole("__properties_version1.0", 2, &type), ATTACHMENT_UNKNOWN);
}

static void an_old_document_with_macros_or_a_password_is_refused(void **state)
{
    unsigned char bytes[2048];
    unsigned type;

    (void)state;
    ole_make(bytes, "WordDocument", 2);
    memcpy(bytes + 1024 + 256, "M\0a\0c\0r\0o\0s", 11);
    put16(bytes + 1024 + 256 + 64, 14);
    bytes[1024 + 256 + 66] = 1;
    assert_int_equal(judge(bytes, sizeof bytes, &type), ATTACHMENT_MACROS);
    ole_make(bytes, "WordDocument", 2);
    put16(bytes + 1536, 0xA5EC);
    bytes[1536 + 11] = 1;
    assert_int_equal(judge(bytes, sizeof bytes, &type), ATTACHMENT_ENCRYPTED);
    ole_make(bytes, "Workbook", 2);
    put16(bytes + 1536, 0x0809);
    put16(bytes + 1538, 16);
    put16(bytes + 1536 + 20, 0x002F);
    assert_int_equal(judge(bytes, sizeof bytes, &type), ATTACHMENT_ENCRYPTED);
}

static void a_directory_that_turns_in_a_circle_ends(void **state)
{
    unsigned char bytes[2048];
    unsigned type;

    (void)state;
    ole_make(bytes, "WordDocument", 2);
    put32(bytes + 512 + 4, 1);
    assert_int_equal(judge(bytes, sizeof bytes, &type), ATTACHMENT_BROKEN);
    ole_make(bytes, "WordDocument", 2);
    put32(bytes + 0x30, 77);
    assert_int_equal(judge(bytes, sizeof bytes, &type), ATTACHMENT_BROKEN);
    assert_int_equal(judge(bytes, 600, &type), ATTACHMENT_BROKEN);
}

static void every_refusal_has_its_words(void **state)
{
    (void)state;
    assert_string_equal(attachment_why(ATTACHMENT_GOOD), "");
    for (unsigned v = ATTACHMENT_UNKNOWN; v <= ATTACHMENT_BOMB; v++)
        assert_true(strlen(attachment_why(v)) > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pdf_is_known_by_its_first_and_last_bytes),
        cmocka_unit_test(pictures_have_a_size),
        cmocka_unit_test(office_documents_are_known_by_their_parts),
        cmocka_unit_test(opendocuments_begin_with_their_media_type),
        cmocka_unit_test(macros_are_refused),
        cmocka_unit_test(encrypted_ones_are_refused),
        cmocka_unit_test(a_zip_bomb_is_refused),
        cmocka_unit_test(an_odd_zip_is_refused),
        cmocka_unit_test(old_office_documents_are_known_by_their_streams),
        cmocka_unit_test(an_old_document_with_macros_or_a_password_is_refused),
        cmocka_unit_test(a_directory_that_turns_in_a_circle_ends),
        cmocka_unit_test(every_refusal_has_its_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
