/* The coalition of a dossier as it is read, and what it misses. */
#include "agenda/coalition.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include <string.h>

const struct choice COALITION_STATES[] = {
    { "asked", "gevraagd" },
    { "committed", "toegezegd" },
    { "declined", "doet niet mee" },
    { NULL, NULL },
};

static const struct sql COALITION =
    SQL("SELECT call, closes_on FROM coalition WHERE dossier_id = :dossier");

enum err coalition_get(struct snap *s, struct arena *a, int64_t dossier_id, struct coalition *ret)
{
    struct coalition c = { "", "" };
    enum err e = sql_one(s, &COALITION, IN(in_i64("dossier", dossier_id)),
        OUT(out_text("call", a, &c.call), out_text("closes_on", a, &c.closes_on)));

    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    *ret = c;
    return ERR_OK;
}

/* A member counts where it was put, else where its kind or a group of it fits. */
static const struct sql NEEDS =
    SQL("SELECT n.id, n.kind, n.group_id, n.least, n.words, g.name AS group_name,"
        "       count(CASE WHEN c.state = 'committed' THEN 1 END) AS committed,"
        "       count(CASE WHEN c.state = 'asked' THEN 1 END) AS asked,"
        "       count(CASE WHEN c.state = 'declined' THEN 1 END) AS declined"
        "  FROM coalition_need n"
        "  LEFT JOIN partner g ON g.id = n.group_id"
        "  LEFT JOIN (SELECT m.need_id, m.state, m.partner_id, m.date, p.kind"
        "               FROM coalition_member m JOIN partner p ON p.id = m.partner_id"
        "              WHERE m.dossier_id = :dossier AND m.removed_at IS NULL) c"
        "    ON c.need_id = n.id"
        "    OR (c.need_id IS NULL"
        "        AND ((n.group_id IS NULL AND c.kind = n.kind)"
        "             OR n.group_id = c.partner_id"
        "             OR EXISTS (SELECT 1 FROM partner_membership x"
        "                         WHERE x.group_id = n.group_id AND x.member_id = c.partner_id"
        "                           AND (x.until_date = '' OR x.until_date > c.date))))"
        " WHERE n.dossier_id = :dossier AND n.removed_at IS NULL"
        " GROUP BY n.id, n.kind, n.group_id, n.least, n.words, g.name"
        " ORDER BY n.id");

enum err coalition_needs(
    struct snap *s, struct arena *a, int64_t dossier_id, struct coalition_need_list *ret)
{
    struct coalition_need row = { 0 };

    return sql_list(s, a, &NEEDS, IN(in_i64("dossier", dossier_id)),
        OUT(out_i64("id", &row.id), out_enum("kind", PARTNER_KINDS, &row.kind),
            out_i64("group_id", &row.group_id), out_i64("least", &row.least),
            out_text("words", a, &row.words), out_text("group_name", a, &row.group_name),
            out_i64("committed", &row.committed), out_i64("asked", &row.asked),
            out_i64("declined", &row.declined)),
        &row, sizeof row, &ret->at, &ret->count);
}

/* `own` is -1 for who has no partner. */
static const struct sql MEMBERS =
    SQL("SELECT m.id, m.partner_id, m.need_id, m.state, m.date, m.contact, m.note, m.told_at,"
        "       p.name AS partner_name, n.words AS need_words"
        "  FROM coalition_member m"
        "  JOIN partner p ON p.id = m.partner_id"
        "  LEFT JOIN coalition_need n ON n.id = m.need_id"
        " WHERE m.dossier_id = :dossier AND m.removed_at IS NULL"
        "   AND (:all = 1 OR m.state = 'committed' OR m.partner_id = :own)"
        " ORDER BY p.name, m.id");

