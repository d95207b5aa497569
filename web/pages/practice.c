#include "web/pages/practice.h"
#include "agenda/begin.h"
#include "agenda/demo.h"
#include "agenda/demo_jump.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/http/session.h"
#include "web/pages/pages.h"
#include "web/pages/show.h"
#include "web/pages/signing.h"

static const struct jump_row JUMPS[DEMO_JUMP_COUNT] = {
    [DEMO_TO_MEETING] = { "Spring naar de vergadering",
        "Naar de dag voor de volgende vergadering: wat er nog niet was, staat er dan, zoals een datum, "
        "een agenda en antwoorden.",
        { "/oefenen/vergadering" } },
    [DEMO_TO_AUTUMN] = { "Spring naar het najaar",
        "Naar oktober: de vergaderingen daarvoor zijn gehouden, het college antwoordde, en het verslag "
        "wacht op goedkeuring.",
        { "/oefenen/najaar" } },
};

enum err practice_jumps(struct request *rq, struct jump_rows *ret)
{
    struct demo_jumps jumps = { 0 };
    struct jump_rows rows = { arena_array(rq->arena, DEMO_JUMP_COUNT, sizeof *rows.at), 0 };

    TRY(demo_jumps(rq->snap, rq->arena, &jumps));
    for (size_t i = 0; i < DEMO_JUMP_COUNT; i++)
        if (jumps.may[i])
            rows.at[rows.count++] = JUMPS[i];
    *ret = rows;
    return ERR_OK;
}

/* -- the page -- */

struct again_input {
    bool sure;
};
static const struct field AGAIN_FIELDS[] = {
    FIELD_BOOL(struct again_input, sure, .label = "Ja, wis wat ik oefende"),
    FIELD_END,
};

static enum err must_be_demo(struct request *rq)
{
    return council_is_demo(&rq->council) ? ERR_OK
                                         : fault_set(&rq->fault, ERR_CONFLICT,
                                               "Dit is geen oefenomgeving: hier staat de tijd niet "
                                               "stil, en er wordt niets gewist.");
}

static enum err show(struct request *rq, unsigned status)
{
    struct again_input empty = { 0 };
    struct practice_view v = {
        .today = dutch_date_long(rq->arena, rq->council.demo_date),
        .form = form_make(rq, AGAIN_FIELDS, &empty, 0, NULL),
    };

    TRY(practice_jumps(rq, &v.jumps));
    return reply_page_status(rq, status, "Oefenen", practice_html, &v);
}

enum err page_practice(struct request *rq)
{
    TRY(must_be_demo(rq));
    return show(rq, 200);
}

/* -- jumping -- */

static enum err jump(struct request *rq, enum demo_jump to)
{
    struct sending_options o = show_sending_options(rq);
    struct lines done = { 0 };
    const char *said = "";

    TRY(must_be_demo(rq));
    TRY(demo_jump(rq->tx, rq->arena, &rq->actor, &o, to, &done));
    for (size_t i = 0; i < done.count; i++)
        said = arena_printf(rq->arena, "%s%s%s", said, i == 0 ? "" : " ", done.at[i]);
    return reply_see_other(rq, "/", said, NULL);
}

enum err page_jump_meeting(struct request *rq)
{
    return jump(rq, DEMO_TO_MEETING);
}

enum err page_jump_autumn(struct request *rq)
{
    return jump(rq, DEMO_TO_AUTUMN);
}

/* -- again -- */

static enum err again(struct request *rq)
{
    struct account secretary = { 0 };
    struct again_input in = { 0 };

    enum err e = fields_from_form(AGAIN_FIELDS, &rq->form, rq->arena, &rq->fault, &in);
    if (e != ERR_OK && e != ERR_INVALID)
        return e;
    if (!in.sure)
        (void)fault_issue(
            &rq->fault, "sure", "required", "Vink aan dat gewist mag worden wat u oefende.");
    TRY(fault_check(&rq->fault));
    TRY(session_end_everyone(rq->tx));
    TRY(demo_clear(rq->tx));
    TRY(demo_fill(rq->tx, rq->arena));
    TRY(account_by_email(rq->snap, rq->arena, DEMO_SECRETARY_EMAIL, &secretary));
    rq->session_hash = "";
    return signing_start(rq, secretary.id,
        "Alles staat weer zoals op de eerste dag. U bent aangemeld als secretaris.");
}

enum err page_practice_again(struct request *rq)
{
    const char *session = rq->session_hash;

    TRY(must_be_demo(rq));
    enum err e = again(rq);
    if (e == ERR_OK)
        return reply_see_other(rq, "/", NULL, NULL);
    rq->session_hash = session;
    TRY(form_comes_back(rq, e));
    return show(rq, err_status(e));
}
