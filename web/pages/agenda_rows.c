#include "web/pages/agenda_rows.h"
#include "lok/base/dates.h"

static const char *facts_of(struct arena *a, const struct item *item)
{
    const char *who = str_empty(item->presenter) ? item->presenter_partner : item->presenter;
    const char *minutes =
        item->minutes == 0 ? "" : arena_printf(a, "%lld min", (long long)item->minutes);
    return arena_printf(
        a, "%s%s%s", minutes, !str_empty(minutes) && !str_empty(who) ? " · " : "", who);
}

static struct link_view introduction_of(struct arena *a, const struct item *item)
{
    struct link_view link = { "", { "" } };
    if (item->introduction_id == 0)
        return link;
    link.text = item->introduction_at == 0 ? "inleiding"
                                           : arena_printf(a, "inleiding van %s",
                                                 dutch_date(a, date_of(a, item->introduction_at)));
    link.to = show_item_url(a, item->introduction_id, "");
    return link;
}

static struct agenda_row row_of(struct arena *a, const struct item *item)
{
    struct agenda_row row = {
        .time = item->starts_at == 0 ? "" : dutch_clock(a, item->starts_at),
        .number = item->shown_number,
        .title = item->title,
        .to = show_item_url(a, item->id, ""),
        .purpose = show_purpose(item->purpose),
        .outcome = show_outcome(item->outcome),
        .facts = facts_of(a, item),
        .dossier = { "", { "" } },
        .introduction = introduction_of(a, item),
        .decision = { "", { "" } },
        .unsent = item->unsent,
        .act = { "", { "" } },
        .fixed = item->outcome != OUTCOME_NONE,
        .version = item->version,
        .place_id = "",
    };
    if (item->dossier_id != 0)
        row.dossier = (struct link_view){ arena_printf(a, "dossier %s", item->dossier_title),
            show_dossier_url(a, item->dossier_id) };
    if (!str_empty(item->decision_number))
        row.decision = (struct link_view){ arena_printf(a, "beslissing %s", item->decision_number),
            show_decision_url(a, item->decision_number) };
    return row;
}

struct agenda_rows agenda_rows_of(struct request *rq, const struct item_list *items)
{
    struct agenda_rows rows = { arena_array(rq->arena, items->count, sizeof *rows.at),
        items->count };
    for (size_t i = 0; i < items->count; i++)
        rows.at[i] = row_of(rq->arena, &items->at[i]);
    return rows;
}

static struct form_option_list places_of(
    struct arena *a, const struct item_list *items, size_t here)
{
    struct form_option_list list = { arena_array(a, items->count, sizeof *list.at), items->count };
    for (size_t i = 0; i < items->count; i++)
        list.at[i] = (struct form_option){
            .value = arena_printf(a, "%zu", i + 1),
            .text = i == 0                  ? "helemaal vooraan"
                    : i + 1 == items->count ? "helemaal achteraan"
                                            : arena_printf(a, "%zu", i + 1),
            .selected = i == here,
        };
    return list;
}

void agenda_rows_for_building(
    struct request *rq, const struct item_list *items, struct agenda_rows *rows)
{
    struct arena *a = rq->arena;
    for (size_t i = 0; i < rows->count; i++) {
        struct agenda_row *row = &rows->at[i];
        int64_t id = items->at[i].id;
        row->place_id = arena_printf(a, "plaats-%lld", (long long)id);
        row->places = places_of(a, items, i);
        row->edit = show_item_url(a, id, "/bewerken");
        row->move = show_item_url(a, id, "/verplaatsen");
        row->place = show_item_url(a, id, "/plaats");
        row->remove = show_item_url(a, id, "/verwijderen");
    }
}
