/* Who takes part in the pilot "vroeg en nabij", and an organiser that went into another. */
#include "agenda/coalition.h"
#include "agenda/demo_parts.h"
#include "lok/partner_ties.h"

static const struct coalition_need NEEDS[] = {
    { .kind = PARTNER_KIND_CARE_LOCATION, .least = 2, .words = "opvanglocaties" },
    { .kind = PARTNER_KIND_AGENCY, .least = 1, .words = "lokaal team" },
    { .kind = PARTNER_KIND_CKG,
        .least = 1,
        .words = "centrum voor kinderzorg en gezinsondersteuning" },
};

static const struct {
    int partner; /* enum demo_partner */
    unsigned state;
    const char *date, *contact, *note;
} MEMBERS[] = {
    { DEMO_SPEELBOOM, COALITION_COMMITTED, "2024-04-02", "verantwoordelijke", "" },
    { DEMO_NESTJE, COALITION_ASKED, "2024-04-08", "onthaalouder",
        "Wil eerst met de ouders praten." },
    { DEMO_LOCAL_TEAMS, COALITION_COMMITTED, "2024-03-12", "medewerker lokaal team", "" },
    { DEMO_CKG, COALITION_COMMITTED, "2024-03-15", "coördinator", "" },
};

static enum err succeed(struct demo *d)
{
    const struct succession_input in = {
        .successor_id = d->partners[DEMO_FELIES],
        .from_date = "2024-01-01",
    };
    int64_t id = d->partners[DEMO_ZUIDRAND];
    struct partner p = { 0 };

    TRY(partner_get(tx_snap(d->tx), d->arena, id, &p));
    return partner_succeed(d->tx, &d->who, id, p.version, &in);
}

enum err demo_coalition(struct demo *d)
{
    static const struct coalition CALL = {
        .call = "Pilootprojecten zorg en ondersteuning op lokaal niveau (vroeg en nabij)",
        .closes_on = "2024-05-31",
    };
    int64_t id = d->early_and_near;

    TRY(coalition_set(d->tx, &d->who, id, 0, &CALL));
    for (size_t i = 0; i < ARRAY_LEN(NEEDS); i++)
        TRY(coalition_need_add(d->tx, &d->who, id, 0, &NEEDS[i]));
    for (size_t i = 0; i < ARRAY_LEN(MEMBERS); i++) {
        const struct coalition_member member = {
            .partner_id = d->partners[MEMBERS[i].partner],
            .state = MEMBERS[i].state,
            .date = MEMBERS[i].date,
            .contact = MEMBERS[i].contact,
            .note = MEMBERS[i].note,
        };
        TRY(coalition_member_add(d->tx, &d->who, id, 0, &member));
    }
    return succeed(d);
}
