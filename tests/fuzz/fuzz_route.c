/* Any path is matched or refused, and what comes out of it is clean text. */
#include "lok/base/str.h"
#include "lok/base/utf8.h"
#include "web/http/route.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct route ROUTES[] = {
    ROUTE(GET, "/", NULL, READ, PUBLIC),
    ROUTE(GET, "/a", NULL, READ, PUBLIC),
    ROUTE(GET, "/a/:id", NULL, READ, PUBLIC),
    ROUTE(POST, "/a/:id", NULL, READ, PUBLIC),
    ROUTE(GET, "/a/nieuw", NULL, READ, PUBLIC),
    ROUTE(GET, "/a/:name/b", NULL, READ, PUBLIC),
    ROUTE(GET, "/a/:id/b/:other/c/:third/:fourth", NULL, READ, PUBLIC),
    ROUTE(GET, "/f/:token.ics", NULL, READ, PUBLIC),
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena_cleanup) struct arena *a = arena_new();
    const char *path = arena_strndup(a, (const char *)data, size);
    for (enum method m = GET; m <= METHOD_COUNT; m++) {
        struct route_match r;
        if (route_match(ROUTES, ARRAY_LEN(ROUTES), m, path, a, &r) != ERR_OK)
            continue;
        POST((r.allow != 0) == r.path_exists);
        POST(r.route == NULL || (r.route->method == m && (r.allow & 1u << m) != 0));
        for (size_t i = 0; i < ROUTE_MAX_PARAMS && r.name[i] != NULL; i++) {
            POST(r.route != NULL && r.value[i][0] != 0);
            POST(utf8_valid(r.value[i], strlen(r.value[i])));
            int64_t id;
            if (str_equal(r.name[i], "id"))
                POST(str_to_i64(r.value[i], &id) && id > 0);
        }
    }
    const char *decoded;
    if (route_decode(a, (const char *)data, size, &decoded) == ERR_OK)
        POST(strlen(decoded) <= size && utf8_valid(decoded, strlen(decoded)));
    return 0;
}
