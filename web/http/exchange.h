/* web/http/exchange.h: one request and its answer inside the machinery: what surrounds the `struct
 * request` that handlers see. For files of web/http only.
 *
 * Life: exchange_new when the request line is read → exchange_open when the head is complete →
 * exchange_body for each piece → dispatch → respond → exchange_end, whatever happened.
 */
#ifndef WEB_HTTP_EXCHANGE_H
#define WEB_HTTP_EXCHANGE_H

#include "web/http/body.h"
#include "web/http/lingering.h"
#include "web/http/reaper.h"
#include "web/http/server.h"
#include "web/http/upload.h"

struct MHD_Connection;

/* Shared by all threads while serving. */
struct service {
    const struct app *app;
    const struct site *site;
    const struct assets *assets;
    struct reaper *reaper;
    struct lingering *lingering;
    struct body_budget bodies, uploads;
    const char *folder; /* for uploads */
    const char *trusted_proxy;
    bool is_https;
    atomic_bool quiescing;
    atomic_long in_flight; /* heads being read to answers sent */
    atomic_long connections;
    atomic_ulong answered[6]; /* by the first digit of the status */
    atomic_ulong reaped;
};

/* One connection, of which exchanges follow one another. */
struct peer {
    struct reaper_entry *entry;
    char address[46];
};

enum { REPLY_MAX_HEADERS = 8 };

struct reply_header {
    const char *name, *value;
};

struct reply {
    unsigned status; /* 0 = none was set */
    const char *content_type;
    const void *body;
    size_t length;
    reply_reader *reader; /* gives the body piece by piece; NULL: it stands in `body` */
    void *reader_context;
    const void *gzipped; /* ready beforehand, or NULL */
    size_t gzipped_length;
    const char *etag;          /* NULL: made from the body where caching makes sense */
    const char *cache_control; /* NULL: by the rules of respond.c */
    bool has_version;          /* the tag is for If-Match: one coding only */
    bool is_page;              /* the layout was rendered */
    bool close;
    struct reply_header header[REPLY_MAX_HEADERS];
    size_t header_count;
};

struct exchange {
    struct request rq; /* first: a handler's request is its exchange */
    struct service *service;
    struct MHD_Connection *connection;
    struct peer *peer;
    struct reply reply;
    struct body body;
    struct upload upload;   /* instead, for a document */
    const char *raw_at;     /* where the target stands in the library's buffer */
    const char *raw_target; /* our copy, with the query */
    const char *raw_query;  /* "" without one */
    const char *why;        /* of the guard's refusal, "" */
    enum err refused;       /* known before the handler; ERR_OK = go on */
    bool opened, answered;
    bool body_comes;
    bool is_bearer; /* who it is was said in Authorization */
    bool touch_due;
    int64_t started_at; /* monotonic */
};

struct exchange *exchange_of(struct request *rq);

struct exchange *exchange_new(struct service *service, struct MHD_Connection *connection,
    struct peer *peer, const char *target);

/* Guard, route, rules for the body. What is wrong stands in `refused`. */
void exchange_open(struct exchange *x, const char *method, const char *version);

/* A piece of the body. False: too much came after the limit, hang up. */
bool exchange_body(struct exchange *x, const char *bytes, size_t length);

/* Logs, looks for what was left open, frees everything. */
void exchange_end(struct exchange *x);

#endif
