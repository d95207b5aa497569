#include "lok/offer_find.h"
#include "lok/base/utf8.h"
#include "lok/partner.h"
#include "lok/partner_area.h"
#include <stdlib.h>
#include <string.h>

const struct choice CARE_ASKED[] = {
    { "any", "nog niet gezegd" },
    { "family_care", "gezinsopvang" },
    { "group_care", "groepsopvang" },
    { "toddler_group", "peutertuin" },
    { "out_of_school_care", "buitenschoolse opvang" },
    { NULL, NULL },
};

static const struct choice TARIFF_ASKED[] = {
    { "any", "nog niet gezegd" },
    { "with", "met inkomenstarief" },
    { "without", "zonder inkomenstarief" },
    { NULL, NULL },
};

const struct choice OFFER_FITNESS[] = {
    { "fits", "past" },
    { "depends", "hangt ervan af" },
    { "fits_not", "past niet" },
    { NULL, NULL },
};

const struct field OFFER_QUESTION_FIELDS[] = {
    FIELD_TEXT(struct offer_question, words, .max = 100, .label = "Een woord",
        .hint = "Bijvoorbeeld VIB, inclusie of vorming."),
    FIELD_TEXT(struct offer_question, municipality, .max = 100, .label = "Gemeente van de opvang",
        .hint = "De naam of de NIS-code."),
    FIELD_CHOICE(struct offer_question, care, .of = CARE_ASKED, .label = "Soort opvang"),
    FIELD_CHOICE(struct offer_question, tariff, .of = TARIFF_ASKED, .label = "Inkomenstarief"),
    FIELD_INT(struct offer_question, places, .zero_is_none = true, .max = 9999,
        .label = "Aantal plaatsen"),
    FIELD_INT(struct offer_question, locations, .zero_is_none = true, .max = 999,
        .label = "Aantal locaties"),
    FIELD_ID(struct offer_question, organiser_id, .label = "Organisator",
        .hint = "Sommige ondersteuning is alleen voor het eigen personeel van een partner."),
    FIELD_END,
};

enum { MOST_OFFERS = 2000, MOST_REASONS = 6 };

static void say(struct offer_answer *answer, const char *words)
{
    if (answer->why.count < MOST_REASONS)
        answer->why.at[answer->why.count++] = words;
}

static void worsen(struct offer_answer *answer, enum offer_fit to)
{
    answer->fit = answer->fit < to ? to : answer->fit;
}

/* Does it reach that far? */
static void judge_area(struct arena *a, const struct municipality_list *all,
    const struct municipality *asked, const struct lines *area, struct offer_answer *answer)
{
    struct lines parts = { 0 };

    answer->area_known = area->count > 0;
    answer->coverage = COVERAGE_WHOLE;
    if (asked == NULL)
        return;
    if (!answer->area_known) {
        worsen(answer, OFFER_DEPENDS);
        say(answer, "Het werkingsgebied is niet bekend: vraag het na.");
        return;
    }
    answer->coverage = municipality_covers(all, area, asked, a, &parts);
    if (answer->coverage == COVERAGE_NONE) {
        worsen(answer, OFFER_FITS_NOT);
        say(answer, arena_printf(a, "Werkt niet in %s.", asked->name));
    } else if (answer->coverage == COVERAGE_PARTLY) {
        say(answer, arena_printf(a, "Werkt deels in %s: wel in het vroegere %s.", asked->name,
                        str_join_dutch(a, &parts)));
    } else {
        say(answer, arena_printf(a, "Werkt in %s.", asked->name));
    }
}

/* For those who work for the partner: whose location is it? */
static void judge_staff(
    struct arena *a, const struct offer_question *q, struct offer_answer *answer)
{
    const char *partner = answer->offer.partner_name;

    if (q->organiser_id == answer->offer.partner_id) {
        say(answer,
            arena_printf(a, "Is voor eigen personeel, en dit is een locatie van %s.", partner));
    } else if (q->organiser_id != 0) {
        worsen(answer, OFFER_FITS_NOT);
        say(answer, arena_printf(a, "Is alleen voor eigen personeel (%s).", partner));
    } else {
        worsen(answer, OFFER_DEPENDS);
        say(answer,
            arena_printf(a, "Is alleen voor eigen personeel (%s): past als dat de organisator is.",
                partner));
    }
}

/* Is it meant for such a location at all? */
static void judge_kind(struct arena *a, const struct offer_question *q, struct offer_answer *answer)
{
    const struct offer *o = &answer->offer;

    if (o->level == OFFER_LEVEL_DEPARTMENT) {
        worsen(answer, OFFER_FITS_NOT);
        say(answer, "Is voor een dienst of bestuur, niet voor één opvanglocatie.");
    }
    if (o->own_staff)
        judge_staff(a, q, answer);
    if (q->care != 0 && o->care != 0 && (o->care & CARE_BIT(q->care - 1)) == 0) {
        worsen(answer, OFFER_FITS_NOT);
        say(answer, arena_printf(a, "Is niet voor %s.", choice_dutch(CARE_ASKED, q->care)));
    }
}

