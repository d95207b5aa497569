/* Every notice as it goes to a webhook, one a line, for tests/http/notices.test.mjs,
 * which holds them against agenda/schemas with ajv. Each type once, large and small.
 *   write_notices --types   every type, a line each, "mail" behind those without a payload */
#include "agenda/action.h"
#include "agenda/advice.h"
#include "agenda/announcement.h"
#include "agenda/decision.h"
#include "agenda/minutes.h"
#include "agenda/notices.h"
#include "agenda/proposal.h"
#include "lok/base/clock.h"
#include "lok/base/secret.h"
#include <stdio.h>
#include <string.h>

struct made {
    struct council council;
    struct published published, before;
    struct decision decision;
    struct advice advice;
    struct announcement announcement;
    struct proposal proposal;
    struct action_point action;
    struct endpoint endpoint;
};

static struct item item_of(struct arena *a, size_t i, const char *title)
{
    return (struct item){
        .id = (int64_t)i + 1,
        .shown_number = arena_printf(a, "%zu", i + 1),
        .number = "",
        .title = title,
        .minutes = 10,
        .presenter = "",
        .presenter_partner = i == 0 ? "Felies" : "",
        .presenter_partner_id = i == 0 ? 7 : 0,
        .text = "",
    };
}

static struct published published_of(struct arena *a, size_t items, const char *title)
{
    struct published p = {
        .meeting = { .id = 12,
            .title = title,
            .state = MEETING_CONVENED,
            .month = "2024-05",
            .starts_at = 1716917400000,
            .location = "Stadhuis",
            .online_url = "https://meet.example.be/lok",
            .note = "" },
        .has_agenda = true,
        .number = 3,
        .items = { arena_array(a, items, sizeof(struct item)), items },
    };

    for (size_t i = 0; i < items; i++)
        p.items.at[i] = item_of(a, i, title);
    return p;
}

static struct made made_of(struct arena *a, size_t items, const char *title)
{
    struct made m = {
        .council = { .name = "LOK Voorbeeld", .is_public = true },
        .published = published_of(a, items, title),
        .before = published_of(a, items, "Vroeger"),
        .decision = { .id = 5,
            .number = "2024_LOK_00012",
            .title = title,
            .text = title,
            .due_date = "2024-09-01",
            .follow_up_name = "Felies",
            .follow_up_id = 7,
            .version = 2 },
        .advice = { .id = 6,
            .number = "2024_LOK_A0003",
            .title = title,
            .text = title,
            .addressee_id = 7,
            .reaction_due = "2024-09-27",
            .answer = ANSWER_PARTLY,
            .answered_on = "2024-09-20",
            .reference = "2024_CBS_00123",
            .version = 2 },
        .announcement = { .id = 9,
            .item_id = 1,
            .title = title,
            .target_month = "2024-10",
            .version = 1 },
        .proposal = { .id = 4,
            .partner_id = 7,
            .partner_name = "Felies",
            .title = title,
            .reason = title,
            .target_month = "2024-10",
            .version = 1 },
        .action = { .id = 6,
            .partner_id = 7,
            .partner_name = "Felies",
            .text = title,
            .due_date = "2024-10-01",
            .version = 1 },
        .endpoint = { .id = 3,
            .url = "https://hook.example.be/",
            .name = title,
            .reason = "Gaf tien keer geen antwoord.",
            .state = ENDPOINT_DISABLED,
            .partner_id = 7,
            .version = 2,
            .partner_name = "Felies" },
    };

    return m;
}

static const struct minutes MINUTES = { .meeting_id = 3, .remarks_until = "2024-06-11" };

static struct telling telling_of(const struct made *m, enum notice_type type)
{
    bool decision = type == NOTICE_DECISION_RECORDED || type == NOTICE_DECISION_SUPERSEDED;
    bool advice = type == NOTICE_ADVICE_SENT || type == NOTICE_ADVICE_ANSWERED;
    bool proposal = type >= NOTICE_ITEM_PROPOSED && type <= NOTICE_ITEM_POSTPONED;
    bool endpoint = type >= NOTICE_ENDPOINT_FAILING && type <= NOTICE_ENDPOINT_RECOVERED;
    bool minutes = type >= NOTICE_MINUTES_DRAFTED && type <= NOTICE_MINUTES_APPROVED;
    bool change = type == NOTICE_AGENDA_CHANGED || type == NOTICE_MEETING_MOVED;

    return (struct telling){
        .type = type,
        .council = &m->council,
        .published = endpoint || advice ? NULL : &m->published,
        .before = change ? &m->before : NULL,
        .decision = decision ? &m->decision : NULL,
        .minutes = minutes ? &MINUTES : NULL,
        .advice = advice ? &m->advice : NULL,
        .announcement = type == NOTICE_ITEM_ANNOUNCED ? &m->announcement : NULL,
        .proposal = proposal ? &m->proposal : NULL,
        .action = type == NOTICE_ACTION_ASSIGNED ? &m->action : NULL,
        .endpoint = endpoint ? &m->endpoint : NULL,
        .closes_on = "2024-05-07",
        .superseded_by = "2024_LOK_00013",
        .document = type == NOTICE_DOCUMENT_ADDED ? "Nota" : NULL,
        .document_link = "https://lok.example.be/bijlagen/1",
        .public_url = "https://lok.example.be",
    };
}

static void write_all(struct arena *a, struct made *m)
{
    static const struct visibility READERS[] = { { .sees = ACCESS_MEMBERS },
        { .sees = ACCESS_PUBLIC, .partner_id = 7 } };

    for (unsigned type = 0; type < NOTICE_TYPE_COUNT; type++) {
        struct telling t = telling_of(m, type);

        if (!notice_is_offered(type))
            continue;
        m->before.meeting.starts_at = type == NOTICE_MEETING_MOVED ? 1716831000000 : 1716917400000;
        for (size_t i = 0; i < ARRAY_LEN(READERS); i++) {
            struct notice_text text = { 0 };

            if (notices_write(
                    a, &t, READERS[i], UINT64_C(1) << type, notice_new_id(a), 1713000000000, &text))
                puts(text.body);
        }
    }
}

static int write_types(void)
{
    for (unsigned type = 0; type < NOTICE_TYPE_COUNT; type++)
        printf("%s%s\n", choice_code(NOTICE_TYPES, type), notice_is_mail_only(type) ? " mail" : "");
    return 0;
}

int main(int argc, char **argv)
{
    AUTO(arena_cleanup) struct arena *a = arena_new();

    if (argc == 2 && strcmp(argv[1], "--types") == 0)
        return write_types();
    json_init();
    secret_init();
    clock_init();
    struct made small = made_of(a, 1, "Kort");
    struct made large = made_of(a, 80, arena_printf(a, "%0200d", 7));
    write_all(a, &small);
    write_all(a, &large);
    return 0;
}
