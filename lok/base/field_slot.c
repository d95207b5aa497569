#include "lok/base/field_slot.h"

const char *field_slot_label(const struct field_slot *slot)
{
    return str_empty(slot->field->label) ? slot->field->name : slot->field->label;
}

static void *member(const struct field_slot *slot)
{
    return (char *)slot->into + slot->field->at;
}

static bool is_text_member(enum field_type type)
{
    return type <= FIELD_IS_TIME;
}

void field_slot_issue(const struct field_slot *slot, const char *code, const char *message)
{
    fault_issue(slot->fault, slot->field->name, code, "\"%s\" %s", field_slot_label(slot), message);
}

static void required(const struct field_slot *slot)
{
    const char *name = slot->field->name;
    switch (slot->field->type) {
    case FIELD_IS_CHOICE:
    case FIELD_IS_CHOICES:
    case FIELD_IS_ID:
        fault_issue(slot->fault, name, "required", "Kies iets bij \"%s\".", field_slot_label(slot));
        break;
    case FIELD_IS_BOOL:
        fault_issue(slot->fault, name, "required", "Vink \"%s\" aan.", field_slot_label(slot));
        break;
    default:
        fault_issue(slot->fault, name, "required", "Vul \"%s\" in.", field_slot_label(slot));
    }
}

void field_slot_text(const struct field_slot *slot, const char *text)
{
    const char **to = member(slot);
    *to = text;
}

void field_slot_i64(const struct field_slot *slot, int64_t value)
{
    int64_t *to = member(slot);
    *to = value;
}

void field_slot_bool(const struct field_slot *slot, bool value)
{
    bool *to = member(slot);
    *to = value;
}

void field_slot_choice(const struct field_slot *slot, unsigned value)
{
    unsigned *to = member(slot);
    *to = value;
}

void field_slot_bits(const struct field_slot *slot, uint64_t bits)
{
    uint64_t *to = member(slot);
    *to = bits;
}

void field_slot_lines(const struct field_slot *slot, struct lines lines)
{
    struct lines *to = member(slot);
    *to = lines;
}

void field_slot_absent(const struct field_slot *slot)
{
    if (slot->field->required) {
        required(slot);
    } else if (is_text_member(slot->field->type)) {
        const char **text = member(slot);
        if (*text == NULL)
            *text = "";
    }
}

void field_slot_empty(const struct field_slot *slot)
{
    if (slot->field->required) {
        required(slot);
        return;
    }
    switch (slot->field->type) {
    case FIELD_IS_INSTANT:
    case FIELD_IS_INT:
    case FIELD_IS_ID:
        field_slot_i64(slot, 0);
        break;
    case FIELD_IS_BOOL:
        field_slot_bool(slot, false);
        break;
    case FIELD_IS_CHOICE:
        field_slot_choice(slot, 0);
        break;
    case FIELD_IS_CHOICES:
        field_slot_bits(slot, 0);
        break;
    case FIELD_IS_LINES:
        field_slot_lines(slot, (struct lines){ 0 });
        break;
    default:
        field_slot_text(slot, "");
    }
}
