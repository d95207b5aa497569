#include "tests/given/made.h"
#include <string.h>

struct item made_item(
    int64_t id, const char *number, const char *title, unsigned access, int64_t partner_id)
{
    return (struct item){
        .id = id,
        .number = number,
        .shown_number = number,
        .title = title,
        .access = access,
        .presenter_partner_id = partner_id,
        .presenter = "Een persoon",
        .presenter_partner = partner_id == 0 ? "" : "Felies",
        .text = "Geheime toelichting",
    };
}

struct made made_all(void **state)
{
    struct item *items = arena_array(arena(state), 3, sizeof *items);
    struct made m = {
        .council = { .name = "LOK Voorbeeld", .is_public = true },
        .published = {
            .meeting = { .id = 12, .title = "LOK mei", .state = MEETING_CONVENED,
                .month = "2024-05", .starts_at = 1716917400000, .location = "Stadhuis",
                .online_url = "https://meet.example.be/lok", .note = "" },
            .has_agenda = true,
            .number = 3,
        },
        .decision = { .id = 5, .number = "2024_LOK_00012", .title = "Mentoren",
            .text = "De **mentoren** blijven.", .due_date = "2024-09-01",
            .follow_up_name = "Felies", .follow_up_id = MADE_PARTNER, .version = 2 },
        .announcement = { .id = 9, .item_id = 1, .title = "Mentoren", .target_month = "2024-10",
            .version = 1 },
    };

    items[0] = made_item(1, "1", "Openbaar punt", ACCESS_PUBLIC, 0);
    items[1] = made_item(2, "2", "Ledenpunt", ACCESS_MEMBERS, MADE_PARTNER);
    items[2] = made_item(3, "3", "Secretariaatspunt", ACCESS_SECRETARIAT, MADE_PARTNER);
    m.published.items = (struct item_list){ items, 3 };
    return m;
}

struct telling made_telling(const struct made *m, enum notice_type type)
{
    return (struct telling){
        .type = type,
        .council = &m->council,
        .published = &m->published,
        .decision = type == NOTICE_DECISION_RECORDED ? &m->decision : NULL,
        .announcement = type == NOTICE_ITEM_ANNOUNCED ? &m->announcement : NULL,
        .public_url = "https://lok.example.be",
    };
}

bool made_write(void **state, const struct telling *t, struct visibility v, struct notice_text *ret)
{
    return notices_write(arena(state), t, v, TELLING_ALL, "msg_1", 1713000000000, ret);
}

struct notice_text made_written(
    void **state, const struct made *m, enum notice_type type, struct visibility v)
{
    struct telling t = made_telling(m, type);
    struct notice_text text = { 0 };

    assert_true(made_write(state, &t, v, &text));
    assert_true(strlen(text.body) < NOTICE_MAX_BODY);
    return text;
}

struct telling made_change(void **state, struct made *m)
{
    struct item *items =
        arena_memdup(arena(state), m->published.items.at, m->published.items.count * sizeof *items);

    m->before = m->published;
    m->before.items.at = items;
    struct telling t = made_telling(m, NOTICE_AGENDA_CHANGED);
    t.before = &m->before;
    return t;
}
