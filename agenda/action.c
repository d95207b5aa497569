/* Actions as they are read. */
#include "agenda/action.h"
#include "agenda/meeting.h"
#include "agenda/search.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include <string.h>

const struct choice ACTION_STATES[] = {
    { "open", "nog te doen" },
    { "busy", "bezig" },
    { "done", "klaar" },
    { "dropped", "vervalt" },
    { NULL, NULL },
};

/* Its last three columns are for who may see the item, the decision, the dossier. */
#define ACTION_COLUMNS                                                                           \
    "SELECT a.id, a.partner_id, a.text, a.due_date, a.state, a.access, a.meeting_id, a.item_id," \
    "       a.decision_id, a.dossier_id, a.created_at, a.closed_at, a.told_at, a.version,"       \
    "       p.name AS partner_name, m.starts_at AS meeting_at,"                                  \
    "       i.title AS item_title, i.access AS item_access,"                                     \
    "       d.number AS decision_number, d.access AS decision_access, d.released_at,"            \
    "       s.title AS dossier_title, s.access AS dossier_access, s.applicant_id"                \
    "  FROM action a"                                                                            \
    "  JOIN partner p ON p.id = a.partner_id"                                                    \
    "  LEFT JOIN meeting m ON m.id = a.meeting_id"                                               \
    "  LEFT JOIN agenda_item i ON i.id = a.item_id"                                              \
    "  LEFT JOIN decision d ON d.id = a.decision_id"                                             \
    "  LEFT JOIN dossier s ON s.id = a.dossier_id"

#define ACTION_SEEN                                                                            \
    "   AND (:prepares = 1"                                                                    \
    "        OR ((a.access <= :sees OR (:own <> 0 AND a.partner_id = :own AND a.access <= 1))" \
    "            AND (m.id IS NULL OR m.state = 'closed')))"

#define ACTION_FITS                                                        \
    "   AND (:partner = 0 OR a.partner_id = :partner)"                     \
    "   AND (:meeting = 0 OR a.meeting_id = :meeting)"                     \
    "   AND (:item = 0 OR a.item_id = :item)"                              \
    "   AND (:decision = 0 OR a.decision_id = :decision)"                  \
    "   AND (:dossier = 0 OR a.dossier_id = :dossier)"                     \
    "   AND (:overdue = '' OR (a.due_date <> '' AND a.due_date < :overdue" \
    "                          AND a.state IN ('open', 'busy')))"

struct row {
    struct action_point p;
    int64_t access;
    int64_t item_access, decision_access, released_at, dossier_access, applicant_id;
};

static bool prepares(const struct actor *who)
{
    return may(who, PREPARE_MEETING, (struct object){ 0 });
}

static void hide(struct visibility v, bool all, struct row *r)
{
    struct action_point *p = &r->p;

    if (all)
        return;
    if (!visible(v, (struct object){ (unsigned)r->item_access, 0 }))
        p->item_title = "";
    if (r->released_at == 0 || r->released_at > clock_now() ||
        !visible(v, (struct object){ (unsigned)r->decision_access, 0 }))
        p->decision_number = "";
    if (!visible(v, (struct object){ (unsigned)r->dossier_access, r->applicant_id }))
        p->dossier_title = "";
}

