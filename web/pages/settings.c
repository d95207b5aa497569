#include "templates.h"
#include "web/pages/access.h"
#include "web/pages/manage.h"
#include "web/pages/pages.h"
#include "web/pages/show.h"

static const char *undo_of(struct request *rq)
{
    int64_t seconds = rq->app->undo_seconds;

    if (seconds == 0)
        return "geen: berichten vertrekken meteen";
    if (seconds % 60 == 0)
        return show_count(rq->arena, (size_t)(seconds / 60), "minuut", "minuten");
    return show_count(rq->arena, (size_t)seconds, "seconde", "seconden");
}

static const char *codes_of(struct request *rq)
{
    struct lines names = config_list(rq->app->config, SETTING_totp, rq->arena);
    unsigned role;

    for (size_t i = 0; i < names.count; i++) {
        if (choice_find(ROLES, names.at[i], &role))
            names.at[i] = choice_dutch(ROLES, role);
    }
    return names.count == 0
               ? "voor niemand"
               : arena_printf(rq->arena, "voor de rollen %s, zodra zij een wachtwoord hebben",
                     str_join_dutch(rq->arena, &names));
}

static enum err show(struct request *rq, unsigned status, const struct council *c)
{
    struct settings_view v = {
        .form = form_make(rq, COUNCIL_FIELDS, c, c->version, NULL),
        .undo = undo_of(rq),
        .codes = codes_of(rq),
        .address = rq->app->public_url,
    };
    return reply_page_status(rq, status, "Instellingen", settings_html, &v);
}

enum err page_settings(struct request *rq)
{
    struct council c;
    TRY(access_check(rq, EDIT_SETTINGS, 0));
    TRY(council_get(rq->snap, rq->arena, &c));
    return show(rq, 200, &c);
}

static enum err update(struct request *rq)
{
    struct council in;
    int64_t version;

    TRY(council_get(rq->snap, rq->arena, &in));
    TRY(request_form_version(rq, &version));
    TRY(fields_from_form(COUNCIL_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    return council_update(rq->tx, &rq->actor, version, &in);
}

enum err page_settings_update(struct request *rq)
{
    struct council c;

    TRY(access_check(rq, EDIT_SETTINGS, 0));
    enum err e = update(rq);
    if (e == ERR_OK)
        return reply_see_other(rq, "/beheer/instellingen", "De instellingen zijn bewaard.", NULL);
    TRY(form_comes_back(rq, e));
    TRY(council_get(rq->snap, rq->arena, &c));
    return show(rq, err_status(e), &c);
}
