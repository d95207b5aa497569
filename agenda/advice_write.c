/* How an advice comes to be: its question, its text, where it is treated, what was put right. */
#include "agenda/advice_inside.h"
#include "agenda/dossier.h"
#include "agenda/minutes.h"
#include "agenda/search.h"
#include "agenda/text.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include "lok/change.h"
#include "lok/partner.h"
#include <string.h>

/* More than any council has seats. */
enum { MOST_VOTES = 1000 };

const struct field ADVICE_QUESTION_FIELDS[] = {
    FIELD_TEXT(struct advice_question, title, .required = true, .max = 200, .label = "Onderwerp"),
    FIELD_CHOICE(struct advice_question, origin, .of = ADVICE_ORIGINS, .label = "Hoe kwam het er?"),
    FIELD_ID(struct advice_question, asked_by_id, .label = "Gevraagd door",
        .hint = "Leeg bij een advies op eigen initiatief."),
    FIELD_DATE(struct advice_question, asked_on, .label = "Gevraagd op"),
    FIELD_DATE(struct advice_question, due_date, .label = "Klaar tegen",
        .hint = "Een opportuniteitsadvies moet binnen 30 dagen klaar zijn."),
    FIELD_TEXT(struct advice_question, question, .multiline = true, .label = "De vraag"),
    FIELD_ID(struct advice_question, dossier_id, .label = "Dossier"),
    FIELD_CHOICE(
        struct advice_question, addressee, .of = ADVICE_ADDRESSEES, .label = "Gericht aan"),
    FIELD_ID(struct advice_question, addressee_id, .label = "Bezorgen via de contacten van",
        .hint = "De partner voor het lokaal bestuur: zijn contactpersonen krijgen het advies per"
                " mail."),
    FIELD_CHOICE(struct advice_question, access, .of = ACCESSES, .label = "Wie mag het lezen?",
        .hint = "Zodra het bezorgd is."),
    FIELD_END,
};

const struct field ADVICE_TEXT_FIELDS[] = {
    FIELD_TEXT(struct advice_text, text, .required = true, .multiline = true, .label = "Advies"),
    FIELD_TEXT(struct advice_text, motivation, .multiline = true, .label = "Motivering"),
    FIELD_TEXT(
        struct advice_text, minority_view, .multiline = true, .label = "Minderheidsstandpunt"),
    FIELD_INT(struct advice_text, in_favour, .minus_is_none = true, .min = 0, .max = MOST_VOTES,
        .label = "Voor", .hint = "Alles leeg: bij consensus."),
    FIELD_INT(struct advice_text, against, .minus_is_none = true, .min = 0, .max = MOST_VOTES,
        .label = "Tegen"),
    FIELD_INT(struct advice_text, abstain, .minus_is_none = true, .min = 0, .max = MOST_VOTES,
        .label = "Onthoudingen"),
    FIELD_TEXT(struct advice_text, balance_reason, .max = 1000,
        .label = "Waarom legt u het toch vast?",
        .hint = "Alleen nodig als de samenstelling of het aantal aanwezigen niet in orde is."),
    FIELD_END,
};

/* -- what both sides ask -- */

enum err advice_may(const struct actor *who, enum action action)
{
    return may(who, action, (struct object){ 0 }) ? ERR_OK : ERR_FORBIDDEN;
}

enum err advice_load(
    struct tx *tx, struct arena *a, int64_t id, int64_t version, struct advice *ret)
{
    TRY(advice_by_id(tx_snap(tx), a, id, ret));
    return version != 0 && ret->version != version ? ERR_STALE : ERR_OK;
}

static enum err must_be_unsent(struct fault *f, const struct advice *v)
{
    if (v->sent_at == 0)
        return ERR_OK;
    return fault_set(f, ERR_CONFLICT,
        "Advies %s is al bezorgd. De tekst verandert niet meer: zet een rechtzetting.", v->number);
}

