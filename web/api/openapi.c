#include "lok/base/embed.h"
#include "web/api/api.h"

extern const struct embedded openapi_files[]; /* made at build time */

enum err api_openapi(struct request *rq)
{
    const struct embedded *file = embedded_find(openapi_files, "openapi.json");
    if (file == NULL)
        return ERR_NOT_FOUND;
    return reply_bytes(rq, "application/json", file->bytes, file->length,
        arena_printf(rq->arena, "\"%s\"", file->sha256), "no-cache");
}