static enum err rows_within(struct snap *s, struct arena *a, struct visibility v, bool all,
    const struct sql *q, const struct in *in, struct action_list *ret)
{
    struct row r = { 0 };
    struct row *rows = NULL;
    size_t count = 0;

    TRY(sql_list(s, a, q, in,
        OUT(out_i64("id", &r.p.id), out_i64("partner_id", &r.p.partner_id),
            out_text("text", a, &r.p.text), out_text("due_date", a, &r.p.due_date),
            out_enum("state", ACTION_STATES, &r.p.state), out_i64("access", &r.access),
            out_i64("meeting_id", &r.p.meeting_id), out_i64("item_id", &r.p.item_id),
            out_i64("decision_id", &r.p.decision_id), out_i64("dossier_id", &r.p.dossier_id),
            out_i64("created_at", &r.p.created_at), out_i64("closed_at", &r.p.closed_at),
            out_i64("told_at", &r.p.told_at), out_i64("version", &r.p.version),
            out_text("partner_name", a, &r.p.partner_name), out_i64("meeting_at", &r.p.meeting_at),
            out_text("item_title", a, &r.p.item_title), out_i64("item_access", &r.item_access),
            out_text("decision_number", a, &r.p.decision_number),
            out_i64("decision_access", &r.decision_access), out_i64("released_at", &r.released_at),
            out_text("dossier_title", a, &r.p.dossier_title),
            out_i64("dossier_access", &r.dossier_access), out_i64("applicant_id", &r.applicant_id)),
        &r, sizeof r, &rows, &count));
    struct action_list list = { arena_array(a, count, sizeof *list.at), count };
    for (size_t i = 0; i < count; i++) {
        hide(v, all, &rows[i]);
        rows[i].p.access = (unsigned)rows[i].access;
        list.at[i] = rows[i].p;
    }
    *ret = list;
    return ERR_OK;
}

static enum err rows_of(struct snap *s, struct arena *a, const struct actor *who,
    const struct sql *q, const struct in *in, struct action_list *ret)
{
    return rows_within(s, a, visibility_of(who), prepares(who), q, in, ret);
}

#define SEEN_BY(who)                                                             \
    in_bool("prepares", prepares(who)), in_i64("sees", visibility_of(who).sees), \
        in_i64("own", visibility_of(who).partner_id)

static const struct sql ACTION_BY_ID = SQL(ACTION_COLUMNS " WHERE a.id = :id" ACTION_SEEN);

enum err action_get(
    struct snap *s, struct arena *a, const struct actor *who, int64_t id, struct action_point *ret)
{
    struct action_list list = { 0 };

    TRY(rows_of(s, a, who, &ACTION_BY_ID, IN(in_i64("id", id), SEEN_BY(who)), &list));
    if (list.count == 0)
        return ERR_NOT_FOUND;
    *ret = list.at[0];
    return ERR_OK;
}

/* -- lists -- */

#define FITTING(f)                                                          \
    in_i64("partner", (f)->partner_id), in_i64("meeting", (f)->meeting_id), \
        in_i64("item", (f)->item_id), in_i64("decision", (f)->decision_id), \
        in_i64("dossier", (f)->dossier_id),                                 \
        in_text("overdue", (f)->overdue_on == NULL ? "" : (f)->overdue_on)

static const struct sql ACTIONS = SQL(ACTION_COLUMNS
    " WHERE a.id < :before AND (:open = 0 OR a.state IN ('open', 'busy'))" ACTION_FITS ACTION_SEEN
    " ORDER BY a.id DESC LIMIT :limit");

static const struct sql ACTIONS_OPEN = SQL(ACTION_COLUMNS
    " WHERE a.state IN ('open', 'busy') AND (a.meeting_id IS NULL OR a.meeting_id <> :but)" ACTION_FITS
        ACTION_SEEN " ORDER BY a.due_date = '', a.due_date, a.id");

static bool fits(const struct action_filter *f, const struct action_point *p)
{
    return (f->partner_id == 0 || f->partner_id == p->partner_id) &&
           (f->meeting_id == 0 || f->meeting_id == p->meeting_id) &&
           (f->item_id == 0 || f->item_id == p->item_id) &&
           (f->decision_id == 0 || f->decision_id == p->decision_id) &&
           (!f->open || p->state <= ACTION_BUSY) &&
           (str_empty(f->overdue_on) || action_is_late(p, f->overdue_on));
}

enum { HITS = 200 };

/* One of `open` when only those are asked for (there are few), else read by itself. False when it is
 * not there for this reader. */
static enum err take_hit(struct snap *s, struct arena *a, const struct actor *who,
    const struct action_filter *f, const struct action_list *open, int64_t id,
    struct action_point *ret, bool *ret_fits)
{
    *ret_fits = false;
    if (!f->open) {
        enum err e = action_get(s, a, who, id, ret);
        *ret_fits = e == ERR_OK && fits(f, ret);
        return e == ERR_NOT_FOUND ? ERR_OK : e;
    }
    for (size_t i = 0; i < open->count && !*ret_fits; i++) {
        if (open->at[i].id != id)
            continue;
        *ret = open->at[i];
        *ret_fits = true;
    }
    return ERR_OK;
}

