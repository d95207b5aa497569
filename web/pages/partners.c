#include "web/pages/partners.h"
#include "lok/base/utf8.h"
#include "lok/partner.h"
#include "templates.h"
#include "web/pages/access.h"
#include "web/pages/pages.h"
#include "web/pages/show.h"
#include <stdlib.h>
#include <string.h>

enum { READ_AT_ONCE = 500, MOST = 5000 };

struct named {
    const char *folded;
    const struct partner *partner;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct named *)a)->folded, ((const struct named *)b)->folded);
}

/* Each word stands in one of the names or municipalities. */
static bool fits(struct arena *a, const struct partner *p, const struct lines *words)
{
    const char *all = arena_printf(a, "%s\n%s\n%s", p->name, str_join(a, &p->aliases, "\n"),
        str_join(a, &p->service_area, "\n"));
    const char *folded = utf8_fold_string(a, all);

    for (size_t i = 0; i < words->count; i++) {
        if (strstr(folded, words->at[i]) == NULL)
            return false;
    }
    return true;
}

/* All that fit, by name; closed ones too. */
static enum err find(struct request *rq, const char *typed, struct named *at, size_t *ret_count)
{
    struct lines words = str_split(rq->arena, utf8_fold_string(rq->arena, typed), ' ');
    struct partner_list some = { .count = READ_AT_ONCE };
    size_t count = 0;
    int64_t after = 0;

    while (some.count == READ_AT_ONCE && count + READ_AT_ONCE <= MOST) {
        TRY(partner_list(rq->snap, rq->arena, after, READ_AT_ONCE, &some));
        for (size_t i = 0; i < some.count; i++) {
            const struct partner *p = &some.at[i];
            after = p->id;
            if (fits(rq->arena, p, &words))
                at[count++] = (struct named){ utf8_fold_string(rq->arena, p->name), p };
        }
    }
    qsort(at, count, sizeof *at, by_name);
    *ret_count = count;
    return ERR_OK;
}

static struct partner_row row_of(struct request *rq, const struct partner *p)
{
    struct arena *a = rq->arena;
    struct lines why = { arena_array(a, 2, sizeof *why.at), 0 };
    bool closed = !str_empty(p->until) && strcmp(p->until, council_today(a, &rq->council)) <= 0;

    if (p->aliases.count > 0)
        why.at[why.count++] = arena_printf(a, "ook: %s", str_join_dutch(a, &p->aliases));
    if (p->service_area.count > 0)
        why.at[why.count++] = str_join_dutch(a, &p->service_area);
    return (struct partner_row){
        .name = p->name,
        .kind = choice_dutch(PARTNER_KINDS, p->kind),
        .why = utf8_cut(a, str_join(a, &why, " · "), 160),
        .to = url_of(a, "/partners/%lld", (long long)p->id),
        .closed = { closed ? "gestopt" : "", "warn" },
    };
}

enum err page_partners(struct request *rq)
{
    struct arena *a = rq->arena;
    const char *typed = utf8_cut(a, str_trim(a, request_query(rq, "zoek")), 100);
    struct named *found = arena_array(a, MOST, sizeof *found);
    size_t count;

    TRY(access_check(rq, SEE_PARTNERS, 0));
    TRY(find(rq, typed, found, &count));
    struct partners_view v = {
        .at = arena_array(a, count, sizeof *v.at),
        .count = count,
        .typed = typed,
        .is_searched = !str_empty(typed),
        .summary = show_count(a, count, "partner", "partners"),
        .may_edit = access_may(rq, EDIT_PEOPLE, 0),
        .sees_members = route_admits(SIGNED_IN, &rq->actor),
    };
    for (size_t i = 0; i < count; i++)
        v.at[i] = row_of(rq, found[i].partner);
    return reply_page(rq, "Partners", partners_html, &v);
}
