/* What a partner does and to whom it is tied: seats, items, actions, offers, groups, municipalities. */
#include "agenda/coalition.h"
#include "agenda/partner_items.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "lok/member.h"
#include "lok/partner_area.h"
#include "lok/partner_merge.h"
#include "web/pages/access.h"
#include "web/pages/partner.h"
#include <string.h>

enum { MOST_ITEMS = 20, MOST_ACTIONS = 20, MOST_MEMBERS = 2000 };

/* "van ma 01/01/2024 tot di 01/01/2025" */
static const char *period(struct arena *a, const char *from, const char *until)
{
    const char *begin = dutch_date(a, from), *end = dutch_date(a, until);

    if (str_empty(begin))
        return str_empty(end) ? "" : arena_printf(a, "tot %s", end);
    return str_empty(end) ? arena_printf(a, "sinds %s", begin)
                          : arena_printf(a, "van %s tot %s", begin, end);
}

static struct url partner_url(struct request *rq, int64_t id)
{
    return url_of(rq->arena, "/partners/%lld", (long long)id);
}

static struct url remove_url(
    struct request *rq, const struct partner_view *v, const char *part, int64_t id)
{
    return v->may_edit ? url_of(rq->arena, "/partners/%lld/%s/%lld/verwijderen", (long long)rq->id,
                             part, (long long)id)
                       : (struct url){ "" };
}

static enum err show_groups(struct request *rq, struct partner_view *v)
{
    struct membership_list groups = { 0 }, members = { 0 };

    TRY(partner_groups(rq->snap, rq->arena, rq->id, &groups));
    TRY(partner_members(rq->snap, rq->arena, rq->id, &members));
    v->groups.at = arena_array(rq->arena, groups.count, sizeof *v->groups.at);
    v->members.at = arena_array(rq->arena, members.count, sizeof *v->members.at);
    for (size_t i = 0; i < groups.count; i++) {
        const struct membership *m = &groups.at[i];
        v->groups.at[v->groups.count++] =
            (struct tie_row){ m->group_name, period(rq->arena, m->from_date, m->until_date),
                partner_url(rq, m->group_id), remove_url(rq, v, "groepen", m->id) };
    }
    for (size_t i = 0; i < members.count; i++) {
        const struct membership *m = &members.at[i];
        v->members.at[v->members.count++] =
            (struct tie_row){ m->member_name, period(rq->arena, m->from_date, m->until_date),
                partner_url(rq, m->member_id), remove_url(rq, v, "groepen", m->id) };
    }
    return ERR_OK;
}

static enum err show_areas(struct request *rq, const struct partner *p, struct partner_view *v)
{
    struct partner_area_list areas = { 0 };
    struct lines text = { arena_array(rq->arena, p->service_area.count, sizeof *text.at), 0 };

    TRY(partner_areas(rq->snap, rq->arena, rq->id, &areas));
    v->areas.at = arena_array(rq->arena, areas.count, sizeof *v->areas.at);
    for (size_t i = 0; i < areas.count; i++) {
        const struct partner_area *x = &areas.at[i];
        const char *dated = period(rq->arena, x->from_date, x->until_date);
        v->areas.at[v->areas.count++] = (struct tie_row){ x->municipality,
            str_empty(dated) ? arena_printf(rq->arena, "NIS %s", x->nis)
                             : arena_printf(rq->arena, "NIS %s, %s", x->nis, dated),
            { "" }, remove_url(rq, v, "gebied", x->id) };
    }
    for (size_t i = 0; i < p->service_area.count; i++) {
        bool known = false;
        for (size_t k = 0; k < areas.count; k++)
            known |= str_equal(areas.at[k].municipality, p->service_area.at[i]);
        if (!known)
            text.at[text.count++] = p->service_area.at[i];
    }
    v->area_text = str_join_dutch(rq->arena, &text);
    return ERR_OK;
}

static enum err show_seats(struct request *rq, struct partner_view *v)
{
    const char *today = council_today(rq->arena, &rq->council);
    struct member_list all = { 0 };

