/* What waits for an agenda is taken, put off or declined. */
#include "agenda/advice.h"
#include "agenda/announcement.h"
#include "agenda/dossier.h"
#include "agenda/proposal.h"
#include "agenda/ready.h"
#include "agenda/written.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include <string.h>

static enum err prepares(const struct actor *who)
{
    return may(who, PREPARE_MEETING, (struct object){ 0 }) ? ERR_OK : ERR_FORBIDDEN;
}

/* -- taken -- */

static enum err dossier_of(struct snap *s, struct arena *a, int64_t id, struct dossier *ret)
{
    const struct actor system = actor_system();

    return dossier_get(s, a, visibility_of(&system), id, ret);
}

static enum err take_dossier(struct tx *tx, struct arena *a, const struct actor *who, int64_t id,
    int64_t meeting_id, int64_t *ret_item_id)
{
    struct item_list items = { 0 };
    struct dossier d = { 0 };

    TRY(dossier_of(tx_snap(tx), a, id, &d));
    TRY(item_list(tx_snap(tx), a, meeting_id, &items));
    for (size_t i = 0; i < items.count; i++)
        if (items.at[i].dossier_id == id && items.at[i].treated_at == 0)
            return fault_set(tx_fault(tx), ERR_CONFLICT, "“%s” staat al op deze agenda.", d.title);
    const struct item_input in = {
        .title = d.title,
        .presenter = "",
        .text = "",
        .purpose = PURPOSE_DISCUSSION,
        .access = d.access,
        .dossier_id = id,
    };
    return item_create(tx, who, meeting_id, &in, ret_item_id);
}

enum err ready_take(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, const char *key, int64_t meeting_id, bool tell,
    int64_t *ret_item_id)
{
    enum ready_kind kind;
    int64_t id;

    TRY(prepares(who));
    TRY(ready_parse(key, &kind, &id));
    switch (kind) {
    case READY_ANNOUNCEMENT:
        return announcement_take(tx, a, who, id, meeting_id, ret_item_id);
    case READY_PROPOSAL:
        return proposal_accept(tx, a, who, o, id, meeting_id, tell, ret_item_id);
    case READY_DOSSIER:
        return take_dossier(tx, a, who, id, meeting_id, ret_item_id);
    case READY_ADVICE:
        return advice_to_agenda(tx, a, who, id, meeting_id, ret_item_id);
    case READY_WRITTEN:
        return written_report(tx, a, who, id, meeting_id, ret_item_id);
    }
    IMPOSSIBLE("an offer of no known kind");
}

/* -- put off -- */

static const struct sql PUT_OFF_SET =
    SQL("INSERT INTO put_off (kind, ref_id, until_month, reason, put_off_at)"
        " VALUES (:kind, :id, :until, :reason, :now)"
        " ON CONFLICT (kind, ref_id) DO UPDATE"
        "    SET until_month = excluded.until_month, reason = excluded.reason,"
        "        put_off_at = excluded.put_off_at");
static const struct sql PUT_OFF_CLEAR =
    SQL("DELETE FROM put_off WHERE kind = :kind AND ref_id = :id");

/* What the log calls it; ERR_NOT_FOUND when there is none. */
static enum err subject_of(
    struct tx *tx, struct arena *a, enum ready_kind kind, int64_t id, const char **ret)
{
    struct dossier d = { 0 };
    struct advice v = { 0 };
    struct written w = { 0 };

    *ret = kind == READY_WRITTEN ? "meeting" : choice_code(READY_KINDS, kind);
    if (kind == READY_DOSSIER)
        return dossier_of(tx_snap(tx), a, id, &d);
    return kind == READY_ADVICE ? advice_by_id(tx_snap(tx), a, id, &v)
                                : written_get(tx_snap(tx), a, id, &w);
}

static enum err put_off(struct tx *tx, struct arena *a, const struct actor *who,
    enum ready_kind kind, int64_t id, const char *until, const char *reason, const char *event)
{
    const char *subject;

