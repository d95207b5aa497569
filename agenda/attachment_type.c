#include "agenda/attachment_type.h"
#include <string.h>

const struct choice ATTACHMENT_TYPES[] = {
    { "pdf", "PDF" },
    { "doc", "Word" },
    { "docx", "Word" },
    { "odt", "OpenDocument-tekst" },
    { "ppt", "PowerPoint" },
    { "pptx", "PowerPoint" },
    { "odp", "OpenDocument-presentatie" },
    { "xls", "Excel" },
    { "xlsx", "Excel" },
    { "ods", "OpenDocument-rekenblad" },
    { "png", "afbeelding (PNG)" },
    { "jpg", "afbeelding (JPEG)" },
    { NULL, NULL },
};

const char *attachment_media_type(unsigned type)
{
    static const char *const NAMES[] = {
        [ATTACHMENT_PDF] = "application/pdf",
        [ATTACHMENT_DOC] = "application/msword",
        [ATTACHMENT_DOCX] =
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        [ATTACHMENT_ODT] = "application/vnd.oasis.opendocument.text",
        [ATTACHMENT_PPT] = "application/vnd.ms-powerpoint",
        [ATTACHMENT_PPTX] =
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        [ATTACHMENT_ODP] = "application/vnd.oasis.opendocument.presentation",
        [ATTACHMENT_XLS] = "application/vnd.ms-excel",
        [ATTACHMENT_XLSX] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        [ATTACHMENT_ODS] = "application/vnd.oasis.opendocument.spreadsheet",
        [ATTACHMENT_PNG] = "image/png",
        [ATTACHMENT_JPEG] = "image/jpeg",
    };
    PRE(type < ARRAY_LEN(NAMES));
    return NAMES[type];
}

const char *attachment_why(enum attachment_verdict verdict)
{
    switch (verdict) {
    case ATTACHMENT_GOOD:
        return "";
    case ATTACHMENT_UNKNOWN:
        return "Dit bestand is geen PDF, Word-, PowerPoint-, Excel- of OpenDocument-bestand, PNG of "
               "JPEG.";
    case ATTACHMENT_BROKEN:
        return "Dit bestand is beschadigd of onvolledig. Open het bij u, bewaar het opnieuw en "
               "probeer nog eens.";
    case ATTACHMENT_ENCRYPTED:
        return "Dit bestand is met een wachtwoord beveiligd. Bewaar het zonder wachtwoord.";
    case ATTACHMENT_MACROS:
        return "Dit bestand bevat macro's. Bewaar het zonder macro's, of als PDF.";
    case ATTACHMENT_BOMB:
        return "Dit bestand wordt veel te groot wanneer men het opent, en is daarom geweigerd.";
    }
    IMPOSSIBLE("no such verdict");
}

static bool begins(const unsigned char *bytes, size_t length, const void *with, size_t size)
{
    return length >= size && memcmp(bytes, with, size) == 0;
}

/* Ends with %%EOF, behind which some programs leave a little. */
static enum attachment_verdict pdf(const unsigned char *bytes, size_t length)
{
    enum { TAIL = 2048 };
    size_t from = length > TAIL ? length - TAIL : 0;

    return memmem(bytes + from, length - from, "%%EOF", 5) != NULL ? ATTACHMENT_GOOD
                                                                   : ATTACHMENT_BROKEN;
}

static uint32_t big_u32(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* Begins with a header that gives a size, and has its end. */
static enum attachment_verdict png(const unsigned char *bytes, size_t length)
{
    static const unsigned char HEADER[] = { 0, 0, 0, 13, 'I', 'H', 'D', 'R' };
    enum { LEAST = 8 + 25 + 12 };

    if (length < LEAST || memcmp(bytes + 8, HEADER, sizeof HEADER) != 0 ||
        big_u32(bytes + 16) == 0 || big_u32(bytes + 20) == 0)
        return ATTACHMENT_BROKEN;
    return memmem(bytes + LEAST - 12, length - (LEAST - 12), "IEND", 4) != NULL ? ATTACHMENT_GOOD
                                                                                : ATTACHMENT_BROKEN;
}

/* Segments one behind the other up to a frame, which says how large the picture is. */
static enum attachment_verdict jpeg(const unsigned char *bytes, size_t length)
{
    for (size_t at = 2; at + 4 <= length;) {
        unsigned char marker = bytes[at + 1];
        size_t size = (size_t)bytes[at + 2] << 8 | bytes[at + 3];

        if (bytes[at] != 0xFF)
            return ATTACHMENT_BROKEN;
        if (marker == 0xFF) {
            at++;
            continue;
        }
        if (marker < 0xC0 || marker == 0xD9 || (marker >= 0xD0 && marker <= 0xD7) || size < 2)
            return ATTACHMENT_BROKEN;
        bool frame = marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (frame)
            return at + 2 + size <= length ? ATTACHMENT_GOOD : ATTACHMENT_BROKEN;
        at += 2 + size;
    }
    return ATTACHMENT_BROKEN;
}

enum attachment_verdict attachment_type_of(
    const unsigned char *bytes, size_t length, unsigned *ret_type)
{
    static const unsigned char PNG[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n' };
    static const unsigned char JPEG[] = { 0xFF, 0xD8, 0xFF };
    static const unsigned char OLE[] = { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 };

    if (begins(bytes, length, "%PDF-1.", 7) || begins(bytes, length, "%PDF-2.", 7)) {
        *ret_type = ATTACHMENT_PDF;
        return pdf(bytes, length);
    }
    if (begins(bytes, length, PNG, sizeof PNG)) {
        *ret_type = ATTACHMENT_PNG;
        return png(bytes, length);
    }
    if (begins(bytes, length, JPEG, sizeof JPEG)) {
        *ret_type = ATTACHMENT_JPEG;
        return jpeg(bytes, length);
    }
    if (begins(bytes, length, OLE, sizeof OLE))
        return attachment_ole_type(bytes, length, ret_type);
    if (begins(bytes, length, "PK\3\4", 4))
        return attachment_zip_type(bytes, length, ret_type);
    return ATTACHMENT_UNKNOWN;
}
