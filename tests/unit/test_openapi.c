/* openapi.json says the same as the routes and the field tables. */
#include "agenda/action.h"
#include "agenda/advice.h"
#include "agenda/attendance.h"
#include "agenda/coalition.h"
#include "agenda/dossier.h"
#include "agenda/example.h"
#include "agenda/expansion.h"
#include "agenda/proposal.h"
#include "agenda/reply.h"
#include "agenda/treatment.h"
#include "agenda/written.h"
#include "lok/base/embed.h"
#include "lok/member.h"
#include "lok/offer.h"
#include "lok/partner_area.h"
#include "lok/partner_merge.h"
#include "lok/partner_ties.h"
#include "notify/again.h"
#include "tests/given/given.h"
#include "web/api/input.h"
#include "web/http/server.h"
#include <string.h>

extern const struct embedded openapi_files[];

static const char PREFIX[] = "/api/v1";
static const char *const METHODS[] = { "get", "post", "put", "patch", "delete" };

static int given_document(void **state)
{
    json_init();
    const struct embedded *file = embedded_find(openapi_files, "openapi.json");
    *state = file == NULL ? NULL : cJSON_Parse((const char *)file->bytes);
    return *state == NULL ? -1 : 0;
}

static int given_document_end(void **state)
{
    cJSON_Delete(*state);
    return 0;
}

static const cJSON *at(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

/* Follows "$ref": "#/components/schemas/Name". */
static const cJSON *resolved(const cJSON *document, const cJSON *schema)
{
    const cJSON *ref = at(schema, "$ref");
    if (ref == NULL)
        return schema;
    const char *path = ref->valuestring + 2;
    const cJSON *found = document;
    while (found != NULL && *path != '\0') {
        char step[100] = "";
        size_t length = strcspn(path, "/");
        assert_true(length < sizeof step);
        memcpy(step, path, length);
        found = at(found, step);
        path += length + (path[length] == '/');
    }
    assert_non_null(found);
    return found;
}

static const cJSON *schema_of(const cJSON *document, const char *name)
{
    return at(at(at(document, "components"), "schemas"), name);
}

/* -- routes -- */

/* "/meetings/{id}" for "/api/v1/meetings/:id" */
static const char *described_path(struct arena *a, const char *route)
{
    struct buf b;
    buf_init(&b, a, 0);
    for (const char *s = route + strlen(PREFIX); *s != '\0';) {
        size_t length = strcspn(s + 1, "/") + 1;
        if (s[1] == ':')
            buf_printf(&b, "/{%.*s}", (int)length - 2, s + 2);
        else
            buf_add(&b, s, length);
        s += length;
    }
    return b.data;
}

static bool has_parameter(const cJSON *document, const cJSON *operation, const char *name)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, at(operation, "parameters"))
    {
        const cJSON *parameter = resolved(document, one);
        if (strcmp(at(parameter, "name")->valuestring, name) == 0)
            return true;
    }
    return false;
}

/* Of a POST the answer is kept for a repeat; erasing and ending terms, which take transactions of
 * their own, do nothing the second time instead. */
static bool keeps_its_answer(const struct route *r)
{
    return r->method == POST
    &&strcmp(r->path, "/api/v1/persons/:id/erasure") != 0 &&
        strcmp(r->path, "/api/v1/retention/run") != 0;
}

