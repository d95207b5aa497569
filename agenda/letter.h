/* agenda/letter.h: a notice as a mail: text and HTML that carry the same facts, the personal link, why
 * one gets it and how to stop it. Pure. */
#ifndef AGENDA_LETTER_H
#define AGENDA_LETTER_H

#include "agenda/invited.h"
#include "agenda/notices.h"
#include "notify/mail.h"

/* Who gets it. */
struct letter_to {
    const struct invited *who;
    const char *link;   /* personal, "" = none */
    int64_t link_until; /* 0 = not said */
    const char *stop_url;
    bool invitation; /* a calendar part goes with it */
};

/* `texts` are one notice, or the results of one meeting together. Without date, calendar and
 * addresses. */
struct mail letter_for_person(struct arena *a, const struct letter_to *to, const struct telling *t,
    const struct notice_text *texts, size_t count);
struct mail letter_for_endpoint(
    struct arena *a, const struct telling *t, const struct notice_text *texts, size_t count);

/* "Beslissingen en aankondigingen: …", or the title of the only one. */
const char *letter_title(struct arena *a, const struct notice_text *texts, size_t count);
/* When and where, for letters and chats; at most LETTER_FACTS. */
enum { LETTER_FACTS = 3 };
struct letter_fact {
    const char *name, *value;
};
size_t letter_facts(
    struct arena *a, const struct notice_text *text, struct letter_fact ret[LETTER_FACTS]);
/* What its owner does: "de folder bezorgen (tegen zondag 1 september 2024)". */
const char *letter_action(struct arena *a, const struct action_point *p);

/* A plain letter of paragraphs and one link, for what is no notice. */
struct mail letter_plain(struct arena *a, const char *subject, const struct lines *paragraphs,
    const char *link_words, const char *link);

#endif
