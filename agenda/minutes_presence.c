/* Who was at the meeting and at its items, in the words of the minutes. */
#include "agenda/attendance.h"
#include "agenda/minutes_parts.h"

static const char *with(struct arena *a, const char *words, const char *more)
{
    return str_empty(words) || str_empty(more) ? arena_printf(a, "%s%s", words, more)
                                               : arena_printf(a, "%s, %s", words, more);
}

/* "Jan Smit (coördinator, Felies, online, vanaf punt 2)". */
static const char *whole_words(
    struct arena *a, const struct item_list *items, const struct attendance *who)
{
    bool has_function = who->person_id != 0 && !str_equal(who->function, who->name);
    const char *more = with(a, has_function ? who->function : "", who->partner_name);

    if (who->status == ATTENDANCE_ONLINE)
        more = with(a, more, "online");
    if (who->status == ATTENDANCE_SUBSTITUTE && !str_empty(who->for_name))
        more = with(a, more, arena_printf(a, "vervangt %s", who->for_name));
    for (size_t i = 0; i < items->count; i++) {
        const struct item *item = &items->at[i];

        if (item->id == who->from_item_id)
            more = with(a, more, arena_printf(a, "vanaf punt %s", item->shown_number));
        if (item->id == who->until_item_id)
            more = with(a, more, arena_printf(a, "tot en met punt %s", item->shown_number));
    }
    return str_empty(more)
               ? minutes_plain(a, who->name)
               : arena_printf(a, "%s (%s)", minutes_plain(a, who->name), minutes_plain(a, more));
}

static const struct {
    const char *label;
    unsigned statuses; /* bits */
    bool guests;
} GROUPS[] = {
    { "Aanwezig", 1u << ATTENDANCE_PRESENT | 1u << ATTENDANCE_ONLINE, false },
    { "Vervanging", 1u << ATTENDANCE_SUBSTITUTE, false },
    { "Te gast", 1u << ATTENDANCE_PRESENT | 1u << ATTENDANCE_ONLINE | 1u << ATTENDANCE_SUBSTITUTE,
        true },
    { "Verontschuldigd", 1u << ATTENDANCE_EXCUSED, false },
    { "Afwezig", 1u << ATTENDANCE_ABSENT, false },
};

const char *minutes_presence(
    struct arena *a, const struct attendance_list *all, const struct item_list *items)
{
    struct buf b;

    buf_init(&b, a, 0);
    for (size_t g = 0; g < sizeof GROUPS / sizeof GROUPS[0]; g++) {
        struct lines lines = { arena_array(a, all->count, sizeof *lines.at), 0 };

        for (size_t i = 0; i < all->count; i++) {
            const struct attendance *who = &all->at[i];

            if (who->id != 0 && (GROUPS[g].statuses & 1u << who->status) != 0 &&
                GROUPS[g].guests == (who->person_id == 0))
                lines.at[lines.count++] = arena_printf(a, "- %s", whole_words(a, items, who));
        }
        if (lines.count > 0)
            minutes_put(&b, "",
                arena_printf(a, "**%s**\n\n%s", GROUPS[g].label, str_join(a, &lines, "\n")));
    }
    return b.length == 0 ? "" : b.data;
}

/* -- at an item -- */

static bool is_away(const struct presence *p, const struct item *item)
{
    (void)item;
    return p->away;
}

static bool has_conflict(const struct presence *p, const struct item *item)
{
    (void)item;
    return p->conflict && attendance_was_there(&p->who);
}

static bool came(const struct presence *p, const struct item *item)
{
    return attendance_was_there(&p->who) && p->who.from_item_id == item->id;
}

static bool left(const struct presence *p, const struct item *item)
{
    return attendance_was_there(&p->who) && p->who.until_item_id == item->id;
}

/* Why somebody has a conflict of interest is not told here: the secretary may write it. */
static const struct {
    const char *label;
    bool (*is)(const struct presence *p, const struct item *item);
} CHANGES[] = {
    { "Kwam erbij:", came },
    { "Belangenconflict, stemt niet mee:", has_conflict },
    { "Verliet de zaal voor dit punt:", is_away },
    { "Vertrok na dit punt:", left },
};

void minutes_presence_at(
    struct arena *a, const struct attendance_book *book, const struct item *item, struct buf *b)
{
    struct presence_list all;

    attendance_book_at(a, book, item->id, &all);
    for (size_t k = 0; k < sizeof CHANGES / sizeof CHANGES[0]; k++) {
        struct lines names = { arena_array(a, all.count, sizeof *names.at), 0 };

        for (size_t i = 0; i < all.count; i++)
            if (CHANGES[k].is(&all.at[i], item))
                names.at[names.count++] = minutes_plain(a, all.at[i].who.name);
        minutes_put(b, CHANGES[k].label, str_join(a, &names, ", "));
    }
}