enum err advice_record(
    struct tx *tx, const struct actor *who, const char *type, const struct advice *v)
{
    cJSON *data = cJSON_CreateObject();

    json_add_text(data, "number", v->number);
    return event_record(tx, who, type, "advice", v->id, data, NULL);
}

/* Also found by the last part of its number alone. */
enum err advice_index(struct tx *tx, struct arena *a, int64_t id)
{
    struct advice v = { 0 };

    TRY(advice_by_id(tx_snap(tx), a, id, &v));
    const char *bare = strrchr(v.number, '_');
    struct search_entry entry = {
        .kind = "advice",
        .ref_id = id,
        .title = v.title,
        .body = arena_printf(a, "%s %s\n%s\n%s\n%s\n%s", v.number, bare == NULL ? "" : bare + 1,
            text_to_plain(a, v.question), text_to_plain(a, v.text), text_to_plain(a, v.motivation),
            v.reference),
        .year = v.year,
        .dossier_id = v.dossier_id,
        .partner_id = v.addressee_id,
        .access = v.access,
        .hidden = v.sent_at == 0,
    };
    return search_put(tx, a, &entry);
}

/* What was given at a meeting stands once the minutes of it are approved. */
static enum err must_be_open(struct tx *tx, struct arena *a, const struct advice *v)
{
    TRY(must_be_unsent(tx_fault(tx), v));
    return v->meeting_id == 0 || str_empty(v->text)
               ? ERR_OK
               : minutes_check_open(tx_snap(tx), a, v->meeting_id);
}

/* -- the question -- */

static enum err check_partner(struct tx *tx, struct arena *a, const char *field, int64_t id)
{
    struct partner partner = { 0 };
    enum err e = id == 0 ? ERR_OK : partner_get(tx_snap(tx), a, id, &partner);

    if (e != ERR_NOT_FOUND)
        return e;
    fault_issue(tx_fault(tx), field, "unknown", "Kies een partner uit de lijst.");
    return ERR_OK;
}

static enum err check_dossier(struct tx *tx, struct arena *a, int64_t id)
{
    struct actor system = actor_system();
    struct dossier d = { 0 };
    enum err e = id == 0 ? ERR_OK : dossier_get(tx_snap(tx), a, visibility_of(&system), id, &d);

    if (e != ERR_NOT_FOUND)
        return e;
    fault_issue(tx_fault(tx), "dossier_id", "unknown", "Kies een dossier uit de lijst.");
    return ERR_OK;
}

static enum err check_question(struct tx *tx, struct arena *a, struct advice_question *in)
{
    struct fault *f = tx_fault(tx);
    struct council c;

    change_check(ADVICE_QUESTION_FIELDS, f, in);
    TRY(fault_check(f));
    TRY(council_get(tx_snap(tx), a, &c));
    if (in->origin == ADVICE_OWN_INITIATIVE && (in->asked_by_id != 0 || !str_empty(in->asked_on)))
        fault_issue(
            f, "origin", "choice", "Een advies op eigen initiatief heeft niemand die het vroeg.");
    if (in->origin == ADVICE_WAS_ASKED && str_empty(in->asked_on))
        fault_issue(f, "asked_on", "required", "Zeg op welke dag het advies gevraagd is.");
    else if (!str_empty(in->asked_on) && strcmp(in->asked_on, council_today(a, &c)) > 0)
        fault_issue(f, "asked_on", "range", "Deze dag moet nog komen.");
    if (!str_empty(in->due_date) && !str_empty(in->asked_on) &&
        strcmp(in->due_date, in->asked_on) < 0)
        fault_issue(f, "due_date", "range", "Kies een dag na de vraag.");
    TRY(check_partner(tx, a, "asked_by_id", in->asked_by_id));
    TRY(check_partner(tx, a, "addressee_id", in->addressee_id));
    TRY(check_dossier(tx, a, in->dossier_id));
    return fault_check(f);
}

