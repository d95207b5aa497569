/* lok/base/field_slot.h: where one value goes, and who hears what is wrong with it.
 *
 * Shared by fields.c and field_value.c only. Each setter writes the member as field_type in
 * fields.h says; the caller has looked at the type.
 */
#ifndef LOK_BASE_FIELD_SLOT_H
#define LOK_BASE_FIELD_SLOT_H

#include "lok/base/fields.h"

struct field_slot {
    const struct field *field;
    struct arena *arena;
    struct fault *fault;
    void *into; /* the whole struct */
};

/* What people call the field. */
const char *field_slot_label(const struct field_slot *slot);

/* Adds an issue: the label in quotes, then the rest of the sentence. */
void field_slot_issue(const struct field_slot *slot, const char *code, const char *rest);

void field_slot_text(const struct field_slot *slot, const char *text);
void field_slot_i64(const struct field_slot *slot, int64_t value);
void field_slot_bool(const struct field_slot *slot, bool value);
void field_slot_choice(const struct field_slot *slot, unsigned value);
void field_slot_bits(const struct field_slot *slot, uint64_t bits);
void field_slot_lines(const struct field_slot *slot, struct lines lines);

/* Nothing was sent: an issue when it is required, else the member stays, though never NULL. */
void field_slot_absent(const struct field_slot *slot);

/* Sent, but empty: an issue when it is required, else the member is emptied. */
void field_slot_empty(const struct field_slot *slot);

#endif
