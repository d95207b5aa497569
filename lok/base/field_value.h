/* lok/base/field_value.h: one value into one member. fields.c decides which value goes where. */
#ifndef LOK_BASE_FIELD_VALUE_H
#define LOK_BASE_FIELD_VALUE_H

#include "lok/base/field_slot.h"

/* One value of a form; an empty one empties the member. Adds an issue when it does not fit. */
void field_value_from_form(const struct field_slot *slot, const char *text);

/* The same for a JSON value; null empties. */
void field_value_from_json(const struct field_slot *slot, const struct json *value);

/* All values that a form gives for one FIELD_IS_CHOICES. */
void field_value_choices(const struct field_slot *slot, const struct lines *codes);

#endif
