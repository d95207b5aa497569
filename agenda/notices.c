#include "agenda/notices.h"
#include "agenda/notices_body.h"
#include "lok/base/buf.h"
#include "lok/base/dates.h"
#include "lok/base/utf8.h"
#include "notify/egress.h"
#include <string.h>

/* -- THE table: event, to whom, whether there is something to do, in which words -- */

enum audience {
    PRESENTS, /* its partner has an item on the agenda */
    FOLLOWS,  /* its partner follows the decision up */
    ANYBODY,
};

struct rule {
    enum notice_type type;
    enum audience who;
    bool significant;
    const char *words;
};

/* The first that fits counts. */
static const struct rule RULES[] = {
    { NOTICE_MEETING_PLANNED, ANYBODY, true,
        "Noteer deze datum: {title} gaat door op {when}{place}. De agenda volgt." },
    { NOTICE_MEETING_MOVED, PRESENTS, true,
        "{title} is verplaatst. {changes}. Pas uw kalender aan. Uw organisatie leidt {own} in." },
    { NOTICE_MEETING_MOVED, ANYBODY, true,
        "{title} is verplaatst. {changes}. Pas uw kalender aan." },
    { NOTICE_MEETING_CANCELLED, ANYBODY, true,
        "{title} van {when} gaat niet door. Schrap deze vergadering in uw kalender." },
    { NOTICE_AGENDA_PUBLISHED, PRESENTS, true,
        "De agenda van {title} op {when}{place} staat klaar. Uw organisatie leidt {own} in: bereid"
        " dat voor." },
    { NOTICE_AGENDA_PUBLISHED, ANYBODY, true,
        "De agenda van {title} op {when}{place} staat klaar. Lees hem voor u komt." },
    { NOTICE_AGENDA_CHANGED, PRESENTS, true,
        "De agenda van {title} op {when} is gewijzigd. {changes}. Uw organisatie leidt {own} in:"
        " kijk na of dat nog past." },
    { NOTICE_AGENDA_CHANGED, ANYBODY, false,
        "De agenda van {title} op {when} is gewijzigd. {changes}. Lees hem opnieuw voor u komt." },
    { NOTICE_ITEM_ANNOUNCED, ANYBODY, false,
        "“{subject}” is {announced}. U hoeft nu niets te doen: u krijgt bericht als het op een"
        " agenda staat." },
    { NOTICE_DECISION_RECORDED, FOLLOWS, true,
        "Beslissing {number} is genomen: {subject}. Uw organisatie volgt ze op{due}." },
    { NOTICE_DECISION_RECORDED, ANYBODY, false,
        "Beslissing {number} is genomen: {subject}. Lees ze na via de link." },
};

/* -- words -- */

struct words {
    struct arena *arena;
    const struct telling *telling;
    const struct published *published;
    const struct change_list *changes;
    int64_t partner_id;
};

static const char *when(struct arena *a, const struct meeting *m)
{
    if (m->starts_at == 0)
        return dutch_month(a, m->month);
    return arena_printf(
        a, "%s om %s", dutch_date_long(a, date_of(a, m->starts_at)), dutch_time(a, m->starts_at));
}

/* "punt 2 en 4": what this partner presents. */
static const char *own_items(const struct words *w)
{
    const struct item_list *items = &w->published->items;
    struct lines numbers = { arena_array(w->arena, items->count, sizeof *numbers.at), 0 };

    for (size_t i = 0; i < items->count; i++)
        if (w->partner_id != 0 && items->at[i].presenter_partner_id == w->partner_id)
            numbers.at[numbers.count++] = items->at[i].shown_number;
    if (numbers.count == 0)
        return "";
    return arena_printf(w->arena, "%s %s", numbers.count == 1 ? "punt" : "de punten",
        str_join_dutch(w->arena, &numbers));
}

static const char *all_changes(const struct words *w)
{
    struct lines texts = { arena_array(w->arena, w->changes->count, sizeof *texts.at), 0 };

    for (size_t i = 0; i < w->changes->count; i++)
        texts.at[texts.count++] = w->changes->at[i].dutch;
    return str_join(w->arena, &texts, ". ");
}

static const char *announced(struct arena *a, const struct announcement *n)
{
    return arena_printf(a, "%s %s", n->kind == POSTPONED ? "uitgesteld naar" : "aangekondigd voor",
        dutch_month(a, n->target_month));
}

static const char *value_of(const struct words *w, const char *name)
{
    struct arena *a = w->arena;
    const struct telling *t = w->telling;
    const struct meeting *m = &w->published->meeting;

    if (str_equal(name, "title"))
        return m->title;
    if (str_equal(name, "when"))
        return when(a, m);
    if (str_equal(name, "place"))
        return str_empty(m->location) ? "" : arena_printf(a, " (%s)", m->location);
    if (str_equal(name, "changes"))
        return all_changes(w);
    if (str_equal(name, "own"))
        return own_items(w);
    if (str_equal(name, "announced"))
        return announced(a, t->announcement);
    if (str_equal(name, "number"))
        return t->decision->number;
    if (str_equal(name, "subject"))
        return t->decision != NULL ? t->decision->title : t->announcement->title;
    if (str_equal(name, "due"))
        return str_empty(t->decision->due_date)
                   ? ""
                   : arena_printf(a, " tegen %s", dutch_date_long(a, t->decision->due_date));
    IMPOSSIBLE("a word that no notice knows");
}

