/* agenda/calendar.h: iCalendar (RFC 5545, 5546, 7986), written by hand: Debian has no kept C library
 * for it but libical, which costs 36 MB and writes an odd TZID; that one is a test oracle. Pure.
 *
 * Invariants:
 *   - lines end in CRLF and are folded at 75 octets, never inside a UTF-8 sequence;
 *   - text is escaped (\\ \; \, \n) and holds no control characters; so do parameters, quoted;
 *   - local times name Europe/Brussels and the file carries the EU rule as VTIMEZONE; UTC is written
 *     in the hour that comes twice (a local time means its first, says RFC 5545 3.3.5, and libical
 *     takes the second), and before the rule began;
 *   - the same events give the same bytes;
 *   - no attendee stands in a file that is published; only an invitation names its one receiver.
 */
#ifndef AGENDA_CALENDAR_H
#define AGENDA_CALENDAR_H

#include "lok/base/arena.h"

/* PLAIN has no METHOD: a file to keep or to subscribe to, no message of a scheduling transaction
 * (RFC 5545 3.7.2); DTSTAMP says then when the event last changed. */
enum calendar_method { CALENDAR_PLAIN, CALENDAR_REQUEST, CALENDAR_CANCEL };

/* Instants are UTC milliseconds. Text is UTF-8, may be "" or NULL. */
struct calendar_event {
    const char *uid;     /* stable for the life of the meeting */
    int64_t sequence;    /* grows with each significant change that was sent, never falls */
    int64_t stamp_at;    /* DTSTAMP */
    int64_t modified_at; /* LAST-MODIFIED */
    int64_t starts_at;
    int64_t minutes; /* how long; 0 = two hours */
    bool cancelled;  /* STATUS:CANCELLED, and the summary begins with GEANNULEERD: */
    bool all_day;    /* a deadline: only its date counts */
    const char *summary;
    const char *location;
    const char *description;
    const char *url;                              /* absolute, percent-encoded */
    const char *organizer_name, *organizer_email; /* of an invitation: the council's mailbox */
    const char *attendee_email;                   /* of an invitation: its receiver */
};

struct calendar {
    enum calendar_method method;
    const char *name; /* of a subscription, "" for a single meeting */
    const struct calendar_event *events;
    size_t count;
};

/* The Content-Type of a PLAIN one. */
extern const char CALENDAR_TYPE[];

/* The whole file. */
const char *calendar_write(struct arena *a, const struct calendar *c)
    __attribute__((returns_nonnull));

/* The value of METHOD, also for the Content-Type of a mail part; "" of PLAIN. */
const char *calendar_method_name(enum calendar_method method);

#endif
