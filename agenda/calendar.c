#include "agenda/calendar.h"
#include "lok/base/buf.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "lok/base/str.h"
#include "lok/base/utf8.h"
#include <string.h>

enum { MAX_OCTETS = 75, COMMON_MINUTES = 120 };

static const int64_t MINUTE_MS = 60 * 1000;
static const int64_t HOUR_MS = 60 * 60 * 1000;

/* 1996-03-31 01:00 UTC: the first change that TIME_ZONE knows. */
static const int64_t RULE_BEGAN = INT64_C(828234000000);

const char CALENDAR_TYPE[] = "text/calendar; charset=utf-8";

const char *calendar_method_name(enum calendar_method method)
{
    static const char *const NAMES[] = { "", "REQUEST", "CANCEL" };

    return NAMES[method];
}

/* One content line, folded (RFC 5545 3.1). A continuation begins with a space, which counts. */
static void put_line(struct buf *out, const char *line)
{
    size_t octets = 0;

    while (*line != '\0') {
        const char *next = line;
        (void)utf8_next(&next);
        size_t length = (size_t)(next - line);

        if (octets + length > MAX_OCTETS) {
            buf_puts(out, "\r\n ");
            octets = 1;
        }
        buf_add(out, line, length);
        octets += length;
        line = next;
    }
    buf_puts(out, "\r\n");
}

/* CONTROL of RFC 5545 3.1: everything below a space but the tab, and DEL. */
static bool is_control(char c)
{
    return ((unsigned char)c < ' ' && c != '\t') || c == 0x7f;
}

/* A TEXT value (3.3.11); nothing when it is empty. */
static void put_text(struct buf *out, const char *name, const char *text)
{
    struct buf line;

    if (str_empty(text))
        return;
    buf_init(&line, out->arena, 0);
    buf_puts(&line, name);
    buf_putc(&line, ':');
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '\\' || *c == ';' || *c == ',')
            buf_putc(&line, '\\');
        if (*c == '\n')
            buf_puts(&line, "\\n");
        else if (!is_control(*c))
            buf_putc(&line, *c);
    }
    put_line(out, line.data);
}

/* A parameter's value within quotes (3.2), where no quote may stand. */
static const char *quoted(struct arena *a, const char *value)
{
    struct buf b;

    buf_init(&b, a, 0);
    buf_putc(&b, '"');
    for (const char *c = value == NULL ? "" : value; *c != '\0'; c++)
        if (!is_control(*c))
            buf_putc(&b, *c == '"' ? '\'' : *c);
    buf_putc(&b, '"');
    return b.data;
}

