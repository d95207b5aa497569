#include "agenda/demo_jump.h"
#include "agenda/demo_play.h"
#include "lok/base/dates.h"
#include <string.h>

enum { LOOKED_AT = 50 };
static const char AUTUMN[] = "2024-09";
/* The day before the meeting that the story has in October. */
static const char AUTUMN_DAY[] = "2024-10-14";

void play_said(struct play *p, const char *words)
{
    const char **at = arena_array(p->arena, p->done.count + 1, sizeof *at);

    for (size_t i = 0; i < p->done.count; i++)
        at[i] = p->done.at[i];
    at[p->done.count] = words;
    p->done = (struct lines){ at, p->done.count + 1 };
}

const char *play_today(struct play *p)
{
    struct council c = { .demo_date = "" };

    return council_get(tx_snap(p->tx), p->arena, &c) == ERR_OK ? council_today(p->arena, &c) : "";
}

enum err play_day(struct play *p, const char *date)
{
    return strcmp(date, play_today(p)) <= 0 ? ERR_OK : council_move_demo(p->tx, p->who, date);
}

/* -- which meeting -- */

static bool comes_before(const struct meeting *x, const struct meeting *y)
{
    int order = strcmp(x->month, y->month);

    return order != 0 ? order < 0 : x->starts_at < y->starts_at;
}

/* The first ordinary meeting that is still to come, or is going on. ERR_NOT_FOUND. */
static enum err next_meeting(struct snap *s, struct arena *a, struct meeting *ret)
{
    struct meeting_list list = { 0 };
    const struct meeting *first = NULL;

    TRY(meeting_list(s, a, 0, 0, LOOKED_AT, &list));
    for (size_t i = 0; i < list.count; i++) {
        const struct meeting *m = &list.at[i];
        if (m->kind == MEETING_ORDINARY && m->state < MEETING_CLOSED &&
            (first == NULL || comes_before(m, first)))
            first = m;
    }
    if (first == NULL)
        return ERR_NOT_FOUND;
    *ret = *first;
    return ERR_OK;
}

/* The day before it; of a meeting without a date what it will be. */
static const char *eve_of(struct arena *a, const struct meeting *m)
{
    return m->starts_at == 0 ? arena_printf(a, "%s-27", m->month)
                             : date_add_days(a, date_of(a, m->starts_at), -1);
}

enum err demo_jumps(struct snap *s, struct arena *a, struct demo_jumps *ret)
{
    struct council c = { 0 };
    struct meeting next = { 0 };

    *ret = (struct demo_jumps){ 0 };
    TRY(council_get(s, a, &c));
    if (!council_is_demo(&c))
        return ERR_OK;
    enum err e = next_meeting(s, a, &next);
    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    ret->may[DEMO_TO_MEETING] =
        e == ERR_OK && next.state < MEETING_IN_SESSION && strcmp(c.demo_date, eve_of(a, &next)) < 0;
    ret->may[DEMO_TO_AUTUMN] = strcmp(c.demo_date, AUTUMN_DAY) < 0;
    return ERR_OK;
}

/* -- the jumps -- */

static enum err to_meeting(struct play *p)
{
    struct meeting m = { 0 };

    TRY(next_meeting(tx_snap(p->tx), p->arena, &m));
    TRY(play_date(p, m.id));
    TRY(play_convene(p, m.id, &p->tell));
    TRY(play_replies(p, m.id));
    TRY(meeting_get(tx_snap(p->tx), p->arena, m.id, &m));
    return play_day(p, eve_of(p->arena, &m));
}

/* Each meeting before the autumn, in order. */
static enum err hold_all(struct play *p)
{
    for (int held = 0; held < LOOKED_AT; held++) {
        struct meeting m = { 0 };
        enum err e = next_meeting(tx_snap(p->tx), p->arena, &m);

        if (e == ERR_NOT_FOUND || (e == ERR_OK && strcmp(m.month, AUTUMN) >= 0))
            return ERR_OK;
        TRY(e);
        TRY(play_date(p, m.id));
        TRY(play_convene(p, m.id, &p->nobody));
        TRY(play_replies(p, m.id));
        TRY(play_hold(p, m.id));
    }
    return ERR_OK;
}

static const struct sql HELD = SQL(
    "SELECT id FROM meeting WHERE kind = 'ordinary' AND state = 'closed' ORDER BY starts_at, id");

static enum err write_minutes(struct play *p)
{
    int64_t id = 0, *ids = NULL;
    size_t count = 0;

    TRY(sql_list(tx_snap(p->tx), p->arena, &HELD, IN(), OUT(out_i64("id", &id)), &id, sizeof id,
        &ids, &count));
    for (size_t i = 0; i < count; i++)
        TRY(play_minutes(p, ids[i]));
    return ERR_OK;
}

static enum err to_autumn(struct play *p)
{
    int64_t october = 0;

    TRY(hold_all(p));
    TRY(write_minutes(p));
    TRY(play_summer(p));
    TRY(play_october(p, &october));
    TRY(play_date(p, october));
    TRY(play_convene(p, october, &p->tell));
    TRY(play_replies(p, october));
    return play_day(p, AUTUMN_DAY);
}

enum err demo_jump(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, enum demo_jump to, struct lines *ret_done)
{
    struct play p = { .tx = tx, .arena = a, .who = who, .tell = *o, .nobody = *o };
    static const struct lines NOBODY = { 0 };
    struct demo_jumps jumps = { 0 };

    if (!may(who, PREPARE_MEETING, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    TRY(demo_jumps(tx_snap(tx), a, &jumps));
    if (!jumps.may[to])
        return fault_set(tx_fault(tx), ERR_CONFLICT,
            "Deze sprong gaat niet vooruit: die dag is al voorbij, of er is geen vergadering.");
    p.tell.undo_seconds = 0;
    p.tell.chosen = NULL;
    p.nobody.undo_seconds = 0;
    p.nobody.chosen = &NOBODY;
    TRY(to == DEMO_TO_MEETING ? to_meeting(&p) : to_autumn(&p));
    play_said(&p, arena_printf(a, "Het is nu %s.", dutch_date_long(a, play_today(&p))));
    *ret_done = p.done;
    return ERR_OK;
}
