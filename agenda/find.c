#include "agenda/find.h"
#include "agenda/action.h"
#include "agenda/dossier.h"
#include "agenda/find_support.h"
#include "agenda/minutes.h"
#include "agenda/search.h"
#include "lok/base/buf.h"
#include "lok/base/dates.h"

const struct choice FOUND_KINDS[] = {
    { "decision", "beslissing" },
    { "advice", "advies" },
    { "dossier", "dossier" },
    { "minutes", "verslag" },
    { "action", "actiepunt" },
    { "partner", "partner" },
    { "offer", "aanbod" },
    { NULL, NULL },
};
_Static_assert(ARRAY_LEN(FOUND_KINDS) == FOUND_KIND_COUNT + 1, "a name for each kind");

struct finding {
    struct snap *s;
    struct arena *a;
    const struct actor *who;
    const struct find_filter *filter;
    struct decision_reader decisions;
    struct minutes_reader minutes;
};

/* -- one of each kind; ERR_NOT_FOUND when it is out of sight -- */

static void has_state(struct found *ret, const struct choice *of, unsigned state)
{
    ret->state = choice_code(of, state);
    ret->state_text = choice_dutch(of, state);
}

/* A dossier out of sight tells nothing, not even what belongs to it. */
static enum err within(const struct finding *f, int64_t dossier_id)
{
    return f->filter->dossier_id == 0 || f->filter->dossier_id == dossier_id ? ERR_OK
                                                                             : ERR_NOT_FOUND;
}

static enum err read_decision(const struct finding *f, int64_t id, struct found *ret)
{
    struct decision *d = arena_alloc(f->a, sizeof *d);

    TRY(decision_read(f->s, f->a, &f->decisions, id, d));
    TRY(within(f, d->dossier_id));
    *ret = (struct found){ .number = d->number,
        .title = d->title,
        .date = date_of(f->a, d->meeting_at),
        .about = "",
        .decision = d };
    has_state(ret, DECISION_STATES, d->state);
    return ERR_OK;
}

static enum err read_advice(const struct finding *f, int64_t id, struct found *ret)
{
    struct advice *v = arena_alloc(f->a, sizeof *v);

    TRY(advice_read(f->s, f->a, f->who, id, v));
    TRY(within(f, v->dossier_id));
    *ret = (struct found){ .number = v->number,
        .title = v->title,
        .date = v->sent_at != 0 ? date_of(f->a, v->sent_at) : v->due_date,
        .about = arena_printf(f->a, "aan %s", choice_dutch(ADVICE_ADDRESSEES, v->addressee)),
        .advice = v };
    has_state(ret, ADVICE_STATES, v->state);
    return ERR_OK;
}

static enum err read_dossier(const struct finding *f, int64_t id, struct found *ret)
{
    struct dossier d = { 0 };

    TRY(dossier_get(f->s, f->a, visibility_of(f->who), id, &d));
    TRY(within(f, d.id));
    *ret = (struct found){ .number = "",
        .title = d.title,
        .date = "",
        .about = d.aliases.count == 0
                     ? ""
                     : arena_printf(f->a, "ook bekend als %s", str_join_dutch(f->a, &d.aliases)) };
    has_state(ret, DOSSIER_RESULTS, d.result);
    return ERR_OK;
}

static enum err read_minutes(const struct finding *f, int64_t meeting_id, struct found *ret)
{
    struct minutes_shown shown = { 0 };
    struct meeting m = { 0 };

    TRY(minutes_read(f->s, f->a, &f->minutes, meeting_id, &shown));
    TRY(within(f, 0));
    TRY(meeting_get(f->s, f->a, meeting_id, &m));
    *ret = (struct found){ .number = "",
        .title = m.title,
        .date = m.starts_at == 0 ? "" : date_of(f->a, m.starts_at),
        .about = "" };
    has_state(ret, MINUTES_STATES, shown.minutes.state);
    return ERR_OK;
}

static enum err read_action(const struct finding *f, int64_t id, struct found *ret)
{
    struct action_point p = { 0 };

    TRY(action_get(f->s, f->a, f->who, id, &p));
    TRY(within(f, p.dossier_id));
    *ret = (struct found){
        .number = "", .title = p.text, .date = p.due_date, .about = p.partner_name
    };
    has_state(ret, ACTION_STATES, p.state);
    return ERR_OK;
}

static enum err (*const READ[])(const struct finding *, int64_t, struct found *) = {
    [FOUND_DECISION] = read_decision,
    [FOUND_ADVICE] = read_advice,
    [FOUND_DOSSIER] = read_dossier,
    [FOUND_MINUTES] = read_minutes,
    [FOUND_ACTION] = read_action,
};

/* Those in the index stand first; the others are read by find_support.c. */
enum { INDEXED = ARRAY_LEN(READ) };
_Static_assert(INDEXED == (int)FOUND_PARTNER, "partners and offers stand in no index");

