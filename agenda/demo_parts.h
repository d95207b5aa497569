/* agenda/demo_parts.h: the practice council, part by part; used by demo.c alone.
 *
 * Sources: what the LOK of Antwerp was shown on 27 February 2024 and what the city of Ghent tells of
 * its pedagogical support, in our own words. People are functions with addresses at example.be. */
#ifndef AGENDA_DEMO_PARTS_H
#define AGENDA_DEMO_PARTS_H

#include "agenda/treatment.h"

/* In the order of the table in demo_partners.c. */
enum demo_partner {
    DEMO_CITY,
    DEMO_FELIES,
    DEMO_CRECHENDO,
    DEMO_MENTES,
    DEMO_TEN_LARGEST,
    DEMO_ADULT_EDUCATION,
    DEMO_HOUSE_OF_THE_CHILD,
    DEMO_LOCAL_TEAMS,
    DEMO_FAMILY_CARE,
    DEMO_ONE_FAMILY_ONE_PLAN,
    DEMO_CKG,
    DEMO_BORGERHOUT,
    DEMO_PARENTS,
    DEMO_GHENT,
    DEMO_CIK_GHENT,
    DEMO_PARTNER_COUNT
};

struct demo {
    struct tx *tx;
    struct arena *arena;
    struct actor who;
    int64_t partners[DEMO_PARTNER_COUNT];
    int64_t mentors, early_and_near; /* dossiers */
};

enum err demo_partners(struct demo *d) NODISCARD;
/* Support for childcare: what Ghent offers, and one other network. */
enum err demo_offers(struct demo *d) NODISCARD;
enum err demo_people(struct demo *d) NODISCARD;
enum err demo_endpoints(struct demo *d) NODISCARD;
enum err demo_dossiers(struct demo *d) NODISCARD;
/* February, held and told; and May, of which only the month is known. */
enum err demo_meetings(struct demo *d) NODISCARD;
/* An expansion round with three made-up organisers, scored, not closed yet; after the people. */
enum err demo_expansion(struct demo *d) NODISCARD;

#endif
