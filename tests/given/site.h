/* tests/given/site.h: a running server with a small site of its own, and a raw socket to it.
 *
 * cmocka_unit_test_setup_teardown(a_sentence, given_site, given_site_end)
 *
 * The site (site.c) has a council, a secretary signed in by cookie, a member signed in by cookie and
 * a secretary's token. Its public address is https://lok.example.be. */
#ifndef TESTS_GIVEN_SITE_H
#define TESTS_GIVEN_SITE_H

#include "tests/given/given.h"
#include "web/http/server.h"

int given_site(void **state);
int given_site_end(void **state);

struct site_given {
    struct server *server;
    const struct app *app;
    const struct site *site;
    const char *secretary, *member; /* cookies, "Cookie: …\r\n" */
    const char *token;              /* "Authorization: Bearer …\r\n" */
    int wakes;                      /* how often the courier was woken */
};
struct site_given *site_given(void);

/* How many events the handlers of the site recorded. */
int64_t site_event_count(void **state);

/* A connection of its own; -1 fails the test. */
int wire_open(void);
void wire_send(int fd, const char *bytes, size_t length);

/* Reads until the other side closes or `ms` pass without a byte; *ret_closed (may be NULL) tells. */
const char *wire_read(void **state, int fd, int ms, bool *ret_closed);

/* Sends all at once, reads the answer and closes. With "Connection: close" in it, this is quick. */
const char *wire_talk(void **state, const char *request);
const char *wire_talk_bytes(void **state, const char *request, size_t length, bool *ret_closed);

/* "GET path" or "POST path" with headers ("A: b\r\n" lines) and a body, on a connection of its own. */
const char *wire_get(void **state, const char *path, const char *headers);
const char *wire_post(void **state, const char *path, const char *headers, const char *body);

unsigned wire_status(const char *answer);
/* The value of a header, "" when absent. */
const char *wire_header(void **state, const char *answer, const char *name);
const char *wire_body(const char *answer);

#endif
