#include "agenda/notices_body.h"
#include "agenda/text.h"
#include "lok/base/dates.h"
#include "lok/base/utf8.h"
#include <string.h>

/* How much is told, in characters and entries. A character may cost six bytes in JSON. */
struct limits {
    size_t title, text, changes, items;
};

/* Tried in this order until the body is small enough; the last always is. */
static const struct limits LIMITS[] = {
    { 200, 4000, 40, 60 },
    { 200, 2000, 20, 30 },
    { 120, 800, 10, 15 },
    { 80, 300, 5, 5 },
    { 60, 200, 0, 0 },
};

static void add_cut(
    cJSON *object, struct arena *a, const char *name, const char *text, size_t characters)
{
    json_add_text(object, name, str_empty(text) ? text : utf8_cut(a, text, characters));
}

static const char *url(struct arena *a, const struct notice_parts *n, const char *path, int64_t id)
{
    return arena_printf(a, "%s/%s/%lld", n->public_url, path, (long long)id);
}

static void add_meeting(
    cJSON *data, struct arena *a, const struct notice_parts *n, const struct limits *most)
{
    const struct meeting *m = &n->published->meeting;
    cJSON *object = cJSON_AddObjectToObject(data, "meeting");

    json_add_id(object, "id", m->id);
    add_cut(object, a, "title", m->title, most->title);
    json_add_text(object, "date", m->starts_at == 0 ? "" : date_of(a, m->starts_at));
    json_add_text(object, "time", m->starts_at == 0 ? "" : time_of(a, m->starts_at));
    json_add_text(object, "month", m->month);
    json_add_instant(object, "startsAt", m->starts_at);
    add_cut(object, a, "location", m->location, most->title);
    if (!str_empty(m->online_url))
        json_add_text(object, "onlineUrl", m->online_url);
    json_add_text(object, "link", url(a, n, "vergaderingen", m->id));
    json_add_text(object, "state", choice_code(MEETING_STATES, m->state));
}

static void add_rest(cJSON *data, const char *name, size_t count, size_t shown)
{
    if (count > shown)
        cJSON_AddNumberToObject(data, name, (double)(count - shown));
}

static void add_changes(
    cJSON *data, struct arena *a, const struct notice_parts *n, const struct limits *most)
{
    const struct change_list *list = n->changes;
    size_t shown = list->count < most->changes ? list->count : most->changes;
    cJSON *array = cJSON_AddArrayToObject(data, "changes");

    for (size_t i = 0; i < shown; i++) {
        const struct change *change = &list->at[i];
        cJSON *object = cJSON_CreateObject();

        cJSON_AddItemToArray(array, object);
        json_add_text(object, "what", change->what);
        add_cut(object, a, "old", change->old, most->title);
        add_cut(object, a, "new", change->new, most->title);
        add_cut(object, a, "text", change->dutch, most->title + 100);
    }
    add_rest(data, "moreChanges", list->count, shown);
}

static void add_items(
    cJSON *data, struct arena *a, const struct notice_parts *n, const struct limits *most)
{
    const struct item_list *list = &n->published->items;
    size_t shown = list->count < most->items ? list->count : most->items;
    cJSON *array = cJSON_AddArrayToObject(data, "items");

    for (size_t i = 0; i < shown; i++) {
        const struct item *item = &list->at[i];
        cJSON *object = cJSON_CreateObject();

        cJSON_AddItemToArray(array, object);
        json_add_text(object, "number", item->shown_number);
        add_cut(object, a, "title", item->title, most->title);
        json_add_text(object, "purpose", choice_code(ITEM_PURPOSES, item->purpose));
        cJSON_AddNumberToObject(object, "minutes", (double)item->minutes);
        json_add_instant(object, "startsAt", item->starts_at);
        /* What was typed as presenter may be a person: only a partner's name leaves. */
        if (!str_empty(item->presenter_partner))
            add_cut(object, a, "presenter", item->presenter_partner, most->title);
        json_add_text(object, "link", url(a, n, "punten", item->id));
    }
    add_rest(data, "moreItems", list->count, shown);
}