/* A CAL-ADDRESS (3.3.3): what a mailto URI (RFC 6068) cannot hold is percent-encoded. */
static const char *mailto(struct arena *a, const char *address)
{
    static const char PLAIN[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                "-._~@+!$'*";
    struct buf b;

    buf_init(&b, a, 0);
    buf_puts(&b, "mailto:");
    for (const char *c = address; *c != '\0'; c++) {
        if (strchr(PLAIN, *c) != NULL)
            buf_putc(&b, *c);
        else
            buf_printf(&b, "%%%02X", (unsigned)(unsigned char)*c);
    }
    return b.data;
}

static const char *utc(struct arena *a, int64_t instant)
{
    const char *s = clock_rfc3339(a, instant - (instant % 1000 + 1000) % 1000);

    /* 2024-05-28T17:30:00Z → 20240528T173000Z */
    return arena_printf(a, "%.4s%.2s%.2sT%.2s%.2s%.2sZ", s, s + 5, s + 8, s + 11, s + 14, s + 17);
}

static void put_utc(struct buf *out, const char *name, int64_t instant)
{
    put_line(out, arena_printf(out->arena, "%s:%s", name, utc(out->arena, instant)));
}

/* Whether the wall clock shows the same at another instant: in the hour that comes twice. */
static bool is_doubled(int64_t instant)
{
    int hour = clock_local(instant).hour;

    return clock_local(instant - HOUR_MS).hour == hour ||
           clock_local(instant + HOUR_MS).hour == hour;
}

static void put_moment(struct buf *out, const char *name, int64_t instant)
{
    struct local_time t = clock_local(instant);

    if (instant < RULE_BEGAN || is_doubled(instant))
        put_utc(out, name, instant);
    else
        put_line(out, arena_printf(out->arena, "%s;TZID=Europe/Brussels:%04d%02d%02dT%02d%02d%02d",
                          name, t.year, t.month, t.day, t.hour, t.minute, t.second));
}

static void put_day(struct buf *out, const char *name, int64_t instant)
{
    struct local_time t = clock_local(instant);

    put_line(
        out, arena_printf(out->arena, "%s;VALUE=DATE:%04d%02d%02d", name, t.year, t.month, t.day));
}

/* The EU rule, since 1996 (Directives 94/21/EC, 97/44/EC and 2000/84/EC). */
static const char TIME_ZONE[] = "BEGIN:VTIMEZONE\r\n"
                                "TZID:Europe/Brussels\r\n"
                                "BEGIN:DAYLIGHT\r\n"
                                "DTSTART:19960331T020000\r\n"
                                "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
                                "TZOFFSETFROM:+0100\r\n"
                                "TZOFFSETTO:+0200\r\n"
                                "TZNAME:CEST\r\n"
                                "END:DAYLIGHT\r\n"
                                "BEGIN:STANDARD\r\n"
                                "DTSTART:19961027T030000\r\n"
                                "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
                                "TZOFFSETFROM:+0200\r\n"
                                "TZOFFSETTO:+0100\r\n"
                                "TZNAME:CET\r\n"
                                "END:STANDARD\r\n"
                                "END:VTIMEZONE\r\n";

/* Who invites and who is invited: only in an invitation; an answer goes by the personal link. */
static void put_people(struct buf *out, const struct calendar_event *e)
{
    struct arena *a = out->arena;

    if (str_empty(e->organizer_email))
        return;
    put_line(out, arena_printf(a, "ORGANIZER;CN=%s:%s", quoted(a, e->organizer_name),
                      mailto(a, e->organizer_email)));
    if (!str_empty(e->attendee_email))
        put_line(out,
            arena_printf(a, "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:%s",
                mailto(a, e->attendee_email)));
}

static void put_times(struct buf *out, const struct calendar_event *e)
{
    int64_t minutes = e->minutes > 0 ? e->minutes : COMMON_MINUTES;

    if (e->all_day) {
        int64_t next = e->starts_at;

        put_day(out, "DTSTART", e->starts_at);
        if (date_instant(date_add_days(out->arena, date_of(out->arena, e->starts_at), 1), "00:00",
                &next) == ERR_OK)
            put_day(out, "DTEND", next);
        return;
    }
    put_moment(out, "DTSTART", e->starts_at);
    put_moment(out, "DTEND", e->starts_at + minutes * MINUTE_MS);
}

static void put_event(struct buf *out, enum calendar_method method, const struct calendar_event *e)
{
    struct arena *a = out->arena;

    buf_puts(out, "BEGIN:VEVENT\r\n");
    put_text(out, "UID", e->uid);
    put_line(out, arena_printf(a, "SEQUENCE:%lld", (long long)e->sequence));
    put_utc(out, "DTSTAMP", e->stamp_at);
    put_utc(out, "LAST-MODIFIED", e->modified_at);
    put_times(out, e);
    put_text(
        out, "SUMMARY", e->cancelled ? arena_printf(a, "GEANNULEERD: %s", e->summary) : e->summary);
    put_text(out, "LOCATION", e->location);
    put_text(out, "DESCRIPTION", e->description);
    if (!str_empty(e->url))
        put_line(out, arena_printf(a, "URL:%s", e->url));
    if (method != CALENDAR_PLAIN)
        put_people(out, e);
    put_line(out, e->cancelled ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");
    put_line(out, e->all_day || e->cancelled ? "TRANSP:TRANSPARENT" : "TRANSP:OPAQUE");
    buf_puts(out, "END:VEVENT\r\n");
}

const char *calendar_write(struct arena *a, const struct calendar *c)
{
    struct buf out;

    buf_init(&out, a, 0);
    buf_puts(&out, "BEGIN:VCALENDAR\r\n"
                   "VERSION:2.0\r\n"
                   "PRODID:-//lokd//lokd " LOK_VERSION "//NL\r\n"
                   "CALSCALE:GREGORIAN\r\n");
    if (c->method != CALENDAR_PLAIN)
        put_line(&out, arena_printf(a, "METHOD:%s", calendar_method_name(c->method)));
    if (!str_empty(c->name)) {
        put_text(&out, "NAME", c->name);
        put_text(&out, "X-WR-CALNAME", c->name);
        buf_puts(&out, "REFRESH-INTERVAL;VALUE=DURATION:PT4H\r\n"
                       "X-PUBLISHED-TTL:PT4H\r\n");
    }
    buf_puts(&out, TIME_ZONE);
    for (size_t i = 0; i < c->count; i++)
        put_event(&out, c->method, &c->events[i]);
    buf_puts(&out, "END:VCALENDAR\r\n");
    return out.data;
}
