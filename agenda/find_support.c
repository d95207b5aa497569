#include "agenda/find_support.h"
#include "lok/council.h"
#include "lok/offer_find.h"
#include "lok/partner_named.h"
#include <string.h>

enum { READ_AT_ONCE = 200 };

static void add(struct found_list *list, unsigned kind, int64_t id, const char *title,
    const char *about, bool stopped)
{
    list->at[list->count++] = (struct found){ .kind = kind,
        .id = id,
        .number = "",
        .title = title,
        .date = "",
        .state = "",
        .state_text = stopped ? "gestopt" : "",
        .about = about };
}

static bool has_stopped(const char *until, const char *today)
{
    return !str_empty(until) && strcmp(until, today) <= 0;
}

enum err find_partners(struct snap *s, struct arena *a, const char *words, int64_t after,
    size_t limit, struct found_list *list)
{
    struct partner_list named = { 0 };
    const char *today = NULL;

    TRY(council_today_read(s, a, &today));
    TRY(partner_named(s, a, words, after, (int64_t)(limit - list->count), &named));
    for (size_t i = 0; i < named.count; i++) {
        const struct partner *p = &named.at[i];
        const char *kind = choice_dutch(PARTNER_KINDS, p->kind);
        const char *about = p->aliases.count == 0 ? kind
                                                  : arena_printf(a, "%s, ook bekend als %s", kind,
                                                        str_join_dutch(a, &p->aliases));
        add(list, FOUND_PARTNER, p->id, p->name, about, has_stopped(p->until, today));
    }
    return ERR_OK;
}

enum err find_offers(struct snap *s, struct arena *a, const char *words, int64_t after,
    size_t limit, struct found_list *list)
{
    struct offer_list some = { .count = READ_AT_ONCE };
    const char *today = NULL;

    TRY(council_today_read(s, a, &today));
    while (some.count == READ_AT_ONCE && list->count < limit) {
        TRY(offer_list(s, a, 0, after, READ_AT_ONCE, &some));
        for (size_t i = 0; i < some.count && list->count < limit; i++) {
            const struct offer *o = &some.at[i];
            after = o->id;
            if (offer_has_words(a, o, words))
                add(list, FOUND_OFFER, o->id, o->title,
                    arena_printf(
                        a, "%s van %s", choice_dutch(OFFER_FORMS, o->form), o->partner_name),
                    has_stopped(o->until, today));
        }
    }
    return ERR_OK;
}
