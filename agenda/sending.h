/* agenda/sending.h: telling people: preview, send, take back.
 *
 * One transaction writes the immutable published version, the events, and one delivery per recipient
 * with due_at = now + undo_seconds. Until then it can be taken back, whole; after that it says so.
 */
#ifndef AGENDA_SENDING_H
#define AGENDA_SENDING_H

#include "agenda/publication.h"
#include "notify/outbox.h"

enum sending_kind {
    SENDING_DATE,
    SENDING_AGENDA,
    SENDING_CHANGES,
    SENDING_CANCELLATION,
    SENDING_RESULTS,
    SENDING_CALL,             /* oproep voor agendapunten */
    SENDING_REMINDER,         /* to who is invited and did not reply */
    SENDING_ACTIONS,          /* to the owners of what was agreed */
    SENDING_MINUTES_CHAIR,    /* draft minutes, for the chair to read */
    SENDING_MINUTES_MEMBERS,  /* Verslag voorleggen */
    SENDING_MINUTES_APPROVED, /* where the approved minutes are */
    SENDING_SUPERSEDED,       /* decisions of the meeting that others took the place of */
    SENDING_AGENDA_CHAIR      /* the agenda before it is sent, for the chair to read (review.h) */
};
extern const struct choice
    SENDING_KINDS[]; /* datum meedelen, agenda versturen, wijzigingen versturen … */

struct sending {
    int64_t id, meeting_id;
    unsigned kind;
    int64_t created_at, due_at, taken_back_at;
    int64_t recipients; /* endpoints and persons told */
    int64_t by_hand;    /* persons whom the secretary mails (byhand.h) */
    bool may_take_back; /* at the time of reading */
};

/* One recipient with the exact text it gets. */
struct recipient {
    const char *key;      /* for the choice: "endpoint:12", "person:5"; one that gets several
                            messages has the same key in each */
    int64_t endpoint_id;  /* 0 for a person */
    int64_t person_id;    /* 0 for an endpoint */
    unsigned kind;        /* enum endpoint_kind */
    bool chosen;          /* by sending_options.chosen */
    const char *name;     /* of the partner, the person, or "Secretariaat" */
    const char *channel;  /* "eigen systeem: NAME", "Teams: NAME", "mail: ADDRESS" */
    const char *sentence; /* Dutch: what it is told and must do */
    const char *body;     /* what is carried, as JSON; "" for a mail */
    const char *subject, *text, *html; /* of a mail, whole; else "" */
    const char *calendar;              /* the invitation that goes with a mail, "" */
    const char *remark; /* "gepauzeerd: wacht tot u hervat", "in de Demopostbus", "" */
};
struct recipient_list {
    struct recipient *at;
    size_t count;
    int64_t told_before; /* that are left out: they were told the same already */
};
struct sending_preview {
    unsigned kind;
    struct recipient_list recipients; /* also those that were not chosen */
    struct recipient_list by_hand;    /* without a mail server: persons whom the secretary mails */
    struct change_list changes;       /* for SENDING_CHANGES */
    struct lines warnings; /* Dutch: "Wie leidt punt 3 in?", "Na de uiterste datum (di 30/04)" */
};

/* What `undo_seconds` and the links need. */
struct sending_options {
    int64_t undo_seconds;
    const char *public_url;
    struct lines allow;         /* webhook_allow: what leaves even in a demo; for the remarks */
    bool has_mail;              /* smtp_url is set, or a practice council has its Demopostbus */
    const struct lines *chosen; /* keys of recipients; NULL = all, empty = nobody */
};

/* ERR_CONFLICT with the reason when it cannot be sent (no date, no items, nothing changed, begun). */
enum err sending_preview(struct snap *s, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t meeting_id, enum sending_kind kind,
    struct sending_preview *ret) NODISCARD;
/* ERR_STALE when the meeting is no longer at `version` (0 = whatever it is). */
enum err sending_send(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t meeting_id, int64_t version, enum sending_kind kind,
    struct sending *ret) NODISCARD;
/* SENDING_RESULTS of one item only: its decision and announcement, if not released yet. */
enum err sending_send_item(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t item_id, struct sending *ret) NODISCARD;
/* "Proefbericht naar mij": what a member would get, by mail to who asks, now. ERR_CONFLICT without a
 * mail server or an address. */
enum err sending_sample(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t meeting_id, enum sending_kind kind) NODISCARD;
/* The one sending button that fits the meeting now: agenda, changes, or results once it is closed. */
enum sending_kind sending_kind_now(const struct meeting *m);
/* Of the minutes or of decisions: the meeting itself, and what others see of it, stays as it is. */
bool sending_is_aside(enum sending_kind kind);
bool sending_is_of_minutes(enum sending_kind kind);

/* Everything is as before, and nobody was told. ERR_CONFLICT when the time is over or the meeting
 * has begun since. */
enum err sending_take_back(struct tx *tx, const struct actor *who, int64_t sending_id) NODISCARD;

enum err sending_get(struct snap *s, struct arena *a, int64_t id, struct sending *ret) NODISCARD;
/* The newest of a meeting; ERR_NOT_FOUND. */
enum err sending_last(
    struct snap *s, struct arena *a, int64_t meeting_id, struct sending *ret) NODISCARD;

#endif
