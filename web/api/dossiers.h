/* web/api/dossiers.h: a dossier as every resource below it answers. */
#ifndef WEB_API_DOSSIERS_H
#define WEB_API_DOSSIERS_H

#include "web/http/reply.h"

/* The dossier with its parts, as the reader may see it. */
enum err dossiers_reply(struct request *rq, unsigned status, int64_t id) NODISCARD;
/* Its version: by who prepares meetings, matched with If-Match. */
enum err dossiers_if_match(struct request *rq, int64_t *ret_version) NODISCARD;

#endif
