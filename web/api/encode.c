/* Meetings, items, what was sent, decisions. */
#include "web/api/encode.h"
#include "web/api/encode_part.h"
#include <string.h>

cJSON *encode_meeting(const struct meeting *m, bool whole)
{
    cJSON *o = cJSON_CreateObject();
    json_add_id(o, "id", m->id);
    json_add_text(o, "title", m->title);
    encode_choice(o, "kind", MEETING_KINDS, m->kind);
    encode_choice(o, "state", MEETING_STATES, m->state);
    json_add_text(o, "month", m->month);
    json_add_instant(o, "startsAt", m->starts_at);
    json_add_text(o, "location", m->location);
    json_add_text(o, "onlineUrl", m->online_url);
    if (whole)
        json_add_text(o, "note", m->note);
    encode_choice(o, "access", ACCESSES, m->access);
    encode_number(o, "version", m->version);
    return o;
}

static void add_introduction(cJSON *o, const struct item *item)
{
    if (item->introduction_id == 0)
        return;
    cJSON *introduction = cJSON_AddObjectToObject(o, "introduction");
    json_add_id(introduction, "itemId", item->introduction_id);
    encode_id(introduction, "meetingId", item->introduction_meeting_id);
    json_add_instant(introduction, "at", item->introduction_at);
    json_add_text(introduction, "text", item->introduction_text);
}

cJSON *encode_item(const struct item *item, bool whole)
{
    cJSON *o = cJSON_CreateObject();
    json_add_id(o, "id", item->id);
    json_add_id(o, "meetingId", item->meeting_id);
    json_add_text(o, "number", str_empty(item->shown_number) ? item->number : item->shown_number);
    json_add_text(o, "title", item->title);
    encode_choice(o, "purpose", ITEM_PURPOSES, item->purpose);
    encode_number(o, "minutes", item->minutes);
    json_add_instant(o, "startsAt", item->starts_at);
    json_add_text(o, "presenter", item->presenter);
    encode_id(o, "presenterPartnerId", item->presenter_partner_id);
    json_add_text(o, "presenterPartner", item->presenter_partner);
    encode_id(o, "dossierId", item->dossier_id);
    json_add_text(o, "dossierTitle", item->dossier_title);
    encode_choice(o, "access", ACCESSES, item->access);
    json_add_text(o, "text", item->text);
    add_introduction(o, item);
    encode_id(o, "reschedulesId", item->reschedules_id);
    encode_choice(o, "outcome", ITEM_OUTCOMES, item->outcome);
    json_add_text(o, "outcomeNote", item->outcome_note);
    json_add_instant(o, "treatedAt", item->treated_at);
    json_add_text(o, "decisionNumber", item->decision_number);
    if (whole) {
        encode_id(o, "approvesId", item->approves_id);
        cJSON_AddBoolToObject(o, "unsent", item->unsent);
        json_add_instant(o, "removedAt", item->removed_at);
        encode_number(o, "version", item->version);
    }
    return o;
}

cJSON *encode_offer(const struct announcement *n)
{
    cJSON *o = cJSON_CreateObject();
    json_add_id(o, "id", n->id);
    encode_choice(o, "kind", ANNOUNCEMENT_KINDS, n->kind);
    encode_choice(o, "state", ANNOUNCEMENT_STATES, n->state);
    json_add_text(o, "title", n->title);
    json_add_text(o, "targetMonth", n->target_month);
    json_add_text(o, "targetDate", n->target_date);
    cJSON_AddBoolToObject(o, "nextMeeting", n->next_meeting);
    encode_id(o, "dossierId", n->dossier_id);
    json_add_text(o, "dossierTitle", n->dossier_title);
    cJSON *introduction = cJSON_AddObjectToObject(o, "introduction");
    json_add_id(introduction, "itemId", n->item_id);
    encode_id(introduction, "meetingId", n->meeting_id);
    json_add_instant(introduction, "at", n->meeting_at);
    json_add_text(introduction, "text", n->introduction_text);
    encode_choice(o, "access", ACCESSES, n->access);
    return o;
}

