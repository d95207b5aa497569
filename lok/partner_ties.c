#include "lok/partner_ties.h"
#include "lok/base/sql.h"
#include "lok/change.h"
#include "lok/event.h"
#include <string.h>

const struct field MEMBERSHIP_FIELDS[] = {
    FIELD_ID(struct membership_input, group_id, .required = true, .label = "Lid van"),
    FIELD_DATE(struct membership_input, from_date, .label = "Vanaf",
        .hint = "Laat dit leeg als u het niet weet."),
    FIELD_DATE(struct membership_input, until_date, .label = "Niet meer vanaf"),
    FIELD_END,
};

const struct field SUCCESSION_FIELDS[] = {
    FIELD_ID(struct succession_input, successor_id, .required = true, .label = "Opgegaan in"),
    FIELD_DATE(struct succession_input, from_date, .required = true, .label = "Vanaf"),
    FIELD_END,
};

#define MEMBERSHIP_COLUMNS                                                               \
    "SELECT x.id AS id, x.group_id AS group_id, x.member_id AS member_id,"               \
    "       x.from_date AS from_date, x.until_date AS until_date, g.name AS group_name," \
    "       m.name AS member_name"                                                       \
    "  FROM partner_membership x JOIN partner g ON g.id = x.group_id"                    \
    "  JOIN partner m ON m.id = x.member_id"

static enum err memberships_of(
    struct snap *s, struct arena *a, const struct sql *q, int64_t id, struct membership_list *ret)
{
    struct membership row = { 0 };

    return sql_list(s, a, q, IN(in_i64("id", id)),
        OUT(out_i64("id", &row.id), out_i64("group_id", &row.group_id),
            out_i64("member_id", &row.member_id), out_text("from_date", a, &row.from_date),
            out_text("until_date", a, &row.until_date), out_text("group_name", a, &row.group_name),
            out_text("member_name", a, &row.member_name)),
        &row, sizeof row, &ret->at, &ret->count);
}

static const struct sql GROUPS =
    SQL(MEMBERSHIP_COLUMNS " WHERE x.member_id = :id ORDER BY g.name_folded, x.from_date");
static const struct sql MEMBERS =
    SQL(MEMBERSHIP_COLUMNS " WHERE x.group_id = :id ORDER BY m.name_folded, x.from_date");

enum err partner_groups(struct snap *s, struct arena *a, int64_t id, struct membership_list *ret)
{
    return memberships_of(s, a, &GROUPS, id, ret);
}

enum err partner_members(struct snap *s, struct arena *a, int64_t id, struct membership_list *ret)
{
    return memberships_of(s, a, &MEMBERS, id, ret);
}

static const struct sql GROUP_IS_IN =
    SQL("WITH RECURSIVE above (id) AS ("
        "    SELECT :group_id"
        "    UNION"
        "    SELECT x.group_id FROM above JOIN partner_membership x ON x.member_id = above.id)"
        " SELECT count(*) AS times FROM above WHERE id = :member_id");

static const struct sql LED_TO =
    SQL("WITH RECURSIVE after (id) AS ("
        "    SELECT :successor_id"
        "    UNION"
        "    SELECT p.successor_id FROM after JOIN partner p ON p.id = after.id"
        "     WHERE p.successor_id IS NOT NULL)"
        " SELECT count(*) AS times FROM after WHERE id = :id");

/* A partner that may be chosen. Adds an issue when it may not. */
static enum err check_partner(struct tx *tx, const char *field, int64_t id)
{
    struct fault *f = tx_fault(tx);
    struct partner p = { 0 };
    enum err e = id == 0 ? ERR_OK : partner_get(tx_snap(tx), f->arena, id, &p);

