/* Whether what came is what we take, and clean. */
#include "agenda/attachment.h"
#include "lok/base/command.h"
#include "lok/base/log.h"
#include <stdatomic.h>
#include <sys/mman.h>

/* A scanner holds up one of the server's threads. */
enum { SCAN_PATIENCE = 30 * 1000, SCANS_AT_ONCE = 2 };
enum { SCAN_CLEAN = 0, SCAN_INFECTED = 1 };

/* How many scanners run in the process. */
static atomic_int scanning;

static enum err look_into(struct fault *f, const struct attachment_bytes *bytes, unsigned *ret_type)
{
    /* Only the pages that are looked at come into memory. */
    void *all = mmap(NULL, bytes->size, PROT_READ, MAP_PRIVATE, bytes->fd, 0);

    if (all == MAP_FAILED)
        return ERR_STORAGE;
    enum attachment_verdict verdict = attachment_type_of(all, bytes->size, ret_type);
    munmap(all, bytes->size);
    if (verdict == ATTACHMENT_GOOD)
        return ERR_OK;
    return fault_issue(f, "file", "type", "%s", attachment_why(verdict));
}

static enum err cannot_tell(struct fault *f)
{
    return fault_set(f, ERR_BUSY,
        "Wij kunnen nu niet nakijken of dit document veilig is. Probeer het later opnieuw.");
}

static enum err scan(
    struct fault *f, const struct attachment_bytes *bytes, const struct lines *command)
{
    int status = -1;
    bool room = atomic_fetch_add(&scanning, 1) < SCANS_AT_ONCE;
    bool done = room && command_run(command, bytes->fd, SCAN_PATIENCE, &status);

    atomic_fetch_sub(&scanning, 1);
    if (done && status == SCAN_CLEAN)
        return ERR_OK;
    if (done && status == SCAN_INFECTED) {
        log_line(LOG_WARN, "document.infected", "sha256=%s", bytes->sha256);
        return fault_issue(f, "file", "infected",
            "In dit document zit een virus of een ander gevaar. Het is geweigerd.");
    }
    if (room)
        log_line(LOG_ERROR, "document.scan", "done=%d status=%d", done, status);
    return cannot_tell(f);
}

enum err attachment_inspect(struct fault *f, const struct attachment_bytes *bytes,
    const struct lines *command, unsigned *ret_type)
{
    if (bytes->size == 0)
        return fault_issue(f, "file", "required", "Dit bestand is leeg.");
    TRY(look_into(f, bytes, ret_type));
    return command->count == 0 ? ERR_OK : scan(f, bytes, command);
}
