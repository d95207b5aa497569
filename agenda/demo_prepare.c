/* A jump in a practice council: a meeting gets its date, its agenda, and who comes. */
#include "agenda/advice.h"
#include "agenda/announcement.h"
#include "agenda/demo_play.h"
#include "agenda/proposal.h"
#include "agenda/reply.h"
#include "agenda/written.h"
#include "lok/base/dates.h"
#include <string.h>

/* An agenda of fewer points is filled up. */
enum { AGENDA_READY = 3 };

enum err play_date(struct play *p, int64_t meeting_id)
{
    struct arena *a = p->arena;
    struct meeting m = { 0 };

    TRY(meeting_get(tx_snap(p->tx), a, meeting_id, &m));
    if (m.starts_at != 0)
        return ERR_OK;
    struct meeting_input in = meeting_to_input(a, &m);
    in.date = arena_printf(a, "%s-28", m.month);
    in.time = "19:30";
    if (str_empty(in.location))
        in.location = "Stadhuis, zaal Schelde";
    TRY(meeting_update(p->tx, p->who, m.id, m.version, &in));
    play_said(p, arena_printf(a, "%s kreeg een datum: %s om 19.30 uur.", m.title,
                     dutch_date_long(a, in.date)));
    return ERR_OK;
}

/* -- the agenda -- */

static enum err add_item(
    struct play *p, int64_t meeting_id, const char *title, unsigned purpose, int64_t minutes)
{
    const struct item_input in = {
        .title = title,
        .presenter = "",
        .text = "",
        .purpose = purpose,
        .minutes = minutes,
        .access = ACCESS_PUBLIC,
    };

    return item_create(p->tx, p->who, meeting_id, &in, &(int64_t){ 0 });
}

static bool has_purpose(const struct item_list *items, unsigned purpose)
{
    for (size_t i = 0; i < items->count; i++)
        if (items->at[i].purpose == purpose)
            return true;
    return false;
}

/* What others propose for that month, or an earlier one. */
static enum err add_proposed(struct play *p, const struct meeting *m)
{
    struct proposal_list list = { 0 };
    int64_t id;

    TRY(proposal_offers(tx_snap(p->tx), p->arena, m->month, &list));
    for (size_t i = 0; i < list.count; i++)
        TRY(proposal_accept(p->tx, p->arena, p->who, &p->nobody, list.at[i].id, m->id, false, &id));
    return ERR_OK;
}

static enum err add_promised(struct play *p, const struct meeting *m)
{
    struct announcement_list offers = { 0 };
    struct written_list written = { 0 };
    struct advice_list advices = { 0 };
    struct snap *s = tx_snap(p->tx);
    int64_t id;

    TRY(announcement_offers(s, p->arena, m->month, &offers));
    for (size_t i = 0; i < offers.count; i++)
        TRY(announcement_take(p->tx, p->arena, p->who, offers.at[i].id, m->id, &id));
    TRY(written_unreported(s, p->arena, &written));
    for (size_t i = 0; i < written.count; i++)
        TRY(written_report(p->tx, p->arena, p->who, written.at[i], m->id, &id));
    TRY(advice_waiting(s, p->arena, &advices));
    for (size_t i = 0; i < advices.count; i++) {
        enum err e = advices.at[i].sent_at == 0
                         ? ERR_CONFLICT
                         : advice_to_agenda(p->tx, p->arena, p->who, advices.at[i].id, m->id, &id);
        if (e != ERR_OK && e != ERR_CONFLICT)
            return e;
    }
    return ERR_OK;
}

static enum err fill(struct play *p, const struct meeting *m)
{
    struct item_list items = { 0 };

    TRY(item_list(tx_snap(p->tx), p->arena, m->id, &items));
    if (items.count >= AGENDA_READY)
        return ERR_OK;
    if (!has_purpose(&items, PURPOSE_APPROVAL_OF_MINUTES))
        TRY(add_item(
            p, m->id, "Goedkeuring van het vorige verslag", PURPOSE_APPROVAL_OF_MINUTES, 5));
    TRY(add_promised(p, m));
    TRY(add_proposed(p, m));
    if (!has_purpose(&items, PURPOSE_ANY_OTHER_BUSINESS))
        TRY(add_item(p, m->id, "Varia", PURPOSE_ANY_OTHER_BUSINESS, 10));
    size_t before = items.count;
    TRY(item_list(tx_snap(p->tx), p->arena, m->id, &items));
    play_said(p, arena_printf(p->arena,
                     "Op de agenda kwamen %zu punten bij: wat beloofd was, en wat"
                     " altijd terugkomt.",
                     items.count - before));
    return ERR_OK;
}

enum err play_convene(struct play *p, int64_t meeting_id, const struct sending_options *o)
{
    struct sending sent = { 0 };
    struct council c = { 0 };
    struct meeting m = { 0 };

    TRY(meeting_get(tx_snap(p->tx), p->arena, meeting_id, &m));
    if (m.state >= MEETING_CONVENED)
        return ERR_OK;
    TRY(fill(p, &m));
    TRY(council_get(tx_snap(p->tx), p->arena, &c));
    TRY(play_day(p, meeting_invitation_deadline(p->arena, &m, &c)));
    TRY(sending_send(p->tx, p->arena, p->who, o, m.id, 0, SENDING_AGENDA, &sent));
    play_said(p, arena_printf(p->arena, "De agenda van %s is verstuurd.", m.title));
    return ERR_OK;
}

/* -- who comes -- */

enum { EVERY = 5, LEFT_OUT = 2 };

enum err play_replies(struct play *p, int64_t meeting_id)
{
    struct reply_list list = { 0 };
    struct council c = { 0 };
    struct meeting m = { 0 };
    size_t given = 0;

    TRY(council_get(tx_snap(p->tx), p->arena, &c));
    TRY(meeting_get(tx_snap(p->tx), p->arena, meeting_id, &m));
    if (!reply_is_open(&m, &c))
        return ERR_OK;
    TRY(reply_list(tx_snap(p->tx), p->arena, p->who, meeting_id, &list));
    for (size_t i = 0; i + LEFT_OUT < list.count; i++) {
        bool excused = i % EVERY == EVERY - 1;
        const struct reply_input in = {
            .answer = excused ? REPLY_EXCUSED : REPLY_COMING,
            .remark = "",
        };

        if (list.at[i].answered || !list.at[i].invited)
            continue;
        TRY(reply_give(p->tx, p->arena, p->who, meeting_id, list.at[i].person_id, &in));
        given++;
    }
    if (given > 0)
        play_said(p, arena_printf(p->arena, "%zu mensen antwoordden of ze komen.", given));
    return ERR_OK;
}
