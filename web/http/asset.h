/* web/http/asset.h: files of web/static/, inside the program: /static/NAME?v=HASH.
 *
 * With the right hash they may be kept for ever; the address changes with the file. Compressed once,
 * at the start. */
#ifndef WEB_HTTP_ASSET_H
#define WEB_HTTP_ASSET_H

#include "lok/base/embed.h"
#include "web/http/request.h"

struct assets;

struct assets *assets_new(const struct embedded *files, struct arena *a);

bool asset_is(const char *raw_path);
/* Sets the reply; ERR_NOT_FOUND. `raw_query` tells the version asked for. */
enum err asset_reply(
    const struct assets *assets, struct request *rq, const char *raw_query) NODISCARD;

/* "/static/app.css?v=0123456789ab", for the layout. IMPOSSIBLE when there is no such file. */
const char *asset_url(struct arena *a, const char *name);

#endif
