/* Earlier versions with what changed, the text without names, and the list of all minutes. */
#include "agenda/minutes_names.h"
#include "agenda/text.h"
#include "agenda/text_diff.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/minutes.h"
#include "web/pages/pages.h"

/* -- one version, and what it changed -- */

static const struct minutes_part *find(
    const struct minutes_parts *parts, const struct minutes_part *p)
{
    for (size_t i = 0; i < parts->count; i++)
        if (parts->at[i].item_id == p->item_id &&
            (p->item_id != 0 || str_equal(parts->at[i].heading, p->heading)))
            return &parts->at[i];
    return NULL;
}

/* Without marks, unless marks are all that changed. */
static void add_difference(struct arena *a, const char *heading, const char *old, const char *new,
    struct minutes_differences *to, size_t counts[2])
{
    const char *before = text_to_plain(a, old), *after = text_to_plain(a, new);
    bool marks = !str_equal(old, new) && str_equal(before, after);
    struct diff d = marks ? text_diff(a, old, new) : text_diff(a, before, after);

    counts[0] += d.added;
    counts[1] += d.removed;
    to->at[to->count++] = (struct minutes_difference){ heading, { text_diff_html(a, &d) } };
}

static enum err compare(struct request *rq, int64_t before, int64_t now,
    struct minutes_version_view *v, size_t counts[2])
{
    struct minutes_parts old = { 0 }, new = { 0 };
    struct arena *a = rq->arena;

    TRY(minutes_version_parts(rq->snap, a, now, &new));
    if (before != 0)
        TRY(minutes_version_parts(rq->snap, a, before, &old));
    v->parts.at = arena_array(a, old.count + new.count, sizeof *v->parts.at);
    for (size_t i = 0; i < new.count; i++) {
        const struct minutes_part *was = find(&old, &new.at[i]);
        const char *text = was != NULL ? was->text : before == 0 ? new.at[i].text : "";

        add_difference(a, new.at[i].heading, text, new.at[i].text, &v->parts, counts);
    }
    for (size_t i = 0; i < old.count; i++)
        if (find(&new, &old.at[i]) == NULL)
            add_difference(a, old.at[i].heading, old.at[i].text, "", &v->parts, counts);
    return ERR_OK;
}

enum err page_minutes_version(struct request *rq)
{
    struct arena *a = rq->arena;
    struct minutes_version_list list = { 0 };
    int64_t number = 0, before = 0;
    size_t at = 0, counts[2] = { 0, 0 };

    TRY(minutes_versions(rq->snap, a, rq->id, &list));
    if (!str_to_i64(request_param(rq, "number"), &number))
        return ERR_NOT_FOUND;
    while (at < list.count && list.at[at].number != number)
        at++;
    if (at == list.count)
        return ERR_NOT_FOUND;
    if (at + 1 < list.count)
        before = list.at[at + 1].id;
    struct minutes_version_view v = {
        .minutes = { "Verslag", minutes_url(a, rq->id, "") },
        .title = arena_printf(a, "Versie %lld van het verslag", (long long)number),
        .others = { arena_array(a, list.count, sizeof *v.others.at), list.count },
    };
    for (size_t i = 0; i < list.count; i++)
        v.others.at[i] = (struct link_view){
            arena_printf(a, "Versie %lld, %s", (long long)list.at[i].number,
                dutch_instant(a, council_moment(&rq->council, list.at[i].made_at))),
            minutes_url(a, rq->id, arena_printf(a, "/versies/%lld", (long long)list.at[i].number))
        };
    TRY(compare(rq, before, list.at[at].id, &v, counts));
    v.lead = before == 0
                 ? "Dit is de eerste versie."
                 : arena_printf(a, "Tegenover de versie ervoor: %s toegevoegd, %s geschrapt.",
                       show_count(a, counts[0], "stuk", "stukken"),
                       show_count(a, counts[1], "stuk", "stukken"));
    return reply_page(rq, v.title, minutes_version_html, &v);
}

/* -- without names -- */

static struct html marked(struct arena *a, const struct names *n, const char *text)
{
    return (struct html){ names_marked(a, text_to_html(a, names_preview(a, n, text))) };
}

enum err page_minutes_open(struct request *rq)
{
    struct arena *a = rq->arena;
    struct minutes m = { 0 };
    struct minutes_parts parts = { 0 };
    struct names names = { 0 };
    struct names_found found = { 0 };

    TRY(minutes_get(rq->snap, a, rq->id, &m));
    TRY(minutes_compose(rq->snap, a, rq->id, &parts));
    TRY(names_read(rq->snap, a, m.hide, &names));
    TRY(names_read_known(rq->snap, a, &names));
    struct minutes_open_view v = {
        .minutes = { "Verslag", minutes_url(a, rq->id, "") },
        .edit = minutes_url(a, rq->id, "/schrijven"),
        .text.parts = { arena_array(a, parts.count, sizeof *v.text.parts.at), 0 },
    };
    for (size_t i = 0; i < parts.count; i++) {
        const struct minutes_part *p = &parts.at[i];

        if (p->access != ACCESS_PUBLIC)
            continue;
        names_find(a, &names, p->text, &found);
        v.text.parts.at[v.text.parts.count++] =
            (struct minutes_text_part){ p->open_heading, marked(a, &names, p->text) };
    }
    v.doubts = (struct doubt_rows){ arena_array(a, found.doubts.count, sizeof *v.doubts.at),
        found.doubts.count };
    for (size_t i = 0; i < found.doubts.count; i++)
        v.doubts.at[i].text = found.doubts.at[i];
    v.lead = arena_printf(a,
        "Zo leest wie geen lid is het verslag. %s verborgen: ze zijn gemarkeerd. Punten die niet"
        " openbaar zijn, staan er niet in.",
        found.hidden == 1 ? "1 naam is" : arena_printf(a, "%zu namen zijn", found.hidden));
    return reply_page(rq, "Verslag zonder namen", minutes_open_html, &v);
}

/* -- all minutes -- */

enum { A_PAGE = 25 };

enum err page_minutes_list(struct request *rq)
{
    struct arena *a = rq->arena;
    struct minutes_found_list list = { 0 };
    struct minutes_reader r;
    const char *typed = str_trim(a, request_query(rq, "q"));

    TRY(minutes_reader_of(rq->snap, a, &rq->actor, &r));
    TRY(minutes_find(rq->snap, a, &r, typed, show_after(rq), A_PAGE + 1, &list));
    bool more = list.count > A_PAGE;
    list.count = more ? A_PAGE : list.count;
    struct minutes_list_view v = {
        .typed = typed,
        .filtered = !str_empty(typed),
        .rows = { arena_array(a, list.count, sizeof *v.rows.at), list.count },
        .pager = show_pager(rq, "/verslagen",
            str_empty(typed) ? "" : arena_printf(a, "q=%s", url_encode(a, typed)), more,
            list.count > 0 ? list.at[list.count - 1].meeting_id : 0),
    };
    for (size_t i = 0; i < list.count; i++)
        v.rows.at[i] = (struct minutes_row){
            .title = list.at[i].title,
            .when = list.at[i].starts_at == 0 ? "" : dutch_instant(a, list.at[i].starts_at),
            .state = minutes_state_chip(list.at[i].state),
            .to = minutes_url(a, list.at[i].meeting_id, ""),
        };
    return reply_page(rq, "Verslagen", minutes_list_html, &v);
}