static void add_decision(
    cJSON *data, struct arena *a, const struct notice_parts *n, const struct limits *most)
{
    const struct decision *d = n->decision;
    cJSON *object = cJSON_AddObjectToObject(data, "decision");

    json_add_text(object, "number", d->number);
    add_cut(object, a, "title", d->title, most->title);
    add_cut(object, a, "text", text_to_plain(a, d->text), most->text);
    json_add_text(object, "method", choice_code(DECISION_METHODS, d->method));
    json_add_text(object, "dueDate", d->due_date);
    add_cut(object, a, "followUp", d->follow_up_name, most->title);
    json_add_text(object, "link", arena_printf(a, "%s/beslissingen/%s", n->public_url, d->number));
}

static void add_announcement(
    cJSON *data, struct arena *a, const struct notice_parts *n, const struct limits *most)
{
    const struct announcement *it = n->announcement;
    cJSON *object = cJSON_AddObjectToObject(data, "announcement");

    json_add_id(object, "id", it->id);
    json_add_text(object, "kind", choice_code(ANNOUNCEMENT_KINDS, it->kind));
    add_cut(object, a, "title", it->title, most->title);
    json_add_text(object, "targetMonth", it->target_month);
    json_add_text(object, "link", url(a, n, "punten", it->item_id));
}

static bool lists_items(enum notice_type type)
{
    return type == NOTICE_AGENDA_PUBLISHED || type == NOTICE_AGENDA_CHANGED ||
           type == NOTICE_MEETING_MOVED;
}

static const char *subject(struct arena *a, const struct notice_parts *n)
{
    if (n->decision != NULL)
        return arena_printf(a, "decisions/%s", n->decision->number);
    if (n->announcement != NULL)
        return arena_printf(a, "announcements/%lld", (long long)n->announcement->id);
    return arena_printf(a, "meetings/%lld", (long long)n->published->meeting.id);
}

static int64_t version(const struct notice_parts *n)
{
    if (n->decision != NULL)
        return n->decision->version;
    return n->announcement != NULL ? n->announcement->version : n->published->number;
}

static const char *body_within(
    struct arena *a, const struct notice_parts *n, const struct limits *most)
{
    cJSON *event = cJSON_CreateObject();

    json_add_text(event, "specversion", "1.0");
    json_add_text(event, "id", n->id);
    json_add_text(event, "source", str_empty(n->public_url) ? "/" : n->public_url);
    json_add_text(event, "type", choice_code(NOTICE_TYPES, n->type));
    json_add_text(event, "subject", subject(a, n));
    json_add_text(event, "time", clock_rfc3339(a, n->now));
    json_add_text(event, "datacontenttype", "application/json");
    cJSON *data = cJSON_AddObjectToObject(event, "data");
    add_cut(data, a, "sentence", n->sentence, 200 + most->text);
    cJSON_AddBoolToObject(data, "significant", n->significant);
    cJSON_AddNumberToObject(data, "version", (double)version(n));
    add_meeting(data, a, n, most);
    add_changes(data, a, n, most);
    if (lists_items(n->type) && n->published->has_agenda)
        add_items(data, a, n, most);
    if (n->decision != NULL)
        add_decision(data, a, n, most);
    if (n->announcement != NULL)
        add_announcement(data, a, n, most);
    return json_print(a, event);
}

const char *notices_body(struct arena *a, const struct notice_parts *n)
{
    for (size_t i = 0; i < ARRAY_LEN(LIMITS); i++) {
        const char *body = body_within(a, n, &LIMITS[i]);

        if (strlen(body) < NOTICE_MAX_BODY)
            return body;
    }
    IMPOSSIBLE("the shortest notice is too long");
}