    if (e == ERR_NOT_FOUND || p.merged_into_id != 0)
        fault_issue(f, field, "unknown", "Kies een partner uit de lijst.");
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static enum err record(struct tx *tx, const struct actor *who, const char *type, int64_t id,
    const char *name, int64_t other)
{
    cJSON *data = cJSON_CreateObject();

    json_add_id(data, name, other);
    return event_record(tx, who, type, "partner", id, data, NULL);
}

static const struct sql JOIN =
    SQL("INSERT INTO partner_membership (group_id, member_id, from_date, until_date)"
        " VALUES (:group_id, :member_id, :from_date, :until_date) RETURNING id");

enum err partner_join(struct tx *tx, const struct actor *who, int64_t id,
    const struct membership_input *given, int64_t *ret_id)
{
    struct fault *f = tx_fault(tx);
    struct membership_input in = *given;
    struct partner self = { 0 };
    int64_t circle = 0;

    TRY(partner_get(tx_snap(tx), f->arena, id, &self));
    change_check(MEMBERSHIP_FIELDS, f, &in);
    TRY(check_partner(tx, "group_id", in.group_id));
    TRY(sql_one(tx_snap(tx), &GROUP_IS_IN,
        IN(in_i64("group_id", in.group_id), in_i64("member_id", id)),
        OUT(out_i64("times", &circle))));
    if (circle > 0)
        fault_issue(f, "group_id", "circle",
            "Deze partner is het zelf, of is al lid van “%s”: in een kring kan niet.", self.name);
    if (!str_empty(in.until_date) && strcmp(in.until_date, in.from_date) <= 0)
        fault_issue(f, "until_date", "range", "Het einde moet na het begin liggen.");
    TRY(fault_check(f));
    enum err e = sql_change(tx, &JOIN,
        IN(in_i64("group_id", in.group_id), in_i64("member_id", id),
            in_text("from_date", in.from_date), in_text("until_date", in.until_date)),
        OUT(out_i64("id", ret_id)));
    if (e == ERR_CONFLICT)
        return fault_set(f, e, "“%s” is er al lid van vanaf die dag.", self.name);
    TRY(e);
    return record(tx, who, "partner.joined", id, "groupId", in.group_id);
}

static const struct sql LEAVE =
    SQL("DELETE FROM partner_membership"
        " WHERE id = :id AND (member_id = :partner_id OR group_id = :partner_id)"
        " RETURNING group_id, member_id");

enum err partner_leave(struct tx *tx, const struct actor *who, int64_t id, int64_t membership_id)
{
    int64_t group_id = 0, member_id = 0;

    TRY(sql_change(tx, &LEAVE, IN(in_i64("id", membership_id), in_i64("partner_id", id)),
        OUT(out_i64("group_id", &group_id), out_i64("member_id", &member_id))));
    return record(tx, who, "partner.left", member_id, "groupId", group_id);
}

/* -- one that went into another -- */

static const struct sql SUCCEED =
    SQL("UPDATE partner SET successor_id = :successor_id, successor_from = :from_date,"
        "       until = :until_date, version = version + 1 WHERE id = :id");

enum err partner_succeed(struct tx *tx, const struct actor *who, int64_t id, int64_t version,
    const struct succession_input *given)
{
    struct fault *f = tx_fault(tx);
    struct succession_input in = *given;
    struct partner self = { 0 };
    int64_t circle = 0;

    TRY(partner_get(tx_snap(tx), f->arena, id, &self));
    if (self.version != version)
        return ERR_STALE;
    if (self.merged_into_id != 0)
        return fault_set(
            f, ERR_CONFLICT, "“%s” is samengevoegd met een andere partner.", self.name);
    change_check(SUCCESSION_FIELDS, f, &in);
    TRY(check_partner(tx, "successor_id", in.successor_id));
    TRY(sql_one(tx_snap(tx), &LED_TO, IN(in_i64("successor_id", in.successor_id), in_i64("id", id)),
        OUT(out_i64("times", &circle))));
    if (circle > 0)
        fault_issue(f, "successor_id", "circle",
            "Deze partner is het zelf, of ging zelf op in “%s”: in een kring kan niet.", self.name);
    if (str_empty(in.from_date))
        fault_issue(f, "from_date", "required", "Vul in vanaf wanneer.");
    TRY(fault_check(f));
    TRY(sql_run(tx, &SUCCEED,
        IN(in_i64("id", id), in_i64("successor_id", in.successor_id),
            in_text("from_date", in.from_date), in_text("until_date", in.from_date)),
        NULL));
    return record(tx, who, "partner.succeeded", id, "successorId", in.successor_id);
}

enum err partner_unsucceed(struct tx *tx, const struct actor *who, int64_t id, int64_t version)
{
    struct fault *f = tx_fault(tx);
    struct partner self = { 0 };

    TRY(partner_get(tx_snap(tx), f->arena, id, &self));
    if (self.version != version)
        return ERR_STALE;
    if (self.successor_id == 0)
        return fault_set(
            f, ERR_CONFLICT, "“%s” is niet opgegaan in een andere partner.", self.name);
    TRY(sql_run(tx, &SUCCEED,
        IN(in_i64("id", id), in_id("successor_id", 0), in_text("from_date", ""),
            in_text("until_date", str_equal(self.until, self.successor_from) ? NULL : self.until)),
        NULL));
    return record(tx, who, "partner.unsucceeded", id, "successorId", self.successor_id);
}

static const struct sql PREDECESSORS =
    SQL("SELECT id, name, successor_from FROM partner WHERE successor_id = :id"
        " ORDER BY name_folded");

enum err partner_predecessors(struct snap *s, struct arena *a, int64_t id, struct partner_list *ret)
{
    struct partner row = { .website = "", .note = "", .until = "" };

    return sql_list(s, a, &PREDECESSORS, IN(in_i64("id", id)),
        OUT(out_i64("id", &row.id), out_text("name", a, &row.name),
            out_text("successor_from", a, &row.successor_from)),
        &row, sizeof row, &ret->at, &ret->count);
}
