/* tests/given/work.h: the council at work, as a test starts from it: a meeting, its items, what was
 * done with them. All act as the program itself, in given_tx, and fail the test when refused. */
#ifndef TESTS_GIVEN_WORK_H
#define TESTS_GIVEN_WORK_H

#include "agenda/dossier.h"
#include "agenda/treatment.h"
#include "tests/given/lok.h"

extern const struct sending_options WORK_SENDING; /* no time to take back */

/* A draft at 19.30 on that date; "2024-05" gives one of which only the month is known. */
int64_t work_meeting(void **state, const char *date);
int64_t work_dossier(void **state, const char *title, unsigned access);
/* Public; `dossier_id` 0 = none. */
int64_t work_item(
    void **state, int64_t meeting_id, const char *title, unsigned purpose, int64_t dossier_id);

struct meeting work_meeting_now(void **state, int64_t id);
struct item work_item_now(void **state, int64_t id);

/* A step that tells nobody, such as MEETING_START. */
void work_act(void **state, int64_t meeting_id, enum meeting_action action);

/* A meeting on that date, started, with one item. */
int64_t work_session(void **state, const char *date, const char *title, int64_t dossier_id);

/* `month`, `decision` and `text` may be "". */
struct treatment_result work_treat(void **state, int64_t item_id, unsigned outcome,
    const char *month, const char *decision, const char *text);

/* All decisions and announcements of the meeting are seen by others from now. */
void work_release(void **state, int64_t meeting_id);

struct actor work_member(void);
struct actor work_public(void);

#endif
