/* Totals and ranks, exactly: a total is a fraction over the least common multiple of the highest
 * scores, which are 20 at most: 100 × lcm(1…20) fits by far in 64 bits. Pure. */
#include "agenda/expansion.h"

static int64_t common(int64_t x, int64_t y)
{
    while (y != 0) {
        int64_t rest = x % y;
        x = y;
        y = rest;
    }
    return x;
}

static void total(const struct expansion_criteria *c, int64_t of, struct expansion_application *x)
{
    x->missing = 0;
    x->points = x->of = x->rank = 0;
    x->tied = false;
    for (size_t i = 0; i < c->count; i++) {
        if (x->scores[i].score < 0)
            x->missing++;
        else
            x->points += c->at[i].weight * x->scores[i].score * (of / c->at[i].most);
    }
    if (x->missing > 0 || c->count == 0)
        x->points = 0;
    else
        x->of = of;
}

void expansion_rank(const struct expansion_criteria *c, struct expansion_application_list *list)
{
    int64_t of = 1;

    for (size_t i = 0; i < c->count; i++)
        of = of / common(of, c->at[i].most) * c->at[i].most;
    for (size_t i = 0; i < list->count; i++)
        total(c, of, &list->at[i]);
    for (size_t i = 0; i < list->count; i++) {
        struct expansion_application *x = &list->at[i];

        if (x->late || x->of == 0)
            continue;
        x->rank = 1;
        for (size_t k = 0; k < list->count; k++) {
            const struct expansion_application *other = &list->at[k];

            if (k == i || other->late || other->of == 0)
                continue;
            x->rank += other->points > x->points;
            x->tied = x->tied || other->points == x->points;
        }
    }
}

const char *expansion_total(struct arena *a, const struct expansion_application *x)
{
    if (x->of == 0)
        return "";
    int64_t hundredths = (x->points * 200 + x->of) / (x->of * 2);
    return arena_printf(
        a, "%lld,%02lld", (long long)(hundredths / 100), (long long)(hundredths % 100));
}

const char *expansion_place(struct arena *a, const struct expansion_application *x)
{
    if (x->rank == 0)
        return "";
    return arena_printf(a, "%s%lld", x->tied ? "gedeeld " : "", (long long)x->rank);
}

bool expansion_has_none(const struct expansion_application_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (!list->at[i].late)
            return false;
    return true;
}
