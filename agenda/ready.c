#include "agenda/ready.h"
#include "agenda/advice.h"
#include "agenda/announcement.h"
#include "agenda/dossier.h"
#include "agenda/proposal.h"
#include "agenda/written.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include <string.h>

const struct choice READY_KINDS[] = {
    { "announcement", "aankondiging" },
    { "proposal", "voorstel" },
    { "dossier", "dossier" },
    { "advice", "advies" },
    { "written", "schriftelijke procedure" },
    { NULL, NULL },
};

enum err ready_parse(const char *key, enum ready_kind *ret_kind, int64_t *ret_id)
{
    const char *dash = strchr(key, '-');
    unsigned kind = READY_ANNOUNCEMENT;
    int64_t id = 0;

    if (dash != NULL) {
        for (kind = 0; kind < choice_count(READY_KINDS); kind++)
            if (strlen(READY_KINDS[kind].code) == (size_t)(dash - key) &&
                strncmp(READY_KINDS[kind].code, key, (size_t)(dash - key)) == 0)
                break;
        if (kind == choice_count(READY_KINDS))
            return ERR_NOT_FOUND;
    }
    if (!str_to_i64(dash == NULL ? key : dash + 1, &id) || id <= 0)
        return ERR_NOT_FOUND;
    *ret_kind = (enum ready_kind)kind;
    *ret_id = id;
    return ERR_OK;
}

/* -- what was put off -- */

static const struct sql PUT_OFF = SQL("SELECT kind, ref_id, until_month FROM put_off");

enum err ready_put_off(struct snap *s, struct arena *a, struct put_off_list *ret)
{
    struct put_off row = { 0 };

    ret->at = NULL;
    return sql_list(s, a, &PUT_OFF, IN(),
        OUT(out_enum("kind", READY_KINDS, &row.kind), out_i64("ref_id", &row.id),
            out_text("until_month", a, &row.until_month)),
        &row, sizeof row, &ret->at, &ret->count);
}

bool ready_is_put_off(
    const struct put_off_list *list, enum ready_kind kind, int64_t id, const char *month)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct put_off *p = &list->at[i];
        if (p->kind == kind && p->id == id)
            return str_empty(p->until_month) || strcmp(month, p->until_month) < 0;
    }
    return false;
}

/* -- the list -- */

struct making {
    struct snap *snap;
    struct arena *arena;
    struct council council;
    const char *month;
    int64_t meeting_id;
    struct put_off_list put_off;
    struct ready_list list;
    size_t room;
};

static void add(struct making *m, struct ready r)
{
    if (m->list.count == m->room) {
        size_t room = m->room == 0 ? 16 : m->room * 2;
        struct ready *grown = arena_array(m->arena, room, sizeof *grown);
        if (m->list.count > 0)
            memcpy(grown, m->list.at, m->list.count * sizeof *grown);
        m->list.at = grown;
        m->room = room;
    }
    r.key = arena_printf(m->arena, "%s-%lld", choice_code(READY_KINDS, r.kind), (long long)r.id);
    if (str_empty(r.text))
        r.text = r.text_words = "";
    m->list.at[m->list.count++] = r;
}

static const char *announced_from(struct arena *a, const struct announcement *n)
{
    const char *when = announcement_when(a, n);
    const char *day = n->meeting_at == 0 ? "" : dutch_date(a, date_of(a, n->meeting_at));

    if (n->kind == POSTPONED)
        return arena_printf(a, "Uitgesteld naar %s%s%s", when, str_empty(day) ? "" : " op ", day);
    return arena_printf(
        a, "Aangekondigd voor %s%s%s", when, str_empty(day) ? "" : ", inleiding van ", day);
}

static enum err add_announcements(struct making *m)
{
    const char *today = council_today(m->arena, &m->council);
    struct announcement_list list = { 0 };

    TRY(announcement_offers(m->snap, m->arena, m->month, &list));
    for (size_t i = 0; i < list.count; i++) {
        const struct announcement *n = &list.at[i];
        if (n->meeting_id != 0 && n->meeting_id == m->meeting_id)
            continue;
        add(m, (struct ready){
                   .kind = READY_ANNOUNCEMENT,
                   .id = n->id,
                   .title = n->title,
                   .from = announced_from(m->arena, n),
                   .text = n->introduction_text,
                   .text_words = "Lees de inleiding",
                   .late = strncmp(n->target_month, today, strlen("YYYY-MM")) < 0,
               });
    }
    return ERR_OK;
}

static const char *proposed_from(struct arena *a, const struct council *c, const struct proposal *p)
{
    const char *by = !str_empty(p->partner_name)      ? p->partner_name
                     : !str_empty(p->person_function) ? p->person_function
                                                      : "een lid";
    const char *minutes =
        p->minutes == 0 ? "" : arena_printf(a, ", %lld minuten", (long long)p->minutes);

    return arena_printf(a, "%s %s op %s%s%s",
        p->by_mail ? "Per mail ontvangen van" : "Voorgesteld door", by,
        dutch_date(a, date_of(a, council_moment(c, p->created_at))), minutes,
        p->state == PROPOSAL_POSTPONED ? ", daarna uitgesteld naar deze maand" : "");
}

