#include "agenda/todo_words.h"
#include "lok/base/dates.h"
#include <string.h>

const char *todo_day(struct todo_work *w, const char *date)
{
    const char *month = arena_strndup(w->arena, date, strlen("YYYY-MM"));
    const char *name = strncmp(date, w->today, strlen("YYYY")) == 0
                           ? dutch_month_name(w->arena, month)
                           : dutch_month(w->arena, month);

    if (strlen(date) <= strlen("YYYY-MM"))
        return name;
    return arena_printf(w->arena, "%d %s", (date[8] - '0') * 10 + date[9] - '0', name);
}

const char *todo_meeting_day(struct todo_work *w, const struct meeting *m)
{
    return todo_day(w, m->starts_at == 0 ? m->month : date_of(w->arena, m->starts_at));
}

/* "het dossier Mentoren" or "“Sluitingsdagen zomer”". */
static const char *subject_words(struct todo_work *w, const struct announcement *n)
{
    if (n->dossier_id != 0)
        return arena_printf(w->arena, "het dossier %s", n->dossier_title);
    return arena_printf(w->arena, "“%s”", n->title);
}

/* "Op 27 februari is het dossier Mentoren aangekondigd voor mei." */
static const char *promise_words(struct todo_work *w, const struct announcement *n)
{
    const char *done = n->kind == POSTPONED ? "uitgesteld naar" : "aangekondigd voor";
    const char *when = n->meeting_at == 0 ? "Eerder"
                                          : arena_printf(w->arena, "Op %s",
                                                todo_day(w, date_of(w->arena, n->meeting_at)));

    return arena_printf(w->arena, "%s is %s %s %s.", when, subject_words(w, n), done,
        n->next_meeting ? announcement_when(w->arena, n) : todo_day(w, n->target_month));
}

static const char *count_words(struct arena *a, size_t count, const char *one, const char *several)
{
    return count == 1 ? arena_printf(a, "1 %s", one) : arena_printf(a, "%zu %s", count, several);
}

struct todo todo_choose_date(
    struct todo_work *w, const struct meeting *m, const struct announcement *first)
{
    const char *promise = first == NULL ? "Alleen de maand is bekend." : promise_words(w, first);

    return (struct todo){
        .kind = TODO_CHOOSE_DATE,
        .date = todo_last_day_to_choose(w, m->month),
        .late = strcmp(w->today, todo_last_day_to_choose(w, m->month)) > 0,
        .what = arena_printf(
            w->arena, "Kies een datum voor de vergadering van %s", todo_day(w, m->month)),
        .why = arena_printf(w->arena, "%s Er is nog geen datum.", promise),
        .button = "Datum kiezen",
        .meeting_id = m->id,
    };
}

struct todo todo_take_offer(
    struct todo_work *w, const struct announcement *n, const struct meeting *m)
{
    return (struct todo){
        .kind = TODO_TAKE_OFFER,
        .what = arena_printf(
            w->arena, "Zet “%s” op de agenda van %s", n->title, todo_meeting_day(w, m)),
        .why = promise_words(w, n),
        .button = "Op de agenda zetten",
        .meeting_id = m->id,
        .item_id = n->item_id,
        .announcement_id = n->id,
    };
}

struct todo todo_promised_missed(
    struct todo_work *w, const struct announcement *n, const struct meeting *m)
{
    return (struct todo){
        .kind = TODO_PROMISED_MISSED,
        .date = month_last_day(w->arena, n->target_month),
        .late = true,
        .what = arena_printf(w->arena, "Beloofd maar niet geagendeerd: %s", n->title),
        .why = promise_words(w, n),
        .button = m == NULL ? "Een andere maand kiezen" : "Op de agenda zetten",
        .meeting_id = m == NULL ? 0 : m->id,
        .item_id = n->item_id,
        .announcement_id = n->id,
    };
}

struct todo todo_promised(struct todo_work *w, const struct announcement *n)
{
    return (struct todo){
        .kind = TODO_PROMISED,
        .what = arena_printf(w->arena, "Nog op geen agenda: %s", n->title),
        .why = promise_words(w, n),
        .button = "Bekijken",
        .item_id = n->item_id,
        .announcement_id = n->id,
    };
}

