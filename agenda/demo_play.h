/* agenda/demo_play.h: the acts of a jump in a practice council (demo_jump.h), each of which does only
 * what was not done yet, and says what it did. Used by demo_jump.c alone. */
#ifndef AGENDA_DEMO_PLAY_H
#define AGENDA_DEMO_PLAY_H

#include "agenda/sending.h"

struct play {
    struct tx *tx;
    struct arena *arena;
    const struct actor *who;
    struct sending_options tell;   /* for what is told now */
    struct sending_options nobody; /* for what is past by the time it is read */
    struct lines done;             /* Dutch sentences */
};

void play_said(struct play *p, const char *words);
/* The council's day, when that is later than it is. */
enum err play_day(struct play *p, const char *date) NODISCARD;
const char *play_today(struct play *p);

/* -- demo_prepare.c -- */

/* A date and a place when it has none. */
enum err play_date(struct play *p, int64_t meeting_id) NODISCARD;
/* What is due on an agenda that is still being made, then sends it, before its deadline. */
enum err play_convene(
    struct play *p, int64_t meeting_id, const struct sending_options *o) NODISCARD;
/* Replies of who did not reply, but for the last two. */
enum err play_replies(struct play *p, int64_t meeting_id) NODISCARD;

/* -- demo_hold.c -- */

/* Held, with who was there and an outcome for each item that has none; then its results and minutes. */
enum err play_hold(struct play *p, int64_t meeting_id) NODISCARD;
enum err play_minutes(struct play *p, int64_t meeting_id) NODISCARD;

/* -- demo_summer.c -- */

/* The college answers the advice, the second location commits itself, what was late is done. */
enum err play_summer(struct play *p) NODISCARD;
/* The meeting of October, unless the user made one in the autumn. */
enum err play_october(struct play *p, int64_t *ret_meeting_id) NODISCARD;

#endif
