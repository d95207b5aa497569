#include "web/pages/standing.h"
#include "templates.h"
#include "web/pages/agenda.h"
#include "web/pages/edit_page.h"
#include "web/pages/pages.h"

/* -- the setting -- */

static enum err show(struct request *rq, unsigned status, const struct standing_input *in)
{
    const struct edit_page_view v = {
        .crumb = { "Vergaderingen", { "/vergaderingen" } },
        .title = "Vaste punten",
        .lead =
            "Deze punten zet u op een nieuwe agenda als u de vergadering maakt, of later met één knop op de pagina van de agenda.",
        .form = form_make(rq, STANDING_FIELDS, in, 0, NULL),
        .action = { "/vergaderingen/vaste-punten" },
        .button = "Bewaren",
        .back = { "/vergaderingen" },
    };
    return edit_page_show(rq, status, &v);
}

enum err page_standing(struct request *rq)
{
    struct standing_input in = { 0 };

    TRY(standing_get(rq->snap, rq->arena, &in));
    return show(rq, 200, &in);
}

static enum err set(struct request *rq, struct standing_input *in)
{
    TRY(fields_from_form(STANDING_FIELDS, &rq->form, rq->arena, &rq->fault, in));
    return standing_set(rq->tx, &rq->actor, in);
}

enum err page_standing_set(struct request *rq)
{
    struct standing_input in = { "" };
    enum err e = set(rq, &in);

    if (e == ERR_OK)
        return reply_see_other(rq, "/vergaderingen", "De vaste punten zijn bewaard.", NULL);
    TRY(form_comes_back(rq, e));
    return show(rq, err_status(e), &in);
}

/* -- onto an agenda -- */

static enum err finish(struct request *rq, enum err e, size_t added)
{
    const char *words =
        added == 1 ? "1 punt staat erbij of is bijgewerkt."
                   : arena_printf(rq->arena, "%zu punten staan erbij of zijn bijgewerkt.", added);

    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        return agenda_show(rq, rq->id, err_status(e));
    }
    return reply_see_other(rq, show_meeting_url(rq->arena, rq->id, "/agenda").address,
        added == 0 ? "Alles stond al op de agenda." : words, NULL);
}

enum err page_standing_add(struct request *rq)
{
    size_t added = 0;
    enum err e = standing_add(rq->tx, rq->arena, &rq->actor, rq->id, &added);

    return finish(rq, e, added);
}

/* -- the last agenda -- */

enum err page_agenda_copy(struct request *rq)
{
    struct arena *a = rq->arena;
    struct standing_copy c = { 0 };
    struct meeting m = { 0 };
    struct copy_view v = { 0 };

    TRY(meeting_get(rq->snap, a, rq->id, &m));
    enum err e = standing_copy_preview(rq->snap, a, rq->id, &c);
    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    v.back = (struct link_view){ arena_printf(a, "Agenda van %s", show_day(a, &m)),
        show_meeting_url(a, rq->id, "/agenda") };
    v.to = show_meeting_url(a, rq->id, "/overnemen");
    v.from = c.items.count > 0 ? show_day(a, &c.from) : "";
    v.items.at = arena_array(a, c.items.count, sizeof *v.items.at);
    v.items.count = c.items.count;
    for (size_t i = 0; i < c.items.count; i++) {
        const struct item *item = &c.items.at[i];
        const char *purpose = choice_dutch(ITEM_PURPOSES, item->purpose);
        v.items.at[i] = (struct copy_row){ item->title,
            item->minutes == 0
                ? purpose
                : arena_printf(a, "%s · %lld minuten", purpose, (long long)item->minutes) };
    }
    return reply_page(rq, "De vorige agenda overnemen", agenda_copy_html, &v);
}

enum err page_agenda_copied(struct request *rq)
{
    size_t added = 0;
    enum err e = standing_copy(rq->tx, rq->arena, &rq->actor, rq->id, &added);

    return finish(rq, e, added);
}
