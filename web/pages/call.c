/* Until when people may propose items: chosen before they are asked for them. */
#include "agenda/proposal.h"
#include "web/pages/edit_page.h"
#include "web/pages/pages.h"
#include "web/pages/show.h"

struct call_input {
    const char *closes_on;
};
static const struct field CALL_FIELDS[] = {
    FIELD_DATE(struct call_input, closes_on,
        .label = "Tot en met welke dag kan men punten voorstellen?",
        .hint = "Leeg: een week voor de uitnodiging weg moet."),
    FIELD_END,
};

static enum err show(struct request *rq, unsigned status)
{
    struct arena *a = rq->arena;
    struct meeting m = { 0 };
    struct call_input now = { "" };

    TRY(meeting_get(rq->snap, a, rq->id, &m));
    TRY(proposal_closes_on(rq->snap, a, &rq->council, &m, &now.closes_on));
    struct edit_page_view v = {
        .crumb = { arena_printf(a, "Vergadering van %s", show_when(a, &m)),
            show_meeting_url(a, m.id, "") },
        .title = "Punten vragen aan leden en partners",
        .lead = "Daarna ziet u eerst wie de oproep krijgt. Er vertrekt nu nog niets.",
        .form = form_make(rq, CALL_FIELDS, &now, 0, NULL),
        .action = show_meeting_url(a, m.id, "/oproep"),
        .button = "Verder",
        .back = show_meeting_url(a, m.id, ""),
    };
    return edit_page_show(rq, status, &v);
}

enum err page_call(struct request *rq)
{
    return show(rq, 200);
}

static enum err set(struct request *rq)
{
    struct call_input in = { "" };
    TRY(fields_from_form(CALL_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return proposal_set_closing(rq->tx, &rq->actor, rq->id, in.closes_on);
}

enum err page_call_set(struct request *rq)
{
    enum err e = set(rq);
    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        return show(rq, err_status(e));
    }
    return reply_see_other(
        rq, show_meeting_url(rq->arena, rq->id, "/versturen?soort=oproep").address, NULL, NULL);
}
