#include "agenda/demo_years.h"
#include "agenda/action.h"
#include "agenda/advice.h"
#include "agenda/dossier.h"
#include "agenda/minutes.h"
#include "agenda/treatment.h"
#include "lok/base/clock.h"
#include "lok/person.h"

enum { LAST_YEAR = 2023, ITEMS = 10, DOSSIERS = 20, PARTNERS = 45, MOST_PEOPLE = 50 };

/* What is being made. */
struct history {
    struct tx *tx;
    struct arena *arena;
    struct actor who;
    struct person_list people;
    int64_t dossiers[DOSSIERS], partners[PARTNERS];
    int64_t made; /* meetings so far */
};
struct session {
    int64_t year, meeting_id;
    const char *name; /* "februari 1994" */
    const char *date;
    int64_t items[ITEMS];
    int64_t advice_id;
};

static const struct lines NOBODY_CHOSEN = { 0 };
static const struct sending_options NOBODY = { .public_url = "", .chosen = &NOBODY_CHOSEN };
static const char *const SUBJECTS[] = { "Opvang in de schoolvakanties", "Kwaliteit op de vloer",
    "Inclusieve opvang", "Wachtlijsten", "Buurtgerichte opvang", "Opleiding van kinderbegeleiders",
    "Samenwerking met scholen", "Opvang na zeven uur", "Verkeer aan de deur", "Taal en spel",
    "Gezonde voeding", "Buiten spelen" };

static const char *subject(int64_t at)
{
    return SUBJECTS[(size_t)at % ARRAY_LEN(SUBJECTS)];
}

static enum err add_partners(struct history *h)
{
    for (int64_t i = 0; i < PARTNERS; i++) {
        const struct partner p = {
            .name = arena_printf(h->arena, "Opvang De Kaai %lld", (long long)i + 1),
            .kind = i % 3 == 0 ? PARTNER_KIND_SCHOOL : PARTNER_KIND_CARE_LOCATION,
            .website = "",
            .note = "",
            .until = "",
        };

        TRY(partner_create(h->tx, &h->who, &p, &h->partners[i]));
    }
    return ERR_OK;
}

static enum err add_dossiers(struct history *h)
{
    for (int64_t i = 0; i < DOSSIERS; i++) {
        const struct dossier d = {
            .title = arena_printf(h->arena, "%s %lld", subject(i), (long long)i + 1),
            .summary = "Een dossier dat over vele jaren terugkomt.",
            .form = "",
            .area = "Antwerpen",
            .area_certain = true,
            .outcome = "",
            .access = ACCESS_PUBLIC,
        };

        TRY(dossier_create(h->tx, &h->who, &d, &h->dossiers[i]));
    }
    return ERR_OK;
}

static unsigned purpose_of(int64_t at)
{
    static const unsigned PURPOSES[ITEMS] = { PURPOSE_APPROVAL_OF_MINUTES, PURPOSE_DECISION,
        PURPOSE_DECISION, PURPOSE_DECISION, PURPOSE_DECISION, PURPOSE_DISCUSSION, PURPOSE_ADVICE,
        PURPOSE_INFORMATION, PURPOSE_DISCUSSION, PURPOSE_ANY_OTHER_BUSINESS };

    return PURPOSES[at];
}

static const char *title_of(struct history *h, const struct session *s, int64_t at)
{
    if (at == 0)
        return "Vorig verslag";
    if (at == ITEMS - 1)
        return "Varia";
    return arena_printf(h->arena, "%s, %s", subject(h->made + at), s->name);
}

static enum err add_items(struct history *h, struct session *s)
{
    for (int64_t i = 0; i < ITEMS; i++) {
        const struct item_input in = {
            .title = title_of(h, s, i),
            .presenter = "",
            .text = "Wat vragen wij aan het overleg?\n\n- wat er nodig is\n- wie het **doet**",
            .purpose = purpose_of(i),
            .access = ACCESS_PUBLIC,
            .minutes = 15,
            .presenter_partner_id = h->partners[(h->made + i) % PARTNERS],
            .dossier_id = i == 0 || i == ITEMS - 1 ? 0 : h->dossiers[(h->made * 3 + i) % DOSSIERS],
        };

        TRY(item_create(h->tx, &h->who, s->meeting_id, &in, &s->items[i]));
    }
    return ERR_OK;
}

