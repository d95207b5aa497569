#include "agenda/demo_parts.h"
#include "agenda/expansion.h"
#include "lok/person.h"

enum { CRITERIA = 3, APPLICATIONS = 3, MOST_PEOPLE = 100 };

static const struct expansion_criterion CRITERION[CRITERIA] = {
    { .name = "Toegankelijk voor kwetsbare gezinnen",
        .explanation = "Inkomenstarief, warme contacten met ouders, samenwerking in de buurt.",
        .weight = 40,
        .most = 10 },
    { .name = "Nood in de buurt",
        .explanation = "Hoeveel kinderen er wonen en hoeveel plaatsen er al zijn.",
        .weight = 35,
        .most = 10 },
    { .name = "Pedagogische kwaliteit",
        .explanation = "Hoe medewerkers begeleid worden.",
        .weight = 25,
        .most = 5 },
};

struct demo_application {
    struct expansion_application application;
    const char *scorer; /* address */
    struct {
        int64_t score;
        const char *reason;
    } scores[CRITERIA];
};

static const struct demo_application APPLICATION[APPLICATIONS] = {
    { { .organiser = "Opvang De Regenboog (voorbeeld)",
          .location = "De Regenboog, Deurne-Noord",
          .care = CARE_GROUP,
          .places = 18,
          .area = "Deurne",
          .received_on = "2024-02-20" },
        "regisseur@example.be",
        { { 9, "Werkt met inkomenstarief en met de brugfiguren van de scholen." },
            { 8, "Veel jonge kinderen, weinig plaatsen binnen wandelafstand." },
            { 4, "Elke medewerker krijgt coaching op de werkvloer." } } },
    { { .organiser = "Onthaalhuis Het Nest (voorbeeld)",
          .location = "Het Nest, Merksem",
          .care = CARE_FAMILY,
          .places = 8,
          .area = "Merksem",
          .received_on = "2024-03-04" },
        "opleiding@example.be",
        { { 7, "Inkomenstarief, nog geen afspraken met het Huis van het Kind." },
            { 9, "De enige aanvraag voor een wijk zonder gezinsopvang." },
            { 3, "Sluit aan bij een organisator met pedagogische begeleiding." } } },
    { { .organiser = "Kinderhuis De Zandbak (voorbeeld)",
          .location = "De Zandbak, Berchem",
          .care = CARE_GROUP,
          .places = 14,
          .area = "Berchem",
          .received_on = "2024-03-28" },
        "regisseur@example.be",
        { { 6, "Geen inkomenstarief in het eerste jaar." },
            { 5, "Er komen dit jaar al plaatsen bij in dezelfde wijk." },
            { 5, "Een uitgewerkt plan, met een vaste pedagogische coach." } } },
};

static enum err person_at(struct demo *d, const char *email, int64_t *ret)
{
    struct person_list list = { 0 };

    TRY(person_list(tx_snap(d->tx), d->arena, 0, MOST_PEOPLE, &list));
    for (size_t i = 0; i < list.count; i++)
        if (str_equal(list.at[i].email, email)) {
            *ret = list.at[i].id;
            return ERR_OK;
        }
    return ERR_NOT_FOUND;
}

static enum err add_scores(struct demo *d, int64_t id, const struct demo_application *from,
    int64_t application_id, const struct expansion_criteria *c)
{
    int64_t scorer;

    TRY(person_at(d, from->scorer, &scorer));
    for (size_t i = 0; i < CRITERIA; i++) {
        const struct expansion_score_input in = { scorer, from->scores[i].score,
            from->scores[i].reason };
        TRY(expansion_score_put(d->tx, d->arena, &d->who, id, 0, application_id, c->at[i].id, &in));
    }
    return ERR_OK;
}

/* All is scored: what is left is to close it, and to draw the advice. */
enum err demo_expansion(struct demo *d)
{
    const struct expansion round = { .title = "Uitbreidingsronde 2024",
        .closes_on = "2024-03-31",
        .places = 30,
        .access = ACCESS_MEMBERS };
    const struct expansion_step scoring = { EXPANSION_SCORING, "" };
    struct expansion_conflict conflict = {
        .reason = "begeleidt de medewerkers van deze organisator", .left_room = true
    };
    struct expansion_criteria c = { 0 };
    int64_t id, applications[APPLICATIONS];

    TRY(expansion_create(d->tx, d->arena, &d->who, &round, &id));
    for (size_t i = 0; i < CRITERIA; i++)
        TRY(expansion_criterion_add(d->tx, d->arena, &d->who, id, 0, &CRITERION[i]));
    for (size_t i = 0; i < APPLICATIONS; i++)
        TRY(expansion_apply(
            d->tx, d->arena, &d->who, id, 0, &APPLICATION[i].application, &applications[i]));
    TRY(person_at(d, "begeleider@example.be", &conflict.person_id));
    TRY(expansion_conflict_add(d->tx, d->arena, &d->who, id, 0, applications[0], &conflict));
    TRY(expansion_move(d->tx, d->arena, &d->who, id, 0, &scoring));
    TRY(expansion_criteria(tx_snap(d->tx), d->arena, &d->who, id, 0, &c));
    for (size_t i = 0; i < APPLICATIONS; i++)
        TRY(add_scores(d, id, &APPLICATION[i], applications[i], &c));
    return ERR_OK;
}