    TRY(subject_of(tx, a, kind, id, &subject));
    TRY(sql_run(tx, &PUT_OFF_SET,
        IN(in_enum("kind", READY_KINDS, kind), in_i64("id", id), in_text("until", until),
            in_text("reason", reason), in_i64("now", clock_now())),
        NULL));
    return event_record(tx, who, event, subject, id, NULL, NULL);
}

static enum err check_month(struct tx *tx, struct arena *a, const char *month)
{
    struct council c;

    TRY(council_get(tx_snap(tx), a, &c));
    if (str_empty(month))
        return fault_issue(tx_fault(tx), "target_month", "required", "Kies een maand.");
    if (!month_valid(month))
        return fault_issue(tx_fault(tx), "target_month", "format", "Deze maand bestaat niet.");
    if (strncmp(month, council_today(a, &c), strlen("YYYY-MM")) <= 0)
        return fault_issue(tx_fault(tx), "target_month", "range", "Kies een maand die nog komt.");
    return ERR_OK;
}

enum err ready_defer(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, const char *key, const struct ready_answer *in)
{
    enum ready_kind kind;
    int64_t id;

    TRY(prepares(who));
    TRY(ready_parse(key, &kind, &id));
    TRY(check_month(tx, a, in->target_month));
    if (kind == READY_ANNOUNCEMENT)
        return announcement_defer(tx, who, id, in->target_month);
    if (kind == READY_PROPOSAL)
        return proposal_postpone(tx, a, who, o, id, in->target_month, in->reason, in->tell);
    return put_off(tx, a, who, kind, id, in->target_month, in->reason, "offer.deferred");
}

/* The month after its semester or year. */
static enum err next_turn(struct tx *tx, struct arena *a, int64_t id, const char **ret)
{
    const char *first, *last, *today;
    struct dossier d = { 0 };

    TRY(dossier_of(tx_snap(tx), a, id, &d));
    *ret = "";
    if (d.rhythm == RHYTHM_NONE)
        return ERR_OK;
    TRY(council_today_read(tx_snap(tx), a, &today));
    dossier_span(a, (enum dossier_rhythm)d.rhythm, arena_strndup(a, today, strlen("YYYY-MM")),
        &first, &last);
    *ret = month_add(a, last, 1);
    return ERR_OK;
}

enum err ready_decline(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, const char *key, const struct ready_answer *in)
{
    const char *reason = str_trim(a, in->reason), *until = "";
    enum ready_kind kind;
    int64_t id;

    TRY(prepares(who));
    TRY(ready_parse(key, &kind, &id));
    if (str_empty(reason))
        return fault_issue(tx_fault(tx), "reason", "required", "Zeg kort waarom.");
    if (kind == READY_ANNOUNCEMENT)
        return announcement_drop(tx, who, id, reason);
    if (kind == READY_PROPOSAL)
        return proposal_decline(tx, a, who, o, id, reason, in->tell);
    if (kind == READY_DOSSIER)
        TRY(next_turn(tx, a, id, &until));
    return put_off(tx, a, who, kind, id, until, reason, "offer.declined");
}

enum err ready_back(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, const char *key)
{
    const char *subject;
    enum ready_kind kind;
    int64_t id;

    TRY(prepares(who));
    TRY(ready_parse(key, &kind, &id));
    if (kind == READY_ANNOUNCEMENT)
        return announcement_reopen(tx, who, id);
    if (kind == READY_PROPOSAL)
        return proposal_take_back(tx, a, who, o, id);
    TRY(subject_of(tx, a, kind, id, &subject));
    TRY(sql_run(
        tx, &PUT_OFF_CLEAR, IN(in_enum("kind", READY_KINDS, kind), in_i64("id", id)), NULL));
    return event_record(tx, who, "offer.reopened", subject, id, NULL, NULL);
}
