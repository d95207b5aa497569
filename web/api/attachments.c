/* Documents of meetings, items, decisions, advices, dossiers and proposals. */
#include "lok/base/clock.h"
#include "web/api/api.h"
#include "web/api/support.h"
#include "web/document.h"
#include "web/http/idempotency.h"
#include "web/http/upload.h"
#include <string.h>

static cJSON *encode_attachment(const struct attachment *one)
{
    cJSON *o = cJSON_CreateObject();

    cJSON_AddBoolToObject(o, "readable", one->readable);
    json_add_text(o, "name", one->name);
    json_add_text(o, "type", choice_code(ATTACHMENT_TYPES, one->type));
    if (!one->readable)
        return o;
    json_add_id(o, "id", one->id);
    json_add_text(o, "of", choice_code(ATTACHMENT_OWNERS, one->of.owner));
    json_add_id(o, "ofId", one->of.id);
    json_add_text(o, "mediaType", attachment_media_type(one->type));
    json_add_text(o, "access", choice_code(ACCESSES, one->access));
    cJSON_AddNumberToObject(o, "size", (double)one->size);
    json_add_text(o, "sha256", one->sha256);
    if (one->replaces_id != 0)
        json_add_id(o, "replacesId", one->replaces_id);
    cJSON_AddBoolToObject(o, "replaced", one->replaced);
    cJSON_AddBoolToObject(o, "unsent", one->unsent);
    json_add_instant(o, "createdAt", one->created_at);
    cJSON_AddNumberToObject(o, "version", (double)one->version);
    return o;
}

/* The thing that the address names: its kind by the collection, itself by id or number. */
static unsigned owner_of(const struct request *rq)
{
    static const char *const COLLECTIONS[] = {
        [ATTACHED_TO_MEETING] = "/api/v1/meetings/",
        [ATTACHED_TO_ITEM] = "/api/v1/items/",
        [ATTACHED_TO_DECISION] = "/api/v1/decisions/",
        [ATTACHED_TO_ADVICE] = "/api/v1/advices/",
        [ATTACHED_TO_DOSSIER] = "/api/v1/dossiers/",
        [ATTACHED_TO_PROPOSAL] = "/api/v1/proposals/",
    };
    unsigned owner = 0;

    while (!str_starts(rq->route->path, COLLECTIONS[owner]))
        owner++;
    return owner;
}

static const char *written_of(const struct request *rq)
{
    const char *number = request_param(rq, "number");

    return str_empty(number) ? request_param(rq, "id") : number;
}

enum err api_attachments_of(struct request *rq)
{
    struct attachment_place place;
    struct attachment_list list = { 0 };
    unsigned owner = owner_of(rq);

    TRY(attachment_place_find(rq->snap, rq->arena, &rq->actor, owner, written_of(rq), &place));
    TRY(attachment_list(rq->snap, rq->arena, &rq->actor, place.of, &list));
    cJSON *answer = cJSON_CreateObject();
    cJSON *items = cJSON_AddArrayToObject(answer, "items");
    for (size_t i = 0; i < list.count; i++)
        cJSON_AddItemToArray(items, encode_attachment(&list.at[i]));
    return reply_json(rq, 200, answer, 0, NULL);
}

/* By name, what may be read; newest first. */
enum err api_attachments(struct request *rq)
{
    static const char *const ALLOWED[] = { "q", NULL };
    struct paging page;
    struct attachment_list list = { 0 };

    TRY(request_paging(rq, ALLOWED, &page));
    enum err e = attachment_find(
        rq->snap, rq->arena, &rq->actor, request_query(rq, "q"), page.after, page.size + 1, &list);
    TRY(collection_listed(rq, e));
    struct collection c = collection_of(&page, list.count);
    for (size_t i = 0; i < c.shown; i++)
        collection_add(&c, list.at[i].id, encode_attachment(&list.at[i]));
    return collection_reply(rq, &c);
}

enum err api_attachment(struct request *rq)
{
    struct attachment one;

    TRY(attachment_get(rq->snap, rq->arena, &rq->actor, rq->id, &one));
    return reply_json(rq, 200, encode_attachment(&one), one.version, NULL);
}

enum err api_attachment_update(struct request *rq)
{
    struct attachment one;

