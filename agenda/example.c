#include "agenda/example.h"
#include "lok/base/dates.h"

enum { DAYS_AHEAD = 30 };

/* Of an endpoint without partner, somebody else's. */
static int64_t partner_of(const struct example_of *of)
{
    return of->endpoint->partner_id == 0 ? EXAMPLE_ID : of->endpoint->partner_id;
}

static const char *partner_name_of(const struct example_of *of)
{
    return of->endpoint->partner_id == 0 ? "Voorbeeldorganisatie" : of->endpoint->partner_name;
}

static int64_t evening(struct arena *a, const char *today, int days)
{
    int64_t at = 0;

    /* Half past seven in the evening exists on every day. */
    if (date_instant(date_add_days(a, today, days), "19:30", &at) != ERR_OK)
        IMPOSSIBLE("no evening");
    return at;
}

static struct item item_of(
    struct arena *a, const struct example_of *of, size_t i, int64_t starts_at)
{
    bool first = i == 0;

    return (struct item){
        .id = EXAMPLE_ID - (int64_t)i,
        .shown_number = arena_printf(a, "%zu", i + 1),
        .number = "",
        .title = of->title,
        .minutes = 10,
        .starts_at = starts_at + (int64_t)i * 600000,
        .presenter = "",
        .presenter_partner = first ? partner_name_of(of) : "",
        .presenter_partner_id = first ? partner_of(of) : 0,
        .text = "",
    };
}

static struct published published_of(
    struct arena *a, const struct example_of *of, const char *title, int64_t number)
{
    const char *day = date_add_days(a, of->today, DAYS_AHEAD);
    struct published p = {
        .meeting = { .id = EXAMPLE_ID,
            .title = title,
            .state = MEETING_CONVENED,
            .month = arena_printf(a, "%.7s", day),
            .starts_at = evening(a, of->today, DAYS_AHEAD),
            .location = "Stadhuis",
            .online_url = "",
            .note = "" },
        .has_agenda = true,
        .number = number,
        .items = { arena_array(a, of->items, sizeof(struct item)), of->items },
    };

    for (size_t i = 0; i < of->items; i++)
        p.items.at[i] = item_of(a, of, i, p.meeting.starts_at);
    return p;
}

static void add_results(struct arena *a, const struct example_of *of, struct example *e)
{
    const char *later = date_add_days(a, of->today, 90);
    int64_t partner_id = partner_of(of);
    const char *partner = partner_name_of(of);

    e->decision = (struct decision){
        .id = EXAMPLE_ID,
        .number = arena_printf(a, "%.4s_LOK_00000", of->today),
        .title = of->title,
        .text = of->title,
        .due_date = later,
        .follow_up_name = partner,
        .follow_up_id = partner_id,
        .version = 2,
    };
    e->advice = (struct advice){
        .id = EXAMPLE_ID,
        .number = arena_printf(a, "%.4s_LOK_A0000", of->today),
        .title = of->title,
        .text = of->title,
        .addressee_id = partner_id,
        .reaction_due = later,
        .answer = ANSWER_PARTLY,
        .answered_on = of->today,
        .reference = arena_printf(a, "%.4s_CBS_00000", of->today),
        .version = 2,
    };
    e->announcement = (struct announcement){
        .id = EXAMPLE_ID,
        .item_id = EXAMPLE_ID,
        .title = of->title,
        .target_month = arena_printf(a, "%.7s", later),
        .version = 1,
    };
    e->action = (struct action_point){
        .id = EXAMPLE_ID,
        .partner_id = partner_id,
        .partner_name = partner,
        .text = of->title,
        .due_date = later,
        .version = 1,
    };
    e->actions = (struct action_list){ arena_memdup(a, &e->action, sizeof e->action), 1 };
}

