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

struct offer_answer_input {
    unsigned state; /* 0 deferred, 1 declined */
    const char *reason, *target_month;
    bool tell;
};
extern const struct field OFFER_ANSWER_FIELDS[];

struct erasure_input {
    bool texts; /* also in what people wrote */
};
extern const struct field ERASURE_FIELDS[];

struct rectification_input {
    const char *text;
};
extern const struct field RECTIFICATION_FIELDS[];

struct written_start_input {
    const char *title;
    int64_t opens_at, closes_at;
    unsigned access;
};
extern const struct field WRITTEN_START_FIELDS[];
struct written_closing_input {
    const char *balance_reason;
};
extern const struct field WRITTEN_CLOSING_FIELDS[];
struct written_report_input {
    int64_t meeting_id;
};
extern const struct field WRITTEN_REPORT_FIELDS[];

struct minutes_state_input {
    const char *reason; /* of reopening */
};
extern const struct field MINUTES_STATE_FIELDS[];

struct minutes_delivery_input {
    const char *delivered_on;
};
extern const struct field MINUTES_DELIVERY_FIELDS[];

struct decision_state_input {
    unsigned action; /* enum decision_action: not rectify */
    const char *successor, *on_date, *reason;
};
extern const struct field DECISION_STATE_FIELDS[];

#endif
