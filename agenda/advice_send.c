/* An advice leaves, and the government's answer is noted. */
#include "agenda/advice_inside.h"
#include "agenda/notices_one.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include "lok/change.h"
#include <string.h>

const struct field ADVICE_REACTION_FIELDS[] = {
    FIELD_CHOICE(struct advice_reaction, answer, .required = true, .of = ADVICE_ANSWERS,
        .label = "Wat deed het bestuur ermee?"),
    FIELD_DATE(struct advice_reaction, answered_on, .required = true, .label = "Geantwoord op"),
    FIELD_TEXT(struct advice_reaction, answer_text, .multiline = true,
        .label = "Het antwoord, in de woorden van het bestuur"),
    FIELD_TEXT(struct advice_reaction, reference, .max = 100, .label = "Nummer van hun beslissing",
        .hint = "Het besluit van het college of de gemeenteraad, bijvoorbeeld 2024_CBS_00123."),
    FIELD_END,
};

/* -- telling -- */

/* Systems that follow it, and, by mail, the contacts of whom it is addressed to. */
static enum err tell(struct snap *s, struct tx *put_in, struct arena *a,
    const struct sending_options *o, enum notice_type type, const struct advice *v,
    struct recipient_list *ret)
{
    bool by_mail = type == NOTICE_ADVICE_SENT && v->addressee_id != 0;
    const struct notices_one one = {
        .what = { .type = type, .advice = v },
        .partners = &v->addressee_id,
        .partner_count = by_mail ? 1 : 0,
    };

    return notices_one_tell(s, put_in, a, o, &one, ret);
}

/* -- sending -- */

static enum err check_ready(struct fault *f, const struct actor *who, const struct advice *v)
{
    TRY(advice_may(who, SEND));
    if (v->sent_at != 0)
        return fault_set(f, ERR_CONFLICT, "Advies %s is al bezorgd.", v->number);
    if (str_empty(v->text))
        return fault_set(f, ERR_CONFLICT, "Schrijf eerst de tekst van het advies.");
    if (v->state == ADVICE_NOT_ACCEPTED)
        return fault_set(f, ERR_CONFLICT,
            "Advies %s is niet aangenomen: wijzig de tekst en leg het opnieuw voor.", v->number);
    return ERR_OK;
}

/* As it will stand once sent. */
static enum err as_sent(struct snap *s, struct arena *a, int64_t due_at, struct advice *v)
{
    struct council c;

    TRY(council_get(s, a, &c));
    v->sent_at = due_at;
    v->reaction_due = date_add_days(a, council_today(a, &c), (int)c.reaction_days);
    return ERR_OK;
}

enum err advice_send_preview(struct snap *s, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t id, struct recipient_list *ret)
{
    int64_t due_at = clock_now() + o->undo_seconds * 1000;
    struct recipient_list list = { 0 };
    struct advice v = { 0 };

    TRY(advice_by_id(s, a, id, &v));
    TRY(check_ready(snap_fault(s), who, &v));
    TRY(as_sent(s, a, due_at, &v));
    TRY(tell(s, NULL, a, o, NOTICE_ADVICE_SENT, &v, &list));
    *ret = list;
    return ERR_OK;
}

static const struct sql SENT =
    SQL("UPDATE advice SET sent_at = :at, reaction_due = :due, version = version + 1"
        " WHERE id = :id");

enum err advice_send(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t id, int64_t version, int64_t *ret_told)
{
    int64_t due_at = clock_now() + o->undo_seconds * 1000;
    struct recipient_list list = { 0 };
    struct advice v = { 0 };

