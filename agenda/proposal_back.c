/* The answer to a proposal is taken back, within the time that any sending can be. */
#include "agenda/proposal.h"
#include "lok/base/clock.h"
#include "lok/base/sql.h"

int64_t proposal_may_take_back_until(const struct proposal *p, const struct sending_options *o)
{
    int64_t until = p->answered_at + o->undo_seconds * 1000;

    return p->answered_at == 0 || until <= clock_now() ? 0 : until;
}

/* What was put on the agenda goes from it, unless somebody worked on it since. */
static enum err take_item_off(struct tx *tx, struct arena *a, const struct actor *who, int64_t id)
{
    struct item item = { 0 };

    TRY(item_get(tx_snap(tx), a, id, &item));
    if (item.removed_at != 0)
        return ERR_OK;
    if (item.version != 1)
        return fault_set(tx_fault(tx), ERR_CONFLICT,
            "Het agendapunt is intussen gewijzigd. Haal het zelf van de agenda als dat moet.");
    return item_remove(tx, who, id, item.version);
}

static const struct sql TAKE_BACK =
    SQL("UPDATE proposal"
        "   SET state = before_state, reason = before_reason, target_month = before_month,"
        "       item_id = NULL, answered_at = NULL, version = version + 1"
        " WHERE id = :id");

enum err proposal_take_back(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t id)
{
    struct proposal p = { 0 };

    if (!may(who, PREPARE_MEETING, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    TRY(proposal_get(tx_snap(tx), a, who, id, &p));
    if (p.answered_at == 0)
        return fault_set(tx_fault(tx), ERR_CONFLICT, "Op dit voorstel is nog niet geantwoord.");
    if (proposal_may_take_back_until(&p, o) == 0)
        return fault_set(
            tx_fault(tx), ERR_CONFLICT, "Het antwoord is vertrokken: terugnemen kan niet meer.");
    if (p.item_id != 0)
        TRY(take_item_off(tx, a, who, p.item_id));
    TRY(outbox_cancel_subject(tx, "proposal", id));
    TRY(sql_run(tx, &TAKE_BACK, IN(in_i64("id", id)), NULL));
    return event_record(tx, who, "proposal.answer_taken_back", "proposal", id, NULL, NULL);
}
