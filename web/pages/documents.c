/* The documents of something, as a part of its page. */
#include "web/pages/documents.h"
#include "lok/base/dates.h"
#include "web/pages/pages.h"

static const char *size_words(struct arena *a, int64_t size)
{
    if (size < 1000 * 1000)
        return arena_printf(a, "%lld kB", (long long)((size + 999) / 1000));
    int64_t tenths = (size + 50000) / 100000;
    return arena_printf(a, "%lld,%lld MB", (long long)(tenths / 10), (long long)(tenths % 10));
}

static struct chip access_chip(unsigned access)
{
    return access == ACCESS_PUBLIC ? (struct chip){ "", "" }
                                   : (struct chip){ choice_dutch(ACCESSES, access), "" };
}

struct document_row documents_row(
    struct request *rq, const struct attachment *one, const char *below, bool changes)
{
    struct arena *a = rq->arena;
    const char *type = choice_dutch(ATTACHMENT_TYPES, one->type);

    if (!one->readable)
        return (struct document_row){
            .name = one->name,
            .why = "U kunt dit document niet lezen.",
            .to = { "" },
            .access = { "", "" },
            .unsent = { "", "" },
            .remove = { "" },
            .access_page = { "" },
            .place = { "", { "" } },
        };
    return (struct document_row){
        .name = one->name,
        .why = arena_printf(a, "%s · %s · %s", type, size_words(a, one->size),
            dutch_date(a, date_of(a, council_moment(&rq->council, one->created_at)))),
        .to = url_of(a, "%s/documenten/%lld", below, (long long)one->id),
        .access = access_chip(one->access),
        .unsent =
            one->unsent ? (struct chip){ "nog niet verstuurd", "warn" } : (struct chip){ "", "" },
        .remove = changes ? url_of(a, "/documenten/%lld/verwijderen", (long long)one->id)
                          : (struct url){ "" },
        .access_page = changes && one->of.owner != ATTACHED_TO_PROPOSAL
                           ? url_of(a, "/documenten/%lld/lezen", (long long)one->id)
                           : (struct url){ "" },
        .place = { "", { "" } },
    };
}

static struct document_rows rows_of(struct request *rq, const struct attachment_list *list,
    const char *below, bool changes, bool replaced)
{
    struct document_rows rows = { arena_array(rq->arena, list->count, sizeof *rows.at), 0 };

    for (size_t i = 0; i < list->count; i++)
        if (list->at[i].replaced == replaced)
            rows.at[rows.count++] = documents_row(rq, &list->at[i], below, changes);
    return rows;
}

enum err documents_rows(struct request *rq, const struct actor *who, struct attachment_of of,
    const char *below, struct document_rows *ret)
{
    struct attachment_list list = { 0 };

    TRY(attachment_list(rq->snap, rq->arena, who, of, &list));
    *ret = rows_of(rq, &list, below, false, false);
    return ERR_OK;
}

/* -- adding -- */

static const char *accept_words(struct arena *a)
{
    const char *words = ".jpeg";

    for (unsigned i = 0; ATTACHMENT_TYPES[i].code != NULL; i++)
        words = arena_printf(a, ".%s,%s", ATTACHMENT_TYPES[i].code, words);
    return words;
}

/* What stands there and has no newer version may be replaced. */
static enum err add_replaced(struct request *rq, const struct actor *who,
    const struct attachment_place *place, struct form_view *form)
{
    struct attachment_list list = { 0 };

    TRY(attachment_list(rq->snap, rq->arena, who, place->of, &list));
    struct form_option *options = arena_array(rq->arena, list.count + 1, sizeof *options);
    size_t count = 0;
    options[count++] = (struct form_option){ .value = "", .text = "geen: een ander document" };
    for (size_t i = 0; i < list.count; i++)
        if (list.at[i].readable && !list.at[i].replaced)
            options[count++] = (struct form_option){
                .value = arena_printf(rq->arena, "%lld", (long long)list.at[i].id),
                .text = list.at[i].name,
            };
    form_set_options(rq, form, "replaces_id", options, count);
    return ERR_OK;
}

enum err documents_form(struct request *rq, const struct actor *who,
    const struct attachment_place *place, struct url action, struct document_form *ret)
{
    static const char *const OWN_FIELDS[] = { "replaces_id", NULL };
    const struct attachment_input none = { .access = place->access };
    bool prepares = may(who, PREPARE_MEETING, (struct object){ 0 });
    const char *error = fault_message(&rq->fault, "file");
    struct document_form form = {
        .hint = arena_printf(rq->arena,
            "PDF, Word, PowerPoint, Excel, OpenDocument, PNG of JPEG, hoogstens %zu MB.",
            rq->app->document_limit / MiB),
        .accept = accept_words(rq->arena),
        .error = error == NULL ? "" : error,
        .most = (int64_t)rq->app->document_limit,
        .form = form_make(rq, ATTACHMENT_FIELDS, &none, 0, prepares ? NULL : OWN_FIELDS),
        .action = action,
    };

    TRY(add_replaced(rq, who, place, &form.form));
    *ret = form;
    return ERR_OK;
}

static const char *lead_of(const struct attachment_place *place)
{
    if (place->of.owner != ATTACHED_TO_MEETING && place->of.owner != ATTACHED_TO_ITEM)
        return "";
    return place->closed ? "De vergadering is voorbij: wie het mag lezen, ziet het document meteen."
                           " Niemand krijgt bericht."
                         : "Anderen zien het document pas als u de agenda of de wijzigingen"
                           " verstuurt.";
}

enum err documents_of(struct request *rq, unsigned owner, int64_t id, struct documents_view *ret)
{
    struct attachment_of of = { owner, id };
    struct attachment_place place;
    struct attachment_list list = { 0 };
    struct documents_view v = { .lead = "" };

    TRY(attachment_place(rq->snap, rq->arena, &rq->actor, of, &place));
    TRY(attachment_list(rq->snap, rq->arena, &rq->actor, of, &list));
    v.rows = rows_of(rq, &list, "", place.may_add, false);
    v.earlier = rows_of(rq, &list, "", place.may_add, true);
    v.adds = place.may_add;
    v.shown = list.count > 0 || place.may_add;
    if (place.may_add) {
        rq->script = rq->script == NULL ? "upload.js" : rq->script;
        v.lead = lead_of(&place);
        TRY(documents_form(rq, &rq->actor, &place,
            url_of(rq->arena, "/documenten/bij/%s/%s", choice_dutch(ATTACHMENT_OWNERS, owner),
                str_empty(place.number) ? arena_printf(rq->arena, "%lld", (long long)id)
                                        : place.number),
            &v.form));
    }
    *ret = v;
    return ERR_OK;
}
