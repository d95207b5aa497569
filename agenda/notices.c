#include "agenda/action.h"
#include "agenda/advice.h"
#include "agenda/announcement.h"
#include "agenda/decision.h"
#include "agenda/minutes.h"
#include "agenda/notices_words.h"
#include "agenda/proposal.h"
#include "lok/base/buf.h"
#include "lok/base/dates.h"
#include <string.h>

/* -- THE table: event, to whom, whether there is something to do, in which words -- */

enum audience {
    VOTES,    /* everybody, of a written procedure */
    PRESENTS, /* its partner has an item on the agenda */
    FOLLOWS,  /* its partner follows the decision up, or the advice is addressed to it */
    OWN,      /* its partner proposed it, or it is its endpoint */
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
    { NOTICE_AGENDA_PUBLISHED, VOTES, true,
        "De schriftelijke procedure {title} is klaar. Stem of geef uw mening voor {when}." },
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
    { NOTICE_DECISION_SUPERSEDED, FOLLOWS, true,
        "Beslissing {number} ({subject}) is vervangen door {successor}. Volg voortaan die op." },
    { NOTICE_DECISION_SUPERSEDED, ANYBODY, false,
        "Beslissing {number} ({subject}) is vervangen door {successor}. Lees ze na via de link." },
    { NOTICE_ADVICE_SENT, FOLLOWS, true,
        "{council} geeft {addressee} advies {number}: {subject}. Wij verwachten een antwoord ten"
        " laatste op {reaction}." },
    { NOTICE_ADVICE_SENT, ANYBODY, false,
        "{council} gaf {addressee} advies {number}: {subject}. Een antwoord wordt verwacht ten"
        " laatste op {reaction}." },
    { NOTICE_ADVICE_ANSWERED, ANYBODY, false,
        "Er is een antwoord op advies {number} ({subject}): {answer}. Lees het na via de link." },
    { NOTICE_DOCUMENT_ADDED, PRESENTS, true,
        "Bij {title} op {when} is een document toegevoegd: {document}. Uw organisatie leidt {own}"
        " in: lees het voor u komt." },
    { NOTICE_DOCUMENT_ADDED, ANYBODY, false,
        "Bij {title} op {when} is een document toegevoegd: {document}. Lees het voor u komt." },
    { NOTICE_AGENDA_DRAFTED, ANYBODY, true,
        "De agenda van {title} ({when}) is klaar om na te lezen. Geef uw akkoord of een opmerking,"
        " voor hij naar de leden gaat." },
    { NOTICE_MINUTES_DRAFTED, ANYBODY, true,
        "Het ontwerpverslag van {title} ({when}) staat klaar. Lees het na en geef uw akkoord of een"
        " opmerking." },
    { NOTICE_MINUTES_SUBMITTED, ANYBODY, true,
        "Het verslag van {title} ({when}) ligt voor. Lees het na{until}. Het wordt goedgekeurd op"
        " een volgende vergadering." },
    { NOTICE_MINUTES_APPROVED, ANYBODY, false,
        "Het verslag van {title} ({when}) is goedgekeurd. U kunt het lezen via de link." },
    { NOTICE_ITEMS_CALLED, ANYBODY, true,
        "Hebt u een punt voor {title} ({when})? Stel het voor, ten laatste op {closes}." },
    { NOTICE_REPLY_MISSING, VOTES, true,
        "U hebt nog niet gestemd in de schriftelijke procedure {title}. Het kan voor {when}." },
    { NOTICE_REPLY_MISSING, ANYBODY, true,
        "U hebt nog niet geantwoord of u komt naar {title} op {when}{place}. Laat het weten." },
    { NOTICE_ITEM_PROPOSED, OWN, false,
        "Uw voorstel “{subject}” is goed aangekomen. U krijgt bericht als het secretariaat"
        " beslist." },
    { NOTICE_ITEM_PROPOSED, ANYBODY, true,
        "Er is een agendapunt voorgesteld{by}: “{subject}”. Aanvaard het, stel het uit of wijs het"
        " af." },
    { NOTICE_ITEM_ACCEPTED, OWN, true,
        "Uw voorstel “{subject}” komt op de agenda{meeting}. Bereid het voor." },
    { NOTICE_ITEM_ACCEPTED, ANYBODY, false,
        "Het voorstel “{subject}”{by} komt op de agenda{meeting}. U hoeft niets te doen." },
    { NOTICE_ITEM_DECLINED, OWN, false,
        "Uw voorstel “{subject}” komt niet op de agenda. Reden: {reason}. Hebt u vragen? Vraag het"
        " aan het secretariaat." },
    { NOTICE_ITEM_DECLINED, ANYBODY, false,
        "Het voorstel “{subject}”{by} komt niet op de agenda. Reden: {reason}. U hoeft niets te"
        " doen." },
    { NOTICE_ITEM_POSTPONED, OWN, false,
        "Uw voorstel “{subject}” is uitgesteld naar {month}. U hoeft nu niets te doen." },
    { NOTICE_ITEM_POSTPONED, ANYBODY, false,
        "Het voorstel “{subject}”{by} is uitgesteld naar {month}. U hoeft nu niets te doen." },
    { NOTICE_ENDPOINT_FAILING, ANYBODY, true,
        "De koppeling {endpoint} neemt onze berichten niet aan. Kijk na of dat systeem werkt; wij"
        " proberen het opnieuw." },
    { NOTICE_ENDPOINT_DISABLED, ANYBODY, true,
        "De koppeling {endpoint} is uitgeschakeld. {why} Herstel het systeem en zet de koppeling"
        " weer aan." },
    { NOTICE_ENDPOINT_RECOVERED, ANYBODY, false,
        "De koppeling {endpoint} werkt weer. U hoeft niets te doen." },
    { NOTICE_ACTION_ASSIGNED, OWN, true,
        "Uw organisatie doet dit: “{subject}”{due}. Laat weten hoe het ermee staat." },
    { NOTICE_ACTION_ASSIGNED, ANYBODY, false, "{owner} doet dit: “{subject}”{due}." },
    { NOTICE_ACTION_DUE, OWN, true,
        "Wij herinneren u aan wat uw organisatie doet: “{subject}”{due}. Laat weten hoe het ermee"
        " staat." },
    { NOTICE_ACTION_DUE, ANYBODY, false,
        "{owner} kreeg een herinnering: “{subject}”{due}. U hoeft niets te doen." },
};

