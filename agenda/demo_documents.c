/* The documents of February, as small PDFs that are written here. */
#include "agenda/attachment.h"
#include "agenda/decision.h"
#include "agenda/demo_parts.h"
#include "lok/base/buf.h"
#include "lok/base/secret.h"
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct sheet {
    const char *name, *title;
    const char *const *lines;
};

static const char *const SLIDES[] = {
    "Wie een hart heeft voor kinderopvang, verliezen we liever niet.",
    "",
    "Vacatures in de Vlaamse kinderopvang: 6.912, in 2021 waren het er 6.267.",
    "De Europese projecten zijn afgelopen. De stad betaalt de mentoren",
    "in 2024 en 2025, elk semester opnieuw.",
    "",
    "Vraag voor mei: wie ontvangt een cursist, en wie begeleidt mee?",
    NULL,
};
static const char *const CALL[] = {
    "Wat de oproep vraagt:",
    "  1. het Huis van het Kind verder uitbouwen;",
    "  2. medewerkers sterker maken in hun werk;",
    "  3. trajecten voor zorg en ondersteuning organiseren.",
    "",
    "Minstens twee opvanglocaties doen mee. De stad dient in, mogelijk voor",
    "Borgerhout. Wie wil meedoen, laat dat weten voor 10 mei 2024.",
    NULL,
};
static const struct sheet MEETING_SHEET = { "Mentoren in het kort.pdf", "Project Mentoren",
    SLIDES };
static const struct sheet DECISION_SHEET = { "Oproep vroeg en nabij.pdf", "Vroeg en nabij", CALL };

/* -- a page of A4 (PDF 1.4), in Helvetica -- */

/* A string in WinAnsi: of the characters that take two bytes in UTF-8 those of Latin-1. */
static void put_string(struct buf *b, const char *text)
{
    buf_putc(b, '(');
    for (const unsigned char *c = (const unsigned char *)text; *c != 0; c++) {
        if (*c == 0xC3 || *c == 0xC2) {
            unsigned add = *c == 0xC3 ? 0x40 : 0;
            c++;
            buf_printf(b, "\\%03o", (unsigned)*c + add);
        } else {
            if (strchr("()\\", *c) != NULL)
                buf_putc(b, '\\');
            buf_putc(b, (char)*c);
        }
    }
    buf_putc(b, ')');
}

static const char *drawn(struct arena *a, const struct sheet *sheet)
{
    struct buf b;

    buf_init(&b, a, 0);
    buf_puts(&b, "BT /F1 22 Tf 56 760 Td ");
    put_string(&b, sheet->title);
    buf_puts(&b, " Tj /F1 12 Tf 0 -36 Td 18 TL ");
    for (size_t i = 0; sheet->lines[i] != NULL; i++) {
        put_string(&b, sheet->lines[i]);
        buf_puts(&b, " Tj T* ");
    }
    buf_puts(&b, "ET");
    return b.data;
}

static const char *pdf_of(struct arena *a, const struct sheet *sheet)
{
    const char *content = drawn(a, sheet);
    const char *const objects[] = {
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        arena_printf(a, "<< /Length %zu >>\nstream\n%s\nendstream", strlen(content), content),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    };
    size_t at[ARRAY_LEN(objects)];
    struct buf b;

    buf_init(&b, a, 0);
    buf_puts(&b, "%PDF-1.4\n");
    for (size_t i = 0; i < ARRAY_LEN(objects); i++) {
        at[i] = b.length;
        buf_printf(&b, "%zu 0 obj\n%s\nendobj\n", i + 1, objects[i]);
    }
    size_t table = b.length;
    buf_printf(&b, "xref\n0 %zu\n0000000000 65535 f \n", ARRAY_LEN(objects) + 1);
    for (size_t i = 0; i < ARRAY_LEN(objects); i++)
        buf_printf(&b, "%010zu 00000 n \n", at[i]);
    buf_printf(&b, "trailer\n<< /Size %zu /Root 1 0 R >>\nstartxref\n%zu\n%%%%EOF\n",
        ARRAY_LEN(objects) + 1, table);
    return b.data;
}

/* -- where they stand -- */

/* Looked into and stored as what a secretary sends. */
static enum err keep(
    struct demo *d, struct attachment_of of, const struct sheet *sheet, int fd, const char *pdf)
{
    static const struct lines NO_SCAN = { 0 };
    const struct attachment_input in = { .name = sheet->name, .access = ACCESS_PUBLIC };
    const struct attachment_bytes bytes = { fd, strlen(pdf),
        secret_sha256_hex(d->arena, pdf, strlen(pdf)) };
    unsigned type = 0;
    int64_t id;

    if (write(fd, pdf, bytes.size) != (ssize_t)bytes.size)
        return ERR_STORAGE;
    TRY(attachment_inspect(tx_fault(d->tx), &bytes, &NO_SCAN, &type));
    return attachment_add(d->tx, d->arena, &d->who, of, &in, type, &bytes, &id);
}

static enum err add(struct demo *d, struct attachment_of of, const struct sheet *sheet)
{
    int fd = memfd_create("document", MFD_CLOEXEC);

    if (fd < 0)
        return ERR_STORAGE;
    enum err e = keep(d, of, sheet, fd, pdf_of(d->arena, sheet));
    close(fd);
    return e;
}

enum err demo_documents(struct demo *d)
{
    struct decision_list decisions = { 0 };

    TRY(add(d, (struct attachment_of){ ATTACHED_TO_MEETING, d->february }, &MEETING_SHEET));
    TRY(decision_of_meeting(tx_snap(d->tx), d->arena, d->february, &decisions));
    if (decisions.count == 0)
        return ERR_NOT_FOUND;
    const struct attachment_of last = { ATTACHED_TO_DECISION,
        decisions.at[decisions.count - 1].id };
    return add(d, last, &DECISION_SHEET);
}