/* What the words find: the index does not know which meeting is over, nor what is done. */
static enum err found(struct snap *s, struct arena *a, const struct actor *who,
    const struct action_filter *f, int64_t after, int64_t limit, struct action_list *ret)
{
    struct search_query query = {
        .kind = "action",
        .typed = f->typed,
        .dossier_id = f->dossier_id,
        .v = visibility_of(who),
        .with_hidden = true,
        .after = after,
        .limit = HITS,
    };
    struct action_list list = { arena_array(a, (size_t)limit, sizeof *list.at), 0 };
    struct action_list open = { 0 };
    struct search_hits hits;

    if (f->open)
        TRY(action_open(s, a, who, f, &open));
    do {
        hits = (struct search_hits){ 0 };
        TRY(search_find(s, a, &query, &hits));
        for (size_t i = 0; i < hits.count && list.count < (size_t)limit; i++) {
            bool is_one;

            TRY(take_hit(s, a, who, f, &open, hits.at[i], &list.at[list.count], &is_one));
            list.count += is_one;
            query.after = hits.at[i];
        }
    } while (list.count < (size_t)limit && hits.count == HITS);
    *ret = list;
    return ERR_OK;
}

enum err action_list(struct snap *s, struct arena *a, const struct actor *who,
    const struct action_filter *f, int64_t before, int64_t limit, struct action_list *ret)
{
    if (!str_empty(f->typed))
        return found(s, a, who, f, before, limit, ret);
    return rows_of(s, a, who, &ACTIONS,
        IN(in_i64("before", before == 0 ? INT64_MAX : before), in_bool("open", f->open),
            in_i64("limit", limit), FITTING(f), SEEN_BY(who)),
        ret);
}

static enum err open_but(struct snap *s, struct arena *a, const struct actor *who,
    const struct action_filter *f, int64_t but_meeting_id, struct action_list *ret)
{
    return rows_of(s, a, who, &ACTIONS_OPEN,
        IN(in_i64("but", but_meeting_id == 0 ? -1 : but_meeting_id), FITTING(f), SEEN_BY(who)),
        ret);
}

enum err action_open(struct snap *s, struct arena *a, const struct actor *who,
    const struct action_filter *f, struct action_list *ret)
{
    return open_but(s, a, who, f, 0, ret);
}

enum err action_open_for_meeting(struct snap *s, struct arena *a, const struct actor *who,
    int64_t meeting_id, struct action_list *ret)
{
    static const struct action_filter ANY;

    return open_but(s, a, who, &ANY, meeting_id, ret);
}

static const struct sql ACTIONS_OF_DOSSIER =
    SQL(ACTION_COLUMNS " WHERE a.dossier_id = :dossier" ACTION_SEEN " ORDER BY a.id");

enum err action_of_dossier(struct snap *s, struct arena *a, struct visibility v, int64_t dossier_id,
    struct action_list *ret)
{
    return rows_within(s, a, v, false, &ACTIONS_OF_DOSSIER,
        IN(in_i64("dossier", dossier_id), in_bool("prepares", false), in_i64("sees", v.sees),
            in_i64("own", v.partner_id)),
        ret);
}

/* -- history -- */

static const struct sql HISTORY =
    SQL("SELECT c.at, c.by_function, c.what, c.to_state, c.remark, p.name AS by_partner"
        "  FROM action_change c LEFT JOIN partner p ON p.id = c.by_partner_id"
        " WHERE c.action_id = :action ORDER BY c.id");

static const char *words_of(struct arena *a, const char *what, unsigned to)
{
    if (str_equal(what, "created"))
        return "genoteerd";
    if (str_equal(what, "changed"))
        return "aangepast";
    if (str_equal(what, "remark"))
        return "opmerking";
    if (str_equal(what, "undone"))
        return arena_printf(a, "teruggenomen: weer %s", choice_dutch(ACTION_STATES, to));
    return choice_dutch(ACTION_STATES, to);
}

