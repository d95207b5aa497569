/* Documents that a person added: nobody looks into them, so people decide. */
#include "agenda/rights.h"
#include "lok/base/sql.h"

/* With an account, whose log holds the id as text; or with a proposal. */
static const struct sql ADDED =
    SQL("SELECT a.id AS id, a.name AS name, a.created_at AS created_at"
        "  FROM account c JOIN event e ON e.account_id = c.id"
        "  JOIN attachment a ON a.owner = e.subject_kind AND a.owner_id = e.subject_id"
        " WHERE c.person_id = :id AND e.type = 'document.added' AND a.removed_at IS NULL"
        "   AND instr(e.data, '\"attachmentId\":\"' || a.id || '\"') > 0"
        " UNION"
        " SELECT a.id, a.name, a.created_at"
        "  FROM proposal p JOIN attachment a ON a.owner = 'proposal' AND a.owner_id = p.id"
        " WHERE p.person_id = :id AND a.removed_at IS NULL"
        " ORDER BY id");

static const struct sql ALL =
    SQL("SELECT count(*) AS count FROM attachment WHERE removed_at IS NULL");

enum err rights_documents(
    struct snap *s, struct arena *a, int64_t person_id, struct rights_documents *ret)
{
    struct rights_documents all = { 0 };
    struct rights_document row = { 0 };

    TRY(sql_one(s, &ALL, IN(), OUT(out_i64("count", &all.all))));
    TRY(sql_list(s, a, &ADDED, IN(in_i64("id", person_id)),
        OUT(out_i64("id", &row.id), out_text("name", a, &row.name),
            out_i64("created_at", &row.created_at)),
        &row, sizeof row, &all.at, &all.count));
    *ret = all;
    return ERR_OK;
}
