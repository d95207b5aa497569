/* Documents: whatever comes in, what is said of it is one of the verdicts, and a good one has a type. */
#include "agenda/attachment.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    AUTO(arena_cleanup) struct arena *a = arena_new();
    unsigned type = UINT32_MAX;
    struct fault f;
    const char *name;

    enum attachment_verdict verdict = attachment_type_of(bytes, length, &type);
    PRE(attachment_why(verdict)[0] != 0 || verdict == ATTACHMENT_GOOD);
    PRE(verdict != ATTACHMENT_GOOD || type < choice_count(ATTACHMENT_TYPES));
    fault_init(&f, a);
    if (attachment_name(
            a, &f, arena_strndup(a, (const char *)bytes, length), ATTACHMENT_PDF, &name) == ERR_OK)
        PRE(name[0] != 0 && strchr(name, '/') == NULL && strchr(name, '\n') == NULL);
    return 0;
}
