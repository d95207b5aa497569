/* Where an advice is treated, what its missing answer is put on, and what was put right. */
#include "agenda/advice_inside.h"
#include "agenda/order.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"

/* -- where it is treated -- */

static const struct sql SET_ITEM =
    SQL("UPDATE advice SET item_id = :item, version = version + 1 WHERE id = :id");

enum err advice_set_item(
    struct tx *tx, struct arena *a, const struct actor *who, int64_t id, int64_t item_id)
{
    struct advice v = { 0 };

    TRY(advice_load(tx, a, id, 0, &v));
    TRY(sql_run(tx, &SET_ITEM, IN(in_i64("id", id), in_id("item", item_id)), NULL));
    return advice_record(tx, who, "advice.scheduled", &v);
}

static const struct sql SET_FOLLOW_UP =
    SQL("UPDATE advice SET follow_up_id = :item, version = version + 1 WHERE id = :id");

static enum err add_item(struct tx *tx, struct arena *a, const struct actor *who,
    int64_t meeting_id, const struct advice *v, const char *title, int64_t *ret)
{
    const char *text = v->sent_at != 0      ? ""
                       : str_empty(v->text) ? v->question
                                            : arena_printf(a, "%s\n\n**Voorstel van advies**\n\n%s",
                                                  v->question, v->text);
    const struct item_input in = {
        .title = title,
        .presenter = "",
        .text = text,
        .purpose = v->sent_at == 0 ? PURPOSE_ADVICE : PURPOSE_INFORMATION,
        .access = v->access,
        .dossier_id = v->dossier_id,
    };

    return item_create(tx, who, meeting_id, &in, ret);
}

/* What was put on an agenda and treated, or taken off, may be put on another. */
static enum err stands_elsewhere(struct tx *tx, struct arena *a, int64_t item_id)
{
    struct item item = { 0 };

    if (item_id == 0)
        return ERR_OK;
    TRY(item_get(tx_snap(tx), a, item_id, &item));
    if (item.removed_at != 0 || item.treated_at != 0)
        return ERR_OK;
    return fault_set(tx_fault(tx), ERR_CONFLICT, "Dit advies staat al op een agenda.");
}

enum err advice_to_agenda(struct tx *tx, struct arena *a, const struct actor *who, int64_t id,
    int64_t meeting_id, int64_t *ret_item_id)
{
    struct advice v = { 0 };

    TRY(advice_may(who, PREPARE_MEETING));
    TRY(advice_load(tx, a, id, 0, &v));
    TRY(stands_elsewhere(tx, a, v.sent_at == 0 ? v.item_id : v.follow_up_id));
    if (v.sent_at == 0) {
        TRY(add_item(tx, a, who, meeting_id, &v, v.title, ret_item_id));
        return advice_set_item(tx, a, who, id, *ret_item_id);
    }
    if (v.answer != ANSWER_NONE)
        return fault_set(tx_fault(tx), ERR_CONFLICT, "Dit advies is al beantwoord.");
    TRY(add_item(tx, a, who, meeting_id, &v,
        arena_printf(a, "Wacht op antwoord: advies %s, %s", v.number, v.title), ret_item_id));
    TRY(order_place(tx, who, *ret_item_id, 1));
    return sql_run(tx, &SET_FOLLOW_UP, IN(in_i64("id", id), in_i64("item", *ret_item_id)), NULL);
}

/* -- putting right -- */

static const struct sql RECTIFY = SQL("INSERT INTO advice_rectification (advice_id, made_on, text)"
                                      " VALUES (:advice, :today, :text)");
static const struct sql GROW = SQL("UPDATE advice SET version = version + 1 WHERE id = :id");

enum err advice_rectify(struct tx *tx, struct arena *a, const struct actor *who, int64_t id,
    int64_t version, const char *text)
{
    struct advice v = { 0 };
    struct council c;

    TRY(advice_may(who, RECORD));
    TRY(advice_load(tx, a, id, version, &v));
    if (v.sent_at == 0)
        return fault_set(
            tx_fault(tx), ERR_CONFLICT, "Dit advies is nog niet bezorgd: verander de tekst zelf.");
    if (str_empty(str_trim(a, text)))
        return fault_issue(tx_fault(tx), "text", "required", "Schrijf wat er rechtgezet wordt.");
    TRY(council_get(tx_snap(tx), a, &c));
    TRY(sql_run(tx, &RECTIFY,
        IN(in_i64("advice", id), in_text("today", council_today(a, &c)),
            in_text("text", str_trim(a, text))),
        NULL));
    TRY(sql_run(tx, &GROW, IN(in_i64("id", id)), NULL));
    return advice_record(tx, who, "advice.rectified", &v);
}
