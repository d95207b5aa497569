#include "web/pages/presence.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/pages.h"

const char *presence_name(struct arena *a, const char *what, const struct attendance *one)
{
    return one->person_id != 0 ? arena_printf(a, "%s_p%lld", what, (long long)one->person_id)
                               : arena_printf(a, "%s_g%lld", what, (long long)one->id);
}

const char *presence_typed(const struct request *rq, const char *name)
{
    const char *value = param_get(&rq->form, name);

    return value == NULL ? "" : value;
}

bool presence_refused(const struct request *rq)
{
    return rq->fault.issue_count > 0 || !str_empty(rq->fault.detail);
}

const char *presence_problem(const struct request *rq)
{
    const struct fault *f = &rq->fault;

    return !str_empty(f->detail) ? f->detail : f->issue_count > 0 ? f->issues[0].message : "";
}

const char *presence_why(struct arena *a, const struct attendance *one)
{
    const char *parts[] = { one->function, one->partner_name,
        one->voting_right ? "stemgerechtigd" : "" };
    const char *words = "";

    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        if (!str_empty(parts[i]))
            words = arena_printf(a, "%s%s%s", words, *words ? " · " : "", parts[i]);
    return words;
}

/* -- showing -- */

struct showing {
    struct request *rq;
    struct attendance_list list;
    struct item_list items;
    bool stale; /* somebody else saved meanwhile */
};

const char *presence_number(struct arena *a, int64_t id)
{
    return id == 0 ? "" : arena_printf(a, "%lld", (long long)id);
}

/* What was typed, when it comes back; otherwise what stands there. */
static const char *value_of(const struct showing *k, const char *name, const char *now)
{
    return presence_refused(k->rq) ? presence_typed(k->rq, name) : now;
}

const char *presence_status(const struct attendance *one)
{
    unsigned status = one->status == ATTENDANCE_SUBSTITUTE ? ATTENDANCE_PRESENT : one->status;

    return choice_code(ATTENDANCE_STATUSES, status);
}

static void add_statuses(
    const struct showing *k, const struct attendance *one, struct presence_row *row)
{
    static const unsigned SHOWN[] = { ATTENDANCE_PRESENT, ATTENDANCE_ONLINE, ATTENDANCE_EXCUSED,
        ATTENDANCE_ABSENT };
    struct arena *a = k->rq->arena;
    const char *name = presence_name(a, "status", one);
    const char *now = value_of(k, name, presence_status(one));
    size_t count = one->person_id == 0 ? 2 : ARRAY_LEN(SHOWN);

    row->statuses.at = arena_array(a, count, sizeof *row->statuses.at);
    for (size_t i = 0; i < count; i++) {
        const struct choice *c = &ATTENDANCE_STATUSES[SHOWN[i]];

        row->statuses.at[row->statuses.count++] = (struct form_check){
            .name = name,
            .id = arena_printf(a, "%s-%s", name, c->code),
            .value = c->code,
            .text = c->dutch,
            .checked = str_equal(now, c->code),
        };
    }
}

static struct presence_select select_of(const struct showing *k, const struct attendance *one,
    const char *what, const char *label, const char *none, size_t most)
{
    struct arena *a = k->rq->arena;
    const char *name = presence_name(a, what, one);
    struct presence_select s = { .name = name,
        .id = name,
        .label = label,
        .options = { arena_array(a, most + 1, sizeof *s.options.at), 1 } };

    s.options.at[0] = (struct form_option){ "", none, false };
    return s;
}

static void add_option(
    struct presence_select *s, const char *value, const char *text, const char *now)
{
    s->options.at[s->options.count++] = (struct form_option){ value, text, str_equal(value, now) };
}

static struct presence_select items_of(const struct showing *k, const struct attendance *one,
    const char *what, const char *label, const char *none, int64_t item_id)
{
    struct arena *a = k->rq->arena;
    struct presence_select s = select_of(k, one, what, label, none, k->items.count);
    const char *now = value_of(k, s.name, presence_number(a, item_id));

    for (size_t i = 0; i < k->items.count; i++) {
        const struct item *item = &k->items.at[i];

        add_option(&s, presence_number(a, item->id),
            arena_printf(a, "punt %s: %s", item->shown_number, item->title), now);
    }
    return s;
}

/* Whose place one may take: members that are not there. */
static struct presence_select place_of(const struct showing *k, const struct attendance *one)
{
    struct arena *a = k->rq->arena;
    struct presence_select s = select_of(k, one, "for", "Vervangt", "niemand", k->list.count);
    const char *now = value_of(k, s.name, presence_number(a, one->for_person_id));

    for (size_t i = 0; i < k->list.count; i++) {
        const struct attendance *other = &k->list.at[i];
        const char *id = presence_number(a, other->person_id);
        bool free = other->member && other != one && !attendance_was_there(other);

        if (free || (other->person_id != 0 && str_equal(id, now)))
            add_option(&s, id, other->name, now);
    }
    return s;
}

static bool differs(
    const struct showing *k, const struct attendance *one, const char *what, const char *now)
{
    return !str_equal(presence_typed(k->rq, presence_name(k->rq->arena, what, one)), now);
}

static const char *item_words(const struct showing *k, const char *what, int64_t id)
{
    for (size_t i = 0; i < k->items.count; i++)
        if (k->items.at[i].id == id)
            return arena_printf(k->rq->arena, ", %s punt %s", what, k->items.at[i].shown_number);
    return "";
}

