/* agenda/notices_body.h: the bytes of a notice: a CloudEvents 1.0 structured JSON, always under
 * NOTICE_MAX_BODY: long texts are cut, long lists end in a count of the rest. Used by notices.c. */
#ifndef AGENDA_NOTICES_BODY_H
#define AGENDA_NOTICES_BODY_H

#include "agenda/announcement.h"
#include "agenda/decision.h"
#include "agenda/notices.h"

/* A notice as one recipient gets it: everything in it is within its sight. */
struct notice_parts {
    enum notice_type type;
    const char *id;
    int64_t now;
    const char *public_url;
    const char *sentence;
    bool significant; /* the receiver has something to do */
    const struct published *published;
    const struct change_list *changes;       /* may be empty */
    const struct decision *decision;         /* or NULL */
    const struct announcement *announcement; /* or NULL */
};

const char *notices_body(struct arena *a, const struct notice_parts *n);

#endif
