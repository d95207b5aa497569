/* The code from an app (TOTP), and the recovery codes for a day without telephone. */
#include "lok/base/clock.h"
#include "lok/base/secret.h"
#include "templates.h"
#include "web/pages/account.h"
#include "web/pages/pages.h"
#include "web/pages/signing.h"
#include <string.h>

static enum err show_codes(struct request *rq, const char *title, const char *lead)
{
    struct codes_view v = { .title = title, .lead = lead };
    TRY(account_new_recovery_codes(rq->tx, rq->arena, rq->actor.account_id, &v.codes));
    return reply_page(rq, title, codes_html, &v);
}

/* Base32 of at least 16 bytes: the key comes back from our own page, but may be anything. */
static bool is_key(const char *key)
{
    size_t length = strspn(key, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
    return length >= 26 && length <= 64 && key[length] == '\0';
}

static enum err comes_back(struct request *rq, enum err e)
{
    TRY(form_comes_back(rq, e));
    return account_show(rq, err_status(e));
}

static enum err set_code(struct request *rq)
{
    struct code_input in = { "", "" };
    struct account account;
    int64_t step;

    TRY(account_get(rq->snap, rq->arena, rq->actor.account_id, &account));
    if (account.has_totp)
        return fault_set(&rq->fault, ERR_CONFLICT, "De code is al ingesteld.");
    TRY(fields_from_form(ACCOUNT_CODE_FIELDS, &rq->form, rq->arena, &rq->fault, &in));
    if (!is_key(in.key))
        return fault_set(&rq->fault, ERR_CONFLICT, "De sleutel klopt niet meer. Begin opnieuw.");
    if (!secret_totp_verify(in.key, in.code, clock_now(), &step))
        return fault_issue(&rq->fault, "code", "wrong",
            "Deze cijfers kloppen niet. Kijk of de klok van uw telefoon juist staat en neem de "
            "nieuwste cijfers.");
    TRY(account_set_totp(rq->tx, &rq->actor, account.id, in.key));
    return account_signed_in(rq->tx, account.id, step);
}

enum err page_account_totp(struct request *rq)
{
    if (rq->actor.account_id == 0)
        return ERR_FORBIDDEN;
    enum err e = set_code(rq);
    if (e != ERR_OK)
        return comes_back(rq, e);
    TRY(signing_renew(rq, NULL));
    return show_codes(rq, "De code is ingesteld",
        "Hieronder staan uw herstelcodes, voor als u uw telefoon niet bij hebt of kwijt bent.");
}

/* Inside rq->tx. ERR_UNAUTHORIZED for a code that does not fit. */
static enum err switch_off(struct request *rq, const struct code_off_input *in)
{
    struct account account;
    struct credentials now;

    TRY(account_get(rq->snap, rq->arena, rq->actor.account_id, &account));
    if (signing_needs_code(rq, account.roles))
        return fault_set(&rq->fault, ERR_CONFLICT, "Voor uw rol is de code verplicht.");
    enum err e = account_credentials(rq->snap, rq->arena, account.email, &now);
    if (e == ERR_NOT_FOUND || (e == ERR_OK && !account.has_totp))
        return fault_set(&rq->fault, ERR_CONFLICT, "Er is geen code om uit te zetten.");
    TRY(e);
    if (now.retry_at > clock_now())
        return fault_issue(&rq->fault, "off_code", "wait",
            "Er waren te veel foute pogingen. Wacht even en probeer opnieuw.");
    TRY(signing_use_code(rq, &now, in->off_code));
    TRY(account_set_totp(rq->tx, &rq->actor, account.id, ""));
    return signing_renew(rq, "De code is uitgezet.");
}

static enum err refuse_off(struct request *rq, enum err e)
{
    if (e == ERR_UNAUTHORIZED) {
        TRY(signing_count_failure(rq, rq->actor.account_id));
        e = fault_issue(&rq->fault, "off_code", "wrong", "Deze code klopt niet.");
    }
    TRY(form_comes_back(rq, e));
    TRY(request_snap(rq));
    e = account_show(rq, err_status(e));
    request_snap_end(rq);
    return e;
}

enum err page_account_totp_off(struct request *rq)
{
    struct code_off_input in = { "" };

    if (rq->actor.account_id == 0)
        return ERR_FORBIDDEN;
    enum err e = fields_from_form(ACCOUNT_OFF_FIELDS, &rq->form, rq->arena, &rq->fault, &in);
    if (e != ERR_OK)
        return refuse_off(rq, e);
    TRY(request_tx(rq));
    e = switch_off(rq, &in);
    if (e != ERR_OK) {
        request_rollback(rq);
        return refuse_off(rq, e);
    }
    TRY(request_commit(rq));
    return reply_see_other(rq, "/account", NULL, NULL);
}

enum err page_account_codes(struct request *rq)
{
    struct account account;

    if (rq->actor.account_id == 0)
        return ERR_FORBIDDEN;
    TRY(account_get(rq->snap, rq->arena, rq->actor.account_id, &account));
    if (!account.has_totp)
        return fault_set(&rq->fault, ERR_CONFLICT, "Stel eerst de code uit een app in.");
    return show_codes(rq, "Nieuwe herstelcodes", "De vorige codes werken niet meer.");
}
