/* agenda/partner_index.h: the search index after a partner got another name, or another partner's things.
 *
 * Dossiers are found by their applicant and actors, actions by their owner: their rows in the index hold
 * those names, which the rooms below change.
 */
#ifndef AGENDA_PARTNER_INDEX_H
#define AGENDA_PARTNER_INDEX_H

#include "lok/permission.h"

enum err partner_index(struct tx *tx, struct arena *a, int64_t partner_id) NODISCARD;

#endif
