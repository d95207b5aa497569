/* A document comes, goes, is found and is handed out. */
#include "web/document.h"
#include "templates.h"
#include "web/http/session.h"
#include "web/pages/documents.h"
#include "web/pages/pages.h"
#include "web/pages/personal.h"
#include <string.h>

enum { ON_A_PAGE = 25 };

struct url documents_place_url(struct arena *a, const struct attachment_place *p)
{
    static const char *const PATHS[] = {
        [ATTACHED_TO_MEETING] = "/vergaderingen",
        [ATTACHED_TO_ITEM] = "/punten",
        [ATTACHED_TO_DECISION] = "/beslissingen",
        [ATTACHED_TO_ADVICE] = "/adviezen",
        [ATTACHED_TO_DOSSIER] = "/dossiers",
        [ATTACHED_TO_PROPOSAL] = "/voorstellen",
    };
    if (!str_empty(p->number))
        return url_of(a, "%s/%s", PATHS[p->of.owner], p->number);
    return url_of(a, "%s/%lld", PATHS[p->of.owner], (long long)p->of.id);
}

/* -- handing out -- */

enum err page_document(struct request *rq)
{
    struct attachment one;

    TRY(attachment_get(rq->snap, rq->arena, &rq->actor, rq->id, &one));
    return document_send(rq, &one);
}

enum err page_personal_document(struct request *rq)
{
    struct bearer b;
    struct attachment one;
    enum err e = personal_open(rq, &b);

    if (e != ERR_OK)
        return personal_gone(rq, e);
    TRY(attachment_get(rq->snap, rq->arena, &b.who, rq->id, &one));
    return document_send(rq, &one);
}

/* -- finding -- */

enum err page_documents(struct request *rq)
{
    struct arena *a = rq->arena;
    const char *typed = request_query(rq, "zoek");
    struct attachment_list list = { 0 };
    struct documents_page_view v = { .typed = typed, .found = "", .next = { "" } };

    TRY(attachment_find(
        rq->snap, a, &rq->actor, typed, show_query_number(rq, "na"), ON_A_PAGE + 1, &list));
    v.rows.at = arena_array(a, list.count, sizeof *v.rows.at);
    for (size_t i = 0; i < list.count && i < ON_A_PAGE; i++) {
        struct attachment_place place;

        TRY(attachment_place(rq->snap, a, &rq->actor, list.at[i].of, &place));
        v.rows.at[i] = documents_row(rq, &list.at[i], "", false);
        v.rows.at[i].place = (struct link_view){ place.title, documents_place_url(a, &place) };
        v.rows.count++;
    }
    if (list.count > ON_A_PAGE)
        v.next = url_of(a, "/documenten?zoek=%s&na=%lld", url_encode(a, typed),
            (long long)list.at[ON_A_PAGE - 1].id);
    if (!str_empty(typed))
        v.found =
            arena_printf(a, "%s%s gevonden voor “%s”.", v.next.address[0] != 0 ? "Meer dan " : "",
                show_count(a, v.rows.count, "document", "documenten"), typed);
    return reply_page(rq, "Documenten", documents_page_html, &v);
}

/* -- coming -- */

/* What was posted by the page's script is answered in its own words. */
static bool is_script(const struct request *rq)
{
    const char *accept = request_header(rq, "Accept");
    return accept != NULL && str_equal(accept, "application/json");
}

enum err documents_add_page(struct request *rq, const struct actor *who, unsigned owner,
    const char *written, struct url action, struct link_view back, unsigned status)
{
    struct attachment_place place;

    TRY(attachment_place_find(rq->snap, rq->arena, who, owner, written, &place));
    if (str_empty(back.text))
        back = (struct link_view){ place.title, documents_place_url(rq->arena, &place) };
    struct document_add_view v = {
        .back = back,
        .title = "Document toevoegen",
        .lead = arena_printf(
            rq->arena, "Bij %s “%s”.", choice_dutch(ATTACHMENT_OWNERS, owner), place.title),
        .problem = form_problem(rq),
    };
    rq->script = "upload.js";
    TRY(documents_form(rq, who, &place, action, &v.form));
    return reply_page_status(rq, status, v.title, document_add_html, &v);
}

static enum err refuse_script(struct request *rq, enum err e)
{
    cJSON *answer = cJSON_CreateObject();
    const char *detail = rq->fault.detail;

    if (rq->fault.issue_count > 0)
        detail = rq->fault.issues[0].message;
    json_add_text(answer, "detail", str_empty(detail) ? err_title(e) : detail);
    return reply_json(rq, err_status(e), answer, 0, NULL);
}

static enum err done_script(struct request *rq, const char *to, const char *done, const char *undo)
{
    cJSON *answer = cJSON_CreateObject();

    if (rq->session_hash[0] != 0 && done != NULL) {
        TRY(request_tx(rq));
        TRY(session_set_flash(
            rq->tx, rq->session_hash, (struct flash){ .done = done, .undo = undo }));
        TRY(request_commit(rq));
    }
    json_add_text(answer, "to", to);
    return reply_json(rq, 200, answer, 0, NULL);
}

static enum err come_back(struct request *rq, const struct actor *who, unsigned owner,
    const char *written, struct url action, struct link_view back, enum err e)
{
    bool shows = e == ERR_INVALID || e == ERR_CONFLICT || e == ERR_BUSY;

    if (is_script(rq))
        return refuse_script(rq, e);
    if (!shows)
        return e;
    TRY(request_snap(rq));
    enum err shown = documents_add_page(rq, who, owner, written, action, back, err_status(e));
    request_snap_end(rq);
    return shown;
}

