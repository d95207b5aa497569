/* Numbers on an agenda: whatever is added, removed, moved and frozen, what is frozen stays as it is,
 * no number stands twice, and every item on the agenda has one. */
#include "agenda/order.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

enum { MOST = 32 };

static void check(const struct item_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct item *item = &list->at[i];

        PRE(str_empty(item->number) || str_equal(item->shown_number, item->number));
        PRE(item->removed_at != 0 || !str_empty(item->shown_number));
        for (size_t j = 0; j < i; j++)
            PRE(str_empty(item->shown_number) ||
                !str_equal(item->shown_number, list->at[j].shown_number));
    }
}

static void freeze(struct item_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->at[i].removed_at == 0)
            list->at[i].number = list->at[i].shown_number;
}

/* The low three bits say what happens, the others to which place. */
static void act(struct item_list *list, uint8_t byte)
{
    struct item *items = list->at;
    size_t at = list->count == 0 ? 0 : (size_t)(byte >> 3) % list->count;
    size_t behind = list->count - at;

    switch (byte & 7) {
    case 0:
    case 1:
    case 2:
        if (list->count == MOST)
            return;
        memmove(&items[at + 1], &items[at], behind * sizeof *items);
        items[at] = (struct item){ .number = "", .minutes = byte };
        list->count++;
        return;
    case 3:
    case 4:
        if (list->count > 1) {
            struct item moved = items[at];
            memmove(&items[at], &items[at + 1], (behind - 1) * sizeof *items);
            items[list->count - 1] = moved;
        }
        return;
    case 5:
        if (list->count > 0)
            items[at].removed_at = !items[at].removed_at;
        return;
    default:
        freeze(list);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    AUTO(arena_cleanup) struct arena *a = arena_new();
    struct item items[MOST] = { 0 };
    struct item_list list = { items, 0 };

    for (size_t i = 0; i < length && i < 200; i++) {
        act(&list, bytes[i]);
        order_numbers(a, &list);
        order_times(1716917400000, &list);
        check(&list);
    }
    return 0;
}