void example_make(struct arena *a, const struct example_of *of, struct example *ret)
{
    struct example e = {
        .council = *of->council,
        .published = published_of(a, of, of->title, 3),
        .before = published_of(a, of, "Vroeger", 2),
        .minutes = { .meeting_id = EXAMPLE_ID,
            .remarks_until = date_add_days(a, of->today, DAYS_AHEAD + 14) },
        .endpoint = *of->endpoint,
    };

    e.moved = e.before;
    e.moved.meeting.starts_at = evening(a, of->today, DAYS_AHEAD - 1);
    add_results(a, of, &e);
    e.proposal = (struct proposal){
        .id = EXAMPLE_ID,
        .partner_id = partner_of(of),
        .partner_name = partner_name_of(of),
        .title = of->title,
        .reason = of->title,
        .target_month = e.announcement.target_month,
        .version = 1,
    };
    e.ask = (struct coalition_ask){
        .id = EXAMPLE_ID,
        .dossier_id = EXAMPLE_ID,
        .partner_id = partner_of(of),
        .date = of->today,
        .call = of->title,
        .closes_on = e.action.due_date,
        .need_words = "opvanglocaties",
        .dossier_title = of->title,
        .partner_name = partner_name_of(of),
        .version = 1,
    };
    e.expansion = (struct expansion){
        .id = EXAMPLE_ID,
        .title = of->title,
        .closes_on = e.action.due_date,
        .places = 30,
        .access = ACCESS_PUBLIC,
        .version = 1,
    };
    *ret = e;
}

struct telling example_telling(
    const struct example *e, enum notice_type type, const char *public_url)
{
    bool decision = type == NOTICE_DECISION_RECORDED || type == NOTICE_DECISION_SUPERSEDED;
    bool advice = type == NOTICE_ADVICE_SENT || type == NOTICE_ADVICE_ANSWERED;
    bool proposal = type >= NOTICE_ITEM_PROPOSED && type <= NOTICE_ITEM_POSTPONED;
    bool endpoint = type >= NOTICE_ENDPOINT_FAILING && type <= NOTICE_ENDPOINT_RECOVERED;
    bool action = type == NOTICE_ACTION_ASSIGNED || type == NOTICE_ACTION_DUE;
    bool expansion = type == NOTICE_EXPANSION_OPENED || type == NOTICE_EXPANSION_ADVISED;
    bool alone = endpoint || advice || expansion || type == NOTICE_ACTION_DUE ||
                 type == NOTICE_COALITION_ASKED;
    bool minutes = type >= NOTICE_MINUTES_DRAFTED && type <= NOTICE_MINUTES_APPROVED;

    return (struct telling){
        .type = type,
        .sample = true,
        .council = &e->council,
        .published = alone ? NULL : &e->published,
        .before = type == NOTICE_MEETING_MOVED    ? &e->moved
                  : type == NOTICE_AGENDA_CHANGED ? &e->before
                                                  : NULL,
        .decision = decision ? &e->decision : NULL,
        .minutes = minutes ? &e->minutes : NULL,
        .actions = type == NOTICE_MINUTES_SUBMITTED ? e->actions : (struct action_list){ 0 },
        .advice = advice ? &e->advice : NULL,
        .announcement = type == NOTICE_ITEM_ANNOUNCED ? &e->announcement : NULL,
        .proposal = proposal ? &e->proposal : NULL,
        .action = action ? &e->action : NULL,
        .ask = type == NOTICE_COALITION_ASKED ? &e->ask : NULL,
        .expansion = expansion ? &e->expansion : NULL,
        .expansion_advice = type == NOTICE_EXPANSION_ADVISED ? &e->advice : NULL,
        .concerned = expansion ? &e->action.partner_id : NULL,
        .concerned_count = expansion ? 1 : 0,
        .endpoint = endpoint ? &e->endpoint : NULL,
        .closes_on = e->minutes.remarks_until,
        .superseded_by = e->decision.number,
        .document = type == NOTICE_DOCUMENT_ADDED ? "Nota" : NULL,
        .document_link = public_url,
        .public_url = public_url,
    };
}
