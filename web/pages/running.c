/* The running sheet: the agenda with its hours, texts and internal notes, what is still open, who comes. */
#include "web/pages/running.h"
#include "agenda/treatment.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/pages.h"
#include "web/pages/presence.h"

static enum err add_items(
    struct request *rq, const struct item_list *items, struct running_items *ret)
{
    struct arena *a = rq->arena;
    struct agenda_rows rows = agenda_rows_of(rq, items);

    *ret = (struct running_items){ arena_array(a, items->count, sizeof *ret->at), items->count };
    for (size_t i = 0; i < items->count; i++) {
        struct treatment_input said = { .note = "" };
        const struct agenda_row *row = &rows.at[i];

        TRY(treatment_get(rq->snap, a, items->at[i].id, &said));
        ret->at[i] = (struct running_item){
            .time = row->time,
            .number = row->number,
            .title = row->title,
            .purpose = row->purpose,
            .outcome = row->outcome,
            .facts = row->facts,
            .dossier = row->dossier.text,
            .text = show_text(a, items->at[i].text),
            .internal = show_text(a, said.internal_note),
        };
    }
    return ERR_OK;
}

/* What was noted counts before what was replied. */
static const char *expected(const struct attendance *one)
{
    if (one->id != 0)
        return choice_dutch(ATTENDANCE_STATUSES, one->status);
    if (str_empty(one->said))
        return "nog geen antwoord";
    if (str_equal(one->said, choice_dutch(REPLY_ANSWERS, REPLY_COMING)))
        return "komt";
    return str_equal(one->said, choice_dutch(REPLY_ANSWERS, REPLY_REPLACED))
               ? "stuurt een vervanger"
               : "verontschuldigd";
}

static enum err add_people(struct request *rq, int64_t meeting_id, struct running_people *ret)
{
    struct arena *a = rq->arena;
    struct attendance_list list = { 0 };

    TRY(attendance_list(rq->snap, a, meeting_id, &list));
    *ret = (struct running_people){ arena_array(a, list.count, sizeof *ret->at), list.count };
    for (size_t i = 0; i < list.count; i++)
        ret->at[i] = (struct running_person){ list.at[i].name, presence_why(a, &list.at[i]),
            expected(&list.at[i]) };
    return ERR_OK;
}

enum err page_running(struct request *rq)
{
    struct arena *a = rq->arena;
    struct action_list open = { 0 };
    struct item_list items = { 0 };
    struct meeting m = { 0 };
    struct running_view v = { .title = "" };

    TRY(meeting_get(rq->snap, a, rq->id, &m));
    TRY(item_list(rq->snap, a, m.id, &items));
    TRY(add_items(rq, &items, &v.items));
    TRY(action_open_for_meeting(rq->snap, a, &rq->actor, m.id, &open));
    TRY(add_people(rq, m.id, &v.people));
    int64_t end = item_list_end(&m, &items);
    v.meeting = (struct link_view){ arena_printf(a, "Vergadering van %s", show_when(a, &m)),
        show_meeting_url(a, m.id, "") };
    v.title = m.title;
    v.when = show_when(a, &m);
    v.end = end == 0 ? "" : arena_printf(a, "Einde voorzien om %s.", dutch_time(a, end));
    v.note = show_text(a, m.note);
    v.actions = actions_rows(rq, &open, "/opvolging");
    return reply_page(rq, arena_printf(a, "Draaiboek van %s", show_day(a, &m)), running_html, &v);
}
