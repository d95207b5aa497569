/* What the city of Ghent tells of its support to childcare, and one network with another rule. The
 * words are ours; the network is made up. */
#include "agenda/demo_parts.h"
#include "lok/offer.h"
#include "lok/partner_ties.h"

static const char SOURCE[] = "Website van de Stad Gent, pagina over pedagogische ondersteuning";
static const char SOURCE_DATE[] = "2024-02-27";
static const char EVERY_LOCATION[] = "In uw opvanglocatie";

enum {
    FAMILY_AND_GROUP = 1 << CARE_FAMILY | 1 << CARE_GROUP,
    IN_CHARGE = 1 << AUDIENCE_PERSON_IN_CHARGE,
    WORKERS = 1 << AUDIENCE_CHILDCARE_WORKERS,
    TEAM = 1 << AUDIENCE_TEAM,
    ORGANISERS = 1 << AUDIENCE_ORGANISERS
};

// clang-format off
static const struct offer GHENT[] = {
    { .title = "Ondersteuning op maat", .form = OFFER_MADE_TO_MEASURE, .for_whom = ORGANISERS | IN_CHARGE | TEAM,
      .care = FAMILY_AND_GROUP,
      .text = "Samen zoeken naar wat past: informatie, inspiratie of een vorming met het hele team. In vertrouwen en deskundig.",
      .topic = "Bijvoorbeeld communiceren met ouders, de eigen pedagogische kwaliteit evalueren, werken met MEMOQ",
      .place = EVERY_LOCATION, .time_of_day = "Op momenten die voor u passen" },
    { .title = "Samen met collega’s", .form = OFFER_GATHERING, .for_whom = ORGANISERS | IN_CHARGE | WORKERS,
      .care = FAMILY_AND_GROUP,
      .text = "Bijeenkomsten rond een thema, om collega’s te ontmoeten en van elkaar te leren. De deelnemers kiezen de thema’s mee.",
      .topic = "Bijvoorbeeld de ruimte herinrichten, welbevinden en betrokkenheid opvolgen, aandacht voor baby’s in de groep",
      .time_of_day = "’s Avonds", .rhythm = RHYTHM_REGULAR },
    { .title = "Coaching van de verantwoordelijke", .form = OFFER_COACHING, .for_whom = IN_CHARGE, .care = FAMILY_AND_GROUP,
      .text = "Overleg en steun voor wie de leiding heeft, om zelf met het team aan de slag te gaan. De begeleider werkt niet rechtstreeks met de kinderbegeleiders en is niet in de dagelijkse werking aanwezig.",
      .topic = "De vraag van de verantwoordelijke", .rhythm = RHYTHM_ONCE_OR_TRACK },
    { .title = "Video-interactiebegeleiding", .form = OFFER_VIDEO_FEEDBACK, .for_whom = WORKERS, .care = FAMILY_AND_GROUP,
      .text = "Met videobeelden kijken naar de interactie tussen kinderbegeleider en kinderen. Het is de enige coaching voor kinderbegeleiders zelf.",
      .topic = "Interactie tussen kinderbegeleider en kinderen", .place = EVERY_LOCATION },
    { .title = "Praktijkbegeleiding", .form = OFFER_PRACTICE_SUPPORT, .for_whom = IN_CHARGE | WORKERS, .care = FAMILY_AND_GROUP,
      .text = "Samen met kinderbegeleiders en verantwoordelijken een thema verkennen of verdiepen, in een traject dat tot vernieuwing leidt.",
      .topic = "Een thema dat nieuw is voor de locatie, of verdieping ervan", .place = EVERY_LOCATION,
      .rhythm = RHYTHM_TRACK, .days_a_month = 2 },
    { .title = "Projectbegeleiding", .form = OFFER_PROJECT_SUPPORT, .for_whom = TEAM, .care = FAMILY_AND_GROUP,
      .text = "Een intensieve praktijkbegeleiding op alle niveaus van het team, rond een pedagogisch concept met vier luiken: kind, ouder, team en buurt.",
      .topic = "Bijvoorbeeld zigzag, inclusie, buurtgerichte kinderopvang, natuur en duurzaamheid", .place = EVERY_LOCATION,
      .rhythm = RHYTHM_YEARS, .days_a_month = 4 },
    { .title = "Bijscholingen", .form = OFFER_TRAINING, .for_whom = IN_CHARGE | WORKERS, .own_staff = true,
      .text = "Cursussen uit de brochure, die elk jaar de noden van het werkveld vertaalt. Voor kinderbegeleiders en verantwoordelijken van de stad.",
      .rhythm = RHYTHM_YEARLY },
    { .title = "Pedagogische conferentie", .form = OFFER_CONFERENCE, .for_whom = TEAM, .care = FAMILY_AND_GROUP,
      .text = "Met het voltallige team werken rond een thema dat bij de eigen werking aansluit.",
      .rhythm = RHYTHM_ONCE,
      .follow_up = "Een opvolgingsmoment waarop de verantwoordelijke evoluties en vragen aan de opleider voorlegt" },
    { .title = "Collegagroepen van kinderbegeleiders", .form = OFFER_PEER_GROUP, .for_whom = WORKERS, .care = FAMILY_AND_GROUP,
      .text = "Praktijkervaringen uitwisselen met collega’s. Er zijn aparte groepen voor verantwoordelijken.", .rhythm = RHYTHM_REGULAR },
    { .title = "Collegagroepen van verantwoordelijken", .form = OFFER_PEER_GROUP, .for_whom = IN_CHARGE, .care = FAMILY_AND_GROUP,
      .text = "Praktijkervaringen uitwisselen met collega’s. Er zijn aparte groepen voor kinderbegeleiders.", .rhythm = RHYTHM_REGULAR },
    { .title = "Advies aan het departement", .form = OFFER_ADVICE, .level = OFFER_LEVEL_DEPARTMENT, .for_whom = ORGANISERS,
      .text = "Advies over noden en problemen rond pedagogische begeleiding, en steun om beleid in praktijk te brengen.",
      .topic = "Bijvoorbeeld het pedagogisch raamwerk in de visie van de stad, de sociale functie binnen het decreet, een kwaliteitstoets van de vakantiewerking van de buitenschoolse opvang" },
};