static void every_route_is_described_with_what_it_takes(void **state)
{
    const cJSON *document = *state;
    AUTO(arena_cleanup) struct arena *a = arena_new();
    for (size_t i = 0; i < SITE.route_count; i++) {
        const struct route *r = &SITE.routes[i];
        if (strncmp(r->path, PREFIX, strlen(PREFIX)) != 0)
            continue;
        const cJSON *item = at(at(document, "paths"), described_path(a, r->path));
        const cJSON *operation = at(item, METHODS[r->method]);
        if (operation == NULL)
            fail_msg("%s %s is not described", METHODS[r->method], r->path);
        if (r->if_match != has_parameter(document, operation, "If-Match") &&
            strcmp(r->path, "/api/v1/meetings/:id/publication") != 0)
            fail_msg("%s %s: If-Match", METHODS[r->method], r->path);
        if (keeps_its_answer(r) != has_parameter(document, operation, "Idempotency-Key"))
            fail_msg("%s %s: Idempotency-Key", METHODS[r->method], r->path);
        const cJSON *content = at(at(operation, "requestBody"), "content");
        const char *type = r->body.type == BODY_JSON     ? "application/json"
                           : r->body.type == BODY_PATCH  ? "application/merge-patch+json"
                           : r->body.type == BODY_UPLOAD ? "multipart/form-data"
                                                         : NULL;
        if ((type == NULL) != (content == NULL) || (type != NULL && at(content, type) == NULL))
            fail_msg("%s %s: another body", METHODS[r->method], r->path);
        bool open = at(operation, "security") != NULL;
        if (open != (r->who == PUBLIC))
            fail_msg("%s %s: who may come in", METHODS[r->method], r->path);
    }
}

static size_t routes_described(const cJSON *document)
{
    size_t count = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, at(document, "paths"))
    {
        for (size_t m = 0; m < ARRAY_LEN(METHODS); m++)
            count += at(item, METHODS[m]) != NULL;
    }
    return count;
}

static void nothing_is_described_that_has_no_route(void **state)
{
    size_t routes = 0;
    for (size_t i = 0; i < SITE.route_count; i++)
        routes += strncmp(SITE.routes[i].path, PREFIX, strlen(PREFIX)) == 0;
    assert_true(routes > 0);
    assert_int_equal(routes_described(*state), routes);
}

/* -- fields -- */

/* `input` adds to `schema` what is required; the same when there is no merge patch of it. */
static const struct taken {
    const char *schema, *input;
    const struct field *fields;
} TAKEN[] = {
    { "MeetingPatch", "MeetingInput", MEETING_JSON_FIELDS },
    { "MeetingInput", "MeetingInput", MEETING_NEW_JSON_FIELDS },
    { "MeetingStateInput", "MeetingStateInput", STATE_FIELDS },
    { "ItemPatch", "ItemInput", ITEM_FIELDS },
    { "Order", "Order", ORDER_FIELDS },
    { "PublicationInput", "PublicationInput", PUBLICATION_FIELDS },
    { "TreatmentInput", "TreatmentInput", TREATMENT_FIELDS },
    { "ActionInput", "ActionInput", ACTION_FIELDS },
    { "ActionChange", "ActionChange", ACTION_CHANGE_FIELDS },
    { "ActionStep", "ActionStep", ACTION_STEP_FIELDS },
    { "AdvicePatch", "AdviceInput", ADVICE_QUESTION_FIELDS },
    { "AdviceText", "AdviceText", ADVICE_TEXT_FIELDS },
    { "AdviceReaction", "AdviceReaction", ADVICE_REACTION_FIELDS },
    { "WrittenInput", "WrittenInput", WRITTEN_START_FIELDS },
    { "WrittenVoteInput", "WrittenVoteInput", WRITTEN_VOTE_FIELDS },
    { "WrittenClosing", "WrittenClosing", WRITTEN_CLOSING_FIELDS },
    { "WrittenReport", "WrittenReport", WRITTEN_REPORT_FIELDS },
    { "AdviceRectification", "AdviceRectification", RECTIFICATION_FIELDS },
    { "FunderInput", "FunderInput", FUNDER_FIELDS },
    { "DossierActorInput", "DossierActorInput", DOSSIER_ACTOR_FIELDS },
    { "FigureInput", "FigureInput", FIGURE_FIELDS },
    { "CoalitionInput", "CoalitionInput", COALITION_FIELDS },
    { "CoalitionNeedInput", "CoalitionNeedInput", COALITION_NEED_FIELDS },
    { "CoalitionMemberInput", "CoalitionMemberInput", COALITION_MEMBER_FIELDS },
    { "ExpansionPatch", "ExpansionInput", EXPANSION_FIELDS },
    { "ExpansionStep", "ExpansionStep", EXPANSION_STEP_FIELDS },
    { "ExpansionPlacing", "ExpansionPlacing", EXPANSION_PLACING_FIELDS },
    { "ExpansionRenewal", "ExpansionRenewal", EXPANSION_RENEWAL_FIELDS },
    { "ExpansionCriterionInput", "ExpansionCriterionInput", EXPANSION_CRITERION_FIELDS },
    { "ExpansionApplicationInput", "ExpansionApplicationInput", EXPANSION_APPLICATION_FIELDS },
    { "ExpansionScoreInput", "ExpansionScoreInput", EXPANSION_SCORE_FIELDS },
    { "ExpansionConflictInput", "ExpansionConflictInput", EXPANSION_CONFLICT_FIELDS },
    { "DossierPatch", "DossierInput", DOSSIER_FIELDS },
    { "PartnerPatch", "PartnerInput", PARTNER_FIELDS },
    { "PartnerAreaInput", "PartnerAreaInput", PARTNER_AREA_FIELDS },
    { "MembershipInput", "MembershipInput", MEMBERSHIP_FIELDS },
    { "SuccessionInput", "SuccessionInput", SUCCESSION_FIELDS },
    { "MergeInput", "MergeInput", MERGE_FIELDS },
    { "SupportOfferPatch", "SupportOfferInput", OFFER_FIELDS },
    { "OfferRuleInput", "OfferRuleInput", OFFER_RULE_FIELDS },
    { "PersonPatch", "PersonInput", PERSON_FIELDS },
    { "MemberPatch", "MemberInput", MEMBER_FIELDS },
    { "EndpointPatch", "EndpointInput", ENDPOINT_FIELDS },
    { "ResendInput", "ResendInput", AGAIN_FIELDS },
    { "EndpointTestInput", "EndpointTestInput", EXAMPLE_FIELDS },
    { "ReplyInput", "ReplyInput", REPLY_FIELDS },
    { "AttendanceInput", "AttendanceInput", ATTENDANCE_FIELDS },
    { "GuestInput", "GuestInput", GUEST_FIELDS },
    { "PresenceInput", "PresenceInput", PRESENCE_FIELDS },
    { "ProposalInput", "ProposalInput", PROPOSAL_FIELDS },
    { "AnswerInput", "AnswerInput", ANSWER_FIELDS },
};

