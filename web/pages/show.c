#include "web/pages/show.h"
#include "agenda/text.h"
#include "lok/base/dates.h"
#include <string.h>

/* -- addresses -- */

struct url show_meeting_url(struct arena *a, int64_t id, const char *below)
{
    return url_of(a, "/vergaderingen/%lld%s", (long long)id, below);
}

struct url show_item_url(struct arena *a, int64_t id, const char *below)
{
    return url_of(a, "/punten/%lld%s", (long long)id, below);
}

struct url show_dossier_url(struct arena *a, int64_t id)
{
    return url_of(a, "/dossiers/%lld", (long long)id);
}

struct url show_decision_url(struct arena *a, const char *number)
{
    return url_of(a, "/beslissingen/%s", url_encode(a, number));
}

/* -- chips -- */

/* A date that was chosen after the month was made known is still the secretariat's own. */
struct chip show_meeting_state(const struct meeting *m)
{
    static const char *const TONES[MEETING_STATE_COUNT] = {
        [MEETING_DRAFT] = "",
        [MEETING_ANNOUNCED] = "",
        [MEETING_PLANNED] = "accent",
        [MEETING_CONVENED] = "ok",
        [MEETING_IN_SESSION] = "accent",
        [MEETING_CLOSED] = "",
        [MEETING_CANCELLED] = "bad",
    };
    PRE(m->state < MEETING_STATE_COUNT);
    if (m->state == MEETING_ANNOUNCED && m->starts_at != 0)
        return (struct chip){ "datum nog niet meegedeeld", "warn" };
    return (struct chip){ choice_dutch(MEETING_STATES, m->state), TONES[m->state] };
}

struct chip show_purpose(unsigned purpose)
{
    bool weighs = purpose == PURPOSE_ADVICE || purpose == PURPOSE_DECISION;
    if (purpose == PURPOSE_ANY_OTHER_BUSINESS)
        return (struct chip){ "", "" };
    return (struct chip){ choice_dutch(ITEM_PURPOSES, purpose), weighs ? "accent" : "" };
}

struct chip show_outcome(unsigned outcome)
{
    static const char *const TONES[] = {
        [OUTCOME_NONE] = "",
        [OUTCOME_NOTED] = "ok",
        [OUTCOME_DISCUSSED] = "ok",
        [OUTCOME_ADVICE_GIVEN] = "ok",
        [OUTCOME_APPROVED] = "ok",
        [OUTCOME_NOT_APPROVED] = "warn",
        [OUTCOME_POSTPONED] = "warn",
        [OUTCOME_WITHDRAWN] = "warn",
    };
    PRE(outcome < ARRAY_LEN(TONES));
    if (outcome == OUTCOME_NONE)
        return (struct chip){ "", "" };
    return (struct chip){ choice_dutch(ITEM_OUTCOMES, outcome), TONES[outcome] };
}

struct chip show_decision_state(unsigned state)
{
    static const char *const TONES[] = {
        [DECISION_PROVISIONAL] = "warn",
        [DECISION_IN_FORCE] = "ok",
        [DECISION_SUPERSEDED] = "",
        [DECISION_WITHDRAWN] = "bad",
        [DECISION_EXECUTED] = "accent",
    };
    PRE(state < ARRAY_LEN(TONES));
    return (struct chip){ choice_dutch(DECISION_STATES, state), TONES[state] };
}

/* -- words -- */

const char *show_day(struct arena *a, const struct meeting *m)
{
    return m->starts_at == 0 ? dutch_month(a, m->month)
                             : dutch_date_long(a, date_of(a, m->starts_at));
}

const char *show_when(struct arena *a, const struct meeting *m)
{
    const char *time = m->starts_at == 0 ? "nog geen datum" : dutch_time(a, m->starts_at);
    const char *place = str_empty(m->location) ? "" : arena_printf(a, " · %s", m->location);
    return arena_printf(a, "%s · %s%s", show_day(a, m), time, place);
}

