#include "agenda/advice.h"
#include "agenda/item.h"
#include "agenda/search.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include <stdlib.h>
#include <string.h>

const struct choice ADVICE_STATES[] = {
    { "asked", "gevraagd" },
    { "in_preparation", "in voorbereiding" },
    { "sent", "bezorgd, wacht op antwoord" },
    { "overdue", "antwoord te laat" },
    { "answered", "beantwoord" },
    { "not_accepted", "niet aangenomen" },
    { NULL, NULL },
};

const struct choice ADVICE_ORIGINS[] = {
    { "asked", "gevraagd door het bestuur" },
    { "own_initiative", "op eigen initiatief" },
    { NULL, NULL },
};

const struct choice ADVICE_ADDRESSEES[] = {
    { "college", "het college van burgemeester en schepenen" },
    { "municipal_council", "de gemeenteraad" },
    { NULL, NULL },
};

const struct choice ADVICE_ANSWERS[] = {
    { "", "nog geen antwoord" },
    { "followed", "gevolgd" },
    { "partly", "deels gevolgd" },
    { "not_followed", "niet gevolgd" },
    { NULL, NULL },
};

static bool prepares(const struct actor *who)
{
    return may(who, PREPARE_MEETING, (struct object){ 0 });
}

/* -- one -- */

#define ADVICE_COLUMNS                                                                                                  \
    "SELECT v.id, v.number, v.year, v.title, v.origin, v.asked_by_id, v.asked_on, v.due_date,"                          \
    "       v.question, v.dossier_id, v.text, v.motivation, v.minority_view, v.in_favour,"                              \
    "       v.against, v.abstain, v.balance_words, v.balance_reason, v.given_on, v.item_id,"                            \
    "       v.access, v.addressee, v.addressee_id, v.sent_at, v.reaction_due, v.reference,"                             \
    "       v.answer, v.answer_text, v.answered_on, v.told_at, v.follow_up_id, v.version,"                              \
    "       x.name AS asked_by, y.name AS addressee_name, o.title AS dossier_title,"                                    \
    "       o.access AS dossier_access, o.applicant_id, i.title AS item_title,"                                         \
    "       i.access AS item_access, COALESCE(i.outcome, '') AS item_outcome, i.meeting_id, m.starts_at AS meeting_at," \
    "       m.title AS meeting_title, m.access AS meeting_access,"                                                      \
    "       COALESCE(m.kind = 'written_procedure', 0) AS written"                                                       \
    "  FROM advice v"                                                                                                   \
    "  LEFT JOIN partner x ON x.id = v.asked_by_id"                                                                     \
    "  LEFT JOIN partner y ON y.id = v.addressee_id"                                                                    \
    "  LEFT JOIN dossier o ON o.id = v.dossier_id"                                                                      \
    "  LEFT JOIN agenda_item i ON i.id = v.item_id"                                                                     \
    "  LEFT JOIN meeting m ON m.id = i.meeting_id"

struct row {
    struct advice v;
    int64_t access, dossier_access, applicant_id, item_access, meeting_access;
};

static enum err rows_of(struct snap *s, struct arena *a, const struct sql *q, const struct in *in,
    struct row **ret, size_t *ret_count)
{
    struct row r = { 0 };
    struct advice *v = &r.v;

