/* Every notice as it goes to a webhook, one a line, for tests/http/notices.test.mjs,
 * which holds them against agenda/schemas with ajv. Each type once, large and small.
 *   write_notices --types   every type, a line each, "mail" behind those without a payload */
#include "agenda/example.h"
#include "lok/base/clock.h"
#include "lok/base/secret.h"
#include <stdio.h>
#include <string.h>

static struct example made_of(struct arena *a, size_t items, const char *title)
{
    static const struct council COUNCIL = { .name = "LOK Voorbeeld", .is_public = true };
    static const struct endpoint ENDPOINT = { .id = 3,
        .url = "https://hook.example.be/",
        .name = "Systeem",
        .reason = "Gaf tien keer geen antwoord.",
        .state = ENDPOINT_DISABLED,
        .partner_id = 7,
        .version = 2,
        .partner_name = "Felies" };
    const struct example_of of = { &COUNCIL, &ENDPOINT, title, items, "2024-04-15" };
    struct example made;

    example_make(a, &of, &made);
    made.endpoint.name = title;
    made.published.meeting.online_url = "https://meet.example.be/lok";
    made.actions = (struct action_list){ arena_array(a, items, sizeof *made.actions.at), items };
    for (size_t i = 0; i < items; i++)
        made.actions.at[i] = made.action;
    return made;
}

/* As an example, and as the same in earnest. */
static void write_all(struct arena *a, struct example *m, bool sample)
{
    static const struct visibility READERS[] = { { .sees = ACCESS_MEMBERS },
        { .sees = ACCESS_PUBLIC, .partner_id = 7 } };

    for (unsigned type = 0; type < NOTICE_TYPE_COUNT; type++) {
        struct telling t = example_telling(m, type, "https://lok.example.be");

        if (!notice_is_offered(type))
            continue;
        t.sample = sample;
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
    struct example small = made_of(a, 1, "Kort");
    struct example large = made_of(a, 80, arena_printf(a, "%0200d", 7));
    write_all(a, &small, true);
    write_all(a, &small, false);
    write_all(a, &large, false);
    return 0;
}
