/* tests/given/made.h: a notice made by hand, without a database: a meeting on 28 May 2024 with a public
 * item 1, an item 2 for members and an item 3 of the secretariat, both presented by MADE_PARTNER. */
#ifndef TESTS_GIVEN_MADE_H
#define TESTS_GIVEN_MADE_H

#include "tests/given/telling.h"

struct made {
    struct council council;
    struct published published, before;
    struct decision decision;
    struct announcement announcement;
};

enum { MADE_PARTNER = 7, MADE_OTHER_PARTNER = 8 };

struct made made_all(void **state);
struct item made_item(
    int64_t id, const char *number, const char *title, unsigned access, int64_t partner_id);

struct telling made_telling(const struct made *m, enum notice_type type);
/* A change from what is there now: `m->published` may be altered afterwards. */
struct telling made_change(void **state, struct made *m);

/* What a reader that wants all gets of it; false when nothing. */
bool made_write(
    void **state, const struct telling *t, struct visibility v, struct notice_text *ret);
/* The same, which must be told. */
struct notice_text made_written(
    void **state, const struct made *m, enum notice_type type, struct visibility v);

#endif
