#include "web/http/listen.h"
#include "lok/base/str.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { SOCKET_FLAGS = SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC };

static enum err failed(struct fault *f, int fd, const char *where)
{
    int code = errno;
    if (fd >= 0)
        close(fd);
    return fault_set(f, ERR_CONFLICT, "cannot listen on %s: %s", where, strerror(code));
}

/* A socket file that nobody answers on is left over from a crash. */
static void remove_leftover(const struct sockaddr_un *address)
{
    struct stat st;
    if (lstat(address->sun_path, &st) != 0 || !S_ISSOCK(st.st_mode))
        return;
    int probe = socket(AF_UNIX, SOCKET_FLAGS, 0);
    if (probe < 0)
        return;
    if (connect(probe, (const struct sockaddr *)address, sizeof *address) != 0 &&
        errno == ECONNREFUSED)
        unlink(address->sun_path);
    close(probe);
}

static enum err open_unix(const char *path, struct arena *a, struct fault *f, struct listen *ret)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    if (path[0] == 0 || strlen(path) >= sizeof address.sun_path)
        return fault_set(f, ERR_INVALID, "the path of a unix socket has 1 to 107 bytes");
    memcpy(address.sun_path, path, strlen(path) + 1);
    remove_leftover(&address);
    int fd = socket(AF_UNIX, SOCKET_FLAGS, 0);
    if (fd < 0 || bind(fd, (const struct sockaddr *)&address, sizeof address) != 0)
        return failed(f, fd, path);
    /* The reverse proxy is in the same group. */
    if (chmod(path, 0660) != 0 || listen(fd, SOMAXCONN) != 0)
        return failed(f, fd, path);
    *ret = (struct listen){
        .fd = fd,
        .address = arena_printf(a, "unix:%s", path),
        .unix_path = arena_strdup(a, path),
    };
    return ERR_OK;
}

static const char *bound_address(int fd, struct arena *a)
{
    struct sockaddr_storage storage;
    socklen_t size = sizeof storage;
    char name[46];
    if (getsockname(fd, (struct sockaddr *)&storage, &size) != 0)
        return "?";
    listen_peer((const struct sockaddr *)&storage, name);
    if (storage.ss_family == AF_INET6) {
        struct sockaddr_in6 v6;
        memcpy(&v6, &storage, sizeof v6);
        return arena_printf(a, "[%s]:%u", name, (unsigned)ntohs(v6.sin6_port));
    }
    struct sockaddr_in v4;
    memcpy(&v4, &storage, sizeof v4);
    return arena_printf(a, "%s:%u", name, (unsigned)ntohs(v4.sin_port));
}

/* Splits "ADDRESS:PORT"; an IPv6 address stands in brackets. */
static bool split(const char *where, struct arena *a, const char **host, const char **port)
{
    const char *colon = strrchr(where, ':');
    if (colon == NULL || colon == where)
        return false;
    size_t length = (size_t)(colon - where);
    bool bracketed = where[0] == '[' && where[length - 1] == ']';
    if (!bracketed && memchr(where, ':', length) != NULL)
        return false;
    int64_t number;
    if (!str_to_i64(colon + 1, &number) || number < 0 || number > 65535)
        return false;
    *host = bracketed ? arena_strndup(a, where + 1, length - 2) : arena_strndup(a, where, length);
    *port = colon + 1;
    return true;
}

enum err listen_open(const char *where, struct arena *a, struct fault *f, struct listen *ret)
{
    if (str_starts(where, "unix:"))
        return open_unix(where + strlen("unix:"), a, f, ret);
    const char *host, *port;
    if (!split(where, a, &host, &port))
        return fault_set(f, ERR_INVALID, "listen takes ADDRESS:PORT, [IPV6]:PORT or unix:PATH");
    struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV };
    struct addrinfo *found;
    int rc = getaddrinfo(host, port, &hints, &found);
    if (rc != 0)
        return fault_set(f, ERR_INVALID, "%s is not an address: %s", where, gai_strerror(rc));
    int fd = socket(found->ai_family, SOCKET_FLAGS, 0);
    int on = 1;
    bool ok = fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
              bind(fd, found->ai_addr, found->ai_addrlen) == 0 && listen(fd, SOMAXCONN) == 0;
    enum err e = ok ? ERR_OK : failed(f, fd, where);
    freeaddrinfo(found);
    TRY(e);
    *ret = (struct listen){ .fd = fd, .address = bound_address(fd, a) };
    return ERR_OK;
}

void listen_refuse(struct listen *l)
{
    if (l->fd >= 0)
        shutdown(l->fd, SHUT_RDWR);
}

void listen_close(struct listen *l)
{
    if (l->fd >= 0)
        close(l->fd);
    if (l->unix_path != NULL)
        unlink(l->unix_path);
    l->fd = -1;
    l->unix_path = NULL;
}

void listen_peer(const struct sockaddr *address, char ret[static 46])
{
    memcpy(ret, "unix", sizeof "unix");
    if (address->sa_family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, address, sizeof v4);
        inet_ntop(AF_INET, &v4.sin_addr, ret, 46);
    } else if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 v6;
        memcpy(&v6, address, sizeof v6);
        /* A v4 client on a v6 socket is the same client. */
        if (IN6_IS_ADDR_V4MAPPED(&v6.sin6_addr))
            inet_ntop(AF_INET, v6.sin6_addr.s6_addr + 12, ret, 46);
        else
            inet_ntop(AF_INET6, &v6.sin6_addr, ret, 46);
    }
}
