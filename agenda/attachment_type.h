/* agenda/attachment_type.h: what kind of document some bytes are, by what they hold and not by what
 * they are called. Pure.
 *
 * Sources: PDF 32000-1 §7.5; PNG (RFC 2083); JPEG (ITU T.81); [MS-CFB] for DOC, XLS and PPT;
 * ECMA-376 part 2 and APPNOTE.TXT for DOCX, PPTX and XLSX; OpenDocument 1.3 part 2 for ODT, ODP, ODS.
 */
#ifndef AGENDA_ATTACHMENT_TYPE_H
#define AGENDA_ATTACHMENT_TYPE_H

#include "lok/base/fields.h"

enum attachment_type {
    ATTACHMENT_PDF,
    ATTACHMENT_DOC,
    ATTACHMENT_DOCX,
    ATTACHMENT_ODT,
    ATTACHMENT_PPT,
    ATTACHMENT_PPTX,
    ATTACHMENT_ODP,
    ATTACHMENT_XLS,
    ATTACHMENT_XLSX,
    ATTACHMENT_ODS,
    ATTACHMENT_PNG,
    ATTACHMENT_JPEG
};
/* Codes are the endings of file names: "pdf" … "jpg". */
extern const struct choice ATTACHMENT_TYPES[];
const char *attachment_media_type(unsigned type);

/* What looks like a document is looked into; the answer says what it is, or why it is refused. */
enum attachment_verdict {
    ATTACHMENT_GOOD,
    ATTACHMENT_UNKNOWN,   /* none of these */
    ATTACHMENT_BROKEN,    /* begins like one, but is cut short or does not hold together */
    ATTACHMENT_ENCRYPTED, /* opens with a password only */
    ATTACHMENT_MACROS,    /* carries a program */
    ATTACHMENT_BOMB       /* grows out of all proportion when it is opened */
};
enum attachment_verdict attachment_type_of(
    const unsigned char *bytes, size_t length, unsigned *ret_type);
/* A Dutch sentence for who sent it; "" for a good one. */
const char *attachment_why(enum attachment_verdict verdict);

/* The two containers; their first bytes were seen. For attachment_type.c only. */
enum attachment_verdict attachment_zip_type(
    const unsigned char *bytes, size_t length, unsigned *ret_type);
enum attachment_verdict attachment_ole_type(
    const unsigned char *bytes, size_t length, unsigned *ret_type);

static inline uint32_t attachment_u16(const unsigned char *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8;
}
static inline uint32_t attachment_u32(const unsigned char *at)
{
    return attachment_u16(at) | attachment_u16(at + 2) << 16;
}

#endif