/* The property of a field; "decision.title" stands in the object "decision". */
static const cJSON *property_of(
    const cJSON *document, const cJSON *schema, struct arena *a, const char *field)
{
    struct lines steps = str_split(a, str_camel(a, field), '.');
    for (size_t i = 0; i < steps.count && schema != NULL; i++)
        schema = resolved(document, at(at(resolved(document, schema), "properties"), steps.at[i]));
    return schema;
}

static bool text_is(const cJSON *schema, const char *name, const char *value)
{
    const cJSON *found = at(schema, name);
    return value == NULL ? found == NULL
                         : cJSON_IsString(found) && strcmp(found->valuestring, value) == 0;
}

static bool number_is(const cJSON *schema, const char *name, int64_t value)
{
    const cJSON *found = at(schema, name);
    return cJSON_IsNumber(found) && (int64_t)found->valuedouble == value;
}

/* The same codes, in the same order; an empty one stands for "not yet" and cannot be sent. */
static bool same_choices(const cJSON *schema, const struct choice *of)
{
    const cJSON *code = at(schema, "enum") == NULL ? NULL : at(schema, "enum")->child;
    for (; of->code != NULL; of++) {
        if (of->code[0] == '\0')
            continue;
        if (code == NULL || strcmp(code->valuestring, of->code) != 0)
            return false;
        code = code->next;
    }
    return code == NULL;
}