    *ret = NULL;
    *ret_count = 0;
    return sql_list(s, a, q, in,
        OUT(out_i64("id", &v->id), out_text("number", a, &v->number), out_i64("year", &v->year),
            out_text("title", a, &v->title), out_enum("origin", ADVICE_ORIGINS, &v->origin),
            out_i64("asked_by_id", &v->asked_by_id), out_text("asked_on", a, &v->asked_on),
            out_text("due_date", a, &v->due_date), out_text("question", a, &v->question),
            out_i64("dossier_id", &v->dossier_id), out_text("text", a, &v->text),
            out_text("motivation", a, &v->motivation),
            out_text("minority_view", a, &v->minority_view), out_i64("in_favour", &v->in_favour),
            out_i64("against", &v->against), out_i64("abstain", &v->abstain),
            out_text("balance_words", a, &v->balance_words),
            out_text("balance_reason", a, &v->balance_reason),
            out_text("given_on", a, &v->given_on), out_i64("item_id", &v->item_id),
            out_i64("access", &r.access), out_enum("addressee", ADVICE_ADDRESSEES, &v->addressee),
            out_i64("addressee_id", &v->addressee_id), out_i64("sent_at", &v->sent_at),
            out_text("reaction_due", a, &v->reaction_due), out_text("reference", a, &v->reference),
            out_enum("answer", ADVICE_ANSWERS, &v->answer),
            out_text("answer_text", a, &v->answer_text),
            out_text("answered_on", a, &v->answered_on), out_i64("told_at", &v->told_at),
            out_i64("follow_up_id", &v->follow_up_id), out_i64("version", &v->version),
            out_text("asked_by", a, &v->asked_by),
            out_text("addressee_name", a, &v->addressee_name),
            out_text("dossier_title", a, &v->dossier_title),
            out_i64("dossier_access", &r.dossier_access), out_i64("applicant_id", &r.applicant_id),
            out_text("item_title", a, &v->item_title), out_i64("item_access", &r.item_access),
            out_enum("item_outcome", ITEM_OUTCOMES, &v->item_outcome),
            out_i64("meeting_id", &v->meeting_id), out_i64("meeting_at", &v->meeting_at),
            out_text("meeting_title", a, &v->meeting_title),
            out_i64("meeting_access", &r.meeting_access), out_bool("written", &v->written)),
        &r, sizeof r, ret, ret_count);
}

static enum advice_state state_of(const struct advice *v, const char *today, int64_t now)
{
    if (v->answer != ANSWER_NONE)
        return ADVICE_ANSWERED;
    if (v->sent_at == 0 && !str_empty(v->text) && v->item_outcome == OUTCOME_NOT_APPROVED)
        return ADVICE_NOT_ACCEPTED;
    if (v->sent_at == 0)
        return str_empty(v->text) && v->item_id == 0 && v->origin == ADVICE_WAS_ASKED
                   ? ADVICE_ASKED
                   : ADVICE_IN_PREPARATION;
    return v->sent_at <= now && strcmp(v->reaction_due, today) < 0 ? ADVICE_OVERDUE : ADVICE_SENT;
}

/* Not the item and meeting, nor the dossier, that this reader may not see. */
static void leave_out(struct visibility v, struct row *r)
{
    int64_t deepest = r->item_access > r->meeting_access ? r->item_access : r->meeting_access;

    if (!visible(v, (struct object){ (enum access)r->dossier_access, r->applicant_id })) {
        r->v.dossier_id = 0;
        r->v.dossier_title = "";
    }
    if (v.sees < deepest) {
        r->v.item_id = r->v.meeting_id = r->v.meeting_at = 0;
        r->v.item_title = r->v.meeting_title = "";
    }
}

/* `who` NULL sees all. */
static bool sees(const struct actor *who, const struct row *r, int64_t now)
{
    if (who == NULL || prepares(who))
        return true;
    return r->v.sent_at != 0 && r->v.sent_at <= now &&
           visible(
               visibility_of(who), (struct object){ (enum access)r->access, r->v.addressee_id });
}

