#include "agenda/demo_parts.h"
#include "lok/base/clock.h"

/* An item of February and what the meeting did with it. */
struct demo_item {
    const char *title, *presenter, *text;
    unsigned purpose;
    int64_t minutes;
    struct treatment_input treatment;
};

static const char MENTORS_TEXT[] =
    "Deze inleiding bereidt het agendapunt van mei voor.\n\n"
    "Nooit stonden er zoveel vacatures open in de Vlaamse kinderopvang: 6.912, tegenover 6.267 in "
    "2021. Cursisten met talent willen wij dus niet verliezen.\n\n"
    "De Europese projecten (ESF) zijn afgelopen. De stad betaalt in 2024 en 2025 zelf mentoren, zodat "
    "elk semester nieuwe cursisten begeleiding op maat krijgen.\n\n"
    "Wat we willen bereiken:\n\n"
    "1. meer gekwalificeerde kinderbegeleiders;\n"
    "2. kansen voor mensen met een hart voor kinderopvang.\n\n"
    "Dat doen we met **coaching op de werkvloer** en begeleiding tijdens een kwalificerend traject "
    "(CVO of EVC).";

static const char EARLY_TEXT[] =
    "De oproep *zorg en ondersteuning op lokaal niveau* zoekt pilootprojecten. De opdracht:\n\n"
    "- het Huis van het Kind verder uitbouwen;\n"
    "- de competenties van medewerkers versterken;\n"
    "- trajecten voor zorg en ondersteuning organiseren.\n\n"
    "Kinderopvang is een kernpartner. Er zijn **minstens 2 locaties kinderopvang** nodig. De stad dient "
    "in, mogelijk voor Borgerhout.";

// clang-format off
static const struct demo_item ITEMS[] = {
    { .title = "Verslag van november", .presenter = "secretaris", .text = "",
      .purpose = PURPOSE_APPROVAL_OF_MINUTES, .minutes = 5,
      .treatment = { .outcome = OUTCOME_APPROVED, .note = "Er zijn geen opmerkingen.",
        .target_month = "",
        .decision = { .title = "Verslag van november goedgekeurd",
          .text = "Het LOK keurt het verslag van de vergadering van november 2023 goed.",
          .motivation = "", .due_date = "", .method = METHOD_CONSENSUS } } },
    { .title = "Project Mentoren: inleiding voor mei", .presenter = "mentor-coach", .text = MENTORS_TEXT,
      .purpose = PURPOSE_INTRODUCTION, .minutes = 30,
      .treatment = { .outcome = OUTCOME_NOTED,
        .note = "Het LOK neemt kennis van het project. In mei bespreken we hoe het verder gaat.",
        .target_month = "2024-05",
        .decision = { .title = "", .text = "", .motivation = "", .due_date = "" } } },
    { .title = "Oproep pilootproject vroeg en nabij", .presenter = "stad Antwerpen", .text = EARLY_TEXT,
      .purpose = PURPOSE_DISCUSSION, .minutes = 40,
      .treatment = { .outcome = OUTCOME_APPROVED,
        .note = "De oproep is toegelicht. De partners zijn bereid om mee te zoeken naar locaties.",
        .target_month = "",
        .decision = { .title = "Steun aan de kandidatuur voor het pilootproject vroeg en nabij",
          .text = "Het LOK steunt de aanvraag van de stad. De partners zoeken samen twee "
                  "opvanglocaties in Borgerhout die willen meedoen.",
          .motivation = "Kinderopvang is een plek waar ondersteuning dichtbij is. De oproep vraagt "
                        "minstens twee locaties.",
          .due_date = "2024-05-10", .method = METHOD_CONSENSUS } } },
    { .title = "Varia", .presenter = "", .text = "", .purpose = PURPOSE_ANY_OTHER_BUSINESS, .minutes = 15,
      .treatment = { .outcome = OUTCOME_NOTED, .note = "", .target_month = "",
        .decision = { .title = "", .text = "", .motivation = "", .due_date = "" } } },
};
// clang-format on