struct todo todo_fill_agenda(struct todo_work *w, const struct meeting *m, size_t items)
{
    const char *there =
        items == 0   ? "De agenda is nog leeg."
        : items == 1 ? "Er staat nog maar 1 punt op de agenda."
                     : arena_printf(w->arena, "Er staan nog maar %zu punten op de agenda.", items);

    return (struct todo){
        .kind = TODO_FILL_AGENDA,
        .what = arena_printf(w->arena, "Vul de agenda van %s aan", todo_meeting_day(w, m)),
        .why = there,
        .button = "Punt toevoegen",
        .meeting_id = m->id,
    };
}

struct todo todo_chair_remark(struct todo_work *w, const struct meeting *m, const char *said)
{
    return (struct todo){
        .kind = TODO_CHAIR_REMARK,
        .what = arena_printf(w->arena,
            "Verwerk de opmerking van de voorzitter bij de agenda van %s", todo_meeting_day(w, m)),
        .why = said,
        .button = "Agenda aanpassen",
        .meeting_id = m->id,
    };
}

struct todo todo_send_invitation(struct todo_work *w, const struct meeting *m, const char *deadline,
    bool late, const char *missing)
{
    const char *rule =
        w->council->invitation_days == 1
            ? "1 dag vooraf"
            : arena_printf(w->arena, "%lld dagen vooraf", (long long)w->council->invitation_days);
    const char *day = strncmp(deadline, w->today, strlen("YYYY")) == 0
                          ? dutch_day(w->arena, deadline)
                          : dutch_date(w->arena, deadline);
    const char *when =
        late ? arena_printf(w->arena, "De uitnodiging moest ten laatste op %s weg (%s).", day, rule)
             : arena_printf(w->arena, "De uitnodiging moet ten laatste op %s weg (%s).", day, rule);

    return (struct todo){
        .kind = TODO_SEND_INVITATION,
        .date = deadline,
        .late = late,
        .what = arena_printf(
            w->arena, "Verstuur de uitnodiging voor de vergadering van %s", todo_meeting_day(w, m)),
        .why = arena_printf(w->arena, "%s%s%s", when, str_empty(missing) ? "" : " ", missing),
        .button = "Agenda versturen",
        .meeting_id = m->id,
    };
}

struct todo todo_send_changes(struct todo_work *w, const struct meeting *m, size_t changes)
{
    return (struct todo){
        .kind = TODO_SEND_CHANGES,
        .what = arena_printf(
            w->arena, "Verstuur de wijzigingen voor de vergadering van %s", todo_meeting_day(w, m)),
        .why = arena_printf(w->arena, "%s nog niet verstuurd.",
            changes == 1 ? "1 wijziging is"
                         : arena_printf(w->arena, "%zu wijzigingen zijn", changes)),
        .button = "Wijzigingen versturen",
        .meeting_id = m->id,
    };
}

struct todo todo_start(struct todo_work *w, const struct meeting *m, const char *date)
{
    int order = strcmp(date, w->today);
    const char *why = "De dag is voorbij en de vergadering is nog niet gestart.";

    if (order == 0)
        why = arena_printf(
            w->arena, "De vergadering begint om %s.", dutch_time(w->arena, m->starts_at));
    else if (order > 0)
        why = "De uitnodiging is verstuurd. In deze oefenomgeving mag u nu al starten.";
    return (struct todo){
        .kind = TODO_START_MEETING,
        .date = date,
        .late = order < 0,
        .what = arena_printf(w->arena, "Start de vergadering van %s", todo_meeting_day(w, m)),
        .why = why,
        .button = "Vergadering starten",
        .meeting_id = m->id,
    };
}

