/* What changed between two versions of a meeting, in words for people. Presenters are never named:
 * they may be persons. */
#include "agenda/publication.h"
#include "lok/base/dates.h"

enum { ASPECTS = 8 };

struct collected {
    struct arena *arena;
    struct change_list list;
    size_t room;
};

static void add(struct collected *to, struct change change)
{
    PRE(to->list.count < to->room);
    if (change.old == NULL)
        change.old = "";
    if (change.new == NULL)
        change.new = "";
    to->list.at[to->list.count++] = change;
}

/* -- the meeting -- */

static const char *instant_words(struct arena *a, int64_t instant)
{
    return instant == 0 ? "" : dutch_instant(a, instant);
}

static void compare_date(struct collected *to, const struct meeting *old, const struct meeting *new)
{
    struct arena *a = to->arena;

    if (old->starts_at == new->starts_at && str_equal(old->month, new->month))
        return;
    struct change change = {
        .what = "date",
        .old = old->starts_at == 0 ? dutch_month(a, old->month) : instant_words(a, old->starts_at),
        .new = new->starts_at == 0 ? dutch_month(a, new->month) : instant_words(a, new->starts_at),
        .moved = true,
    };
    change.dutch = arena_printf(a, "Nieuwe datum: %s (was %s)", change.new, change.old);
    add(to, change);
}

static void compare_facts(
    struct collected *to, const struct meeting *old, const struct meeting *new)
{
    struct arena *a = to->arena;

    compare_date(to, old, new);
    if (!str_equal(old->location, new->location))
        add(to, (struct change){ .what = "location",
                    .old = old->location,
                    .new = new->location,
                    .dutch = arena_printf(a, "Nieuwe plaats: %s (was %s)",
                        str_empty(new->location) ? "nog niet bekend" : new->location,
                        str_empty(old->location) ? "nog niet bekend" : old->location),
                    .moved = true });
    if (!str_equal(old->online_url, new->online_url))
        add(to,
            (struct change){
                .what = "online", .dutch = "Nieuwe link om online deel te nemen", .moved = true });
    if (!str_equal(old->title, new->title))
        add(to, (struct change){ .what = "title",
                    .old = old->title,
                    .new = new->title,
                    .dutch = arena_printf(a, "De vergadering heet nu: %s", new->title) });
    if (old->access != new->access)
        add(to,
            (struct change){ .what = "access",
                .old = choice_dutch(ACCESSES, old->access),
                .new = choice_dutch(ACCESSES, new->access),
                .dutch = arena_printf(a, "Wie de vergadering ziet: %s (was %s)",
                    choice_dutch(ACCESSES, new->access), choice_dutch(ACCESSES, old->access)) });
}

/* -- the items -- */

static const struct item *find(const struct item_list *items, int64_t id)
{
    for (size_t i = 0; i < items->count; i++)
        if (items->at[i].id == id)
            return &items->at[i];
    return NULL;
}

static const char *minutes_words(struct arena *a, int64_t minutes)
{
    return minutes == 0 ? "niet bepaald" : arena_printf(a, "%lld minuten", (long long)minutes);
}

/* The aspects that differ, the title excepted. */
static struct lines aspects(struct arena *a, const struct item *old, const struct item *new)
{
    struct lines names = { arena_array(a, ASPECTS, sizeof *names.at), 0 };

    if (old->purpose != new->purpose)
        names.at[names.count++] =
            arena_printf(a, "doel nu %s", choice_dutch(ITEM_PURPOSES, new->purpose));
    if (old->minutes != new->minutes)
        names.at[names.count++] = arena_printf(a, "duur nu %s", minutes_words(a, new->minutes));
    if (!str_equal(old->presenter, new->presenter) ||
        old->presenter_partner_id != new->presenter_partner_id)
        names.at[names.count++] = "inleider";
    if (old->dossier_id != new->dossier_id)
        names.at[names.count++] = "dossier";
    if (!str_equal(old->text, new->text))
        names.at[names.count++] = "toelichting";
    if (old->access != new->access)
        names.at[names.count++] = "wie het punt ziet";
    return names;
}

static void compare_item(struct collected *to, const struct item *old, const struct item *new)
{
    struct arena *a = to->arena;
    struct lines names = aspects(a, old, new);
    const char *which = str_join_dutch(a, &names);
    bool renamed = !str_equal(old->title, new->title);
    const char *dutch;

    if (!renamed && names.count == 0)
        return;
    if (!renamed)
        dutch =
            arena_printf(a, "Punt %s (%s) is gewijzigd: %s", new->shown_number, new->title, which);
    else if (names.count == 0)
        dutch = arena_printf(a, "Punt %s heet nu: %s", new->shown_number, new->title);
    else
        dutch = arena_printf(
            a, "Punt %s heet nu: %s (ook gewijzigd: %s)", new->shown_number, new->title, which);
    add(to, (struct change){ .what = "item.changed",
                .old = renamed ? old->title : "",
                .new = renamed ? new->title : "",
                .dutch = dutch,
                .item_id = new->id });
}

static void compare_items(
    struct collected *to, const struct item_list *old, const struct item_list *new)
{
    struct arena *a = to->arena;

    for (size_t i = 0; i < new->count; i++) {
        const struct item *item = &new->at[i];
        const struct item *before = find(old, item->id);

        if (before != NULL)
            compare_item(to, before, item);
        else
            add(to, (struct change){ .what = "item.added",
                        .new = item->title,
                        .dutch = arena_printf(
                            a, "Punt %s is toegevoegd: %s", item->shown_number, item->title),
                        .item_id = item->id });
    }
    for (size_t i = 0; i < old->count; i++) {
        const struct item *item = &old->at[i];

        if (find(new, item->id) == NULL)
            add(to, (struct change){ .what = "item.removed",
                        .old = item->title,
                        .dutch = arena_printf(a, "Punt %s is van de agenda gehaald: %s",
                            item->shown_number, item->title),
                        .item_id = item->id });
    }
}

/* The numbers of those that stand in both, in the order of `items`. */
static const char *common_order(
    struct arena *a, const struct item_list *items, const struct item_list *others)
{
    struct lines numbers = { arena_array(a, items->count, sizeof *numbers.at), 0 };

    for (size_t i = 0; i < items->count; i++)
        if (find(others, items->at[i].id) != NULL)
            numbers.at[numbers.count++] = items->at[i].shown_number;
    return str_join(a, &numbers, ", ");
}

static void compare_order(
    struct collected *to, const struct item_list *old, const struct item_list *new)
{
    struct arena *a = to->arena;
    const char *before = common_order(a, old, new);
    const char *after = common_order(a, new, old);

    if (!str_equal(before, after))
        add(to, (struct change){ .what = "order",
                    .old = before,
                    .new = after,
                    .dutch = arena_printf(a, "De volgorde is nu: punt %s", after) });
}

enum { FACTS = 6 };

struct change_list publication_between(
    struct arena *a, const struct published *old, const struct published *new)
{
    struct change_list documents = publication_documents_added(a, old, new);
    size_t room = FACTS + old->items.count + new->items.count + documents.count;
    struct collected to = {
        .arena = a,
        .list = { arena_array(a, room, sizeof *to.list.at), 0 },
        .room = room,
    };

    compare_facts(&to, &old->meeting, &new->meeting);
    compare_items(&to, &old->items, &new->items);
    compare_order(&to, &old->items, &new->items);
    for (size_t i = 0; i < documents.count; i++)
        add(&to, documents.at[i]);
    return to.list;
}
