#include "lok/base/config_check.h"
#include "lok/base/field_format.h"
#include "lok/base/utf8.h"
#include <arpa/inet.h>
#include <string.h>

static bool is_ip(const char *text)
{
    unsigned char ignored[sizeof(struct in6_addr)];
    return inet_pton(AF_INET, text, ignored) == 1 || inet_pton(AF_INET6, text, ignored) == 1;
}

/* The host before the last colon, without the brackets of IPv6; NULL when there is no good port. */
static const char *host_before_port(struct arena *a, const char *text, int64_t lowest_port)
{
    const char *colon = strrchr(text, ':');
    int64_t port;
    if (colon == NULL || colon == text || !str_to_i64(colon + 1, &port) || port < lowest_port ||
        port > 65535)
        return NULL;
    size_t length = (size_t)(colon - text);
    bool brackets = text[0] == '[' && colon[-1] == ']';
    if (!brackets && memchr(text, ':', length) != NULL)
        return NULL;
    return brackets ? arena_strndup(a, text + 1, length - 2) : arena_strndup(a, text, length);
}

static const char *check_db(struct arena *a, const char *value)
{
    (void)a;
    return str_empty(value) ? "must name a file" : NULL;
}

static const char *check_listen(struct arena *a, const char *value)
{
    if (str_starts(value, "unix:") && strlen(value) > strlen("unix:"))
        return NULL;
    const char *host = host_before_port(a, value, 0);
    return host != NULL && is_ip(host) ? NULL : "must be ADDRESS:PORT or unix:PATH";
}

static const char *check_ops_listen(struct arena *a, const char *value)
{
    return str_empty(value) ? NULL : check_listen(a, value);
}

static const char *check_public_url(struct arena *a, const char *value)
{
    (void)a;
    bool good = str_empty(value) || (field_format_is_url(value) && strpbrk(value, "?#") == NULL);
    return good ? NULL : "must be an address such as https://lok.example.be";
}

static const char *check_trusted_proxy(struct arena *a, const char *value)
{
    (void)a;
    return str_empty(value) || is_ip(value) ? NULL : "must be an IP address";
}

static const char *check_undo_seconds(struct arena *a, const char *value)
{
    int64_t seconds;
    (void)a;
    bool good = str_to_i64(value, &seconds) && seconds >= 0 && seconds <= 3600;
    return good ? NULL : "must be a number from 0 to 3600";
}

static const char *check_webhook_target(struct arena *a, const char *value)
{
    const char *host = host_before_port(a, value, 1);
    bool good =
        host != NULL && (is_ip(host) || field_format_is_url(arena_printf(a, "http://%s/", value)));
    return good ? NULL : "must be HOST:PORT";
}

static const char *check_smtp_url(struct arena *a, const char *value)
{
    const char *rest = str_starts(value, "smtp://")    ? value + strlen("smtp://")
                       : str_starts(value, "smtps://") ? value + strlen("smtps://")
                                                       : NULL;
    bool good = str_empty(value) || (rest != NULL && host_before_port(a, rest, 1) != NULL);
    return good ? NULL : "must be smtp://HOST:PORT or smtps://HOST:PORT";
}

static const char *check_smtp_plain(struct arena *a, const char *value)
{
    return str_empty(value) ? NULL : check_webhook_target(a, value);
}

static const char *check_mail_from(struct arena *a, const char *value)
{
    (void)a;
    return str_empty(value) || field_format_is_email(value) ? NULL : "must be an e-mail address";
}

static const char *check_any(struct arena *a, const char *value)
{
    (void)a;
    (void)value;
    return NULL;
}

static bool is_one_of(const char *value, const char *const words[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (str_equal(value, words[i]))
            return true;
    }
    return false;
}

static const char *check_role(struct arena *a, const char *value)
{
    static const char *const ROLES[] = { "admin", "secretary", "chair", "member", "partner" };
    (void)a;
    return is_one_of(value, ROLES, ARRAY_LEN(ROLES))
               ? NULL
               : "may name admin, secretary, chair, member and partner";
}

static const char *check_attachment_max_mb(struct arena *a, const char *value)
{
    int64_t megabytes;
    (void)a;
    return str_to_i64(value, &megabytes) && megabytes >= 1 && megabytes <= 100
               ? NULL
               : "must be a number from 1 to 100";
}

static const char *check_scan_command(struct arena *a, const char *value)
{
    (void)a;
    return str_empty(value) || value[0] == '/' ? NULL : "must begin with the path of a program";
}

static const char *check_log_level(struct arena *a, const char *value)
{
    static const char *const LEVELS[] = { "debug", "info", "warn", "error" };
    (void)a;
    return is_one_of(value, LEVELS, ARRAY_LEN(LEVELS)) ? NULL
                                                       : "must be debug, info, warn or error";
}

/* `check` sees the whole value, or each word of a list. */
static const struct rule {
    const char *(*check)(struct arena *a, const char *value);
    bool list;
} RULES[SETTING_COUNT] = {
    [SETTING_db] = { check_db, false },
    [SETTING_listen] = { check_listen, false },
    [SETTING_ops_listen] = { check_ops_listen, false },
    [SETTING_public_url] = { check_public_url, false },
    [SETTING_trusted_proxy] = { check_trusted_proxy, false },
    [SETTING_undo_seconds] = { check_undo_seconds, false },
    [SETTING_webhook_allow] = { check_webhook_target, true },
    [SETTING_smtp_url] = { check_smtp_url, false },
    [SETTING_mail_from] = { check_mail_from, false },
    [SETTING_smtp_plain] = { check_smtp_plain, false },
    [SETTING_smtp_user] = { check_any, false },
    [SETTING_smtp_password_file] = { check_any, false },
    [SETTING_smtp_token_file] = { check_any, false },
    [SETTING_smtp_ca] = { check_any, false },
    [SETTING_totp] = { check_role, true },
    [SETTING_attachment_max_mb] = { check_attachment_max_mb, false },
    [SETTING_scan_command] = { check_scan_command, false },
    [SETTING_log_level] = { check_log_level, false },
};

bool config_check_is_list(enum setting s)
{
    return RULES[s].list;
}

const char *config_check(struct arena *a, enum setting s, const char *value)
{
    const struct rule *rule = &RULES[s];
    PRE(rule->check != NULL);
    if (!utf8_valid(value, strlen(value)) || !utf8_printable(value, false))
        return "must be plain text in UTF-8";
    if (!rule->list)
        return rule->check(a, value);
    struct config one = { .value = { NULL } };
    one.value[s] = value;
    struct lines words = config_list(&one, s, a);
    for (size_t i = 0; i < words.count; i++) {
        const char *wrong = rule->check(a, words.at[i]);
        if (wrong != NULL)
            return wrong;
    }
    return NULL;
}
