#include "web/http/request.h"
#include "lok/base/str.h"
#include "web/http/etag.h"
#include <inttypes.h>
#include <microhttpd.h>
#include <stdio.h>
#include <string.h>

enum { DEFAULT_PAGE = 25, LARGEST_PAGE = 100 };

const char *request_param(const struct request *rq, const char *name)
{
    for (size_t i = 0; i < ROUTE_MAX_PARAMS && rq->match.name[i] != NULL; i++)
        if (strcmp(rq->match.name[i], name) == 0)
            return rq->match.value[i];
    return "";
}

const char *request_query(const struct request *rq, const char *name)
{
    const char *value = param_get(&rq->query, name);
    return value == NULL ? "" : value;
}

const char *request_header(const struct request *rq, const char *name)
{
    return MHD_lookup_connection_value(rq->connection, MHD_HEADER_KIND, name);
}

enum err request_if_match(struct request *rq, int64_t *ret_version)
{
    const char *value = request_header(rq, "If-Match");
    if (value == NULL)
        return ERR_NO_IF_MATCH;
    if (!etag_read_version(value, ret_version)) {
        (void)fault_issue(&rq->fault, "!If-Match", "format",
            "Geef de ETag van het laatste antwoord, bijvoorbeeld \"12\".");
        return ERR_MALFORMED;
    }
    return ERR_OK;
}

enum err request_form_version(struct request *rq, int64_t *ret_version)
{
    const char *value = param_get(&rq->form, "_version");
    int64_t version;
    if (value == NULL || !str_to_i64(value, &version) || version <= 0)
        return fault_set(&rq->fault, ERR_INVALID,
            "Het formulier is niet volledig. Open de pagina opnieuw en probeer nog eens.");
    *ret_version = version;
    return ERR_OK;
}

enum err request_snap(struct request *rq)
{
    PRE(rq->snap == NULL && rq->tx == NULL);
    return snap_begin(rq->app->db, &rq->fault, &rq->snap);
}

void request_snap_end(struct request *rq)
{
    PRE(rq->tx == NULL);
    if (rq->snap != NULL)
        snap_end(rq->snap);
    rq->snap = NULL;
}

enum err request_tx(struct request *rq)
{
    PRE(rq->snap == NULL && rq->tx == NULL);
    TRY(tx_begin(rq->app->db, &rq->fault, &rq->tx));
    rq->snap = tx_snap(rq->tx);
    return ERR_OK;
}

enum err request_commit(struct request *rq)
{
    PRE(rq->tx != NULL);
    struct tx *tx = rq->tx;
    rq->tx = NULL;
    rq->snap = NULL;
    TRY(tx_commit(tx));
    if (rq->app->wake != NULL)
        rq->app->wake(rq->app->courier);
    return ERR_OK;
}

void request_rollback(struct request *rq)
{
    if (rq->tx != NULL)
        tx_rollback(rq->tx);
    rq->tx = NULL;
    rq->snap = NULL;
}

enum err request_give_up(struct request *rq)
{
    PRE(rq->tx != NULL);
    request_rollback(rq);
    rq->gave_up = true;
    return request_snap(rq);
}

static bool is_allowed(const char *name, const char *const *allowed)
{
    if (strcmp(name, "pageSize") == 0 || strcmp(name, "cursor") == 0)
        return true;
    for (size_t i = 0; allowed != NULL && allowed[i] != NULL; i++)
        if (strcmp(name, allowed[i]) == 0)
            return true;
    return false;
}

/* An 'n' and the id in hexadecimal; clients must not look inside. */
static bool read_cursor(const char *text, int64_t *ret)
{
    size_t digits = strspn(text + (text[0] == 'n'), "0123456789abcdef");
    uint64_t id;
    if (text[0] != 'n' || digits == 0 || digits > 15 || text[1 + digits] != 0 ||
        sscanf(text + 1, "%" SCNx64, &id) != 1)
        return false;
    *ret = (int64_t)id;
    return true;
}

enum err request_paging(struct request *rq, const char *const *allowed, struct paging *ret)
{
    struct paging paging = { .size = DEFAULT_PAGE };
    struct fault *f = &rq->fault;
    for (size_t i = 0; i < rq->query.count; i++) {
        const char *name = rq->query.at[i].name;
        if (!is_allowed(name, allowed))
            (void)fault_issue(
                f, arena_printf(rq->arena, "?%s", name), "unknown", "Dit veld kennen wij niet.");
    }
    const char *size = param_get(&rq->query, "pageSize");
    if (size != NULL &&
        (!str_to_i64(size, &paging.size) || paging.size < 1 || paging.size > LARGEST_PAGE))
        (void)fault_issue(f, "?pageSize", "range", "Geef een getal van 1 tot %d.", LARGEST_PAGE);
    const char *cursor = param_get(&rq->query, "cursor");
    if (cursor != NULL && !read_cursor(cursor, &paging.after))
        (void)fault_issue(f, "?cursor", "format", "Neem de cursor over uit het vorige antwoord.");
    TRY(fault_check(f));
    *ret = paging;
    return ERR_OK;
}

const char *request_cursor(struct request *rq, int64_t id)
{
    return arena_printf(rq->arena, "n%" PRIx64, (uint64_t)id);
}
