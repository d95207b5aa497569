/* web/pages/messages.h: what was sent to whom, and what became of it. */
#ifndef WEB_PAGES_MESSAGES_H
#define WEB_PAGES_MESSAGES_H

#include "web/pages/endpoints.h"
#include "web/pages/message.h"

struct messages_view {
    struct delivery_rows deliveries;
    struct pager_view pager;
    const char *summary;
};

/* One delivery: what was sent, and what became of it. */
struct delivery_view {
    struct link_view crumb;
    const char *title;
    struct chip state;
    struct fact_list facts;
    struct form_view problem;
    struct message_view message;
    const char *answer, *body; /* "" when none; indented */
    struct url resend;         /* "" when it cannot be sent again */
};

struct mailbox_view {
    struct delivery_rows deliveries;
    struct pager_view pager;
};
struct mail_view {
    const char *title;
    struct fact_list facts;
    struct message_view message;
    struct lines headers;
    const char *body;
};

/* A body, indented for people. */
const char *messages_indented(struct arena *a, const char *body);

#endif
