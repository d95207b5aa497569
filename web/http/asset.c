#include "web/http/asset.h"
#include "lok/base/str.h"
#include "web/http/exchange.h"
#include "web/http/gzip.h"
#include <string.h>

extern const struct embedded asset_files[];

static const char PREFIX[] = "/static/";
enum { VERSION_DIGITS = 12 };

struct asset {
    const struct embedded *file;
    const char *type, *etag;
    const void *gzipped; /* NULL when it does not become smaller */
    size_t gzipped_length;
};

struct assets {
    struct asset *at;
    size_t count;
};

static const char *type_of(const char *name)
{
    static const struct {
        const char *ending, *type;
    } TYPES[] = {
        { ".css", "text/css; charset=utf-8" },
        { ".js", "text/javascript; charset=utf-8" },
        { ".svg", "image/svg+xml" },
        { ".png", "image/png" },
        { ".ico", "image/x-icon" },
        { ".woff2", "font/woff2" },
        { ".txt", "text/plain; charset=utf-8" },
        { ".webmanifest", "application/manifest+json" },
    };
    for (size_t i = 0; i < ARRAY_LEN(TYPES); i++)
        if (str_ends(name, TYPES[i].ending))
            return TYPES[i].type;
    return "application/octet-stream";
}

struct assets *assets_new(const struct embedded *files, struct arena *a)
{
    struct assets *assets = arena_alloc(a, sizeof *assets);
    while (files[assets->count].name != NULL)
        assets->count++;
    assets->at = arena_array(a, assets->count + 1, sizeof *assets->at);
    for (size_t i = 0; i < assets->count; i++) {
        struct asset *asset = &assets->at[i];
        *asset = (struct asset){
            .file = &files[i],
            .type = type_of(files[i].name),
            .etag = arena_printf(a, "\"%.32s\"", files[i].sha256),
        };
        bool is_text = !str_ends(files[i].name, ".png") && !str_ends(files[i].name, ".woff2");
        if (is_text && files[i].length > GZIP_LEAST)
            gzip_pack(a, files[i].bytes, files[i].length, GZIP_BEST, &asset->gzipped,
                &asset->gzipped_length);
    }
    return assets;
}

enum err asset_serve(struct request *rq)
{
    const struct assets *assets = exchange_of(rq)->service->assets;
    const char *raw_query = exchange_of(rq)->raw_query;
    const char *name = request_param(rq, "name");
    for (size_t i = 0; i < assets->count; i++) {
        const struct asset *asset = &assets->at[i];
        if (strcmp(asset->file->name, name) != 0)
            continue;
        bool is_version = strncmp(raw_query, "v=", 2) == 0 &&
                          strlen(raw_query + 2) == VERSION_DIGITS &&
                          strncmp(raw_query + 2, asset->file->sha256, VERSION_DIGITS) == 0;
        *rq->reply = (struct reply){
            .status = 200,
            .content_type = asset->type,
            .body = asset->file->bytes,
            .length = asset->file->length,
            .gzipped = asset->gzipped,
            .gzipped_length = asset->gzipped_length,
            .etag = asset->etag,
            .cache_control = is_version ? "public, max-age=31536000, immutable" : "no-cache",
            .close = rq->reply->close,
        };
        return ERR_OK;
    }
    return ERR_NOT_FOUND;
}

const char *asset_url(struct arena *a, const char *name)
{
    const struct embedded *file = embedded_find(asset_files, name);
    if (file == NULL)
        IMPOSSIBLE("a page names a static file that is not there");
    const char *version = arena_strndup(a, file->sha256, VERSION_DIGITS);
    return arena_printf(a, "%s%s?v=%s", PREFIX, name, version);
}
