#include "agenda/reminder.h"
#include "agenda/letter.h"
#include "lok/account.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include "lok/partner.h"
#include "lok/personal_link.h"
#include "notify/mailbox.h"
#include <string.h>

enum { DAYS_AHEAD = 7, MORNING = 7, MOST_ENDPOINTS = 1000 };

static const int64_t HOUR_MS = INT64_C(60) * 60 * 1000;
static const int64_t LINKS_KEPT_MS = INT64_C(90) * 24 * 60 * 60 * 1000;

/* -- what is due -- */

struct due {
    struct arena *arena;
    struct lines lines;
    size_t room;
};

static void add(struct due *d, const char *line)
{
    if (d->lines.count < d->room)
        d->lines.at[d->lines.count++] = line;
}

/* What has no day waits for nobody. */
static bool is_due(const struct todo *t, const char *until)
{
    return !str_empty(t->date) && strcmp(t->date, until) <= 0;
}

/* The replies that are missing say how many; the rest says it all by itself. */
static const char *line_of(struct arena *a, const struct todo *t)
{
    const char *what =
        t->kind == TODO_REPLIES_MISSING ? arena_printf(a, "%s: %s", t->what, t->why) : t->what;

    return arena_printf(a, "%s (%s%s)", what, dutch_day(a, t->date), t->late ? ", te laat" : "");
}

enum err reminder_lines(
    struct snap *s, struct arena *a, const struct council *c, int64_t now, struct lines *ret)
{
    struct todo_list todos = { 0 };
    const char *until = date_add_days(a, date_of(a, now), DAYS_AHEAD);

    TRY(todo_list(s, a, c, now, &todos));
    struct due d = { .arena = a, .room = todos.count };
    d.lines.at = arena_array(a, d.room, sizeof *d.lines.at);
    for (size_t i = 0; i < todos.count; i++)
        if (is_due(&todos.at[i], until))
            add(&d, line_of(a, &todos.at[i]));
    *ret = d.lines;
    return ERR_OK;
}

/* -- what was told -- */

static const struct sql TOLD = SQL("SELECT told_at FROM reminder WHERE what = :what");
static const struct sql TELL = SQL("INSERT INTO reminder (what, told_at) VALUES (:what, :now)"
                                   " ON CONFLICT (what) DO UPDATE SET told_at = excluded.told_at");
static const struct sql FORGET = SQL("DELETE FROM reminder WHERE what = :what");

static enum err was_told(struct snap *s, const char *what, bool *ret)
{
    int64_t at = 0;
    enum err e = sql_one(s, &TOLD, IN(in_text("what", what)), OUT(out_i64("told_at", &at)));

    *ret = e == ERR_OK;
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

/* -- of endpoints -- */

enum news { NOTHING, FAILS, ENDED, WORKS };

struct endpoint_news {
    enum news change;
    const char *failing, *disabled; /* the keys of what was told */
};

/* An hour of failures is news; one that fails and one that was ended work again alike. */
static enum err news_of(struct snap *s, struct arena *a, const struct endpoint *e, int64_t now,
    struct endpoint_news *ret)
{
    struct endpoint_news n = {
        .failing = arena_printf(a, "endpoint.failing:%lld", (long long)e->id),
        .disabled = arena_printf(a, "endpoint.disabled:%lld", (long long)e->id),
    };
    bool told_failing, told_disabled;

    TRY(was_told(s, n.failing, &told_failing));
    TRY(was_told(s, n.disabled, &told_disabled));
    if (e->state == ENDPOINT_DISABLED)
        n.change = told_disabled ? NOTHING : ENDED;
    else if (e->failures > 0)
        n.change = !told_failing && e->failing_since != 0 && now - e->failing_since >= HOUR_MS
                       ? FAILS
                       : NOTHING;
    else if (e->state == ENDPOINT_ACTIVE && (told_failing || told_disabled) &&
             e->last_success_at != 0)
        n.change = WORKS;
    *ret = n;
    return ERR_OK;
}

static const enum notice_type TYPES[] = {
    [FAILS] = NOTICE_ENDPOINT_FAILING,
    [ENDED] = NOTICE_ENDPOINT_DISABLED,
    [WORKS] = NOTICE_ENDPOINT_RECOVERED,
};

/* -- to whom -- */

struct run {
    struct tx *tx;
    struct arena *arena;
    const struct sending_options *options;
    const struct council *council;
    int64_t now, told;
};

/* With a personal link of that token, for which `id` stands in the letter; "" without. */
static enum err mail_person_as(struct run *r, const char *id, const char *token, int64_t person_id,
    enum notice_type type, const struct mail *letter)
{
    struct mailbox box = { 0 };
    struct mail mail = *letter;
    const char *body;