static enum err read(struct snap *s, struct arena *a, const struct sql *q, const struct in *in,
    const struct actor *who, struct advice_list *ret)
{
    int64_t now = clock_now();
    struct council c;
    struct row *rows;
    size_t count;

    TRY(council_get(s, a, &c));
    TRY(rows_of(s, a, q, in, &rows, &count));
    struct advice_list list = { arena_array(a, count, sizeof *list.at), 0 };
    const char *today = council_today(a, &c);
    for (size_t i = 0; i < count; i++) {
        struct row *r = &rows[i];

        if (!sees(who, r, now))
            continue;
        r->v.access = (unsigned)r->access;
        r->v.state = state_of(&r->v, today, now);
        r->v.may_take_back = r->v.sent_at > now;
        if (who != NULL && !prepares(who)) {
            leave_out(visibility_of(who), r);
            r->v.balance_words = r->v.balance_reason = "";
            r->v.follow_up_id = 0;
        }
        list.at[list.count++] = r->v;
    }
    *ret = list;
    return ERR_OK;
}

static enum err read_one(struct snap *s, struct arena *a, const struct sql *q, const struct in *in,
    const struct actor *who, struct advice *ret)
{
    struct advice_list list = { 0 };

    TRY(read(s, a, q, in, who, &list));
    if (list.count == 0)
        return ERR_NOT_FOUND;
    *ret = list.at[0];
    return ERR_OK;
}

static const struct sql ADVICE_BY_NUMBER = SQL(ADVICE_COLUMNS " WHERE v.number = :number");

enum err advice_get(struct snap *s, struct arena *a, const struct actor *who, const char *number,
    struct advice *ret)
{
    return read_one(s, a, &ADVICE_BY_NUMBER, IN(in_text("number", number)), who, ret);
}

static const struct sql ADVICE_BY_ID = SQL(ADVICE_COLUMNS " WHERE v.id = :id");

enum err advice_read(
    struct snap *s, struct arena *a, const struct actor *who, int64_t id, struct advice *ret)
{
    return read_one(s, a, &ADVICE_BY_ID, IN(in_i64("id", id)), who, ret);
}

enum err advice_by_id(struct snap *s, struct arena *a, int64_t id, struct advice *ret)
{
    return advice_read(s, a, NULL, id, ret);
}

static const struct sql ADVICE_BY_ITEM = SQL(ADVICE_COLUMNS " WHERE v.item_id = :item");

enum err advice_by_item(struct snap *s, struct arena *a, int64_t item_id, struct advice *ret)
{
    return read_one(s, a, &ADVICE_BY_ITEM, IN(in_i64("item", item_id)), NULL, ret);
}

/* -- several -- */

static enum err add_hit(struct snap *s, struct arena *a, const struct actor *who, int64_t id,
    int64_t dossier_id, struct advice_list *list)
{
    struct advice *one = &list->at[list->count];
    enum err e = advice_read(s, a, who, id, one);

    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    /* a dossier out of sight tells nothing, not even what belongs to it */
    list->count += e == ERR_OK && (dossier_id == 0 || one->dossier_id == dossier_id);
    return ERR_OK;
}

enum err advice_find(struct snap *s, struct arena *a, const struct actor *who,
    const struct advice_filter *f, struct advice_list *ret)
{
    struct search_query q = {
        .kind = "advice",
        .typed = f->typed,
        .year = f->year,
        .dossier_id = f->dossier_id,
        .v = visibility_of(who),
        .with_hidden = prepares(who),
        .after = f->after,
        .limit = f->limit,
    };
    size_t limit = (size_t)f->limit;
    struct advice_list list = { arena_array(a, limit, sizeof *list.at), 0 };
    struct search_hits hits;

    do {
        hits = (struct search_hits){ 0 };
        TRY(search_find(s, a, &q, &hits));
        for (size_t i = 0; i < hits.count && list.count < limit; i++) {
            TRY(add_hit(s, a, who, hits.at[i], f->dossier_id, &list));
            q.after = hits.at[i];
        }
    } while (list.count < limit && hits.count == limit);
    *ret = list;
    return ERR_OK;
}