static const struct sql NEXT_NUMBER =
    SQL("INSERT INTO advice_counter (year, last) VALUES (:year, 1)"
        " ON CONFLICT (year) DO UPDATE SET last = last + 1"
        " RETURNING last");

/* Of the year in which it was asked, else of this one. */
static enum err next_number(
    struct tx *tx, struct arena *a, const char *asked_on, int64_t *ret_year, const char **ret)
{
    struct council c = { 0 };
    int64_t last;

    TRY(council_get(tx_snap(tx), a, &c));
    const char *date = str_empty(asked_on) ? council_today(a, &c) : asked_on;
    if (!str_to_i64(arena_strndup(a, date, strlen("YYYY")), ret_year))
        IMPOSSIBLE("a date without a year");
    TRY(sql_change(tx, &NEXT_NUMBER, IN(in_i64("year", *ret_year)), OUT(out_i64("last", &last))));
    *ret =
        arena_printf(a, "%lld_%s_A%04lld", (long long)*ret_year, c.number_prefix, (long long)last);
    return ERR_OK;
}

static const struct sql ADVICE_INSERT =
    SQL("INSERT INTO advice (number, year, title, origin, asked_by_id, asked_on, due_date,"
        "                    question, dossier_id, text, motivation, minority_view, in_favour,"
        "                    against, abstain, balance_words, balance_reason, given_on, access,"
        "                    addressee, addressee_id, reaction_due, reference, answer,"
        "                    answer_text, answered_on)"
        " VALUES (:number, :year, :title, :origin, :asked_by, :asked_on, :due_date, :question,"
        "         :dossier, '', '', '', 0, 0, 0, '', '', '', :access, :addressee,"
        "         :addressee_id, '', '', '', '', '')"
        " RETURNING id");

enum err advice_ask(struct tx *tx, struct arena *a, const struct actor *who,
    const struct advice_question *in, int64_t *ret_id)
{
    struct advice_question q = *in;
    struct advice v = { 0 };

    TRY(advice_may(who, PREPARE_MEETING));
    TRY(check_question(tx, a, &q));
    TRY(next_number(tx, a, q.asked_on, &v.year, &v.number));
    TRY(sql_change(tx, &ADVICE_INSERT,
        IN(in_text("number", v.number), in_i64("year", v.year), in_text("title", q.title),
            in_enum("origin", ADVICE_ORIGINS, q.origin), in_id("asked_by", q.asked_by_id),
            in_text("asked_on", q.asked_on), in_text("due_date", q.due_date),
            in_text("question", q.question), in_id("dossier", q.dossier_id),
            in_i64("access", q.access), in_enum("addressee", ADVICE_ADDRESSEES, q.addressee),
            in_id("addressee_id", q.addressee_id)),
        OUT(out_i64("id", &v.id))));
    TRY(advice_index(tx, a, v.id));
    *ret_id = v.id;
    return advice_record(tx, who, "advice.asked", &v);
}

static const struct sql ADVICE_UPDATE =
    SQL("UPDATE advice SET title = :title, origin = :origin, asked_by_id = :asked_by,"
        "       asked_on = :asked_on, due_date = :due_date, question = :question,"
        "       dossier_id = :dossier, access = :access, addressee = :addressee,"
        "       addressee_id = :addressee_id, version = version + 1"
        " WHERE id = :id");