    if (!route_admits(SIGNED_IN, &rq->actor))
        return ERR_OK;
    TRY(member_list(rq->snap, rq->arena, today, 0, MOST_MEMBERS, &all));
    v->seats.at = arena_array(rq->arena, all.count, sizeof *v->seats.at);
    for (size_t i = 0; i < all.count; i++) {
        const struct member *m = &all.at[i];
        if (m->partner_id != rq->id)
            continue;
        v->seats.at[v->seats.count++] =
            (struct tie_row){ v->sees_contacts ? m->person_name : m->person_function,
                arena_printf(rq->arena, "%s, %s", choice_dutch(MEMBER_ROLES, m->role),
                    choice_dutch(CONSTITUENCIES, m->constituency)),
                { "/leden" }, { "" } };
    }
    return ERR_OK;
}

static enum err show_items(struct request *rq, struct partner_view *v)
{
    struct arena *a = rq->arena;
    struct partner_item_list items = { 0 };

    TRY(partner_items(rq->snap, a, visibility_of(&rq->actor), rq->id, MOST_ITEMS, &items));
    v->items.at = arena_array(a, items.count, sizeof *v->items.at);
    for (size_t i = 0; i < items.count; i++) {
        const struct partner_item *x = &items.at[i];
        v->items.at[v->items.count++] = (struct tie_row){ x->title,
            x->starts_at != 0 ? dutch_date(a, date_of(a, x->starts_at)) : dutch_month(a, x->month),
            show_item_url(a, x->id, ""), { "" } };
    }
    return ERR_OK;
}

static enum err show_coalitions(struct request *rq, struct partner_view *v)
{
    struct arena *a = rq->arena;
    struct partner_coalition_list list = { 0 };

    TRY(partner_coalitions(rq->snap, a, &rq->actor, rq->id, &list));
    v->coalitions.at = arena_array(a, list.count, sizeof *v->coalitions.at);
    for (size_t i = 0; i < list.count; i++) {
        const struct partner_coalition *x = &list.at[i];
        const char *state = choice_dutch(COALITION_STATES, x->state);
        v->coalitions.at[v->coalitions.count++] = (struct tie_row){ x->title,
            str_empty(x->date) ? state : arena_printf(a, "%s op %s", state, dutch_date(a, x->date)),
            show_dossier_url(a, x->dossier_id), { "" } };
    }
    return ERR_OK;
}

static enum err show_actions(struct request *rq, struct partner_view *v)
{
    const struct action_filter filter = { .partner_id = rq->id };
    struct action_list list = { 0 };

    TRY(action_list(rq->snap, rq->arena, &rq->actor, &filter, 0, MOST_ACTIONS, &list));
    v->actions = actions_rows(rq, &list, "/opvolging");
    return ERR_OK;
}

static enum err show_past(struct request *rq, const struct partner *p, struct partner_view *v)
{
    struct arena *a = rq->arena;
    struct partner_list before = { 0 };
    struct partner_merge_list merges = { 0 };
    struct partner into = { 0 };

    if (p->successor_id != 0) {
        TRY(partner_get(rq->snap, a, p->successor_id, &into));
        v->successor = (struct link_view){ into.name, partner_url(rq, into.id) };
        v->successor_from = dutch_date_long(a, p->successor_from);
    }
    TRY(partner_predecessors(rq->snap, a, rq->id, &before));
    v->before.at = arena_array(a, before.count, sizeof *v->before.at);
    for (size_t i = 0; i < before.count; i++)
        v->before.at[v->before.count++] =
            (struct tie_row){ before.at[i].name, dutch_date_long(a, before.at[i].successor_from),
                partner_url(rq, before.at[i].id), { "" } };
    if (!v->may_edit)
        return ERR_OK;
    TRY(partner_merges(rq->snap, a, rq->id, clock_now(), &merges));
    v->merged.at = arena_array(a, merges.count, sizeof *v->merged.at);
    for (size_t i = 0; i < merges.count; i++)
        v->merged.at[v->merged.count++] = (struct tie_row){ merges.at[i].from_name,
            dutch_instant(a, council_moment(&rq->council, merges.at[i].merged_at)), { "" },
            url_of(a, "/partners/%lld/samenvoegen/terug", (long long)merges.at[i].from_id) };
    return ERR_OK;
}

enum err partner_life(struct request *rq, const struct partner *p, struct partner_view *v)
{
    TRY(show_past(rq, p, v));
    TRY(show_areas(rq, p, v));
    TRY(show_groups(rq, v));
    TRY(show_seats(rq, v));
    TRY(show_items(rq, v));
    TRY(show_coalitions(rq, v));
    TRY(show_actions(rq, v));
    return support_of_partner(rq, rq->id, &v->offers);
}