/* -- all -- */

/* Who reads minutes without names has an index of his own: a name finds nothing there. */
static const char *indexed_as(const struct finding *f, unsigned kind)
{
    return kind == FOUND_MINUTES && !f->minutes.names ? "minutes_open"
                                                      : choice_code(FOUND_KINDS, kind);
}

static bool is_asked(const struct finding *f, unsigned kind)
{
    return f->filter->kinds == 0 || (f->filter->kinds & FOUND_BIT(kind)) != 0;
}

static const char *kinds_of(const struct finding *f)
{
    bool decisions = !str_empty(f->filter->topic) || !str_empty(f->filter->state);
    struct buf words;

    buf_init(&words, f->a, 0);
    for (unsigned k = 0; k < INDEXED; k++)
        if (is_asked(f, k) && (k == FOUND_DECISION || !decisions))
            buf_printf(&words, "%s%s", words.length == 0 ? "" : " ", indexed_as(f, k));
    return words.data;
}

static enum err add(const struct finding *f, const struct search_hit *hit, struct found_list *list)
{
    struct found *one = &list->at[list->count];
    unsigned kind = 0;

    while (!str_equal(hit->kind, indexed_as(f, kind)))
        kind++;
    enum err e = READ[kind](f, hit->ref_id, one);
    if (e == ERR_NOT_FOUND)
        return ERR_OK;
    TRY(e);
    one->row = hit->row;
    one->kind = kind;
    one->id = hit->ref_id;
    list->count++;
    return ERR_OK;
}

static enum err begin(struct snap *s, struct arena *a, const struct actor *who, struct finding *f)
{
    f->s = s;
    f->a = a;
    f->who = who;
    f->decisions = decision_reader_of(who);
    return minutes_reader_of(s, a, who, &f->minutes);
}

static enum err find_indexed(
    const struct finding *f, int64_t after, size_t limit, struct found_list *list)
{
    const struct find_filter *filter = f->filter;
    struct search_hit_list hits = { 0 };
    struct search_query q = {
        .kind = kinds_of(f),
        .typed = filter->typed,
        .year = filter->year,
        .dossier_id = filter->dossier_id,
        .topic = filter->topic,
        .state = filter->state,
        .v = visibility_of(f->who),
        .with_hidden = f->decisions.provisional,
        .after = after,
        .limit = filter->limit,
    };

    if (str_empty(q.kind))
        return ERR_OK;
    do {
        TRY(search_mixed(f->s, f->a, &q, &hits));
        for (size_t i = 0; i < hits.count && list->count < limit; i++) {
            TRY(add(f, &hits.at[i], list));
            q.after = hits.at[i].row;
        }
    } while (list->count < limit && hits.count == limit);
    return ERR_OK;
}

/* The cursor of what stands in no index: its place among it, far above any row of the index. */
static const int64_t SUPPORT_ROWS = INT64_C(1) << 48;

static bool shows_support(const struct finding *f, unsigned kind)
{
    const struct find_filter *filter = f->filter;

    return is_asked(f, kind) && filter->year == 0 && filter->dossier_id == 0 &&
           str_empty(filter->topic) && str_empty(filter->state) &&
           may(f->who, SEE_PARTNERS, (struct object){ 0 });
}

static void add_support(const struct found_list *support, size_t from, size_t until, size_t limit,
    struct found_list *list)
{
    for (size_t i = from; i < until && list->count < limit; i++) {
        list->at[list->count] = support->at[i];
        list->at[list->count++].row = SUPPORT_ROWS + (int64_t)i + 1;
    }
}

enum err find_words(struct snap *s, struct arena *a, const struct actor *who,
    const struct find_filter *filter, struct found_list *ret)
{
    struct finding f = { .filter = filter };
    size_t limit = (size_t)filter->limit, near = 0;
    struct found_list list = { arena_array(a, limit, sizeof *list.at), 0 }, support = { 0 };
    bool in_support = filter->after > SUPPORT_ROWS;
    size_t seen = in_support ? (size_t)(filter->after - SUPPORT_ROWS) : 0;
    const char *words = str_trim(a, filter->typed);

    TRY(begin(s, a, who, &f));
    *ret = (struct found_list){ 0 };
    if (str_empty(words))
        return ERR_OK;
    bool partners = shows_support(&f, FOUND_PARTNER), offers = shows_support(&f, FOUND_OFFER);
    if (partners || offers)
        TRY(find_support(s, a, words, partners, offers, &support, &near));
    if (filter->after == 0 || in_support)
        add_support(&support, seen, near, limit, &list);
    if (seen <= near && list.count < limit)
        TRY(find_indexed(&f, in_support ? 0 : filter->after, limit, &list));
    add_support(&support, seen > near ? seen : near, support.count, limit, &list);
    *ret = list;
    return ERR_OK;
}
