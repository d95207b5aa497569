/* Writes calendars for the oracles, to standard output.
 *
 *   write_calendar changes    an event on both sides of every change of the clock, 1996–2050, and in
 *                             the hour that comes twice; its UID is "START-END" in seconds UTC
 *   write_calendar names      summaries and places that are hard to write; the UID is their number
 *   write_calendar request    an invitation; write_calendar cancel takes it back
 *   write_calendar deadline   a whole day
 */
#include "agenda/calendar.h"
#include "lok/base/clock.h"
#include <stdio.h>
#include <string.h>

enum { FIRST_YEAR = 1996, LAST_YEAR = 2050, AROUND = 13 };

static const int64_t MINUTE = 60 * 1000;

/* Minutes from the change at 01:00 UTC; the doubled hour lasts from -60 to +60 in autumn. */
static const int MINUTES[AROUND] = { -1440, -120, -61, -60, -59, -30, -1, 0, 1, 30, 59, 60, 1440 };

static void print(
    struct arena *a, enum calendar_method method, const struct calendar_event *events, size_t count)
{
    fputs(
        calendar_write(a, &(struct calendar){ .method = method, .events = events, .count = count }),
        stdout);
}

/* The last Sunday of the month, at 01:00 UTC. */
static int64_t change(int year, int month)
{
    struct local_time noon = { .year = year, .month = month, .day = 31, .hour = 12 };
    int64_t instant = 0;

    if (clock_instant(noon, &instant) != ERR_OK)
        IMPOSSIBLE("the 31st of March or October");
    int sunday = noon.day - clock_local(instant).weekday;
    struct local_time day_before = { .year = year, .month = month, .day = sunday - 1, .hour = 12 };
    if (clock_instant(day_before, &instant) != ERR_OK)
        IMPOSSIBLE("a Saturday");
    /* Noon on the day before is 11 UTC in winter time and 10 UTC in summer time. */
    return instant + (month == 3 ? 14 : 15) * 60 * MINUTE;
}

static struct calendar_event event(struct arena *a, int64_t starts_at, int64_t minutes)
{
    return (struct calendar_event){
        .uid = arena_printf(a, "%lld-%lld", (long long)(starts_at / 1000),
            (long long)((starts_at + minutes * MINUTE) / 1000)),
        .stamp_at = INT64_C(1700000000000),
        .modified_at = INT64_C(1700000000000),
        .starts_at = starts_at,
        .minutes = minutes,
        .summary = "LOK",
    };
}

static void changes(struct arena *a)
{
    size_t most = (LAST_YEAR - FIRST_YEAR + 1) * 2 * AROUND, count = 0;
    struct calendar_event *events = arena_array(a, most, sizeof *events);

    for (int year = FIRST_YEAR; year <= LAST_YEAR; year++)
        for (int month = 3; month <= 10; month += 7)
            for (size_t i = 0; i < AROUND; i++)
                events[count++] =
                    event(a, change(year, month) + MINUTES[i] * MINUTE, i % 2 == 0 ? 45 : 120);
    print(a, CALENDAR_PLAIN, events, count);
}

static void names(struct arena *a)
{
    static const char *const NAMES[] = {
        "Crèche ’t Eeklo; groep 1, \"De Bijtjes\" \\ buiten",
        "END:VEVENT",
        "a\\nb",
        "één regel\nen nog een; en, nog\\een",
        "👩‍👩‍👧‍👦 gezinsopvang 🎈",
    };
    struct calendar_event events[ARRAY_LEN(NAMES) + 1];
    const char *emoji = "";

    for (int i = 0; i < 200; i++)
        emoji = arena_printf(a, "%s%s", emoji, i % 3 == 0 ? "é" : i % 3 == 1 ? "😀" : "€");
    for (size_t i = 0; i <= ARRAY_LEN(NAMES); i++) {
        events[i] = event(a, INT64_C(1716917400000), 60);
        events[i].uid = arena_printf(a, "%zu", i);
        events[i].summary = i < ARRAY_LEN(NAMES) ? NAMES[i] : emoji;
        events[i].location = events[i].description = events[i].summary;
    }
    print(a, CALENDAR_PLAIN, events, ARRAY_LEN(events));
}

static void invitation(struct arena *a, enum calendar_method method)
{
    struct calendar_event e = event(a, INT64_C(1716917400000), 60);

    e.sequence = method == CALENDAR_CANCEL;
    e.cancelled = method == CALENDAR_CANCEL;
    e.organizer_name = "LOK \"Voorbeeld\"; Melle";
    e.organizer_email = "lok@example.be";
    e.attendee_email = "lid@example.be";
    print(a, method, &e, 1);
}

int main(int argc, char **argv)
{
    AUTO(arena_cleanup) struct arena *a = arena_new();
    const char *what = argc == 2 ? argv[1] : "";

    clock_init();
    if (strcmp(what, "changes") == 0) {
        changes(a);
    } else if (strcmp(what, "names") == 0) {
        names(a);
    } else if (strcmp(what, "request") == 0) {
        invitation(a, CALENDAR_REQUEST);
    } else if (strcmp(what, "cancel") == 0) {
        invitation(a, CALENDAR_CANCEL);
    } else if (strcmp(what, "deadline") == 0) {
        struct calendar_event e = event(a, INT64_C(1716917400000), 60);
        e.all_day = true;
        print(a, CALENDAR_PLAIN, &e, 1);
    } else {
        fputs("write_calendar changes|names|request|cancel|deadline\n", stderr);
        return 2;
    }
    return 0;
}