enum { MENTORS_ITEM = 1, EARLY_ITEM = 2 };

static enum err add_item(struct demo *d, int64_t meeting_id, size_t at, int64_t *ret_id)
{
    const struct demo_item *row = &ITEMS[at];
    struct item_input in = {
        .title = row->title,
        .presenter = row->presenter,
        .text = row->text,
        .purpose = row->purpose,
        .minutes = row->minutes,
        .access = ACCESS_PUBLIC,
    };

    if (at == MENTORS_ITEM) {
        in.dossier_id = d->mentors;
        in.presenter_partner_id = d->partners[DEMO_CRECHENDO];
    } else if (at == EARLY_ITEM) {
        in.dossier_id = d->early_and_near;
        in.presenter_partner_id = d->partners[DEMO_CITY];
    }
    return item_create(d->tx, &d->who, meeting_id, &in, ret_id);
}

/* Nobody is told: it is past. */
static enum err treat_item(struct demo *d, size_t at, int64_t item_id)
{
    struct treatment_input in = ITEMS[at].treatment;
    struct treatment_result result;
    struct item item = { 0 };

    TRY(item_get(tx_snap(d->tx), d->arena, item_id, &item));
    if (at == EARLY_ITEM)
        in.decision.follow_up_id = d->partners[DEMO_CITY];
    return treatment_record(
        d->tx, d->arena, &d->who, &DEMO_NOBODY, item_id, item.version, &in, &result);
}

static enum err act(struct demo *d, int64_t meeting_id, enum meeting_action action)
{
    struct meeting m = { 0 };

    TRY(meeting_get(tx_snap(d->tx), d->arena, meeting_id, &m));
    return meeting_act(d->tx, &d->who, meeting_id, m.version, action);
}

static enum err release(struct demo *d, int64_t meeting_id)
{
    struct decision_list decisions = { 0 };
    int64_t now = clock_now();

    TRY(decision_of_meeting(tx_snap(d->tx), d->arena, meeting_id, &decisions));
    for (size_t i = 0; i < decisions.count; i++)
        TRY(decision_release(d->tx, &d->who, decisions.at[i].id, 0, now));
    return announcement_release(d->tx, meeting_id, 0, now);
}

static enum err hold_february(struct demo *d)
{
    static const struct meeting_input FEBRUARY = {
        .title = "LOK februari 2024",
        .date = "2024-02-27",
        .time = "19:30",
        .month = "2024-02",
        .location = "Stadhuis, zaal Schelde",
        .access = ACCESS_PUBLIC,
    };
    int64_t ids[ARRAY_LEN(ITEMS)];
    int64_t meeting_id;

    TRY(meeting_create(d->tx, &d->who, &FEBRUARY, &meeting_id));
    d->february = meeting_id;
    for (size_t i = 0; i < ARRAY_LEN(ITEMS); i++)
        TRY(add_item(d, meeting_id, i, &ids[i]));
    TRY(council_move_demo(d->tx, &d->who, "2024-02-27"));
    TRY(act(d, meeting_id, MEETING_START));
    for (size_t i = 0; i < ARRAY_LEN(ITEMS); i++)
        TRY(treat_item(d, i, ids[i]));
    TRY(demo_attendance(d, ids, ARRAY_LEN(ids)));
    TRY(act(d, meeting_id, MEETING_CLOSE));
    TRY(release(d, meeting_id));
    TRY(demo_actions(d, ids[MENTORS_ITEM], ids[EARLY_ITEM]));
    return demo_minutes(d, ids[MENTORS_ITEM]);
}

static enum err announce_may(struct demo *d)
{
    static const struct meeting_input MAY = {
        .title = "LOK mei 2024",
        .month = "2024-05",
        .access = ACCESS_PUBLIC,
    };

    TRY(meeting_create(d->tx, &d->who, &MAY, &d->may));
    return act(d, d->may, MEETING_ANNOUNCE);
}

enum err demo_meetings(struct demo *d)
{
    TRY(hold_february(d));
    return announce_may(d);
}
