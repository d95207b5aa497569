#include "agenda/coalition_ask.h"
#include "agenda/notices_one.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include "notify/outbox.h"

const struct field COALITION_ANSWER_FIELDS[] = {
    FIELD_CHOICE(struct coalition_answer, state, .required = true, .of = COALITION_STATES,
        .label = "Doet u mee?"),
    FIELD_END,
};

/* -- reading -- */

#define ASK_COLUMNS                                                                             \
    "SELECT m.id, m.dossier_id, m.partner_id, m.state, m.date, m.told_at, d.access, d.version," \
    "       d.title AS dossier_title, p.name AS partner_name,"                                  \
    "       COALESCE(n.words, '') AS need_words, COALESCE(c.closes_on, '') AS closes_on,"       \
    "       CASE WHEN COALESCE(c.call, '') = '' THEN d.title ELSE c.call END AS call"           \
    "  FROM coalition_member m"                                                                 \
    "  JOIN dossier d ON d.id = m.dossier_id"                                                   \
    "  JOIN partner p ON p.id = m.partner_id"                                                   \
    "  LEFT JOIN coalition c ON c.dossier_id = m.dossier_id"                                    \
    "  LEFT JOIN coalition_need n ON n.id = m.need_id"                                          \
    " WHERE m.removed_at IS NULL"

static const struct sql ASK_BY_ID = SQL(ASK_COLUMNS " AND m.id = :id");

static const struct sql ASKS_OF_PARTNER =
    SQL(ASK_COLUMNS " AND m.partner_id = :partner AND m.state = 'asked' AND m.told_at <= :now"
                    " AND d.access <= 1 ORDER BY m.date, m.id");

struct found {
    struct coalition_ask ask;
    int64_t access;
};

static enum err read_asks(struct snap *s, struct arena *a, const struct sql *q, const struct in *in,
    struct coalition_ask_list *ret)
{
    struct found found = { 0 }, *rows = NULL;
    struct coalition_ask *row = &found.ask;
    size_t count = 0;

    TRY(sql_list(s, a, q, in,
        OUT(out_i64("id", &row->id), out_i64("dossier_id", &row->dossier_id),
            out_i64("partner_id", &row->partner_id),
            out_enum("state", COALITION_STATES, &row->state), out_text("date", a, &row->date),
            out_i64("told_at", &row->told_at), out_i64("access", &found.access),
            out_i64("version", &row->version), out_text("dossier_title", a, &row->dossier_title),
            out_text("partner_name", a, &row->partner_name),
            out_text("need_words", a, &row->need_words), out_text("closes_on", a, &row->closes_on),
            out_text("call", a, &row->call)),
        &found, sizeof found, &rows, &count));
    *ret = (struct coalition_ask_list){ arena_array(a, count, sizeof *ret->at), count };
    for (size_t i = 0; i < count; i++) {
        ret->at[i] = rows[i].ask;
        ret->at[i].access = (unsigned)rows[i].access;
    }
    return ERR_OK;
}

static enum err ask_by_id(struct snap *s, struct arena *a, int64_t id, struct coalition_ask *ret)
{
    struct coalition_ask_list list = { 0 };

    TRY(read_asks(s, a, &ASK_BY_ID, IN(in_i64("id", id)), &list));
    if (list.count == 0)
        return ERR_NOT_FOUND;
    *ret = list.at[0];
    return ERR_OK;
}

