#include "agenda/partner_items.h"
#include "agenda/coalition.h"
#include "lok/base/clock.h"

static const struct sql ITEMS =
    SQL("SELECT x.item_id AS id, x.title AS title, x.number AS number, p.month AS month,"
        "       p.starts_at AS starts_at"
        "  FROM publication_item x"
        "  JOIN publication p ON p.id = x.publication_id"
        "  JOIN meeting m ON m.id = p.meeting_id"
        " WHERE x.presenter_partner_id = :presenter_id AND m.state <> 'cancelled'"
        "   AND ((p.access <= :sees AND x.access <= :sees)"
        "        OR (:partner_id = :presenter_id AND x.access <= 1 AND p.access <= 1))"
        "   AND p.id = (SELECT q.id FROM publication q LEFT JOIN sending s ON s.id = q.sending_id"
        "                WHERE q.meeting_id = p.meeting_id AND q.effective_at <= :now"
        "                  AND s.taken_back_at IS NULL"
        "                ORDER BY q.number DESC LIMIT 1)"
        " ORDER BY p.month DESC, p.starts_at DESC, x.position LIMIT :most");

enum err partner_items(struct snap *s, struct arena *a, struct visibility v, int64_t partner_id,
    int64_t limit, struct partner_item_list *ret)
{
    struct partner_item row = { 0 };

    return sql_list(s, a, &ITEMS,
        IN(in_i64("presenter_id", partner_id), in_i64("sees", v.sees),
            in_i64("partner_id", v.partner_id), in_i64("now", clock_now()), in_i64("most", limit)),
        OUT(out_i64("id", &row.id), out_text("title", a, &row.title),
            out_text("number", a, &row.number), out_text("month", a, &row.month),
            out_i64("starts_at", &row.starts_at)),
        &row, sizeof row, &ret->at, &ret->count);
}

static const struct sql COALITIONS =
    SQL("SELECT d.id AS id, d.title AS title, m.state AS state, m.date AS date"
        "  FROM coalition_member m JOIN dossier d ON d.id = m.dossier_id"
        " WHERE m.partner_id = :member_id AND m.removed_at IS NULL"
        "   AND (d.access <= :sees OR (d.applicant_id = :own AND d.access <= 1))"
        "   AND (:all = 1 OR m.state = 'committed' OR :own = :member_id)"
        " ORDER BY m.date DESC, m.id DESC");

enum err partner_coalitions(struct snap *s, struct arena *a, const struct actor *who,
    int64_t partner_id, struct partner_coalition_list *ret)
{
    struct partner_coalition row = { 0 };
    struct visibility v = visibility_of(who);

    return sql_list(s, a, &COALITIONS,
        IN(in_i64("member_id", partner_id), in_i64("sees", v.sees), in_i64("own", v.partner_id),
            in_bool("all", may(who, PREPARE_MEETING, (struct object){ 0 }))),
        OUT(out_i64("id", &row.dossier_id), out_text("title", a, &row.title),
            out_enum("state", COALITION_STATES, &row.state), out_text("date", a, &row.date)),
        &row, sizeof row, &ret->at, &ret->count);
}