static const char *sentence(const struct words *w, const char *words)
{
    struct buf b;

    buf_init(&b, w->arena, 0);
    while (*words != '\0') {
        size_t plain = strcspn(words, "{");

        buf_add(&b, words, plain);
        words += plain;
        if (*words == '\0')
            break;
        size_t name = strcspn(words, "}") - 1;
        buf_puts(&b, value_of(w, arena_strndup(w->arena, words + 1, name)));
        words += name + 2;
    }
    return b.data;
}

static bool fits(const struct rule *rule, enum notice_type type, const struct words *w)
{
    const struct decision *d = w->telling->decision;

    if (rule->type != type)
        return false;
    if (rule->who == PRESENTS)
        return !str_empty(own_items(w));
    if (rule->who == FOLLOWS)
        return w->partner_id != 0 && d->follow_up_id == w->partner_id;
    return true;
}

static const struct rule *rule_for(enum notice_type type, const struct words *w)
{
    for (size_t i = 0; i < ARRAY_LEN(RULES); i++)
        if (fits(&RULES[i], type, w))
            return &RULES[i];
    IMPOSSIBLE("a notice without words");
}

/* -- for one recipient -- */

static bool wants(uint64_t events, enum notice_type type)
{
    return (events >> type & 1) != 0;
}

/* meeting.moved when the moment or place changed, else agenda.changed. One who does not want the
 * first still hears of the agenda by the second. */
static bool type_of_changes(
    const struct change_list *changes, uint64_t events, enum notice_type *ret)
{
    bool moved = false;
    bool other = false;

    for (size_t i = 0; i < changes->count; i++) {
        moved = moved || changes->at[i].moved;
        other = other || !changes->at[i].moved;
    }
    if (moved && wants(events, NOTICE_MEETING_MOVED))
        *ret = NOTICE_MEETING_MOVED;
    else if (other && wants(events, NOTICE_AGENDA_CHANGED))
        *ret = NOTICE_AGENDA_CHANGED;
    else
        return false;
    return true;
}

/* What changed within this sight. A meeting that was out of sight before is one change. */
static struct change_list changes_for(
    struct arena *a, const struct telling *t, struct visibility v, const struct published *seen)
{
    struct published before = { 0 };

    if (t->before == NULL)
        return (struct change_list){ 0 };
    if (publication_seen(a, t->before, v, &before))
        return publication_between(a, &before, seen);
    struct change_list one = { arena_array(a, 1, sizeof *one.at), 1 };
    one.at[0] = (struct change){
        .what = "access", .old = "", .new = "", .dutch = "U ziet deze vergadering nu ook"
    };
    return one;
}

static int64_t presenter_of(const struct published *p, int64_t item_id)
{
    for (size_t i = 0; i < p->items.count; i++)
        if (p->items.at[i].id == item_id)
            return p->items.at[i].presenter_partner_id;
    return 0;
}

/* A decision or announcement tied to a partner is told with the bare facts of its meeting. */
static bool sees_result(const struct telling *t, struct visibility v)
{
    const struct decision *d = t->decision;
    const struct announcement *n = t->announcement;

    if (d != NULL)
        return visible(v, (struct object){ .access = d->access, .partner_id = d->follow_up_id });
    return visible(v, (struct object){ .access = n->access,
                          .partner_id = presenter_of(t->published, n->item_id) });
}

static bool seen_by(
    struct arena *a, const struct telling *t, struct visibility v, struct published *ret)
{
    if (t->decision == NULL && t->announcement == NULL)
        return publication_seen(a, t->published, v, ret);
    if (!sees_result(t, v))
        return false;
    if (!publication_seen(a, t->published, v, ret)) {
        *ret = *t->published;
        ret->meeting.online_url = "";
    }
    ret->items = (struct item_list){ 0 };
    return true;
}

bool notices_write(struct arena *a, const struct telling *t, struct visibility v, uint64_t events,
    const char *id, int64_t now, struct notice_text *ret)
{
    struct published seen = { 0 };
    enum notice_type type = t->type;

    if (!seen_by(a, t, v, &seen))
        return false;
    struct change_list changes = changes_for(a, t, v, &seen);
    if (t->before != NULL ? !type_of_changes(&changes, events, &type) : !wants(events, type))
        return false;
    struct words w = {
        .arena = a,
        .telling = t,
        .published = &seen,
        .changes = &changes,
        .partner_id = v.partner_id,
    };
    const struct rule *rule = rule_for(type, &w);
    struct notice_parts parts = {
        .type = type,
        .id = id,
        .now = now,
        .public_url = t->public_url,
        .sentence = utf8_cut(a, sentence(&w, rule->words), 2000),
        .significant = rule->significant,
        .published = &seen,
        .changes = &changes,
        .decision = t->decision,
        .announcement = t->announcement,
    };
    *ret = (struct notice_text){ type, parts.sentence, notices_body(a, &parts) };
    return true;
}