/* Where it is another than what was typed. */
static const char *stored_words(const struct showing *k, const struct attendance *one)
{
    struct arena *a = k->rq->arena;

    if (!k->stale || !(differs(k, one, "status", presence_status(one)) ||
                         differs(k, one, "for", presence_number(a, one->for_person_id)) ||
                         differs(k, one, "from", presence_number(a, one->from_item_id)) ||
                         differs(k, one, "until", presence_number(a, one->until_item_id)) ||
                         differs(k, one, "remark", one->remark)))
        return "";
    return arena_printf(a, "%s%s%s%s%s%s%s", choice_dutch(ATTENDANCE_STATUSES, one->status),
        one->for_person_id == 0 ? "" : ", vervangt ", one->for_person_id == 0 ? "" : one->for_name,
        item_words(k, "kwam binnen bij", one->from_item_id),
        item_words(k, "vertrok na", one->until_item_id), str_empty(one->remark) ? "" : ". ",
        one->remark);
}

static struct presence_row row_of(const struct showing *k, const struct attendance *one)
{
    struct arena *a = k->rq->arena;
    struct presence_row row = {
        .name = one->name,
        .why = presence_why(a, one),
        .said = one->said,
        .stored = stored_words(k, one),
        .place = place_of(k, one),
        .from = items_of(k, one, "from", "Kwam binnen bij", "het begin", one->from_item_id),
        .until = items_of(k, one, "until", "Vertrok na", "het einde", one->until_item_id),
        .remark_name = presence_name(a, "remark", one),
        .remove = one->person_id != 0 ? (struct url){ "" }
                                      : url_of(a, "/vergaderingen/%lld/aanwezigen/%lld/wissen",
                                            (long long)k->rq->id, (long long)one->id),
    };

    row.remark_id = row.remark_name;
    row.remark = value_of(k, row.remark_name, one->remark);
    add_statuses(k, one, &row);
    row.open = one->for_person_id != 0 || one->from_item_id != 0 || one->until_item_id != 0 ||
               !str_empty(row.remark);
    return row;
}

static const char *count_words(struct arena *a, const struct attendance_counts *n)
{
    return arena_printf(a,
        "%lld aanwezig, %lld online, %lld als vervanger. %lld verontschuldigd, %lld afwezig%s",
        (long long)n->present, (long long)n->online, (long long)n->substitute,
        (long long)n->excused, (long long)n->absent,
        n->unknown == 0 ? "."
                        : arena_printf(a, ". Van %s is nog niets genoteerd.",
                              show_count(a, (size_t)n->unknown, "lid", "leden")));
}

enum err presence_warnings(struct request *rq, int64_t meeting_id, struct warning_rows *ret)
{
    struct attendance_rules rules = { 0 };
    struct lines lines = { 0 };

    TRY(attendance_rules(rq->snap, rq->arena, meeting_id, &rules));
    attendance_warnings(rq->arena, &rules, &lines);
    *ret =
        (struct warning_rows){ arena_array(rq->arena, lines.count, sizeof *ret->at), lines.count };
    for (size_t i = 0; i < lines.count; i++)
        ret->at[i].text = lines.at[i];
    return ERR_OK;
}

/* What is wrong leads to its line. */
static struct form_view problem_of(struct request *rq)
{
    struct form_view problem = form_problem(rq);

    for (size_t i = 0; i < problem.issues.count; i++)
        problem.issues.at[i].anchor = url_of(rq->arena, "#%s", rq->fault.issues[i].field);
    return problem;
}

enum err presence_show(struct request *rq, unsigned status)
{
    struct arena *a = rq->arena;
    struct showing k = { .rq = rq, .stale = status == err_status(ERR_STALE) };
    struct meeting m = { 0 };

    TRY(meeting_get(rq->snap, a, rq->id, &m));
    TRY(attendance_list(rq->snap, a, m.id, &k.list));
    TRY(item_list(rq->snap, a, m.id, &k.items));
    struct attendance_counts n = attendance_count(&k.list);
    struct presence_view v = {
        .meeting = { arena_printf(a, "Vergadering van %s", show_when(a, &m)),
            show_meeting_url(a, m.id, "") },
        .lead = count_words(a, &n),
        .problem = problem_of(rq),
        .version = k.list.version,
        .stale = k.stale,
        .rows = { arena_array(a, k.list.count, sizeof *v.rows.at), 0 },
        .guests = { arena_array(a, k.list.count, sizeof *v.guests.at), 0 },
        .new_guest = presence_refused(rq) ? presence_typed(rq, "new_guest") : "",
        .action = show_meeting_url(a, m.id, "/aanwezigen"),
        .table = show_meeting_url(a, m.id, "/tafel"),
        .sheet = show_meeting_url(a, m.id, "/aanwezigheidslijst"),
        .replies = show_meeting_url(a, m.id, "/aanwezigheid"),
    };
    TRY(presence_warnings(rq, m.id, &v.warnings));
    for (size_t i = 0; i < k.list.count; i++) {
        struct presence_rows *to = k.list.at[i].person_id == 0 ? &v.guests : &v.rows;

        to->at[to->count++] = row_of(&k, &k.list.at[i]);
    }
    rq->script = "work.js";
    return reply_page_status(rq, status, "Wie is er?", presence_html, &v);
}

enum err page_presence(struct request *rq)
{
    struct lifecycle_step step;
    struct meeting m = { 0 };

    TRY(meeting_get(rq->snap, rq->arena, rq->id, &m));
    TRY(lifecycle_step(&rq->actor, m.state, MEETING_ATTEND, &rq->fault, &step));
    return presence_show(rq, 200);
}
