/* agenda/example.h: notices with facts that are made up: to show who builds a receiver what each kind
 * looks like.
 *
 * Such a notice is `sample` in its payload and says "Proef" in its words; what it links to does not
 * exist (ids are EXAMPLE_ID). The log holds it as endpoint.test, whatever it shows.
 */
#ifndef AGENDA_EXAMPLE_H
#define AGENDA_EXAMPLE_H

#include "agenda/action.h"
#include "agenda/advice.h"
#include "agenda/announcement.h"
#include "agenda/coalition_ask.h"
#include "agenda/decision.h"
#include "agenda/expansion.h"
#include "agenda/minutes.h"
#include "agenda/notices.h"
#include "agenda/proposal.h"

enum { EXAMPLE_ID = 999999999 };

struct example {
    struct council council;
    struct published published, before, moved; /* as it is, and before a change or a move */
    struct decision decision;
    struct advice advice;
    struct announcement announcement;
    struct proposal proposal;
    struct action_point action;
    struct action_list actions;
    struct coalition_ask ask;
    struct expansion expansion;
    struct minutes minutes;
    struct endpoint endpoint;
};

/* What it is about, for what endpoint, on which day. */
struct example_of {
    const struct council *council;
    const struct endpoint *endpoint; /* its partner presents, proposed, follows up … */
    const char *title;
    size_t items;
    const char *today;
};
void example_make(struct arena *a, const struct example_of *of, struct example *ret);
/* It points into `e`. Of no type that is mail only, nor of the plain test. */
struct telling example_telling(
    const struct example *e, enum notice_type type, const char *public_url);

struct example_input {
    unsigned type; /* enum notice_type; endpoint.test is the plain test (endpoint_test) */
};
extern const struct field EXAMPLE_FIELDS[];

/* Puts one in the outbox for that endpoint, in the form of its kind, over the production path,
 * whether or not it chose that type. ERR_INVALID at `type` for a mail to one person, ERR_CONFLICT
 * when the endpoint is disabled or would never see such a notice. */
enum err example_send(struct tx *tx, struct arena *a, const struct actor *who,
    const char *public_url, int64_t endpoint_id, const struct example_input *in,
    int64_t *ret_delivery) NODISCARD;
/* One of each type that the endpoint chose and may see. ERR_CONFLICT when there is none. */
enum err example_send_all(struct tx *tx, struct arena *a, const struct actor *who,
    const char *public_url, int64_t endpoint_id, int64_t *ret_count) NODISCARD;

#endif
