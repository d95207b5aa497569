#include "web/http/rights.h"
#include "agenda/rights.h"
#include "lok/base/log.h"

/* What could not be done at once is done when the database is closed, or when it is opened again. */
static void settle(struct request *rq, const struct erasure_list *list)
{
    enum err e = db_settle(rq->app->db);

    if (e != ERR_OK)
        log_line(LOG_WARN, "rights.settle", "error=%s", err_slug(e));
    e = erasure_file_write(rq->arena, &rq->fault, db_path(rq->app->db), rq->council.uid, list);
    if (e != ERR_OK)
        log_line(LOG_WARN, "rights.list", "error=%s", err_slug(e));
}

static enum err finish(struct request *rq, enum err e)
{
    struct erasure_list list = { 0 };

    if (e == ERR_OK)
        e = erasure_list(rq->snap, rq->arena, &list);
    if (e != ERR_OK) {
        request_rollback(rq);
        return e;
    }
    TRY(request_commit(rq));
    settle(rq, &list);
    return ERR_OK;
}

enum err rights_act(
    struct request *rq, int64_t person_id, int64_t version, bool texts, int64_t *ret_left)
{
    TRY(request_tx(rq));
    return finish(rq, rights_erase(rq->tx, &rq->actor, person_id, version, texts, ret_left));
}

enum err rights_clean(struct request *rq, struct retention_counts *ret)
{
    TRY(request_tx(rq));
    return finish(rq, retention_run(rq->tx, rq->arena, &rq->actor, council_now(&rq->council), ret));
}

/* -- as JSON -- */

static cJSON *encode_line(const struct rights_line *l)
{
    cJSON *line = cJSON_CreateObject();

    json_add_instant(line, "at", l->at);
    json_add_text(line, "date", l->date);
    json_add_text(line, "what", l->what);
    json_add_text(line, "state", l->state);
    json_add_text(line, "text", l->text);
    if (!str_empty(l->code))
        json_add_text(line, "code", l->code);
    return line;
}

static cJSON *encode_section(const struct rights_section *s)
{
    cJSON *section = cJSON_CreateObject(), *lines;

    json_add_text(section, "name", s->name);
    json_add_text(section, "title", s->title);
    lines = cJSON_AddArrayToObject(section, "lines");
    for (size_t i = 0; i < s->count; i++)
        (void)cJSON_AddItemToArray(lines, encode_line(&s->at[i]));
    return section;
}

static cJSON *encode_account(const struct account *account)
{
    cJSON *tree = cJSON_CreateObject(), *roles;

    json_add_id(tree, "id", account->id);
    json_add_text(tree, "email", account->email);
    roles = cJSON_AddArrayToObject(tree, "roles");
    for (unsigned r = 0; r < choice_count(ROLES); r++)
        if ((account->roles & ROLE_BIT(r)) != 0)
            (void)cJSON_AddItemToArray(roles, cJSON_CreateString(choice_code(ROLES, r)));
    (void)cJSON_AddBoolToObject(tree, "disabled", account->disabled);
    return tree;
}

static void add_places(cJSON *tree, const struct rights_places *found)
{
    cJSON *list = cJSON_AddArrayToObject(tree, "places");

    for (size_t i = 0; i < found->count; i++) {
        cJSON *place = cJSON_CreateObject();
        json_add_text(place, "what", found->at[i].what);
        json_add_text(place, "path", found->at[i].path);
        json_add_text(place, "words", found->at[i].words);
        (void)cJSON_AddItemToArray(list, place);
    }
}

enum err rights_json(struct request *rq, int64_t person_id, bool places, cJSON **ret)
{
    struct rights_export all;
    struct rights_places found = { 0 };

    TRY(rights_export(rq->snap, rq->arena, person_id, &all));
    if (places && !all.erased)
        TRY(rights_places(rq->snap, rq->arena, person_id, &found));
    cJSON *tree = cJSON_CreateObject(), *person = cJSON_AddObjectToObject(tree, "person"),
          *sections;
    json_add_id(person, "id", all.person.id);
    json_add_text(person, "name", all.person.name);
    json_add_text(person, "function", all.person.function);
    json_add_text(person, "email", all.person.email);
    json_add_text(person, "phone", all.person.phone);
    json_add_text(person, "mailRhythm", choice_code(MAIL_RHYTHMS, all.person.mail_rhythm));
    (void)cJSON_AddBoolToObject(tree, "erased", all.erased);
    (void)cJSON_AddItemToObject(
        tree, "account", all.account.id == 0 ? cJSON_CreateNull() : encode_account(&all.account));
    sections = cJSON_AddArrayToObject(tree, "sections");
    for (size_t i = 0; i < all.count; i++)
        (void)cJSON_AddItemToArray(sections, encode_section(&all.at[i]));
    add_places(tree, &found);
    *ret = tree;
    return ERR_OK;
}