enum err action_history(struct snap *s, struct arena *a, int64_t id, struct action_change_list *ret)
{
    struct row {
        struct action_change c;
        const char *function, *partner, *what;
        unsigned to;
    } row = { 0 };
    struct row *rows = NULL;
    size_t count = 0;

    TRY(sql_list(s, a, &HISTORY, IN(in_i64("action", id)),
        OUT(out_i64("at", &row.c.at), out_text("by_function", a, &row.function),
            out_text("what", a, &row.what), out_enum("to_state", ACTION_STATES, &row.to),
            out_text("remark", a, &row.c.remark), out_text("by_partner", a, &row.partner)),
        &row, sizeof row, &rows, &count));
    *ret = (struct action_change_list){ arena_array(a, count, sizeof *ret->at), count };
    for (size_t i = 0; i < count; i++) {
        bool both = !str_empty(rows[i].function) && !str_empty(rows[i].partner);

        rows[i].c.what = words_of(a, rows[i].what, rows[i].to);
        rows[i].c.by =
            arena_printf(a, "%s%s%s", rows[i].function, both ? ", " : "", rows[i].partner);
        ret->at[i] = rows[i].c;
    }
    return ERR_OK;
}

/* -- telling the owner -- */

static const struct sql ACTIONS_UNTOLD =
    SQL(ACTION_COLUMNS " WHERE a.state IN ('open', 'busy') AND a.told_at IS NULL AND a.access <= 1"
                       "   AND (a.meeting_id IS NULL OR a.meeting_id = :meeting)"
                       " ORDER BY a.partner_id, a.id");

enum err action_untold(struct snap *s, struct arena *a, int64_t meeting_id, struct action_list *ret)
{
    struct actor system = actor_system();

    return rows_of(s, a, &system, &ACTIONS_UNTOLD, IN(in_i64("meeting", meeting_id)), ret);
}

static const struct sql ACTION_RELEASE =
    SQL("UPDATE action SET told_at = :at, told_by = :sending, version = version + 1"
        " WHERE id = :id");

enum err action_release(struct tx *tx, int64_t id, int64_t sending_id, int64_t at)
{
    return sql_run(tx, &ACTION_RELEASE,
        IN(in_i64("id", id), in_i64("at", at), in_id("sending", sending_id)), NULL);
}

static const struct sql ACTION_UNRELEASE =
    SQL("UPDATE action SET told_at = NULL, told_by = NULL, version = version + 1"
        " WHERE told_by = :sending");

enum err action_unrelease(struct tx *tx, int64_t sending_id)
{
    return sql_run(tx, &ACTION_UNRELEASE, IN(in_i64("sending", sending_id)), NULL);
}

/* -- what is due -- */

enum { DAYS_AHEAD = 14 };

bool action_is_late(const struct action_point *p, const char *today)
{
    return p->state <= ACTION_BUSY && !str_empty(p->due_date) && strcmp(p->due_date, today) < 0;
}

bool action_is_soon(struct arena *a, const struct action_point *p, const char *today)
{
    return action_is_late(p, date_add_days(a, today, DAYS_AHEAD + 1));
}

enum err action_due(struct snap *s, struct arena *a, const char *today, struct action_due_list *ret)
{
    const char *until = date_add_days(a, today, DAYS_AHEAD);
    const struct action_filter soon = { .overdue_on = date_add_days(a, until, 1) };
    struct actor system = actor_system();
    struct action_list list = { 0 };

    TRY(action_open(s, a, &system, &soon, &list));
    *ret = (struct action_due_list){ arena_array(a, list.count, sizeof *ret->at), list.count };
    for (size_t i = 0; i < list.count; i++)
        ret->at[i] = (struct action_due){
            .id = list.at[i].id,
            .date = list.at[i].due_date,
            .words = arena_printf(a, "%s: %s", list.at[i].partner_name, list.at[i].text),
            .late = action_is_late(&list.at[i], today),
        };
    return ERR_OK;
}
