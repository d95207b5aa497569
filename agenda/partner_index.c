#include "agenda/partner_index.h"
#include "agenda/action.h"
#include "agenda/dossier.h"
#include "lok/base/sql.h"

static const struct sql DOSSIERS =
    SQL("SELECT id FROM dossier WHERE applicant_id = :partner"
        " UNION SELECT dossier_id FROM dossier_actor WHERE partner_id = :partner");
static const struct sql ACTIONS = SQL("SELECT id FROM action WHERE partner_id = :partner");

static enum err each(struct tx *tx, struct arena *a, const struct sql *which, int64_t partner_id,
    enum err (*index)(struct tx *, struct arena *, int64_t))
{
    int64_t id = 0, *ids = NULL;
    size_t count = 0;

    TRY(sql_list(tx_snap(tx), a, which, IN(in_i64("partner", partner_id)), OUT(out_i64("id", &id)),
        &id, sizeof id, &ids, &count));
    for (size_t i = 0; i < count; i++)
        TRY(index(tx, a, ids[i]));
    return ERR_OK;
}

enum err partner_index(struct tx *tx, struct arena *a, int64_t partner_id)
{
    TRY(each(tx, a, &DOSSIERS, partner_id, dossier_index));
    return each(tx, a, &ACTIONS, partner_id, action_index);
}