    TRY(advice_load(tx, a, id, version, &v));
    TRY(check_ready(tx_fault(tx), who, &v));
    TRY(as_sent(tx_snap(tx), a, due_at, &v));
    TRY(sql_run(tx, &SENT,
        IN(in_i64("id", id), in_i64("at", due_at), in_text("due", v.reaction_due)), NULL));
    TRY(advice_by_id(tx_snap(tx), a, id, &v));
    TRY(tell(tx_snap(tx), tx, a, o, NOTICE_ADVICE_SENT, &v, &list));
    TRY(advice_index(tx, a, id));
    *ret_told = recipients_chosen(&list);
    return advice_record(tx, who, "advice.sent", &v);
}

static const struct sql UNSENT =
    SQL("UPDATE advice SET sent_at = NULL, reaction_due = '', version = version + 1"
        " WHERE id = :id");

enum err advice_take_back(struct tx *tx, struct arena *a, const struct actor *who, int64_t id)
{
    struct advice v = { 0 };

    TRY(advice_may(who, SEND));
    TRY(advice_load(tx, a, id, 0, &v));
    if (v.sent_at == 0)
        return fault_set(tx_fault(tx), ERR_CONFLICT, "Dit advies is niet bezorgd.");
    if (v.sent_at <= clock_now() || v.answer != ANSWER_NONE)
        return fault_set(tx_fault(tx), ERR_CONFLICT, "Dit advies is al vertrokken.");
    TRY(outbox_cancel_subject(tx, "advice", id));
    TRY(sql_run(tx, &UNSENT, IN(in_i64("id", id)), NULL));
    TRY(advice_index(tx, a, id));
    return advice_record(tx, who, "advice.taken_back", &v);
}

/* -- the answer -- */

static const struct sql ANSWERED =
    SQL("UPDATE advice SET answer = :answer, answer_text = :text, answered_on = :on,"
        "       reference = :reference, told_at = CASE WHEN :told = 0 THEN told_at ELSE :told END,"
        "       version = version + 1"
        " WHERE id = :id");

static enum err check_reaction(
    struct tx *tx, struct arena *a, const struct advice *v, struct advice_reaction *in)
{
    struct fault *f = tx_fault(tx);
    struct council c;

    change_check(ADVICE_REACTION_FIELDS, f, in);
    TRY(fault_check(f));
    TRY(council_get(tx_snap(tx), a, &c));
    if (in->answer == ANSWER_NONE)
        fault_issue(f, "answer", "required", "Kies of het advies gevolgd werd.");
    if (strcmp(in->answered_on, council_today(a, &c)) > 0)
        fault_issue(f, "answered_on", "range", "Deze dag moet nog komen.");
    else if (strcmp(in->answered_on, v->given_on) < 0)
        fault_issue(f, "answered_on", "range", "Het advies is pas gegeven op %s.",
            dutch_date(f->arena, v->given_on));
    return fault_check(f);
}

enum err advice_note_answer(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t id, int64_t version, const struct advice_reaction *in,
    bool told)
{
    int64_t due_at = clock_now() + o->undo_seconds * 1000;
    struct advice_reaction r = *in;
    struct recipient_list list = { 0 };
    struct advice v = { 0 };

    TRY(advice_may(who, RECORD));
    TRY(advice_load(tx, a, id, version, &v));
    if (v.sent_at == 0 || v.sent_at > clock_now())
        return fault_set(tx_fault(tx), ERR_CONFLICT, "Dit advies is nog niet bezorgd.");
    TRY(check_reaction(tx, a, &v, &r));
    TRY(sql_run(tx, &ANSWERED,
        IN(in_i64("id", id), in_enum("answer", ADVICE_ANSWERS, r.answer),
            in_text("text", r.answer_text), in_text("on", r.answered_on),
            in_text("reference", r.reference), in_i64("told", told ? due_at : 0)),
        NULL));
    TRY(advice_index(tx, a, id));
    TRY(advice_by_id(tx_snap(tx), a, id, &v));
    if (told)
        TRY(tell(tx_snap(tx), tx, a, o, NOTICE_ADVICE_ANSWERED, &v, &list));
    return advice_record(tx, who, "advice.answered", &v);
}
