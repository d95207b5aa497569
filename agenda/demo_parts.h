/* agenda/demo_parts.h: the practice council, part by part; used by demo.c, and its words by demo_summer.c.
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
    DEMO_SPEELBOOM, /* made up, as are the next two */
    DEMO_NESTJE,
    DEMO_ZUIDRAND, /* went into Felies */
    DEMO_PARTNER_COUNT
};

/* In the order of the table in demo_people.c. */
enum demo_person {
    DEMO_SECRETARY,
    DEMO_CHAIR,
    DEMO_ALDERMAN,
    DEMO_DIRECTOR,
    DEMO_COACH,
    DEMO_FAMILY_CARE_HEAD,
    DEMO_GROUP_CARE_HEAD,
    DEMO_LOCAL_TEAM,
    DEMO_TRAINER,
    DEMO_GUIDE,
    DEMO_INCLUSION_COACH,
    DEMO_PARENT_GROUP_CARE,
    DEMO_PARENT_FAMILY_CARE,
    DEMO_HOUSE_WORKER,
    DEMO_PERSON_COUNT
};

/* The practice council's day when it begins. */
extern const char DEMO_DATE[];
/* What demo_summer.c finds again. */
extern const char DEMO_ADVICE[], DEMO_MISSING_PARTNER[], DEMO_MENTORS[];
/* One of those that were promised in February. */
bool demo_is_action(const char *text);

struct demo {
    struct tx *tx;
    struct arena *arena;
    struct actor who;
    int64_t partners[DEMO_PARTNER_COUNT];
    int64_t people[DEMO_PERSON_COUNT];
    int64_t mentors, early_and_near; /* dossiers */
    int64_t february, may, written;  /* meetings */
    int64_t advice;
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
/* What the pilot asks for: one care location committed, one still missing. */
enum err demo_coalition(struct demo *d) NODISCARD;
/* Who was there in February, its minutes put to the members, what was promised. Once it is held. */
enum err demo_attendance(struct demo *d, const int64_t *items, size_t count) NODISCARD;
enum err demo_actions(struct demo *d, int64_t mentors_item, int64_t early_item) NODISCARD;
enum err demo_minutes(struct demo *d, int64_t mentors_item) NODISCARD;
/* What was shown in February, and what its decision is about; on 5 March. */
enum err demo_documents(struct demo *d) NODISCARD;
/* A question of March, answered by a written procedure, sent, and waiting for the college. */
enum err demo_advice(struct demo *d) NODISCARD;
/* What a partner would like to see on the agenda of May. */
enum err demo_proposals(struct demo *d) NODISCARD;

/* Nobody is told: it is past. */
extern const struct sending_options DEMO_NOBODY;
/* A sending that changes what it changes, and tells nobody. */
enum err demo_send(struct demo *d, int64_t meeting_id, enum sending_kind kind) NODISCARD;

#endif
