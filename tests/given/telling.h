/* tests/given/telling.h: who is told of a meeting, and the pressing of its buttons. */
#ifndef TESTS_GIVEN_TELLING_H
#define TESTS_GIVEN_TELLING_H

#include "agenda/notices.h"
#include "agenda/order.h"
#include "tests/given/work.h"

extern const uint64_t TELLING_ALL; /* every notice type */

/* At https://NAME.example.be/; `partner_id` 0 = of the secretariat. */
int64_t telling_endpoint(void **state, const char *name, int64_t partner_id, uint64_t events);

/* A meeting on 28 May 2024 with two items of 20 minutes; the council's date is 15 April. */
struct telling_meeting {
    int64_t id, first, second;
};
struct telling_meeting telling_meeting(void **state);

/* That meeting, its agenda sent, both items with a provisional decision, the first announced for
 * October; one endpoint of the secretariat wants all. */
struct telling_meeting telling_decided(void **state);

/* An item of that access, presented by that partner (0 = none). */
int64_t telling_item(
    void **state, int64_t meeting_id, const char *title, unsigned access, int64_t partner_id);

enum err telling_try(
    void **state, int64_t meeting_id, enum sending_kind kind, int64_t undo_seconds);
/* The sending, which must succeed. */
struct sending telling_send(
    void **state, int64_t meeting_id, enum sending_kind kind, int64_t undo_seconds);

struct delivery_list telling_deliveries(void **state, int64_t sending_id);
/* The one delivery of a sending as JSON. */
const struct json *telling_body(void **state, int64_t sending_id);
const struct json *telling_json(void **state, const char *text);
/* The string at a path such as "data.meeting.title"; fails the test when there is none. */
const char *telling_text(const struct json *json, const char *path);
const struct json *telling_at(const struct json *json, const char *path);

/* What somebody sees of a meeting now. */
enum err telling_sees(void **state, int64_t meeting_id, struct visibility v, struct published *ret);

/* Another title, or another date. */
void telling_rename(void **state, int64_t item_id, const char *title);
void telling_move(void **state, int64_t meeting_id, const char *date);

extern const struct visibility TELLING_MEMBER, TELLING_PUBLIC;

#endif
