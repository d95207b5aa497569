#include "web/pages/presence.h"
#include "lok/base/clock.h"
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
};

static const char *number(struct arena *a, int64_t id)
{
    return id == 0 ? "" : arena_printf(a, "%lld", (long long)id);
}

/* What was typed, when it comes back; otherwise what stands there. */
static const char *value_of(const struct showing *k, const char *name, const char *now)
{
    return presence_refused(k->rq) ? presence_typed(k->rq, name) : now;
}

static void add_statuses(
    const struct showing *k, const struct attendance *one, struct presence_row *row)
{
    static const unsigned SHOWN[] = { ATTENDANCE_PRESENT, ATTENDANCE_ONLINE, ATTENDANCE_EXCUSED,
        ATTENDANCE_ABSENT };
    struct arena *a = k->rq->arena;
    const char *name = presence_name(a, "status", one);
    unsigned status = one->status == ATTENDANCE_SUBSTITUTE ? ATTENDANCE_PRESENT : one->status;
    const char *now = value_of(k, name, choice_code(ATTENDANCE_STATUSES, status));
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
    const char *now = value_of(k, s.name, number(a, item_id));

    for (size_t i = 0; i < k->items.count; i++) {
        const struct item *item = &k->items.at[i];

        add_option(&s, number(a, item->id),
            arena_printf(a, "punt %s: %s", item->shown_number, item->title), now);
    }
    return s;
}

/* Whose place one may take: members that are not there. */
static struct presence_select place_of(const struct showing *k, const struct attendance *one)
{
    struct arena *a = k->rq->arena;
    struct presence_select s = select_of(k, one, "for", "Vervangt", "niemand", k->list.count);
    const char *now = value_of(k, s.name, number(a, one->for_person_id));

    for (size_t i = 0; i < k->list.count; i++) {
        const struct attendance *other = &k->list.at[i];
        const char *id = number(a, other->person_id);
        bool free = other->member && other != one && !attendance_was_there(other);

        if (free || (other->person_id != 0 && str_equal(id, now)))
            add_option(&s, id, other->name, now);
    }
    return s;
}

static struct presence_row row_of(const struct showing *k, const struct attendance *one)
{
    struct arena *a = k->rq->arena;
    struct presence_row row = {
        .name = one->name,
        .why = presence_why(a, one),
        .said = one->said,
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

static enum err show(struct request *rq, unsigned status)
{
    struct arena *a = rq->arena;
    struct showing k = { .rq = rq };
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
    return show(rq, 200);
}

/* -- saving -- */

struct saving {
    struct request *rq;
    int64_t version; /* 0 after the first change */
    struct attendance_list list;
};

/* A list offers only ids: what is no number chose nothing. */
static int64_t id_typed(const struct request *rq, const char *name)
{
    int64_t id;

    return str_to_i64(presence_typed(rq, name), &id) && id > 0 ? id : 0;
}

static struct attendance_input input_of(struct request *rq, const struct attendance *one)
{
    struct arena *a = rq->arena;
    struct attendance_input in = {
        .for_person_id = id_typed(rq, presence_name(a, "for", one)),
        .from_item_id = id_typed(rq, presence_name(a, "from", one)),
        .until_item_id = id_typed(rq, presence_name(a, "until", one)),
        .remark = str_trim(a, presence_typed(rq, presence_name(a, "remark", one))),
    };
    unsigned status = ATTENDANCE_UNKNOWN;

    if (choice_find(
            ATTENDANCE_STATUSES, presence_typed(rq, presence_name(a, "status", one)), &status))
        in.status = status;
    if (in.for_person_id != 0)
        in.status = ATTENDANCE_SUBSTITUTE;
    return in;
}

static bool is_same(const struct attendance *one, const struct attendance_input *in)
{
    if (one->id == 0)
        return in->status == ATTENDANCE_UNKNOWN;
    return in->status == one->status && in->for_person_id == one->for_person_id &&
           in->from_item_id == one->from_item_id && in->until_item_id == one->until_item_id &&
           str_equal(in->remark, one->remark);
}

static enum err put(
    struct saving *s, const struct attendance *one, const struct attendance_input *in)
{
    struct request *rq = s->rq;
    int64_t version = s->version, entry = one->id;

