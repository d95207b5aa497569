#include "web/pages/message.h"
#include "lok/base/dates.h"
#include "lok/base/json.h"
#include <string.h>

enum { MOST_FACTS = 10 };

static const char *text_of(const struct json *object, const char *name)
{
    const struct json *member = object == NULL ? NULL : json_member(object, name);
    return member != NULL && member->type == JSON_STRING ? member->string : "";
}

static const struct json *array_of(const struct json *object, const char *name)
{
    const struct json *member = object == NULL ? NULL : json_member(object, name);
    return member != NULL && member->type == JSON_ARRAY ? member : NULL;
}

static void add_meeting(struct arena *a, const struct json *meeting, struct fact_list *facts)
{
    static const struct url NOWHERE = { "" };
    const char *date = text_of(meeting, "date");
    const char *link = text_of(meeting, "link");
    int64_t at = 0;

    show_add_fact(facts, "Vergadering", text_of(meeting, "title"), NOWHERE);
    show_add_fact(facts, "Dag",
        str_empty(date) ? dutch_month(a, text_of(meeting, "month")) : dutch_date_long(a, date),
        NOWHERE);
    if (clock_parse_rfc3339(text_of(meeting, "startsAt"), &at))
        show_add_fact(facts, "Uur", dutch_time(a, at), NOWHERE);
    show_add_fact(facts, "Plaats", text_of(meeting, "location"), NOWHERE);
    if (!str_empty(link))
        show_add_fact(facts, "Link", link, (struct url){ link });
}

static void add_decision(struct arena *a, const struct json *decision, struct message_view *v)
{
    static const struct url NOWHERE = { "" };
    const char *due = text_of(decision, "dueDate");
    const char *link = text_of(decision, "link");

    v->decision_title = text_of(decision, "title");
    v->decision_text = text_of(decision, "text");
    show_add_fact(&v->facts, "Beslissing", text_of(decision, "number"),
        str_empty(link) ? NOWHERE : (struct url){ link });
    show_add_fact(&v->facts, "Opvolging", text_of(decision, "followUp"), NOWHERE);
    show_add_fact(&v->facts, "Tegen", str_empty(due) ? "" : dutch_date(a, due), NOWHERE);
}

static void add_announcement(struct arena *a, const struct json *it, struct fact_list *facts)
{
    static const struct url NOWHERE = { "" };
    const char *month = text_of(it, "targetMonth");
    show_add_fact(facts, "Onderwerp", text_of(it, "title"), NOWHERE);
    show_add_fact(facts, "Komt terug in", str_empty(month) ? "" : dutch_month(a, month), NOWHERE);
}

static struct message_items items_of(struct arena *a, const struct json *array)
{
    size_t count = array == NULL ? 0 : array->count;
    struct message_items items = { arena_array(a, count, sizeof *items.at), count };
    for (size_t i = 0; i < count; i++) {
        const struct json *item = &array->items[i];
        int64_t at = 0;
        bool timed = clock_parse_rfc3339(text_of(item, "startsAt"), &at);
        items.at[i] = (struct message_item){
            .time = timed ? dutch_clock(a, at) : "",
            .number = text_of(item, "number"),
            .title = text_of(item, "title"),
        };
    }
    return items;
}

static struct message_changes changes_of(struct arena *a, const struct json *array)
{
    size_t count = array == NULL ? 0 : array->count;
    struct message_changes changes = { arena_array(a, count, sizeof *changes.at), count };
    for (size_t i = 0; i < count; i++)
        changes.at[i].text = text_of(&array->items[i], "text");
    return changes;
}

static const char *about_of(const struct json *event)
{
    unsigned type;
    return choice_find(NOTICE_TYPES, text_of(event, "type"), &type)
               ? choice_dutch(NOTICE_TYPES, type)
               : "bericht";
}

struct message_view message_of(struct request *rq, const char *body)
{
    struct arena *a = rq->arena;
    struct message_view v = {
        .about = "", .sentence = "", .decision_title = "", .decision_text = ""
    };
    const struct json *event = NULL;
    struct fault ignored;

    fault_init(&ignored, a);
    if (json_parse(a, &ignored, body, strlen(body), &event) != ERR_OK ||
        event->type != JSON_OBJECT) {
        OUR_BUG("a notice is no JSON object");
        return v;
    }
    const struct json *data = json_member(event, "data");
    const struct json *meeting = data == NULL ? NULL : json_member(data, "meeting");
    const struct json *decision = data == NULL ? NULL : json_member(data, "decision");
    const struct json *announcement = data == NULL ? NULL : json_member(data, "announcement");
    v.about = about_of(event);
    v.sentence = text_of(data, "sentence");
    v.facts = show_facts(a, MOST_FACTS);
    if (decision != NULL)
        add_decision(a, decision, &v);
    if (announcement != NULL)
        add_announcement(a, announcement, &v.facts);
    if (meeting != NULL)
        add_meeting(a, meeting, &v.facts);
    v.changes = changes_of(a, array_of(data, "changes"));
    v.items = items_of(a, array_of(data, "items"));
    return v;
}
