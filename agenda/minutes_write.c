/* The secretary writes: saving, what was typed and not saved yet, and reopening. */
#include "agenda/item.h"
#include "agenda/minutes_names.h"
#include "agenda/minutes_parts.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include "lok/base/utf8.h"
#include "lok/change.h"

enum { LONGEST_TEXT = 20000 };

const struct field MINUTES_FIELDS[] = {
    FIELD_TEXT(struct minutes_input, general, .multiline = true, .label = "Algemeen",
        .hint = "Wat bij geen enkel punt hoort."),
    FIELD_TEXT(struct minutes_input, hide, .multiline = true, .max = 2000,
        .label = "Verberg ook deze namen",
        .hint = "Een naam per regel, eventueel met wat er in de plaats komt: Els Voorbeeld = een "
                "ouder. Namen van leden en contactpersonen worden vanzelf hun functie."),
    FIELD_DATE(struct minutes_input, remarks_until, .label = "Leden kunnen opmerkingen geven tot",
        .hint = "Vult u niets in, dan is dat twee weken nadat u het voorlegt."),
    FIELD_END,
};

const struct field MINUTES_ITEM_FIELDS[] = {
    FIELD_TEXT(struct minutes_item_input, text, .multiline = true, .label = "Tekst"),
    FIELD_END,
};

const struct field MINUTES_RECTIFY_FIELDS[] = {
    FIELD_DATE(struct minutes_rectify_input, on_date, .required = true, .label = "Datum"),
    FIELD_TEXT(struct minutes_rectify_input, text, .required = true, .multiline = true, .max = 5000,
        .label = "Wat moet er staan?"),
    FIELD_END,
};

/* -- shared -- */

static const struct sql BEGIN =
    SQL("INSERT INTO minutes (meeting_id, state, hide, remarks_until, approved_on, delivered_on)"
        " VALUES (:meeting, 'draft', '', '', '', '')"
        " ON CONFLICT (meeting_id) DO NOTHING");

enum err minutes_begin(struct tx *tx, int64_t meeting_id)
{
    return sql_run(tx, &BEGIN, IN(in_i64("meeting", meeting_id)), NULL);
}

static const struct sql SET_STATE =
    SQL("UPDATE minutes SET state = :state, version = version + 1 WHERE meeting_id = :meeting");

enum err minutes_set_state(struct tx *tx, int64_t meeting_id, enum minutes_state state)
{
    return sql_run(tx, &SET_STATE,
        IN(in_i64("meeting", meeting_id), in_enum("state", MINUTES_STATES, state)), NULL);
}

enum err minutes_record(
    struct tx *tx, const struct actor *who, int64_t meeting_id, const char *event, cJSON *data)
{
    return event_record(tx, who, event, "minutes", meeting_id, data, NULL);
}

/* The minutes at `version`, when the step may be done. Minutes are of a meeting that took place. */
static enum err step_of(struct tx *tx, struct arena *a, const struct actor *who, int64_t meeting_id,
    int64_t version, enum minutes_action action, struct minutes *ret, struct minutes_step *step)
{
    struct fault *f = tx_fault(tx);
    struct meeting m = { 0 };

    TRY(minutes_get(tx_snap(tx), a, meeting_id, ret));
    TRY(minutes_step(who, ret->state, action, f, step));
    TRY(meeting_get(tx_snap(tx), a, meeting_id, &m));
    if (m.state != MEETING_IN_SESSION && m.state != MEETING_CLOSED)
        return fault_set(f, ERR_CONFLICT, "Het verslag begint met de vergadering.");
    return ret->version == version ? ERR_OK : ERR_STALE;
}

/* -- saving -- */

static const struct sql TEXT_PUT =
    SQL("INSERT INTO minutes_text (meeting_id, item_id, text) VALUES (:meeting, :item, :text)"
        " ON CONFLICT (meeting_id, item_id) DO UPDATE SET text = excluded.text");

static enum err put_text(struct tx *tx, int64_t meeting_id, int64_t item_id, const char *text)
{
    return sql_run(tx, &TEXT_PUT,
        IN(in_i64("meeting", meeting_id), in_i64("item", item_id), in_text("text", text)), NULL);
}

static enum err check_texts(
    struct tx *tx, struct arena *a, int64_t meeting_id, const struct minutes_typed_list *items)
{
    struct fault *f = tx_fault(tx);

