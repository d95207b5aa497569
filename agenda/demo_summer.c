/* A jump in a practice council: what others did over the summer, and the meeting of October. */
#include "agenda/action.h"
#include "agenda/advice.h"
#include "agenda/coalition.h"
#include "agenda/demo_parts.h"
#include "agenda/demo_play.h"
#include "agenda/dossier.h"
#include <string.h>

enum { LOOKED_AT = 50 };
static const char SUMMER[] = "2024-06-17";

/* Only the advice, the partner and the actions that the practice council came with are played; what
 * the user made waits for the user. */

static enum err answer_advice(struct play *p)
{
    static const struct advice_reaction ANSWER = {
        .answer = ANSWER_PARTLY,
        .answered_on = SUMMER,
        .answer_text =
            "Het college volgt het advies gedeeltelijk: de plaatsen komen er, de helft ervan "
            "met inkomenstarief.",
        .reference = "2024_CBS_04567",
    };
    struct advice_list list = { 0 };

    TRY(advice_waiting(tx_snap(p->tx), p->arena, &list));
    for (size_t i = 0; i < list.count; i++) {
        const struct advice *v = &list.at[i];
        if (!str_equal(v->title, DEMO_ADVICE) || v->sent_at == 0)
            continue;
        TRY(advice_note_answer(
            p->tx, p->arena, p->who, &p->nobody, v->id, v->version, &ANSWER, false));
        play_said(p, arena_printf(p->arena, "Het college antwoordde op advies %s.", v->number));
    }
    return ERR_OK;
}

static enum err commit_in(struct play *p, const struct dossier *dossier)
{
    struct coalition_member_list members = { 0 };

    TRY(coalition_members(tx_snap(p->tx), p->arena, p->who, dossier->id, &members));
    for (size_t i = 0; i < members.count; i++) {
        struct coalition_member member = members.at[i];
        if (!str_equal(member.partner_name, DEMO_MISSING_PARTNER) ||
            member.state != COALITION_ASKED)
            continue;
        member.state = COALITION_COMMITTED;
        member.date = "2024-05-29";
        TRY(coalition_member_update(
            p->tx, p->who, dossier->id, dossier->version, member.id, &member));
        play_said(
            p, arena_printf(p->arena, "%s doet mee aan %s.", member.partner_name, dossier->title));
    }
    return ERR_OK;
}

static enum err commit_location(struct play *p)
{
    struct dossier_list dossiers = { 0 };

    TRY(dossier_list(tx_snap(p->tx), p->arena, visibility_of(p->who), 0, LOOKED_AT, &dossiers));
    for (size_t i = 0; i < dossiers.count; i++)
        TRY(commit_in(p, &dossiers.at[i]));
    return ERR_OK;
}

static enum err finish_actions(struct play *p)
{
    static const struct action_step DONE = { ACTION_DONE, "In orde gebracht." };
    static const struct action_filter OPEN = { .open = true };
    struct action_list list = { 0 };

    TRY(action_open(tx_snap(p->tx), p->arena, p->who, &OPEN, &list));
    for (size_t i = 0; i < list.count; i++) {
        const struct action_point *one = &list.at[i];
        if (!demo_is_action(one->text))
            continue;
        TRY(action_move(p->tx, p->arena, p->who, one->id, one->version, &DONE));
        play_said(p, arena_printf(p->arena, "%s: “%s” is gedaan.", one->partner_name, one->text));
    }
    return ERR_OK;
}

enum err play_summer(struct play *p)
{
    TRY(play_day(p, SUMMER));
    TRY(answer_advice(p));
    TRY(commit_location(p));
    return finish_actions(p);
}

/* -- October -- */

static bool is_autumn(const struct meeting *m)
{
    return m->kind == MEETING_ORDINARY && m->state < MEETING_CLOSED &&
           strcmp(m->month, "2024-09") >= 0 && strcmp(m->month, "2024-11") <= 0;
}

static enum err add_item(struct play *p, int64_t meeting_id, const struct item_input *in)
{
    return item_create(p->tx, p->who, meeting_id, in, &(int64_t){ 0 });
}

/* 0 when the user gave the dossier another name. */
static enum err find_mentors(struct play *p, int64_t *ret_id)
{
    struct dossier_list dossiers = { 0 };

    TRY(dossier_list(tx_snap(p->tx), p->arena, visibility_of(p->who), 0, LOOKED_AT, &dossiers));
    for (size_t i = 0; i < dossiers.count; i++)
        if (str_equal(dossiers.at[i].title, DEMO_MENTORS))
            *ret_id = dossiers.at[i].id;
    return ERR_OK;
}

static enum err add_agenda(struct play *p, int64_t id)
{
    const struct item_input minutes = {
        .title = "Goedkeuring van het vorige verslag",
        .presenter = "secretaris",
        .text = "",
        .purpose = PURPOSE_APPROVAL_OF_MINUTES,
        .minutes = 5,
        .access = ACCESS_PUBLIC,
    };
    const struct item_input answer = {
        .title = "Wat het college deed met ons advies over nieuwe plaatsen",
        .presenter = "schepen",
        .text = "Het college antwoordde in juni: het advies wordt gedeeltelijk gevolgd.",
        .purpose = PURPOSE_INFORMATION,
        .minutes = 20,
        .access = ACCESS_PUBLIC,
    };
    struct item_input mentors = {
        .title = "Mentoren: een semester later",
        .presenter = "mentor-coach",
        .text = "Hoeveel cursisten begonnen er, en wat leerden wij uit het eerste semester?",
        .purpose = PURPOSE_DISCUSSION,
        .minutes = 30,
        .access = ACCESS_PUBLIC,
    };
    const struct item_input other = {
        .title = "Varia",
        .presenter = "",
        .text = "",
        .purpose = PURPOSE_ANY_OTHER_BUSINESS,
        .minutes = 10,
        .access = ACCESS_PUBLIC,
    };

    TRY(find_mentors(p, &mentors.dossier_id));
    TRY(add_item(p, id, &minutes));
    TRY(add_item(p, id, &answer));
    TRY(add_item(p, id, &mentors));
    return add_item(p, id, &other);
}

enum err play_october(struct play *p, int64_t *ret_meeting_id)
{
    static const struct meeting_input OCTOBER = {
        .title = "LOK oktober 2024",
        .date = "2024-10-15",
        .time = "19:30",
        .month = "2024-10",
        .location = "Stadhuis, zaal Schelde",
        .access = ACCESS_PUBLIC,
    };
    struct meeting_list list = { 0 };

    TRY(meeting_list(tx_snap(p->tx), p->arena, 0, 0, LOOKED_AT, &list));
    for (size_t i = 0; i < list.count; i++) {
        if (!is_autumn(&list.at[i]))
            continue;
        *ret_meeting_id = list.at[i].id;
        return ERR_OK;
    }
    TRY(meeting_create(p->tx, p->who, &OCTOBER, ret_meeting_id));
    play_said(p, "Er staat een vergadering op dinsdag 15 oktober 2024.");
    return add_agenda(p, *ret_meeting_id);
}
