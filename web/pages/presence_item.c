/* At one item: who has a conflict of interest, who left the room for it, who voted what. */
#include "templates.h"
#include "web/pages/pages.h"
#include "web/pages/presence.h"

static bool was_there(const struct presence *p)
{
    return p->there || p->away;
}

static struct form_check check_of(
    struct request *rq, const struct presence *p, const char *what, bool now)
{
    const char *name = presence_name(rq->arena, what, &p->who);

    return (struct form_check){
        .name = name,
        .id = name,
        .value = "1",
        .text = "",
        .checked = presence_refused(rq) ? !str_empty(presence_typed(rq, name)) : now,
    };
}

static struct presence_select vote_of(struct request *rq, const struct presence *p)
{
    struct arena *a = rq->arena;
    const char *name = presence_name(a, "vote", &p->who);
    const char *now = presence_refused(rq) ? presence_typed(rq, name) : choice_code(VOTES, p->vote);
    unsigned count = choice_count(VOTES);
    struct presence_select s = { .name = name,
        .id = name,
        .label = "Stem",
        .options = { arena_array(a, count, sizeof *s.options.at), count } };

    for (unsigned i = 0; i < count; i++)
        s.options.at[i] =
            (struct form_option){ VOTES[i].code, VOTES[i].dutch, str_equal(VOTES[i].code, now) };
    return s;
}

static struct presence_item_row row_of(struct request *rq, const struct presence *p)
{
    const char *reason = presence_name(rq->arena, "reason", &p->who);

    return (struct presence_item_row){
        .name = p->who.name,
        .why = presence_why(rq->arena, &p->who),
        .away = check_of(rq, p, "away", p->away),
        .conflict = check_of(rq, p, "conflict", p->conflict),
        .reason_name = reason,
        .reason_id = reason,
        .reason = presence_refused(rq) ? presence_typed(rq, reason) : p->reason,
        .votes = p->who.voting_right,
        .vote = vote_of(rq, p),
    };
}

static struct form_view problem_of(struct request *rq)
{
    struct form_view problem = form_problem(rq);

    for (size_t i = 0; i < problem.issues.count; i++)
        problem.issues.at[i].anchor = url_of(rq->arena, "#%s", rq->fault.issues[i].field);
    return problem;
}

static enum err show(struct request *rq, unsigned status)
{
    struct arena *a = rq->arena;
    struct presence_list here = { 0 };
    struct item item = { 0 };
    struct meeting m = { 0 };

    TRY(item_get(rq->snap, a, rq->id, &item));
    TRY(meeting_get(rq->snap, a, item.meeting_id, &m));
    TRY(attendance_at_item(rq->snap, a, item.id, &here));
    struct presence_item_view v = {
        .meeting = { arena_printf(a, "Vergadering van %s", show_when(a, &m)),
            show_meeting_url(a, m.id, "") },
        .item = { arena_printf(a, "Punt %s", item.shown_number),
            url_of(a, "/vergaderingen/%lld/tafel?punt=%lld", (long long)m.id, (long long)item.id) },
        .lead = arena_printf(a, "%s. %s", item.shown_number, item.title),
        .problem = problem_of(rq),
        .version = here.version,
        .rows = { arena_array(a, here.count, sizeof *v.rows.at), 0 },
        .action = show_item_url(a, item.id, "/aanwezigheid"),
        .attendance = show_meeting_url(a, m.id, "/aanwezigen"),
    };
    for (size_t i = 0; i < here.count; i++)
        if (was_there(&here.at[i]))
            v.rows.at[v.rows.count++] = row_of(rq, &here.at[i]);
    return reply_page_status(rq, status, "Belangen en stemmen", presence_item_html, &v);
}

enum err page_presence_item(struct request *rq)
{
    return show(rq, 200);
}

static struct presence_input input_of(struct request *rq, const struct presence *p)
{
    struct arena *a = rq->arena;
    struct presence_input in = {
        .away = !str_empty(presence_typed(rq, presence_name(a, "away", &p->who))),
        .conflict = !str_empty(presence_typed(rq, presence_name(a, "conflict", &p->who))),
        .reason = str_trim(a, presence_typed(rq, presence_name(a, "reason", &p->who))),
    };
    unsigned vote = VOTE_NONE;

    if (choice_find(VOTES, presence_typed(rq, presence_name(a, "vote", &p->who)), &vote))
        in.vote = vote;
    return in;
}

static void name_issues(struct request *rq, const struct presence *p)
{
    for (size_t i = 0; i < rq->fault.issue_count; i++)
        rq->fault.issues[i].field = presence_name(rq->arena, rq->fault.issues[i].field, &p->who);
}

static enum err save(struct request *rq, const struct item *item)
{
    struct presence_list here = { 0 };
    int64_t version, now;

    TRY(request_form_version(rq, &version));
    TRY(attendance_version(rq->snap, item->meeting_id, &now));
    if (now != version)
        return ERR_STALE;
    TRY(attendance_at_item(rq->snap, rq->arena, item->id, &here));
    for (size_t i = 0; i < here.count; i++) {
        const struct presence *p = &here.at[i];
        struct presence_input in = input_of(rq, p);
        bool same = in.away == p->away && in.conflict == p->conflict && in.vote == p->vote &&
                    str_equal(in.reason, p->reason);

        if (!was_there(p) || same)
            continue;
        enum err e =
            attendance_put_item(rq->tx, rq->arena, &rq->actor, item->id, p->who.id, version, &in);
        version = 0;
        if (e != ERR_OK)
            name_issues(rq, p);
        TRY(e);
    }
    return ERR_OK;
}

enum err page_presence_item_save(struct request *rq)
{
    struct item item = { 0 };

    TRY(item_get(rq->snap, rq->arena, rq->id, &item));
    enum err e = save(rq, &item);
    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        return show(rq, err_status(e));
    }
    return reply_see_other(rq,
        url_of(rq->arena, "/vergaderingen/%lld/tafel?punt=%lld", (long long)item.meeting_id,
            (long long)item.id)
            .address,
        "Belangen en stemmen zijn bewaard.", NULL);
}
