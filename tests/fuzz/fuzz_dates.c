/* Any text as a date, a month, a time, an RFC 3339 instant or an HTTP date: what is accepted is
 * written back and read as the same. */
#include "lok/base/dates.h"
#include "lok/base/field_format.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_date(struct arena *a, const char *text)
{
    const char *typed = field_format_date(a, text, true);
    PRE(typed == NULL || date_valid(typed));
    if (!date_valid(text)) {
        PRE(dutch_date(a, text)[0] == '\0');
        return;
    }
    PRE(date_days_between(text, text) == 0);
    const char *next = date_add_days(a, text, 1);
    PRE(next[0] == '\0' || date_days_between(text, next) == 1);
    PRE(strlen(dutch_date(a, text)) == 13);
    PRE(dutch_date_long(a, text)[0] != '\0' && dutch_day_long(a, text)[0] != '\0');
    int64_t noon;
    PRE(date_instant(text, "12:00", &noon) == ERR_OK);
    PRE(strcmp(date_of(a, noon), text) == 0);
}

static void check_month(struct arena *a, const char *text)
{
    const char *typed = field_format_month(a, text, true);
    PRE(typed == NULL || month_valid(typed));
    if (month_valid(text)) {
        PRE(date_valid(month_last_day(a, text)));
        PRE(strcmp(month_add(a, text, 0), text) == 0);
        PRE(dutch_month(a, text)[0] != '\0');
    }
}

static void check_instant(struct arena *a, const char *text)
{
    int64_t at, back;
    if (clock_parse_rfc3339(text, &at)) {
        PRE(clock_parse_rfc3339(clock_rfc3339(a, at), &back) && back == at);
        PRE(dutch_time(a, at)[0] != '\0' && date_of(a, at) != NULL);
    }
    if (clock_parse_http_date(text, &at))
        PRE(clock_parse_http_date(clock_http_date(a, at), &back) && back == at);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena_cleanup) struct arena *a = arena_new();
    clock_init();
    const char *text = arena_strndup(a, (const char *)data, size);
    const char *time = field_format_time(a, text);
    PRE(time == NULL || time_valid(time));
    check_date(a, text);
    check_month(a, text);
    check_instant(a, text);
    return 0;
}
