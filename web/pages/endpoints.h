/* web/pages/endpoints.h: Koppelingen: where partners' own systems receive notices. */
#ifndef WEB_PAGES_ENDPOINTS_H
#define WEB_PAGES_ENDPOINTS_H

#include "notify/outbox.h"
#include "web/pages/show.h"

struct endpoint_row {
    const char *name, *why;
    struct url to;
    struct chip state;
};
struct endpoints_view {
    struct endpoint_row *at;
    size_t count;
    struct pager_view pager;
    bool is_partner; /* sees its own alone */
};

/* One delivery in a log. */
struct delivery_row {
    const char *when, *what, *why;
    struct url to;
    struct chip state;
};
struct delivery_rows {
    struct delivery_row *at;
    size_t count;
};

struct endpoint_view {
    const char *name;
    struct chip state;
    const char *reason; /* why it is switched off, "" */
    struct fact_list facts;
    struct form_view problem;
    struct lines events;
    struct delivery_rows deliveries;
    struct pager_view pager;
    bool may_edit;
    struct {
        struct form_option *at;
        size_t count;
    } samples;  /* of each notice that it gets */
    bool signs; /* a system of their own: it has a secret */
    int64_t version;
    struct url edit, test, rotate, remove, again, kept;
    struct url pause; /* or go on */
    const char *pause_words;
};

/* What goes again, before it does. */
struct endpoint_again_view {
    struct url endpoint, action;
    const char *name, *since_words;
    bool everything;
    struct lines kinds; /* "Agenda verstuurd: 2 berichten"; none: there is nothing to send */
    const char *date, *time, *button;
};

/* Which notices went, longer ago than the log goes back. */
struct endpoint_kept_row {
    const char *when, *what, *id;
    struct chip state;
};
struct endpoint_kept_view {
    struct url endpoint;
    const char *name;
    struct {
        struct endpoint_kept_row *at;
        size_t count;
    } rows;
    struct pager_view pager;
};

/* How a receiver verifies. */
struct endpoint_verify_view {
    const char *variable; /* where the example finds the secret */
};
/* A secret, shown once, with how to verify. */
struct endpoint_secret_view {
    struct endpoint_verify_view verify;
    const char *title, *lead, *secret;
    struct url endpoint;
};

struct notice_type_row {
    const char *code, *words;
};
struct endpoint_help_view {
    struct endpoint_verify_view verify;
    struct {
        struct notice_type_row *at;
        size_t count;
    } types;
};

/* "De koppeling staat weer aan. 2 berichten vertrekken opnieuw." */
const char *endpoints_recovered(struct arena *a, int64_t count);
struct chip endpoints_state(const struct endpoint *e);
const char *endpoints_name(struct arena *a, const struct endpoint *e);
/* Reads one that the reader may see. ERR_NOT_FOUND otherwise: a partner does not learn of others. */
enum err endpoints_get(struct request *rq, enum action action, struct endpoint *ret) NODISCARD;
enum err endpoints_show_secret(struct request *rq, unsigned status, const char *title,
    const char *lead, int64_t id, const char *secret) NODISCARD;

/* messages.c */
struct delivery_rows messages_rows(
    struct request *rq, const struct delivery_list *list, size_t count, bool with_endpoint);
struct chip messages_state(unsigned state);

#endif