    for (size_t i = 0; i < items->count; i++) {
        const char *field = arena_printf(a, "text_%lld", (long long)items->at[i].item_id);
        struct item item = { 0 };
        enum err e = item_get(tx_snap(tx), a, items->at[i].item_id, &item);

        if (e != ERR_OK && e != ERR_NOT_FOUND)
            return e;
        if (e == ERR_NOT_FOUND || item.meeting_id != meeting_id)
            fault_issue(f, field, "unknown", "Dit punt hoort niet bij deze vergadering.");
        else if (utf8_length(items->at[i].text) > LONGEST_TEXT)
            fault_issue(f, field, "too-long", "Hoogstens %d tekens.", LONGEST_TEXT);
    }
    return fault_check(f);
}

static const struct sql SAVE = SQL("UPDATE minutes SET hide = :hide, remarks_until = :until,"
                                   "       state = :state, version = version + 1"
                                   " WHERE meeting_id = :meeting"
                                   " RETURNING version");

enum err minutes_save(struct tx *tx, struct arena *a, const struct actor *who, int64_t meeting_id,
    int64_t version, const struct minutes_input *in, const struct minutes_typed_list *items,
    int64_t *ret_version)
{
    struct minutes_input checked = *in;
    struct minutes m = { 0 };
    struct minutes_step step;
    int64_t kept, now;

    TRY(step_of(tx, a, who, meeting_id, version, MINUTES_EDIT, &m, &step));
    change_check(MINUTES_FIELDS, tx_fault(tx), &checked);
    TRY(check_texts(tx, a, meeting_id, items));
    TRY(fault_check(tx_fault(tx)));
    TRY(minutes_begin(tx, meeting_id));
    TRY(put_text(tx, meeting_id, 0, checked.general));
    for (size_t i = 0; i < items->count; i++)
        TRY(put_text(tx, meeting_id, items->at[i].item_id, items->at[i].text));
    TRY(sql_change(tx, &SAVE,
        IN(in_i64("meeting", meeting_id), in_text("hide", checked.hide),
            in_text("until", checked.remarks_until), in_enum("state", MINUTES_STATES, step.to)),
        OUT(out_i64("version", &now))));
    TRY(minutes_keep(tx, a, who, meeting_id, "", &kept));
    TRY(minutes_forget_unsaved(tx, who, meeting_id));
    *ret_version = now;
    return minutes_record(tx, who, meeting_id, step.event, NULL);
}

/* -- typed and not saved -- */

static const struct sql AUTOSAVE =
    SQL("INSERT INTO minutes_autosave (meeting_id, account_id, item_id, base_version, text,"
        "                              saved_at)"
        " VALUES (:meeting, :account, :item, :version, :text, :now)"
        " ON CONFLICT (meeting_id, account_id, item_id) DO UPDATE"
        "    SET base_version = excluded.base_version, text = excluded.text,"
        "        saved_at = excluded.saved_at");

enum err minutes_autosave(struct tx *tx, const struct actor *who, int64_t meeting_id,
    int64_t version, const struct minutes_typed_list *typed, bool *ret_stale)
{
    struct arena *a = tx_fault(tx)->arena;
    struct minutes m = { 0 };
    struct minutes_step step;
    enum err e = step_of(tx, a, who, meeting_id, version, MINUTES_EDIT, &m, &step);

    if (e != ERR_OK && e != ERR_STALE)
        return e;
    if (who->account_id == 0)
        return ERR_FORBIDDEN;
    for (size_t i = 0; i < typed->count; i++)
        TRY(sql_run(tx, &AUTOSAVE,
            IN(in_i64("meeting", meeting_id), in_i64("account", who->account_id),
                in_i64("item", typed->at[i].item_id), in_i64("version", version),
                in_text("text", utf8_cut(a, typed->at[i].text, LONGEST_TEXT)),
                in_i64("now", clock_now())),
            NULL));
    *ret_stale = e == ERR_STALE;
    return ERR_OK;
}

struct unsaved_row {
    struct minutes_typed typed;
    int64_t base_version, saved_at;
};

static const struct sql UNSAVED =
    SQL("SELECT item_id, text, base_version, saved_at FROM minutes_autosave"
        " WHERE meeting_id = :meeting AND account_id = :account ORDER BY item_id");

