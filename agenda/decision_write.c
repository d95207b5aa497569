/* How a decision comes to be: number, text, release; and its place in the search index. */
#include "agenda/decision_life.h"
#include "agenda/search.h"
#include "agenda/text.h"
#include "lok/base/sql.h"
#include <string.h>

/* What follows from the item: the decision is no more public than its item and its meeting are. */
struct origin {
    int64_t meeting_id, dossier_id, access, year;
};

static const struct sql ORIGIN =
    SQL("SELECT i.meeting_id, i.dossier_id, m.month,"
        "       CASE WHEN i.access > m.access THEN i.access ELSE m.access END AS access"
        "  FROM agenda_item i JOIN meeting m ON m.id = i.meeting_id"
        " WHERE i.id = :id");

static enum err origin_of(struct snap *s, struct arena *a, int64_t item_id, struct origin *ret)
{
    const char *month = "";
    struct origin o = { 0 };

    TRY(sql_one(s, &ORIGIN, IN(in_i64("id", item_id)),
        OUT(out_i64("meeting_id", &o.meeting_id), out_i64("dossier_id", &o.dossier_id),
            out_text("month", a, &month), out_i64("access", &o.access))));
    if (!str_to_i64(arena_strndup(a, month, strlen("YYYY")), &o.year))
        IMPOSSIBLE("a meeting without month");
    *ret = o;
    return ERR_OK;
}

static enum err rectified(struct tx *tx, struct arena *a, int64_t id, const char **ret)
{
    struct decision_rectifications list = { 0 };
    struct lines texts;

    TRY(decision_rectification_list(tx_snap(tx), a, id, &list));
    texts = (struct lines){ arena_array(a, list.count, sizeof *texts.at), list.count };
    for (size_t i = 0; i < list.count; i++)
        texts.at[i] = text_to_plain(a, list.at[i].text);
    *ret = str_join(a, &texts, "\n");
    return ERR_OK;
}

/* Also found by the last part of its number alone. */
enum err decision_index(struct tx *tx, struct arena *a, int64_t id)
{
    struct decision d = { 0 };
    const char *more;

    TRY(decision_by_id(tx_snap(tx), a, id, &d));
    TRY(rectified(tx, a, id, &more));
    const char *bare = strrchr(d.number, '_');
    struct search_entry entry = {
        .kind = "decision",
        .ref_id = id,
        .title = d.title,
        .body = arena_printf(a, "%s %s\n%s\n%s\n%s\n%s", d.number, bare == NULL ? "" : bare + 1,
            text_to_plain(a, d.text), text_to_plain(a, d.motivation), d.topics, more),
        .year = d.year,
        .dossier_id = d.dossier_id,
        .topics = str_split(a, d.topics, '\n'),
        .state = choice_code(DECISION_STATES, d.state),
        .partner_id = d.follow_up_id,
        .access = d.access,
        .hidden = d.released_at == 0,
    };
    return search_put(tx, a, &entry);
}

static const struct sql NEXT_NUMBER =
    SQL("INSERT INTO decision_counter (year, last) VALUES (:year, 1)"
        " ON CONFLICT (year) DO UPDATE SET last = last + 1"
        " RETURNING last");

static enum err next_number(struct tx *tx, struct arena *a, int64_t year, const char **ret)
{
    struct council c = { 0 };
    int64_t last;

    TRY(council_get(tx_snap(tx), a, &c));
    TRY(sql_change(tx, &NEXT_NUMBER, IN(in_i64("year", year)), OUT(out_i64("last", &last))));
    *ret = arena_printf(a, "%lld_%s_%05lld", (long long)year, c.number_prefix, (long long)last);
    return ERR_OK;
}

static const struct sql DECISION_INSERT =
    SQL("INSERT INTO decision (item_id, meeting_id, dossier_id, number, year, title, text,"
        "                      motivation, method, follow_up_id, due_date, state, access)"
        " VALUES (:item_id, :meeting_id, :dossier_id, :number, :year, :title, :text, :motivation,"
        "         :method, :follow_up_id, :due_date, 'provisional', :access)"
        " RETURNING id");

static enum err insert(
    struct tx *tx, struct arena *a, const struct decision *in, const struct origin *o, int64_t *ret)
{
    const char *number = "";

    TRY(next_number(tx, a, o->year, &number));
    return sql_change(tx, &DECISION_INSERT,
        IN(in_i64("item_id", in->item_id), in_i64("meeting_id", o->meeting_id),
            in_id("dossier_id", o->dossier_id), in_text("number", number), in_i64("year", o->year),
            in_text("title", in->title), in_text("text", in->text),
            in_text("motivation", in->motivation), in_enum("method", DECISION_METHODS, in->method),
            in_id("follow_up_id", in->follow_up_id), in_text("due_date", in->due_date),
            in_i64("access", o->access)),
        OUT(out_i64("id", ret)));
}

