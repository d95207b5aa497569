#include "lok/term.h"
#include "lok/base/buf.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "lok/base/secret.h"
#include "lok/base/sql.h"
#include "lok/event.h"
#include "lok/feed_token.h"
#include "lok/personal_link.h"
#include "lok/token.h"
#include <string.h>

enum { MOST_SEATS = 2000 };

static bool is_among(int64_t id, const struct term_input *in)
{
    for (size_t i = 0; i < in->stay_count; i++) {
        if (in->stay[i] == id)
            return true;
    }
    return in->everybody;
}

/* It began before the new term, and would run into it. */
static bool runs_on(const struct member *m, const char *date)
{
    return (str_empty(m->from_date) || strcmp(m->from_date, date) < 0) &&
           (str_empty(m->until_date) || strcmp(m->until_date, date) >= 0);
}

static bool begins_later(const struct member *m, const char *date)
{
    return !str_empty(m->from_date) && strcmp(m->from_date, date) >= 0;
}

static enum err check_input(
    struct snap *s, struct arena *a, const struct term_input *in, const struct member_list *all)
{
    struct fault *f = snap_fault(s);
    struct council council = { 0 };

    TRY(council_get(s, a, &council));
    if (str_empty(in->date) || !date_valid(in->date))
        fault_issue(f, "date", "format", "Kies de eerste dag van de nieuwe bestuursperiode.");
    else if (strcmp(in->date, council_today(a, &council)) > 0)
        fault_issue(f, "date", "range",
            "Kies vandaag of een dag die voorbij is: wie stopt, verliest meteen de toegang.");
    for (size_t i = 0; i < in->stay_count; i++) {
        bool known = false;
        for (size_t k = 0; k < all->count; k++)
            known |= all->at[k].id == in->stay[i] &&
                     (str_empty(in->date) || runs_on(&all->at[k], in->date));
        if (!known)
            fault_issue(f, "stay", "unknown", "Een van de gekozen plaatsen loopt dan niet.");
    }
    return fault_check(f);
}

static const struct sql ACCOUNT_OF_PERSON =
    SQL("SELECT id, roles FROM account WHERE person_id = :person AND disabled = 0");

static enum err add_leaver(
    struct snap *s, const struct actor *who, const struct member *m, struct term_plan *plan)
{
    const unsigned of_seats = ROLE_BIT(ROLE_MEMBER) | ROLE_BIT(ROLE_CHAIR);
    int64_t account = 0, roles = 0;

    for (size_t i = 0; i < plan->leaver_count; i++) {
        if (plan->leavers[i].person_id == m->person_id)
            return ERR_OK;
    }
    enum err e = sql_one(s, &ACCOUNT_OF_PERSON, IN(in_i64("person", m->person_id)),
        OUT(out_i64("id", &account), out_i64("roles", &roles)));
    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    bool own = who->person_id != 0 && who->person_id == m->person_id;
    bool changes = e == ERR_OK && !own && ((unsigned)roles & of_seats) != 0;
    plan->leavers[plan->leaver_count++] = (struct term_leaver){
        .person_id = m->person_id,
        .name = m->person_name,
        .function = m->person_function,
        .account_id = changes ? account : 0,
        .roles = (unsigned)roles & ~of_seats,
        .is_own = own,
    };
    return ERR_OK;
}

static bool sits_in(const struct member_list *draft, int64_t person_id)
{
    for (size_t i = 0; i < draft->count; i++) {
        if (draft->at[i].person_id == person_id)
            return true;
    }
    return false;
}

static const char *digest_of(struct arena *a, const struct term_plan *plan)
{
    struct buf b;

    buf_init(&b, a, 0);
    buf_printf(&b, "%s %d", plan->date, (int)plan->balance.verdict);
    for (size_t i = 0; i < plan->seat_count; i++)
        buf_printf(&b, " %lld:%lld:%d", (long long)plan->seats[i].member.id,
            (long long)plan->seats[i].member.version, plan->seats[i].stays);
    for (size_t i = 0; i < plan->leaver_count; i++)
        buf_printf(&b, " %lld:%lld:%u", (long long)plan->leavers[i].person_id,
            (long long)plan->leavers[i].account_id, plan->leavers[i].roles);
    return secret_sha256_hex(a, b.data, b.length);
}

