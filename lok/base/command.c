#include "lok/base/command.h"
#include "lok/base/clock.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { MOST_WORDS = 20, STEP_MS = 10 };

/* Signals are blocked in our threads; a child inherits that. */
static bool spawn(char *const argv[], int input, pid_t *ret)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t none;

    sigemptyset(&none);
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
    bool ready = posix_spawn_file_actions_adddup2(&files, input, 0) == 0 &&
                 posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0) == 0 &&
                 posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0) == 0 &&
                 posix_spawn_file_actions_addclosefrom_np(&files, 3) == 0 &&
                 posix_spawnattr_setsigmask(&attributes, &none) == 0 &&
                 posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK) == 0;
    bool done = ready && posix_spawn(ret, argv[0], &files, &attributes, argv, environ) == 0;
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return done;
}

/* False when it had to be killed. */
static bool wait_for(pid_t child, int64_t patience, int *ret)
{
    const struct timespec step = { .tv_nsec = STEP_MS * 1000000L };
    int64_t until = clock_monotonic() + patience;

    for (;;) {
        pid_t got = waitpid(child, ret, WNOHANG);

        if (got == child)
            return true;
        if (got < 0 && errno != EINTR)
            return false;
        if (clock_monotonic() >= until)
            break;
        nanosleep(&step, NULL);
    }
    kill(child, SIGKILL);
    while (waitpid(child, ret, 0) < 0 && errno == EINTR)
        continue;
    return false;
}

bool command_run(const struct lines *words, int input, int64_t patience, int *ret_status)
{
    char *argv[MOST_WORDS + 1] = { 0 };
    pid_t child;
    int status;

    if (words->count == 0 || words->count > MOST_WORDS || lseek(input, 0, SEEK_SET) != 0)
        return false;
    for (size_t i = 0; i < words->count; i++)
        argv[i] = (char *)(uintptr_t)words->at[i];
    if (!spawn(argv, input, &child) || !wait_for(child, patience, &status) || !WIFEXITED(status))
        return false;
    *ret_status = WEXITSTATUS(status);
    return true;
}
