/* One offer: what it is, who may use it, from which source. */
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/access.h"
#include "web/pages/pages.h"
#include "web/pages/support.h"
#include <string.h>

static struct url no_url(void)
{
    return (struct url){ "" };
}

/* "een traject, ongeveer 2 dagen per maand" */
static const char *rhythm_of(struct arena *a, const struct offer *o)
{
    const char *words = o->rhythm == RHYTHM_NOT_SAID ? "" : choice_dutch(OFFER_RHYTHMS, o->rhythm);

    if (o->days_a_month == 0)
        return words;
    return arena_printf(a, "%s%songeveer %s per maand", words, str_empty(words) ? "" : ", ",
        show_count(a, (size_t)o->days_a_month, "dag", "dagen"));
}

static const char *for_whom(struct arena *a, const struct offer *o)
{
    struct lines whom = eligibility_chosen(a, OFFER_AUDIENCES, o->for_whom);
    const char *words = str_join_dutch(a, &whom);

    if (!o->own_staff)
        return words;
    return arena_printf(
        a, "%s%salleen eigen personeel van de partner", words, str_empty(words) ? "" : "; ");
}

static const char *recognition_of(struct arena *a, const struct offer *o)
{
    if (str_empty(o->recognition) || o->recognised_since == 0)
        return o->recognition;
    return arena_printf(a, "%s, sinds %lld", o->recognition, (long long)o->recognised_since);
}

static struct fact_list facts_of(struct arena *a, const struct offer *o)
{
    struct fact_list facts = show_facts(a, 13);
    struct lines care = eligibility_chosen(a, CARE_KINDS, o->care);
    const char *source = support_source(a, o->source, o->source_date);

    show_add_fact(&facts, "Niveau", choice_dutch(OFFER_LEVELS, o->level), no_url());
    show_add_fact(&facts, "Voor wie", for_whom(a, o), no_url());
    show_add_fact(&facts, "Soort opvang",
        care.count == 0 ? "elke opvang" : str_join_dutch(a, &care), no_url());
    show_add_fact(&facts, "Onderwerp", o->topic, no_url());
    show_add_fact(&facts, "Plaats", o->place, no_url());
    show_add_fact(&facts, "Tijdstip", o->time_of_day, no_url());
    show_add_fact(&facts, "Hoe vaak", rhythm_of(a, o), no_url());
    show_add_fact(&facts, "Opvolging", o->follow_up, no_url());
    show_add_fact(&facts, "Erkenning", recognition_of(a, o), no_url());
    show_add_fact(&facts, "Gemeenten",
        o->area.count == 0 ? "waar de partner werkt" : str_join_dutch(a, &o->area), no_url());
    show_add_fact(&facts, "Bron", source + strlen("Bron: "), no_url());
    show_add_fact(&facts, "Gestopt vanaf", dutch_date_long(a, o->until), no_url());
    return facts;
}

static enum err show_rules(struct request *rq, struct support_offer_view *v)
{
    static const char *const TONES[] = { "ok", "", "warn" };
    struct arena *a = rq->arena;
    struct eligibility_rules rules = { 0 };

    TRY(offer_rules(rq->snap, a, rq->id, &rules));
    v->rules.at = arena_array(a, rules.count, sizeof *v->rules.at);
    v->rules.count = rules.count;
    for (size_t i = 0; i < rules.count; i++) {
        const struct eligibility_rule *r = &rules.at[i];
        v->rules.at[i] = (struct support_rule_row){
            .words = show_capital(a, eligibility_rule_words(a, r)),
            .price = { choice_dutch(PRICES, r->price), TONES[r->price] },
            .note = r->note,
            .source = support_source(a, r->source, r->source_date),
            .remove = v->may_edit ? url_of(a, "/ondersteuning/%lld/regels/%lld/verwijderen",
                                        (long long)rq->id, (long long)r->id)
                                  : no_url(),
        };
    }
    return ERR_OK;
}

static enum err show(struct request *rq, unsigned status)
{
    struct arena *a = rq->arena;
    struct offer o;

    TRY(access_check(rq, SEE_PARTNERS, 0));
    TRY(offer_get(rq->snap, a, rq->id, &o));
    const char *today = council_today(a, &rq->council);
    bool stopped = !str_empty(o.until) && strcmp(o.until, today) <= 0;
    struct support_offer_view v = {
        .title = o.title,
        .form = show_capital(a, choice_dutch(OFFER_FORMS, o.form)),
        .partner = { o.partner_name, url_of(a, "/partners/%lld", (long long)o.partner_id) },
        .stopped = { stopped ? "gestopt" : "", "warn" },
        .text = show_text(a, o.text),
        .facts = facts_of(a, &o),
        .aims = o.aims,
        .may_edit = access_may(rq, EDIT_OFFER, o.partner_id),
        .edit = support_url(a, o.id, "/bewerken"),
        .add_to = support_url(a, o.id, "/regels#regels"),
    };
    if (v.may_edit) {
        const struct eligibility_rule like = {
            .note = "", .source = o.source, .source_date = o.source_date
        };
        v.add = form_make(rq, OFFER_RULE_FIELDS, &like, 0, NULL);
        v.add_open = v.add.issues.count > 0 || !str_empty(v.add.detail);
    }
    TRY(show_rules(rq, &v));
    return reply_page_status(rq, status, o.title, support_offer_html, &v);
}

enum err page_support_offer(struct request *rq)
{
    return show(rq, 200);
}

static const char *back_to(struct request *rq)
{
    return arena_printf(rq->arena, "/ondersteuning/%lld#regels", (long long)rq->id);
}

/* Whose offer it is decides who may change it. */
static enum err check(struct request *rq)
{
    struct offer o;

    TRY(offer_get(rq->snap, rq->arena, rq->id, &o));
    return access_check(rq, EDIT_OFFER, o.partner_id);
}

enum err page_support_rule_add(struct request *rq)
{
    struct eligibility_rule in = { 0 };
    int64_t rule_id;

    TRY(check(rq));
    enum err e = fields_from_form(OFFER_RULE_FIELDS, &rq->form, rq->arena, &rq->fault, &in);
    if (e == ERR_OK)
        e = offer_rule_add(rq->tx, &rq->actor, rq->id, &in, &rule_id);
    if (e == ERR_OK)
        return reply_see_other(rq, back_to(rq), "De regel is toegevoegd.", NULL);
    TRY(form_comes_back(rq, e));
    return show(rq, err_status(e));
}

enum err page_support_rule_remove(struct request *rq)
{
    int64_t rule_id;

    TRY(check(rq));
    if (!str_to_i64(request_param(rq, "rule"), &rule_id))
        return ERR_NOT_FOUND;
    TRY(offer_rule_remove(rq->tx, &rq->actor, rq->id, rule_id));
    return reply_see_other(rq, back_to(rq), "De regel is verwijderd.", NULL);
}
