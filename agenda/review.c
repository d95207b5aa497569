#include "agenda/review.h"
#include "agenda/minutes.h"
#include "lok/base/buf.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "lok/base/secret.h"
#include "lok/base/sql.h"
#include "lok/change.h"
#include "lok/council.h"
#include <string.h>

const struct field REVIEW_FIELDS[] = {
    FIELD_TEXT(struct review_input, remark, .required = true, .multiline = true, .max = 2000,
        .label = "Uw opmerking"),
    FIELD_END,
};

/* What an answer is about: all that its reader read, whatever the meeting's version became. */
static enum err content_of(struct snap *s, struct arena *a, int64_t meeting_id, const char **ret)
{
    struct published p = { 0 };
    struct buf b;

    TRY(publication_draft(s, a, meeting_id, true, &p));
    buf_init(&b, a, 0);
    buf_printf(&b, "%s\n%lld\n%s\n%s\n", p.meeting.title, (long long)p.meeting.starts_at,
        p.meeting.location, p.meeting.online_url);
    for (size_t i = 0; i < p.items.count; i++) {
        const struct item *item = &p.items.at[i];

        buf_printf(&b, "%lld %u %lld %lld %u\n%s\n%s\n%s\n", (long long)item->id, item->purpose,
            (long long)item->minutes, (long long)item->presenter_partner_id, item->access,
            item->title, item->presenter, item->text);
    }
    *ret = secret_sha256_hex(a, b.data, strlen(b.data));
    return ERR_OK;
}

static bool is_sent(const struct meeting *m)
{
    return m->state >= MEETING_CONVENED;
}

static const struct sql PUT_AT =
    SQL("SELECT due_at FROM sending"
        " WHERE meeting_id = :meeting AND kind = 'agenda_chair' AND taken_back_at IS NULL"
        "   AND due_at <= :now"
        " ORDER BY due_at DESC LIMIT 1");

static const struct sql LAST = SQL("SELECT remark, content, made_at FROM agenda_review"
                                   " WHERE meeting_id = :meeting ORDER BY id DESC LIMIT 1");

static const char *words_of(struct arena *a, const struct council *c, const struct review *r)
{
    const char *day =
        r->answered_at == 0 ? "" : dutch_date(a, date_of(a, council_moment(c, r->answered_at)));

    if (r->answered_at < r->put_at)
        return arena_printf(a, "%s op %s; nog geen antwoord.",
            r->answered_at == 0 ? "Naar de voorzitter gestuurd"
                                : "Opnieuw naar de voorzitter gestuurd",
            dutch_date(a, date_of(a, council_moment(c, r->put_at))));
    if (!str_empty(r->remark))
        return arena_printf(a, "Opmerking van de voorzitter op %s: %s", day, r->remark);
    return arena_printf(a, "Voorzitter akkoord op %s%s.", day,
        r->changed ? "; de agenda is gewijzigd na akkoord" : "");
}

enum err review_get(struct snap *s, struct arena *a, int64_t meeting_id, struct review *ret)
{
    struct review r = { .remark = "", .words = "" };
    const char *then = "", *now = "";
    struct council c = { 0 };
    struct meeting m = { 0 };

    TRY(meeting_get(s, a, meeting_id, &m));
    enum err e = sql_one(s, &PUT_AT, IN(in_i64("meeting", meeting_id), in_i64("now", clock_now())),
        OUT(out_i64("due_at", &r.put_at)));
    if (e == ERR_NOT_FOUND) {
        *ret = r;
        return ERR_OK;
    }
    TRY(e);
    r.open = !is_sent(&m);
    e = sql_one(s, &LAST, IN(in_i64("meeting", meeting_id)),
        OUT(out_text("remark", a, &r.remark), out_text("content", a, &then),
            out_i64("made_at", &r.answered_at)));
    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    TRY(content_of(s, a, meeting_id, &now));
    r.changed = r.answered_at != 0 && !str_equal(then, now);
    r.waits = r.open && r.answered_at < r.put_at;
    TRY(council_get(s, a, &c));
    r.words = words_of(a, &c, &r);
    *ret = r;
    return ERR_OK;
}

