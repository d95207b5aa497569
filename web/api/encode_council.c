/* Dossiers, partners, people, and what goes to them. */
#include "web/api/encode.h"
#include "web/api/encode_part.h"

cJSON *encode_dossier(const struct dossier *d)
{
    cJSON *o = cJSON_CreateObject();
    json_add_id(o, "id", d->id);
    json_add_text(o, "title", d->title);
    encode_lines(o, "aliases", &d->aliases);
    json_add_text(o, "summary", d->summary);
    encode_lines(o, "aim", &d->aim);
    json_add_text(o, "form", d->form);
    encode_lines(o, "tasks", &d->tasks);
    encode_id(o, "applicantId", d->applicant_id);
    json_add_text(o, "applicantName", d->applicant_name);
    json_add_text(o, "area", d->area);
    cJSON_AddBoolToObject(o, "areaCertain", d->area_certain);
    encode_choice(o, "rhythm", DOSSIER_RHYTHMS, d->rhythm);
    encode_choice(o, "result", DOSSIER_RESULTS, d->result);
    json_add_text(o, "outcome", d->outcome);
    encode_choice(o, "access", ACCESSES, d->access);
    encode_number(o, "version", d->version);
    return o;
}

cJSON *encode_funders(const struct funder_list *list)
{
    cJSON *array = cJSON_CreateArray();
    for (size_t i = 0; i < list->count; i++) {
        const struct funder *f = &list->at[i];
        cJSON *o = cJSON_CreateObject();
        json_add_id(o, "id", f->id);
        json_add_text(o, "name", f->name);
        json_add_text(o, "fromDate", f->from_date);
        json_add_text(o, "untilDate", f->until_date);
        json_add_text(o, "note", f->note);
        cJSON_AddItemToArray(array, o);
    }
    return array;
}

cJSON *encode_actors(const struct dossier_actor_list *list)
{
    cJSON *array = cJSON_CreateArray();
    for (size_t i = 0; i < list->count; i++) {
        const struct dossier_actor *a = &list->at[i];
        cJSON *o = cJSON_CreateObject();
        json_add_id(o, "id", a->id);
        json_add_id(o, "partnerId", a->partner_id);
        json_add_text(o, "partnerName", a->partner_name);
        json_add_text(o, "role", a->role);
        json_add_text(o, "contribution", a->contribution);
        cJSON_AddItemToArray(array, o);
    }
    return array;
}

cJSON *encode_figures(const struct figure_list *list)
{
    cJSON *array = cJSON_CreateArray();
    for (size_t i = 0; i < list->count; i++) {
        const struct figure *f = &list->at[i];
        cJSON *o = cJSON_CreateObject();
        json_add_id(o, "id", f->id);
        json_add_text(o, "what", f->what);
        json_add_text(o, "value", f->value);
        encode_number(o, "year", f->year);
        json_add_text(o, "source", f->source);
        cJSON_AddItemToArray(array, o);
    }
    return array;
}

cJSON *encode_partner(const struct partner *p, bool whole)
{
    cJSON *o = cJSON_CreateObject();
    json_add_id(o, "id", p->id);
    json_add_text(o, "name", p->name);
    encode_choice(o, "kind", PARTNER_KINDS, p->kind);
    json_add_text(o, "website", p->website);
    encode_lines(o, "aliases", &p->aliases);
    encode_lines(o, "serviceArea", &p->service_area);
    if (whole)
        json_add_text(o, "note", p->note);
    json_add_text(o, "until", p->until);
    encode_number(o, "version", p->version);
    return o;
}

cJSON *encode_person(const struct person *p)
{
    cJSON *o = cJSON_CreateObject();
    json_add_id(o, "id", p->id);
    json_add_text(o, "name", p->name);
    json_add_text(o, "function", p->function);
    json_add_text(o, "email", p->email);
    json_add_text(o, "phone", p->phone);
    encode_choice(o, "mailRhythm", MAIL_RHYTHMS, p->mail_rhythm);
    encode_number(o, "version", p->version);
    return o;
}

