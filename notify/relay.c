#include "notify/relay.h"
#include "notify/egress.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SECRET_LONGEST = 16 * KiB };

/* systemd hands credentials over as files in this folder. */
static const char *password_file(const struct config *c, struct arena *a)
{
    const char *file = config_text(c, SETTING_smtp_password_file);
    const char *folder = getenv("CREDENTIALS_DIRECTORY");

    if (!str_empty(file) || str_empty(folder))
        return file;
    return arena_printf(a, "%s/smtp_password", folder);
}

struct relay relay_of(const struct config *c, struct arena *a)
{
    struct lines allow = config_list(c, SETTING_webhook_allow, a);
    struct lines plain = config_list(c, SETTING_smtp_plain, a);
    const char *url = config_text(c, SETTING_smtp_url);

    return (struct relay){
        .url = url,
        .from = config_text(c, SETTING_mail_from),
        .user = config_text(c, SETTING_smtp_user),
        .password_file = password_file(c, a),
        .token_file = config_text(c, SETTING_smtp_token_file),
        .ca = config_text(c, SETTING_smtp_ca),
        .plain = egress_named(a, &plain, url),
        .named = egress_named(a, &allow, url),
    };
}

static void close_file(FILE **file)
{
    if (*file != NULL)
        (void)fclose(*file);
}

enum err relay_read_secret(struct arena *a, const char *path, const char **ret)
{
    AUTO(close_file) FILE *file = fopen(path, "re");
    char *line = arena_alloc(a, SECRET_LONGEST);

    if (file == NULL || fgets(line, SECRET_LONGEST, file) == NULL)
        return ERR_NOT_FOUND;
    line[strcspn(line, "\r\n")] = '\0';
    if (line[0] == '\0')
        return ERR_NOT_FOUND;
    *ret = line;
    return ERR_OK;
}
