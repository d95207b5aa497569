/* Nieuwe bestuursperiode: choose who stays, see the draft, start it. */
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "lok/term_undo.h"
#include "templates.h"
#include "web/http/session.h"
#include "web/pages/access.h"
#include "web/pages/members.h"
#include "web/pages/pages.h"
#include "web/pages/show.h"

enum { MOST_SEATS = 2000 };

struct term_date {
    const char *date;
};
static const struct field TERM_FIELDS[] = {
    FIELD_DATE(struct term_date, date, .required = true, .label = "Eerste dag",
        .hint = "Vandaag of een dag die voorbij is: wie stopt, verliest meteen de toegang."),
    FIELD_END,
};

/* Boxes that were ticked, or the ids of the draft with commas between them. */
static struct term_input input_of(struct request *rq)
{
    const char *date = param_get(&rq->form, "date");
    struct lines ids = { NULL, 0 };
    struct term_input in = { .date = date == NULL ? "" : date };

    for (size_t i = 0; i < rq->form.count; i++) {
        if (!str_equal(rq->form.at[i].name, "stay"))
            continue;
        struct lines some = str_split(rq->arena, rq->form.at[i].value, ',');
        struct lines all = { arena_array(rq->arena, ids.count + some.count, sizeof *all.at), 0 };
        for (size_t k = 0; k < ids.count; k++)
            all.at[all.count++] = ids.at[k];
        for (size_t k = 0; k < some.count; k++)
            all.at[all.count++] = some.at[k];
        ids = all;
    }
    int64_t *stay = arena_array(rq->arena, ids.count, sizeof *stay);
    for (size_t i = 0; i < ids.count; i++)
        in.stay_count += str_to_i64(ids.at[i], &stay[in.stay_count]);
    in.stay = stay;
    return in;
}

static const char *joined(struct arena *a, const struct term_plan *plan)
{
    struct lines ids = { arena_array(a, plan->seat_count, sizeof *ids.at), 0 };

    for (size_t i = 0; i < plan->seat_count; i++) {
        if (plan->seats[i].stays)
            ids.at[ids.count++] = arena_printf(a, "%lld", (long long)plan->seats[i].member.id);
    }
    return str_join(a, &ids, ",");
}

static bool is_among(int64_t id, const struct term_input *in)
{
    for (size_t i = 0; i < in->stay_count; i++) {
        if (in->stay[i] == id)
            return true;
    }
    return in->everybody;
}

static struct term_row row_of(const struct member *m, bool stays)
{
    struct term_row row = { .id = m->id, .name = m->person_name, .stays = stays };

    row.why = str_empty(m->partner_name) ? "voor zichzelf" : m->partner_name;
    if (m->role != MEMBER_ROLE_MEMBER)
        row.role = (struct chip){ choice_dutch(MEMBER_ROLES, m->role), "accent" };
    return row;
}

/* Those that stand, the newest first, and what can be done about them. */
static enum err add_started(struct request *rq, struct term_view *v)
{
    struct arena *a = rq->arena;
    struct term_list list = { 0 };

    TRY(term_list(rq->snap, a, clock_now(), &list));
    v->started.at = arena_array(a, list.count, sizeof *v->started.at);
    for (size_t i = 0; i < list.count; i++) {
        const struct term *t = &list.at[i];
        if (t->undone_at != 0)
            continue;
        v->started.at[v->started.count++] = (struct started_row){
            .title = arena_printf(a, "Bestuursperiode vanaf %s", dutch_date_long(a, t->date)),
            .why = str_empty(t->fixed)
                       ? arena_printf(a,
                             "Gestart op %s. Ongedaan maken kan tot %d dagen daarna, "
                             "zolang er niet vergaderd is en aan de plaatsen niets verandert.",
                             dutch_date_long(a, date_of(a, t->started_at)), TERM_UNDO_DAYS)
                       : t->fixed,
            .undo = str_empty(t->fixed)
                        ? url_of(a, "/leden/bestuursperiode/%lld/terug", (long long)t->id)
                        : (struct url){ "" },
        };
    }
    return ERR_OK;
}

/* Step one: the date, and everybody who sits today. */
static enum err show_choice(struct request *rq, unsigned status, const struct term_input *in)
{
    const char *today = council_today(rq->arena, &rq->council);
    struct term_date from = { str_empty(in->date) ? today : in->date };
    struct member_list all = { 0 };
    struct term_view v = { .form = form_make(rq, TERM_FIELDS, &from, 0, NULL) };

    TRY(member_list(rq->snap, rq->arena, today, 0, MOST_SEATS, &all));
    v.seats.at = arena_array(rq->arena, all.count, sizeof *v.seats.at);
    for (size_t i = 0; i < all.count; i++)
        v.seats.at[v.seats.count++] = row_of(&all.at[i], is_among(all.at[i].id, in));
    TRY(add_started(rq, &v));
    return reply_page_status(rq, status, "Nieuwe bestuursperiode", term_html, &v);
}

