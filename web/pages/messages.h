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

/* What a delivery carries, for people: a notice to a system in words, a mail as its text, a chat
 * message as its words. */
struct carried {
    bool is_notice;
    struct message_view message;
    const char *subject, *text; /* of a mail; of a chat message without subject; "" */
    const char *body;           /* as it is sent, indented */
};

/* One delivery: what was sent, and what became of it. */
struct delivery_view {
    struct link_view crumb;
    const char *title;
    struct chip state;
    struct fact_list facts;
    struct form_view problem;
    bool readable; /* else `carried` is empty */
    struct carried carried;
    const char *answer; /* "" when none */
    struct url resend;  /* "" when it cannot be sent again */
};

struct mailbox_view {
    struct delivery_rows deliveries;
    struct pager_view pager;
};
struct mail_view {
    const char *title;
    struct fact_list facts;
    struct carried carried;
    struct lines headers;
};

/* "Agenda verstuurd": what a notice is called, as a title. */
const char *messages_type(struct arena *a, unsigned type);
/* "in een verzamelmail, met 2 andere berichten": for a delivery with bundle_at. */
const char *messages_bundle(struct arena *a, const struct delivery *d);
/* Who receives it; persons are named to who may see people. */
const char *messages_receiver(struct request *rq, const struct delivery *d);
struct carried messages_carried(struct request *rq, const struct delivery *d);
/* Deliveries by mail that go as one: as the one mail that it is. */
struct carried messages_digest(struct request *rq, const struct delivery_list *list);

#endif
