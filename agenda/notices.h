/* agenda/notices.h: which change tells whom what, in which words: the table.
 *
 * The payload is a CloudEvents 1.0 structured JSON with date, time, place, link, `version`, what
 * changed, and one Dutch sentence that says what the receiver must do; no personal data (a presenter
 * is a function or an organisation, never a person's name or address). An endpoint sees of a
 * non-public meeting only what its partner may see.
 */
#ifndef AGENDA_NOTICES_H
#define AGENDA_NOTICES_H

#include "agenda/action.h"
#include "agenda/sending.h"
#include "lok/person.h"

struct invited;
struct mail;
struct mailbox;
struct advice;
struct proposal;
struct minutes;
struct coalition_ask;
struct expansion;

/* What is told, before it is made into words for one recipient. With `before`, the type is
 * meeting.moved or agenda.changed, whichever fits what that recipient sees of it. */
struct telling {
    enum notice_type type;
    const struct council *council;
    const struct published *published; /* the meeting and agenda as they will be published, whole;
                                          NULL: of no meeting that was told of */
    const struct published *before;    /* what was published before, for changes; may be NULL */
    const struct decision *decision;   /* for decision.recorded */
    const struct announcement *announcement; /* for item.announced */
    const struct advice *advice;             /* for advice.sent and advice.answered */
    const struct proposal *proposal;         /* for item.proposed … item.postponed */
    const struct action_point *action;       /* for action.assigned and action.due */
    const struct coalition_ask *ask;         /* for coalition.asked */
    const struct expansion *expansion;       /* for expansion.opened and expansion.advised */
    const struct advice *expansion_advice;   /* for expansion.advised */
    const int64_t *concerned;                /* the partners that may apply, or that did */
    size_t concerned_count;
    const struct endpoint *endpoint;      /* for endpoint.failing … endpoint.recovered */
    const char *closes_on;                /* for items.called: the last day */
    const char *superseded_by;            /* for decision.superseded: the new number */
    const struct minutes *minutes;        /* for minutes.drafted … minutes.approved */
    struct action_list actions;           /* for minutes.submitted: the meeting's, newest first */
    const char *document, *document_link; /* for document.added */
    int64_t working_version;              /* of the meeting, for agenda.drafted */
    const char *public_url;
    bool sample; /* made up, and says so: example.h */
};

/* The words and bytes for one recipient; items and changes out of its sight are left out. */
struct notice_text {
    enum notice_type type;
    bool significant;  /* the receiver has something to do */
    bool own;          /* it concerns the receiver's own partner */
    const char *title; /* a line: "Agenda: LOK mei, di 28/05/2024 om 19.30 uur" */
    const char *sentence;
    const char *link, *link_words; /* where to read it: "Agenda bekijken" */
    const char *fact;              /* for notify/told.h; "" = may be told again */
    const char *body;              /* for a webhook */
    bool has_meeting;              /* `seen` counts */
    struct published seen;         /* the meeting within its sight */
    struct change_list changes;    /* within its sight */
    struct action_list actions;    /* within its sight, oldest first; no dropped ones */
};
/* False when there is nothing that such a recipient may hear, or wants (`events`: bits of notice
 * types) to. With id "" no bytes are made, only the words: a mail needs no more. Pure. */
bool notices_write(struct arena *a, const struct telling *t, struct visibility v, uint64_t events,
    const char *id, int64_t now, struct notice_text *ret);

/* As a chat gets it: one message for all of `texts`, which are one or more results of a meeting. */
const char *notices_chat(struct arena *a, unsigned endpoint_kind, const struct council *c,
    const struct notice_text *texts, size_t count);

/* What an endpoint may see: its partner's view, or the members' for one of the secretariat. */
struct visibility notices_visibility(const struct endpoint *e, const struct council *c);

/* How notices leave. */
struct notice_way {
    struct snap *s;
    struct tx *put; /* NULL: only a preview */
    struct arena *arena;
    int64_t sending_id, due_at;
    const struct sending_options *options;
};

/* One, or several results of one meeting. */
struct notice_texts {
    const struct notice_text *at;
    size_t count;
};
/* What an endpoint of that kind carries of them; `ret_mail` is filled when that is a mail. */
enum err notices_bytes(struct arena *a, struct fault *f, const struct endpoint *e,
    const struct telling *t, const struct notice_texts *texts, int64_t date, struct mail *ret_mail,
    const char **ret_body) NODISCARD;

/* All endpoints that want it, may see it and were not told it before, each with its text, appended to
 * `ret`. Several tellings
 * are results of one meeting: a webhook gets each, a chat or mailbox all in one message. */
enum err notices_tell(const struct notice_way *way, const struct telling *tellings, size_t count,
    struct recipient_list *ret) NODISCARD;

/* By mail, the contacts of partners that may hear of it and were not told it before; appended. What
 * they get has a personal link. Nobody without a mail server. */
enum err notices_tell_contacts(const struct notice_way *way, const struct telling *t,
    const int64_t *partners, size_t count, struct recipient_list *ret) NODISCARD;
/* A person that is mailed, as it stands among the recipients. */
struct recipient notices_mailed(const struct notice_way *way, const struct invited *who,
    const struct mail *mail, const char *sentence, const char *remark);

/* Puts one, as `sending` of a meeting or of none; expires when the meeting begins unless it tells of
 * results, a cancellation, or no meeting. `t` is that of the first of `texts`. */
enum err notices_put(const struct notice_way *way, int64_t endpoint_id, const struct telling *t,
    const struct notice_texts *texts, const char *id, const char *body) NODISCARD;

/* As it goes into the outbox. */
struct notice notices_notice(const struct notice_way *way, const struct telling *t,
    const struct notice_texts *texts, const char *id, const char *body);
/* The same for a person, whose personal link has that token ("" = none; `id` stands for it in the
 * body): with the next digest when the person wants that, unless it is urgent (notices_latest). */
enum err notices_mail(const struct notice_way *way, const struct mailbox *box,
    const struct telling *t, const struct notice_texts *texts, const char *id, const char *token,
    const char *body) NODISCARD;
/* What a notice tells: "agenda.published meeting:12 3"; "" when that may be told again and again. */
const char *notices_fact(struct arena *a, const struct telling *t, const struct notice_text *text);
/* "met de verzamelmail van wo 17/04/2024 om 07.00 uur", or "" when it goes at once. */
const char *notices_digest_words(struct arena *a, const struct telling *t,
    const struct notice_text *text, enum mail_rhythm rhythm, int64_t due_at);
/* The same, and that a practice council's mail goes to its Demopostbus. */
const char *notices_mail_remark(struct arena *a, const struct telling *t,
    const struct notice_text *text, enum mail_rhythm rhythm, int64_t due_at);
/* Until when (UTC ms, of the outbox) a digest is soon enough; 0 = whenever. A move or cancellation
 * never is; an invitation must come within the invitation term, a call before it closes, and
 * anything of a meeting to come the day before at the latest. */
int64_t notices_latest(
    struct arena *a, const struct telling *t, const struct notice_text *text, int64_t now);

/* For lists of recipients, that grow. */
void recipient_add(struct arena *a, struct recipient_list *to, const struct recipient *one);
/* How many, when each stands in it once. */
int64_t recipients_chosen(const struct recipient_list *list);
/* Whether the secretary chose that key. */
bool recipient_chosen(const struct sending_options *o, const char *key);

#endif
