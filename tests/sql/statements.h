/* tests/sql/statements.h: every SQL statement of the rooms, collected by statements.mjs. */
#ifndef TESTS_SQL_STATEMENTS_H
#define TESTS_SQL_STATEMENTS_H

#include <stddef.h>

struct statement_found {
    const char *name; /* lok/partner.c:PARTNER_BY_ID; NULL ends the list */
    const char *text;
};

extern const struct statement_found statements_found[];

#endif
