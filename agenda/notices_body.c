#include "agenda/notices_body.h"
#include "agenda/action.h"
#include "agenda/advice.h"
#include "agenda/announcement.h"
#include "agenda/decision.h"
#include "agenda/minutes.h"
#include "agenda/proposal.h"
#include "agenda/text.h"
#include "lok/base/dates.h"
#include "lok/base/utf8.h"
#include <string.h>

/* How much is told, in characters and entries. A character may cost six bytes in JSON. */
struct limits {
    size_t title, text, changes, items; /* as many actions as items */
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
    return arena_printf(a, "%s/%s/%lld", n->telling->public_url, path, (long long)id);
}

static void add_meeting(
    cJSON *data, struct arena *a, const struct notice_parts *n, const struct limits *most)
{
    const struct meeting *m = &n->text->seen.meeting;
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
    const struct change_list *list = &n->text->changes;
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
    const struct item_list *list = &n->text->seen.items;
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
    const struct decision *d = n->telling->decision;
    cJSON *object = cJSON_AddObjectToObject(data, "decision");

    json_add_text(object, "number", d->number);
    add_cut(object, a, "title", d->title, most->title);
    add_cut(object, a, "text", text_to_plain(a, d->text), most->text);
    json_add_text(object, "method", choice_code(DECISION_METHODS, d->method));
    json_add_text(object, "dueDate", d->due_date);
    add_cut(object, a, "followUp", d->follow_up_name, most->title);
    if (n->text->type == NOTICE_DECISION_SUPERSEDED)
        json_add_text(object, "supersededBy", n->telling->superseded_by);
    json_add_text(
        object, "link", arena_printf(a, "%s/beslissingen/%s", n->telling->public_url, d->number));
}

static void add_advice(
    cJSON *data, struct arena *a, const struct notice_parts *n, const struct limits *most)
{
    const struct advice *v = n->telling->advice;
    cJSON *object = cJSON_AddObjectToObject(data, "advice");

    json_add_text(object, "number", v->number);
    add_cut(object, a, "title", v->title, most->title);
    add_cut(object, a, "text", text_to_plain(a, v->text), most->text);
    json_add_text(object, "addressee", choice_code(ADVICE_ADDRESSEES, v->addressee));
    json_add_text(object, "reactionDue", v->reaction_due);
    json_add_text(object, "answer", choice_code(ADVICE_ANSWERS, v->answer));
    json_add_text(object, "answeredOn", v->answered_on);
    add_cut(object, a, "reference", v->reference, most->title);
    json_add_text(
        object, "link", arena_printf(a, "%s/adviezen/%s", n->telling->public_url, v->number));
}

static void add_announcement(
    cJSON *data, struct arena *a, const struct notice_parts *n, const struct limits *most)
{
    const struct announcement *it = n->telling->announcement;
    cJSON *object = cJSON_AddObjectToObject(data, "announcement");

    json_add_id(object, "id", it->id);
    json_add_text(object, "kind", choice_code(ANNOUNCEMENT_KINDS, it->kind));
    add_cut(object, a, "title", it->title, most->title);
    json_add_text(object, "targetMonth", it->target_month);
    json_add_text(object, "link", url(a, n, "punten", it->item_id));
}

static void add_proposal(
    cJSON *data, struct arena *a, const struct notice_parts *n, const struct limits *most)
{
    const struct proposal *p = n->telling->proposal;
    cJSON *object = cJSON_AddObjectToObject(data, "proposal");

    json_add_id(object, "id", p->id);
    add_cut(object, a, "title", p->title, most->title);
    json_add_text(object, "state", choice_code(PROPOSAL_STATES, p->state));
    add_cut(object, a, "partner", p->partner_name, most->title);
    add_cut(object, a, "reason", p->reason, most->text);
    json_add_text(object, "targetMonth", p->target_month);
    json_add_text(object, "link", url(a, n, "voorstellen", p->id));
}

static void describe_action(cJSON *object, struct arena *a, const struct notice_parts *n,
    const struct limits *most, const struct action_point *p)
{
    json_add_id(object, "id", p->id);
    add_cut(object, a, "text", p->text, most->title + 100);
    add_cut(object, a, "owner", p->partner_name, most->title);
    json_add_text(object, "dueDate", p->due_date);
    json_add_text(object, "state", choice_code(ACTION_STATES, p->state));
    json_add_text(object, "link", url(a, n, "opvolging", p->id));
}

