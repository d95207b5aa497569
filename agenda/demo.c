#include "agenda/demo.h"
#include "agenda/demo_parts.h"

enum err demo_fill(struct tx *tx, struct arena *a)
{
    static const struct council COUNCIL = {
        .name = "LOK Antwerpen",
        .municipality = "Antwerpen",
        .number_prefix = "LOK",
        .invitation_days = 28,
        .reaction_days = 30,
        .is_public = true,
        .email = "lok@example.be",
        .demo_date = "2024-04-15",
    };
    struct demo d = { .tx = tx, .arena = a, .who = actor_system() };

    TRY(council_create(tx, &COUNCIL));
    TRY(demo_partners(&d));
    TRY(demo_offers(&d));
    TRY(demo_people(&d));
    TRY(demo_endpoints(&d));
    TRY(demo_dossiers(&d));
    return demo_meetings(&d);
}
