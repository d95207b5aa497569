/* web/document.h: documents come and go, alike for pages and API. */
#ifndef WEB_DOCUMENT_H
#define WEB_DOCUMENT_H

#include "agenda/attachment.h"
#include "web/http/reply.h"

/* On an OWN route with an UPLOAD body: what came is looked into and stands with `of` when it was
 * ERR_OK; the change is committed then. Nothing is open before or behind. `in->name` NULL takes the
 * name that came with the file. `owner` and `written` say where (attachment_place_find). */
struct document_came {
    const struct actor *who;
    unsigned owner; /* enum attachment_owner */
    const char *written;
    const char *name; /* NULL: as it came */
};
/* The two halves of it: everything before the change, outside a transaction; and the change, in
 * rq->tx. */
struct document_ready {
    struct attachment_place place;
    struct attachment_input in;
    unsigned type;
};
enum err document_prepare(
    struct request *rq, const struct document_came *came, struct document_ready *ret) NODISCARD;
enum err document_keep(struct request *rq, const struct document_came *came,
    const struct document_ready *ready, struct attachment *ret) NODISCARD;

enum err document_receive(
    struct request *rq, const struct document_came *came, struct attachment *ret) NODISCARD;

/* The content, to be kept by who gets it: under its own name, never shown in the browser. */
enum err document_send(struct request *rq, const struct attachment *one) NODISCARD;

/* A value of Content-Disposition for that name: RFC 6266, with the real name by RFC 8187. */
const char *document_disposition(struct arena *a, const char *name);

#endif
