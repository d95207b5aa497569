#include "web/pages/members.h"
#include "lok/base/dates.h"
#include "lok/base/utf8.h"
#include "lok/seats.h"
#include "templates.h"
#include "web/pages/access.h"
#include "web/pages/pages.h"
#include "web/pages/show.h"

enum { MOST_MEMBERS = 1000, GROUPS = 4, GUESTS = GROUPS - 1 };

static const char *const TITLES[GROUPS] = {
    [CONSTITUENCY_LOCAL_ACTOR] = "Lokale actoren",
    [CONSTITUENCY_CARE_USER] = "Gebruikers",
    [CONSTITUENCY_LOCAL_GOVERNMENT] = "Lokaal bestuur",
    [GUESTS] = "Uitgenodigd, zonder plaats",
};

/* "Mentor-coach, mentor-coach" is said once. */
static bool same_words(struct arena *a, const char *one, const char *other)
{
    return str_equal(utf8_fold_string(a, one), utf8_fold_string(a, other));
}

static const char *period_of(struct arena *a, const struct member *m)
{
    if (str_empty(m->until_date))
        return "";
    return arena_printf(a, "tot en met %s", dutch_date(a, m->until_date));
}

static enum err add_reach(struct request *rq, const struct member *m, struct member_row *row)
{
    struct person person;

    TRY(person_get(rq->snap, rq->arena, m->person_id, &person));
    row->phone = person.phone;
    if (!str_empty(person.email))
        row->email = (struct link_view){ person.email,
            url_of(rq->arena, "mailto:%s", url_encode(rq->arena, person.email)) };
    return ERR_OK;
}

/* Who may not see people sees what they are. */
static const char *shown_for(const struct member *m)
{
    return str_empty(m->person_function) ? choice_dutch(MEMBER_ROLES, m->role) : m->person_function;
}

static enum err row_of(struct request *rq, const struct members_view *v, const struct member *m,
    struct member_row *ret)
{
    struct arena *a = rq->arena;
    bool known = same_words(a, m->person_function, m->person_name);

    *ret = (struct member_row){
        .name = v->sees_people ? m->person_name : shown_for(m),
        .function = !v->sees_people || known ? "" : m->person_function,
        .partner = { m->partner_name, { "" } },
        .vote = m->voting_right ? "ja" : "nee",
        .email = { "", { "" } },
        .phone = "",
        .substitute = v->sees_people ? m->substitute_name : "",
        .mandate = { m->councillor ? "gemeenteraadslid"
                     : m->college  ? "college"
                                   : "",
            "" },
        .period = period_of(a, m),
        .sees_people = v->sees_people,
    };
    if (m->role != MEMBER_ROLE_MEMBER)
        ret->role = (struct chip){ choice_dutch(MEMBER_ROLES, m->role), "accent" };
    if (m->partner_id != 0)
        ret->partner.to = url_of(a, "/partners/%lld", (long long)m->partner_id);
    if (v->may_edit)
        ret->edit = url_of(a, "/leden/%lld/bewerken", (long long)m->id);
    return v->sees_people ? add_reach(rq, m, ret) : ERR_OK;
}

static const char *summary_of(struct arena *a, const struct member_list *list)
{
    size_t seats = 0;
    size_t voting = 0;

    for (size_t i = 0; i < list->count; i++) {
        seats += seats_is_seat(&list->at[i]);
        voting += seats_may_vote(&list->at[i]);
    }
    const char *guests =
        seats == list->count
            ? ""
            : arena_printf(a, " Daarnaast %s %zu uitgenodigd zonder plaats.",
                  list->count - seats == 1 ? "is er" : "zijn er", list->count - seats);
    return arena_printf(a, "%s, van wie %zu met stemrecht.%s", show_count(a, seats, "lid", "leden"),
        voting, guests);
}

/* What counts women and men is for the secretary alone. */
static enum err add_rules(struct request *rq, struct members_view *v)
{
    const char *today = council_today(rq->arena, &rq->council);
    struct seats_due_list due = { 0 };
    struct seats_balance balance = { 0 };

    v->balance = "";
    v->source = "";
    if (!v->may_edit)
        return ERR_OK;
    TRY(seats_due(rq->snap, rq->arena, today, &due));
    TRY(seats_balance(rq->snap, rq->arena, today, &balance));
    v->warnings.at = arena_array(rq->arena, due.count, sizeof *v->warnings.at);
    v->warnings.count = due.count;
    for (size_t i = 0; i < due.count; i++)
        v->warnings.at[i] = (struct seat_warning){ due.at[i].words, due.at[i].why };
    if (balance.verdict == SEATS_KEPT) {
        v->balance = balance.words;
        v->source = balance.source;
    }
    return ERR_OK;
}

enum err page_members(struct request *rq)
{
    struct arena *a = rq->arena;
    struct members_view v = {
        .at = arena_array(a, GROUPS, sizeof *v.at),
        .count = GROUPS,
        .sees_people = access_may(rq, SEE_PEOPLE, 0),
        .may_edit = access_may(rq, EDIT_PEOPLE, 0),
    };
    struct member_list list;

    v.shows_former = v.may_edit && !str_empty(request_query(rq, "vroeger"));
    TRY(member_list(
        rq->snap, a, v.shows_former ? "" : council_today(a, &rq->council), 0, MOST_MEMBERS, &list));
    v.has_members = list.count > 0;
    v.summary = summary_of(a, &list);
    TRY(add_rules(rq, &v));
    for (size_t i = 0; i < GROUPS; i++)
        v.at[i] = (struct constituency_group){ TITLES[i],
            arena_array(a, list.count, sizeof(struct member_row)), 0 };
    for (size_t i = 0; i < list.count; i++) {
        unsigned at = seats_is_seat(&list.at[i]) ? list.at[i].constituency : GUESTS;
        struct constituency_group *group = &v.at[at];
        TRY(row_of(rq, &v, &list.at[i], &group->at[group->count++]));
    }
    return reply_page(rq, "Leden", members_html, &v);
}
