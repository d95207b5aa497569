/* How long a server takes from its start to its first answer.
 *
 * first_answer PORT PROGRAM [ARGUMENT…]   starts PROGRAM, asks /api/v1/health on PORT every half
 *     millisecond until it answers 200, prints the milliseconds, and stops it with SIGTERM. Fails
 *     when there is no answer in ten seconds or the server does not exit with 0.
 */
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long now_us(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

static int answers(uint16_t port)
{
    static const char REQUEST[] = "GET /api/v1/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(port) };
    char answer[64] = "";
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int ok = connect(fd, (const struct sockaddr *)&to, sizeof to) == 0 &&
             send(fd, REQUEST, sizeof REQUEST - 1, MSG_NOSIGNAL) > 0 &&
             recv(fd, answer, sizeof answer - 1, 0) > 12 &&
             strncmp(answer, "HTTP/1.1 200", 12) == 0;
    (void)close(fd);
    return ok;
}

int main(int argc, char **argv)
{
    int status = 0;

    if (argc < 3) {
        fprintf(stderr, "usage: first_answer PORT PROGRAM [ARGUMENT…]\n");
        return 2;
    }
    uint16_t port = (uint16_t)strtoul(argv[1], NULL, 10);
    long long begun = now_us(), took = 0;
    pid_t child = fork();
    if (child == 0) {
        (void)!freopen("/dev/null", "w", stdout);
        (void)!freopen("/dev/null", "w", stderr);
        (void)execv(argv[2], argv + 2);
        _exit(127);
    }
    while (!answers(port) && (took = now_us() - begun) < 10 * 1000000LL)
        (void)usleep(500);
    took = now_us() - begun;
    (void)kill(child, SIGTERM);
    (void)waitpid(child, &status, 0);
    if (took >= 10 * 1000000LL || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return 1;
    printf("%lld.%01lld\n", took / 1000, took % 1000 / 100);
    return 0;
}
