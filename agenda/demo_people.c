#include "agenda/demo_parts.h"
#include "lok/account.h"
#include "lok/member.h"

enum { NO_PARTNER = -1 };
enum { NO_SEAT, SEAT, SEAT_WITH_VOTE };

/* A function, its seat in the council and whose contact person it is. */
struct demo_person_row {
    const char *name, *function, *email;
    int partner; /* enum demo_partner, or NO_PARTNER */
    bool contact;
    int seat;
    unsigned constituency, role;
    unsigned roles; /* of the account, 0 = none */
    unsigned sex;   /* seven women and four men: the two-thirds rule holds, narrowly */
    int substitute; /* enum demo_person, 0 = none */
};

// clang-format off
static const struct demo_person_row PEOPLE[DEMO_PERSON_COUNT] = {
    [DEMO_SECRETARY] = { "Secretaris", "secretaris van het LOK", "secretaris@example.be", DEMO_CITY, true, SEAT,
      CONSTITUENCY_LOCAL_GOVERNMENT, MEMBER_ROLE_SECRETARY,
      ROLE_BIT(ROLE_ADMIN) | ROLE_BIT(ROLE_SECRETARY),
      .sex = SEX_WOMAN },
    [DEMO_CHAIR] = { "Voorzitter", "voorzitter van het LOK", "voorzitter@example.be", NO_PARTNER, false, SEAT_WITH_VOTE,
      CONSTITUENCY_CARE_USER, MEMBER_ROLE_CHAIR, 0,
      .sex = SEX_WOMAN },
    [DEMO_ALDERMAN] = { "Schepen voor kinderopvang", "schepen", "schepen@example.be", DEMO_CITY, false, SEAT,
      CONSTITUENCY_LOCAL_GOVERNMENT, MEMBER_ROLE_MEMBER, 0,
      .sex = SEX_MAN },
    [DEMO_DIRECTOR] = { "Lokale regisseur", "regisseur kinderopvang", "regisseur@example.be", DEMO_CITY, true,
      SEAT_WITH_VOTE, CONSTITUENCY_LOCAL_GOVERNMENT, MEMBER_ROLE_MEMBER, 0,
      .sex = SEX_MAN },
    [DEMO_COACH] = { "Mentor-coach", "mentor-coach", "partner@example.be", DEMO_CRECHENDO, true, SEAT_WITH_VOTE,
      CONSTITUENCY_LOCAL_ACTOR, MEMBER_ROLE_MEMBER, ROLE_BIT(ROLE_PARTNER),
      .sex = SEX_WOMAN },
    [DEMO_FAMILY_CARE_HEAD] = { "Verantwoordelijke gezinsopvang", "verantwoordelijke gezinsopvang", "gezinsopvang@example.be",
      DEMO_FELIES, true, SEAT_WITH_VOTE, CONSTITUENCY_LOCAL_ACTOR, MEMBER_ROLE_MEMBER, 0,
      .sex = SEX_WOMAN },
    [DEMO_GROUP_CARE_HEAD] = { "Verantwoordelijke groepsopvang", "verantwoordelijke groepsopvang", "lid@example.be",
      DEMO_BORGERHOUT, true, SEAT_WITH_VOTE, CONSTITUENCY_LOCAL_ACTOR, MEMBER_ROLE_MEMBER,
      ROLE_BIT(ROLE_MEMBER),
      .sex = SEX_WOMAN },
    [DEMO_LOCAL_TEAM] = { "Medewerker lokaal team", "medewerker lokaal team", "lokaalteam@example.be", DEMO_LOCAL_TEAMS,
      true, SEAT_WITH_VOTE, CONSTITUENCY_LOCAL_ACTOR, MEMBER_ROLE_MEMBER, 0,
      .sex = SEX_MAN, .substitute = DEMO_HOUSE_WORKER },
    [DEMO_TRAINER] = { "Opleidingscoördinator", "opleidingscoördinator", "opleiding@example.be", DEMO_ADULT_EDUCATION,
      true, SEAT_WITH_VOTE, CONSTITUENCY_LOCAL_ACTOR, MEMBER_ROLE_MEMBER, 0,
      .sex = SEX_MAN },
    [DEMO_GUIDE] = { "Pedagogisch begeleider", "pedagogisch begeleider", "begeleider@example.be", DEMO_MENTES, true,
      SEAT, CONSTITUENCY_LOCAL_ACTOR, MEMBER_ROLE_OBSERVER, 0, .sex = SEX_NOT_SAID },
    [DEMO_INCLUSION_COACH] = { "Inclusiecoach", "inclusiecoach", "inclusiecoach@example.be", DEMO_CIK_GHENT, true, SEAT,
      CONSTITUENCY_LOCAL_ACTOR, MEMBER_ROLE_EXPERT, 0, .sex = SEX_NOT_SAID },
    [DEMO_PARENT_GROUP_CARE] = { "Vertegenwoordiger ouders groepsopvang", "ouder", "ouders.groep@example.be", DEMO_PARENTS, true,
      SEAT_WITH_VOTE, CONSTITUENCY_CARE_USER, MEMBER_ROLE_MEMBER, 0,
      .sex = SEX_WOMAN },
    [DEMO_PARENT_FAMILY_CARE] = { "Vertegenwoordiger ouders gezinsopvang", "ouder", "ouders.gezin@example.be", DEMO_PARENTS, false,
      SEAT_WITH_VOTE, CONSTITUENCY_CARE_USER, MEMBER_ROLE_MEMBER, 0,
      .sex = SEX_WOMAN },
    [DEMO_HOUSE_WORKER] = { "Medewerker Huis van het Kind", "medewerker", "huisvanhetkind@example.be",
      DEMO_HOUSE_OF_THE_CHILD, true, NO_SEAT, 0, 0, 0, .sex = SEX_NOT_SAID },
};
// clang-format on

