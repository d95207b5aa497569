#include "lok/term_undo.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include "lok/event.h"
#include "lok/feed_token.h"
#include "lok/personal_link.h"
#include "lok/token.h"

static const struct sql TERMS =
    SQL("SELECT id, from_date, started_at, COALESCE(undone_at, 0) AS undone_at FROM term"
        " ORDER BY id DESC LIMIT 100");

/* A seat that ended, and the new one of who stays (0 = none), as they were left and as they are. */
struct pair {
    int64_t old_id, old_version, old_now;
    const char *old_until;
    int64_t new_id, new_version, new_now;
};
struct pair_list {
    struct pair *at;
    size_t count;
};

static const struct sql PAIRS =
    SQL("SELECT t.old_id AS old_id, t.old_version AS old_version, t.old_until AS old_until,"
        "       o.version AS old_now, COALESCE(t.new_id, 0) AS new_id,"
        "       COALESCE(t.new_version, 0) AS new_version, COALESCE(n.version, 0) AS new_now"
        "  FROM term_seat t JOIN member o ON o.id = t.old_id LEFT JOIN member n ON n.id = t.new_id"
        " WHERE t.term_id = :term_id ORDER BY t.old_id");

static enum err pairs_of(struct snap *s, struct arena *a, int64_t term_id, struct pair_list *ret)
{
    struct pair row = { 0 };

    return sql_list(s, a, &PAIRS, IN(in_i64("term_id", term_id)),
        OUT(out_i64("old_id", &row.old_id), out_i64("old_version", &row.old_version),
            out_text("old_until", a, &row.old_until), out_i64("old_now", &row.old_now),
            out_i64("new_id", &row.new_id), out_i64("new_version", &row.new_version),
            out_i64("new_now", &row.new_now)),
        &row, sizeof row, &ret->at, &ret->count);
}

/* -- whether it can be undone -- */

static enum err seats_changed(struct snap *s, struct arena *a, int64_t term_id, bool *ret)
{
    struct pair_list pairs = { 0 };
    bool changed = false;

    TRY(pairs_of(s, a, term_id, &pairs));
    for (size_t i = 0; i < pairs.count && !changed; i++) {
        const struct pair *p = &pairs.at[i];
        bool used = false;
        if (p->new_id != 0)
            TRY(member_is_used(s, a, p->new_id, &used));
        changed = p->old_version != p->old_now || p->new_version != p->new_now || used;
    }
    *ret = changed;
    return ERR_OK;
}

/* Attendance and votes of a meeting are of who sat then. */
static const struct sql HELD =
    SQL("SELECT EXISTS (SELECT 1 FROM event WHERE subject_kind = 'meeting'"
        "                  AND type = 'meeting.started' AND at >= :since) AS held");

static enum err find_reason(
    struct snap *s, struct arena *a, bool newest, int64_t now, struct term *t)
{
    bool changed = false, held = false;

    t->fixed = "";
    if (t->undone_at != 0) {
        t->fixed = "Deze bestuursperiode is al ongedaan gemaakt.";
    } else if (!newest) {
        t->fixed = "Sindsdien begon nog een bestuursperiode: maak die eerst ongedaan.";
    } else if (now - t->started_at > (int64_t)TERM_UNDO_DAYS * 24 * 3600 * 1000) {
        t->fixed = arena_printf(a, "Dit is langer dan %d dagen geleden gestart.", TERM_UNDO_DAYS);
    } else {
        TRY(seats_changed(s, a, t->id, &changed));
        TRY(sql_one(s, &HELD, IN(in_i64("since", t->started_at)), OUT(out_bool("held", &held))));
        if (held)
            t->fixed = "Sindsdien is er vergaderd: de aanwezigheid en de stemmen zijn van wie toen "
                       "zetelde. Wijzig de leden nu een voor een.";
        else if (changed)
            t->fixed = "Sindsdien is een van de plaatsen gewijzigd, of bracht een lid zijn stem "
                       "uit. Wijzig de leden nu een voor een.";
    }
    return ERR_OK;
}

enum err term_list(struct snap *s, struct arena *a, int64_t now, struct term_list *ret)
{
    struct term row = { 0 };
    struct term_list list = { 0 };
    bool newest = true; /* of those that stand */

    TRY(sql_list(s, a, &TERMS, IN(),
        OUT(out_i64("id", &row.id), out_text("from_date", a, &row.date),
            out_i64("started_at", &row.started_at), out_i64("undone_at", &row.undone_at)),
        &row, sizeof row, &list.at, &list.count));
    for (size_t i = 0; i < list.count; i++) {
        TRY(find_reason(s, a, newest, now, &list.at[i]));
        newest = newest && list.at[i].undone_at != 0;
    }
    *ret = list;
    return ERR_OK;
}