enum err advice_change(struct tx *tx, struct arena *a, const struct actor *who, int64_t id,
    int64_t version, const struct advice_question *in)
{
    struct advice_question q = *in;
    struct advice v = { 0 };

    TRY(advice_may(who, PREPARE_MEETING));
    TRY(advice_load(tx, a, id, version, &v));
    TRY(must_be_unsent(tx_fault(tx), &v));
    TRY(check_question(tx, a, &q));
    TRY(sql_run(tx, &ADVICE_UPDATE,
        IN(in_i64("id", id), in_text("title", q.title), in_enum("origin", ADVICE_ORIGINS, q.origin),
            in_id("asked_by", q.asked_by_id), in_text("asked_on", q.asked_on),
            in_text("due_date", q.due_date), in_text("question", q.question),
            in_id("dossier", q.dossier_id), in_i64("access", q.access),
            in_enum("addressee", ADVICE_ADDRESSEES, q.addressee),
            in_id("addressee_id", q.addressee_id)),
        NULL));
    TRY(advice_index(tx, a, id));
    return advice_record(tx, who, "advice.changed", &v);
}

/* -- the text -- */

static const struct sql ADVICE_WRITE =
    SQL("UPDATE advice SET text = :text, motivation = :motivation, minority_view = :minority_view,"
        "       in_favour = :in_favour, against = :against, abstain = :abstain,"
        "       balance_words = :words, balance_reason = :reason, given_on = :today,"
        "       version = version + 1"
        " WHERE id = :id");

/* The rules are looked at when the text is recorded first, when the council gives it, or when it was
 * recorded against them. */
static enum err check_rules(struct tx *tx, struct arena *a, const struct advice *v,
    struct advice_text *in, const char **ret_words)
{
    const char *words = v->balance_words;

    if (str_empty(v->text) || in->given_now)
        TRY(advice_balance(tx_snap(tx), a, v->item_id, &words));
    if (!str_empty(in->also))
        words = str_empty(words) ? in->also : arena_printf(a, "%s %s", words, in->also);
    if (str_empty(words))
        in->balance_reason = "";
    else if (str_empty(in->balance_reason))
        return fault_issue(tx_fault(tx), "balance_reason", "required",
            "%s Legt u het toch vast, zeg dan waarom.", words);
    *ret_words = words;
    return ERR_OK;
}

enum err advice_write(struct tx *tx, struct arena *a, const struct actor *who, int64_t id,
    int64_t version, const struct advice_text *in)
{
    struct advice_text t = *in;
    struct advice v = { 0 };
    struct council c;
    const char *words = "";

    TRY(advice_may(who, RECORD));
    TRY(advice_load(tx, a, id, version, &v));
    TRY(must_be_open(tx, a, &v));
    change_check(ADVICE_TEXT_FIELDS, tx_fault(tx), &t);
    TRY(fault_check(tx_fault(tx)));
    TRY(check_rules(tx, a, &v, &t, &words));
    TRY(council_get(tx_snap(tx), a, &c));
    TRY(sql_run(tx, &ADVICE_WRITE,
        IN(in_i64("id", id), in_text("text", t.text), in_text("motivation", t.motivation),
            in_text("minority_view", t.minority_view), in_i64("in_favour", t.in_favour),
            in_i64("against", t.against), in_i64("abstain", t.abstain), in_text("words", words),
            in_text("reason", t.balance_reason),
            in_text("today", str_empty(v.given_on) ? council_today(a, &c) : v.given_on)),
        NULL));
    TRY(advice_index(tx, a, id));
    return advice_record(tx, who, "advice.written", &v);
}

static const struct sql ADVICE_UNWRITE =
    SQL("UPDATE advice SET text = '', motivation = '', minority_view = '', in_favour = 0,"
        "       against = 0, abstain = 0, balance_words = '', balance_reason = '', given_on = '',"
        "       version = version + 1"
        " WHERE id = :id");

enum err advice_unwrite(struct tx *tx, struct arena *a, const struct actor *who, int64_t id)
{
    struct advice v = { 0 };

    TRY(advice_may(who, RECORD));
    TRY(advice_load(tx, a, id, 0, &v));
    TRY(must_be_open(tx, a, &v));
    TRY(sql_run(tx, &ADVICE_UNWRITE, IN(in_i64("id", id)), NULL));
    TRY(advice_index(tx, a, id));
    return advice_record(tx, who, "advice.unwritten", &v);
}