static void judge_rules(struct arena *a, const struct offer_question *q,
    const struct eligibility_rules *rules, struct offer_answer *answer)
{
    const struct eligibility_question asked = { q->care, q->tariff, q->places, q->locations };
    struct eligibility_answer said = eligibility_of(rules, &asked);

    answer->rule = said.rule;
    answer->source = said.rule != NULL ? said.rule->source : answer->offer.source;
    answer->source_date = said.rule != NULL ? said.rule->source_date : answer->offer.source_date;
    if (said.rule == NULL && answer->offer.own_staff) { /* that is the condition */
        if (answer->fit != OFFER_FITS_NOT)
            say(answer, "De bron zegt niet of het gratis is.");
        return;
    }
    /* Where it does not reach, a rule that would hold is no reason. */
    if (answer->fit != OFFER_FITS_NOT || said.verdict == ELIGIBILITY_NOT)
        say(answer, eligibility_words(a, &said));
    if (said.verdict == ELIGIBILITY_NOT)
        worsen(answer, OFFER_FITS_NOT);
    else if (said.verdict != ELIGIBILITY_FITS)
        worsen(answer, OFFER_DEPENDS);
    answer->is_free = answer->fit == OFFER_FITS && said.rule->price == PRICE_FREE;
}

void offer_judge(struct arena *a, const struct offer_question *q,
    const struct eligibility_rules *rules, const struct municipality_list *all,
    const struct municipality *asked, const struct lines *area, struct offer_answer *answer)
{
    answer->fit = OFFER_FITS;
    answer->why = (struct lines){ arena_array(a, MOST_REASONS, sizeof *answer->why.at), 0 };
    judge_area(a, all, asked, area, answer);
    judge_kind(a, q, answer);
    judge_rules(a, q, rules, answer);
}

bool offer_is_asked(const struct offer_question *q)
{
    return !str_empty(q->municipality) || q->care != 0 || q->tariff != 0 || q->places != 0 ||
           q->locations != 0 || q->organiser_id != 0;
}

bool offer_has_words(struct arena *a, const struct offer *o, const struct dutch_asked *words)
{
    const char *text = arena_printf(a, "%s %s %s %s %s %s %s %s", o->title,
        choice_dutch(OFFER_FORMS, o->form), o->topic, o->text, str_join(a, &o->aims, " "),
        o->recognition, o->follow_up, o->partner_name);

    return dutch_holds(text, words);
}

static int rank(const struct offer_answer *x)
{
    return 2 * (int)x->fit + (x->fit == OFFER_FITS && x->is_free ? 0 : 1);
}

static int by_fit(const void *one, const void *other)
{
    const struct offer_answer *x = one, *y = other;
    int order = rank(x) - rank(y);

    if (order == 0)
        order = strcmp(x->offer.partner_name, y->offer.partner_name);
    return order != 0 ? order : (x->offer.id > y->offer.id) - (x->offer.id < y->offer.id);
}

static enum err judge_offer(struct snap *s, struct arena *a, const struct offer_question *q,
    const char *on, const struct municipality_list *all, const struct municipality *asked,
    struct offer_answer *answer)
{
    struct eligibility_rules rules = { 0 };
    struct lines area = answer->offer.area_codes;

    TRY(offer_rules(s, a, answer->offer.id, &rules));
    if (area.count == 0)
        TRY(partner_area_codes(s, a, answer->offer.partner_id, on, &area));
    offer_judge(a, q, &rules, all, asked, &area, answer);
    return ERR_OK;
}

/* The municipality and the organiser must be known. */
static enum err check_question(struct snap *s, struct arena *a, const struct offer_question *q,
    const struct municipality_list *all, const char *on, const struct municipality **ret)
{
    struct fault *f = snap_fault(s);
    struct partner organiser = { 0 };

    *ret = str_empty(q->municipality) ? NULL : municipality_find(all, q->municipality, on);
    if (*ret == NULL && !str_empty(q->municipality))
        fault_issue(f, "municipality", "unknown",
            "Er is geen Vlaamse gemeente met de naam of NIS-code “%s”.", q->municipality);
    if (q->organiser_id != 0) {
        enum err e = partner_get(s, a, q->organiser_id, &organiser);
        if (e != ERR_OK && e != ERR_NOT_FOUND)
            return e;
        if (e == ERR_NOT_FOUND || organiser.merged_into_id != 0)
            fault_issue(f, "organiser_id", "unknown", "Kies een partner uit de lijst.");
    }
    return fault_check(f);
}

static bool has_stopped(const char *until, const char *on)
{
    return !str_empty(until) && strcmp(until, on) <= 0;
}

enum err offer_find(struct snap *s, struct arena *a, const struct offer_question *q, const char *on,
    struct offer_answer_list *ret)
{
    struct municipality_list *all = arena_alloc(a, sizeof *all);
    struct offer_answer_list found = { .merged = "" };
    struct offer_list offers = { 0 };

    TRY(municipality_all(s, a, all));
    TRY(check_question(s, a, q, all, on, &found.municipality));
    if (found.municipality != NULL && has_stopped(found.municipality->until_date, on))
        found.merged = municipality_find(all, found.municipality->successor, on)->name;
    TRY(offer_list(s, a, q->partner_id, 0, MOST_OFFERS, &offers));
    found.at = arena_array(a, offers.count, sizeof *found.at);
    struct dutch_asked words = dutch_ask(a, q->words == NULL ? "" : q->words);
    for (size_t i = 0; i < offers.count; i++) {
        struct offer_answer *answer = &found.at[found.count];
        struct partner p = { 0 };
        *answer = (struct offer_answer){ .offer = offers.at[i] };
        TRY(partner_get(s, a, answer->offer.partner_id, &p));
        if (has_stopped(answer->offer.until, on) || has_stopped(p.until, on) ||
            (!str_empty(q->words) && !offer_has_words(a, &answer->offer, &words)))
            continue;
        TRY(judge_offer(s, a, q, on, all, found.municipality, answer));
        found.count++;
    }
    qsort(found.at, found.count, sizeof *found.at, by_fit);
    *ret = found;
    return ERR_OK;
}