static const struct sql DECISION_UPDATE =
    SQL("UPDATE decision"
        "   SET title = :title, text = :text, motivation = :motivation, method = :method,"
        "       follow_up_id = :follow_up_id, due_date = :due_date, dossier_id = :dossier_id,"
        "       access = :access, version = version + 1"
        " WHERE id = :id");

static enum err update(struct tx *tx, int64_t id, const struct decision *in, const struct origin *o)
{
    return sql_run(tx, &DECISION_UPDATE,
        IN(in_i64("id", id), in_text("title", in->title), in_text("text", in->text),
            in_text("motivation", in->motivation), in_enum("method", DECISION_METHODS, in->method),
            in_id("follow_up_id", in->follow_up_id), in_text("due_date", in->due_date),
            in_id("dossier_id", o->dossier_id), in_i64("access", o->access)),
        NULL);
}

static enum err must_be_provisional(struct fault *f, const struct decision *d)
{
    if (d->state == DECISION_PROVISIONAL)
        return ERR_OK;
    return fault_set(f, ERR_CONFLICT,
        "Beslissing %s is al bekendgemaakt. De tekst kan hier niet meer veranderen.", d->number);
}

enum err decision_write(struct tx *tx, struct arena *a, const struct actor *who,
    const struct decision *in, int64_t *ret_id)
{
    struct decision old = { 0 };
    struct origin o = { 0 };
    int64_t id;

    PRE(!str_empty(in->title) && !str_empty(in->text));
    TRY(origin_of(tx_snap(tx), a, in->item_id, &o));
    enum err known = decision_by_item(tx_snap(tx), a, in->item_id, &old);
    if (known == ERR_OK) {
        id = old.id;
        TRY(must_be_provisional(tx_fault(tx), &old));
        TRY(update(tx, id, in, &o));
    } else if (known == ERR_NOT_FOUND) {
        TRY(insert(tx, a, in, &o, &id));
    } else {
        return known;
    }
    TRY(decision_index(tx, a, id));
    TRY(event_record(tx, who, known == ERR_OK ? "decision.changed" : "decision.written", "decision",
        id, NULL, NULL));
    *ret_id = id;
    return ERR_OK;
}

static const struct sql DECISION_DELETE = SQL("DELETE FROM decision WHERE id = :id");

enum err decision_remove(struct tx *tx, const struct actor *who, int64_t id)
{
    struct decision d = { 0 };

    TRY(decision_by_id(tx_snap(tx), tx_fault(tx)->arena, id, &d));
    TRY(must_be_provisional(tx_fault(tx), &d));
    TRY(search_remove(tx, "decision", id));
    TRY(sql_run(tx, &DECISION_DELETE, IN(in_i64("id", id)), NULL));
    cJSON *data = cJSON_CreateObject();
    json_add_text(data, "number", d.number);
    return event_record(tx, who, "decision.removed", "decision", id, data, NULL);
}

static const struct sql DECISION_RELEASE =
    SQL("UPDATE decision"
        "   SET state = 'in_force', released_at = :at, released_by = :sending_id,"
        "       dossier_id = :dossier_id, access = :access, version = version + 1"
        " WHERE id = :id");

enum err decision_release(
    struct tx *tx, const struct actor *who, int64_t id, int64_t sending_id, int64_t at)
{
    struct arena *a = tx_fault(tx)->arena;
    struct decision d = { 0 };
    struct origin o = { 0 };

    TRY(decision_by_id(tx_snap(tx), a, id, &d));
    TRY(must_be_provisional(tx_fault(tx), &d));
    TRY(origin_of(tx_snap(tx), a, d.item_id, &o));
    TRY(sql_run(tx, &DECISION_RELEASE,
        IN(in_i64("id", id), in_i64("at", at), in_id("sending_id", sending_id),
            in_id("dossier_id", o.dossier_id), in_i64("access", o.access)),
        NULL));
    TRY(decision_index(tx, a, id));
    return event_record(tx, who, "decision.released", "decision", id, NULL, NULL);
}

static const struct sql RELEASED_BY =
    SQL("SELECT id FROM decision WHERE released_by = :sending_id ORDER BY id");

static const struct sql DECISION_UNRELEASE =
    SQL("UPDATE decision"
        "   SET state = 'provisional', released_at = NULL, released_by = NULL,"
        "       version = version + 1"
        " WHERE id = :id");

enum err decision_unrelease(struct tx *tx, int64_t sending_id)
{
    struct arena *a = tx_fault(tx)->arena;
    int64_t id = 0;
    int64_t *ids = NULL;
    size_t count = 0;

    TRY(sql_list(tx_snap(tx), a, &RELEASED_BY, IN(in_i64("sending_id", sending_id)),
        OUT(out_i64("id", &id)), &id, sizeof id, &ids, &count));
    for (size_t i = 0; i < count; i++) {
        TRY(sql_run(tx, &DECISION_UNRELEASE, IN(in_i64("id", ids[i])), NULL));
        TRY(decision_index(tx, a, ids[i]));
    }
    return ERR_OK;
}