static enum err note_people(struct history *h, const struct session *s)
{
    for (size_t i = 0; i < h->people.count; i++) {
        const struct attendance_input in = {
            .status = (h->made + (int64_t)i) % 5 == 0 ? ATTENDANCE_EXCUSED : ATTENDANCE_PRESENT,
            .remark = "",
        };

        TRY(attendance_put(h->tx, h->arena, &h->who, s->meeting_id, h->people.at[i].id, 0, &in));
    }
    return ERR_OK;
}

/* Decisions at the four items that ask for one, and now and then at a fifth. */
static bool decides(const struct history *h, int64_t at)
{
    return purpose_of(at) == PURPOSE_DECISION || (at == 5 && h->made % 2 == 0);
}

static enum err treat(struct history *h, const struct session *s, int64_t at)
{
    struct treatment_input in = {
        .outcome = decides(h, at) || at == 0 ? OUTCOME_APPROVED : OUTCOME_DISCUSSED,
        .note = "Het overleg besprak wat nodig is. Er waren geen bezwaren.",
        .target_month = "",
        .target_date = "",
        .reason = "",
        .minority_view = "",
        .internal_note = "",
        .decision = { .title = "", .text = "", .motivation = "", .due_date = "" },
    };
    struct treatment_result result;
    struct item item = { 0 };

    if (decides(h, at)) {
        in.decision.title = title_of(h, s, at);
        in.decision.text = arena_printf(h->arena, "Het LOK beslist over %s.", in.decision.title);
    }
    TRY(item_get(tx_snap(h->tx), h->arena, s->items[at], &item));
    return treatment_record(h->tx, h->arena, &h->who, &NOBODY, item.id, item.version, &in, &result);
}

static enum err add_actions(struct history *h, const struct session *s)
{
    for (int64_t i = 1; i <= 2; i++) {
        const struct action_input in = {
            .text = arena_printf(h->arena, "Nagaan wat er kan: %s", title_of(h, s, i)),
            .due_date = arena_printf(h->arena, "%lld-12-01", (long long)s->year),
            .partner_id = h->partners[(h->made + i) % PARTNERS],
            .item_id = s->items[i],
            .access = ACCESS_PUBLIC,
        };
        static const struct action_step DONE = { .state = ACTION_DONE, .remark = "" };
        int64_t id;

        TRY(action_create(h->tx, h->arena, &h->who, &in, &id));
        if (s->year < LAST_YEAR || i == 1)
            TRY(action_move(h->tx, h->arena, &h->who, id, 1, &DONE));
    }
    return ERR_OK;
}

static enum err ask_advice(struct history *h, struct session *s)
{
    const struct advice_question question = {
        .title = title_of(h, s, 6),
        .origin = ADVICE_WAS_ASKED,
        .asked_on = s->date,
        .due_date = "",
        .question = "Wat adviseert het overleg?",
        .dossier_id = h->dossiers[(h->made * 3 + 6) % DOSSIERS],
        .access = ACCESS_PUBLIC,
    };
    static const struct advice_text TEXT = {
        .text = "Het LOK adviseert om de opvang uit te breiden.",
        .motivation = "De nood is groot.",
        .minority_view = "",
        .balance_reason = "Een oefening.",
    };

    TRY(advice_ask(h->tx, h->arena, &h->who, &question, &s->advice_id));
    return advice_write(h->tx, h->arena, &h->who, s->advice_id, 0, &TEXT);
}

static enum err answer_advice(struct history *h, const struct session *s)
{
    struct council c = { 0 };
    struct advice advice = { 0 };
    int64_t told;