/* -- undoing -- */

static const struct sql SEATS_FORGET = SQL("DELETE FROM term_seat WHERE term_id = :term_id");
static const struct sql LEAVERS_FORGET = SQL("DELETE FROM term_leaver WHERE term_id = :term_id");

static enum err seats_back(struct tx *tx, const struct actor *who, const struct pair_list *pairs)
{
    for (size_t i = 0; i < pairs->count; i++) {
        struct member old = { 0 };
        if (pairs->at[i].new_id != 0)
            TRY(member_delete(tx, who, pairs->at[i].new_id, pairs->at[i].new_version));
        TRY(member_get(tx_snap(tx), tx_fault(tx)->arena, pairs->at[i].old_id, &old));
        old.until_date = pairs->at[i].old_until;
        TRY(member_update(tx, who, old.id, old.version, &old));
    }
    return ERR_OK;
}

struct left {
    int64_t person_id, account_id, roles, version;
    int64_t from, to; /* when links and tokens were revoked */
};

static const struct sql LEAVERS =
    SQL("SELECT l.person_id AS person_id, COALESCE(l.account_id, 0) AS account_id,"
        "       l.account_roles AS roles, l.account_version AS version,"
        "       t.started_at AS from_time, t.ended_at AS to_time"
        "  FROM term_leaver l JOIN term t ON t.id = l.term_id"
        " WHERE l.term_id = :term_id ORDER BY l.person_id");

static enum err account_back(struct tx *tx, const struct actor *who, const struct left *l)
{
    struct account account = { 0 };

    if (l->account_id == 0)
        return ERR_OK;
    TRY(account_get(tx_snap(tx), tx_fault(tx)->arena, l->account_id, &account));
    if (account.version != l->version)
        return ERR_OK;
    if (account.disabled)
        return account_set_disabled(tx, who, l->account_id, false);
    return account_set_roles(tx, who, l->account_id, (unsigned)l->roles, account.partner_id);
}

static enum err access_back(struct tx *tx, const struct actor *who, int64_t term_id)
{
    struct left row = { 0 }, *rows = NULL;
    size_t count = 0;

    TRY(sql_list(tx_snap(tx), tx_fault(tx)->arena, &LEAVERS, IN(in_i64("term_id", term_id)),
        OUT(out_i64("person_id", &row.person_id), out_i64("account_id", &row.account_id),
            out_i64("roles", &row.roles), out_i64("version", &row.version),
            out_i64("from_time", &row.from), out_i64("to_time", &row.to)),
        &row, sizeof row, &rows, &count));
    for (size_t i = 0; i < count; i++) {
        TRY(personal_link_restore(tx, who, rows[i].person_id, rows[i].from, rows[i].to));
        TRY(feed_token_restore(tx, who, rows[i].person_id, rows[i].from, rows[i].to));
        TRY(token_restore_of(tx, who, rows[i].person_id, rows[i].from, rows[i].to));
        TRY(account_back(tx, who, &rows[i]));
    }
    return ERR_OK;
}

static const struct sql UNDONE = SQL("UPDATE term SET undone_at = :now WHERE id = :term_id");

static enum err find_term(struct tx *tx, int64_t id, int64_t now, struct term *ret)
{
    struct fault *f = tx_fault(tx);
    struct term_list list = { 0 };

    TRY(term_list(tx_snap(tx), f->arena, now, &list));
    for (size_t i = 0; i < list.count; i++) {
        if (list.at[i].id != id)
            continue;
        *ret = list.at[i];
        return str_empty(ret->fixed) ? ERR_OK : fault_set(f, ERR_CONFLICT, "%s", ret->fixed);
    }
    return ERR_NOT_FOUND;
}

enum err term_undo(struct tx *tx, const struct actor *who, int64_t id, int64_t now)
{
    struct arena *a = tx_fault(tx)->arena;
    struct pair_list pairs = { 0 };
    struct term t = { 0 };
    const struct in *term = IN(in_i64("term_id", id));

    TRY(find_term(tx, id, now, &t));
    TRY(pairs_of(tx_snap(tx), a, id, &pairs));
    TRY(sql_run(tx, &SEATS_FORGET, term, NULL));
    TRY(seats_back(tx, who, &pairs));
    TRY(access_back(tx, who, id));
    TRY(sql_run(tx, &LEAVERS_FORGET, term, NULL));
    TRY(sql_run(tx, &UNDONE, IN(in_i64("term_id", id), in_i64("now", now)), NULL));
    cJSON *data = cJSON_CreateObject();
    cJSON_AddStringToObject(data, "date", t.date);
    cJSON_AddNumberToObject(data, "seats", (double)pairs.count);
    return event_record(tx, who, "term.undone", "council", 1, data, NULL);
}
