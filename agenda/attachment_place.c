/* The things that documents stand with, as somebody sees them. */
#include "agenda/advice.h"
#include "agenda/attachment.h"
#include "agenda/decision.h"
#include "agenda/dossier.h"
#include "agenda/proposal.h"
#include "lok/base/clock.h"

const struct choice ATTACHMENT_OWNERS[] = {
    { "meeting", "vergadering" },
    { "item", "punt" },
    { "decision", "beslissing" },
    { "advice", "advies" },
    { "dossier", "dossier" },
    { "proposal", "voorstel" },
    { NULL, NULL },
};

static bool prepares(const struct actor *who)
{
    return may(who, PREPARE_MEETING, (struct object){ 0 });
}

static void put_meeting(struct attachment_place *p, const struct meeting *m)
{
    p->meeting_id = m->id;
    p->title = m->title;
    p->access = m->access;
    p->closed = m->state == MEETING_CLOSED;
    p->gone = m->state == MEETING_CANCELLED;
}

static void put_item(struct attachment_place *p, const struct item *item)
{
    p->title = item->title;
    p->access = item->access > p->access ? item->access : p->access;
    p->partner_id = item->presenter_partner_id;
    p->gone |= item->removed_at != 0;
}

static enum err see_meeting(struct snap *s, struct arena *a, const struct actor *who,
    int64_t meeting_id, struct published *ret, struct attachment_place *p)
{
    if (prepares(who)) {
        p->working = true;
        TRY(meeting_get(s, a, meeting_id, &ret->meeting));
    } else {
        TRY(publication_current(s, a, visibility_of(who), meeting_id, clock_now(), ret));
        p->publication_id = ret->publication_id;
    }
    put_meeting(p, &ret->meeting);
    return ERR_OK;
}

static enum err see_item(
    struct snap *s, struct arena *a, const struct actor *who, struct attachment_place *p)
{
    struct item item = { 0 };
    struct published seen = { 0 };

    TRY(item_get(s, a, p->of.id, &item));
    TRY(see_meeting(s, a, who, item.meeting_id, &seen, p));
    if (p->working) {
        put_item(p, &item);
        return ERR_OK;
    }
    for (size_t i = 0; i < seen.items.count; i++) {
        if (seen.items.at[i].id == p->of.id) {
            put_item(p, &seen.items.at[i]);
            return ERR_OK;
        }
    }
    return ERR_NOT_FOUND;
}

static enum err see_decision(
    struct snap *s, struct arena *a, const struct actor *who, struct attachment_place *p)
{
    struct decision_reader reader = decision_reader_of(who);
    struct decision d = { 0 };

    TRY(decision_by_id(s, a, p->of.id, &d));
    TRY(decision_get(s, a, &reader, d.number, &d));
    p->title = d.title;
    p->number = d.number;
    p->access = d.access;
    p->partner_id = d.follow_up_id;
    return ERR_OK;
}

static enum err see_advice(
    struct snap *s, struct arena *a, const struct actor *who, struct attachment_place *p)
{
    struct advice v = { 0 };

    TRY(advice_by_id(s, a, p->of.id, &v));
    TRY(advice_get(s, a, who, v.number, &v));
    p->title = v.title;
    p->number = v.number;
    p->access = v.access;
    p->partner_id = v.addressee_id;
    return ERR_OK;
}

static enum err see_dossier(
    struct snap *s, struct arena *a, const struct actor *who, struct attachment_place *p)
{
    struct dossier d = { 0 };

    TRY(dossier_get(s, a, visibility_of(who), p->of.id, &d));
    p->title = d.title;
    p->access = d.access;
    p->partner_id = d.applicant_id;
    return ERR_OK;
}

/* Who made it may add while it waits for an answer. */
static enum err see_proposal(
    struct snap *s, struct arena *a, const struct actor *who, struct attachment_place *p)
{
    struct proposal v = { 0 };

    TRY(proposal_get(s, a, who, p->of.id, &v));
    p->title = v.title;
    p->access = ACCESS_MEMBERS;
    p->partner_id = v.partner_id;
    p->may_add = v.state == PROPOSAL_OPEN || v.state == PROPOSAL_POSTPONED;
    if (!p->may_add)
        p->why_not = "Dit voorstel is al beantwoord.";
    return ERR_OK;
}

static enum err see(
    struct snap *s, struct arena *a, const struct actor *who, struct attachment_place *p)
{
    struct published seen = { 0 };

    switch ((enum attachment_owner)p->of.owner) {
    case ATTACHED_TO_MEETING:
        return see_meeting(s, a, who, p->of.id, &seen, p);
    case ATTACHED_TO_ITEM:
        return see_item(s, a, who, p);
    case ATTACHED_TO_DECISION:
        return see_decision(s, a, who, p);
    case ATTACHED_TO_ADVICE:
        return see_advice(s, a, who, p);
    case ATTACHED_TO_DOSSIER:
        return see_dossier(s, a, who, p);
    case ATTACHED_TO_PROPOSAL:
        return see_proposal(s, a, who, p);
    }
    IMPOSSIBLE("documents of no known thing");
}

enum err attachment_place(struct snap *s, struct arena *a, const struct actor *who,
    struct attachment_of of, struct attachment_place *ret)
{
    struct attachment_place p = {
        .of = of,
        .title = "",
        .number = "",
        .why_not = "",
        .working = prepares(who),
        .may_add = prepares(who),
    };

    TRY(see(s, a, who, &p));
    if (p.gone) {
        p.may_add = false;
        p.why_not = of.owner == ATTACHED_TO_ITEM ? "Dit punt staat niet meer op de agenda."
                                                 : "Deze vergadering is geannuleerd.";
    }
    *ret = p;
    return ERR_OK;
}

static const struct sql DECISION_BY_NUMBER = SQL("SELECT id FROM decision WHERE number = :number");
static const struct sql ADVICE_BY_NUMBER = SQL("SELECT id FROM advice WHERE number = :number");

enum err attachment_place_find(struct snap *s, struct arena *a, const struct actor *who,
    unsigned owner, const char *written, struct attachment_place *ret)
{
    struct attachment_of of = { .owner = owner };
    const struct in *number = IN(in_text("number", written));

    if (owner == ATTACHED_TO_DECISION)
        TRY(sql_one(s, &DECISION_BY_NUMBER, number, OUT(out_i64("id", &of.id))));
    else if (owner == ATTACHED_TO_ADVICE)
        TRY(sql_one(s, &ADVICE_BY_NUMBER, number, OUT(out_i64("id", &of.id))));
    else if (!str_to_i64(written, &of.id) || of.id <= 0)
        return ERR_NOT_FOUND;
    return attachment_place(s, a, who, of, ret);
}

enum err attachment_may_add(
    struct snap *s, struct arena *a, const struct actor *who, const struct attachment_place *place)
{
    (void)a;
    if (place->may_add)
        return ERR_OK;
    if (!prepares(who) && place->of.owner != ATTACHED_TO_PROPOSAL)
        return ERR_FORBIDDEN;
    return fault_set(snap_fault(s), ERR_CONFLICT, "%s", place->why_not);
}
