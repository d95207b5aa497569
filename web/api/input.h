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

#endif