/* The line above each, and what its link is called. */
static const struct heading {
    const char *words, *link_words;
} HEADINGS[NOTICE_TYPE_COUNT] = {
    [NOTICE_MEETING_PLANNED] = { "Noteer: {title}, {short}", "Vergadering bekijken" },
    [NOTICE_MEETING_MOVED] = { "Verplaatst: {title}, {short}", "Vergadering bekijken" },
    [NOTICE_MEETING_CANCELLED] = { "Gaat niet door: {title}, {short}", "Vergadering bekijken" },
    [NOTICE_AGENDA_PUBLISHED] = { "Agenda: {title}, {short}", "Agenda bekijken" },
    [NOTICE_AGENDA_CHANGED] = { "Agenda gewijzigd: {title}, {short}", "Agenda bekijken" },
    [NOTICE_ITEM_ANNOUNCED] = { "Aangekondigd: {subject}", "Punt bekijken" },
    [NOTICE_DECISION_RECORDED] = { "Beslissing {number}: {subject}", "Beslissing bekijken" },
    [NOTICE_DECISION_SUPERSEDED] = { "Vervangen: beslissing {number}", "Beslissing bekijken" },
    [NOTICE_ADVICE_SENT] = { "Advies {number}: {subject}", "Advies bekijken" },
    [NOTICE_ADVICE_ANSWERED] = { "Antwoord op advies {number}", "Advies bekijken" },
    [NOTICE_DOCUMENT_ADDED] = { "Document: {document}", "Document bekijken" },
    [NOTICE_ITEMS_CALLED] = { "Oproep voor agendapunten: {title}", "Vergadering bekijken" },
    [NOTICE_REPLY_MISSING] = { "Komt u? {title}, {short}", "Vergadering bekijken" },
    [NOTICE_ITEM_PROPOSED] = { "Voorgesteld: {subject}", "Voorstel bekijken" },
    [NOTICE_ITEM_ACCEPTED] = { "Aanvaard: {subject}", "Voorstel bekijken" },
    [NOTICE_ITEM_DECLINED] = { "Niet aanvaard: {subject}", "Voorstel bekijken" },
    [NOTICE_ITEM_POSTPONED] = { "Uitgesteld: {subject}", "Voorstel bekijken" },
    [NOTICE_AGENDA_DRAFTED] = { "Na te lezen: agenda van {title}, {short}", "Agenda nalezen" },
    [NOTICE_MINUTES_DRAFTED] = { "Na te lezen: verslag van {title}, {short}", "Verslag nalezen" },
    [NOTICE_MINUTES_SUBMITTED] = { "Verslag: {title}, {short}", "Verslag nalezen" },
    [NOTICE_MINUTES_APPROVED] = { "Goedgekeurd: verslag van {title}, {short}", "Verslag lezen" },
    [NOTICE_ENDPOINT_TEST] = { "Proefbericht", "Koppeling bekijken" },
    [NOTICE_ENDPOINT_FAILING] = { "Koppeling werkt niet: {endpoint}", "Koppeling bekijken" },
    [NOTICE_ENDPOINT_DISABLED] = { "Koppeling uitgeschakeld: {endpoint}", "Koppeling bekijken" },
    [NOTICE_ACTION_ASSIGNED] = { "Actie: {subject}", "Actie bekijken" },
    [NOTICE_ACTION_DUE] = { "Herinnering: {subject}", "Actie bekijken" },
    [NOTICE_ENDPOINT_RECOVERED] = { "Koppeling werkt weer: {endpoint}", "Koppeling bekijken" },
};

