#include "agenda/lifecycle.h"

const struct choice MEETING_STATES[] = {
    { "draft", "concept" },
    { "announced", "maand bekend" },
    { "planned", "gepland" },
    { "convened", "uitnodiging verstuurd" },
    { "in_session", "bezig" },
    { "closed", "afgelopen" },
    { "cancelled", "geannuleerd" },
    { NULL, NULL },
};
_Static_assert(ARRAY_LEN(MEETING_STATES) == MEETING_STATE_COUNT + 1, "a name for each state");

static const struct step {
    enum meeting_state from;
    enum meeting_action action;
    enum meeting_state to;
    enum action needs;
    const char *event;
} STEPS[] = {
#define STEP(from_, action_, to_, needs_, event_) \
    { MEETING_##from_, MEETING_##action_, MEETING_##to_, needs_, event_ },
#include "agenda/lifecycle.def"
#undef STEP
};

static const char *const STATE_SENTENCES[MEETING_STATE_COUNT] = {
    [MEETING_DRAFT] = "de vergadering is nog een concept",
    [MEETING_ANNOUNCED] = "van de vergadering is alleen de maand bekend",
    [MEETING_PLANNED] = "de agenda van de vergadering is nog niet verstuurd",
    [MEETING_CONVENED] = "de uitnodiging is al verstuurd",
    [MEETING_IN_SESSION] = "de vergadering is bezig",
    [MEETING_CLOSED] = "de vergadering is afgelopen",
    [MEETING_CANCELLED] = "de vergadering is geannuleerd",
};

static const char *const ACTION_SENTENCES[MEETING_ACTION_COUNT] = {
    [MEETING_EDIT] = "De vergadering of haar agenda wijzigen",
    [MEETING_ANNOUNCE] = "De maand bekendmaken",
    [MEETING_TELL_DATE] = "De datum meedelen",
    [MEETING_SEND_AGENDA] = "De agenda versturen",
    [MEETING_SEND_CHANGES] = "Wijzigingen versturen",
    [MEETING_TREAT] = "Een punt behandelen",
    [MEETING_RELEASE] = "Beslissingen meedelen",
    [MEETING_START] = "De vergadering starten",
    [MEETING_CLOSE] = "De vergadering afsluiten",
    [MEETING_REOPEN] = "De vergadering heropenen",
    [MEETING_CANCEL] = "De vergadering annuleren",
    [MEETING_RESTORE] = "De vergadering herstellen",
    [MEETING_CALL] = "Een oproep voor agendapunten versturen",
    [MEETING_REMIND] = "Een herinnering versturen",
    [MEETING_ATTEND] = "Noteren wie er is",
};

static bool is_sending(enum meeting_action action)
{
    return action == MEETING_TELL_DATE || action == MEETING_SEND_AGENDA ||
           action == MEETING_SEND_CHANGES || action == MEETING_RELEASE || action == MEETING_CALL ||
           action == MEETING_REMIND;
}

static bool may_ever(const struct actor *who, enum meeting_action action)
{
    for (size_t i = 0; i < ARRAY_LEN(STEPS); i++)
        if (STEPS[i].action == action && may(who, STEPS[i].needs, (struct object){ 0 }))
            return true;
    return false;
}

static enum err refuse(struct fault *f, enum meeting_state from, enum meeting_action action)
{
    if (f == NULL)
        return ERR_CONFLICT;
    if (from == MEETING_IN_SESSION && is_sending(action))
        return fault_set(f, ERR_CONFLICT,
            "Tijdens de vergadering wordt niets verstuurd. Sluit de vergadering eerst af.");
    return fault_set(
        f, ERR_CONFLICT, "%s kan niet: %s.", ACTION_SENTENCES[action], STATE_SENTENCES[from]);
}

enum err lifecycle_step(const struct actor *who, enum meeting_state from,
    enum meeting_action action, struct fault *f, struct lifecycle_step *ret)
{
    PRE((unsigned)from < MEETING_STATE_COUNT && (unsigned)action < MEETING_ACTION_COUNT);
    if (!may_ever(who, action))
        return ERR_FORBIDDEN;
    for (size_t i = 0; i < ARRAY_LEN(STEPS); i++) {
        const struct step *step = &STEPS[i];

        if (step->from != from || step->action != action)
            continue;
        if (!may(who, step->needs, (struct object){ 0 }))
            return ERR_FORBIDDEN;
        *ret = (struct lifecycle_step){ .to = step->to, .event = step->event };
        return ERR_OK;
    }
    return refuse(f, from, action);
}

bool lifecycle_allows(const struct actor *who, enum meeting_state from, enum meeting_action action)
{
    struct lifecycle_step step;

    return lifecycle_step(who, from, action, NULL, &step) == ERR_OK;
}
