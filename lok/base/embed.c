/* lok/base/embed.c: build tool: turns files into a C table.
 *
 * embed SYMBOL FILES… > out.c
 *
 * Writes `const struct embedded SYMBOL[]`, sorted by base name. Two files of the same base name and
 * names with other characters than letters, digits, '.', '_' and '-' are refused.
 */
#include "lok/base/embed.h"
#include <errno.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void refuse(const char *file, const char *why) __attribute__((noreturn));
static void refuse(const char *file, const char *why)
{
    (void)fprintf(stderr, "embed: %s: %s\n", file, why);
    exit(1);
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static int by_base_name(const void *a, const void *b)
{
    return strcmp(base_name(*(char *const *)a), base_name(*(char *const *)b));
}

static unsigned char *read_file(const char *path, size_t *ret_length)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        refuse(path, strerror(errno));
    size_t length = 0;
    size_t capacity = 64 * 1024;
    unsigned char *bytes = malloc(capacity);
    while (bytes) {
        length += fread(bytes + length, 1, capacity - length, file);
        if (length < capacity)
            break;
        capacity *= 2;
        unsigned char *more = realloc(bytes, capacity);
        if (!more)
            free(bytes);
        bytes = more;
    }
    if (!bytes || ferror(file))
        refuse(path, "cannot be read");
    (void)fclose(file);
    *ret_length = length;
    return bytes;
}

static void write_bytes(size_t number, const unsigned char *bytes, size_t length)
{
    printf("static const unsigned char bytes_%zu[] = {", number);
    for (size_t i = 0; i < length; i++)
        printf("%s%u,", i % 24 == 0 ? "\n" : "", bytes[i]);
    printf("\n0};\n");
}

/* Writes the bytes now and returns the line of the table for later. */
static char *write_file(size_t number, const char *path)
{
    const char *name = base_name(path);
    const char *allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    if (!*name || name[strspn(name, allowed)])
        refuse(path, "has a name with other characters than A-Z a-z 0-9 . _ -");

    size_t length = 0;
    unsigned char *bytes = read_file(path, &length);
    unsigned char hash[crypto_hash_sha256_BYTES];
    char hex[2 * sizeof hash + 1];
    (void)crypto_hash_sha256(hash, bytes, length);
    (void)sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    write_bytes(number, bytes, length);
    free(bytes);

    char *line = NULL;
    if (asprintf(&line, "    { \"%s\", bytes_%zu, %zu, \"%s\" },\n", name, number, length, hex) < 0)
        refuse(path, "out of memory");
    return line;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        (void)fprintf(stderr, "use: embed SYMBOL FILES... > out.c\n");
        return 2;
    }
    if (sodium_init() < 0)
        refuse(argv[0], "libsodium does not start");

    char **files = argv + 2;
    size_t count = (size_t)argc - 2;
    qsort(files, count, sizeof *files, by_base_name);

    printf("#include \"lok/base/embed.h\"\n\n");
    printf("extern const struct embedded %s[];\n", argv[1]);
    char **lines = calloc(count + 1, sizeof *lines);
    if (!lines)
        refuse(argv[0], "out of memory");
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && strcmp(base_name(files[i - 1]), base_name(files[i])) == 0)
            refuse(files[i], "another file has the same name");
        lines[i] = write_file(i, files[i]);
    }
    printf("\nconst struct embedded %s[] = {\n", argv[1]);
    for (size_t i = 0; i < count; i++) {
        printf("%s", lines[i]);
        free(lines[i]);
    }
    printf("    { NULL, NULL, 0, NULL },\n};\n");
    free(lines);
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