enum err documents_receive(struct request *rq, const struct actor *who, unsigned owner,
    const char *written, struct url action, struct link_view back)
{
    const struct document_came came = { .who = who, .owner = owner, .written = written };
    struct arena *a = rq->arena;
    struct attachment_place place;
    struct attachment one;
    enum err e = document_receive(rq, &came, &one);

    if (e != ERR_OK)
        return come_back(rq, who, owner, written, action, back, e);
    const char *done = arena_printf(a, "Het document “%s” is toegevoegd.", one.name);
    const char *undo = arena_printf(a, "/documenten/%lld/verwijderen", (long long)one.id);
    const char *to = back.to.address;
    if (str_empty(to)) {
        TRY(request_snap(rq));
        e = attachment_place(rq->snap, a, who, one.of, &place);
        request_snap_end(rq);
        TRY(e);
        to = arena_printf(a, "%s#documenten", documents_place_url(a, &place).address);
    }
    if (is_script(rq))
        return done_script(rq, to, done, undo);
    return reply_see_other(rq, to, done, undo);
}

/* The thing that the address names. */
static enum err owner_of(const struct request *rq, unsigned *ret)
{
    const char *word = request_param(rq, "owner");

    for (unsigned i = 0; ATTACHMENT_OWNERS[i].code != NULL; i++) {
        if (str_equal(word, ATTACHMENT_OWNERS[i].dutch)) {
            *ret = i;
            return ERR_OK;
        }
    }
    return ERR_NOT_FOUND;
}

enum err page_document_new(struct request *rq)
{
    const struct link_view nowhere = { "", { "" } };
    const char *written = request_param(rq, "written");
    struct attachment_place place;
    unsigned owner;

    TRY(owner_of(rq, &owner));
    TRY(attachment_place_find(rq->snap, rq->arena, &rq->actor, owner, written, &place));
    TRY(attachment_may_add(rq->snap, rq->arena, &rq->actor, &place));
    return documents_add_page(
        rq, &rq->actor, owner, written, url_of(rq->arena, "%s", rq->raw_path), nowhere, 200);
}

enum err page_document_add(struct request *rq)
{
    const struct link_view nowhere = { "", { "" } };
    unsigned owner;

    TRY(owner_of(rq, &owner));
    return documents_receive(rq, &rq->actor, owner, request_param(rq, "written"),
        url_of(rq->arena, "%s", rq->raw_path), nowhere);
}

/* -- by personal link -- */

static struct url personal_add_url(struct request *rq)
{
    return personal_url(
        rq, arena_printf(rq->arena, "/voorstellen/%lld/documenten", (long long)rq->id));
}

enum err page_personal_document_new(struct request *rq)
{
    struct bearer b;
    const char *written = arena_printf(rq->arena, "%lld", (long long)rq->id);
    enum err e = personal_open(rq, &b);

    if (e != ERR_OK)
        return personal_gone(rq, e);
    return documents_add_page(rq, &b.who, ATTACHED_TO_PROPOSAL, written, personal_add_url(rq),
        (struct link_view){ "Uw persoonlijke pagina", personal_url(rq, "") }, 200);
}

enum err page_personal_document_add(struct request *rq)
{
    const struct link_view back = { "Uw persoonlijke pagina",
        personal_url(rq, "?gedaan=document") };
    const char *written = arena_printf(rq->arena, "%lld", (long long)rq->id);
    struct bearer b;

    TRY(request_snap(rq));
    enum err e = personal_open(rq, &b);
    enum err gone = e == ERR_OK ? ERR_OK : personal_gone(rq, e);
    request_snap_end(rq);
    if (e != ERR_OK)
        return gone;
    return documents_receive(rq, &b.who, ATTACHED_TO_PROPOSAL, written, personal_add_url(rq), back);
}

/* -- going -- */

static enum err back_to(struct request *rq, struct attachment_of of, const char **ret)
{
    struct attachment_place place;

    TRY(attachment_place(rq->snap, rq->arena, &rq->actor, of, &place));
    *ret = arena_printf(rq->arena, "%s#documenten", documents_place_url(rq->arena, &place).address);
    return ERR_OK;
}

enum err page_document_remove(struct request *rq)
{
    struct arena *a = rq->arena;
    struct attachment one;
    const char *to;

    TRY(attachment_get(rq->snap, a, &rq->actor, rq->id, &one));
    TRY(attachment_remove(rq->tx, a, &rq->actor, rq->id));
    TRY(back_to(rq, one.of, &to));
    return reply_see_other(rq, to, arena_printf(a, "Het document “%s” is verwijderd.", one.name),
        arena_printf(a, "/documenten/%lld/terugzetten", (long long)one.id));
}

enum err page_document_restore(struct request *rq)
{
    struct attachment one;
    const char *to;

    TRY(attachment_restore(rq->tx, rq->arena, &rq->actor, rq->id));
    TRY(attachment_get(rq->snap, rq->arena, &rq->actor, rq->id, &one));
    TRY(back_to(rq, one.of, &to));
    return reply_see_other(
        rq, to, arena_printf(rq->arena, "Het document “%s” staat er weer.", one.name), NULL);
}
