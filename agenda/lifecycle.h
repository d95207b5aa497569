/* agenda/lifecycle.h: what may be done with a meeting in each state: the table lifecycle.def. */
#ifndef AGENDA_LIFECYCLE_H
#define AGENDA_LIFECYCLE_H

#include "lok/permission.h"

enum meeting_state {
    MEETING_DRAFT,
    MEETING_ANNOUNCED,
    MEETING_PLANNED,
    MEETING_CONVENED,
    MEETING_IN_SESSION,
    MEETING_CLOSED,
    MEETING_CANCELLED,
    MEETING_STATE_COUNT
};
extern const struct choice
    MEETING_STATES[]; /* concept, maand bekend, gepland, uitnodiging verstuurd … */

enum meeting_action {
    MEETING_EDIT,
    MEETING_ANNOUNCE,
    MEETING_TELL_DATE,
    MEETING_SEND_AGENDA,
    MEETING_SEND_CHANGES,
    MEETING_TREAT,
    MEETING_RELEASE,
    MEETING_START,
    MEETING_CLOSE,
    MEETING_REOPEN,
    MEETING_CANCEL,
    MEETING_RESTORE,
    MEETING_CALL,
    MEETING_REMIND,
    MEETING_ATTEND,
    MEETING_ACTION_COUNT
};

struct lifecycle_step {
    enum meeting_state to;
    const char *event;
};

/* ERR_CONFLICT with a Dutch sentence when the state does not allow it, ERR_FORBIDDEN when the actor
 * may not. `f` may be NULL to ask only. */
enum err lifecycle_step(const struct actor *who, enum meeting_state from,
    enum meeting_action action, struct fault *f, struct lifecycle_step *ret) NODISCARD;

/* For buttons. */
bool lifecycle_allows(const struct actor *who, enum meeting_state from, enum meeting_action action);

#endif
