#include "agenda/advice.h"
#include "agenda/decision.h"
#include "agenda/notices_words.h"
#include "lok/base/buf.h"
#include <string.h>

/* -- THE table: event, to whom, whether there is something to do, in which words -- */

enum audience {
    VOTES,    /* everybody, of a written procedure */
    PRESENTS, /* its partner has an item on the agenda */
    FOLLOWS,  /* its partner follows the decision up, or the advice is addressed to it */
    OWN,      /* it concerns its partner, or it is its endpoint */
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
    { NOTICE_COALITION_ASKED, OWN, true,
        "Uw organisatie is gevraagd om mee te doen aan “{subject}”{need}{closes}. Laat weten of u"
        " meedoet." },
    { NOTICE_COALITION_ASKED, ANYBODY, false,
        "{partner} kreeg de vraag om mee te doen aan “{subject}”{need}{closes}. U hoeft niets te"
        " doen." },
    { NOTICE_EXPANSION_OPENED, OWN, true,
        "“{subject}” is open{places}. Wilt u plaatsen aanvragen? Bezorg uw aanvraag aan het"
        " secretariaat, ten laatste op {closes}." },
    { NOTICE_EXPANSION_OPENED, ANYBODY, false,
        "“{subject}” is open{places}. Organisatoren kunnen aanvragen tot en met {closes}. U hoeft"
        " niets te doen." },
    { NOTICE_EXPANSION_ADVISED, OWN, false,
        "Uw organisatie vroeg plaatsen aan in “{subject}”. Het advies daarover ({number}) is bezorgd"
        " aan {addressee}. Het bestuur beslist: u hoeft nu niets te doen." },
    { NOTICE_EXPANSION_ADVISED, ANYBODY, false,
        "Het advies over “{subject}” ({number}) is bezorgd aan {addressee}. U hoeft niets te"
        " doen." },
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
    [NOTICE_COALITION_ASKED] = { "Doet u mee? {subject}", "Samenwerkingsverband bekijken" },
    [NOTICE_EXPANSION_OPENED] = { "Oproep: {subject}", "Ronde bekijken" },
    [NOTICE_EXPANSION_ADVISED] = { "Advies over {subject}", "Ronde bekijken" },
    [NOTICE_ENDPOINT_RECOVERED] = { "Koppeling werkt weer: {endpoint}", "Koppeling bekijken" },
};

/* -- words -- */

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
        buf_puts(&b, notices_value(w, arena_strndup(w->arena, words + 1, name)));
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
