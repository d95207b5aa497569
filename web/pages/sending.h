/* web/pages/sending.h: before something is sent: who gets what; and holding it back. */
#ifndef WEB_PAGES_SENDING_H
#define WEB_PAGES_SENDING_H

#include "web/pages/message.h"

struct recipient_row {
    const char *name, *channel, *remark, *sentence;
    struct message_view message;
};
struct recipient_rows {
    struct recipient_row *at;
    size_t count;
};

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
    const char *lead;    /* "3 ontvangers krijgen dit bericht." */
    const char *site;    /* who sees it on the site */
    const char *undo;    /* "U kunt het daarna nog 2 minuten tegenhouden." */
    struct sending_lines changes, warnings;
    struct recipient_rows recipients;
    struct url action, back;
    const char *kind; /* of the form: datum, agenda … */
    const char *button, *look;
    int64_t version;
};

#endif