    TRY(attachment_get(rq->snap, rq->arena, &rq->actor, rq->id, &one));
    TRY(support_if_match(rq, one.version));
    struct attachment_change in = { one.access };
    TRY(support_decode(rq, ATTACHMENT_CHANGE_FIELDS, FIELDS_PARTIAL, &in));
    TRY(attachment_change(rq->tx, rq->arena, &rq->actor, rq->id, one.version, &in));
    return api_attachment(rq);
}

enum err api_attachment_content(struct request *rq)
{
    struct attachment one;

    TRY(attachment_get(rq->snap, rq->arena, &rq->actor, rq->id, &one));
    return document_send(rq, &one);
}

enum err api_attachment_delete(struct request *rq)
{
    TRY(attachment_remove(rq->tx, rq->arena, &rq->actor, rq->id));
    return reply_no_content(rq);
}

/* -- adding -- */

/* Names as elsewhere in the API: replacesId. `name` is the file's. */
static void put_field(struct params *to, const struct param *from, const char **ret_name)
{
    if (str_equal(from->name, "name"))
        *ret_name = from->value;
    else
        to->at[to->count++] =
            (struct param){ str_equal(from->name, "replacesId") ? "replaces_id" : from->name,
                from->value };
}

/* The fields of the form, and those in the query, which is how they come with bare bytes. */
static void collect_fields(struct request *rq, const char **ret_name)
{
    struct params all = { arena_array(rq->arena, rq->form.count + rq->query.count, sizeof *all.at),
        0 };

    for (size_t i = 0; i < rq->form.count; i++)
        put_field(&all, &rq->form.at[i], ret_name);
    for (size_t i = 0; i < rq->query.count; i++)
        put_field(&all, &rq->query.at[i], ret_name);
    rq->form = all;
}

/* The same key for the same document with the same fields. */
static struct idempotency idempotency_of_document(struct request *rq, const char *key)
{
    const char *text = arena_printf(rq->arena, "%s %s", rq->upload->sha256, rq->upload->name);

    for (size_t i = 0; i < rq->form.count; i++)
        text = arena_printf(rq->arena, "%s %s=%s", text, rq->form.at[i].name, rq->form.at[i].value);
    return idempotency_of(rq, key, text, strlen(text));
}

static enum err reply_made(struct request *rq, const struct attachment *one)
{
    return reply_json(
        rq, 201, encode_attachment(one), 0, support_path(rq, "attachments", one->id, ""));
}

/* In the transaction. An answer that was given before is given again, from the document. */
static enum err keep_once(
    struct request *rq, const struct document_came *came, const struct document_ready *ready)
{
    const char *key = request_header(rq, "Idempotency-Key");
    struct idempotency_answer before;
    struct attachment one;
    int64_t id, now = clock_now();

    if (key == NULL) {
        TRY(document_keep(rq, came, ready, &one));
        return reply_made(rq, &one);
    }
    struct idempotency ours = idempotency_of_document(rq, key);
    enum err e = idempotency_find(rq->tx, rq->arena, &ours, now, &before);
    if (e == ERR_OK) {
        const char *digits = strrchr(before.location, '/');
        if (digits == NULL || !str_to_i64(digits + 1, &id))
            return ERR_INTERNAL;
        TRY(attachment_get(rq->snap, rq->arena, &rq->actor, id, &one));
        reply_header(rq, "Idempotency-Replayed", "true");
        return reply_made(rq, &one);
    }
    if (e != ERR_NOT_FOUND)
        return e;
    TRY(document_keep(rq, came, ready, &one));
    const struct idempotency_answer answer = {
        .status = 201,
        .content_type = "application/json",
        .location = support_path(rq, "attachments", one.id, ""),
        .etag = "",
        .body = "",
    };
    TRY(idempotency_keep(rq->tx, &ours, now, &answer));
    return reply_made(rq, &one);
}

enum err api_attachment_create(struct request *rq)
{
    struct document_came came = {
        .who = &rq->actor,
        .owner = owner_of(rq),
        .written = written_of(rq),
    };
    struct document_ready ready = { .type = 0 };

    collect_fields(rq, &came.name);
    TRY(document_prepare(rq, &came, &ready));
    TRY(request_tx(rq));
    enum err e = keep_once(rq, &came, &ready);
    if (e == ERR_OK)
        return request_commit(rq);
    request_rollback(rq);
    return e;
}
