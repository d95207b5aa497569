/* Items are added, changed, moved, taken off and put back. */
#include "agenda/dossier.h"
#include "agenda/minutes.h"
#include "agenda/order.h"
#include "web/pages/agenda.h"
#include "web/pages/choices.h"
#include "web/pages/edit_page.h"
#include "web/pages/pages.h"

enum { MOST_DOSSIERS = 500, USUAL_MINUTES = 15 };

/* What it approves now stays a choice. */
static enum err add_minutes(
    struct request *rq, int64_t meeting_id, int64_t now, struct form_view *form)
{
    struct arena *a = rq->arena;
    struct meeting_list list = { 0 };
    struct meeting was = { 0 };
    bool is_there = now == 0;

    TRY(minutes_approvable(rq->snap, a, meeting_id, &list));
    for (size_t i = 0; i < list.count; i++)
        is_there |= list.at[i].id == now;
    if (!is_there)
        TRY(meeting_get(rq->snap, a, now, &was));
    struct form_option *options = arena_array(a, list.count + 1, sizeof *options);
    size_t count = 0;
    for (; count < list.count; count++)
        options[count] =
            (struct form_option){ arena_printf(a, "%lld", (long long)list.at[count].id),
                show_day(a, &list.at[count]), false };
    if (!is_there)
        options[count++] = (struct form_option){ arena_printf(a, "%lld", (long long)now),
            show_day(a, &was), false };
    form_set_options(rq, form, "approves_id", options, count);
    return ERR_OK;
}

static enum err add_options(
    struct request *rq, int64_t meeting_id, int64_t approves_id, struct form_view *form)
{
    struct arena *a = rq->arena;
    struct dossier_list dossiers = { 0 };

    TRY(dossier_list(rq->snap, a, visibility_of(&rq->actor), 0, MOST_DOSSIERS, &dossiers));
    struct form_option *options = arena_array(a, dossiers.count, sizeof *options);
    for (size_t i = 0; i < dossiers.count; i++)
        options[i] = (struct form_option){ arena_printf(a, "%lld", (long long)dossiers.at[i].id),
            dossiers.at[i].title, false };
    form_set_options(rq, form, "dossier_id", options, dossiers.count);
    TRY(add_minutes(rq, meeting_id, approves_id, form));
    return choices_partners(rq, form, "presenter_partner_id");
}

static const char *meeting_words(struct arena *a, const struct meeting *m)
{
    return arena_printf(a, "Agenda van %s", show_day(a, m));
}

/* -- a new one -- */

static enum err show_new(struct request *rq, unsigned status)
{
    struct arena *a = rq->arena;
    struct meeting m = { 0 };
    TRY(meeting_get(rq->snap, a, rq->id, &m));
    struct item_input in = {
        .title = "",
        .presenter = "",
        .text = "",
        .purpose = PURPOSE_DISCUSSION,
        .access = m.access,
        .minutes = USUAL_MINUTES,
        .dossier_id = show_query_number(rq, "dossier"),
    };
    struct edit_page_view v = {
        .title = "Punt toevoegen",
        .lead = "Het komt achteraan, voor de varia. U kunt het daarna nog verplaatsen.",
        .button = "Op de agenda zetten",
        .crumb = { meeting_words(a, &m), show_meeting_url(a, m.id, "/agenda") },
        .back = show_meeting_url(a, m.id, "/agenda"),
        .action = show_meeting_url(a, m.id, "/agenda"),
        .form = form_make(rq, ITEM_FIELDS, &in, 0, NULL),
    };
    TRY(add_options(rq, m.id, 0, &v.form));
    return edit_page_show(rq, status, &v);
}

enum err page_item_new(struct request *rq)
{
    struct meeting m = { 0 };
    struct lifecycle_step step;
    TRY(meeting_get(rq->snap, rq->arena, rq->id, &m));
    TRY(lifecycle_step(&rq->actor, m.state, MEETING_EDIT, &rq->fault, &step));
    return show_new(rq, 200);
}

static enum err create(struct request *rq, struct item_input *in)
{
    int64_t id;
    TRY(fields_from_form(ITEM_FIELDS, &rq->form, rq->arena, &rq->fault, in));
    return item_create(rq->tx, &rq->actor, rq->id, in, &id);
}

enum err page_item_create(struct request *rq)
{
    struct item_input in = { .title = "", .presenter = "", .text = "" };
    enum err e = create(rq, &in);
    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        return show_new(rq, err_status(e));
    }
    return reply_see_other(rq, show_meeting_url(rq->arena, rq->id, "/agenda").address,
        arena_printf(rq->arena, "“%s” staat op de agenda.", in.title), NULL);
}

/* -- changing one -- */

