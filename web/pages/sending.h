/* web/pages/sending.h: before something is sent: who gets what, and who is told; holding it back; and
 * mailing by hand where there is no mail server. */
#ifndef WEB_PAGES_SENDING_H
#define WEB_PAGES_SENDING_H

#include "web/pages/messages.h"

/* One message as its receiver reads it. */
struct sent_message {
    const char *sentence, *to;
    struct carried carried;
};
struct sent_messages {
    struct sent_message *at;
    size_t count;
};
struct recipient_row {
    const char *key; /* of its box */
    bool chosen;
    const char *name, *channel, *remark;
    struct sent_messages messages;
};
struct recipient_rows {
    struct recipient_row *at;
    size_t count;
};
/* One row for all messages with the same key. */
struct recipient_rows sending_rows(struct request *rq, const struct recipient_list *list);
size_t sending_rows_chosen(const struct recipient_rows *rows);
/* The boxes that were ticked; NULL when `mark` is not in it: then nothing was chosen yet, and all are
 * told. */
struct lines *sending_choice(struct request *rq, const struct params *from, const char *mark);

struct sending_line {
    const char *text;
};
struct sending_lines {
    struct sending_line *at;
    size_t count;
};

struct sending_view {
    const char *heading;
    struct link_view meeting;
    struct form_view problem;
    const char *refused; /* why nothing can be sent now, "" */
    const char *lead;    /* "3 ontvangers krijgen bericht." */
    const char *site;    /* who sees it on the site, "" */
    const char *undo;    /* "U kunt het daarna nog 2 minuten tegenhouden." */
    struct sending_lines changes, warnings;
    struct recipient_rows recipients, by_hand;
    struct url action, back;
    struct url all, none; /* the same page with every box ticked, or none */
    struct url sample;    /* "" without a mail server */
    const char *kind;     /* of the form: datum, agenda … */
    const char *button, *look;
    int64_t version;
};

/* Of one thing, outside a meeting: an advice, a reminder. `title` is the button too. */
struct send_page_view {
    struct link_view crumb; /* what it is about */
    const char *title, *refused, *lead, *undo;
    const char *before, *nobody; /* who was told already, "" */
    struct form_view problem;
    struct recipient_rows recipients;
    struct url action;
    int64_t version;
};
/* "U kunt het daarna nog 2 minuten tegenhouden." */
const char *sending_undo_words(struct arena *a, int64_t seconds);

/* What is told by a button of its own: send_one.c. */
struct send_one {
    struct link_view crumb;
    const char *title, *lead;
    const char *what; /* what was told already: "deze herinnering vandaag" */
    const char *nobody, *nobody_left;
    struct url action;
    int64_t version;
    const void *of; /* for `preview` */
    enum err (*preview)(struct request *rq, const struct sending_options *o, const void *of,
        struct recipient_list *ret);
};
enum err send_one_show(struct request *rq, unsigned status, const struct send_one *one) NODISCARD;
/* What was ticked, and the version that was looked at. */
enum err send_one_options(
    struct request *rq, struct sending_options *ret, int64_t *ret_version) NODISCARD;

/* -- by hand -- */

struct byhand_row {
    const char *heading, *id;
    const char *addresses, *subject, *text;
    struct url calendar;
};
struct byhand_rows {
    struct byhand_row *at;
    size_t count;
};
struct byhand_view {
    struct link_view meeting;
    struct byhand_rows copies;
    struct url merge;
    bool waits; /* it may still be taken back */
};

#endif