enum err coalition_members(struct snap *s, struct arena *a, const struct actor *who,
    int64_t dossier_id, struct coalition_member_list *ret)
{
    bool all = may(who, PREPARE_MEETING, (struct object){ 0 });
    bool partner = has_role(who, ROLE_PARTNER) && who->partner_id != 0;
    struct coalition_member row = { 0 };

    TRY(sql_list(s, a, &MEMBERS,
        IN(in_i64("dossier", dossier_id), in_bool("all", all),
            in_i64("own", partner ? who->partner_id : -1)),
        OUT(out_i64("id", &row.id), out_i64("partner_id", &row.partner_id),
            out_i64("need_id", &row.need_id), out_enum("state", COALITION_STATES, &row.state),
            out_text("date", a, &row.date), out_text("contact", a, &row.contact),
            out_text("note", a, &row.note), out_i64("told_at", &row.told_at),
            out_text("partner_name", a, &row.partner_name),
            out_text("need_words", a, &row.need_words)),
        &row, sizeof row, &ret->at, &ret->count));
    for (size_t i = 0; !all && i < ret->count; i++)
        ret->at[i].note = ret->at[i].contact = "";
    return ERR_OK;
}

/* -- what is missing -- */

static const char *time_left(struct arena *a, const char *closes_on, const char *today)
{
    int days = date_days_between(today, closes_on);

    if (days < 0)
        return ", de oproep is afgesloten";
    if (days == 0)
        return ", vandaag is de laatste dag";
    return days == 1 ? ", nog 1 dag" : arena_printf(a, ", nog %d dagen", days);
}

const char *coalition_words(struct arena *a, int64_t committed, int64_t least, const char *words,
    const char *closes_on, const char *today)
{
    bool missing = committed < least;

    return arena_printf(a, "%lld van %lld %s toegezegd%s", (long long)committed, (long long)least,
        words, missing && !str_empty(closes_on) ? time_left(a, closes_on, today) : "");
}

enum err coalition_missing(
    struct snap *s, struct arena *a, int64_t dossier_id, const char *today, struct lines *ret)
{
    struct coalition_need_list needs = { 0 };
    struct coalition c;

    TRY(coalition_get(s, a, dossier_id, &c));
    TRY(coalition_needs(s, a, dossier_id, &needs));
    struct lines lines = { arena_array(a, needs.count, sizeof *lines.at), 0 };
    for (size_t i = 0; i < needs.count; i++) {
        const struct coalition_need *n = &needs.at[i];

        if (n->committed < n->least)
            lines.at[lines.count++] =
                coalition_words(a, n->committed, n->least, n->words, c.closes_on, today);
    }
    *ret = lines;
    return ERR_OK;
}

static const struct sql CLOSING = SQL("SELECT c.dossier_id, c.closes_on, d.title"
                                      "  FROM coalition c JOIN dossier d ON d.id = c.dossier_id"
                                      " WHERE c.closes_on <> '' AND d.result = 'open'"
                                      " ORDER BY c.closes_on, c.dossier_id");

enum err coalition_due(
    struct snap *s, struct arena *a, const char *today, struct coalition_due_list *ret)
{
    struct closing {
        int64_t id;
        const char *date, *title;
    } row = { 0 }, *rows = NULL;
    size_t count = 0;

    TRY(sql_list(s, a, &CLOSING, IN(),
        OUT(out_i64("dossier_id", &row.id), out_text("closes_on", a, &row.date),
            out_text("title", a, &row.title)),
        &row, sizeof row, &rows, &count));
    struct coalition_due_list list = { arena_array(a, count, sizeof *list.at), 0 };
    for (size_t i = 0; i < count; i++) {
        struct lines missing = { 0 };

        TRY(coalition_missing(s, a, rows[i].id, today, &missing));
        if (missing.count > 0)
            list.at[list.count++] = (struct coalition_due){
                .dossier_id = rows[i].id,
                .date = rows[i].date,
                .words = arena_printf(a, "%s: %s", rows[i].title, str_join(a, &missing, "; ")),
                .late = strcmp(rows[i].date, today) < 0,
            };
    }
    *ret = list;
    return ERR_OK;
}