struct todo todo_record(
    struct todo_work *w, const struct meeting *m, size_t untreated, int64_t first_item_id)
{
    return (struct todo){
        .kind = TODO_RECORD_OUTCOMES,
        .date = date_of(w->arena, m->starts_at),
        .what = arena_printf(
            w->arena, "Noteer de uitkomsten van de vergadering van %s", todo_meeting_day(w, m)),
        .why = arena_printf(w->arena, "Bij %s staat nog geen uitkomst.",
            count_words(w->arena, untreated, "punt", "punten")),
        .button = "Punt behandelen",
        .meeting_id = m->id,
        .item_id = first_item_id,
    };
}

struct todo todo_close(struct todo_work *w, const struct meeting *m)
{
    return (struct todo){
        .kind = TODO_CLOSE_MEETING,
        .date = date_of(w->arena, m->starts_at),
        .what = arena_printf(w->arena, "Sluit de vergadering van %s af", todo_meeting_day(w, m)),
        .why = "Elk punt heeft een uitkomst.",
        .button = "Vergadering afsluiten",
        .meeting_id = m->id,
    };
}

struct todo todo_release(struct todo_work *w, const struct meeting *m, size_t decisions)
{
    const char *why =
        decisions == 0 ? "Wat voor later is aangekondigd, is nog niet meegedeeld."
        : decisions == 1
            ? "1 beslissing is nog voorlopig: niemand anders ziet ze."
            : arena_printf(w->arena, "%zu beslissingen zijn nog voorlopig: niemand anders ziet ze.",
                  decisions);

    return (struct todo){
        .kind = TODO_RELEASE_RESULTS,
        .date = date_of(w->arena, m->starts_at),
        .what = arena_printf(
            w->arena, "Deel mee wat de vergadering van %s besliste", todo_meeting_day(w, m)),
        .why = why,
        .button = "Resultaten meedelen",
        .meeting_id = m->id,
    };
}

struct todo todo_proposals(struct todo_work *w, size_t waiting)
{
    return (struct todo){
        .kind = TODO_ANSWER_PROPOSALS,
        .what = arena_printf(w->arena, "Beantwoord %s voor een agendapunt",
            count_words(w->arena, waiting, "voorstel", "voorstellen")),
        .why = waiting == 1 ? "Wie het voorstelde, wacht op een antwoord."
                            : "Wie ze voorstelde, wacht op een antwoord.",
        .button = "Voorstellen bekijken",
    };
}

struct todo todo_replies(
    struct todo_work *w, const struct meeting *m, size_t missing, size_t invited)
{
    return (struct todo){
        .kind = TODO_REPLIES_MISSING,
        .what = arena_printf(w->arena, "Vraag wie er komt op %s", todo_meeting_day(w, m)),
        .why = arena_printf(w->arena, "%zu van de %zu genodigden %s nog niet.", missing, invited,
            missing == 1 ? "antwoordde" : "antwoordden"),
        .button = "Antwoorden bekijken",
        .meeting_id = m->id,
    };
}

struct todo todo_deliveries(struct todo_work *w, const struct outbox_counts *counts)
{
    size_t count = (size_t)(counts->failed + counts->dead);

    return (struct todo){
        .kind = TODO_DELIVERIES_FAILED,
        .what = arena_printf(w->arena, "Kijk na: %s niet aangekomen",
            count == 1 ? "1 bericht is" : arena_printf(w->arena, "%zu berichten zijn", count)),
        .why = counts->dead > 0
                   ? "Een mailadres of systeem neemt ze niet aan. Niet alles wordt nog geprobeerd."
                   : "Een mailserver of systeem antwoordt niet. We proberen het later opnieuw.",
        .button = "Berichten bekijken",
    };
}

struct todo todo_plan_next(struct todo_work *w, const struct announcement *first)
{
    return (struct todo){
        .kind = TODO_PLAN_NEXT,
        .what = "Plan de volgende vergadering",
        .why = first == NULL ? "Er is nog geen vergadering gepland."
                             : arena_printf(w->arena, "%s Er is nog geen vergadering gepland.",
                                   promise_words(w, first)),
        .button = "Vergadering maken",
        .announcement_id = first == NULL ? 0 : first->id,
    };
}
