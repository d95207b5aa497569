/* Who may read a document is changed. */
#include "web/pages/documents.h"
#include "web/pages/edit_page.h"
#include "web/pages/pages.h"

static const char *home_of(struct arena *a, const struct attachment_place *place)
{
    return arena_printf(a, "%s#documenten", documents_place_url(a, place).address);
}

static enum err read(struct request *rq, struct attachment *ret, struct attachment_place *place)
{
    TRY(attachment_get(rq->snap, rq->arena, &rq->actor, rq->id, ret));
    return attachment_place(rq->snap, rq->arena, &rq->actor, ret->of, place);
}

static enum err show(struct request *rq, unsigned status)
{
    struct arena *a = rq->arena;
    struct attachment one;
    struct attachment_place place;

    TRY(read(rq, &one, &place));
    const struct attachment_change now = { one.access };
    const struct edit_page_view v = {
        .crumb = { place.title, documents_place_url(a, &place) },
        .title = arena_printf(a, "Wie leest “%s”?", one.name),
        .lead = "Dat geldt meteen, ook voor wat al verstuurd is. Niemand krijgt bericht.",
        .form = form_make(rq, ATTACHMENT_CHANGE_FIELDS, &now, one.version, NULL),
        .action = url_of(a, "/documenten/%lld/lezen", (long long)one.id),
        .button = "Bewaren",
        .back = { home_of(a, &place) },
    };
    return edit_page_show(rq, status, &v);
}

enum err page_document_access(struct request *rq)
{
    return show(rq, 200);
}

static const char *const FOR[] = {
    [ACCESS_PUBLIC] = "openbaar",
    [ACCESS_MEMBERS] = "voor de leden",
    [ACCESS_SECRETARIAT] = "alleen voor het secretariaat",
};

/* Back to where it stands, with the way back to `before`. */
static enum err done(struct request *rq, unsigned before, const char *said)
{
    struct arena *a = rq->arena;
    struct attachment one;
    struct attachment_place place;

    TRY(read(rq, &one, &place));
    return reply_see_other(rq, home_of(a, &place),
        arena_printf(a, "%s“%s” is nu %s.", said, one.name, FOR[one.access]),
        before == one.access
            ? NULL
            : arena_printf(a, "/documenten/%lld/lezen/terug?lezen=%s&versie=%lld",
                  (long long)one.id, choice_code(ACCESSES, before), (long long)one.version));
}

enum err page_document_access_set(struct request *rq)
{
    struct attachment_change in = { 0 };
    struct attachment before = { 0 };
    int64_t version = 0;

    TRY(attachment_get(rq->snap, rq->arena, &rq->actor, rq->id, &before));
    enum err e = request_form_version(rq, &version);
    if (e == ERR_OK)
        e = fields_from_form(ATTACHMENT_CHANGE_FIELDS, &rq->form, rq->arena, &rq->fault, &in);
    if (e == ERR_OK)
        e = attachment_change(rq->tx, rq->arena, &rq->actor, rq->id, version, &in);
    if (e == ERR_OK)
        return done(rq, before.access, "");
    TRY(form_comes_back(rq, e));
    return show(rq, err_status(e));
}

enum err page_document_access_undo(struct request *rq)
{
    struct attachment_change in = { 0 };

    if (!choice_find(ACCESSES, request_query(rq, "lezen"), &in.access))
        return ERR_NOT_FOUND;
    enum err e = attachment_change(
        rq->tx, rq->arena, &rq->actor, rq->id, show_query_number(rq, "versie"), &in);
    if (e == ERR_OK)
        return done(rq, in.access, "Teruggezet. ");
    TRY(form_comes_back(rq, e));
    return show(rq, err_status(e));
}