enum err term_plan(struct snap *s, struct arena *a, const struct actor *who,
    const struct term_input *in, struct term_plan *ret)
{
    struct member_list all = { 0 };
    struct term_plan plan = { .date = in->date };

    TRY(member_list(s, a, "", 0, MOST_SEATS, &all));
    TRY(check_input(s, a, in, &all));
    struct member_list draft = { arena_array(a, all.count, sizeof *draft.at), 0 };
    plan.last_day = date_add_days(a, in->date, -1);
    plan.seats = arena_array(a, all.count, sizeof *plan.seats);
    plan.leavers = arena_array(a, all.count, sizeof *plan.leavers);
    for (size_t i = 0; i < all.count; i++) {
        const struct member *m = &all.at[i];
        bool stays = runs_on(m, in->date) && is_among(m->id, in);
        if (runs_on(m, in->date))
            plan.seats[plan.seat_count++] = (struct term_seat){ *m, stays };
        plan.stay_count += stays;
        if (stays || begins_later(m, in->date)) {
            draft.at[draft.count++] = *m;
            plan.has_chair |= m->role == MEMBER_ROLE_CHAIR;
        }
    }
    for (size_t i = 0; i < plan.seat_count; i++) {
        const struct member *m = &plan.seats[i].member;
        if (!plan.seats[i].stays && !sits_in(&draft, m->person_id))
            TRY(add_leaver(s, who, m, &plan));
    }
    if (plan.seat_count == 0)
        return fault_issue(snap_fault(s), "date", "range",
            "Er is geen plaats die voor die dag begon en dan nog loopt.");
    plan.balance = seats_judge(a, &draft);
    plan.seen = digest_of(a, &plan);
    *ret = plan;
    return ERR_OK;
}

/* -- what is done, and noted for taking it back -- */

static const struct sql TERM_INSERT = SQL(
    "INSERT INTO term (from_date, started_at, ended_at) VALUES (:date, :now, :now) RETURNING id");

static const struct sql TERM_ENDED = SQL("UPDATE term SET ended_at = :now WHERE id = :id");

static const struct sql TERM_SEAT_INSERT =
    SQL("INSERT INTO term_seat (term_id, old_id, old_version, old_until, new_id, new_version)"
        " VALUES (:term_id, :old_id, (SELECT version FROM member WHERE id = :old_id), :old_until,"
        "         :new_id, (SELECT version FROM member WHERE id = :new_id))");

static const struct sql TERM_LEAVER_INSERT =
    SQL("INSERT INTO term_leaver (term_id, person_id, account_id, account_roles, account_version)"
        " VALUES (:term_id, :person_id, :account_id, :roles,"
        "         COALESCE((SELECT version FROM account WHERE id = :account_id), 0))");

static enum err end_seat(
    struct tx *tx, const struct actor *who, const struct term_plan *plan, const struct term_seat *t)
{
    struct member old = t->member;
    struct member next = t->member;
    int64_t new_id = 0;

    old.until_date = plan->last_day;
    TRY(member_update(tx, who, old.id, old.version, &old));
    next.from_date = plan->date;
    next.until_date = "";
    if (t->stays)
        TRY(member_create(tx, who, &next, &new_id));
    return sql_run(tx, &TERM_SEAT_INSERT,
        IN(in_i64("term_id", plan->id), in_i64("old_id", old.id),
            in_text("old_until", str_empty(t->member.until_date) ? NULL : t->member.until_date),
            in_id("new_id", new_id)),
        NULL);
}

static enum err end_access(
    struct tx *tx, const struct actor *who, int64_t term_id, const struct term_leaver *l)
{
    struct account account = { 0 };

    if (l->is_own)
        return ERR_OK;
    TRY(personal_link_revoke(tx, who, l->person_id));
    TRY(feed_token_suspend(tx, who, l->person_id));
    TRY(token_revoke_of(tx, who, l->person_id));
    if (l->account_id != 0) {
        TRY(account_get(tx_snap(tx), tx_fault(tx)->arena, l->account_id, &account));
        TRY(l->roles == 0
                ? account_set_disabled(tx, who, l->account_id, true)
                : account_set_roles(tx, who, l->account_id, l->roles, account.partner_id));
    }
    return sql_run(tx, &TERM_LEAVER_INSERT,
        IN(in_i64("term_id", term_id), in_i64("person_id", l->person_id),
            in_id("account_id", l->account_id), in_i64("roles", account.roles)),
        NULL);
}

enum err term_start(struct tx *tx, const struct actor *who, const struct term_input *in,
    const char *seen, struct term_plan *ret)
{
    struct fault *f = tx_fault(tx);
    struct term_plan plan = { 0 };

    TRY(term_plan(tx_snap(tx), f->arena, who, in, &plan));
    if (!str_equal(plan.seen, seen))
        return fault_set(
            f, ERR_STALE, "Intussen veranderde er iets aan de leden. Kijk het ontwerp opnieuw na.");
    TRY(sql_change(tx, &TERM_INSERT, IN(in_text("date", plan.date), in_i64("now", clock_now())),
        OUT(out_i64("id", &plan.id))));
    for (size_t i = 0; i < plan.seat_count; i++)
        TRY(end_seat(tx, who, &plan, &plan.seats[i]));
    for (size_t i = 0; i < plan.leaver_count; i++)
        TRY(end_access(tx, who, plan.id, &plan.leavers[i]));
    TRY(sql_run(tx, &TERM_ENDED, IN(in_i64("id", plan.id), in_i64("now", clock_now())), NULL));
    cJSON *data = cJSON_CreateObject();
    cJSON_AddStringToObject(data, "date", plan.date);
    cJSON_AddNumberToObject(data, "stay", (double)plan.stay_count);
    cJSON_AddNumberToObject(data, "leave", (double)(plan.seat_count - plan.stay_count));
    TRY(event_record(tx, who, "term.started", "council", 1, data, NULL));
    *ret = plan;
    return ERR_OK;
}
