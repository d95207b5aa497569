/* The JSON Schemas of notices: /schemas/meeting.moved (or with .json), which refer to notice.json. */
#include "lok/base/embed.h"
#include "web/api/api.h"

extern const struct embedded notice_schema_files[]; /* made at build time */

enum err api_schema(struct request *rq)
{
    const char *type = request_param(rq, "type");
    const char *name = str_ends(type, ".json") ? type : arena_printf(rq->arena, "%s.json", type);
    const struct embedded *file = embedded_find(notice_schema_files, name);

    if (file == NULL)
        return ERR_NOT_FOUND;
    return reply_bytes(rq, "application/schema+json", file->bytes, file->length,
        arena_printf(rq->arena, "\"%s\"", file->sha256), "no-cache");
}
