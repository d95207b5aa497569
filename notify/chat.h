/* notify/chat.h: a notice as a message in a team's chat. Pure.
 *
 * Teams gets an Adaptive Card 1.4 of at most 28 kB (for longer ones texts are cut), wrapped in a
 * message or bare, as the flow behind its address expects; Slack, Mattermost and Rocket.Chat get one
 * `text` with a link. What stands in a notice never formats anything, mentions anybody or makes a
 * link: Markdown is escaped for Teams; for the others, which agree on no escape, the characters that
 * format give way to ones that look alike, and names after @ are broken by a word joiner.
 */
#ifndef NOTIFY_CHAT_H
#define NOTIFY_CHAT_H

#include "notify/endpoint.h"

enum { CHAT_LONGEST = 28 * 1000 };

struct message_fact {
    const char *name, *value; /* "Wanneer", "di 28/05/2024 om 19.30 uur" */
};

struct message {
    const char *title;
    const char *sentence; /* what happened and what to do, "" */
    const struct message_fact *facts;
    size_t fact_count;
    const char *link;      /* "" or an http(s) URL */
    const char *link_text; /* "Agenda bekijken" */
};

/* The bytes to send, as they go in the outbox. `kind` is a chat kind. */
const char *chat_body(struct arena *a, enum endpoint_kind kind, const struct message *m)
    __attribute__((returns_nonnull));

#endif