static enum err add_proposals(struct making *m)
{
    struct proposal_list list = { 0 };

    TRY(proposal_offers(m->snap, m->arena, m->month, &list));
    for (size_t i = 0; i < list.count; i++)
        add(m, (struct ready){
                   .kind = READY_PROPOSAL,
                   .id = list.at[i].id,
                   .title = list.at[i].title,
                   .from = proposed_from(m->arena, &m->council, &list.at[i]),
                   .text = list.at[i].text,
                   .text_words = "Lees het voorstel",
                   .asks_tell = true,
               });
    return ERR_OK;
}

static enum err add_dossiers(struct making *m)
{
    struct dossier_due_list list = { 0 };

    TRY(dossier_due(m->snap, m->arena, m->month, &list));
    for (size_t i = 0; i < list.count; i++)
        if (!ready_is_put_off(&m->put_off, READY_DOSSIER, list.at[i].id, m->month))
            add(m, (struct ready){
                       .kind = READY_DOSSIER,
                       .id = list.at[i].id,
                       .title = list.at[i].title,
                       .from = arena_printf(m->arena, "Dossier. %s", list.at[i].reason),
                       .text = "",
                   });
    return ERR_OK;
}

/* Not while the item that it was put on waits to be treated. */
static enum err stands(struct making *m, int64_t item_id, bool *ret)
{
    struct item item = { 0 };

    *ret = false;
    if (item_id == 0)
        return ERR_OK;
    TRY(item_get(m->snap, m->arena, item_id, &item));
    *ret = item.removed_at == 0 && item.treated_at == 0;
    return ERR_OK;
}

static const char *advice_from(struct arena *a, const struct advice *v, bool late)
{
    if (v->sent_at != 0)
        return arena_printf(
            a, "Advies %s wacht op antwoord sinds %s", v->number, dutch_date(a, v->reaction_due));
    if (str_empty(v->due_date))
        return arena_printf(a, "Advies %s moet nog gegeven worden", v->number);
    return arena_printf(a, "Advies %s %s gegeven worden tegen %s", v->number,
        late ? "moest" : "moet", dutch_date(a, v->due_date));
}

static enum err add_advices(struct making *m)
{
    const char *today = council_today(m->arena, &m->council);
    struct advice_list list = { 0 };

    TRY(advice_waiting(m->snap, m->arena, &list));
    for (size_t i = 0; i < list.count; i++) {
        const struct advice *v = &list.at[i];
        bool sent = v->sent_at != 0, there = false;
        const char *due = sent ? v->reaction_due : v->due_date;
        bool late = !str_empty(due) && strcmp(due, today) < 0;

        if ((sent && !late) || (!sent && !str_empty(v->text)) ||
            ready_is_put_off(&m->put_off, READY_ADVICE, v->id, m->month))
            continue;
        TRY(stands(m, sent ? v->follow_up_id : v->item_id, &there));
        if (!there)
            add(m, (struct ready){
                       .kind = READY_ADVICE,
                       .id = v->id,
                       .title = v->title,
                       .from = advice_from(m->arena, v, late),
                       .text = sent ? v->text : v->question,
                       .text_words = sent ? "Lees het advies" : "Lees de vraag",
                       .late = late,
                   });
    }
    return ERR_OK;
}

static enum err add_written(struct making *m)
{
    struct written_list list = { 0 };

    TRY(written_unreported(m->snap, m->arena, &list));
    for (size_t i = 0; i < list.count; i++) {
        struct meeting meeting = { 0 };

        if (ready_is_put_off(&m->put_off, READY_WRITTEN, list.at[i], m->month))
            continue;
        TRY(meeting_get(m->snap, m->arena, list.at[i], &meeting));
        add(m, (struct ready){
                   .kind = READY_WRITTEN,
                   .id = meeting.id,
                   .title = meeting.title,
                   .from = arena_printf(m->arena, "Schriftelijke procedure, gesloten op %s",
                       dutch_date(m->arena, date_of(m->arena, meeting.starts_at))),
                   .text = "",
               });
    }
    return ERR_OK;
}

enum err ready_list(
    struct snap *s, struct arena *a, const char *month, int64_t meeting_id, struct ready_list *ret)
{
    struct making m = { .snap = s, .arena = a, .month = month, .meeting_id = meeting_id };

    TRY(council_get(s, a, &m.council));
    TRY(ready_put_off(s, a, &m.put_off));
    TRY(add_advices(&m));
    TRY(add_announcements(&m));
    TRY(add_proposals(&m));
    TRY(add_dossiers(&m));
    TRY(add_written(&m));
    *ret = m.list;
    return ERR_OK;
}