enum err coalition_ask_get(struct snap *s, struct arena *a, const struct actor *who,
    int64_t dossier_id, int64_t id, struct coalition_ask *ret)
{
    struct coalition_ask ask = { 0 };

    if (!may(who, PREPARE_MEETING, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    TRY(ask_by_id(s, a, id, &ask));
    if (ask.dossier_id != dossier_id)
        return ERR_NOT_FOUND;
    *ret = ask;
    return ERR_OK;
}

enum err coalition_asks_of(
    struct snap *s, struct arena *a, const struct actor *who, struct coalition_ask_list *ret)
{
    if (who->partner_id == 0 ||
        !may(who, FOLLOW_UP, (struct object){ .partner_id = who->partner_id }))
        return ERR_OK;
    return read_asks(s, a, &ASKS_OF_PARTNER,
        IN(in_i64("partner", who->partner_id), in_i64("now", clock_now())), ret);
}

/* -- telling -- */

static enum err is_over(struct snap *s, struct arena *a, const struct coalition_ask *ask, bool *ret)
{
    const char *today;

    TRY(council_today_read(s, a, &today));
    *ret = !str_empty(ask->closes_on) && date_days_between(today, ask->closes_on) < 0;
    return ERR_OK;
}

/* "" when it fits, else why not. */
static enum err why_not(
    struct snap *s, struct arena *a, const struct coalition_ask *ask, const char **ret)
{
    bool over;

    TRY(is_over(s, a, ask, &over));
    if (ask->state != COALITION_ASKED)
        *ret = arena_printf(a, "%s heeft al geantwoord.", ask->partner_name);
    else if (ask->access > ACCESS_MEMBERS)
        *ret = "Alleen het secretariaat ziet dit dossier: wie gevraagd is, krijgt er geen bericht"
               " van.";
    else if (over)
        *ret = "De oproep is afgesloten: de laatste dag is voorbij.";
    else
        *ret = "";
    return ERR_OK;
}

enum err coalition_ask_fits(
    struct snap *s, struct arena *a, const struct coalition_ask *ask, bool *ret)
{
    const char *why;

    TRY(why_not(s, a, ask, &why));
    *ret = str_empty(why);
    return ERR_OK;
}

/* What may be told to the partner. */
static enum err read(struct snap *s, struct arena *a, const struct actor *who, int64_t dossier_id,
    int64_t id, struct coalition_ask *ret)
{
    const char *why;

    if (!may(who, SEND, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    TRY(coalition_ask_get(s, a, who, dossier_id, id, ret));
    TRY(why_not(s, a, ret, &why));
    return str_empty(why) ? ERR_OK : fault_set(snap_fault(s), ERR_CONFLICT, "%s", why);
}

static struct notices_one asked(const struct coalition_ask *ask)
{
    return (struct notices_one){
        .what = { .type = NOTICE_COALITION_ASKED, .ask = ask },
        .partners = &ask->partner_id,
        .partner_count = 1,
        .again = "Deze vraag is al verstuurd.",
        .nobody =
            "Niemand krijgt deze vraag: de partner heeft geen contactpersoon met een mailadres"
            " en geen koppeling.",
    };
}

enum err coalition_ask_preview(struct snap *s, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t dossier_id, int64_t id, struct recipient_list *ret)
{
    struct recipient_list list = { 0 };
    struct coalition_ask ask = { 0 };

    TRY(read(s, a, who, dossier_id, id, &ask));
    const struct notices_one one = asked(&ask);
    TRY(notices_one_tell(s, NULL, a, o, &one, &list));
    *ret = list;
    return ERR_OK;
}

/* What is seen of the dossier is another version. */
static const struct sql TOUCH = SQL("UPDATE dossier SET version = version + 1 WHERE id = :id");

static const struct sql TOLD = SQL("UPDATE coalition_member SET told_at = :at WHERE id = :id");

/* Those that left are not untold. */
static const struct sql UNTOLD = SQL("UPDATE coalition_member SET told_at = NULL"
                                     " WHERE id = :id AND told_at > :now");

static enum err record(
    struct tx *tx, const struct actor *who, const struct coalition_ask *ask, const char *type)
{
    cJSON *data = cJSON_CreateObject();

    json_add_id(data, "partnerId", ask->partner_id);
    return event_record(tx, who, type, "dossier", ask->dossier_id, data, NULL);
}

enum err coalition_ask_send(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t dossier_id, int64_t id, int64_t version)
{
    struct coalition_ask ask = { 0 };
    int64_t due_at;

    TRY(read(tx_snap(tx), a, who, dossier_id, id, &ask));
    if (version != 0 && ask.version != version)
        return ERR_STALE;
    const struct notices_one one = asked(&ask);
    TRY(notices_one_send(tx, a, o, &one, &due_at));
    TRY(sql_run(tx, &TOLD, IN(in_i64("id", id), in_i64("at", due_at)), NULL));
    TRY(sql_run(tx, &TOUCH, IN(in_i64("id", dossier_id)), NULL));
    return record(tx, who, &ask, "coalition.asked");
}

enum err coalition_ask_waiting(struct snap *s, int64_t id, int64_t *ret_count)
{
    return outbox_waiting(s, NOTICE_COALITION_ASKED, "coalition", id, clock_now(), ret_count);
}

enum err coalition_ask_take_back(
    struct tx *tx, struct arena *a, const struct actor *who, int64_t dossier_id, int64_t id)
{
    struct coalition_ask ask = { 0 };

    if (!may(who, SEND, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    TRY(coalition_ask_get(tx_snap(tx), a, who, dossier_id, id, &ask));
    TRY(notices_one_take_back(tx, NOTICE_COALITION_ASKED, "coalition", id));
    TRY(sql_run(tx, &UNTOLD, IN(in_i64("id", id), in_i64("now", clock_now())), NULL));
    TRY(sql_run(tx, &TOUCH, IN(in_i64("id", dossier_id)), NULL));
    return record(tx, who, &ask, "coalition.taken_back");
}

enum err coalition_ask_over(struct tx *tx, int64_t id)
{
    int64_t count;

    TRY(outbox_cancel_waiting(tx, NOTICE_COALITION_ASKED, "coalition", id, clock_now(), &count));
    return sql_run(tx, &UNTOLD, IN(in_i64("id", id), in_i64("now", clock_now())), NULL);
}

/* -- the answer -- */

static const struct sql ANSWER =
    SQL("UPDATE coalition_member SET state = :state, date = :today WHERE id = :id");

enum err coalition_answer(struct tx *tx, struct arena *a, const struct actor *who,
    int64_t dossier_id, int64_t id, const struct coalition_answer *in)
{
    struct snap *s = tx_snap(tx);
    struct coalition_ask ask = { 0 };
    const char *today;
    bool over;

    TRY(ask_by_id(s, a, id, &ask));
    if (dossier_id != 0 && ask.dossier_id != dossier_id)
        return ERR_NOT_FOUND;
    if (ask.access > ACCESS_MEMBERS || ask.told_at == 0 || ask.told_at > clock_now() ||
        !may(who, FOLLOW_UP, (struct object){ .partner_id = ask.partner_id }))
        return ERR_NOT_FOUND;
    if (in->state != COALITION_COMMITTED && in->state != COALITION_DECLINED)
        return fault_issue(tx_fault(tx), "state", "choice", "Kies of u meedoet of niet.");
    TRY(is_over(s, a, &ask, &over));
    if (ask.state != COALITION_ASKED)
        return fault_set(tx_fault(tx), ERR_CONFLICT,
            "Uw organisatie heeft al geantwoord. Is dat veranderd? Vraag het aan het secretariaat.");
    if (over)
        return fault_set(tx_fault(tx), ERR_CONFLICT,
            "De laatste dag is voorbij. Vraag aan het secretariaat of het nog kan.");
    TRY(council_today_read(s, a, &today));
    TRY(sql_run(tx, &ANSWER,
        IN(in_i64("id", id), in_enum("state", COALITION_STATES, in->state),
            in_text("today", today)),
        NULL));
    TRY(sql_run(tx, &TOUCH, IN(in_i64("id", ask.dossier_id)), NULL));
    TRY(coalition_ask_over(tx, id));
    cJSON *data = cJSON_CreateObject();
    json_add_id(data, "partnerId", ask.partner_id);
    json_add_text(data, "state", choice_code(COALITION_STATES, in->state));
    return event_record(tx, who, "coalition.answered", "dossier", ask.dossier_id, data, NULL);
}
