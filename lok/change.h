/* lok/change.h: a struct and its field table, seen as a change: is it complete, and what differs.
 *
 * A caller inside the program fills a struct by hand where the web decodes one; both end here before
 * they are written. The JSON made here is the `data` of events.
 */
#ifndef LOK_CHANGE_H
#define LOK_CHANGE_H

#include "lok/base/fields.h"

/* Turns text members that are NULL into "" and adds an issue for each required text, id or set of
 * choices that is empty, each choice outside its table, and each text that is too long, unreadable,
 * or no address where it must be one. The caller ends with fault_check. */
void change_check(const struct field *fields, struct fault *f, void *in);

/* An object of all members that are not empty: {"name": "…", "partnerId": "3"}. Secret and
 * quiet ones are left out. */
cJSON *change_values(const struct field *fields, struct arena *a, const void *of);

/* An object of the members that differ: {"name": {"from": "…", "to": "…"}}; of secret and
 * quiet ones only that they do: {"password": {}}. */
cJSON *change_between(
    const struct field *fields, struct arena *a, const void *from, const void *to);

/* Only the names of the members that differ: {"changed": ["name", "email"]}, for personal data. */
cJSON *change_names(const struct field *fields, struct arena *a, const void *from, const void *to);

#endif
