/* Choosing a password: hashed outside any transaction, argon2 must not hold the writer. */
#include "lok/base/clock.h"
#include "lok/base/secret.h"
#include "web/pages/account.h"
#include "web/pages/pages.h"
#include "web/pages/signing.h"

static enum err read_own(struct request *rq, struct account *ret, struct credentials *ret_now)
{
    TRY(request_snap(rq));
    enum err e = account_get(rq->snap, rq->arena, rq->actor.account_id, ret);
    if (e == ERR_OK && ret->has_password)
        e = account_credentials(rq->snap, rq->arena, ret->email, ret_now);
    request_snap_end(rq);
    return e;
}

/* Who finds an open session may not guess the password either. */
static enum err check_current(
    struct request *rq, const struct credentials *now, const struct password_input *in)
{
    if (now->retry_at > clock_now())
        return fault_issue(&rq->fault, "current", "wait",
            "Er waren te veel foute pogingen. Wacht even en probeer opnieuw.");
    if (secret_password_verify(now->password_hash, in->current))
        return ERR_OK;
    TRY(signing_count_failure(rq, rq->actor.account_id));
    return fault_issue(&rq->fault, "current", "wrong", "Dit is niet uw wachtwoord van nu.");
}

static enum err check(struct request *rq, struct password_input *in)
{
    struct account account;
    struct credentials now = { 0 };
    struct fault *f = &rq->fault;

    TRY(read_own(rq, &account, &now));
    enum err e = fields_from_form(ACCOUNT_PASSWORD_FIELDS, &rq->form, rq->arena, f, in);
    if (e != ERR_OK && e != ERR_INVALID)
        return e;
    if (fault_message(f, "password") == NULL)
        e = account_password_check(f, in->password);
    if (e != ERR_OK && e != ERR_INVALID)
        return e;
    if (fault_message(f, "again") == NULL && !str_equal(in->password, in->again))
        (void)fault_issue(f, "again", "different", "Dit is niet hetzelfde wachtwoord.");
    TRY(fault_check(f));
    return account.has_password ? check_current(rq, &now, in) : ERR_OK;
}

static enum err save(struct request *rq, const char *hash)
{
    TRY(account_set_password(rq->tx, &rq->actor, rq->actor.account_id, hash));
    return signing_renew(rq, "Uw wachtwoord is bewaard. Andere toestellen zijn afgemeld.");
}

static enum err show_again(struct request *rq, enum err why)
{
    TRY(request_snap(rq));
    enum err e = account_show(rq, err_status(why));
    request_snap_end(rq);
    return e;
}

enum err page_account_password(struct request *rq)
{
    struct password_input in = { "", "", "" };
    const char *hash;

    if (rq->actor.account_id == 0)
        return ERR_FORBIDDEN;
    enum err e = check(rq, &in);
    if (e == ERR_INVALID)
        return show_again(rq, e);
    TRY(e);
    TRY(secret_password_hash(rq->arena, in.password, &hash));
    TRY(request_tx(rq));
    e = save(rq, hash);
    if (e != ERR_OK) {
        request_rollback(rq);
        return e;
    }
    TRY(request_commit(rq));
    return reply_see_other(rq, "/account", NULL, NULL);
}
