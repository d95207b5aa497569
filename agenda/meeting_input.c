#include "agenda/meeting.h"
#include "lok/base/dates.h"

#define STANDING_FIELD                                                                \
    FIELD_BOOL(struct meeting_input, standing_items,                                  \
        .label = "Vaste punten meteen op de agenda zetten",                           \
        .hint = "Zoals de goedkeuring van het vorige verslag, openstaande acties en " \
                "varia. Later kan ook, met één knop op de pagina van de agenda.")

#define FORM_FIELDS                                                                             \
    FIELD_TEXT(struct meeting_input, title, .required = true, .label = "Titel",                 \
        .hint = "Bijvoorbeeld: LOK mei."),                                                      \
        FIELD_DATE(struct meeting_input, date, .label = "Datum",                                \
            .hint = "Laat dit leeg als u alleen de maand kent."),                               \
        FIELD_TIME(struct meeting_input, time, .label = "Uur", .hint = "Bijvoorbeeld: 19.30."), \
        FIELD_MONTH(struct meeting_input, month, .label = "Maand",                              \
            .hint = "Alleen nodig als u de datum nog niet kent."),                              \
        FIELD_TEXT(struct meeting_input, location, .label = "Plaats"),                          \
        FIELD_URL(struct meeting_input, online_url, .label = "Link om online deel te nemen",    \
            .hint = "Alleen leden zien deze link."),                                            \
        FIELD_TEXT(struct meeting_input, note, .multiline = true,                               \
            .label = "Nota van het secretariaat", .hint = "Alleen het secretariaat ziet dit."), \
        FIELD_CHOICE(struct meeting_input, access, .of = ACCESSES,                              \
            .label = "Wie mag deze vergadering zien?")

const struct field MEETING_FORM_FIELDS[] = {
    FORM_FIELDS,
    FIELD_END,
};
const struct field MEETING_NEW_FORM_FIELDS[] = {
    FORM_FIELDS,
    STANDING_FIELD,
    FIELD_END,
};

#define JSON_FIELDS                                                                               \
    FIELD_TEXT(struct meeting_input, title, .required = true, .label = "Titel"),                  \
        FIELD_INSTANT(struct meeting_input, starts_at, .label = "Begin"),                         \
        FIELD_MONTH(struct meeting_input, month, .label = "Maand"),                               \
        FIELD_TEXT(struct meeting_input, location, .label = "Plaats"),                            \
        FIELD_URL(struct meeting_input, online_url, .label = "Link om online deel te nemen"),     \
        FIELD_TEXT(                                                                               \
            struct meeting_input, note, .multiline = true, .label = "Nota van het secretariaat"), \
        FIELD_CHOICE(struct meeting_input, access, .of = ACCESSES,                                \
            .label = "Wie mag deze vergadering zien?")

const struct field MEETING_JSON_FIELDS[] = {
    JSON_FIELDS,
    FIELD_END,
};
const struct field MEETING_NEW_JSON_FIELDS[] = {
    JSON_FIELDS,
    STANDING_FIELD,
    FIELD_END,
};

static void from_instant(struct arena *a, struct meeting_input *in)
{
    in->date = in->starts_at == 0 ? "" : date_of(a, in->starts_at);
    in->time = in->starts_at == 0 ? "" : time_of(a, in->starts_at);
}

static void from_date(struct fault *f, struct arena *a, struct meeting_input *in)
{
    int64_t instant = 0;

    if (str_empty(in->date) && str_empty(in->time)) {
        in->starts_at = 0;
    } else if (str_empty(in->date)) {
        fault_issue(f, "date", "required", "Vul bij het uur ook de datum in.");
    } else if (str_empty(in->time)) {
        fault_issue(f, "time", "required", "Vul bij de datum ook het uur in.");
    } else if (in->starts_at != 0 && str_equal(in->date, date_of(a, in->starts_at)) &&
               str_equal(in->time, time_of(a, in->starts_at))) {
        return; /* the same minute: its seconds stay */
    } else if (date_instant(in->date, in->time, &instant) != ERR_OK) {
        fault_issue(
            f, "time", "format", "Dit uur bestaat niet op die dag: de klok springt dan vooruit.");
    } else {
        in->starts_at = instant;
    }
}

enum err meeting_input_resolve(struct fault *f, struct arena *a, struct meeting_input *in)
{
    if (in->starts_at != in->was_starts_at)
        from_instant(a, in);
    else
        from_date(f, a, in);
    TRY(fault_check(f));
    if (in->starts_at != 0 && !date_valid(date_of(a, in->starts_at)))
        return fault_issue(f, "starts_at", "range", "Kies een datum tussen 1900 en 2199.");
    if (in->starts_at != 0)
        in->month = month_of(a, in->starts_at);
    in->was_starts_at = in->starts_at;
    if (str_empty(in->month))
        fault_issue(f, "month", "required", "Kies een datum, of op zijn minst een maand.");
    else if (!month_valid(in->month))
        fault_issue(f, "month", "format", "Deze maand bestaat niet.");
    return fault_check(f);
}

struct meeting_input meeting_to_input(struct arena *a, const struct meeting *m)
{
    struct meeting_input in = {
        .title = m->title,
        .location = m->location,
        .online_url = m->online_url,
        .note = m->note,
        .month = m->month,
        .starts_at = m->starts_at,
        .was_starts_at = m->starts_at,
        .access = m->access,
    };

    from_instant(a, &in);
    return in;
}
