/* The text of the minutes, from what was recorded and what was typed besides. */
#include "agenda/advice.h"
#include "agenda/minutes.h"
#include "agenda/minutes_names.h"
#include "agenda/minutes_parts.h"
#include "agenda/search.h"
#include "agenda/text.h"
#include "lok/base/buf.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include <string.h>

struct composing {
    struct snap *s;
    struct arena *arena;
    struct meeting meeting;
    struct names names;
    struct minutes_recorded recorded;
    struct minutes_parts parts;
};

static void add_part(
    struct composing *c, int64_t item_id, const char *heading, const char *text, unsigned access)
{
    struct arena *a = c->arena;
    unsigned least = c->meeting.access;

    c->parts.at[c->parts.count++] = (struct minutes_part){
        .item_id = item_id,
        .heading = heading,
        .text = text,
        .open_heading = names_hidden(a, &c->names, heading),
        .open_text = names_hidden(a, &c->names, text),
        .access = access > least ? access : least,
    };
}

void minutes_put(struct buf *b, const char *label, const char *text)
{
    if (str_empty(text))
        return;
    if (b->length > 0)
        buf_puts(b, "\n\n");
    if (!str_empty(label))
        buf_printf(b, "**%s**%s", label, strchr(text, '\n') == NULL ? " " : "\n\n");
    buf_puts(b, text);
}

const char *minutes_plain(struct arena *a, const char *text)
{
    struct buf b;

    buf_init(&b, a, 0);
    for (const char *at = text; *at != '\0'; at++) {
        if (strchr("\\`*_[]<>#", *at) != NULL)
            buf_putc(&b, '\\');
        buf_putc(&b, *at);
    }
    return b.data;
}

static void add_presence(struct composing *c)
{
    const char *text = minutes_presence(c->arena, &c->recorded.book.all, &c->recorded.items);

    if (!str_empty(text))
        add_part(c, 0, "Aanwezigheid", text, ACCESS_PUBLIC);
}

/* -- an item -- */

static void put_decision(const struct composing *c, struct buf *b, int64_t item_id)
{
    const struct decision *d = NULL;
    struct arena *a = c->arena;

    for (size_t i = 0; d == NULL && i < c->recorded.decisions.count; i++)
        if (c->recorded.decisions.at[i].item_id == item_id)
            d = &c->recorded.decisions.at[i];
    if (d == NULL)
        return;
    minutes_put(b, "",
        arena_printf(a, "**Beslissing %s: %s** (%s)", minutes_plain(a, d->number),
            minutes_plain(a, d->title), choice_dutch(DECISION_METHODS, d->method)));
    minutes_put(b, "", d->text);
    minutes_put(b, "Motivering:", d->motivation);
    if (!str_empty(d->follow_up_name))
        minutes_put(b, "Opvolging:",
            str_empty(d->due_date)
                ? minutes_plain(a, d->follow_up_name)
                : arena_printf(a, "%s, tegen %s", minutes_plain(a, d->follow_up_name),
                      dutch_date_long(a, d->due_date)));
}

/* Once the council gave it: a text that is only drafted says nothing yet. */
static enum err put_advice(const struct composing *c, struct buf *b, const struct item *item)
{
    struct arena *a = c->arena;
    struct advice v = { 0 };
    enum err e = item->outcome == OUTCOME_ADVICE_GIVEN ? advice_by_item(c->s, a, item->id, &v)
                                                       : ERR_NOT_FOUND;

    if (e == ERR_NOT_FOUND)
        return ERR_OK;
    TRY(e);
    if (str_empty(v.text))
        return ERR_OK;
    minutes_put(b, "",
        arena_printf(
            a, "**Advies %s: %s**", minutes_plain(a, v.number), minutes_plain(a, v.title)));
    minutes_put(b, "", v.text);
    minutes_put(b, "Motivering:", v.motivation);
    return ERR_OK;
}

/* What was agreed stands at its item where all who read that may know of it, else (item 0) apart. */
static void put_actions(const struct composing *c, struct buf *b, int64_t item_id)
{
    const struct action_list *list = &c->recorded.actions;
    const struct item_list *items = &c->recorded.items;
    struct arena *a = c->arena;

    for (size_t i = list->count; i-- > 0;) {
        const struct action_point *p = &list->at[i];
        int64_t at = 0;

        for (size_t k = 0; k < items->count; k++)
            if (items->at[k].id == p->item_id &&
                (p->access <= items->at[k].access || p->access <= c->meeting.access))
                at = p->item_id;
        if (at != item_id || p->access > ACCESS_MEMBERS || p->state == ACTION_DROPPED)
            continue;
        minutes_put(b, "Actie:",
            str_empty(p->due_date)
                ? arena_printf(
                      a, "%s (%s)", minutes_plain(a, p->text), minutes_plain(a, p->partner_name))
                : arena_printf(a, "%s (%s, tegen %s)", minutes_plain(a, p->text),
                      minutes_plain(a, p->partner_name), dutch_date_long(a, p->due_date)));
    }
}