cJSON *encode_member(const struct member *m, bool named, bool whole)
{
    cJSON *o = cJSON_CreateObject();
    json_add_id(o, "id", m->id);
    json_add_id(o, "personId", m->person_id);
    if (named)
        json_add_text(o, "personName", m->person_name);
    json_add_text(o, "personFunction", m->person_function);
    encode_id(o, "partnerId", m->partner_id);
    json_add_text(o, "partnerName", m->partner_name);
    encode_choice(o, "constituency", CONSTITUENCIES, m->constituency);
    encode_choice(o, "role", MEMBER_ROLES, m->role);
    cJSON_AddBoolToObject(o, "votingRight", m->voting_right);
    cJSON_AddBoolToObject(o, "councillor", m->councillor);
    cJSON_AddBoolToObject(o, "college", m->college);
    if (whole)
        encode_choice(o, "sex", SEXES, m->sex);
    encode_id(o, "substituteId", m->substitute_id);
    if (named)
        json_add_text(o, "substituteName", m->substitute_name);
    json_add_text(o, "fromDate", m->from_date);
    json_add_text(o, "untilDate", m->until_date);
    encode_number(o, "version", m->version);
    return o;
}

cJSON *encode_endpoint(struct arena *a, const struct endpoint *e)
{
    cJSON *o = cJSON_CreateObject();
    json_add_id(o, "id", e->id);
    encode_choice(o, "kind", ENDPOINT_KINDS, e->kind);
    json_add_text(o, "url", endpoint_shown_url(a, e->kind, e->url));
    json_add_text(o, "name", e->name);
    encode_choices(o, "events", NOTICE_TYPES, e->events);
    encode_id(o, "partnerId", e->partner_id);
    json_add_text(o, "partnerName", e->partner_name);
    encode_id(o, "personId", e->person_id);
    cJSON_AddBoolToObject(o, "onlyOwn", e->only_own);
    encode_choice(o, "mailRhythm", MAIL_RHYTHMS, e->mail_rhythm);
    encode_choice(o, "state", ENDPOINT_STATES, e->state);
    json_add_text(o, "reason", e->reason);
    encode_number(o, "failures", e->failures);
    json_add_instant(o, "failingSince", e->failing_since);
    json_add_instant(o, "lastSuccessAt", e->last_success_at);
    encode_number(o, "version", e->version);
    return o;
}

cJSON *encode_delivery(const struct delivery *d)
{
    cJSON *o = cJSON_CreateObject();
    json_add_id(o, "id", d->id);
    json_add_id(o, "endpointId", d->endpoint_id);
    json_add_text(o, "noticeId", d->notice_id);
    encode_choice(o, "type", NOTICE_TYPES, d->type);
    json_add_text(o, "subjectKind", d->subject_kind);
    json_add_id(o, "subjectId", d->subject_id);
    encode_choice(o, "state", DELIVERY_STATES, d->state);
    encode_number(o, "attempts", d->attempts);
    json_add_instant(o, "createdAt", d->created_at);
    json_add_instant(o, "dueAt", d->due_at);
    json_add_instant(o, "bundleAt", d->bundle_at);
    json_add_instant(o, "finishedAt", d->finished_at);
    encode_number(o, "lastStatus", d->last_status);
    encode_number(o, "lastMs", d->last_ms);
    json_add_text(o, "lastError", d->last_error);
    json_add_text(o, "lastAnswer", d->last_answer);
    cJSON_AddBoolToObject(o, "toDemo", d->to_demo);
    encode_id(o, "sendingId", d->sending_id);
    return o;
}

cJSON *encode_kept(const struct kept_notice *k)
{
    cJSON *o = cJSON_CreateObject();
    json_add_text(o, "noticeId", k->notice_id);
    encode_choice(o, "type", NOTICE_TYPES, k->type);
    encode_choice(o, "state", DELIVERY_STATES, k->state);
    json_add_instant(o, "createdAt", k->created_at);
    json_add_instant(o, "finishedAt", k->finished_at);
    cJSON_AddBoolToObject(o, "inLog", k->in_log);
    return o;
}

cJSON *encode_event(const struct event *e)
{
    cJSON *o = cJSON_CreateObject();
    json_add_id(o, "id", e->id);
    json_add_instant(o, "at", e->at);
    json_add_text(o, "type", e->type);
    json_add_text(o, "subjectKind", e->subject_kind);
    encode_id(o, "subjectId", e->subject_id);
    encode_id(o, "accountId", e->account_id);
    encode_id(o, "tokenId", e->token_id);
    cJSON_AddItemToObject(o, "data", cJSON_CreateRaw(e->data));
    return o;
}