    TRY(mailbox_get(tx_snap(r->tx), r->arena, person_id, &box));
    if (str_empty(box.address) || box.stopped)
        return ERR_OK;
    TRY(mailbox_of(r->tx, r->arena, person_id, &box));
    mail.date = r->now;
    TRY(mail_write(r->arena, tx_fault(r->tx), &mail, &body));
    const struct notice n = {
        .id = id,
        .token = token,
        .type = type,
        .subject_kind = "person",
        .subject_id = person_id,
        .body = body,
        .due_at = r->now,
    };
    r->told++;
    return outbox_put(r->tx, box.endpoint_id, &n);
}

static enum err mail_person(
    struct run *r, int64_t person_id, enum notice_type type, const struct mail *letter)
{
    return mail_person_as(r, notice_new_id(r->arena), "", person_id, type, letter);
}

static enum err mail_secretaries(struct run *r, enum notice_type type, const struct mail *letter)
{
    struct account_list list = { 0 };

    if (!r->options->has_mail)
        return ERR_OK;
    TRY(account_list(tx_snap(r->tx), r->arena, &list));
    for (size_t i = 0; i < list.count; i++)
        if (!list.at[i].disabled && (list.at[i].roles & ROLE_BIT(ROLE_SECRETARY)) != 0)
            TRY(mail_person(r, list.at[i].person_id, type, letter));
    return ERR_OK;
}

/* Each contact gets a link of its own to a page with the button that switches it on again. */
static enum err mail_contacts(struct run *r, const struct endpoint *e, enum notice_type type,
    const struct notice_text *text, const struct lines *paragraphs)
{
    struct person_list list = { 0 };
    const char *words =
        type == NOTICE_ENDPOINT_DISABLED ? "Koppeling weer aanzetten" : text->link_words;

    if (!r->options->has_mail || e->partner_id == 0)
        return ERR_OK;
    TRY(partner_contacts(tx_snap(r->tx), r->arena, e->partner_id, &list));
    for (size_t i = 0; i < list.count; i++) {
        const struct personal_link_input in = {
            .person_id = list.at[i].id,
            .partner_id = e->partner_id,
            .expires_at = r->now + LINKS_KEPT_MS,
        };
        const char *token, *id = notice_new_id(r->arena);

        TRY(personal_link_make(r->tx, r->arena, &in, &token));
        const struct mail letter = letter_plain(r->arena, text->title, paragraphs, words,
            arena_printf(r->arena, "%s/koppelingen/%lld",
                personal_link_url(r->arena, r->options->public_url, id), (long long)e->id));
        TRY(mail_person_as(r, id, token, list.at[i].id, type, &letter));
    }
    return ERR_OK;
}

static enum err tell_endpoint(struct run *r, const struct endpoint *e, enum notice_type type)
{
    struct recipient_list told = { 0 };
    struct notice_text text = { 0 };
    const struct notice_way way = { tx_snap(r->tx), r->tx, r->arena, 0, r->now, r->options };
    const struct telling t = {
        .type = type,
        .council = r->council,
        .endpoint = e,
        .public_url = r->options->public_url,
    };
    struct visibility secretariat = { .sees = ACCESS_MEMBERS };

    TRY(notices_tell(&way, &t, 1, &told));
    r->told += (int64_t)told.count;
    if (!notices_write(r->arena, &t, secretariat, UINT64_MAX, "", r->now, &text))
        return ERR_OK;
    const char *said[] = { "Beste", text.sentence };
    const struct lines paragraphs = { said, ARRAY_LEN(said) };
    const struct mail letter =
        letter_plain(r->arena, text.title, &paragraphs, text.link_words, text.link);
    TRY(mail_secretaries(r, type, &letter));
    return mail_contacts(r, e, type, &text, &paragraphs);
}

static enum err note_endpoint(struct run *r, const struct endpoint_news *n)
{
    if (n->change != WORKS)
        return sql_run(r->tx, &TELL,
            IN(in_text("what", n->change == FAILS ? n->failing : n->disabled),
                in_i64("now", r->now)),
            NULL);
    TRY(sql_run(r->tx, &FORGET, IN(in_text("what", n->failing)), NULL));
    return sql_run(r->tx, &FORGET, IN(in_text("what", n->disabled)), NULL);
}

static enum err tell_endpoints(struct run *r)
{
    struct endpoint_list list = { 0 };