static void add_other_actions(struct composing *c)
{
    struct buf b;

    buf_init(&b, c->arena, 0);
    put_actions(c, &b, 0);
    if (b.length > 0)
        add_part(c, 0, "Acties", b.data, ACCESS_MEMBERS);
}

static unsigned access_of(const struct composing *c, const struct item *item)
{
    return item->access > c->meeting.access ? item->access : c->meeting.access;
}

static struct lines documents_of(
    const struct composing *c, const struct item *item, unsigned from, unsigned to)
{
    return minutes_documents(c->arena, &c->recorded,
        (struct attachment_of){ ATTACHED_TO_ITEM, item->id }, access_of(c, item), from, to);
}

static void put_documents(const struct composing *c, struct buf *b, const struct item *item)
{
    struct lines names = documents_of(c, item, ACCESS_PUBLIC, access_of(c, item));

    minutes_put(
        b, names.count == 1 ? "Document:" : "Documenten:", str_join(c->arena, &names, ", "));
}

/* Of the meeting, and those of its items that fewer may see than the item: they stand apart. */
static void add_documents(struct composing *c, unsigned access, const char *heading)
{
    struct arena *a = c->arena;
    const struct item_list *items = &c->recorded.items;
    struct lines names;
    struct buf b;

    if (access < c->meeting.access)
        return;
    buf_init(&b, a, 0);
    names = minutes_documents(a, &c->recorded,
        (struct attachment_of){ ATTACHED_TO_MEETING, c->meeting.id }, c->meeting.access,
        access > c->meeting.access ? access : ACCESS_PUBLIC, access);
    minutes_put(&b, "", str_join(a, &names, ", "));
    for (size_t i = 0; i < items->count; i++) {
        const struct item *item = &items->at[i];

        if (access <= access_of(c, item))
            continue;
        names = documents_of(c, item, access_of(c, item) + 1, access);
        minutes_put(
            &b, arena_printf(a, "Bij punt %s:", item->shown_number), str_join(a, &names, ", "));
    }
    if (b.length > 0)
        add_part(c, 0, heading, b.data, access);
}

static enum err item_text(
    const struct composing *c, const struct item *item, const char *typed, const char **ret)
{
    struct arena *a = c->arena;
    struct buf b;

    buf_init(&b, a, 0);
    if (!str_empty(item->presenter_partner))
        minutes_put(&b, "Ingeleid door:", minutes_plain(a, item->presenter_partner));
    minutes_noted(a, &c->recorded, item, typed, &b);
    put_decision(c, &b, item->id);
    TRY(put_advice(c, &b, item));
    put_documents(c, &b, item);
    put_actions(c, &b, item->id);
    *ret = b.length == 0 ? "" : b.data;
    return ERR_OK;
}

static enum err add_item(struct composing *c, const struct item *item)
{
    const char *typed = minutes_typed_at(&c->recorded, item->id);
    const char *text, *recorded;

    TRY(item_text(c, item, typed, &text));
    recorded = text;
    if (!str_empty(typed))
        TRY(item_text(c, item, "", &recorded));
    add_part(c, item->id, arena_printf(c->arena, "%s. %s", item->shown_number, item->title), text,
        item->access);
    c->parts.at[c->parts.count - 1].recorded = recorded;
    return ERR_OK;
}

enum err minutes_compose(
    struct snap *s, struct arena *a, int64_t meeting_id, struct minutes_parts *ret)
{
    struct composing c = { .s = s, .arena = a };
    struct minutes m = { 0 };

    TRY(meeting_get(s, a, meeting_id, &c.meeting));
    TRY(minutes_get(s, a, meeting_id, &m));
    TRY(names_read(s, a, m.hide, &c.names));
    TRY(minutes_recorded(s, a, meeting_id, &c.recorded));
    const struct item_list *items = &c.recorded.items;
    const char *general = minutes_typed_at(&c.recorded, 0);

    c.parts.at = arena_array(a, items->count + 5, sizeof *c.parts.at);
    add_presence(&c);
    for (size_t i = 0; i < items->count; i++)
        TRY(add_item(&c, &items->at[i]));
    add_other_actions(&c);
    add_documents(&c, ACCESS_PUBLIC, "Documenten");
    add_documents(&c, ACCESS_MEMBERS, "Documenten voor de leden");
    if (!str_empty(general))
        add_part(&c, 0, "Algemeen", general, ACCESS_PUBLIC);
    *ret = c.parts;
    return ERR_OK;
}

/* -- a version -- */

static bool same_parts(const struct minutes_parts *x, const struct minutes_parts *y)
{
    if (x->count != y->count)
        return false;
    for (size_t i = 0; i < x->count; i++)
        if (x->at[i].item_id != y->at[i].item_id || x->at[i].access != y->at[i].access ||
            !str_equal(x->at[i].heading, y->at[i].heading) ||
            !str_equal(x->at[i].text, y->at[i].text) ||
            !str_equal(x->at[i].open_heading, y->at[i].open_heading) ||
            !str_equal(x->at[i].open_text, y->at[i].open_text))
            return false;
    return true;
}

