/* Offers of support: the finder, and who may use them. Those promised for a month are in offers.c. */
#include "lok/offer_find.h"
#include "web/api/api.h"
#include "web/api/encode_part.h"
#include "web/api/support.h"

static cJSON *encode_rule(const struct eligibility_rule *r)
{
    cJSON *o = cJSON_CreateObject();
    json_add_id(o, "id", r->id);
    encode_choices(o, "care", CARE_KINDS, r->care);
    encode_choice(o, "tariff", TARIFFS, r->tariff);
    encode_number(o, "maxPlaces", r->max_places);
    encode_number(o, "maxLocations", r->max_locations);
    encode_choice(o, "price", PRICES, r->price);
    json_add_text(o, "note", r->note);
    json_add_text(o, "source", r->source);
    json_add_text(o, "sourceDate", r->source_date);
    return o;
}

static cJSON *encode_support(const struct offer *x)
{
    cJSON *o = cJSON_CreateObject();
    json_add_id(o, "id", x->id);
    json_add_id(o, "partnerId", x->partner_id);
    json_add_text(o, "partner", x->partner_name);
    json_add_text(o, "title", x->title);
    encode_choice(o, "form", OFFER_FORMS, x->form);
    encode_choice(o, "level", OFFER_LEVELS, x->level);
    encode_choices(o, "forWhom", OFFER_AUDIENCES, x->for_whom);
    cJSON_AddBoolToObject(o, "ownStaff", x->own_staff);
    encode_choices(o, "care", CARE_KINDS, x->care);
    json_add_text(o, "text", x->text);
    json_add_text(o, "topic", x->topic);
    json_add_text(o, "place", x->place);
    json_add_text(o, "timeOfDay", x->time_of_day);
    encode_choice(o, "rhythm", OFFER_RHYTHMS, x->rhythm);
    encode_number(o, "daysAMonth", x->days_a_month);
    json_add_text(o, "followUp", x->follow_up);
    json_add_text(o, "recognition", x->recognition);
    encode_number(o, "recognisedSince", x->recognised_since);
    encode_lines(o, "aims", &x->aims);
    encode_lines(o, "area", &x->area);
    json_add_text(o, "source", x->source);
    json_add_text(o, "sourceDate", x->source_date);
    json_add_text(o, "until", x->until);
    encode_number(o, "version", x->version);
    return o;
}

static cJSON *encode_answer(const struct offer_answer *x)
{
    cJSON *o = cJSON_CreateObject();
    encode_choice(o, "fit", OFFER_FITNESS, x->fit);
    cJSON_AddBoolToObject(o, "free", x->is_free);
    encode_choice(o, "coverage", COVERAGES, x->coverage);
    encode_lines(o, "why", &x->why);
    json_add_text(o, "source", x->source);
    json_add_text(o, "sourceDate", x->source_date);
    encode_id(o, "ruleId", x->rule == NULL ? 0 : x->rule->id);
    return o;
}

/* A word of the query: its position in the table; an issue when it is none of them. */
static unsigned asked_choice(struct request *rq, const char *name, const struct choice *of)
{
    const char *word = request_query(rq, name);
    unsigned value = 0;

    if (!str_empty(word) && !choice_find(of, word, &value))
        fault_issue(&rq->fault, arena_printf(rq->arena, "?%s", name), "choice",
            "Kies een woord uit de beschrijving.");
    return value;
}

/* All offers with their answers, the best first, on one page. */
static enum err reply_found(struct request *rq, const struct offer_question *q)
{
    struct offer_answer_list found = { 0 };
    const char *today = council_today(rq->arena, &rq->council);

    enum err e = offer_find(rq->snap, rq->arena, q, today, &found);
    for (size_t i = 0; e == ERR_INVALID && i < rq->fault.issue_count; i++)
        rq->fault.issues[i].field =
            str_equal(rq->fault.issues[i].field, "municipality") ? "?municipality" : "?organiser";
    TRY(e);
    cJSON *tree = cJSON_CreateObject();
    cJSON *items = cJSON_AddArrayToObject(tree, "items");
    for (size_t i = 0; i < found.count; i++) {
        cJSON *one = encode_support(&found.at[i].offer);
        cJSON_AddItemToObject(one, "answer", encode_answer(&found.at[i]));
        cJSON_AddItemToArray(items, one);
    }
    return reply_json(rq, 200, tree, 0, NULL);
}