static enum err add_seat(struct demo *d, const struct demo_person_row *row, int64_t person_id)
{
    struct member member = {
        .person_id = person_id,
        .partner_id = row->partner == NO_PARTNER ? 0 : d->partners[row->partner],
        .constituency = row->constituency,
        .role = row->role,
        .voting_right = row->seat == SEAT_WITH_VOTE,
        .college = person_id == d->people[DEMO_ALDERMAN],
        .sex = row->sex,
        .substitute_id = row->substitute == 0 ? 0 : d->people[row->substitute],
        .from_date = "2019-01-01",
    };

    if (row->seat == NO_SEAT)
        return ERR_OK;
    return member_create(d->tx, &d->who, &member, &(int64_t){ 0 });
}

static enum err add_person(struct demo *d, const struct demo_person_row *row, int64_t *ret_id)
{
    struct person person = {
        .name = row->name,
        .function = row->function,
        .email = row->email,
        /* One contact takes its mail together, on Monday. */
        .mail_rhythm = row->partner == DEMO_HOUSE_OF_THE_CHILD ? MAIL_WEEKLY : MAIL_AT_ONCE,
    };
    int64_t partner_id = row->partner == NO_PARTNER ? 0 : d->partners[row->partner];

    TRY(person_create(d->tx, &d->who, &person, ret_id));
    if (row->contact)
        TRY(partner_contact_add(d->tx, &d->who, partner_id, *ret_id));
    if (row->roles == 0)
        return ERR_OK;
    struct account_input account = {
        .name = row->name,
        .function = row->function,
        .email = row->email,
        .roles = row->roles,
        .partner_id = (row->roles & ROLE_BIT(ROLE_PARTNER)) != 0 ? partner_id : 0,
    };
    return account_create(d->tx, &d->who, &account, &(int64_t){ 0 });
}

enum err demo_people(struct demo *d)
{
    for (size_t i = 0; i < DEMO_PERSON_COUNT; i++)
        TRY(add_person(d, &PEOPLE[i], &d->people[i]));
    for (size_t i = 0; i < DEMO_PERSON_COUNT; i++)
        TRY(add_seat(d, &PEOPLE[i], d->people[i]));
    return ERR_OK;
}

static const struct {
    const char *url, *name;
    int partner;
} ENDPOINTS[] = {
    { "https://agenda.crechendo.example.be/berichten", "Agenda van Crèchendo", DEMO_CRECHENDO },
    { "https://kindengezin.example.be/lok/antwerpen", "Teamkalender", DEMO_LOCAL_TEAMS },
    { "https://stad.example.be/kalender/lok", "Kalender van de stad", DEMO_CITY },
};

enum err demo_endpoints(struct demo *d)
{
    static const struct lines NONE_ALLOWED = { 0 };
    const char *secret;
    int64_t id;

    for (size_t i = 0; i < ARRAY_LEN(ENDPOINTS); i++) {
        struct endpoint_input in = {
            .url = ENDPOINTS[i].url,
            .name = ENDPOINTS[i].name,
            .events = (UINT64_C(1) << NOTICE_TYPE_COUNT) - 1,
            .partner_id = d->partners[ENDPOINTS[i].partner],
            .state = ENDPOINT_ACTIVE,
        };
        TRY(endpoint_create(d->tx, d->arena, &d->who, &NONE_ALLOWED, &in, &id, &secret));
    }
    return ERR_OK;
}
