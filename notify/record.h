/* notify/record.h: results, written in groups: one transaction, one fsync, many deliveries. */
#ifndef NOTIFY_RECORD_H
#define NOTIFY_RECORD_H

#include "notify/claim.h"

/* Records the outcomes of a list of jobs (linked by `next`) and what changed in the lanes, then
 * releases them. On failure nothing is written and the list is to be tried again. */
enum err record_group(struct db *db, struct claim *c, struct job *first, struct fault *f) NODISCARD;

#endif
