/* web/http/app.h: what every request can reach: the database, the settings, and how to wake what
 * carries notices. Made by main, const while serving. */
#ifndef WEB_HTTP_APP_H
#define WEB_HTTP_APP_H

#include "lok/base/config.h"
#include "lok/base/db.h"

struct app {
    struct db *db;
    const struct config *config;
    const char *public_url; /* without a slash at the end */
    int64_t undo_seconds;
    size_t document_limit;             /* bytes */
    const struct lines *scan_command;  /* the program that looks at documents; empty = none */
    const struct lines *webhook_allow; /* HOST:PORT */
    void (*wake)(void *courier);       /* after each commit; NULL when nothing carries */
    void *courier;
};

#endif
