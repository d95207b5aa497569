/* Writing the minutes; saved on the server while somebody types. */
#include "agenda/text_diff.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/minutes.h"
#include "web/pages/pages.h"
#include <string.h>

static const char ITEM[] = "_text_";

static const char *name_of(struct arena *a, int64_t item_id)
{
    return item_id == 0 ? "general" : arena_printf(a, "%s%lld", ITEM, (long long)item_id);
}

/* What was posted for each item; with the general text as item 0 when `general`. */
static struct minutes_typed_list typed_of(const struct request *rq, bool general)
{
    struct minutes_typed_list list = { arena_array(rq->arena, rq->form.count, sizeof *list.at), 0 };

    for (size_t i = 0; i < rq->form.count; i++) {
        const struct param *p = &rq->form.at[i];
        int64_t id = 0;

        if (str_starts(p->name, ITEM) && str_to_i64(p->name + strlen(ITEM), &id) && id > 0)
            list.at[list.count++] = (struct minutes_typed){ id, p->value };
        else if (general && str_equal(p->name, "general"))
            list.at[list.count++] = (struct minutes_typed){ 0, p->value };
    }
    return list;
}

/* -- the page -- */

struct editing {
    struct request *rq;
    const struct minutes_unsaved *unsaved; /* what waits, NULL */
    bool stale;                            /* somebody saved meanwhile */
    struct minutes_areas areas;
};

static const char *unsaved_of(const struct editing *e, int64_t item_id)
{
    for (size_t i = 0; e->unsaved != NULL && i < e->unsaved->typed.count; i++)
        if (e->unsaved->typed.at[i].item_id == item_id)
            return e->unsaved->typed.at[i].text;
    return NULL;
}

static enum err add_area(
    struct editing *e, int64_t item_id, const char *label, const char *hint, struct html recorded)
{
    struct request *rq = e->rq;
    struct arena *a = rq->arena;
    const char *name = name_of(a, item_id), *stands = "", *value = NULL;
    const char *message = fault_message(&rq->fault, item_id == 0 ? "general" : name + strlen("_"));

    TRY(minutes_text(rq->snap, a, rq->id, item_id, &stands));
    value = rq->method == POST
    ? param_get(&rq->form, name) : unsaved_of(e, item_id);
    if (value == NULL)
        value = stands;
    struct diff d = text_diff(a, stands, value);
    e->areas.at[e->areas.count++] = (struct minutes_area){
        .label = label,
        .name = name,
        .id = arena_printf(a, "veld-%s", name + (item_id != 0)),
        .hint = hint,
        .value = value,
        .error = message == NULL ? "" : message,
        .conflicts = e->stale && !str_equal(stands, value),
        .other = stands,
        .difference = { text_diff_html(a, &d) },
        .recorded = recorded,
    };
    return ERR_OK;
}

static enum err add_areas(struct editing *e)
{
    struct request *rq = e->rq;
    struct minutes_parts parts = { 0 };

    TRY(minutes_compose(rq->snap, rq->arena, rq->id, &parts));
    e->areas.at = arena_array(rq->arena, parts.count + 1, sizeof *e->areas.at);
    for (size_t i = 0; i < parts.count; i++)
        if (parts.at[i].item_id != 0)
            TRY(add_area(e, parts.at[i].item_id, parts.at[i].heading, "",
                show_text(rq->arena, parts.at[i].recorded)));
    return add_area(e, 0, "Algemeen", "Wat bij geen enkel punt hoort.", (struct html){ "" });
}

static enum err show(struct request *rq, unsigned status, bool stale)
{
    static const char *const OTHERS[] = { "hide", "remarks_until", NULL };
    struct arena *a = rq->arena;
    struct minutes m = { 0 };
    struct meeting meeting = { 0 };
    struct minutes_unsaved unsaved = { 0 };
    struct editing e = { .rq = rq, .stale = stale };