static bool fits(const cJSON *document, const cJSON *s, const struct field *f)
{
    const cJSON *items = at(s, "items") == NULL ? NULL : resolved(document, at(s, "items"));
    switch (f->type) {
    case FIELD_IS_TEXT:
        return text_is(s, "type", "string") && text_is(s, "format", NULL) &&
               number_is(s, "maxLength", field_max_length(f));
    case FIELD_IS_URL:
        return text_is(s, "format", "uri") && number_is(s, "maxLength", field_max_length(f));
    case FIELD_IS_EMAIL:
        return text_is(s, "format", "email") && number_is(s, "maxLength", field_max_length(f));
    case FIELD_IS_DATE:
        return text_is(s, "format", "date");
    case FIELD_IS_MONTH:
        return text_is(s, "pattern", "^[0-9]{4}-(0[1-9]|1[0-2])$");
    case FIELD_IS_INSTANT:
        return text_is(s, "format", "date-time");
    case FIELD_IS_INT:
        return text_is(s, "type", "integer") && number_is(s, "minimum", f->min) &&
               number_is(s, "maximum", f->max);
    case FIELD_IS_ID:
        return text_is(s, "type", "string") && text_is(s, "pattern", "^[1-9][0-9]*$");
    case FIELD_IS_BOOL:
        return text_is(s, "type", "boolean");
    case FIELD_IS_CHOICE:
        return same_choices(s, f->of);
    case FIELD_IS_CHOICES:
        return text_is(s, "type", "array") && same_choices(items, f->of);
    case FIELD_IS_LINES:
        return text_is(s, "type", "array") && number_is(items, "maxLength", field_max_length(f));
    case FIELD_IS_TIME:
        break;
    }
    return false;
}

static void every_field_is_described_with_its_limits(void **state)
{
    const cJSON *document = *state;
    AUTO(arena_cleanup) struct arena *a = arena_new();
    for (size_t i = 0; i < ARRAY_LEN(TAKEN); i++)
        for (const struct field *f = TAKEN[i].fields; f->name != NULL; f++) {
            const cJSON *s =
                property_of(document, schema_of(document, TAKEN[i].schema), a, f->name);
            if (s == NULL || !fits(document, s, f))
                fail_msg("%s.%s is described otherwise", TAKEN[i].schema, f->name);
        }
}

/* Objects in between are no fields themselves. */
static size_t properties_described(const cJSON *document, const cJSON *schema)
{
    size_t count = 0;
    const cJSON *property;
    cJSON_ArrayForEach(property, at(schema, "properties"))
    {
        const cJSON *s = resolved(document, property);
        count += at(s, "properties") != NULL ? properties_described(document, s) : 1;
    }
    return count;
}

static void nothing_is_described_that_is_not_taken(void **state)
{
    for (size_t i = 0; i < ARRAY_LEN(TAKEN); i++) {
        const cJSON *schema = schema_of(*state, TAKEN[i].schema);
        size_t fields = 0;
        while (TAKEN[i].fields[fields].name != NULL)
            fields++;
        assert_true(cJSON_IsFalse(at(schema, "additionalProperties")));
        assert_int_equal(properties_described(*state, schema), fields);
    }
}

static bool is_listed(const cJSON *array, const char *text)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, array)
    {
        if (strcmp(one->valuestring, text) == 0)
            return true;
    }
    return false;
}

static void what_is_required_is_described_so(void **state)
{
    AUTO(arena_cleanup) struct arena *a = arena_new();
    for (size_t i = 0; i < ARRAY_LEN(TAKEN); i++) {
        const cJSON *input = schema_of(*state, TAKEN[i].input);
        const cJSON *all = at(input, "allOf");
        const cJSON *required = at(all == NULL ? input : cJSON_GetArrayItem(all, 1), "required");
        int count = 0;
        if (all != NULL)
            assert_null(at(schema_of(*state, TAKEN[i].schema), "required"));
        for (const struct field *f = TAKEN[i].fields; f->name != NULL; f++) {
            count += f->required;
            if (f->required != is_listed(required, str_camel(a, f->name)))
                fail_msg("%s.%s: required", TAKEN[i].input, f->name);
        }
        assert_int_equal(cJSON_GetArraySize(required), count);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            every_route_is_described_with_what_it_takes, given_document, given_document_end),
        cmocka_unit_test_setup_teardown(
            nothing_is_described_that_has_no_route, given_document, given_document_end),
        cmocka_unit_test_setup_teardown(
            every_field_is_described_with_its_limits, given_document, given_document_end),
        cmocka_unit_test_setup_teardown(
            nothing_is_described_that_is_not_taken, given_document, given_document_end),
        cmocka_unit_test_setup_teardown(
            what_is_required_is_described_so, given_document, given_document_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
