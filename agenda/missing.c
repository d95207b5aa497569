#include "agenda/missing.h"

static void miss(struct missing_list *list, enum missing_what what, const struct item *item)
{
    list->at[list->count++] = (struct missing){ what, item };
}

struct missing_list missing_of(
    struct arena *a, const struct meeting *m, const struct item_list *items)
{
    struct missing_list list = { arena_array(a, 2 + 2 * items->count, sizeof *list.at), 0 };

    if (m->starts_at == 0)
        miss(&list, MISSING_DATE, NULL);
    if (str_empty(m->location) && str_empty(m->online_url))
        miss(&list, MISSING_PLACE, NULL);
    for (size_t i = 0; i < items->count; i++) {
        const struct item *item = &items->at[i];
        bool own = item->purpose == PURPOSE_ANY_OTHER_BUSINESS ||
                   item->purpose == PURPOSE_APPROVAL_OF_MINUTES;

        if (item->outcome != OUTCOME_NONE)
            continue;
        if (!own && str_empty(item->presenter) && item->presenter_partner_id == 0)
            miss(&list, MISSING_PRESENTER, item);
        if (item->minutes == 0)
            miss(&list, MISSING_MINUTES, item);
    }
    return list;
}

const char *missing_question(struct arena *a, const struct missing *one)
{
    switch (one->what) {
    case MISSING_DATE:
        return "Wanneer is de vergadering?";
    case MISSING_PLACE:
        return "Waar is de vergadering?";
    case MISSING_PRESENTER:
        return arena_printf(a, "Wie leidt punt %s in?", one->item->shown_number);
    case MISSING_MINUTES:
        return arena_printf(a, "Hoelang duurt punt %s?", one->item->shown_number);
    }
    IMPOSSIBLE("nothing known is missing");
}

/* "duur van punt 2 en 3", or the word alone for the meeting; "" when none lacks it. */
static const char *of_items(
    struct arena *a, const struct missing_list *list, enum missing_what what, const char *word)
{
    struct lines numbers = { arena_array(a, list->count, sizeof *numbers.at), 0 };
    bool found = false;

    for (size_t i = 0; i < list->count; i++) {
        found = found || list->at[i].what == what;
        if (list->at[i].what == what && list->at[i].item != NULL)
            numbers.at[numbers.count++] = list->at[i].item->shown_number;
    }
    if (!found)
        return "";
    return numbers.count == 0
               ? word
               : arena_printf(a, "%s van punt %s", word, str_join_dutch(a, &numbers));
}

const char *missing_words(struct arena *a, const struct missing_list *list)
{
    static const char *const WORDS[] = {
        [MISSING_DATE] = "datum",
        [MISSING_PLACE] = "plaats",
        [MISSING_PRESENTER] = "inleider",
        [MISSING_MINUTES] = "duur",
    };
    enum { WHATS = sizeof WORDS / sizeof *WORDS };
    const char *parts[WHATS];
    struct lines lines = { parts, 0 };

    for (size_t i = 0; i < WHATS; i++) {
        const char *words = of_items(a, list, (enum missing_what)i, WORDS[i]);
        if (!str_empty(words))
            parts[lines.count++] = words;
    }
    if (lines.count == 0)
        return "";
    return arena_printf(a, "Ontbreekt nog: %s.", str_join(a, &lines, "; "));
}