/* -- words -- */

static const char *when(struct arena *a, const struct meeting *m)
{
    if (m->starts_at == 0)
        return dutch_month(a, m->month);
    return arena_printf(
        a, "%s om %s", dutch_date_long(a, date_of(a, m->starts_at)), dutch_time(a, m->starts_at));
}

/* "punt 2 en 4": what this partner presents. */
const char *notices_own_items(const struct words *w)
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
        announcement_when(a, n));
}

/* Of the meeting; NULL when it is no such word. */
static const char *meeting_value(const struct words *w, const char *name)
{
    struct arena *a = w->arena;
    const struct meeting *m = &w->published->meeting;

    if (str_equal(name, "title"))
        return m->title;
    if (str_equal(name, "when"))
        return when(a, m);
    if (str_equal(name, "short"))
        return m->starts_at == 0 ? dutch_month(a, m->month) : dutch_instant(a, m->starts_at);
    if (str_equal(name, "place"))
        return str_empty(m->location) ? "" : arena_printf(a, " (%s)", m->location);
    if (str_equal(name, "changes"))
        return all_changes(w);
    return str_equal(name, "own") ? notices_own_items(w) : NULL;
}

static const char *proposal_value(const struct words *w, const char *name)
{
    struct arena *a = w->arena;
    const struct proposal *p = w->telling->proposal;

    if (str_equal(name, "by"))
        return str_empty(p->partner_name) ? "" : arena_printf(a, " door %s", p->partner_name);
    if (str_equal(name, "reason"))
        return p->reason;
    if (str_equal(name, "month"))
        return dutch_month(a, p->target_month);
    if (str_equal(name, "meeting"))
        return !w->has_meeting ? ""
                               : arena_printf(a, " van %s (%s)", w->published->meeting.title,
                                     when(a, &w->published->meeting));
    return str_equal(name, "subject") ? p->title : NULL;
}

static const char *decision_value(const struct words *w, const char *name)
{
    struct arena *a = w->arena;
    const struct decision *d = w->telling->decision;

    if (str_equal(name, "number"))
        return d->number;
    if (str_equal(name, "subject"))
        return d->title;
    if (str_equal(name, "successor"))
        return w->telling->superseded_by;
    if (str_equal(name, "due"))
        return str_empty(d->due_date)
                   ? ""
                   : arena_printf(a, " tegen %s", dutch_date_long(a, d->due_date));
    return NULL;
}