static void add_action(
    cJSON *data, struct arena *a, const struct notice_parts *n, const struct limits *most)
{
    describe_action(cJSON_AddObjectToObject(data, "action"), a, n, most, n->telling->action);
}

static void add_actions(
    cJSON *data, struct arena *a, const struct notice_parts *n, const struct limits *most)
{
    const struct action_list *list = &n->text->actions;
    size_t shown = list->count < most->items ? list->count : most->items;
    cJSON *array = cJSON_AddArrayToObject(data, "actions");

    for (size_t i = 0; i < shown; i++) {
        cJSON *object = cJSON_CreateObject();

        cJSON_AddItemToArray(array, object);
        describe_action(object, a, n, most, &list->at[i]);
    }
    add_rest(data, "moreActions", list->count, shown);
}

static void add_endpoint(
    cJSON *data, struct arena *a, const struct notice_parts *n, const struct limits *most)
{
    const struct endpoint *e = n->telling->endpoint;
    cJSON *object = cJSON_AddObjectToObject(data, "endpoint");

    json_add_id(object, "id", e->id);
    add_cut(object, a, "name", endpoint_shown_name(a, e->kind, e->name, e->url), most->title);
    json_add_text(object, "state", choice_code(ENDPOINT_STATES, e->state));
    add_cut(object, a, "reason", e->reason, most->title);
    json_add_text(object, "link", url(a, n, "beheer/koppelingen", e->id));
}

static void add_document(
    cJSON *data, struct arena *a, const struct notice_parts *n, const struct limits *most)
{
    cJSON *object = cJSON_AddObjectToObject(data, "document");

    add_cut(object, a, "title", n->telling->document, most->title);
    json_add_text(object, "link", n->telling->document_link);
}

static void add_minutes(cJSON *data, struct arena *a, const struct notice_parts *n)
{
    static const char *const STATES[] = {
        [NOTICE_MINUTES_DRAFTED] = "with_chair",
        [NOTICE_MINUTES_SUBMITTED] = "with_members",
        [NOTICE_MINUTES_APPROVED] = "approved",
    };
    const struct minutes *m = n->telling->minutes;
    cJSON *object = cJSON_AddObjectToObject(data, "minutes");

    json_add_text(object, "state", STATES[n->text->type]);
    if (n->text->type == NOTICE_MINUTES_SUBMITTED)
        json_add_text(object, "remarksUntil", m->remarks_until);
    json_add_text(object, "link",
        arena_printf(
            a, "%s/vergaderingen/%lld/verslag", n->telling->public_url, (long long)m->meeting_id));
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
    return t->endpoint != NULL ? t->endpoint->version : n->text->seen.number;
}

/* What it is about, beside the meeting. */
static void add_subject(
    cJSON *data, struct arena *a, const struct notice_parts *n, const struct limits *most)
{
    const struct telling *t = n->telling;

    if (t->decision != NULL)
        add_decision(data, a, n, most);
    if (t->advice != NULL)
        add_advice(data, a, n, most);
    if (t->announcement != NULL)
        add_announcement(data, a, n, most);
    if (t->proposal != NULL)
        add_proposal(data, a, n, most);
    if (t->action != NULL)
        add_action(data, a, n, most);
    if (t->endpoint != NULL)
        add_endpoint(data, a, n, most);
    if (t->minutes != NULL)
        add_minutes(data, a, n);
    if (n->text->type == NOTICE_MINUTES_SUBMITTED)
        add_actions(data, a, n, most);
    if (n->text->type == NOTICE_DOCUMENT_ADDED)
        add_document(data, a, n, most);
    if (n->text->type == NOTICE_ITEMS_CALLED)
        json_add_text(data, "closesOn", t->closes_on);
}

static const char *body_within(
    struct arena *a, const struct notice_parts *n, const struct limits *most)
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
    add_cut(data, a, "sentence", n->text->sentence, 200 + most->text);
    if (n->telling->sample)
        cJSON_AddTrueToObject(data, "sample");
    cJSON_AddBoolToObject(data, "significant", n->text->significant);
    cJSON_AddNumberToObject(data, "version", (double)version(n));
    if (n->text->has_meeting)
        add_meeting(data, a, n, most);
    add_changes(data, a, n, most);
    if (lists_items(n->text->type) && n->text->seen.has_agenda)
        add_items(data, a, n, most);
    add_subject(data, a, n, most);
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
