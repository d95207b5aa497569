/* Who comes, for the secretariat: all answers, and ticking those that came by phone. */
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/choices.h"
#include "web/pages/pages.h"
#include "web/pages/replies.h"

struct tick_input {
    int64_t person_id;
    unsigned answer;
    const char *remark;
};
static const struct field TICK_FIELDS[] = {
    FIELD_ID(struct tick_input, person_id, .required = true, .label = "Wie antwoordde?"),
    FIELD_CHOICE(
        struct tick_input, answer, .required = true, .of = REPLY_ANSWERS, .label = "Het antwoord"),
    FIELD_TEXT(struct tick_input, remark, .max = 500, .label = "Opmerking",
        .hint = "Bijvoorbeeld wie in de plaats komt."),
    FIELD_END,
};

const char *replies_words(struct arena *a, const struct reply_counts *n)
{
    return arena_printf(a, "%s, %s, %s. %s.",
        show_count(a, (size_t)n->coming, "persoon komt", "personen komen"),
        arena_printf(a, "%lld verontschuldigd", (long long)n->excused),
        show_count(a, (size_t)n->replaced, "vervanger", "vervangers"),
        n->missing == 0
            ? "Iedereen antwoordde"
            : arena_printf(a, "%s nog niet",
                  show_count(a, (size_t)n->missing, "persoon antwoordde", "personen antwoordden")));
}

static const char *joined(struct arena *a, const char *one, const char *other)
{
    return arena_printf(a, "%s%s%s", one, str_empty(one) || str_empty(other) ? "" : " · ", other);
}

static const char *said(struct request *rq, const struct reply *r)
{
    struct arena *a = rq->arena;
    const char *way = r->way == REPLY_TICKED && !str_empty(r->ticked_by)
                          ? arena_printf(a, "genoteerd door %s", r->ticked_by)
                          : choice_dutch(REPLY_WAYS, r->way);
    return arena_printf(a, "%s op %s%s", way,
        dutch_instant(a, council_moment(&rq->council, r->replied_at)),
        r->invited ? "" : ", niet uitgenodigd");
}

static struct attendance_row row_of(struct request *rq, const struct reply *r)
{
    struct arena *a = rq->arena;
    return (struct attendance_row){
        .name = r->name,
        .why = joined(a, r->function, r->partner_name),
        .said = r->answered    ? said(rq, r)
                : r->has_email ? ""
                               : "heeft geen mailadres",
        .remark = r->remark,
        .forget = r->answered ? url_of(a, "/vergaderingen/%lld/aanwezigheid/%lld/wissen",
                                    (long long)rq->id, (long long)r->person_id)
                              : (struct url){ "" },
    };
}

static bool belongs(const struct reply *r, size_t group)
{
    static const unsigned ANSWERS[] = { REPLY_COMING, REPLY_EXCUSED, REPLY_REPLACED };
    return group == ARRAY_LEN(ANSWERS) ? !r->answered : r->answered && r->answer == ANSWERS[group];
}

static struct attendance_groups groups_of(struct request *rq, const struct reply_list *list)
{
    static const char *const HEADINGS[ATTENDANCE_GROUPS] = { "Komen", "Verontschuldigd",
        "Sturen een vervanger", "Nog geen antwoord" };
    struct arena *a = rq->arena;
    struct attendance_groups groups = { arena_array(a, ATTENDANCE_GROUPS, sizeof *groups.at), 0 };

    for (size_t i = 0; i < ATTENDANCE_GROUPS; i++) {
        struct attendance_group *g = &groups.at[groups.count];
        *g = (struct attendance_group){ "", arena_array(a, list->count, sizeof *g->at), 0 };
        for (size_t j = 0; j < list->count; j++)
            if (belongs(&list->at[j], i))
                g->at[g->count++] = row_of(rq, &list->at[j]);
        g->heading = arena_printf(a, "%s (%zu)", HEADINGS[i], g->count);
        groups.count += g->count > 0;
    }
    return groups;
}

/* The message stands on top of the page, what was typed in the form. */
static enum err add_form(struct request *rq, struct form_view *ret)
{
    static const char *const TYPED[] = { "person_id", "remark", NULL };
    const struct tick_input none = { .remark = "" };

    *ret = form_make(rq, TICK_FIELDS, &none, 0, TYPED);
    ret->issues.count = 0;
    ret->detail = "";
    return choices_persons(rq, ret, "person_id");
}

static enum err show(struct request *rq, unsigned status)
{
    struct arena *a = rq->arena;
    struct reply_list list = { 0 };
    struct meeting m = { 0 };

    TRY(meeting_get(rq->snap, a, rq->id, &m));
    TRY(reply_list(rq->snap, a, &rq->actor, rq->id, &list));
    struct reply_counts n = reply_count(&list);
    struct attendance_view v = {
        .meeting = { arena_printf(a, "Vergadering van %s", show_when(a, &m)),
            show_meeting_url(a, m.id, "") },
        .lead = list.count == 0 ? "Nog niemand is uitgenodigd." : replies_words(a, &n),
        .problem = form_problem(rq),
        .groups = groups_of(rq, &list),
        .open = m.state != MEETING_CANCELLED && m.state != MEETING_CLOSED,
        .action = show_meeting_url(a, m.id, "/aanwezigheid"),
        .presence = lifecycle_allows(&rq->actor, m.state, MEETING_ATTEND)
                        ? show_meeting_url(a, m.id, "/aanwezigen")
                        : (struct url){ "" },
        .remind = n.missing > 0 && reply_is_open(&m, &rq->council)
                      ? show_meeting_url(a, m.id, "/versturen?soort=herinnering")
                      : (struct url){ "" },
    };
    TRY(add_form(rq, &v.form));
    return reply_page_status(rq, status, "Wie komt?", attendance_html, &v);
}

enum err page_attendance(struct request *rq)
{
    return show(rq, 200);
}

static enum err tick(struct request *rq, struct tick_input *in)
{
    TRY(fields_from_form(TICK_FIELDS, &rq->form, rq->arena, &rq->fault, in));
    const struct reply_input reply = { in->answer, in->remark };
    enum err e = reply_give(rq->tx, rq->arena, &rq->actor, rq->id, in->person_id, &reply);
    if (e == ERR_NOT_FOUND && in->person_id != rq->actor.person_id)
        return fault_issue(&rq->fault, "person_id", "unknown", "Kies een persoon uit de lijst.");
    return e;
}

enum err page_attendance_tick(struct request *rq)
{
    struct tick_input in = { .remark = "" };
    struct meeting m = { 0 };
    struct reply now = { 0 };

    TRY(meeting_get(rq->snap, rq->arena, rq->id, &m));
    enum err e = tick(rq, &in);
    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        return show(rq, err_status(e));
    }
    TRY(reply_get(rq->snap, rq->arena, &rq->actor, rq->id, in.person_id, &now));
    return reply_see_other(rq, show_meeting_url(rq->arena, rq->id, "/aanwezigheid").address,
        arena_printf(rq->arena, "Het antwoord van %s is genoteerd.", now.name), NULL);
}

enum err page_attendance_forget(struct request *rq)
{
    int64_t person;

    if (!str_to_i64(request_param(rq, "person"), &person) || person <= 0)
        return ERR_NOT_FOUND;
    TRY(reply_remove(rq->tx, &rq->actor, rq->id, person));
    return reply_see_other(rq, show_meeting_url(rq->arena, rq->id, "/aanwezigheid").address,
        "Het antwoord is gewist.", NULL);
}
