/* What was left of the meeting of February: who was there, the actions, the minutes. */
#include "agenda/action.h"
#include "agenda/attendance.h"
#include "agenda/demo_parts.h"
#include "agenda/minutes.h"
#include "lok/base/clock.h"

/* -- who was there -- */

static const struct {
    int person; /* enum demo_person */
    unsigned status;
} THERE[] = {
    { DEMO_SECRETARY, ATTENDANCE_PRESENT },
    { DEMO_CHAIR, ATTENDANCE_PRESENT },
    { DEMO_ALDERMAN, ATTENDANCE_EXCUSED },
    { DEMO_DIRECTOR, ATTENDANCE_PRESENT },
    { DEMO_COACH, ATTENDANCE_PRESENT },
    { DEMO_FAMILY_CARE_HEAD, ATTENDANCE_ONLINE },
    { DEMO_GROUP_CARE_HEAD, ATTENDANCE_PRESENT },
    { DEMO_LOCAL_TEAM, ATTENDANCE_EXCUSED },
    { DEMO_HOUSE_WORKER, ATTENDANCE_SUBSTITUTE },
    { DEMO_TRAINER, ATTENDANCE_ABSENT },
    { DEMO_GUIDE, ATTENDANCE_PRESENT },
    { DEMO_INCLUSION_COACH, ATTENDANCE_PRESENT },
    { DEMO_PARENT_GROUP_CARE, ATTENDANCE_PRESENT },
    { DEMO_PARENT_FAMILY_CARE, ATTENDANCE_PRESENT },
};

enum { LATE_FROM = 1, CALL_ITEM = 2 };

/* The director answers for who applies: no part in the support for it. */
static enum err add_conflict(struct demo *d, int64_t item_id)
{
    static const struct presence_input CONFLICT = {
        .conflict = true,
        .reason = "de stad dient de kandidatuur in",
    };
    struct attendance_list list = { 0 };

    TRY(attendance_list(tx_snap(d->tx), d->arena, d->february, &list));
    const struct attendance *director = attendance_find(&list, d->people[DEMO_DIRECTOR]);
    return attendance_put_item(d->tx, d->arena, &d->who, item_id, director->id, 0, &CONFLICT);
}

enum err demo_attendance(struct demo *d, const int64_t *items, size_t count)
{
    static const struct guest_input GUEST = {
        .guest = "medewerker van een CKG",
        .status = ATTENDANCE_PRESENT,
        .remark = "",
    };
    int64_t entry;

    if (count <= CALL_ITEM)
        return ERR_NOT_FOUND;
    for (size_t i = 0; i < ARRAY_LEN(THERE); i++) {
        struct attendance_input in = { .status = THERE[i].status, .remark = "" };
        if (THERE[i].person == DEMO_HOUSE_WORKER)
            in.for_person_id = d->people[DEMO_LOCAL_TEAM];
        if (THERE[i].person == DEMO_PARENT_FAMILY_CARE)
            in.from_item_id = items[LATE_FROM];
        TRY(attendance_put(
            d->tx, d->arena, &d->who, d->february, d->people[THERE[i].person], 0, &in));
    }
    TRY(attendance_put_guest(d->tx, d->arena, &d->who, d->february, 0, 0, &GUEST, &entry));
    return add_conflict(d, items[CALL_ITEM]);
}

/* -- what was promised -- */

static const struct {
    int partner; /* enum demo_partner */
    bool mentors;
    const char *text, *due_date;
    unsigned state;
    const char *remark;
} ACTIONS[] = {
    { DEMO_ADULT_EDUCATION, true, "Cijfers bezorgen over het aantal cursisten per semester",
        "2024-04-05", ACTION_OPEN, "" },
    { DEMO_CRECHENDO, true,
        "Ervaringen met coaching op de werkvloer bundelen voor de vergadering van mei",
        "2024-05-03", ACTION_BUSY, "De eerste gesprekken zijn gevoerd." },
    { DEMO_CITY, false, "Een tweede opvanglocatie in Borgerhout zoeken", "2024-05-10", ACTION_BUSY,
        "Eén locatie heeft toegezegd." },
    { DEMO_HOUSE_OF_THE_CHILD, false, "Het overzicht van het aanbod in Borgerhout rondsturen",
        "2024-03-22", ACTION_DONE, "Rondgestuurd op 20 maart." },
};

bool demo_is_action(const char *text)
{
    for (size_t i = 0; i < ARRAY_LEN(ACTIONS); i++)
        if (str_equal(ACTIONS[i].text, text))
            return true;
    return false;
}

static enum err move(struct demo *d, int64_t id, const struct action_step *step)
{
    struct action_point p = { 0 };

    TRY(action_get(tx_snap(d->tx), d->arena, &d->who, id, &p));
    return action_move(d->tx, d->arena, &d->who, id, p.version, step);
}

enum err demo_actions(struct demo *d, int64_t mentors_item, int64_t early_item)
{
    for (size_t i = 0; i < ARRAY_LEN(ACTIONS); i++) {
        const struct action_input in = {
            .text = ACTIONS[i].text,
            .due_date = ACTIONS[i].due_date,
            .partner_id = d->partners[ACTIONS[i].partner],
            .item_id = ACTIONS[i].mentors ? mentors_item : early_item,
            .access = ACCESS_MEMBERS,
        };
        const struct action_step step = { ACTIONS[i].state, ACTIONS[i].remark };
        int64_t id;

        TRY(action_create(d->tx, d->arena, &d->who, &in, &id));
        TRY(action_release(d->tx, id, 0, clock_now()));
        if (step.state != ACTION_OPEN)
            TRY(move(d, id, &step));
    }
    return ERR_OK;
}

/* -- the minutes -- */

enum err demo_minutes(struct demo *d, int64_t mentors_item)
{
    static const struct minutes_input GENERAL = {
        .general = "De voorzitter opent de vergadering en heet de gast welkom.",
        .hide = "",
        .remarks_until = "2024-05-14",
    };
    struct minutes_typed typed = {
        .item_id = mentors_item,
        .text = "De mentor-coach licht toe hoe een cursist begeleid wordt:\n\n"
                "- een gesprek bij de start;\n"
                "- coaching op de werkvloer, elke maand;\n"
                "- een terugblik op het einde van het semester.",
    };
    const struct minutes_typed_list items = { &typed, 1 };
    struct minutes m = { 0 };
    int64_t version;

    TRY(council_move_demo(d->tx, &d->who, "2024-03-05"));
    TRY(minutes_get(tx_snap(d->tx), d->arena, d->february, &m));
    TRY(minutes_save(d->tx, d->arena, &d->who, d->february, m.version, &GENERAL, &items, &version));
    TRY(demo_send(d, d->february, SENDING_MINUTES_CHAIR));
    TRY(minutes_agree(d->tx, d->arena, &d->who, d->february));
    return demo_send(d, d->february, SENDING_MINUTES_MEMBERS);
}
