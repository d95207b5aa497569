/* Who may use an offer: rows with a source. */
#include "lok/base/sql.h"
#include "lok/change.h"
#include "lok/event.h"
#include "lok/offer.h"

const struct field OFFER_RULE_FIELDS[] = {
    FIELD_CHOICES(struct eligibility_rule, care, .of = CARE_KINDS, .label = "Voor welke opvang",
        .hint = "Kies niets als het voor elke opvang geldt."),
    FIELD_CHOICE(struct eligibility_rule, tariff, .of = TARIFFS, .label = "Inkomenstarief"),
    FIELD_INT(struct eligibility_rule, max_places, .zero_is_none = true, .max = 9999,
        .label = "Hoogstens zoveel plaatsen", .hint = "Leeg: er is geen grens."),
    FIELD_INT(struct eligibility_rule, max_locations, .zero_is_none = true, .max = 999,
        .label = "Hoogstens zoveel locaties", .hint = "Leeg: er is geen grens."),
    FIELD_CHOICE(struct eligibility_rule, price, .of = PRICES, .label = "Prijs"),
    FIELD_TEXT(struct eligibility_rule, note, .max = 500, .label = "Opmerking"),
    FIELD_TEXT(struct eligibility_rule, source, .required = true, .max = 500, .label = "Bron",
        .hint = "Waar deze regel te lezen staat."),
    FIELD_DATE(struct eligibility_rule, source_date, .label = "Bron gelezen op"),
    FIELD_END,
};

static const struct sql RULES =
    SQL("SELECT id, care, tariff, max_places, max_locations, price, note, source, source_date"
        "  FROM offer_rule WHERE offer_id = :offer_id ORDER BY id");

enum err offer_rules(struct snap *s, struct arena *a, int64_t id, struct eligibility_rules *ret)
{
    struct row {
        struct eligibility_rule rule;
        int64_t care;
    } row = { 0 }, *rows = NULL;
    size_t count = 0;

    TRY(sql_list(s, a, &RULES, IN(in_i64("offer_id", id)),
        OUT(out_i64("id", &row.rule.id), out_i64("care", &row.care),
            out_enum("tariff", TARIFFS, &row.rule.tariff),
            out_i64("max_places", &row.rule.max_places),
            out_i64("max_locations", &row.rule.max_locations),
            out_enum("price", PRICES, &row.rule.price), out_text("note", a, &row.rule.note),
            out_text("source", a, &row.rule.source),
            out_text("source_date", a, &row.rule.source_date)),
        &row, sizeof row, &rows, &count));
    struct eligibility_rules rules = { arena_array(a, count, sizeof *rules.at), count };
    for (size_t i = 0; i < count; i++) {
        rules.at[i] = rows[i].rule;
        rules.at[i].care = (uint64_t)rows[i].care;
    }
    *ret = rules;
    return ERR_OK;
}

static const struct sql OFFER_TOUCH =
    SQL("UPDATE offer SET version = version + 1 WHERE id = :id RETURNING id");

static enum err touch(struct tx *tx, int64_t id)
{
    int64_t same;

    return sql_change(tx, &OFFER_TOUCH, IN(in_i64("id", id)), OUT(out_i64("id", &same)));
}

static const struct sql RULE_INSERT =
    SQL("INSERT INTO offer_rule (offer_id, care, tariff, max_places, max_locations, price, note,"
        "       source, source_date)"
        " VALUES (:offer_id, :care, :tariff, :max_places, :max_locations, :price, :note, :source,"
        "       :source_date)"
        " RETURNING id");

enum err offer_rule_add(struct tx *tx, const struct actor *who, int64_t id,
    const struct eligibility_rule *given, int64_t *ret_id)
{
    struct fault *f = tx_fault(tx);
    struct eligibility_rule in = *given;

    TRY(touch(tx, id));
    change_check(OFFER_RULE_FIELDS, f, &in);
    TRY(fault_check(f));
    TRY(sql_change(tx, &RULE_INSERT,
        IN(in_i64("offer_id", id), in_i64("care", (int64_t)in.care),
            in_enum("tariff", TARIFFS, in.tariff), in_i64("max_places", in.max_places),
            in_i64("max_locations", in.max_locations), in_enum("price", PRICES, in.price),
            in_text("note", in.note), in_text("source", in.source),
            in_text("source_date", in.source_date)),
        OUT(out_i64("id", ret_id))));
    return event_record(tx, who, "offer.rule_added", "offer", id,
        change_values(OFFER_RULE_FIELDS, f->arena, &in), NULL);
}

static const struct sql RULE_DELETE =
    SQL("DELETE FROM offer_rule WHERE id = :id AND offer_id = :offer_id RETURNING id");

enum err offer_rule_remove(struct tx *tx, const struct actor *who, int64_t id, int64_t rule_id)
{
    int64_t same;
    cJSON *data;

    TRY(sql_change(tx, &RULE_DELETE, IN(in_i64("id", rule_id), in_i64("offer_id", id)),
        OUT(out_i64("id", &same))));
    TRY(touch(tx, id));
    data = cJSON_CreateObject();
    json_add_id(data, "ruleId", rule_id);
    return event_record(tx, who, "offer.rule_removed", "offer", id, data, NULL);
}
