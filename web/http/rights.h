/* web/http/rights.h: erasing and cleaning up in one transaction of their own, after which nothing of it
 * stays in the -wal file; and everything about a person as JSON. For OWN routes of pages and API. */
#ifndef WEB_HTTP_RIGHTS_H
#define WEB_HTTP_RIGHTS_H

#include "agenda/retention.h"
#include "web/http/request.h"

/* rights_erase, committed; the file beside the database follows. */
enum err rights_act(struct request *rq, int64_t person_id, int64_t version, bool texts,
    int64_t *ret_left) NODISCARD;
/* retention_run, committed. */
enum err rights_clean(struct request *rq, struct retention_counts *ret) NODISCARD;

/* With `places`: also the texts that name the person. Needs rq->snap. */
enum err rights_json(struct request *rq, int64_t person_id, bool places, cJSON **ret) NODISCARD;

#endif
