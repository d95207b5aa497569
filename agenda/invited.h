/* agenda/invited.h: the persons a meeting concerns: members in office on the council's today, and the
 * contacts of open partners that present an item, or have a role in the dossier of one. */
#ifndef AGENDA_INVITED_H
#define AGENDA_INVITED_H

#include "agenda/publication.h"

struct invited {
    int64_t person_id;
    int64_t partner_id; /* whose contact, or on whose behalf a member sits; 0 = none */
    bool member;
    bool stopped;     /* wants no mail */
    const char *name; /* for the secretariat only */
    const char *function, *email, *partner_name;
    struct visibility v; /* what that person sees of a meeting */
};
struct invited_list {
    struct invited *at;
    size_t count;
};

/* By name. `p` is the version that counts: the items in it say which partners are concerned. */
enum err invited_to(struct snap *s, struct arena *a, const struct council *c,
    const struct published *p, struct invited_list *ret) NODISCARD;
/* The same for the meeting as it was last sent; only members when nothing was. */
enum err invited_list(
    struct snap *s, struct arena *a, int64_t meeting_id, struct invited_list *ret) NODISCARD;
/* Adds the contacts of a partner that are not in it yet: of who follows a decision up. */
enum err invited_add_partner(struct snap *s, struct arena *a, const struct council *c,
    int64_t partner_id, struct invited_list *list) NODISCARD;

#endif
