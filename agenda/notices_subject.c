/* What a notice is about, beside its meeting: an object of its own in the payload. */
#include "agenda/action.h"
#include "agenda/advice.h"
#include "agenda/announcement.h"
#include "agenda/coalition_ask.h"
#include "agenda/decision.h"
#include "agenda/expansion.h"
#include "agenda/minutes.h"
#include "agenda/notices_body.h"
#include "agenda/proposal.h"
#include "agenda/text.h"
#include "lok/base/utf8.h"

void notices_add_cut(
    cJSON *object, struct arena *a, const char *name, const char *text, size_t characters)
{
    json_add_text(object, name, str_empty(text) ? text : utf8_cut(a, text, characters));
}

const char *notices_url(struct arena *a, const struct notice_parts *n, const char *path, int64_t id)
{
    return arena_printf(a, "%s/%s/%lld", n->telling->public_url, path, (long long)id);
}

void notices_add_rest(cJSON *data, const char *name, size_t count, size_t shown)
{
    if (count > shown)
        cJSON_AddNumberToObject(data, name, (double)(count - shown));
}

static void add_decision(
    cJSON *data, struct arena *a, const struct notice_parts *n, const struct notices_limits *most)
{
    const struct decision *d = n->telling->decision;
    cJSON *object = cJSON_AddObjectToObject(data, "decision");

    json_add_text(object, "number", d->number);
    notices_add_cut(object, a, "title", d->title, most->title);
    notices_add_cut(object, a, "text", text_to_plain(a, d->text), most->text);
    json_add_text(object, "method", choice_code(DECISION_METHODS, d->method));
    json_add_text(object, "dueDate", d->due_date);
    notices_add_cut(object, a, "followUp", d->follow_up_name, most->title);
    if (n->text->type == NOTICE_DECISION_SUPERSEDED)
        json_add_text(object, "supersededBy", n->telling->superseded_by);
    json_add_text(
        object, "link", arena_printf(a, "%s/beslissingen/%s", n->telling->public_url, d->number));
}

static void add_advice(
    cJSON *data, struct arena *a, const struct notice_parts *n, const struct notices_limits *most)
{
    const struct advice *v = n->telling->advice;
    cJSON *object = cJSON_AddObjectToObject(data, "advice");

    json_add_text(object, "number", v->number);
    notices_add_cut(object, a, "title", v->title, most->title);
    notices_add_cut(object, a, "text", text_to_plain(a, v->text), most->text);
    json_add_text(object, "addressee", choice_code(ADVICE_ADDRESSEES, v->addressee));
    json_add_text(object, "reactionDue", v->reaction_due);
    json_add_text(object, "answer", choice_code(ADVICE_ANSWERS, v->answer));
    json_add_text(object, "answeredOn", v->answered_on);
    notices_add_cut(object, a, "reference", v->reference, most->title);
    json_add_text(
        object, "link", arena_printf(a, "%s/adviezen/%s", n->telling->public_url, v->number));
}

static void add_announcement(
    cJSON *data, struct arena *a, const struct notice_parts *n, const struct notices_limits *most)
{
    const struct announcement *it = n->telling->announcement;
    cJSON *object = cJSON_AddObjectToObject(data, "announcement");

    json_add_id(object, "id", it->id);
    json_add_text(object, "kind", choice_code(ANNOUNCEMENT_KINDS, it->kind));
    notices_add_cut(object, a, "title", it->title, most->title);
    json_add_text(object, "targetMonth", it->target_month);
    json_add_text(object, "link", notices_url(a, n, "punten", it->item_id));
}

static void add_proposal(
    cJSON *data, struct arena *a, const struct notice_parts *n, const struct notices_limits *most)
{
    const struct proposal *p = n->telling->proposal;
    cJSON *object = cJSON_AddObjectToObject(data, "proposal");

    json_add_id(object, "id", p->id);
    notices_add_cut(object, a, "title", p->title, most->title);
    json_add_text(object, "state", choice_code(PROPOSAL_STATES, p->state));
    notices_add_cut(object, a, "partner", p->partner_name, most->title);
    notices_add_cut(object, a, "reason", p->reason, most->text);
    json_add_text(object, "targetMonth", p->target_month);
    json_add_text(object, "link", notices_url(a, n, "voorstellen", p->id));
}

