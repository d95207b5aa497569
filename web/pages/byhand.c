/* Without a mail server the secretary mails people: texts to copy, a list for mail merge. */
#include "agenda/byhand.h"
#include "templates.h"
#include "web/pages/pages.h"
#include "web/pages/sending.h"
#include <string.h>

enum err page_byhand(struct request *rq)
{
    struct arena *a = rq->arena;
    struct sending_options options = show_sending_options(rq);
    struct byhand_copy_list list = { 0 };
    struct sending sent = { 0 };
    struct meeting m = { 0 };

    TRY(byhand_copies(rq->snap, a, &rq->actor, &options, rq->id, &list));
    TRY(sending_get(rq->snap, a, rq->id, &sent));
    TRY(meeting_get(rq->snap, a, sent.meeting_id, &m));
    struct byhand_view v = {
        .meeting = { arena_printf(a, "Vergadering van %s", show_when(a, &m)),
            show_meeting_url(a, m.id, "") },
        .copies = { arena_array(a, list.count, sizeof *v.copies.at), list.count },
        .merge = url_of(a, "/verzendingen/%lld/verzendlijst", (long long)rq->id),
        .waits = sent.may_take_back,
    };
    for (size_t i = 0; i < list.count; i++)
        v.copies.at[i] = (struct byhand_row){
            .heading = arena_printf(
                a, "Bericht aan %s", show_count(a, list.at[i].people, "persoon", "personen")),
            .id = arena_printf(a, "bericht-%zu", i + 1),
            .addresses = list.at[i].addresses,
            .subject = list.at[i].subject,
            .text = list.at[i].text,
            .calendar =
                str_empty(list.at[i].calendar)
                    ? (struct url){ "" }
                    : url_of(a, "/verzendingen/%lld/uitnodiging/%zu.ics", (long long)rq->id, i + 1),
        };
    return reply_page(rq, "Mails zelf versturen", byhand_html, &v);
}

enum err page_byhand_calendar(struct request *rq)
{
    struct sending_options options = show_sending_options(rq);
    struct byhand_copy_list list = { 0 };
    int64_t number;

    TRY(byhand_copies(rq->snap, rq->arena, &rq->actor, &options, rq->id, &list));
    if (!str_to_i64(request_param(rq, "number"), &number) || number < 1 ||
        number > (int64_t)list.count || str_empty(list.at[number - 1].calendar))
        return ERR_NOT_FOUND;
    const char *file = list.at[number - 1].calendar;
    reply_header(rq, "Content-Disposition", "attachment; filename=\"uitnodiging.ics\"");
    return reply_bytes(
        rq, "text/calendar; charset=utf-8", file, strlen(file), NULL, "private, no-cache");
}

/* Every download makes links of its own: the list is a secret. */
enum err page_byhand_merge(struct request *rq)
{
    struct sending_options options = show_sending_options(rq);
    const char *file;

    TRY(byhand_csv(rq->tx, rq->arena, &rq->actor, &options, rq->id, &file));
    reply_header(rq, "Content-Disposition", "attachment; filename=\"verzendlijst.csv\"");
    return reply_bytes(rq, "text/csv; charset=utf-8", file, strlen(file), NULL, "no-store");
}