    TRY(endpoint_list(tx_snap(r->tx), r->arena, 0, 0, MOST_ENDPOINTS, &list));
    for (size_t i = 0; i < list.count; i++) {
        struct endpoint_news n;

        TRY(news_of(tx_snap(r->tx), r->arena, &list.at[i], r->now, &n));
        if (n.change == NOTHING)
            continue;
        TRY(tell_endpoint(r, &list.at[i], TYPES[n.change]));
        TRY(note_endpoint(r, &n));
    }
    return ERR_OK;
}

/* -- the weekly mail -- */

/* "" when it is too early in the day. */
static const char *week_key(struct arena *a, int64_t now)
{
    struct local_time local = clock_local(now);

    if (local.hour < MORNING)
        return "";
    return arena_printf(
        a, "weekly:%s", date_add_days(a, date_of(a, now), -((local.weekday + 6) % 7)));
}

static enum err week_due(struct snap *s, struct arena *a, const struct sending_options *o,
    const struct council *c, int64_t now, struct lines *ret)
{
    const char *key = week_key(a, now);
    bool told = false;

    *ret = (struct lines){ 0 };
    if (!o->has_mail || str_empty(key))
        return ERR_OK;
    TRY(was_told(s, key, &told));
    return told ? ERR_OK : reminder_lines(s, a, c, now, ret);
}

static enum err tell_week(struct run *r)
{
    struct arena *a = r->arena;
    struct lines due = { 0 };

    TRY(week_due(tx_snap(r->tx), a, r->options, r->council, r->now, &due));
    if (due.count == 0)
        return ERR_OK;
    struct lines said = { arena_array(a, due.count + 2, sizeof *said.at), 0 };
    said.at[said.count++] = "Beste";
    said.at[said.count++] = arena_printf(a, "Dit is nu te doen voor %s:", r->council->name);
    for (size_t i = 0; i < due.count; i++)
        said.at[said.count++] = arena_printf(a, "– %s", due.at[i]);
    struct mail letter = letter_plain(a,
        due.count == 1 ? arena_printf(a, "%s: 1 ding te doen", r->council->name)
                       : arena_printf(a, "%s: %zu dingen te doen", r->council->name, due.count),
        &said, "Naar uw overzicht", arena_printf(a, "%s/", r->options->public_url));
    letter.why = (struct lines){ arena_array(a, 1, sizeof *letter.why.at), 1 };
    letter.why.at[0] = "U krijgt deze mail omdat u secretaris bent, hoogstens één keer per week en"
                       " alleen als er iets te doen is.";
    TRY(mail_secretaries(r, NOTICE_WEEK_DUE, &letter));
    TRY(personal_link_clear(r->tx, r->now - LINKS_KEPT_MS));
    TRY(feed_token_clear(r->tx, r->now - LINKS_KEPT_MS));
    return sql_run(
        r->tx, &TELL, IN(in_text("what", week_key(a, r->now)), in_i64("now", r->now)), NULL);
}

/* ERR_NOT_FOUND when there is nobody to remind: no council yet, or a practice council. */
static enum err council_of(struct snap *s, struct arena *a, struct council *ret)
{
    TRY(council_get(s, a, ret));
    return council_is_demo(ret) ? ERR_NOT_FOUND : ERR_OK;
}

enum err reminders_run(
    struct tx *tx, struct arena *a, const struct sending_options *o, int64_t now, int64_t *ret_told)
{
    struct council c;
    struct run r = { .tx = tx, .arena = a, .options = o, .council = &c, .now = now };
    enum err e = council_of(tx_snap(tx), a, &c);

    if (e != ERR_NOT_FOUND) {
        TRY(e);
        TRY(tell_endpoints(&r));
        TRY(tell_week(&r));
    }
    *ret_told = r.told;
    return ERR_OK;
}

enum err reminders_due(
    struct snap *s, struct arena *a, const struct sending_options *o, int64_t now, bool *ret)
{
    struct endpoint_list list = { 0 };
    struct lines week = { 0 };
    struct council c;
    bool due = false;
    enum err e = council_of(s, a, &c);

    if (e == ERR_NOT_FOUND) {
        *ret = false;
        return ERR_OK;
    }
    TRY(e);
    TRY(endpoint_list(s, a, 0, 0, MOST_ENDPOINTS, &list));
    for (size_t i = 0; i < list.count && !due; i++) {
        struct endpoint_news n;

        TRY(news_of(s, a, &list.at[i], now, &n));
        due = n.change != NOTHING;
    }
    if (!due)
        TRY(week_due(s, a, o, &c, now, &week));
    *ret = due || week.count > 0;
    return ERR_OK;
}