static void describe_action(cJSON *object, struct arena *a, const struct notice_parts *n,
    const struct notices_limits *most, const struct action_point *p)
{
    json_add_id(object, "id", p->id);
    notices_add_cut(object, a, "text", p->text, most->title + 100);
    notices_add_cut(object, a, "owner", p->partner_name, most->title);
    json_add_text(object, "dueDate", p->due_date);
    json_add_text(object, "state", choice_code(ACTION_STATES, p->state));
    json_add_text(object, "link", notices_url(a, n, "opvolging", p->id));
}

static void add_action(
    cJSON *data, struct arena *a, const struct notice_parts *n, const struct notices_limits *most)
{
    describe_action(cJSON_AddObjectToObject(data, "action"), a, n, most, n->telling->action);
}

static void add_actions(
    cJSON *data, struct arena *a, const struct notice_parts *n, const struct notices_limits *most)
{
    const struct action_list *list = &n->text->actions;
    size_t shown = list->count < most->items ? list->count : most->items;
    cJSON *array = cJSON_AddArrayToObject(data, "actions");

    for (size_t i = 0; i < shown; i++) {
        cJSON *object = cJSON_CreateObject();

        cJSON_AddItemToArray(array, object);
        describe_action(object, a, n, most, &list->at[i]);
    }
    notices_add_rest(data, "moreActions", list->count, shown);
}

static void add_ask(
    cJSON *data, struct arena *a, const struct notice_parts *n, const struct notices_limits *most)
{
    const struct coalition_ask *ask = n->telling->ask;
    cJSON *object = cJSON_AddObjectToObject(data, "coalition");

    json_add_id(object, "id", ask->id);
    json_add_id(object, "dossierId", ask->dossier_id);
    notices_add_cut(object, a, "call", ask->call, most->title);
    notices_add_cut(object, a, "partner", ask->partner_name, most->title);
    notices_add_cut(object, a, "need", ask->need_words, most->title);
    json_add_text(object, "closesOn", ask->closes_on);
    json_add_text(object, "state", choice_code(COALITION_STATES, ask->state));
    json_add_text(object, "link", n->text->link);
}

static void add_expansion(
    cJSON *data, struct arena *a, const struct notice_parts *n, const struct notices_limits *most)
{
    const struct expansion *e = n->telling->expansion;
    const struct advice *v = n->telling->expansion_advice;
    cJSON *object = cJSON_AddObjectToObject(data, "expansion");

    json_add_id(object, "id", e->id);
    notices_add_cut(object, a, "title", e->title, most->title);
    json_add_text(object, "state", choice_code(EXPANSION_STATES, e->state));
    json_add_text(object, "closesOn", e->closes_on);
    cJSON_AddNumberToObject(object, "places", (double)e->places);
    if (v != NULL) {
        json_add_text(object, "advice", v->number);
        json_add_text(object, "addressee", choice_code(ADVICE_ADDRESSEES, v->addressee));
    }
    json_add_text(object, "link", n->text->link);
}

static void add_endpoint(
    cJSON *data, struct arena *a, const struct notice_parts *n, const struct notices_limits *most)
{
    const struct endpoint *e = n->telling->endpoint;
    cJSON *object = cJSON_AddObjectToObject(data, "endpoint");

    json_add_id(object, "id", e->id);
    notices_add_cut(
        object, a, "name", endpoint_shown_name(a, e->kind, e->name, e->url), most->title);
    json_add_text(object, "state", choice_code(ENDPOINT_STATES, e->state));
    notices_add_cut(object, a, "reason", e->reason, most->title);
    json_add_text(object, "link", notices_url(a, n, "beheer/koppelingen", e->id));
}

static void add_document(
    cJSON *data, struct arena *a, const struct notice_parts *n, const struct notices_limits *most)
{
    cJSON *object = cJSON_AddObjectToObject(data, "document");

    notices_add_cut(object, a, "title", n->telling->document, most->title);
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

void notices_add_subject(
    cJSON *data, struct arena *a, const struct notice_parts *n, const struct notices_limits *most)
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
    if (t->ask != NULL)
        add_ask(data, a, n, most);
    if (t->expansion != NULL)
        add_expansion(data, a, n, most);
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
