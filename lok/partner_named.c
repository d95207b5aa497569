#include "lok/partner_named.h"
#include "lok/base/sql.h"
#include "lok/base/utf8.h"
#include <string.h>

struct name {
    int64_t id;
    const char *folded;
};

static const struct sql NAMES =
    SQL("SELECT id, name_folded FROM partner"
        " WHERE id > :after AND COALESCE(merged_into_id, 0) = 0"
        " UNION ALL "
        "SELECT partner_id, name_folded FROM partner_alias WHERE partner_id > :after"
        " ORDER BY id");

static bool has_words(const char *names, const struct lines *words)
{
    for (size_t i = 0; i < words->count; i++)
        if (strstr(names, words->at[i]) == NULL)
            return false;
    return true;
}

enum err partner_named(struct snap *s, struct arena *a, const char *words, int64_t after,
    int64_t limit, struct partner_list *ret)
{
    struct lines asked = str_split(a, utf8_fold_string(a, words), ' ');
    struct partner_list list = { arena_array(a, (size_t)limit, sizeof *list.at), 0 };
    struct name name = { 0 }, *names = NULL;
    size_t count = 0;

    TRY(sql_list(s, a, &NAMES, IN(in_i64("after", after)),
        OUT(out_i64("id", &name.id), out_text("name_folded", a, &name.folded)), &name, sizeof name,
        &names, &count));
    for (size_t i = 0; i < count && list.count < (size_t)limit;) {
        int64_t id = names[i].id;
        const char *all = names[i++].folded;
        for (; i < count && names[i].id == id; i++)
            all = arena_printf(a, "%s\n%s", all, names[i].folded);
        if (has_words(all, &asked))
            TRY(partner_get(s, a, id, &list.at[list.count++]));
    }
    *ret = list;
    return ERR_OK;
}
