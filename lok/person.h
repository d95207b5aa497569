/* lok/person.h: people, apart from their roles: one person may hold a seat, be a partner's contact
 * and have an account. E-mail addresses are kept in lower case.
 *
 * The log never ends and a person may be deleted: their events tell which members changed, without
 * the values. */
#ifndef LOK_PERSON_H
#define LOK_PERSON_H

#include "lok/permission.h"

/* Mail for a person: each at once, or together once a day or a week. */
enum mail_rhythm { MAIL_AT_ONCE, MAIL_DAILY, MAIL_WEEKLY };
extern const struct choice MAIL_RHYTHMS[];

struct person {
    int64_t id;
    const char *name;
    const char *function;
    const char *email;
    const char *phone;
    unsigned mail_rhythm; /* enum mail_rhythm */
    int64_t version;
};
struct person_list {
    struct person *at;
    size_t count;
};
extern const struct field PERSON_FIELDS[];

enum err person_get(struct snap *s, struct arena *a, int64_t id, struct person *ret) NODISCARD;
/* By name, after id/name cursor: `after` is an id of the last one seen (0 = start). ERR_INVALID at
 * `cursor` when that person is gone. */
enum err person_list(struct snap *s, struct arena *a, int64_t after, int64_t limit,
    struct person_list *ret) NODISCARD;
enum err person_create(
    struct tx *tx, const struct actor *who, const struct person *in, int64_t *ret_id) NODISCARD;
enum err person_update(struct tx *tx, const struct actor *who, int64_t id, int64_t version,
    const struct person *in) NODISCARD;
/* ERR_CONFLICT with a Dutch reason while a seat, contact, account or item refers to it. */
enum err person_delete(
    struct tx *tx, const struct actor *who, int64_t id, int64_t version) NODISCARD;

/* An e-mail address as it is kept and compared: trimmed, ASCII letters in lower case. */
const char *person_address(struct arena *a, const char *email);

#endif