static const struct sql YEARS =
    SQL("WITH RECURSIVE known (year) AS ("
        "    SELECT max(year) FROM advice"
        "     UNION ALL"
        "    SELECT (SELECT max(year) FROM advice WHERE year < known.year)"
        "      FROM known WHERE known.year IS NOT NULL)"
        " SELECT year FROM known"
        "  WHERE year IS NOT NULL AND EXISTS ("
        "    SELECT 1 FROM advice v WHERE v.year = known.year AND (:prepares OR v.sent_at <= :now"
        "       AND (v.access <= :sees OR (v.addressee_id = :partner AND v.access <= 1))))");

/* A year in which the reader may see nothing is not named. */
enum err advice_years(struct snap *s, struct arena *a, const struct actor *who, struct lines *ret)
{
    struct visibility v = visibility_of(who);
    int64_t year = 0, *years = NULL;
    size_t count = 0;

    TRY(sql_list(s, a, &YEARS,
        IN(in_i64("sees", v.sees), in_i64("partner", v.partner_id),
            in_bool("prepares", prepares(who)), in_i64("now", clock_now())),
        OUT(out_i64("year", &year)), &year, sizeof year, &years, &count));
    struct lines lines = { arena_array(a, count, sizeof *lines.at), 0 };
    for (size_t i = 0; i < count; i++)
        lines.at[lines.count++] = arena_printf(a, "%lld", (long long)years[i]);
    *ret = lines;
    return ERR_OK;
}

static const struct sql ADVICE_WAITING = SQL(ADVICE_COLUMNS " WHERE v.answer = '' ORDER BY v.id");

enum err advice_waiting(struct snap *s, struct arena *a, struct advice_list *ret)
{
    return read(s, a, &ADVICE_WAITING, IN(), NULL, ret);
}

static const struct sql RECTIFICATIONS =
    SQL("SELECT id, made_on, text FROM advice_rectification WHERE advice_id = :advice ORDER BY id");

enum err advice_rectifications(
    struct snap *s, struct arena *a, int64_t id, struct rectification_list *ret)
{
    struct rectification row = { 0 };

    ret->at = NULL;
    return sql_list(s, a, &RECTIFICATIONS, IN(in_i64("advice", id)),
        OUT(out_i64("id", &row.id), out_text("made_on", a, &row.made_on),
            out_text("text", a, &row.text)),
        &row, sizeof row, &ret->at, &ret->count);
}

/* -- what waits -- */

static struct advice_due due_of(struct arena *a, const struct advice *v, const char *today)
{
    bool sent = v->sent_at != 0;
    const char *date = sent ? v->reaction_due : v->due_date;
    bool late = !str_empty(date) && strcmp(date, today) < 0;
    const char *what = sent ? (late ? "het antwoord is te laat" : "wacht op antwoord")
                       : str_empty(v->text)
                           ? (late ? "het advies is te laat" : "het advies moet nog gegeven worden")
                           : (late ? "te laat bezorgd" : "klaar om te bezorgen");
    return (struct advice_due){
        .number = v->number,
        .date = date,
        .words = arena_printf(a, "Advies %s, %s: %s", v->number, v->title, what),
        .late = late,
        .answer = sent,
    };
}

/* Without a date last. */
static int by_date(const void *one, const void *other)
{
    const struct advice_due *x = one, *y = other;

    if (str_empty(x->date) != str_empty(y->date))
        return str_empty(x->date) ? 1 : -1;
    int order = strcmp(x->date, y->date);
    return order != 0 ? order : strcmp(x->number, y->number);
}

enum err advice_due(struct snap *s, struct arena *a, struct advice_due_list *ret)
{
    struct advice_list waiting = { 0 };
    struct council c;

    TRY(council_get(s, a, &c));
    TRY(advice_waiting(s, a, &waiting));
    struct advice_due_list list = { arena_array(a, waiting.count, sizeof *list.at), waiting.count };
    for (size_t i = 0; i < list.count; i++)
        list.at[i] = due_of(a, &waiting.at[i], council_today(a, &c));
    if (list.count > 0)
        qsort(list.at, list.count, sizeof *list.at, by_date);
    *ret = list;
    return ERR_OK;
}