enum err minutes_unsaved(struct snap *s, struct arena *a, const struct actor *who,
    int64_t meeting_id, struct minutes_unsaved *ret)
{
    struct unsaved_row row = { 0 }, *rows = NULL;
    size_t count = 0;

    TRY(sql_list(s, a, &UNSAVED,
        IN(in_i64("meeting", meeting_id), in_i64("account", who->account_id)),
        OUT(out_i64("item_id", &row.typed.item_id), out_text("text", a, &row.typed.text),
            out_i64("base_version", &row.base_version), out_i64("saved_at", &row.saved_at)),
        &row, sizeof row, &rows, &count));
    if (count == 0)
        return ERR_NOT_FOUND;
    *ret = (struct minutes_unsaved){ { arena_array(a, count, sizeof *ret->typed.at), count },
        rows[0].base_version, rows[0].saved_at };
    for (size_t i = 0; i < count; i++)
        ret->typed.at[i] = rows[i].typed;
    return ERR_OK;
}

static const struct sql FORGET =
    SQL("DELETE FROM minutes_autosave WHERE meeting_id = :meeting AND account_id = :account");

enum err minutes_forget_unsaved(struct tx *tx, const struct actor *who, int64_t meeting_id)
{
    return sql_run(
        tx, &FORGET, IN(in_i64("meeting", meeting_id), in_i64("account", who->account_id)), NULL);
}

/* -- after approval -- */

static enum err check_reason(struct fault *f, const char *field, const char *reason)
{
    if (str_empty(str_trim(f->arena, reason)))
        fault_issue(f, field, "required", "Zeg waarom.");
    return fault_check(f);
}

enum err minutes_reopen(struct tx *tx, struct arena *a, const struct actor *who, int64_t meeting_id,
    int64_t version, const char *reason)
{
    struct minutes m = { 0 };
    struct minutes_step step;

    TRY(step_of(tx, a, who, meeting_id, version, MINUTES_REOPEN, &m, &step));
    TRY(check_reason(tx_fault(tx), "reason", reason));
    TRY(minutes_set_state(tx, meeting_id, step.to));
    cJSON *data = cJSON_CreateObject();
    json_add_text(data, "reason", reason);
    return minutes_record(tx, who, meeting_id, step.event, data);
}

static const struct sql RECTIFY =
    SQL("INSERT INTO minutes_rectification (meeting_id, on_date, text, open_text, made_at)"
        " VALUES (:meeting, :date, :text, :open, :now)");

enum err minutes_rectify(struct tx *tx, struct arena *a, const struct actor *who,
    int64_t meeting_id, int64_t version, const struct minutes_rectify_input *in)
{
    struct minutes_rectify_input checked = *in;
    struct names names = { 0 };
    struct minutes m = { 0 };
    struct minutes_step step;

    TRY(step_of(tx, a, who, meeting_id, version, MINUTES_RECTIFY, &m, &step));
    change_check(MINUTES_RECTIFY_FIELDS, tx_fault(tx), &checked);
    TRY(fault_check(tx_fault(tx)));
    TRY(names_read(tx_snap(tx), a, m.hide, &names));
    TRY(sql_run(tx, &RECTIFY,
        IN(in_i64("meeting", meeting_id), in_text("date", checked.on_date),
            in_text("text", checked.text), in_text("open", names_hidden(a, &names, checked.text)),
            in_i64("now", clock_now())),
        NULL));
    TRY(minutes_set_state(tx, meeting_id, step.to));
    TRY(minutes_index(tx, a, meeting_id));
    return minutes_record(tx, who, meeting_id, step.event, NULL);
}

static const struct sql DELIVER =
    SQL("UPDATE minutes SET delivered_on = :date, version = version + 1"
        " WHERE meeting_id = :meeting");

enum err minutes_deliver(struct tx *tx, struct arena *a, const struct actor *who,
    int64_t meeting_id, int64_t version, const char *on_date)
{
    struct fault *f = tx_fault(tx);
    struct minutes m = { 0 };
    struct minutes_step step;

    TRY(step_of(tx, a, who, meeting_id, version, MINUTES_DELIVER, &m, &step));
    if (!str_empty(on_date) && !date_valid(on_date))
        fault_issue(f, "delivered_on", "format", "Vul een datum in, zoals 28/05/2024.");
    TRY(fault_check(f));
    TRY(sql_run(tx, &DELIVER, IN(in_i64("meeting", meeting_id), in_text("date", on_date)), NULL));
    cJSON *data = cJSON_CreateObject();
    json_add_text(data, "deliveredOn", on_date);
    return minutes_record(tx, who, meeting_id, step.event, data);
}
