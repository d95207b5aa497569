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

/* The handler of "/static/:name". Dispatch does not ask who it is for, nor opens the database. */
enum err asset_serve(struct request *rq) NODISCARD;

/* "/static/app.css?v=0123456789ab", for the layout. IMPOSSIBLE when there is no such file. */
const char *asset_url(struct arena *a, const char *name);

#endif
