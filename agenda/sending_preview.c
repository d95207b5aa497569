/* What would be sent, to whom, and what is better looked at first. */
#include "agenda/sending_plan.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include <string.h>

struct warnings {
    struct arena *arena;
    struct lines lines;
    size_t room;
};

static void warn(struct warnings *w, const char *text)
{
    if (w->lines.count < w->room)
        w->lines.at[w->lines.count++] = text;
}

static void warn_deadline(struct warnings *w, const struct plan *plan)
{
    const char *deadline =
        meeting_invitation_deadline(w->arena, &plan->published.meeting, &plan->council);

    if (strcmp(council_today(w->arena, &plan->council), deadline) > 0)
        warn(w, arena_printf(w->arena, "Na de uiterste datum voor de uitnodiging (%s)",
                    dutch_day(w->arena, deadline)));
}

static void warn_presenters(struct warnings *w, const struct item_list *items)
{
    for (size_t i = 0; i < items->count; i++) {
        const struct item *item = &items->at[i];

        if (str_empty(item->presenter) && item->presenter_partner_id == 0 &&
            item->purpose != PURPOSE_APPROVAL_OF_MINUTES &&
            item->purpose != PURPOSE_ANY_OTHER_BUSINESS)
            warn(w, arena_printf(w->arena, "Wie leidt punt %s in?", item->shown_number));
    }
}

static void warn_offers(
    struct warnings *w, const struct plan *plan, const struct announcement_list *offers)
{
    for (size_t i = 0; i < offers->count; i++)
        if (offers->at[i].meeting_id != plan->meeting.id)
            warn(w, arena_printf(w->arena, "Beloofd voor %s en nog niet op de agenda: %s",
                        announcement_when(w->arena, &offers->at[i]), offers->at[i].title));
}

/* Deadline, place, recipients, told before, mail; one an item and one an offer. */
enum { GENERAL_WARNINGS = 5 };

static enum err warnings_of(struct snap *s, struct arena *a, const struct plan *plan,
    const struct sending_preview *preview, struct lines *ret)
{
    struct announcement_list offers = { 0 };
    bool invites = plan->kind == SENDING_DATE || plan->kind == SENDING_AGENDA;

    if (plan->kind == SENDING_AGENDA)
        TRY(announcement_offers(s, a, plan->meeting.month, &offers));
    struct warnings w = { .arena = a };
    w.room = GENERAL_WARNINGS + plan->published.items.count + offers.count;
    w.lines.at = arena_array(a, w.room, sizeof *w.lines.at);
    if (invites)
        warn_deadline(&w, plan);
    if (invites && str_empty(plan->meeting.location))
        warn(&w, "Er is nog geen plaats ingevuld.");
    if (plan->kind == SENDING_AGENDA || plan->kind == SENDING_CHANGES)
        warn_presenters(&w, &plan->published.items);
    warn_offers(&w, plan, &offers);
    if (preview->recipients.count + preview->by_hand.count == 0)
        warn(&w, "Geen enkele koppeling krijgt een bericht. Wie zich aanmeldt, leest het hier.");
    if (preview->recipients.told_before > 0)
        warn(
            &w, preview->recipients.told_before == 1
                    ? "1 ontvanger kreeg dit al, en krijgt het niet opnieuw."
                    : arena_printf(a, "%lld ontvangers kregen dit al, en krijgen het niet opnieuw.",
                          (long long)preview->recipients.told_before));
    if (preview->by_hand.count > 0)
        warn(&w, "Er is geen mailserver ingesteld: mails naar personen verstuurt u zelf.");
    *ret = w.lines;
    return ERR_OK;
}

enum err sending_preview(struct snap *s, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t meeting_id, enum sending_kind kind,
    struct sending_preview *ret)
{
    struct plan plan = { 0 };
    struct sending_preview preview = { .kind = kind };

    TRY(sending_plan(s, a, who, meeting_id, kind, 0, &plan));
    const struct notice_way way = { .s = s, .arena = a, .due_at = clock_now(), .options = o };

    TRY(sending_plan_tell(&way, &plan, &preview.recipients, &preview.by_hand));
    TRY(warnings_of(s, a, &plan, &preview, &preview.warnings));
    preview.changes = plan.changes;
    *ret = preview;
    return ERR_OK;
}

enum sending_kind sending_kind_now(const struct meeting *m)
{
    if (m->state == MEETING_CONVENED)
        return SENDING_CHANGES;
    return m->state == MEETING_CLOSED ? SENDING_RESULTS : SENDING_AGENDA;
}