enum err page_term(struct request *rq)
{
    TRY(access_check(rq, EDIT_PEOPLE, 0));
    return show_choice(rq, 200, &(struct term_input){ .date = "", .everybody = true });
}

/* Back from the draft, with what was ticked. */
enum err page_term_choose(struct request *rq)
{
    struct term_input in = input_of(rq);

    TRY(access_check(rq, EDIT_PEOPLE, 0));
    return show_choice(rq, 200, &in);
}

static const char *access_of(struct arena *a, const struct term_leaver *l)
{
    if (l->is_own)
        return "Dit bent u zelf: uw plaats eindigt, uw toegang blijft.";
    if (l->account_id != 0 && l->roles == 0)
        return "Persoonlijke links, kalenderlinks en het account houden op te werken.";
    if (l->account_id != 0)
        return "Persoonlijke links en kalenderlinks houden op te werken; het account houdt alleen "
               "de andere rollen.";
    return arena_printf(a, "Persoonlijke links en kalenderlinks houden op te werken.");
}

static struct chip verdict_chip(enum seats_verdict verdict)
{
    static const struct chip CHIPS[] = {
        [SEATS_NOBODY] = { "geen leden", "bad" },
        [SEATS_KEPT] = { "klopt", "ok" },
        [SEATS_OPEN] = { "niet zeker", "warn" },
        [SEATS_BROKEN] = { "klopt niet", "bad" },
    };
    return CHIPS[verdict];
}

static enum err show_draft(struct request *rq, unsigned status, const struct term_plan *plan)
{
    struct arena *a = rq->arena;
    struct term_view v = {
        .is_draft = true,
        .form = form_problem(rq),
        .date = plan->date,
        .seen = plan->seen,
        .stay = joined(a, plan),
        .day = dutch_date_long(a, plan->date),
        .last_day = dutch_date_long(a, plan->last_day),
        .staying = plan->stay_count == 1 ? "Eén lid krijgt"
                                         : arena_printf(a, "%zu leden krijgen", plan->stay_count),
        .rule = plan->balance.words,
        .source = plan->balance.source,
        .verdict = verdict_chip(plan->balance.verdict),
        .no_chair = plan->has_chair ? "" : "In dit ontwerp is er geen voorzitter.",
        .seats = { arena_array(a, plan->seat_count, sizeof *v.seats.at), plan->seat_count },
        .leavers = { arena_array(a, plan->leaver_count, sizeof *v.leavers.at), plan->leaver_count },
    };

    for (size_t i = 0; i < plan->seat_count; i++)
        v.seats.at[i] = row_of(&plan->seats[i].member, plan->seats[i].stays);
    for (size_t i = 0; i < plan->leaver_count; i++)
        v.leavers.at[i] = (struct term_row){
            .name = plan->leavers[i].name,
            .why = access_of(a, &plan->leavers[i]),
        };
    return reply_page_status(rq, status, "Nieuwe bestuursperiode", term_html, &v);
}

enum err page_term_draft(struct request *rq)
{
    struct term_input in = input_of(rq);
    struct term_plan plan = { 0 };

    TRY(access_check(rq, EDIT_PEOPLE, 0));
    enum err e = term_plan(rq->snap, rq->arena, &rq->actor, &in, &plan);
    if (e == ERR_OK)
        return show_draft(rq, 200, &plan);
    TRY(form_comes_back(rq, e));
    return show_choice(rq, err_status(e), &in);
}

enum err page_term_start(struct request *rq)
{
    struct term_input in = input_of(rq);
    struct term_plan plan = { 0 };
    const char *seen = param_get(&rq->form, "seen");

    TRY(access_check(rq, EDIT_PEOPLE, 0));
    enum err e = term_start(rq->tx, &rq->actor, &in, seen, &plan);
    if (e == ERR_OK) {
        for (size_t i = 0; i < plan.leaver_count; i++) {
            if (plan.leavers[i].account_id != 0)
                TRY(session_end_all(rq->tx, plan.leavers[i].account_id));
        }
        return reply_see_other(rq, "/leden", "De nieuwe bestuursperiode is gestart.",
            arena_printf(rq->arena, "/leden/bestuursperiode/%lld/terug", (long long)plan.id));
    }
    TRY(form_comes_back(rq, e));
    if (e == ERR_STALE && term_plan(rq->snap, rq->arena, &rq->actor, &in, &plan) == ERR_OK)
        return show_draft(rq, err_status(e), &plan);
    return show_choice(rq, err_status(e), &in);
}

enum err page_term_undo(struct request *rq)
{
    TRY(access_check(rq, EDIT_PEOPLE, 0));
    enum err e = term_undo(rq->tx, &rq->actor, rq->id, clock_now());
    if (e == ERR_OK)
        return reply_see_other(rq, "/leden",
            "De bestuursperiode is ongedaan gemaakt: de plaatsen en de toegang zijn weer zoals "
            "voorheen.",
            NULL);
    TRY(form_comes_back(rq, e));
    return show_choice(rq, err_status(e), &(struct term_input){ .date = "", .everybody = true });
}