static const char *action_value(const struct words *w, const char *name)
{
    const struct action_point *p = w->telling->action;

    if (str_equal(name, "subject"))
        return p->text;
    if (str_equal(name, "owner"))
        return p->partner_name;
    if (str_equal(name, "due"))
        return str_empty(p->due_date)
                   ? ""
                   : arena_printf(w->arena, ", tegen %s", dutch_date_long(w->arena, p->due_date));
    return NULL;
}

static const char *advice_value(const struct words *w, const char *name)
{
    const struct advice *v = w->telling->advice;

    if (str_equal(name, "council"))
        return w->telling->council->name;
    if (str_equal(name, "number"))
        return v->number;
    if (str_equal(name, "subject"))
        return v->title;
    if (str_equal(name, "addressee"))
        return choice_dutch(ADVICE_ADDRESSEES, v->addressee);
    if (str_equal(name, "reaction"))
        return dutch_date_long(w->arena, v->reaction_due);
    return str_equal(name, "answer") ? choice_dutch(ADVICE_ANSWERS, v->answer) : NULL;
}

static const char *other_value(const struct words *w, const char *name)
{
    struct arena *a = w->arena;
    const struct telling *t = w->telling;

    if (str_equal(name, "closes"))
        return dutch_date_long(a, t->closes_on);
    if (str_equal(name, "document"))
        return t->document;
    if (t->minutes != NULL && str_equal(name, "until"))
        return str_empty(t->minutes->remarks_until)
                   ? ""
                   : arena_printf(a, " en geef uw opmerkingen, ten laatste op %s",
                         dutch_date_long(a, t->minutes->remarks_until));
    if (t->endpoint != NULL && str_equal(name, "endpoint"))
        return endpoint_shown_name(a, t->endpoint->kind, t->endpoint->name, t->endpoint->url);
    if (t->endpoint != NULL && str_equal(name, "why"))
        return t->endpoint->reason;
    if (t->announcement != NULL && str_equal(name, "announced"))
        return announced(a, t->announcement);
    return t->announcement != NULL && str_equal(name, "subject") ? t->announcement->title : NULL;
}

static const char *value_of(const struct words *w, const char *name)
{
    const struct telling *t = w->telling;
    const char *value = NULL;

    if (t->decision != NULL)
        value = decision_value(w, name);
    else if (t->advice != NULL)
        value = advice_value(w, name);
    else if (t->proposal != NULL)
        value = proposal_value(w, name);
    else if (t->action != NULL)
        value = action_value(w, name);
    if (value == NULL && w->has_meeting)
        value = meeting_value(w, name);
    if (value == NULL)
        value = other_value(w, name);
    if (value == NULL)
        IMPOSSIBLE("a word that no notice knows");
    return value;
}

static const char *filled(const struct words *w, const char *words)
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
    const struct telling *t = w->telling;

    if (rule->type != type)
        return false;
    switch (rule->who) {
    case VOTES:
        return w->has_meeting && w->published->meeting.kind == MEETING_WRITTEN_PROCEDURE;
    case PRESENTS:
        return !str_empty(notices_own_items(w));
    case FOLLOWS:
        return w->partner_id != 0 &&
               w->partner_id ==
                   (t->advice != NULL ? t->advice->addressee_id : t->decision->follow_up_id);
    case OWN:
        return w->own;
    case ANYBODY:
        return true;
    }
    IMPOSSIBLE("an audience that nobody is");
}

static const struct rule *rule_for(enum notice_type type, const struct words *w)
{
    for (size_t i = 0; i < ARRAY_LEN(RULES); i++)
        if (fits(&RULES[i], type, w))
            return &RULES[i];
    IMPOSSIBLE("a notice without words");
}

void notices_words(const struct words *w, struct notice_text *text)
{
    const struct rule *rule = rule_for(text->type, w);
    const struct heading *heading = &HEADINGS[text->type];
    const char *proof = w->telling->sample ? "Proef: " : "";

    text->significant = rule->significant;
    text->sentence = arena_printf(w->arena, "%s%s", proof, filled(w, rule->words));
    text->title = arena_printf(w->arena, "%s%s", proof, filled(w, heading->words));
    text->link_words = heading->link_words;
}
