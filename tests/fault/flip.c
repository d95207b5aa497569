/* For LD_PRELOAD: a name server and a network that change their mind, and no way out of this machine.
 *
 * In the folder FLIP there is a file for each name, with the addresses that a look gives now. A
 * connection to 127.0.0.0/8, ::1 or ::ffff:127.0.0.1 is made; to any other address it is refused, or
 * when there is a file `inside`, made to the address in it instead, with the same port. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* POSIX keeps functions and data the same size, ISO C does not say so. */
static void next_of(const char *name, void *function, size_t size)
{
    void *found = dlsym(RTLD_NEXT, name);

    memcpy(function, &found, size);
}

static size_t read_file(const char *name, char *text, size_t size)
{
    char path[4096];
    const char *folder = getenv("FLIP");

    (void)snprintf(path, sizeof path, "%s/%s", folder == NULL ? "." : folder, name);
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return 0;
    size_t length = fread(text, 1, size - 1, file);
    (void)fclose(file);
    text[length] = '\0';
    return length;
}

int getaddrinfo(const char *restrict name, const char *restrict service,
    const struct addrinfo *restrict hints, struct addrinfo **restrict ret)
{
    int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **);
    struct addrinfo numeric = hints == NULL ? (struct addrinfo){ 0 } : *hints;
    struct addrinfo **end = ret;
    char text[1024], *rest = text;

    next_of("getaddrinfo", &real, sizeof real);
    if (name == NULL || strchr(name, '/') != NULL || read_file(name, text, sizeof text) == 0)
        return real(name, service, hints, ret);
    *ret = NULL;
    numeric.ai_flags = AI_NUMERICHOST;
    numeric.ai_family = AF_UNSPEC;
    for (char *one; (one = strsep(&rest, " \n")) != NULL;) {
        if (*one == '\0' || real(one, service, &numeric, end) != 0)
            continue;
        while (*end != NULL)
            end = &(*end)->ai_next;
    }
    return *ret == NULL ? EAI_NONAME : 0;
}

static int is_loopback(const struct sockaddr *address)
{
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;

    if (address->sa_family == AF_INET) {
        memcpy(&v4, address, sizeof v4);
        return ntohl(v4.sin_addr.s_addr) >> 24 == 127;
    }
    memcpy(&v6, address, sizeof v6);
    return IN6_IS_ADDR_LOOPBACK(&v6.sin6_addr) ||
           (IN6_IS_ADDR_V4MAPPED(&v6.sin6_addr) && v6.sin6_addr.s6_addr[12] == 127);
}

static int connect_inside(int (*real)(int, const struct sockaddr *, socklen_t), int fd,
    const struct sockaddr *address, const char *inside)
{
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;

    if (address->sa_family == AF_INET) {
        memcpy(&v4, address, sizeof v4);
        if (inet_pton(AF_INET, inside, &v4.sin_addr) == 1)
            return real(fd, (const struct sockaddr *)&v4, sizeof v4);
    } else {
        memcpy(&v6, address, sizeof v6);
        if (inet_pton(AF_INET6, inside, &v6.sin6_addr) == 1)
            return real(fd, (const struct sockaddr *)&v6, sizeof v6);
    }
    errno = ENETUNREACH;
    return -1;
}

int connect(int fd, const struct sockaddr *address, socklen_t length)
{
    int (*real)(int, const struct sockaddr *, socklen_t);
    char inside[128];

    next_of("connect", &real, sizeof real);
    if (address->sa_family != AF_INET && address->sa_family != AF_INET6)
        return real(fd, address, length);
    if (is_loopback(address))
        return real(fd, address, length);
    if (read_file("inside", inside, sizeof inside) > 0)
        return connect_inside(real, fd, address, inside);
    errno = ECONNREFUSED;
    return -1;
}
