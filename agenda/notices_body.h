/* agenda/notices_body.h: the bytes of a notice: a CloudEvents 1.0 structured JSON, always under
 * NOTICE_MAX_BODY: long texts are cut, long lists end in a count of the rest. Used by notices.c. */
#ifndef AGENDA_NOTICES_BODY_H
#define AGENDA_NOTICES_BODY_H

#include "agenda/notices.h"

/* A notice as one recipient gets it: everything in it is within its sight. */
struct notice_parts {
    const char *id;
    int64_t now;
    const struct telling *telling;
    const struct notice_text *text; /* but its body */
};

const char *notices_body(struct arena *a, const struct notice_parts *n);

#endif
