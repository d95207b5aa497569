#include "agenda/demo_parts.h"
#include "lok/partner.h"

/* Lists as text, one a line. */
struct demo_partner_row {
    const char *name;
    unsigned kind;
    const char *aliases, *area, *website, *note;
};

// clang-format off
static const struct demo_partner_row PARTNERS[DEMO_PARTNER_COUNT] = {
    [DEMO_CITY] = { "Stad Antwerpen", PARTNER_KIND_LOCAL_GOVERNMENT, "Dienst Kinderopvang Antwerpen",
        "Antwerpen", "https://stad.example.be", "Betaalt de mentoren in 2024 en 2025." },
    [DEMO_FELIES] = { "Felies", PARTNER_KIND_ORGANISER, "", "", "", "" },
    [DEMO_CRECHENDO] = { "Crèchendo", PARTNER_KIND_ORGANISER, "Crechendo vzw", "",
        "https://crechendo.example.be", "" },
    [DEMO_MENTES] = { "Mentes", PARTNER_KIND_SUPPORT_NETWORK, "Mentees\nOndersteuningsnetwerk Mentes",
        "", "https://mentes.example.be",
        "Ondersteuningsnetwerk voor de kinderopvang. In de presentatie van 27 februari 2024 "
        "geschreven als “Mentees”." },
    [DEMO_TEN_LARGEST] = { "Tien grootste actoren in Vlaanderen", PARTNER_KIND_GROUP,
        "10 grootste actoren", "", "", "Een groep: de namen staan niet in de presentatie." },
    [DEMO_ADULT_EDUCATION] = { "Centra voor volwassenenonderwijs", PARTNER_KIND_TRAINING, "CVO", "",
        "", "Kwalificerende opleidingen. Wie ervaring heeft, kan ook via EVC een bewijs halen." },
    [DEMO_HOUSE_OF_THE_CHILD] = { "Huis van het Kind", PARTNER_KIND_FAMILY_SUPPORT, "", "Antwerpen",
        "", "" },
    [DEMO_LOCAL_TEAMS] = { "Lokale teams Kind en Gezin", PARTNER_KIND_AGENCY, "Kind en Gezin\nK&G",
        "Antwerpen", "https://kindengezin.example.be", "" },
    [DEMO_FAMILY_CARE] = { "Preventieve gezinszorg", PARTNER_KIND_FAMILY_SUPPORT,
        "Gesubsidieerd aanbod preventieve gezinszorg", "", "", "" },
    [DEMO_ONE_FAMILY_ONE_PLAN] = { "1 gezin, 1 plan", PARTNER_KIND_FAMILY_SUPPORT, "1G1P", "", "", "" },
    [DEMO_CKG] = { "Centra voor kinderzorg en gezinsondersteuning", PARTNER_KIND_CKG, "CKG\nCKG's", "",
        "", "Preventief aanbod voor gezinnen." },
    [DEMO_BORGERHOUT] = { "Opvanglocaties in Borgerhout", PARTNER_KIND_CARE_LOCATION, "", "Borgerhout",
        "", "" },
    [DEMO_PARENTS] = { "Ouders in de kinderopvang", PARTNER_KIND_CARE_USERS, "Oudergroep", "", "", "" },
    [DEMO_GHENT] = { "Stad Gent, pedagogische ondersteuning", PARTNER_KIND_SUPPORT_NETWORK,
        "Dienst Kinderopvang Gent", "Gent", "https://gent.example.be",
        "Lid van Mentes. Aanbod: coaching van verantwoordelijken (eenmalig of een traject), "
        "video-interactiebegeleiding voor kinderbegeleiders, praktijkbegeleiding (ongeveer 2 dagen "
        "per maand), projectbegeleiding (ongeveer 4 dagen per maand, vaak enkele jaren) en vorming. "
        "Gratis voor gezins- en groepsopvang zonder inkomenstarief, en met inkomenstarief tot en "
        "met 18 plaatsen. Bron: de website van de stad." },
    [DEMO_CIK_GHENT] = { "CIK Stad Gent", PARTNER_KIND_SUPPORT_NETWORK,
        "Centrum voor inclusieve kinderopvang Gent",
        "Gent\nMerelbeke\nMelle\nDe Pinte\nSint-Martens-Latem\nGavere\nOosterzele\nWachtebeke\n"
        "Destelbergen\nLochristi", "",
        "Een inclusiecoach helpt opvanglocaties om kinderen met een specifieke zorgbehoefte op te "
        "vangen. Erkend sinds 2014." },
    [DEMO_SPEELBOOM] = { "Kinderdagverblijf De Speelboom", PARTNER_KIND_CARE_LOCATION, "", "Borgerhout",
        "", "Een verzonnen opvanglocatie." },
    [DEMO_NESTJE] = { DEMO_MISSING_PARTNER, PARTNER_KIND_CARE_LOCATION, "", "Borgerhout", "",
        "Een verzonnen opvanglocatie." },
    [DEMO_ZUIDRAND] = { "Opvang Zuidrand", PARTNER_KIND_ORGANISER, "", "", "",
        "Een verzonnen organisator, om te tonen hoe een partner in een andere opgaat." },
};
// clang-format on

static struct lines lines_of(struct arena *a, const char *text)
{
    return str_empty(text) ? (struct lines){ 0 } : str_split(a, text, '\n');
}

enum err demo_partners(struct demo *d)
{
    for (size_t i = 0; i < DEMO_PARTNER_COUNT; i++) {
        const struct demo_partner_row *row = &PARTNERS[i];
        struct partner partner = {
            .name = row->name,
            .kind = row->kind,
            .website = row->website,
            .aliases = lines_of(d->arena, row->aliases),
            .service_area = lines_of(d->arena, row->area),
            .note = row->note,
        };
        TRY(partner_create(d->tx, &d->who, &partner, &d->partners[i]));
    }
    return ERR_OK;
}
