#include "agenda/byhand.h"
#include "agenda/calendar_feed.h"
#include "agenda/invited.h"
#include "lok/base/buf.h"
#include "lok/base/clock.h"
#include "lok/base/sql.h"
#include "lok/personal_link.h"
#include <string.h>

static const int64_t LINK_LASTS = INT64_C(90) * 24 * 60 * 60 * 1000;

struct letter {
    int64_t person_id, partner_id;
    bool seated, copied;
    const char *subject, *text;
    const char *name, *function, *email, *partner_name;
};

static const struct sql LETTERS =
    SQL("SELECT l.person_id, l.partner_id, l.subject, l.text, p.name, p.function, p.email,"
        "       x.name AS partner_name,"
        "       EXISTS (SELECT 1 FROM member m WHERE m.person_id = p.id"
        "                  AND (m.from_date IS NULL OR m.from_date <= :today)"
        "                  AND (m.until_date IS NULL OR m.until_date >= :today)) AS seated"
        "  FROM letter l"
        "  JOIN person p ON p.id = l.person_id"
        "  LEFT JOIN partner x ON x.id = l.partner_id"
        " WHERE l.sending_id = :sending AND p.email <> ''"
        " ORDER BY p.name_folded, p.id");

static enum err letters_of(struct snap *s, struct arena *a, const struct actor *who,
    int64_t sending_id, struct sending *sending, struct letter **ret, size_t *ret_count)
{
    struct letter row = { 0 };
    struct council c;

    if (!may(who, SEND, (struct object){ 0 }))
        return ERR_FORBIDDEN;
    TRY(sending_get(s, a, sending_id, sending));
    if (sending->taken_back_at != 0)
        return fault_set(snap_fault(s), ERR_CONFLICT, "Deze verzending is tegengehouden.");
    TRY(council_get(s, a, &c));
    TRY(sql_list(s, a, &LETTERS,
        IN(in_i64("sending", sending_id), in_text("today", council_today(a, &c))),
        OUT(out_i64("person_id", &row.person_id), out_i64("partner_id", &row.partner_id),
            out_text("subject", a, &row.subject), out_text("text", a, &row.text),
            out_text("name", a, &row.name), out_text("function", a, &row.function),
            out_text("email", a, &row.email), out_text("partner_name", a, &row.partner_name),
            out_bool("seated", &row.seated)),
        &row, sizeof row, ret, ret_count));
    return *ret_count == 0 ? ERR_NOT_FOUND : ERR_OK;
}

/* -- one message for all with the same words -- */

/* The meeting's page instead of a personal link. */
static const char *with_link(struct arena *a, const char *text, const char *link)
{
    const char *at = strstr(text, "{link}");

    if (at == NULL)
        return text;
    return arena_printf(a, "%.*s%s%s", (int)(at - text), text, link, at + strlen("{link}"));
}

/* The addresses of all that get the words of `first`. */
static const char *gather(
    struct arena *a, struct letter *letters, size_t count, size_t first, size_t *ret_people)
{
    struct lines lines = { arena_array(a, count, sizeof *lines.at), 0 };

    for (size_t i = first; i < count; i++) {
        if (!str_equal(letters[i].subject, letters[first].subject) ||
            !str_equal(letters[i].text, letters[first].text))
            continue;
        letters[i].copied = true;
        lines.at[lines.count++] = letters[i].email;
    }
    *ret_people = lines.count;
    return str_join(a, &lines, "; ");
}

enum err byhand_copies(struct snap *s, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t sending_id, struct byhand_copy_list *ret)
{
    struct sending sending = { 0 };
    struct letter *letters = NULL;
    struct council c;
    size_t count = 0;

    TRY(letters_of(s, a, who, sending_id, &sending, &letters, &count));
    TRY(council_get(s, a, &c));
    struct byhand_copy_list list = { arena_array(a, count, sizeof *list.at), 0 };
    const struct calendar_source from = { s, &c, o->public_url, sending.due_at };
    const char *link =
        arena_printf(a, "%s/vergaderingen/%lld", o->public_url, (long long)sending.meeting_id);
    for (size_t i = 0; i < count; i++) {
        struct byhand_copy *to = &list.at[list.count];
        struct visibility v = letters[i].seated
                                  ? (struct visibility){ .sees = ACCESS_MEMBERS }
                                  : visibility_of_partner(letters[i].partner_id, c.is_public);

        if (letters[i].copied)
            continue;
        to->addresses = gather(a, letters, count, i, &to->people);
        to->subject = letters[i].subject;
        to->text = with_link(a, letters[i].text, link);
        to->calendar = "";
        enum err e = calendar_feed_meeting(&from, a, v, sending.meeting_id, &to->calendar);
        if (e != ERR_OK && e != ERR_NOT_FOUND)
            return e;
        list.count++;
    }
    *ret = list;
    return ERR_OK;
}

/* -- mail merge -- */

/* Quoted; what a spreadsheet would take for a formula gets an apostrophe. */
static void add_cell(struct buf *b, const char *text, const char *after)
{
    buf_putc(b, '"');
    if (text[0] != '\0' && strchr("=+-@\t", text[0]) != NULL)
        buf_putc(b, '\'');
    for (; *text != '\0'; text++) {
        if (*text == '"')
            buf_putc(b, '"');
        buf_putc(b, *text);
    }
    buf_printf(b, "\"%s", after);
}

static void add_row(struct buf *b, const struct letter *l, const char *link)
{
    add_cell(b, l->name, ";");
    add_cell(b, l->function, ";");
    add_cell(b, l->partner_name, ";");
    add_cell(b, l->email, ";");
    add_cell(b, l->subject, ";");
    add_cell(b, with_link(b->arena, l->text, link), ";");
    add_cell(b, link, "\r\n");
}

enum err byhand_csv(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t sending_id, const char **ret)
{
    struct sending sending = { 0 };
    struct letter *letters = NULL;
    struct meeting m = { 0 };
    size_t count = 0;
    struct buf b;

    TRY(letters_of(tx_snap(tx), a, who, sending_id, &sending, &letters, &count));
    TRY(meeting_get(tx_snap(tx), a, sending.meeting_id, &m));
    int64_t now = clock_now();
    buf_init(&b, a, 0);
    buf_puts(&b, "\xEF\xBB\xBF"
                 "Naam;Functie;Organisatie;E-mail;Onderwerp;Tekst;Link\r\n");
    for (size_t i = 0; i < count; i++) {
        const struct personal_link_input in = {
            .person_id = letters[i].person_id,
            .partner_id = letters[i].partner_id,
            .meeting_id = sending.meeting_id,
            .sending_id = sending_id,
            .expires_at = (m.starts_at > now ? m.starts_at : now) + LINK_LASTS,
        };
        const char *token;

        TRY(personal_link_make(tx, a, &in, &token));
        add_row(&b, &letters[i], personal_link_url(a, o->public_url, token));
    }
    cJSON *data = cJSON_CreateObject();
    cJSON_AddNumberToObject(data, "links", (double)count);
    TRY(event_record(tx, who, "sending.merged", "meeting", sending.meeting_id, data, NULL));
    *ret = b.data;
    return ERR_OK;
}
