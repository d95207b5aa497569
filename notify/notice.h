/* notify/notice.h: one thing to tell, as the outbox takes it: encoded by its caller, carried as it is.
 *
 * `body` is the same bytes on every attempt. For a webhook it is a CloudEvents 1.0 structured JSON,
 * under 20 kB and without personal data; for a chat see notify/chat.h, for mail notify/mail.h.
 */
#ifndef NOTIFY_NOTICE_H
#define NOTIFY_NOTICE_H

#include "lok/event.h"

enum notice_type {
    NOTICE_MEETING_PLANNED,
    NOTICE_MEETING_MOVED,
    NOTICE_MEETING_CANCELLED,
    NOTICE_AGENDA_PUBLISHED,
    NOTICE_AGENDA_CHANGED,
    NOTICE_ITEM_ANNOUNCED,
    NOTICE_DECISION_RECORDED,
    NOTICE_ENDPOINT_TEST, /* bits of these are stored: new ones go at the end */
    NOTICE_ITEM_PROPOSED,
    NOTICE_ITEM_ACCEPTED,
    NOTICE_ITEM_DECLINED,
    NOTICE_ITEM_POSTPONED,
    NOTICE_ITEMS_CALLED,
    NOTICE_REPLY_MISSING,
    NOTICE_DECISION_SUPERSEDED,
    NOTICE_DOCUMENT_ADDED,
    NOTICE_ENDPOINT_FAILING,
    NOTICE_ENDPOINT_DISABLED,
    NOTICE_ENDPOINT_RECOVERED,
    NOTICE_ACTION_ASSIGNED,
    NOTICE_MINUTES_DRAFTED,
    NOTICE_MINUTES_SUBMITTED,
    NOTICE_MINUTES_APPROVED,
    NOTICE_WEEK_DUE, /* a mail to secretaries: no payload, for no endpoint, as is the next */
    NOTICE_LINK_RENEWED,
    NOTICE_ADVICE_SENT,
    NOTICE_ADVICE_ANSWERED,
    NOTICE_AGENDA_DRAFTED, /* a mail to the chair: for no endpoint */
    NOTICE_ACTION_DUE,
    NOTICE_COALITION_ASKED,
    NOTICE_EXPANSION_OPENED,
    NOTICE_EXPANSION_ADVISED,
    NOTICE_TYPE_COUNT
};
/* "meeting.planned" … with what a page calls them ("datum van een vergadering meegedeeld"). */
extern const struct choice NOTICE_TYPES[];

enum { NOTICE_MAX_BODY = 20 * 1000, NOTICE_MAX_ID = 100 };

struct notice {
    const char *id; /* webhook-id and CloudEvents id: "msg_…" */
    enum notice_type type;
    const char *subject_kind; /* "meeting", "decision", "action", "coalition" … */
    int64_t subject_id;       /* order is kept per endpoint and subject */
    const char *body;
    int64_t due_at;     /* the outbox's clock, UTC ms */
    int64_t expires_at; /* domain time (council_now); 0 = never */
    int64_t sending_id; /* what can be taken back together; 0 = none */
    int64_t bundle_at;  /* of a mail: goes as one with the others of its mailbox; 0 = alone */
    struct lines facts; /* what it tells, none of which it was told before (notify/told.h) */
    const char
        *token; /* of a mail: of its personal link, for which `id` stands in the body; NULL */
};

/* Whether it is a mail to one person: it has no payload and goes to no endpoint. */
bool notice_is_mail_only(unsigned type);

/* Whether an endpoint may choose it; a test comes by its own button. */
bool notice_is_offered(unsigned type);

/* A new id: "msg_" and 24 random characters. */
const char *notice_new_id(struct arena *a);

/* Visible ASCII without a dot (which separates what is signed), at most NOTICE_MAX_ID. */
bool notice_id_valid(const char *id);

#endif
