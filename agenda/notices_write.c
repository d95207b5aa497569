/* What one recipient may hear of a change, and in which form. */
#include "agenda/action.h"
#include "agenda/advice.h"
#include "agenda/announcement.h"
#include "agenda/coalition_ask.h"
#include "agenda/decision.h"
#include "agenda/expansion.h"
#include "agenda/minutes.h"
#include "agenda/notices_body.h"
#include "agenda/notices_words.h"
#include "agenda/proposal.h"
#include "lok/base/utf8.h"

static bool wants(uint64_t events, enum notice_type type)
{
    return (events >> type & 1) != 0;
}

/* meeting.moved when the moment or place changed, else agenda.changed, or document.added when that is
 * all. One who does not want the first still hears of the agenda by the second, and of documents by
 * the third. */
static bool type_of_changes(
    const struct change_list *changes, uint64_t events, enum notice_type *ret)
{
    bool moved = false, other = false, document = false;

    for (size_t i = 0; i < changes->count; i++) {
        const struct change *c = &changes->at[i];

        moved = moved || c->moved;
        document = document || c->document_id != 0;
        other = other || (!c->moved && c->document_id == 0);
    }
    if (moved && wants(events, NOTICE_MEETING_MOVED))
        *ret = NOTICE_MEETING_MOVED;
    else if (other && wants(events, NOTICE_AGENDA_CHANGED))
        *ret = NOTICE_AGENDA_CHANGED;
    else if (document && wants(events, NOTICE_DOCUMENT_ADDED))
        *ret = NOTICE_DOCUMENT_ADDED;
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

/* What was agreed, within this sight, and still counts. */
static struct action_list actions_for(struct arena *a, const struct telling *t, struct visibility v)
{
    struct action_list seen = { arena_array(a, t->actions.count, sizeof *seen.at), 0 };

    for (size_t i = t->actions.count; i-- > 0;) {
        const struct action_point *p = &t->actions.at[i];

        if (p->state != ACTION_DROPPED &&
            visible(v, (struct object){ .access = p->access, .partner_id = p->partner_id }))
            seen.at[seen.count++] = *p;
    }
    return seen;
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

    if (t->advice != NULL)
        return visible(v,
            (struct object){ .access = t->advice->access, .partner_id = t->advice->addressee_id });
    if (d != NULL)
        return visible(v, (struct object){ .access = d->access, .partner_id = d->follow_up_id });
    return visible(v, (struct object){ .access = n->access,
                          .partner_id = presenter_of(t->published, n->item_id) });
}

static bool is_concerned(const struct telling *t, int64_t partner_id)
{
    for (size_t i = 0; i < t->concerned_count; i++)
        if (t->concerned[i] == partner_id)
            return true;
    return false;
}

/* A partner sees a round in which it applied. */
static bool sees_round(const struct telling *t, struct visibility v)
{
    bool applied = t->type == NOTICE_EXPANSION_ADVISED && is_concerned(t, v.partner_id);

    return visible(v, (struct object){ .access = t->expansion->access,
                          .partner_id = applied ? v.partner_id : 0 });
}

/* What is nobody's but the secretariat's and one partner's. A reader without partner that sees what
 * members see is the secretariat's. */
static bool sees_own(const struct telling *t, struct visibility v)
{
    int64_t partner_id = t->proposal != NULL ? t->proposal->partner_id
                         : t->action != NULL ? t->action->partner_id
                         : t->ask != NULL    ? t->ask->partner_id
                                             : t->endpoint->partner_id;

    if (v.partner_id == 0)
        return v.sees >= ACCESS_MEMBERS;
    return v.partner_id == partner_id;
}

static bool sees_meeting(
    struct arena *a, const struct telling *t, struct visibility v, struct notice_text *text)
{
    text->has_meeting = t->published != NULL;
    return text->has_meeting && publication_seen(a, t->published, v, &text->seen);
}

/* Who may hear of a thing tied to him, hears the bare facts of its meeting. */
static bool seen_by(
    struct arena *a, const struct telling *t, struct visibility v, struct notice_text *text)
{
    bool result = t->decision != NULL || t->announcement != NULL || t->advice != NULL;
    bool own = t->proposal != NULL || t->action != NULL || t->ask != NULL || t->endpoint != NULL;
    bool sees = sees_meeting(a, t, v, text);

    if (t->expansion != NULL)
        return sees_round(t, v);
    /* What is not approved yet is of the members. */
    if (t->minutes != NULL && t->type != NOTICE_MINUTES_APPROVED && v.sees < ACCESS_MEMBERS)
        return false;
    if (!result && !own)
        return sees;
    if (result ? !sees_result(t, v) : !sees_own(t, v))
        return false;
    if (text->has_meeting && !sees) {
        text->seen = *t->published;
        text->seen.meeting.online_url = "";
    }
    text->seen.items = (struct item_list){ 0 };
    return true;
}

static bool is_own(const struct telling *t, int64_t partner_id)
{
    if (partner_id == 0)
        return false;
    if (t->decision != NULL)
        return t->decision->follow_up_id == partner_id;
    if (t->advice != NULL)
        return t->advice->addressee_id == partner_id;
    if (t->announcement != NULL)
        return presenter_of(t->published, t->announcement->item_id) == partner_id;
    if (t->proposal != NULL)
        return t->proposal->partner_id == partner_id;
    if (t->action != NULL)
        return t->action->partner_id == partner_id;
    if (t->ask != NULL)
        return t->ask->partner_id == partner_id;
    if (t->expansion != NULL)
        return is_concerned(t, partner_id);
    return t->endpoint != NULL && t->endpoint->partner_id == partner_id;
}

static const char *link_of(struct arena *a, const struct telling *t)
{
    const char *site = t->public_url;

    if (t->decision != NULL)
        return arena_printf(a, "%s/beslissingen/%s", site, t->decision->number);
    if (t->advice != NULL)
        return arena_printf(a, "%s/adviezen/%s", site, t->advice->number);
    if (t->announcement != NULL)
        return arena_printf(a, "%s/punten/%lld", site, (long long)t->announcement->item_id);
    if (t->proposal != NULL)
        return arena_printf(a, "%s/voorstellen/%lld", site, (long long)t->proposal->id);
    if (t->action != NULL)
        return arena_printf(a, "%s/opvolging/%lld", site, (long long)t->action->id);
    if (t->ask != NULL)
        return arena_printf(
            a, "%s/dossiers/%lld/samenwerkingsverband", site, (long long)t->ask->dossier_id);
    if (t->expansion != NULL)
        return arena_printf(a, "%s/uitbreidingsrondes/%lld", site, (long long)t->expansion->id);
    if (t->endpoint != NULL)
        return arena_printf(a, "%s/beheer/koppelingen/%lld", site, (long long)t->endpoint->id);
    if (t->document != NULL)
        return t->document_link;
    if (t->minutes != NULL)
        return arena_printf(
            a, "%s/vergaderingen/%lld/verslag", site, (long long)t->minutes->meeting_id);
    return arena_printf(a, "%s/vergaderingen/%lld", site, (long long)t->published->meeting.id);
}

/* The documents among the changes, in its sight: one leads to itself, several to the meeting. */
static void name_documents(struct arena *a, const struct notice_text *text, struct telling *t)
{
    struct lines names = { arena_array(a, text->changes.count, sizeof *names.at), 0 };
    int64_t last = 0;

    for (size_t i = 0; i < text->changes.count; i++) {
        if (text->changes.at[i].document_id == 0)
            continue;
        names.at[names.count++] = text->changes.at[i].new;
        last = text->changes.at[i].document_id;
    }
    t->document = str_join_dutch(a, &names);
    t->document_link = names.count == 1
                           ? arena_printf(a, "%s/documenten/%lld", t->public_url, (long long)last)
                           : arena_printf(a, "%s/vergaderingen/%lld", t->public_url,
                                 (long long)text->seen.meeting.id);
}

bool notices_write(struct arena *a, const struct telling *told, struct visibility v,
    uint64_t events, const char *id, int64_t now, struct notice_text *ret)
{
    struct telling one = *told;
    const struct telling *t = &one;
    struct notice_text text = { .type = t->type };

    if (!seen_by(a, t, v, &text))
        return false;
    text.changes = changes_for(a, t, v, &text.seen);
    text.actions = actions_for(a, t, v);
    if (t->before != NULL ? !type_of_changes(&text.changes, events, &text.type)
                          : !wants(events, text.type))
        return false;
    if (text.type == NOTICE_DOCUMENT_ADDED && t->before != NULL)
        name_documents(a, &text, &one);
    struct words w = {
        .arena = a,
        .telling = t,
        .has_meeting = text.has_meeting,
        .published = &text.seen,
        .changes = &text.changes,
        .partner_id = v.partner_id,
        .own = is_own(t, v.partner_id),
    };
    notices_words(&w, &text);
    text.sentence = utf8_cut(a, text.sentence, 2000);
    text.own = w.own || (text.has_meeting && !str_empty(notices_own_items(&w)));
    text.link = link_of(a, t);
    text.fact = notices_fact(a, t, &text);
    const struct notice_parts parts = { .id = id, .now = now, .telling = t, .text = &text };
    text.body = str_empty(id) ? "" : notices_body(a, &parts);
    *ret = text;
    return true;
}
