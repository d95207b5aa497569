/* web/pages/message.h: a notice as people read it: what is carried as JSON, in words. */
#ifndef WEB_PAGES_MESSAGE_H
#define WEB_PAGES_MESSAGE_H

#include "web/pages/show.h"

struct message_item {
    const char *time, *number, *title;
};
struct message_items {
    struct message_item *at;
    size_t count;
};
struct message_change {
    const char *text;
};
struct message_changes {
    struct message_change *at;
    size_t count;
};

struct message_view {
    const char *about;    /* "Agenda van een vergadering verstuurd" */
    const char *sentence; /* what the receiver is told and must do */
    struct fact_list facts;
    struct message_changes changes;
    struct message_items items;
    const char *decision_title, *decision_text; /* "" when there is none */
};

/* What does not read as a notice gives an empty one, with OUR_BUG: we wrote it ourselves. */
struct message_view message_of(struct request *rq, const char *body);

/* The words of what a chat gets; what does not read as JSON is given as it is. */
const char *message_chat_text(struct arena *a, const char *body);

#endif