    TRY(council_get(tx_snap(h->tx), h->arena, &c));
    const struct advice_reaction reaction = {
        .answer = ANSWER_FOLLOWED,
        .answered_on = council_today(h->arena, &c),
        .answer_text = "Het college volgt het advies.",
        .reference = "",
    };
    TRY(advice_by_id(tx_snap(h->tx), h->arena, s->advice_id, &advice));
    TRY(advice_send(h->tx, h->arena, &h->who, &NOBODY, advice.id, advice.version, &told));
    TRY(advice_by_id(tx_snap(h->tx), h->arena, s->advice_id, &advice));
    return advice_note_answer(
        h->tx, h->arena, &h->who, &NOBODY, advice.id, advice.version, &reaction, false);
}

static enum err write_minutes(struct history *h, const struct session *s)
{
    static const struct minutes_input IN = {
        .general = "De voorzitter opent de vergadering en dankt iedereen.",
        .hide = "",
        .remarks_until = "",
    };
    struct minutes_typed typed[] = {
        { s->items[1], "De vraag leeft bij veel ouders.\n\n- een\n- twee" },
        { s->items[5], "Er was een lang gesprek over wat haalbaar is." },
    };
    const struct minutes_typed_list list = { typed, ARRAY_LEN(typed) };
    struct sending sending;
    int64_t version;

    TRY(minutes_save(h->tx, h->arena, &h->who, s->meeting_id, 1, &IN, &list, &version));
    return sending_send(
        h->tx, h->arena, &h->who, &NOBODY, s->meeting_id, 0, SENDING_MINUTES_MEMBERS, &sending);
}

static enum err act(struct history *h, int64_t meeting_id, enum meeting_action action)
{
    struct meeting m = { 0 };

    TRY(meeting_get(tx_snap(h->tx), h->arena, meeting_id, &m));
    return meeting_act(h->tx, &h->who, meeting_id, m.version, action);
}

static enum err release(struct history *h, int64_t meeting_id)
{
    struct decision_list decisions = { 0 };
    int64_t now = clock_now();

    TRY(decision_of_meeting(tx_snap(h->tx), h->arena, meeting_id, &decisions));
    for (size_t i = 0; i < decisions.count; i++)
        TRY(decision_release(h->tx, &h->who, decisions.at[i].id, 0, now));
    return announcement_release(h->tx, meeting_id, 0, now);
}

static enum err hold(struct history *h, int64_t year, int64_t of_year)
{
    static const char *const MONTHS[] = { "februari", "mei", "oktober" };
    static const char *const DAYS[] = { "02-21", "05-23", "10-17" };
    struct session s = {
        .year = year,
        .name = arena_printf(h->arena, "%s %lld", MONTHS[of_year], (long long)year),
        .date = arena_printf(h->arena, "%lld-%s", (long long)year, DAYS[of_year]),
    };
    const struct meeting_input in = {
        .title = arena_printf(h->arena, "LOK %s", s.name),
        .date = s.date,
        .time = "19:30",
        .month = arena_printf(h->arena, "%.7s", s.date),
        .location = "Stadhuis",
        .online_url = "",
        .note = "",
        .access = ACCESS_PUBLIC,
    };

    TRY(meeting_create(h->tx, &h->who, &in, &s.meeting_id));
    TRY(add_items(h, &s));
    TRY(act(h, s.meeting_id, MEETING_START));
    TRY(note_people(h, &s));
    for (int64_t i = 0; i < ITEMS; i++)
        TRY(treat(h, &s, i));
    TRY(add_actions(h, &s));
    TRY(act(h, s.meeting_id, MEETING_CLOSE));
    TRY(release(h, s.meeting_id));
    TRY(write_minutes(h, &s));
    TRY(ask_advice(h, &s));
    h->made++;
    return answer_advice(h, &s);
}

enum err demo_years(struct tx *tx, struct arena *a, int64_t years)
{
    struct history h = { .tx = tx, .arena = a, .who = actor_system() };

    PRE(years > 0 && years <= DEMO_MOST_YEARS);
    TRY(person_list(tx_snap(tx), a, 0, MOST_PEOPLE, &h.people));
    TRY(add_partners(&h));
    TRY(add_dossiers(&h));
    for (int64_t year = LAST_YEAR + 1 - years; year <= LAST_YEAR; year++)
        for (int64_t i = 0; i < 3; i++)
            TRY(hold(&h, year, i));
    return ERR_OK;
}
