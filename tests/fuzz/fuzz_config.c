/* Any bytes as a settings file: what is accepted passes its own check again, what is refused is
 * named. */
#include "lok/base/config.h"
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena_cleanup) struct arena *a = arena_new();
    struct fault f;
    struct config c;
    fault_init(&f, a);
    int fd = memfd_create("config", MFD_CLOEXEC);
    PRE(fd >= 0 && write(fd, data, size) == (ssize_t)size);
    enum err e = config_load(&c, a, arena_printf(a, "/proc/self/fd/%d", fd), &f);
    close(fd);
    PRE((e == ERR_OK) == (f.detail[0] == '\0'));
    if (e != ERR_OK)
        return 0;
    for (unsigned s = 0; s < SETTING_COUNT; s++) {
        (void)config_list(&c, s, a);
        PRE(config_set(&c, s, arena_strdup(a, c.value[s]), &f) == ERR_OK);
    }
    PRE(config_int(&c, SETTING_undo_seconds) <= 3600);
    PRE(!str_ends(config_public_url(&c, a), "/"));
    return 0;
}