static enum err show_edit(struct request *rq, const struct item *item, unsigned status)
{
    struct arena *a = rq->arena;
    struct item_input in = item_to_input(item);
    struct meeting m = { 0 };
    TRY(meeting_get(rq->snap, a, item->meeting_id, &m));
    struct edit_page_view v = {
        .title = arena_printf(a, "Punt %s bewerken", item->shown_number),
        .lead =
            m.state == MEETING_CONVENED
                ? "De agenda is al verstuurd. Uw wijziging blijft bij het secretariaat tot u de "
                  "wijzigingen verstuurt."
                : "",
        .button = "Bewaren",
        .crumb = { meeting_words(a, &m), show_meeting_url(a, m.id, "/agenda") },
        .back = show_meeting_url(a, m.id, "/agenda"),
        .action = show_item_url(a, item->id, "/bewerken"),
        .form = form_make(rq, ITEM_FIELDS, &in, item->version, NULL),
    };
    TRY(add_options(rq, m.id, item->approves_id, &v.form));
    return edit_page_show(rq, status, &v);
}

enum err page_item_edit(struct request *rq)
{
    struct item item = { 0 };
    TRY(item_get(rq->snap, rq->arena, rq->id, &item));
    if (item.outcome != OUTCOME_NONE)
        return fault_set(&rq->fault, ERR_CONFLICT,
            "Punt %s is al behandeld en kan niet meer gewijzigd worden.", item.shown_number);
    return show_edit(rq, &item, 200);
}

static enum err update(struct request *rq, struct item_input *in)
{
    int64_t version;
    TRY(request_form_version(rq, &version));
    TRY(fields_from_form(ITEM_FIELDS, &rq->form, rq->arena, &rq->fault, in));
    return item_update(rq->tx, &rq->actor, rq->id, version, in);
}

enum err page_item_update(struct request *rq)
{
    struct item item = { 0 };
    TRY(item_get(rq->snap, rq->arena, rq->id, &item));
    struct item_input in = item_to_input(&item);
    enum err e = update(rq, &in);
    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        TRY(item_get(rq->snap, rq->arena, rq->id, &item));
        return show_edit(rq, &item, err_status(e));
    }
    return reply_see_other(rq, show_meeting_url(rq->arena, item.meeting_id, "/agenda").address,
        arena_printf(rq->arena, "Punt %s is bewaard.", item.shown_number), NULL);
}

/* -- buttons on the agenda -- */

/* Back to the agenda, or the agenda again with why it could not be. */
static enum err answer(
    struct request *rq, int64_t meeting_id, enum err e, const char *done, const char *undo)
{
    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        return agenda_show(rq, meeting_id, err_status(e));
    }
    return reply_see_other(
        rq, show_meeting_url(rq->arena, meeting_id, "/agenda").address, done, undo);
}

static enum err read_number(
    struct request *rq, const char *name, int64_t least, int64_t most, int64_t *ret)
{
    const char *value = param_get(&rq->form, name);
    if (value != NULL && str_to_i64(value, ret) && *ret >= least && *ret <= most && *ret != 0)
        return ERR_OK;
    return fault_set(&rq->fault, ERR_INVALID, "Kies een plaats op de agenda.");
}

enum err page_item_move(struct request *rq)
{
    struct item item = { 0 };
    int64_t by = 0;
    TRY(item_get(rq->snap, rq->arena, rq->id, &item));
    enum err e = read_number(rq, "by", -1, 1, &by);
    if (e == ERR_OK)
        e = order_move(rq->tx, &rq->actor, rq->id, by);
    return answer(rq, item.meeting_id, e, NULL, NULL);
}

enum err page_item_place(struct request *rq)
{
    struct item item = { 0 };
    int64_t place = 0;
    TRY(item_get(rq->snap, rq->arena, rq->id, &item));
    enum err e = read_number(rq, "place", 1, 10000, &place);
    if (e == ERR_OK)
        e = order_place(rq->tx, &rq->actor, rq->id, place);
    return answer(
        rq, item.meeting_id, e, arena_printf(rq->arena, "“%s” is verplaatst.", item.title), NULL);
}

/* The version comes with the form, or with the address of an undo. */
enum err page_item_remove(struct request *rq)
{
    struct item item = { 0 };
    int64_t version = show_query_number(rq, "versie");
    TRY(item_get(rq->snap, rq->arena, rq->id, &item));
    enum err e = version != 0 ? ERR_OK : request_form_version(rq, &version);
    if (e == ERR_OK)
        e = item_remove(rq->tx, &rq->actor, rq->id, version);
    return answer(rq, item.meeting_id, e,
        arena_printf(rq->arena, "“%s” is van de agenda gehaald.", item.title),
        show_item_url(rq->arena, rq->id, "/terugzetten").address);
}

enum err page_item_restore(struct request *rq)
{
    struct item item = { 0 };
    TRY(item_get(rq->snap, rq->arena, rq->id, &item));
    return answer(rq, item.meeting_id, item_restore(rq->tx, &rq->actor, rq->id),
        arena_printf(rq->arena, "“%s” staat weer op de agenda.", item.title), NULL);
}