    TRY(minutes_get(rq->snap, a, rq->id, &m));
    TRY(meeting_get(rq->snap, a, rq->id, &meeting));
    enum err waits = minutes_unsaved(rq->snap, a, &rq->actor, rq->id, &unsaved);
    if (waits != ERR_OK && waits != ERR_NOT_FOUND)
        return waits;
    if (waits == ERR_OK) {
        e.unsaved = &unsaved;
        e.stale = stale || unsaved.base_version != m.version;
    }
    TRY(add_areas(&e));
    const struct minutes_input in = { "", m.hide, m.remarks_until };
    struct minutes_edit_view v = {
        .minutes = { "Verslag", minutes_url(a, rq->id, "") },
        .title = arena_printf(a, "Verslag van %s", show_day(a, &meeting)),
        .form = form_make(rq, MINUTES_FIELDS, &in, 0, OTHERS),
        .version = m.version,
        .unsaved = e.unsaved != NULL && rq->method == GET
                       ? arena_printf(a,
                             "Wat u op %s typte en niet bewaarde, staat hieronder terug. Bewaar het"
                             " of gooi het weg.",
                             dutch_instant(a, council_moment(&rq->council, unsaved.saved_at)))
                       : "",
        .conflicts = e.stale,
        .areas = e.areas,
        .action = minutes_url(a, rq->id, "/schrijven"),
        .back = minutes_url(a, rq->id, ""),
        .forget = minutes_url(a, rq->id, "/weggooien"),
    };
    rq->script = "work.js";
    return reply_page_status(rq, status, v.title, minutes_edit_html, &v);
}

enum err page_minutes_edit(struct request *rq)
{
    struct minutes m = { 0 };
    struct minutes_step step;

    TRY(minutes_get(rq->snap, rq->arena, rq->id, &m));
    TRY(minutes_step(&rq->actor, m.state, MINUTES_EDIT, &rq->fault, &step));
    return show(rq, 200, false);
}

/* -- saving -- */

static enum err add_stored(struct request *rq, cJSON *answer)
{
    struct minutes_typed_list typed = typed_of(rq, true);
    cJSON *texts = cJSON_AddObjectToObject(answer, "texts");

    for (size_t i = 0; i < typed.count; i++) {
        const char *stands;

        TRY(minutes_text(rq->snap, rq->arena, rq->id, typed.at[i].item_id, &stands));
        json_add_text(texts, name_of(rq->arena, typed.at[i].item_id), stands);
    }
    return ERR_OK;
}

/* By the script: {version, at}, or {version, texts} when somebody else saved meanwhile. */
static enum err autosave(struct request *rq)
{
    struct minutes_typed_list typed = typed_of(rq, true);
    struct minutes m = { 0 };
    int64_t version;
    bool stale = false;

    TRY(request_form_version(rq, &version));
    TRY(minutes_autosave(rq->tx, &rq->actor, rq->id, version, &typed, &stale));
    TRY(minutes_get(rq->snap, rq->arena, rq->id, &m));
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddNumberToObject(answer, "version", (double)m.version);
    json_add_text(answer, "at", dutch_clock(rq->arena, clock_now()));
    enum err e = stale ? add_stored(rq, answer) : ERR_OK;
    if (e != ERR_OK) {
        cJSON_Delete(answer);
        return e;
    }
    return reply_json(rq, 200, answer, 0, NULL);
}

static enum err save(struct request *rq)
{
    struct minutes_typed_list items = typed_of(rq, false);
    struct minutes_input in = { "", "", "" };
    int64_t version;

    TRY(request_form_version(rq, &version));
    TRY(fields_from_form(MINUTES_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return minutes_save(rq->tx, rq->arena, &rq->actor, rq->id, version, &in, &items, &version);
}

enum err page_minutes_save(struct request *rq)
{
    if (param_get(&rq->form, "_autosave") != NULL)
        return autosave(rq);
    enum err e = save(rq);
    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        return show(rq, err_status(e), e == ERR_STALE);
    }
    return reply_see_other(
        rq, minutes_url(rq->arena, rq->id, "").address, "Het verslag is bewaard.", NULL);
}

enum err page_minutes_forget(struct request *rq)
{
    TRY(minutes_forget_unsaved(rq->tx, &rq->actor, rq->id));
    return reply_see_other(rq, minutes_url(rq->arena, rq->id, "/schrijven").address,
        "Wat u niet bewaarde, is weg.", NULL);
}