static const struct sql VERSION_INSERT =
    SQL("INSERT INTO minutes_version (meeting_id, number, reason, made_at, account_id)"
        " VALUES (:meeting, :number, :reason, :now, :account)"
        " RETURNING id");

static const struct sql PART_INSERT = SQL(
    "INSERT INTO minutes_part (version_id, position, item_id, heading, text, open_heading,"
    "                          open_text, access)"
    " VALUES (:version, :position, :item, :heading, :text, :open_heading, :open_text, :access)");

static enum err insert_version(struct tx *tx, const struct actor *who, int64_t meeting_id,
    int64_t number, const char *reason, const struct minutes_parts *parts, int64_t *ret)
{
    int64_t id;

    TRY(sql_change(tx, &VERSION_INSERT,
        IN(in_i64("meeting", meeting_id), in_i64("number", number), in_text("reason", reason),
            in_i64("now", clock_now()), in_id("account", who->account_id)),
        OUT(out_i64("id", &id))));
    for (size_t i = 0; i < parts->count; i++) {
        const struct minutes_part *p = &parts->at[i];

        TRY(sql_run(tx, &PART_INSERT,
            IN(in_i64("version", id), in_i64("position", (int64_t)i), in_i64("item", p->item_id),
                in_text("heading", p->heading), in_text("text", p->text),
                in_text("open_heading", p->open_heading), in_text("open_text", p->open_text),
                in_i64("access", p->access)),
            NULL));
    }
    *ret = id;
    return ERR_OK;
}

enum err minutes_keep(struct tx *tx, struct arena *a, const struct actor *who, int64_t meeting_id,
    const char *reason, int64_t *ret_version_id)
{
    struct snap *s = tx_snap(tx);
    struct minutes_version_list versions = { 0 };
    struct minutes_parts now = { 0 }, before = { 0 };

    TRY(minutes_compose(s, a, meeting_id, &now));
    TRY(minutes_versions(s, a, meeting_id, &versions));
    if (versions.count > 0) {
        TRY(minutes_version_parts(s, a, versions.at[0].id, &before));
        if (same_parts(&now, &before)) {
            *ret_version_id = versions.at[0].id;
            return ERR_OK;
        }
    }
    return insert_version(tx, who, meeting_id, versions.count == 0 ? 1 : versions.at[0].number + 1,
        reason, &now, ret_version_id);
}

/* -- finding them -- */

static const char *body_of(struct arena *a, const struct minutes_parts *parts,
    const struct minutes_rectifications *more, bool names, int64_t access)
{
    struct buf b;

    buf_init(&b, a, 0);
    for (size_t i = 0; i < parts->count; i++) {
        const struct minutes_part *p = &parts->at[i];

        if (p->access > access)
            continue;
        buf_printf(&b, "%s\n%s\n", names ? p->heading : p->open_heading,
            text_to_plain(a, names ? p->text : p->open_text));
    }
    for (size_t i = 0; i < more->count; i++)
        buf_printf(&b, "%s\n", text_to_plain(a, more->at[i].text));
    return b.data;
}

static enum err put_found(struct tx *tx, struct arena *a, const char *kind,
    const struct minutes_reader *r, const struct meeting *m)
{
    struct minutes_shown shown = { 0 };
    enum err e = minutes_read(tx_snap(tx), a, r, m->id, &shown);
    int64_t year = 0;

    if (e == ERR_NOT_FOUND)
        return search_remove(tx, kind, m->id);
    TRY(e);
    if (!str_to_i64(arena_strndup(a, m->month, strlen("YYYY")), &year))
        IMPOSSIBLE("a meeting without month");
    const struct search_entry entry = {
        .kind = kind,
        .ref_id = m->id,
        .title = m->title,
        .body = body_of(a, &shown.parts, &shown.rectifications, r->names, r->v.sees),
        .year = year,
        .access = (unsigned)r->v.sees,
    };
    return search_put(tx, a, &entry);
}

/* As they will be once what waits has left: whoever searches before is held back when reading. */
enum err minutes_index(struct tx *tx, struct arena *a, int64_t meeting_id)
{
    const struct minutes_reader members = {
        .v = { .sees = ACCESS_MEMBERS }, .names = true, .now = INT64_MAX, .ahead = true
    };
    const struct minutes_reader others = {
        .v = { .sees = ACCESS_PUBLIC }, .now = INT64_MAX, .ahead = true
    };
    struct meeting m = { 0 };

    TRY(meeting_get(tx_snap(tx), a, meeting_id, &m));
    TRY(put_found(tx, a, "minutes", &members, &m));
    return put_found(tx, a, "minutes_open", &others, &m);
}