const char *show_capital(struct arena *a, const char *s)
{
    char *copy = arena_strdup(a, s);
    if (copy[0] >= 'a' && copy[0] <= 'z')
        copy[0] = (char)(copy[0] - 'a' + 'A');
    return copy;
}

const char *show_count(struct arena *a, size_t count, const char *one, const char *several)
{
    return arena_printf(a, "%zu %s", count, count == 1 ? one : several);
}

struct html show_text(struct arena *a, const char *commonmark)
{
    return (struct html){ text_to_html(a, commonmark) };
}

/* -- the reader, and what sending needs -- */

bool show_prepares(const struct request *rq)
{
    return may(&rq->actor, PREPARE_MEETING, (struct object){ 0 });
}

struct sending_options show_sending_options(struct request *rq)
{
    struct sending_options o = {
        .undo_seconds = rq->app->undo_seconds,
        .public_url = rq->app->public_url,
        .has_mail = council_is_demo(&rq->council) ||
                    !str_empty(config_text(rq->app->config, SETTING_smtp_url)),
    };
    if (rq->app->webhook_allow != NULL)
        o.allow = *rq->app->webhook_allow;
    return o;
}

/* -- facts -- */

struct fact_list show_facts(struct arena *a, size_t most)
{
    return (struct fact_list){ arena_array(a, most, sizeof(struct fact)), 0 };
}

void show_add_fact(struct fact_list *facts, const char *name, const char *value, struct url to)
{
    if (!str_empty(value))
        facts->at[facts->count++] = (struct fact){ name, value, to, "" };
}

void show_add_access(struct fact_list *facts, unsigned access)
{
    static const char *const WORDS[] = {
        [ACCESS_PUBLIC] = "iedereen",
        [ACCESS_MEMBERS] = "leden en partners",
        [ACCESS_SECRETARIAT] = "alleen het secretariaat",
    };
    PRE(access < ARRAY_LEN(WORDS));
    show_add_fact(facts, "Wie ziet dit?", WORDS[access], (struct url){ "" });
}

/* -- the address -- */

int64_t show_query_number(const struct request *rq, const char *name)
{
    int64_t number = 0;
    return str_to_i64(request_query(rq, name), &number) && number > 0 ? number : 0;
}

int64_t show_after(const struct request *rq)
{
    const char *chain = request_query(rq, "na");
    const char *dot = strrchr(chain, '.');
    int64_t after = 0;
    return str_to_i64(dot == NULL ? chain : dot + 1, &after) && after > 0 ? after : 0;
}

static struct url page_url(
    struct request *rq, const char *path, const char *kept, const char *chain, size_t length)
{
    const char *after = url_encode(rq->arena, arena_strndup(rq->arena, chain, length));
    const char *and = !str_empty(kept) && length > 0 ? "&" : "";
    const char *na = length > 0 ? "na=" : "";
    const char *mark = !str_empty(kept) || length > 0 ? "?" : "";
    return url_of(rq->arena, "%s%s%s%s%s%s", path, mark, kept, and, na, after);
}

struct pager_view show_pager(
    struct request *rq, const char *path, const char *kept, bool has_more, int64_t last_id)
{
    enum { LONGEST = 1000 };
    const char *chain = show_after(rq) == 0 ? "" : request_query(rq, "na");
    const char *dot = strrchr(chain, '.');
    struct pager_view pager = { { "" }, { "" } };
    if (!str_empty(chain))
        pager.previous = page_url(rq, path, kept, chain, dot == NULL ? 0 : (size_t)(dot - chain));
    if (has_more) {
        const char *from = dot != NULL && strlen(chain) > LONGEST ? dot + 1 : chain;
        const char *next = arena_printf(
            rq->arena, "%s%s%lld", from, str_empty(from) ? "" : ".", (long long)last_id);
        pager.next = page_url(rq, path, kept, next, strlen(next));
    }
    return pager;
}

const char *show_left(struct arena *a, int64_t seconds)
{
    long long minutes = (long long)seconds / 60;
    return minutes == 0 ? arena_printf(a, "nog %lld s", (long long)seconds)
                        : arena_printf(a, "nog %lld min %lld s", minutes, (long long)seconds % 60);
}
