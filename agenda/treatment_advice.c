/* The advice that the council gives at an item: the one that was asked and stands there, else a new one
 * of its own accord. */
#include "agenda/advice.h"
#include "agenda/treatment_check.h"

enum err treatment_advice_read(
    struct snap *s, struct arena *a, int64_t item_id, struct treatment_input *ret)
{
    struct advice v = { .text = "", .motivation = "", .balance_reason = "", .minority_view = "" };
    enum err e = advice_by_item(s, a, item_id, &v);

    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    ret->advice = (struct treatment_advice){ v.text, v.motivation, v.balance_reason };
    if (str_empty(ret->minority_view))
        ret->minority_view = v.minority_view;
    if (ret->votes.in_favour + ret->votes.against + ret->votes.abstain == 0)
        ret->votes = (struct votes){ v.in_favour, v.against, v.abstain };
    return ERR_OK;
}

enum err treatment_rule(struct snap *s, struct arena *a, int64_t item_id, const char **ret)
{
    struct advice v = { .balance_words = "" };
    struct item item = { 0 };
    enum err e = advice_by_item(s, a, item_id, &v);

    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    TRY(item_get(s, a, item_id, &item));
    *ret = v.balance_words;
    return item.outcome == OUTCOME_ADVICE_GIVEN ? ERR_OK : advice_balance(s, a, item_id, ret);
}

static enum err make(struct treatment *t, struct advice *ret)
{
    const struct advice_question question = {
        .title = t->item.title,
        .origin = ADVICE_OWN_INITIATIVE,
        .dossier_id = t->item.dossier_id,
        .access = t->item.access,
    };
    int64_t id = 0;

    TRY(advice_ask(t->tx, t->arena, t->who, &question, &id));
    TRY(advice_set_item(t->tx, t->arena, t->who, id, t->item.id));
    return advice_by_id(tx_snap(t->tx), t->arena, id, ret);
}

static bool is_same(const struct advice *v, const struct advice_text *text)
{
    return str_equal(v->text, text->text) && str_equal(v->motivation, text->motivation) &&
           str_equal(v->minority_view, text->minority_view) && v->in_favour == text->in_favour &&
           v->against == text->against && v->abstain == text->abstain &&
           str_equal(v->balance_reason, text->balance_reason);
}

/* Issues of the advice lead to their fields in the treatment. */
static void rename_issues(struct fault *f)
{
    static const char *const NAMES[][2] = { { "text", "advice.text" },
        { "motivation", "advice.motivation" }, { "balance_reason", "advice.balance_reason" } };

    for (size_t i = 0; i < f->issue_count; i++)
        for (size_t n = 0; n < ARRAY_LEN(NAMES); n++)
            if (str_equal(f->issues[i].field, NAMES[n][0]))
                f->issues[i].field = NAMES[n][1];
}

static enum err write_text(struct treatment *t, const struct advice *v, struct advice_text *text)
{
    text->given_now = v->sent_at == 0 && t->in->outcome == OUTCOME_ADVICE_GIVEN &&
                      t->item.outcome != OUTCOME_ADVICE_GIVEN;
    if (!text->given_now && is_same(v, text))
        return ERR_OK;
    enum err e = advice_write(t->tx, t->arena, t->who, v->id, 0, text);
    rename_issues(tx_fault(t->tx));
    return e;
}

static enum err empty(struct treatment *t, const struct advice *v)
{
    if (!str_empty(t->in->advice.motivation))
        return fault_issue(
            tx_fault(t->tx), "advice.text", "required", "Schrijf de tekst van het advies.");
    return v->id == 0 || str_empty(v->text) ? ERR_OK
                                            : advice_unwrite(t->tx, t->arena, t->who, v->id);
}

enum err treatment_advise(struct treatment *t, bool given, struct treatment_result *ret)
{
    const struct treatment_input *in = t->in;
    struct advice v = { .text = "" };
    enum err e = advice_by_item(tx_snap(t->tx), t->arena, t->item.id, &v);

    ret->advice_number = "";
    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    struct advice_text text = {
        .text = given ? in->advice.text : v.text,
        .motivation = given ? in->advice.motivation : v.motivation,
        .minority_view = in->minority_view,
        .in_favour = in->votes.in_favour,
        .against = in->votes.against,
        .abstain = in->votes.abstain,
        .balance_reason = given ? in->advice.balance_reason : v.balance_reason,
    };
    if (str_empty(text.text))
        return given ? empty(t, &v) : ERR_OK;
    if (!given && (v.sent_at != 0 || in->outcome != OUTCOME_ADVICE_GIVEN))
        return ERR_OK;
    if (v.id == 0)
        TRY(make(t, &v));
    ret->advice_number = v.number;
    return write_text(t, &v, &text);
}
