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

/* How much is told, in characters and entries. A character may cost six bytes in JSON. */
struct notices_limits {
    size_t title, text, changes, items; /* as many actions as items */
};

void notices_add_cut(
    cJSON *object, struct arena *a, const char *name, const char *text, size_t characters);
/* How many more there are than `shown`. */
void notices_add_rest(cJSON *data, const char *name, size_t count, size_t shown);
const char *notices_url(
    struct arena *a, const struct notice_parts *n, const char *path, int64_t id);
/* What it is about, beside the meeting. */
void notices_add_subject(
    cJSON *data, struct arena *a, const struct notice_parts *n, const struct notices_limits *most);

const char *notices_body(struct arena *a, const struct notice_parts *n);

#endif
