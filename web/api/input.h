/* web/api/input.h: what only the API takes; the other field tables stand with their rooms. */
#ifndef WEB_API_INPUT_H
#define WEB_API_INPUT_H

#include "lok/base/fields.h"

struct state_input {
    unsigned state; /* enum meeting_state */
};
extern const struct field STATE_FIELDS[];

struct order_input {
    struct lines items; /* ids, the first one first */
};
extern const struct field ORDER_FIELDS[];

struct publication_input {
    unsigned kind; /* enum sending_kind */
};
extern const struct field PUBLICATION_FIELDS[];

struct answer_input {
    unsigned state; /* enum proposal_state: not open */
    const char *reason, *target_month;
    int64_t meeting_id; /* onto whose agenda, 0 = for which it was proposed */
    bool tell;
};
extern const struct field ANSWER_FIELDS[];

struct rectification_input {
    const char *text;
};
extern const struct field RECTIFICATION_FIELDS[];

#endif
