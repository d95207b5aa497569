/* notify/answer.h: what a receiver answered, as far as it is kept: counted by us, because curl's
 * MAXFILESIZE does not count what comes without a length. */
#ifndef NOTIFY_ANSWER_H
#define NOTIFY_ANSWER_H

#include "lok/base/arena.h"

enum { ANSWER_KEPT = 4 * KiB, ANSWER_LONGEST = 64 * KiB };

struct answer {
    char kept[ANSWER_KEPT];
    size_t kept_length;
    size_t length; /* as received */
};

/* False when the answer passes ANSWER_LONGEST: read no further. */
bool answer_add(struct answer *w, const char *bytes, size_t length);

/* What was kept as printable UTF-8; every byte that does not fit becomes U+FFFD. */
const char *answer_text(struct arena *a, const struct answer *w);

#endif
