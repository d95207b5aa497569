/* On paper: a list to sign, for who sits in the council, who said that they come, and empty lines. */
#include "templates.h"
#include "web/pages/pages.h"
#include "web/pages/presence.h"

enum { EMPTY_LINES = 5 };

static const char *expected(const struct attendance *one)
{
    bool away = one->status == ATTENDANCE_EXCUSED || one->status == ATTENDANCE_ABSENT;

    return away ? choice_dutch(ATTENDANCE_STATUSES, one->status) : "";
}

enum err page_presence_sheet(struct request *rq)
{
    struct arena *a = rq->arena;
    struct attendance_list list = { 0 };
    struct meeting m = { 0 };

    TRY(meeting_get(rq->snap, a, rq->id, &m));
    TRY(attendance_list(rq->snap, a, m.id, &list));
    struct sheet_view v = {
        .meeting = { arena_printf(a, "Vergadering van %s", show_when(a, &m)),
            show_meeting_url(a, m.id, "") },
        .title = m.title,
        .when = show_when(a, &m),
        .rows = { arena_array(a, list.count, sizeof *v.rows.at), list.count },
        .empty = { arena_array(a, EMPTY_LINES, sizeof *v.empty.at), EMPTY_LINES },
    };
    for (size_t i = 0; i < list.count; i++)
        v.rows.at[i] = (struct sheet_row){ list.at[i].name, presence_why(a, &list.at[i]),
            expected(&list.at[i]) };
    for (size_t i = 0; i < EMPTY_LINES; i++)
        v.empty.at[i] = (struct sheet_row){ "", "", "" };
    return reply_page(rq, "Aanwezigheidslijst", presence_sheet_html, &v);
}
