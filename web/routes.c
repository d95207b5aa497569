/* web/routes.c: THE table: which function answers which address, who may come in, what it may send. */
#include "web/api/api.h"
#include "web/http/asset.h"
#include "web/http/server.h"
#include "web/pages/error.h"
#include "web/pages/layout.h"
#include "web/pages/pages.h"
#include "web/pages/signing.h"

/* clang-format off */
static const struct route ROUTES[] = {
#include "web/routes_pages.def"

#include "web/routes_api.def"
};
/* clang-format on */

const struct site SITE = {
    .routes = ROUTES,
    .route_count = ARRAY_LEN(ROUTES),
    .layout = layout_render,
    .error = error_render,
    .detour = signing_detour,
};