cJSON *encode_offers(const struct announcement_list *offers)
{
    cJSON *array = cJSON_CreateArray();
    for (size_t i = 0; i < offers->count; i++)
        cJSON_AddItemToArray(array, encode_offer(&offers->at[i]));
    return array;
}

cJSON *encode_published(const struct published *p)
{
    cJSON *o = cJSON_CreateObject();
    encode_number(o, "number", p->number);
    json_add_instant(o, "effectiveAt", p->effective_at);
    cJSON_AddBoolToObject(o, "hasAgenda", p->has_agenda);
    cJSON_AddItemToObject(o, "meeting", encode_meeting(&p->meeting, false));
    cJSON *items = cJSON_AddArrayToObject(o, "items");
    for (size_t i = 0; i < p->items.count; i++)
        cJSON_AddItemToArray(items, encode_item(&p->items.at[i], false));
    return o;
}

cJSON *encode_sending(const struct sending *sending)
{
    cJSON *o = cJSON_CreateObject();
    json_add_id(o, "id", sending->id);
    json_add_id(o, "meetingId", sending->meeting_id);
    encode_choice(o, "kind", SENDING_KINDS, sending->kind);
    json_add_instant(o, "createdAt", sending->created_at);
    json_add_instant(o, "dueAt", sending->due_at);
    json_add_instant(o, "takenBackAt", sending->taken_back_at);
    encode_number(o, "recipients", sending->recipients);
    cJSON_AddBoolToObject(o, "mayTakeBack", sending->may_take_back);
    return o;
}

/* 60 characters. */
enum { LONGEST_TOPIC = 240 };

static void add_lines(cJSON *o, const char *name, const char *text)
{
    cJSON *array = cJSON_AddArrayToObject(o, name);

    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        char line[LONGEST_TOPIC + 1] = "";

        PRE(length <= LONGEST_TOPIC);
        memcpy(line, text, length);
        cJSON_AddItemToArray(array, cJSON_CreateString(line));
        text += length + (text[length] == '\n');
    }
}

static void add_count(cJSON *to, const char *name, bool counted, int64_t count)
{
    (void)cJSON_AddItemToObject(
        to, name, counted ? cJSON_CreateNumber((double)count) : cJSON_CreateNull());
}

void encode_votes(cJSON *to, const struct votes *v)
{
    bool counted = votes_counted(v);

    add_count(to, "inFavour", counted, v->in_favour);
    add_count(to, "against", counted, v->against);
    add_count(to, "abstain", counted, v->abstain);
}

cJSON *encode_decision(const struct decision *d)
{
    cJSON *o = cJSON_CreateObject();
    json_add_id(o, "id", d->id);
    json_add_text(o, "number", d->number);
    encode_number(o, "year", d->year);
    json_add_text(o, "title", d->title);
    json_add_text(o, "text", d->text);
    json_add_text(o, "motivation", d->motivation);
    encode_choice(o, "method", DECISION_METHODS, d->method);
    encode_choice(o, "state", DECISION_STATES, d->state);
    encode_choice(o, "access", ACCESSES, d->access);
    json_add_id(o, "meetingId", d->meeting_id);
    json_add_instant(o, "meetingAt", d->meeting_at);
    json_add_id(o, "itemId", d->item_id);
    json_add_text(o, "itemNumber", d->item_number);
    json_add_text(o, "itemTitle", d->item_title);
    encode_id(o, "dossierId", d->dossier_id);
    json_add_text(o, "dossierTitle", d->dossier_title);
    encode_id(o, "followUpId", d->follow_up_id);
    json_add_text(o, "followUpName", d->follow_up_name);
    json_add_text(o, "dueDate", d->due_date);
    json_add_text(o, "supersededBy", d->successor);
    json_add_text(o, "stateOn", d->state_on);
    json_add_text(o, "stateReason", d->state_reason);
    add_lines(o, "topics", d->topics);
    json_add_instant(o, "releasedAt", d->released_at);
    encode_number(o, "version", d->version);
    return o;
}
