/* Reads an iCalendar file from standard input with libical. Ends with 1 and says why when it is not
 * what RFC 5545 and 5546 ask; otherwise prints a line for each event: UID, SEQUENCE, STATUS, start and
 * end in seconds UTC by the file's own time zone, tab between. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 16 * 1024 * 1024 };

static char *read_all(void)
{
    char *text = malloc(MOST);
    size_t length = text == NULL ? 0 : fread(text, 1, MOST - 1, stdin);

    if (text != NULL)
        text[length] = '\0';
    return text;
}

/* What the parser or the check left as X-LIC-ERROR. */
static int complaints(icalcomponent *c)
{
    int count = 0;

    for (icalproperty *p = icalcomponent_get_first_property(c, ICAL_XLICERROR_PROPERTY); p != NULL;
         p = icalcomponent_get_next_property(c, ICAL_XLICERROR_PROPERTY)) {
        fprintf(stderr, "%s: %s\n", icalcomponent_kind_to_string(icalcomponent_isa(c)),
            icalproperty_get_xlicerror(p));
        count++;
    }
    for (icalcomponent *inner = icalcomponent_get_first_component(c, ICAL_ANY_COMPONENT);
         inner != NULL; inner = icalcomponent_get_next_component(c, ICAL_ANY_COMPONENT))
        count += complaints(inner);
    return count;
}

static long long seconds(icalcomponent *root, icalcomponent *event, icalproperty_kind kind)
{
    icalproperty *p = icalcomponent_get_first_property(event, kind);
    if (p == NULL)
        return 0;
    struct icaltimetype t = icalvalue_get_datetime(icalproperty_get_value(p));
    icalparameter *name = icalproperty_get_first_parameter(p, ICAL_TZID_PARAMETER);

    if (name == NULL)
        return (long long)icaltime_as_timet_with_zone(t, icaltimezone_get_utc_timezone());
    icaltimezone *zone = icalcomponent_get_timezone(root, icalparameter_get_tzid(name));
    return zone == NULL ? -1 : (long long)icaltime_as_timet_with_zone(t, zone);
}

static void show(icalcomponent *root, icalcomponent *event)
{
    icalproperty_status status = icalcomponent_get_status(event);

    printf("%s\t%d\t%s\t%lld\t%lld\n", icalcomponent_get_uid(event),
        icalcomponent_get_sequence(event), icalproperty_status_to_string(status),
        seconds(root, event, ICAL_DTSTART_PROPERTY), seconds(root, event, ICAL_DTEND_PROPERTY));
}

int main(void)
{
    char *text = read_all();
    icalcomponent *root = text == NULL ? NULL : icalparser_parse_string(text);
    int failed = 1;

    if (root == NULL || icalcomponent_isa(root) != ICAL_VCALENDAR_COMPONENT) {
        fputs("this is no calendar\n", stderr);
    } else {
        failed = icalrestriction_check(root) == 0;
        failed = complaints(root) > 0 || failed;
        if (failed)
            fputs("icalrestriction_check refuses it\n", stderr);
        for (icalcomponent *e = icalcomponent_get_first_component(root, ICAL_VEVENT_COMPONENT);
             e != NULL; e = icalcomponent_get_next_component(root, ICAL_VEVENT_COMPONENT))
            show(root, e);
    }
    if (root != NULL)
        icalcomponent_free(root);
    free(text);
    return failed;
}