static const struct sql PUT =
    SQL("SELECT DISTINCT s.meeting_id FROM sending s JOIN meeting m ON m.id = s.meeting_id"
        " WHERE s.kind = 'agenda_chair' AND s.taken_back_at IS NULL AND s.due_at <= :now"
        "   AND m.state IN ('draft', 'announced', 'planned')"
        " ORDER BY s.meeting_id");

enum err review_waiting(
    struct snap *s, struct arena *a, const struct actor *who, struct meeting_list *ret)
{
    struct meeting_list waiting = { 0 };
    struct minutes_reader reader;
    int64_t id = 0, *ids = NULL;
    size_t count = 0;

    TRY(minutes_reader_of(s, a, who, &reader));
    if (reader.chair)
        TRY(sql_list(s, a, &PUT, IN(in_i64("now", clock_now())), OUT(out_i64("meeting_id", &id)),
            &id, sizeof id, &ids, &count));
    waiting.at = arena_array(a, count, sizeof *waiting.at);
    for (size_t i = 0; i < count; i++) {
        struct review r;

        TRY(review_get(s, a, ids[i], &r));
        if (r.waits)
            TRY(meeting_get(s, a, ids[i], &waiting.at[waiting.count++]));
    }
    *ret = waiting;
    return ERR_OK;
}

enum err review_check(struct snap *s, struct arena *a, const struct meeting *m)
{
    struct fault *f = snap_fault(s);
    struct minutes_chairs chairs = { 0 };
    struct item_list items = { 0 };

    if (is_sent(m) || m->kind != MEETING_ORDINARY)
        return fault_set(f, ERR_CONFLICT, "Deze agenda is al verstuurd.");
    TRY(item_list(s, a, m->id, &items));
    if (items.count == 0)
        return fault_set(f, ERR_CONFLICT, "Er staat nog niets op de agenda.");
    TRY(minutes_chairs(s, a, &chairs));
    if (chairs.count == 0)
        return fault_set(f, ERR_CONFLICT,
            "Geen enkel lid is voorzitter. Vul dat in bij de leden, of verstuur de agenda meteen.");
    return ERR_OK;
}

enum err review_read(struct snap *s, struct arena *a, const struct actor *who, int64_t meeting_id,
    struct published *ret)
{
    struct published all = { 0 };
    struct minutes_reader reader;
    struct review r;

    TRY(review_get(s, a, meeting_id, &r));
    TRY(minutes_reader_of(s, a, who, &reader));
    if (r.put_at == 0 || !r.open || (!reader.chair && !reader.prepares))
        return ERR_NOT_FOUND;
    TRY(publication_draft(s, a, meeting_id, true, &all));
    return publication_seen(a, &all, visibility_of(who), ret) ? ERR_OK : ERR_NOT_FOUND;
}

static const struct sql INSERT =
    SQL("INSERT INTO agenda_review (meeting_id, person_id, remark, content, made_at)"
        " VALUES (:meeting, :person, :remark, :content, :now)");

enum err review_answer(struct tx *tx, struct arena *a, const struct actor *who, int64_t meeting_id,
    const struct review_input *in)
{
    struct review_input checked = { "" };
    struct minutes_reader reader;
    struct review r;
    const char *content;

    TRY(minutes_reader_of(tx_snap(tx), a, who, &reader));
    if (!reader.chair && !reader.prepares)
        return ERR_FORBIDDEN;
    TRY(review_get(tx_snap(tx), a, meeting_id, &r));
    if (r.put_at == 0)
        return ERR_NOT_FOUND;
    if (!r.open)
        return fault_set(tx_fault(tx), ERR_CONFLICT, "Deze agenda is intussen verstuurd.");
    if (in != NULL) {
        checked = *in;
        change_check(REVIEW_FIELDS, tx_fault(tx), &checked);
        TRY(fault_check(tx_fault(tx)));
    }
    TRY(content_of(tx_snap(tx), a, meeting_id, &content));
    TRY(sql_run(tx, &INSERT,
        IN(in_i64("meeting", meeting_id), in_id("person", who->person_id),
            in_text("remark", checked.remark), in_text("content", content),
            in_i64("now", clock_now())),
        NULL));
    return event_record(tx, who, in == NULL ? "agenda.agreed" : "agenda.remarked", "meeting",
        meeting_id, NULL, NULL);
}
