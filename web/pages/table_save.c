/* Whatever button is pressed at the table, all that was typed is saved first. */
#include "agenda/action.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "lok/change.h"
#include "web/pages/pages.h"
#include "web/pages/table.h"

struct saving {
    struct request *rq;
    const struct field *fields;
    struct table_input in;
    struct item item;
    int64_t version; /* of the item afterwards */
};

/* Nothing is written when nothing was changed: going past an item is no noting. */
static bool is_changed(const struct saving *s, const struct table_input *before)
{
    cJSON *changes = change_between(TREATMENT_FIELDS, s->rq->arena, before, &s->in);
    bool changed = changes->child != NULL;

    cJSON_Delete(changes);
    return changed;
}

static enum err record(struct saving *s)
{
    struct request *rq = s->rq;
    struct sending_options options = show_sending_options(rq);
    struct treatment_input *in = &s->in.treatment;
    struct treatment_result result = { 0 };
    struct table_input before = { 0 };

    if (!str_empty(in->decision.text) && str_empty(in->decision.title))
        in->decision.title = s->item.title;
    in->unfinished = true;
    TRY(table_read(rq->snap, rq->arena, rq->id, &before));
    in->decision.release = false;
    s->version = s->item.version;
    if (!is_changed(s, &before))
        return ERR_OK;
    TRY(treatment_record(rq->tx, rq->arena, &rq->actor, &options, rq->id, s->version, in, &result));
    s->version = result.item_version;
    return ERR_OK;
}

static void rename_issues(struct fault *f)
{
    static const char *const NAMES[][2] = { { "text", "action_text" },
        { "partner_id", "action_partner_id" }, { "due_date", "action_due_date" },
        { "title", "new_title" } };

    for (size_t i = 0; i < f->issue_count; i++)
        for (size_t n = 0; n < ARRAY_LEN(NAMES); n++)
            if (str_equal(f->issues[i].field, NAMES[n][0]))
                f->issues[i].field = NAMES[n][1];
}

static enum err add_action(struct saving *s)
{
    struct request *rq = s->rq;
    const struct action_input in = {
        .text = s->in.action_text,
        .due_date = s->in.action_due_date,
        .partner_id = s->in.action_partner_id,
        .item_id = s->item.id,
        .access = s->item.access > ACCESS_MEMBERS ? s->item.access : ACCESS_MEMBERS,
    };
    int64_t id = 0;
    enum err e = action_create(rq->tx, rq->arena, &rq->actor, &in, &id);

    rename_issues(&rq->fault);
    return e;
}

static enum err add_item(struct saving *s, const char **ret_done)
{
    struct request *rq = s->rq;
    struct meeting m = { 0 };
    struct item added = { 0 };
    int64_t id = 0;

    TRY(meeting_get(rq->snap, rq->arena, s->item.meeting_id, &m));
    const struct item_input in = {
        .title = s->in.new_title, .purpose = PURPOSE_DISCUSSION, .access = m.access
    };
    enum err e = item_create(rq->tx, &rq->actor, m.id, &in, &id);
    rename_issues(&rq->fault);
    TRY(e);
    TRY(item_get(rq->snap, rq->arena, id, &added));
    *ret_done = arena_printf(
        rq->arena, "“%s” staat op de agenda als punt %s.", added.title, added.shown_number);
    return ERR_OK;
}

/* The item that comes `steps` further on the agenda; this one at either end. */
static enum err neighbour(struct saving *s, int steps, int64_t *ret)
{
    struct table t = { 0 };

    TRY(table_at(s->rq->snap, s->rq->arena, s->item.meeting_id, s->item.id, &t));
    bool fits = steps < 0 ? t.here > 0 : t.here + 1 < t.items.count;
    *ret = !fits ? s->item.id : t.items.at[steps < 0 ? t.here - 1 : t.here + 1].id;
    return ERR_OK;
}

static enum err save(struct saving *s, const char *what, int64_t *ret_to, const char **ret_done)
{
    struct request *rq = s->rq;
    int64_t version;

    TRY(table_read(rq->snap, rq->arena, rq->id, &s->in));
    TRY(request_form_version(rq, &version));
    TRY(fields_from_form(s->fields, &rq->form, rq->arena, &rq->fault, &s->in));
    if (s->item.version != version)
        return ERR_STALE;
    TRY(record(s));
    *ret_to = s->item.id;
    *ret_done = "Bewaard.";
    if (str_equal(what, "actie")) {
        *ret_done = "Het actiepunt is bewaard.";
        TRY(add_action(s));
    } else if (str_equal(what, "punt")) {
        TRY(add_item(s, ret_done));
    } else if (str_equal(what, "volgende")) {
        TRY(neighbour(s, 1, ret_to));
    } else if (str_equal(what, "vorige")) {
        TRY(neighbour(s, -1, ret_to));
    }
    return table_go(rq->tx, &rq->actor, s->item.meeting_id, *ret_to);
}

/* -- for the script that saves by itself -- */

static enum err reply_saved(struct saving *s)
{
    cJSON *o = cJSON_CreateObject();

    cJSON_AddNumberToObject(o, "version", (double)s->version);
    cJSON_AddStringToObject(o, "at", dutch_clock(s->rq->arena, clock_now()));
    return reply_json(s->rq, 200, o, 0, NULL);
}

/* Both are there: what was typed in the browser, what is stored in the answer. */
static enum err reply_not_saved(struct saving *s, enum err e)
{
    struct request *rq = s->rq;
    struct table_input now = { 0 };
    struct item item = { 0 };

    TRY(form_comes_back(rq, e));
    TRY(item_get(rq->snap, rq->arena, rq->id, &item));
    TRY(table_read(rq->snap, rq->arena, rq->id, &now));
    now.treatment.votes = votes_for_form(&now.treatment.votes);
    cJSON *o = cJSON_CreateObject();
    cJSON_AddNumberToObject(o, "version", (double)item.version);
    cJSON_AddStringToObject(o, "detail", presence_problem(rq));
    cJSON *texts = e == ERR_STALE ? cJSON_AddObjectToObject(o, "texts") : NULL;
    for (const struct field *f = TREATMENT_FIELDS; e == ERR_STALE && f->name != NULL; f++)
        cJSON_AddStringToObject(texts, f->name, field_to_form(f, rq->arena, &now));
    return reply_json(rq, err_status(e), o, 0, NULL);
}

enum err page_table_save(struct request *rq)
{
    struct saving s = { .rq = rq, .fields = table_fields(rq->arena) };
    bool by_itself = param_get(&rq->form, "_autosave") != NULL;
    const char *what = param_get(&rq->form, "_doe"), *done = NULL;
    int64_t to = 0;

    TRY(item_get(rq->snap, rq->arena, rq->id, &s.item));
    enum err e = save(&s, by_itself || what == NULL ? "" : what, &to, &done);
    if (by_itself)
        return e == ERR_OK ? reply_saved(&s) : reply_not_saved(&s, e);
    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        return table_show(rq, s.item.meeting_id, s.item.id, err_status(e));
    }
    return reply_see_other(rq,
        url_of(rq->arena, "/vergaderingen/%lld/tafel?punt=%lld", (long long)s.item.meeting_id,
            (long long)to)
            .address,
        done, NULL);
}
