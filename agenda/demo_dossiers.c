#include "agenda/demo_parts.h"
#include "agenda/dossier.h"

/* One a line. */
static struct lines lines_of(struct demo *d, const char *text)
{
    return str_split(d->arena, text, '\n');
}

struct demo_actor {
    enum demo_partner partner;
    const char *role, *contribution;
};

static enum err add_actors(
    struct demo *d, int64_t dossier_id, const struct demo_actor *actors, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct dossier_actor actor = {
            .partner_id = d->partners[actors[i].partner],
            .role = actors[i].role,
            .contribution = actors[i].contribution,
        };
        TRY(dossier_add_actor(d->tx, &d->who, dossier_id, &actor));
    }
    return ERR_OK;
}

/* The source says "vorig jaar", as the record that follows on that of 2021. */
static enum err add_mentor_facts(struct demo *d)
{
    static const struct funder FUNDERS[] = {
        { .name = "Europees Sociaal Fonds (ESF)", .note = "De projecten zijn afgelopen." },
        { .name = "Stad Antwerpen",
            .from_date = "2024-01-01",
            .until_date = "2025-12-31",
            .note = "Stelt mentoren tewerk, elk semester opnieuw." },
    };
    static const struct figure FIGURES[] = {
        { .what = "Vacatures in de Vlaamse kinderopvang",
            .value = "6.267",
            .year = 2021,
            .source = "cijfers opgevraagd in het Vlaams Parlement" },
        { .what = "Vacatures in de Vlaamse kinderopvang",
            .value = "6.912",
            .year = 2022,
            .source = "cijfers opgevraagd in het Vlaams Parlement (“vorig jaar”, een record na dat "
                      "van 2021)" },
    };

    for (size_t i = 0; i < ARRAY_LEN(FUNDERS); i++)
        TRY(dossier_add_funder(d->tx, &d->who, d->mentors, &FUNDERS[i]));
    for (size_t i = 0; i < ARRAY_LEN(FIGURES); i++)
        TRY(dossier_add_figure(d->tx, &d->who, d->mentors, &FIGURES[i]));
    return ERR_OK;
}

static enum err add_mentors(struct demo *d)
{
    static const struct demo_actor ACTORS[] = {
        { DEMO_CITY, "financiert", "betaalt de mentoren in 2024 en 2025" },
        { DEMO_FELIES, "betrokken", "" },
        { DEMO_CRECHENDO, "betrokken", "" },
        { DEMO_MENTES, "betrokken", "" },
        { DEMO_TEN_LARGEST, "betrokken", "" },
        { DEMO_ADULT_EDUCATION, "opleiding", "het kwalificerende traject" },
    };
    struct dossier dossier = {
        .title = DEMO_MENTORS,
        .aliases = lines_of(d, "Kansen in de kinderopvang\nProject Mentoren"),
        .summary =
            "De Europese projecten met mentoren zijn afgelopen. De stad wil kansen blijven geven aan "
            "talent in de kinderopvang en betaalt daarom zelf mentoren in 2024 en 2025. Zo krijgen "
            "cursisten elk semester intensieve begeleiding op maat tijdens hun opleiding tot "
            "kinderbegeleider baby's en peuters.",
        .aim = lines_of(d, "Meer gekwalificeerde kinderbegeleiders\n"
                           "Kansen voor mensen met een hart voor kinderopvang"),
        .form = "Intensieve coaching op de werkvloer en begeleiding tijdens een kwalificerend "
                "traject (CVO of EVC)",
        .area = "Regio Antwerpen",
        .area_certain = true,
        .rhythm = RHYTHM_SEMESTER,
        .access = ACCESS_PUBLIC,
    };

    TRY(dossier_create(d->tx, &d->who, &dossier, &d->mentors));
    TRY(add_actors(d, d->mentors, ACTORS, ARRAY_LEN(ACTORS)));
    return add_mentor_facts(d);
}

static enum err add_early_and_near(struct demo *d)
{
    static const struct demo_actor ACTORS[] = {
        { DEMO_CITY, "indiener", "dient de kandidatuur in" },
        { DEMO_HOUSE_OF_THE_CHILD, "spil", "wordt verder uitgebouwd" },
        { DEMO_BORGERHOUT, "kernpartner", "minstens 2 locaties kinderopvang nodig" },
        { DEMO_FAMILY_CARE, "betrokken", "gesubsidieerd aanbod preventieve gezinszorg" },
        { DEMO_LOCAL_TEAMS, "betrokken", "" },
        { DEMO_ONE_FAMILY_ONE_PLAN, "betrokken", "" },
        { DEMO_CKG, "betrokken", "preventief aanbod" },
    };
    struct dossier dossier = {
        .title = "Vroeg en nabij",
        .aliases = lines_of(d, "Zorg en ondersteuning op lokaal niveau\n"
                               "Oproep pilootproject vroeg en nabij"),
        .summary =
            "Een oproep voor pilootprojecten die kinderen, jongeren en gezinnen vroeg en dicht bij "
            "huis ondersteunen. Kinderopvang is er een kernpartner: medewerkers geven ouders "
            "basisondersteuning, delen zorgen en schakelen hulp bij waar dat nodig is.",
        .aim =
            lines_of(d, "Gepaste en toegankelijke zorg voor kinderen, jongeren en gezinnen\n"
                        "Eén jeugd- en gezinsbeleid, van basisondersteuning tot gespecialiseerde "
                        "hulp"),
        .form = "Een sterk netwerk met de kinderopvang, en meer competenties bij wie er werkt",
        .tasks = lines_of(d, "Het Huis van het Kind verder uitbouwen\n"
                             "De competenties van medewerkers versterken\n"
                             "Trajecten voor zorg en ondersteuning organiseren"),
        .applicant_id = d->partners[DEMO_CITY],
        .area = "Borgerhout",
        .area_certain = false,
        .rhythm = RHYTHM_NONE,
        .access = ACCESS_PUBLIC,
    };

    TRY(dossier_create(d->tx, &d->who, &dossier, &d->early_and_near));
    return add_actors(d, d->early_and_near, ACTORS, ARRAY_LEN(ACTORS));
}

enum err demo_dossiers(struct demo *d)
{
    TRY(add_mentors(d));
    return add_early_and_near(d);
}
