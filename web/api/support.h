/* web/api/support.h: what every resource does alike: rights, versions, decoding, collections. */
#ifndef WEB_API_SUPPORT_H
#define WEB_API_SUPPORT_H

#include "agenda/sending.h"
#include "web/http/reply.h"

/* ERR_FORBIDDEN, or ERR_UNAUTHORIZED for who is not signed in, when the actor may not. */
enum err support_may(struct request *rq, enum action action, int64_t partner_id) NODISCARD;

/* Who sees working versions and provisional decisions; everybody else sees publications. */
bool support_prepares(const struct request *rq);

/* ERR_STALE unless If-Match names this version or is "*"; ERR_MALFORMED when it is no version. */
enum err support_if_match(struct request *rq, int64_t current) NODISCARD;

/* The body into a struct: whole, or only the members that a merge patch names. */
enum err support_decode(
    struct request *rq, const struct field *fields, enum fields_mode mode, void *into) NODISCARD;

/* A segment of the path that is an id. ERR_NOT_FOUND when it cannot be one. */
enum err support_path_id(struct request *rq, const char *name, int64_t *ret) NODISCARD;

/* A whole number of the query between `least` and `most`; 0 when it is absent. Otherwise an issue is
 * added, which request_paging, asked afterwards, returns with all others. */
int64_t support_query_number(struct request *rq, const char *name, int64_t least, int64_t most);

/* A day of the query, "" when it is absent; otherwise as above. */
const char *support_query_date(struct request *rq, const char *name);

/* A code of the query; false when it is absent, or none of `of`: then an issue is added likewise. */
bool support_query_choice(
    struct request *rq, const char *name, const struct choice *of, unsigned *ret);
/* `q`: words, at most 200 characters; an issue is added likewise. */
const char *support_query_words(struct request *rq);

struct sending_options support_sending_options(const struct request *rq);

/* "/api/v1/meetings/12", "/api/v1/meetings/12/items". */
const char *support_path(struct request *rq, const char *collection, int64_t id, const char *rest);

/* -- collections: {"items": […], "next": "/api/v1/…?cursor=…"}; no "next" on the last page --
 *
 * Ask for one row more than fits (paging.size + 1), add `shown` of them, reply. */
struct collection {
    cJSON *items;
    size_t shown;
    bool has_more;
    int64_t last;
};

/* `count` rows were found. Nothing may fail between this and collection_reply. */
struct collection collection_of(const struct paging *page, size_t count);

/* Takes `thing`; the next page begins after the `id` that was added last. */
void collection_add(struct collection *c, int64_t id, cJSON *thing);
enum err collection_reply(struct request *rq, struct collection *c) NODISCARD;

/* What a list function said: an issue at its cursor is one of the query. */
enum err collection_listed(struct request *rq, enum err e) NODISCARD;

#endif
