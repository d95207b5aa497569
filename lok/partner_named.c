#include "lok/partner_named.h"
#include "lok/base/sql.h"

struct name {
    int64_t id;
    const char *folded;
};

static const struct sql NAMES = SQL("SELECT id, name_folded FROM partner"
                                    " WHERE COALESCE(merged_into_id, 0) = 0"
                                    " UNION ALL "
                                    "SELECT partner_id, name_folded FROM partner_alias"
                                    " ORDER BY id");

enum err partner_named(
    struct snap *s, struct arena *a, const struct dutch_asked *words, struct partner_list *ret)
{
    struct name name = { 0 }, *names = NULL;
    size_t count = 0;

    TRY(sql_list(s, a, &NAMES, IN(),
        OUT(out_i64("id", &name.id), out_text("name_folded", a, &name.folded)), &name, sizeof name,
        &names, &count));
    struct partner_list list = { arena_array(a, count, sizeof *list.at), 0 };
    for (size_t i = 0; i < count;) {
        int64_t id = names[i].id;
        const char *all = names[i++].folded;
        for (; i < count && names[i].id == id; i++)
            all = arena_printf(a, "%s\n%s", all, names[i].folded);
        if (dutch_holds(all, words))
            TRY(partner_get(s, a, id, &list.at[list.count++]));
    }
    *ret = list;
    return ERR_OK;
}