static const struct offer CIK = {
    .title = "Inclusiecoach", .form = OFFER_INCLUSION_COACHING, .for_whom = IN_CHARGE | WORKERS | TEAM,
    .text = "Een inclusiecoach volgt de doelstellingen van het centrum op en steunt stedelijke en niet-stedelijke kinderdagverblijven, peutertuinen, buitenschoolse opvang en onthaalouders in de zorgregio.",
    .topic = "Inclusieve kinderopvang", .recognition = "Centrum voor inclusieve kinderopvang (CIK), een van de 16 in Vlaanderen",
    .recognised_since = 2014,
};
static const char CIK_AIMS[] =
    "De kinderopvang toegankelijker maken voor kinderen met een specifieke zorgbehoefte\n"
    "Een opvang van kwaliteit uitbouwen die van diversiteit vertrekt";

/* Free without income tariff, or with it and at most 18 places. */
static const struct eligibility_rule GHENT_RULES[] = {
    { .care = FAMILY_AND_GROUP, .tariff = TARIFF_WITHOUT, .price = PRICE_FREE },
    { .care = FAMILY_AND_GROUP, .tariff = TARIFF_WITH, .max_places = 18, .price = PRICE_FREE },
};
static const struct eligibility_rule CIK_OTHER_CARE = {
    .care = CARE_BIT(CARE_TODDLER_GROUP) | CARE_BIT(CARE_OUT_OF_SCHOOL), .price = PRICE_UNKNOWN,
    .note = "De pagina noemt deze opvang, maar geen prijs.",
};
static const struct eligibility_rule NETWORK_RULE = {
    .care = CARE_BIT(CARE_FAMILY), .tariff = TARIFF_WITH, .max_locations = 1, .price = PRICE_FREE,
    .note = "Wie meer locaties heeft, kan bij een ander netwerk terecht.",
};
// clang-format on

static enum err add_rules(struct demo *d, int64_t offer, const struct eligibility_rule *rules,
    size_t count, const char *source)
{
    int64_t id;

    for (size_t i = 0; i < count; i++) {
        struct eligibility_rule rule = rules[i];
        rule.source = source;
        rule.source_date = SOURCE_DATE;
        TRY(offer_rule_add(d->tx, &d->who, offer, &rule, &id));
    }
    return ERR_OK;
}

static enum err add_offer(
    struct demo *d, const struct offer *what, int64_t partner, const char *source, int64_t *ret_id)
{
    struct offer in = *what;

    in.partner_id = partner;
    in.source = source;
    in.source_date = SOURCE_DATE;
    return offer_create(d->tx, &d->who, &in, ret_id);
}

static enum err add_ghent(struct demo *d)
{
    struct membership_input member = { .group_id = d->partners[DEMO_MENTES] };
    struct offer cik = CIK;
    int64_t id;

    for (size_t i = 0; i < ARRAY_LEN(GHENT); i++) {
        TRY(add_offer(d, &GHENT[i], d->partners[DEMO_GHENT], SOURCE, &id));
        if (GHENT[i].care != 0)
            TRY(add_rules(d, id, GHENT_RULES, ARRAY_LEN(GHENT_RULES), SOURCE));
    }
    cik.aims = str_split(d->arena, CIK_AIMS, '\n');
    TRY(add_offer(d, &cik, d->partners[DEMO_CIK_GHENT], SOURCE, &id));
    TRY(add_rules(d, id, GHENT_RULES, ARRAY_LEN(GHENT_RULES), SOURCE));
    TRY(add_rules(d, id, &CIK_OTHER_CARE, 1, SOURCE));
    return partner_join(d->tx, &d->who, d->partners[DEMO_GHENT], &member, &id);
}

static enum err add_network(struct demo *d)
{
    static const char TOLD[] = "Voorbeeld: tarievenblad van dit netwerk";
    static const struct offer BASICS = { .title = "Ondersteuning aan huis",
        .form = OFFER_COACHING,
        .for_whom = ORGANISERS | IN_CHARGE,
        .care = CARE_BIT(CARE_FAMILY),
        .text = "Een begeleider komt langs bij de gezinsopvang.",
        .place = EVERY_LOCATION,
        .rhythm = RHYTHM_REGULAR };
    struct partner network = {
        .name = "Ondersteuningsnetwerk Scheldeland",
        .kind = PARTNER_KIND_SUPPORT_NETWORK,
        .note = "Een verzonnen netwerk, om een andere regel te tonen.",
        .service_area = str_split(d->arena, "Antwerpen\nBorsbeek\nZwijndrecht\nMelle", '\n'),
    };
    int64_t partner, id;

    TRY(partner_create(d->tx, &d->who, &network, &partner));
    TRY(add_offer(d, &BASICS, partner, TOLD, &id));
    return add_rules(d, id, &NETWORK_RULE, 1, TOLD);
}

enum err demo_offers(struct demo *d)
{
    TRY(add_ghent(d));
    return add_network(d);
}
