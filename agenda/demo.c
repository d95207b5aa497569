#include "agenda/demo.h"
#include "agenda/demo_parts.h"

const char DEMO_SECRETARY_EMAIL[] = "secretaris@example.be";
const char DEMO_DATE[] = "2024-04-15";
const char DEMO_ADVICE[] = "Opportuniteitsadvies: 18 nieuwe plaatsen groepsopvang in Borgerhout";
const char DEMO_MISSING_PARTNER[] = "Gezinsopvang Het Nestje";
const char DEMO_MENTORS[] = "Mentoren";

enum err demo_fill(struct tx *tx, struct arena *a)
{
    static const struct council COUNCIL = {
        .name = "LOK Antwerpen",
        .municipality = "Antwerpen",
        .number_prefix = "LOK",
        .invitation_days = 28,
        .reaction_days = 30,
        .is_public = true,
        .quorum = QUORUM_MORE_THAN_HALF,
        .email = "lok@example.be",
        .demo_date = "2024-02-01",
    };
    struct demo d = { .tx = tx, .arena = a, .who = actor_system() };

    TRY(council_create(tx, &COUNCIL));
    TRY(demo_partners(&d));
    TRY(demo_offers(&d));
    TRY(demo_people(&d));
    TRY(demo_endpoints(&d));
    TRY(demo_dossiers(&d));
    TRY(demo_coalition(&d));
    TRY(demo_meetings(&d));
    TRY(demo_documents(&d));
    TRY(demo_advice(&d));
    TRY(demo_proposals(&d));
    return demo_expansion(&d);
}

const struct sending_options DEMO_NOBODY = {
    .public_url = "",
    .chosen = &(const struct lines){ 0 },
};

enum err demo_send(struct demo *d, int64_t meeting_id, enum sending_kind kind)
{
    struct sending sent = { 0 };

    return sending_send(d->tx, d->arena, &d->who, &DEMO_NOBODY, meeting_id, 0, kind, &sent);
}
