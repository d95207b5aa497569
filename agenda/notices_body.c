#include "agenda/notices_body.h"
#include "agenda/action.h"
#include "agenda/advice.h"
#include "agenda/announcement.h"
#include "agenda/coalition_ask.h"
#include "agenda/decision.h"
#include "agenda/expansion.h"
#include "agenda/minutes.h"
#include "agenda/proposal.h"
#include "agenda/text.h"
#include "lok/base/dates.h"
#include "lok/base/utf8.h"
#include <string.h>

/* Tried in this order until the body is small enough; the last always is. */
static const struct notices_limits LIMITS[] = {
    { 200, 4000, 40, 60 },
    { 200, 2000, 20, 30 },
    { 120, 800, 10, 15 },
    { 80, 300, 5, 5 },
    { 60, 200, 0, 0 },
};

static void add_meeting(
    cJSON *data, struct arena *a, const struct notice_parts *n, const struct notices_limits *most)
{
    const struct meeting *m = &n->text->seen.meeting;
    cJSON *object = cJSON_AddObjectToObject(data, "meeting");

    json_add_id(object, "id", m->id);
    notices_add_cut(object, a, "title", m->title, most->title);
    json_add_text(object, "date", m->starts_at == 0 ? "" : date_of(a, m->starts_at));
    json_add_text(object, "time", m->starts_at == 0 ? "" : time_of(a, m->starts_at));
    json_add_text(object, "month", m->month);
    json_add_instant(object, "startsAt", m->starts_at);
    notices_add_cut(object, a, "location", m->location, most->title);
    if (!str_empty(m->online_url))
        json_add_text(object, "onlineUrl", m->online_url);
    json_add_text(object, "link", notices_url(a, n, "vergaderingen", m->id));
    json_add_text(object, "state", choice_code(MEETING_STATES, m->state));
}

static void add_changes(
    cJSON *data, struct arena *a, const struct notice_parts *n, const struct notices_limits *most)
{
    const struct change_list *list = &n->text->changes;
    size_t shown = list->count < most->changes ? list->count : most->changes;
    cJSON *array = cJSON_AddArrayToObject(data, "changes");

    for (size_t i = 0; i < shown; i++) {
        const struct change *change = &list->at[i];
        cJSON *object = cJSON_CreateObject();

        cJSON_AddItemToArray(array, object);
        json_add_text(object, "what", change->what);
        notices_add_cut(object, a, "old", change->old, most->title);
        notices_add_cut(object, a, "new", change->new, most->title);
        notices_add_cut(object, a, "text", change->dutch, most->title + 100);
    }
    notices_add_rest(data, "moreChanges", list->count, shown);
}

static void add_items(
    cJSON *data, struct arena *a, const struct notice_parts *n, const struct notices_limits *most)
{
    const struct item_list *list = &n->text->seen.items;
    size_t shown = list->count < most->items ? list->count : most->items;
    cJSON *array = cJSON_AddArrayToObject(data, "items");

    for (size_t i = 0; i < shown; i++) {
        const struct item *item = &list->at[i];
        cJSON *object = cJSON_CreateObject();

        cJSON_AddItemToArray(array, object);
        json_add_text(object, "number", item->shown_number);
        notices_add_cut(object, a, "title", item->title, most->title);
        json_add_text(object, "purpose", choice_code(ITEM_PURPOSES, item->purpose));
        cJSON_AddNumberToObject(object, "minutes", (double)item->minutes);
        json_add_instant(object, "startsAt", item->starts_at);
        /* What was typed as presenter may be a person: only a partner's name leaves. */
        if (!str_empty(item->presenter_partner))
            notices_add_cut(object, a, "presenter", item->presenter_partner, most->title);
        json_add_text(object, "link", notices_url(a, n, "punten", item->id));
    }
    notices_add_rest(data, "moreItems", list->count, shown);
}

static bool lists_items(enum notice_type type)
{
    return type == NOTICE_AGENDA_PUBLISHED || type == NOTICE_AGENDA_CHANGED ||
           type == NOTICE_MEETING_MOVED;
}

static const char *subject(struct arena *a, const struct notice_parts *n)
{
    if (n->telling->decision != NULL)
        return arena_printf(a, "decisions/%s", n->telling->decision->number);
    if (n->telling->advice != NULL)
        return arena_printf(a, "advices/%s", n->telling->advice->number);
    if (n->telling->announcement != NULL)
        return arena_printf(a, "announcements/%lld", (long long)n->telling->announcement->id);
    if (n->telling->proposal != NULL)
        return arena_printf(a, "proposals/%lld", (long long)n->telling->proposal->id);
    if (n->telling->action != NULL)
        return arena_printf(a, "actions/%lld", (long long)n->telling->action->id);
    if (n->telling->ask != NULL)
        return arena_printf(a, "coalitions/%lld", (long long)n->telling->ask->id);
    if (n->telling->expansion != NULL)
        return arena_printf(a, "expansions/%lld", (long long)n->telling->expansion->id);
    if (n->telling->endpoint != NULL)
        return arena_printf(a, "endpoints/%lld", (long long)n->telling->endpoint->id);
    return arena_printf(a, "meetings/%lld", (long long)n->text->seen.meeting.id);
}

static int64_t version(const struct notice_parts *n)
{
    const struct telling *t = n->telling;

    if (t->decision != NULL)
        return t->decision->version;
    if (t->advice != NULL)
        return t->advice->version;
    if (t->announcement != NULL)
        return t->announcement->version;
    if (t->proposal != NULL)
        return t->proposal->version;
    if (t->action != NULL)
        return t->action->version;
    if (t->ask != NULL)
        return t->ask->version;
    if (t->expansion != NULL)
        return t->expansion->version;
    return t->endpoint != NULL ? t->endpoint->version : n->text->seen.number;
}

static const char *body_within(
    struct arena *a, const struct notice_parts *n, const struct notices_limits *most)
{
    cJSON *event = cJSON_CreateObject();

    json_add_text(event, "specversion", "1.0");
    json_add_text(event, "id", n->id);
    json_add_text(
        event, "source", str_empty(n->telling->public_url) ? "/" : n->telling->public_url);
    json_add_text(event, "type", choice_code(NOTICE_TYPES, n->text->type));
    json_add_text(event, "subject", subject(a, n));
    json_add_text(event, "time", clock_rfc3339(a, n->now));
    json_add_text(event, "datacontenttype", "application/json");
    cJSON *data = cJSON_AddObjectToObject(event, "data");
    notices_add_cut(data, a, "sentence", n->text->sentence, 200 + most->text);
    if (n->telling->sample)
        cJSON_AddTrueToObject(data, "sample");
    cJSON_AddBoolToObject(data, "significant", n->text->significant);
    cJSON_AddNumberToObject(data, "version", (double)version(n));
    if (n->text->has_meeting)
        add_meeting(data, a, n, most);
    add_changes(data, a, n, most);
    if (lists_items(n->text->type) && n->text->seen.has_agenda)
        add_items(data, a, n, most);
    notices_add_subject(data, a, n, most);
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
