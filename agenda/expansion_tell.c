#include "agenda/expansion_tell.h"
#include "agenda/advice.h"
#include "agenda/notices_one.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include "notify/outbox.h"

/* By enum expansion_news. */
static const struct news {
    enum notice_type type;
    const char *again, *nobody;
    const char *event, *back;
} NEWS[] = {
    [EXPANSION_CALL] = { NOTICE_EXPANSION_OPENED,
        "Deze oproep is al verstuurd. Wijzigt de laatste dag, dan kunt u ze opnieuw versturen.",
        "Niemand krijgt deze oproep: geen enkele organisator of opvanglocatie heeft een"
        " contactpersoon met een mailadres of een koppeling.",
        "expansion.called", "expansion.call.taken_back" },
    [EXPANSION_ADVICE] = { NOTICE_EXPANSION_ADVISED, "Dit advies is al meegedeeld.",
        "Niemand krijgt dit bericht: geen enkele aanvrager heeft een contactpersoon met een"
        " mailadres of een koppeling.",
        "expansion.advice.told", "expansion.advice.taken_back" },
};

/* -- to whom -- */

static const struct sql MAY_APPLY =
    SQL("SELECT id FROM partner WHERE kind IN ('organiser', 'care_location')"
        "   AND (until IS NULL OR until > :today) ORDER BY name_folded, id");

static const struct sql APPLIED =
    SQL("SELECT DISTINCT partner_id AS id FROM expansion_application"
        " WHERE expansion_id = :round AND partner_id IS NOT NULL AND removed_at IS NULL"
        " ORDER BY partner_id");

struct partners {
    int64_t *at;
    size_t count;
};

static enum err concerned(
    struct snap *s, struct arena *a, int64_t id, enum expansion_news news, struct partners *ret)
{
    int64_t row = 0;
    const char *today;

    TRY(council_today_read(s, a, &today));
    return news == EXPANSION_CALL
               ? sql_list(s, a, &MAY_APPLY, IN(in_text("today", today)), OUT(out_i64("id", &row)),
                     &row, sizeof row, &ret->at, &ret->count)
               : sql_list(s, a, &APPLIED, IN(in_i64("round", id)), OUT(out_i64("id", &row)), &row,
                     sizeof row, &ret->at, &ret->count);
}

/* -- whether -- */

static enum err why_no_call(
    struct snap *s, struct arena *a, const struct expansion *e, const char **ret)
{
    const char *today;

    TRY(council_today_read(s, a, &today));
    if (e->access != ACCESS_PUBLIC)
        *ret = "Wie kan aanvragen, kan deze ronde niet lezen. Zet ze eerst op “openbaar”.";
    else if (e->state != EXPANSION_OPEN || date_days_between(today, e->closes_on) < 0)
        *ret = "Deze ronde neemt geen aanvragen meer aan.";
    else
        *ret = "";
    return ERR_OK;
}

/* `advice` is the one drawn from it. */
static const char *why_no_advice(const struct expansion *e, const struct advice *advice)
{
    if (e->access > ACCESS_MEMBERS)
        return "Alleen het secretariaat ziet deze ronde: aanvragers krijgen er geen bericht van.";
    if (e->advice_id == 0)
        return "Van deze ronde is nog geen advies gemaakt.";
    if (advice->sent_at == 0 || advice->sent_at > clock_now())
        return "Bezorg eerst het advies. Daarna kunt u de aanvragers verwittigen.";
    return "";
}

/* The round with its advice, and "" when it can be told, else why not. */
struct told_round {
    struct expansion round;
    struct advice advice;
    const char *why;
};

static enum err look(struct snap *s, struct arena *a, const struct expansion *e,
    enum expansion_news news, struct told_round *ret)
{
    ret->round = *e;
    if (news == EXPANSION_CALL)
        return why_no_call(s, a, e, &ret->why);
    if (e->advice_id != 0)
        TRY(advice_by_id(s, a, e->advice_id, &ret->advice));
    ret->why = why_no_advice(e, &ret->advice);
    return ERR_OK;
}

enum err expansion_tell_fits(
    struct snap *s, struct arena *a, const struct expansion *e, enum expansion_news news, bool *ret)
{
    struct told_round r = { 0 };

    TRY(look(s, a, e, news, &r));
    *ret = str_empty(r.why);
    return ERR_OK;
}

/* -- telling -- */

static enum err read(struct snap *s, struct arena *a, const struct actor *who, int64_t id,
    enum expansion_news news, struct told_round *ret)
{
    struct expansion e = { 0 };

    if (!may(who, SEND, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    TRY(expansion_get(s, a, who, id, &e));
    TRY(look(s, a, &e, news, ret));
    return str_empty(ret->why) ? ERR_OK : fault_set(snap_fault(s), ERR_CONFLICT, "%s", ret->why);
}

static struct notices_one news_of(
    const struct told_round *r, enum expansion_news news, const struct partners *partners)
{
    return (struct notices_one){
        .what = { .type = NEWS[news].type,
            .expansion = &r->round,
            .expansion_advice = news == EXPANSION_ADVICE ? &r->advice : NULL,
            .concerned = partners->at,
            .concerned_count = partners->count },
        .partners = partners->at,
        .partner_count = partners->count,
        .again = NEWS[news].again,
        .nobody = NEWS[news].nobody,
    };
}

enum err expansion_tell_preview(struct snap *s, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t id, enum expansion_news news,
    struct recipient_list *ret)
{
    struct recipient_list list = { 0 };
    struct told_round r = { 0 };
    struct partners partners = { 0 };

    TRY(read(s, a, who, id, news, &r));
    TRY(concerned(s, a, id, news, &partners));
    const struct notices_one one = news_of(&r, news, &partners);
    TRY(notices_one_tell(s, NULL, a, o, &one, &list));
    *ret = list;
    return ERR_OK;
}

enum err expansion_tell(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t id, int64_t version, enum expansion_news news)
{
    struct told_round r = { 0 };
    struct partners partners = { 0 };
    int64_t due_at;

    TRY(read(tx_snap(tx), a, who, id, news, &r));
    if (version != 0 && r.round.version != version)
        return ERR_STALE;
    TRY(concerned(tx_snap(tx), a, id, news, &partners));
    const struct notices_one one = news_of(&r, news, &partners);
    TRY(notices_one_send(tx, a, o, &one, &due_at));
    return event_record(tx, who, NEWS[news].event, "expansion", id, NULL, NULL);
}

enum err expansion_tell_waiting(
    struct snap *s, int64_t id, enum expansion_news news, int64_t *ret_count)
{
    return outbox_waiting(s, NEWS[news].type, "expansion", id, clock_now(), ret_count);
}

enum err expansion_tell_take_back(
    struct tx *tx, struct arena *a, const struct actor *who, int64_t id, enum expansion_news news)
{
    struct expansion e = { 0 };

    if (!may(who, SEND, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    TRY(expansion_get(tx_snap(tx), a, who, id, &e));
    TRY(notices_one_take_back(tx, NEWS[news].type, "expansion", id));
    return event_record(tx, who, NEWS[news].back, "expansion", id, NULL, NULL);
}

enum err expansion_tell_over(struct tx *tx, int64_t id, enum expansion_news news)
{
    int64_t count;

    return outbox_cancel_waiting(tx, NEWS[news].type, "expansion", id, clock_now(), &count);
}