enum err api_support_offers(struct request *rq)
{
    static const char *const NAMES[] = { "municipality", "care", "tariff", "places", "locations",
        "organiser", "partner", "q", NULL };
    struct paging page;
    struct offer_list list = { 0 };
    const struct offer_question q = {
        .municipality = request_query(rq, "municipality"),
        .care = asked_choice(rq, "care", CARE_ASKED),
        .tariff = asked_choice(rq, "tariff", TARIFFS),
        .places = support_query_number(rq, "places", 1, 9999),
        .locations = support_query_number(rq, "locations", 1, 999),
        .organiser_id = support_query_number(rq, "organiser", 1, INT64_MAX),
        .words = str_trim(rq->arena, request_query(rq, "q")),
        .partner_id = support_query_number(rq, "partner", 1, INT64_MAX),
    };

    TRY(support_may(rq, SEE_PARTNERS, 0));
    TRY(request_paging(rq, NAMES, &page));
    if (offer_is_asked(&q) || !str_empty(q.words))
        return reply_found(rq, &q);
    TRY(collection_listed(
        rq, offer_list(rq->snap, rq->arena, q.partner_id, page.after, page.size + 1, &list)));
    struct collection c = collection_of(&page, list.count);
    for (size_t i = 0; i < c.shown; i++)
        collection_add(&c, list.at[i].id, encode_support(&list.at[i]));
    return collection_reply(rq, &c);
}

/* With its rules. */
static enum err reply_offer(struct request *rq, unsigned status, int64_t id)
{
    struct offer x;
    struct eligibility_rules rules = { 0 };
    TRY(offer_get(rq->snap, rq->arena, id, &x));
    TRY(offer_rules(rq->snap, rq->arena, id, &rules));
    cJSON *o = encode_support(&x);
    cJSON *array = cJSON_AddArrayToObject(o, "rules");
    for (size_t i = 0; i < rules.count; i++)
        cJSON_AddItemToArray(array, encode_rule(&rules.at[i]));
    return reply_json(
        rq, status, o, x.version, status == 201 ? support_path(rq, "offers", id, "") : NULL);
}

enum err api_support_offer(struct request *rq)
{
    TRY(support_may(rq, SEE_PARTNERS, 0));
    return reply_offer(rq, 200, rq->id);
}

enum err api_support_offer_create(struct request *rq)
{
    struct offer in = { 0 };
    int64_t id;
    TRY(support_may(rq, EDIT_OFFER, rq->actor.partner_id));
    TRY(support_decode(rq, OFFER_FIELDS, FIELDS_WHOLE, &in));
    TRY(support_may(rq, EDIT_OFFER, in.partner_id));
    TRY(offer_create(rq->tx, &rq->actor, &in, &id));
    return reply_offer(rq, 201, id);
}

/* Whose offer it is decides who may change it. */
static enum err read_own(struct request *rq, struct offer *ret)
{
    TRY(support_may(rq, EDIT_OFFER, rq->actor.partner_id));
    TRY(offer_get(rq->snap, rq->arena, rq->id, ret));
    return support_may(rq, EDIT_OFFER, ret->partner_id);
}

enum err api_support_offer_update(struct request *rq)
{
    struct offer in;
    TRY(read_own(rq, &in));
    TRY(support_if_match(rq, in.version));
    TRY(support_decode(rq, OFFER_FIELDS, FIELDS_PARTIAL, &in));
    TRY(support_may(rq, EDIT_OFFER, in.partner_id));
    TRY(offer_update(rq->tx, &rq->actor, rq->id, in.version, &in));
    return reply_offer(rq, 200, rq->id);
}

enum err api_support_rule_create(struct request *rq)
{
    struct eligibility_rule in = { .note = "", .source_date = "" };
    struct offer x;
    int64_t rule_id;
    TRY(read_own(rq, &x));
    TRY(support_decode(rq, OFFER_RULE_FIELDS, FIELDS_WHOLE, &in));
    TRY(offer_rule_add(rq->tx, &rq->actor, rq->id, &in, &rule_id));
    return reply_offer(rq, 201, rq->id);
}

enum err api_support_rule_delete(struct request *rq)
{
    struct offer x;
    int64_t rule_id;
    TRY(read_own(rq, &x));
    TRY(support_path_id(rq, "rule", &rule_id));
    TRY(offer_rule_remove(rq->tx, &rq->actor, rq->id, rule_id));
    return reply_no_content(rq);
}
