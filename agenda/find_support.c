#include "agenda/find_support.h"
#include "lok/base/utf8.h"
#include "lok/council.h"
#include "lok/offer_find.h"
#include "lok/partner_named.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_OFFERS = 2000 };

/* What the words are, from near to far. */
enum rank { WHOLE_TITLE, IN_TITLE, ELSEWHERE };
struct ranked {
    enum rank rank;
    struct found found;
};
struct support {
    struct arena *a;
    const char *typed, *today;
    struct dutch_asked words;
    struct ranked *at;
    size_t count;
};

static void add(struct support *w, unsigned kind, int64_t id, const char *title, const char *about,
    const char *until)
{
    bool stopped = !str_empty(until) && strcmp(until, w->today) <= 0;
    enum rank rank = dutch_holds(title, &w->words) ? IN_TITLE : ELSEWHERE;

    if (str_equal(utf8_fold_string(w->a, title), utf8_fold_string(w->a, w->typed)))
        rank = WHOLE_TITLE;
    w->at[w->count++] = (struct ranked){ rank, { .kind = kind,
                                                   .id = id,
                                                   .number = "",
                                                   .title = title,
                                                   .date = "",
                                                   .state = "",
                                                   .state_text = stopped ? "gestopt" : "",
                                                   .about = about } };
}

static void add_partners(struct support *w, const struct partner_list *named)
{
    for (size_t i = 0; i < named->count; i++) {
        const struct partner *p = &named->at[i];
        const char *kind = choice_dutch(PARTNER_KINDS, p->kind);
        const char *about = p->aliases.count == 0 ? kind
                                                  : arena_printf(w->a, "%s, ook bekend als %s",
                                                        kind, str_join_dutch(w->a, &p->aliases));
        add(w, FOUND_PARTNER, p->id, p->name, about, p->until);
    }
}

static void add_offers(struct support *w, const struct offer_list *all)
{
    for (size_t i = 0; i < all->count; i++) {
        const struct offer *o = &all->at[i];
        if (offer_has_words(w->a, o, &w->words))
            add(w, FOUND_OFFER, o->id, o->title,
                arena_printf(
                    w->a, "%s van %s", choice_dutch(OFFER_FORMS, o->form), o->partner_name),
                o->until);
    }
}

static int by_rank(const void *one, const void *other)
{
    const struct ranked *x = one, *y = other;
    int order = (int)x->rank - (int)y->rank;

    if (order == 0)
        order = (int)x->found.kind - (int)y->found.kind;
    if (order == 0)
        order = strcmp(x->found.title, y->found.title);
    return order != 0 ? order : (x->found.id > y->found.id) - (x->found.id < y->found.id);
}

enum err find_support(struct snap *s, struct arena *a, const char *words, bool partners,
    bool offers, struct found_list *ret, size_t *ret_near)
{
    struct support w = { .a = a, .typed = words, .words = dutch_ask(a, words) };
    struct partner_list named = { 0 };
    struct offer_list all = { 0 };
    size_t near = 0;

    TRY(council_today_read(s, a, &w.today));
    if (partners)
        TRY(partner_named(s, a, &w.words, &named));
    if (offers)
        TRY(offer_list(s, a, 0, 0, MOST_OFFERS, &all));
    w.at = arena_array(a, named.count + all.count, sizeof *w.at);
    add_partners(&w, &named);
    add_offers(&w, &all);
    qsort(w.at, w.count, sizeof *w.at, by_rank);
    struct found_list list = { arena_array(a, w.count, sizeof *list.at), w.count };
    for (size_t i = 0; i < w.count; i++) {
        list.at[i] = w.at[i].found;
        near += w.at[i].rank < ELSEWHERE;
    }
    *ret = list;
    *ret_near = near;
    return ERR_OK;
}