    s->version = 0;
    if (one->person_id != 0)
        return attendance_put(rq->tx, rq->arena, &rq->actor, rq->id, one->person_id, version, in);
    const struct guest_input guest = { one->guest, in->status, in->for_person_id, in->from_item_id,
        in->until_item_id, in->remark };
    return attendance_put_guest(
        rq->tx, rq->arena, &rq->actor, rq->id, one->id, version, &guest, &entry);
}

/* Leads from the summary to the right line. */
static void name_issues(struct saving *s, const struct attendance *one)
{
    static const char *const NAMES[][2] = { { "for_person_id", "for" }, { "from_item_id", "from" },
        { "until_item_id", "until" }, { "remark", "remark" }, { "status", "status" } };
    struct fault *f = &s->rq->fault;

    for (size_t i = 0; i < f->issue_count; i++)
        for (size_t n = 0; n < ARRAY_LEN(NAMES); n++)
            if (str_equal(f->issues[i].field, NAMES[n][0])) {
                f->issues[i].field = presence_name(s->rq->arena, NAMES[n][1], one);
                f->issues[i].message =
                    arena_printf(s->rq->arena, "%s: %s", one->name, f->issues[i].message);
            }
}

/* First who is not there, so that their places are free. */
static enum err put_all(struct saving *s, bool substitutes)
{
    for (size_t i = 0; i < s->list.count; i++) {
        const struct attendance *one = &s->list.at[i];
        struct attendance_input in = input_of(s->rq, one);

        if ((in.status == ATTENDANCE_SUBSTITUTE) != substitutes || is_same(one, &in))
            continue;
        enum err e = put(s, one, &in);
        name_issues(s, one);
        TRY(e);
    }
    return ERR_OK;
}

static enum err save(struct saving *s)
{
    struct request *rq = s->rq;
    const char *guest = str_trim(rq->arena, presence_typed(rq, "new_guest"));
    int64_t now, entry = 0;

    TRY(request_form_version(rq, &s->version));
    TRY(attendance_version(rq->snap, rq->id, &now));
    if (now != s->version)
        return ERR_STALE;
    TRY(attendance_list(rq->snap, rq->arena, rq->id, &s->list));
    TRY(put_all(s, false));
    TRY(put_all(s, true));
    if (str_empty(guest) || param_get(&rq->form, "_autosave") != NULL)
        return ERR_OK;
    const struct guest_input in = { .guest = guest, .status = ATTENDANCE_PRESENT };
    return attendance_put_guest(rq->tx, rq->arena, &rq->actor, rq->id, 0, s->version, &in, &entry);
}

static enum err reply_by_itself(struct request *rq, enum err e)
{
    int64_t version = 0;

    if (e != ERR_OK)
        TRY(form_comes_back(rq, e));
    TRY(attendance_version(rq->snap, rq->id, &version));
    cJSON *o = cJSON_CreateObject();
    cJSON_AddNumberToObject(o, "version", (double)version);
    cJSON_AddStringToObject(o, "at", dutch_clock(rq->arena, clock_now()));
    cJSON_AddStringToObject(o, "detail", rq->fault.detail == NULL ? "" : rq->fault.detail);
    return reply_json(rq, e == ERR_OK ? 200 : err_status(e), o, 0, NULL);
}

enum err page_presence_save(struct request *rq)
{
    struct saving s = { .rq = rq };
    enum err e = save(&s);

    if (param_get(&rq->form, "_autosave") != NULL)
        return reply_by_itself(rq, e);
    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        return show(rq, err_status(e));
    }
    return reply_see_other(rq, show_meeting_url(rq->arena, rq->id, "/aanwezigen").address,
        "Wie er is, is bewaard.", NULL);
}

enum err page_presence_remove(struct request *rq)
{
    int64_t entry;

    if (!str_to_i64(request_param(rq, "entry"), &entry) || entry <= 0)
        return ERR_NOT_FOUND;
    TRY(attendance_remove(rq->tx, &rq->actor, rq->id, entry, 0));
    return reply_see_other(rq, show_meeting_url(rq->arena, rq->id, "/aanwezigen").address,
        "De gast staat niet meer in de lijst.", NULL);
}
