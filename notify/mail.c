#include "notify/mail.h"
#include "lok/base/buf.h"
#include "lok/base/clock.h"
#include "lok/base/field_format.h"
#include "lok/base/secret.h"
#include "lok/base/utf8.h"
#include <stdio.h>
#include <string.h>

/* RFC 2047: an encoded word is at most 75 characters; =?UTF-8?B??= takes 12, base64 of 45 bytes 60. */
enum { WORD_BYTES = 45, PLAIN_LONGEST = 60, VALUE_LONGEST = 900 };

/* -- headers -- */

static bool one_line(const char *value)
{
    return value != NULL && strlen(value) <= VALUE_LONGEST && utf8_valid(value, strlen(value)) &&
           utf8_printable(value, false);
}

static bool plain_ascii(const char *text)
{
    for (; *text != '\0'; text++)
        if (*text < ' ' || *text > '~')
            return false;
    return true;
}

bool mail_address_valid(const char *address)
{
    return address != NULL && one_line(address) && plain_ascii(address) &&
           field_format_is_email(address);
}

/* Where the word that begins at `text` ends: never inside a UTF-8 sequence. */
static size_t word_length(const char *text)
{
    size_t length = strlen(text);

    if (length <= WORD_BYTES)
        return length;
    length = WORD_BYTES;
    while (length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80)
        length--;
    return length;
}

const char *mail_encode_words(struct arena *a, const char *text)
{
    struct buf b;

    if (plain_ascii(text) && strstr(text, "=?") == NULL && strlen(text) <= PLAIN_LONGEST)
        return text;
    buf_init(&b, a, 0);
    for (size_t length; *text != '\0'; text += length) {
        length = word_length(text);
        buf_printf(
            &b, "%s=?UTF-8?B?%s?=", b.length > 0 ? "\r\n " : "", secret_base64(a, text, length));
    }
    return b.data;
}

/* A display name: a quoted string, or encoded words. */
static const char *mailbox(struct arena *a, const char *name, const char *address)
{
    struct buf b;
    const char *words = mail_encode_words(a, name);

    buf_init(&b, a, 0);
    if (!str_empty(name) && words == name) {
        buf_putc(&b, '"');
        for (const char *c = name; *c != '\0'; c++) {
            if (*c == '"' || *c == '\\')
                buf_putc(&b, '\\');
            buf_putc(&b, *c);
        }
        buf_puts(&b, "\" ");
    } else if (!str_empty(name)) {
        buf_printf(&b, "%s\r\n ", words);
    }
    buf_printf(&b, "<%s>", address);
    return b.data;
}

/* RFC 5322: "Tue, 28 May 2024 17:30:00 +0000", from HTTP's form, which ends in GMT. */
static const char *mail_date(struct arena *a, int64_t date)
{
    const char *http = clock_http_date(a, date);

    return arena_printf(a, "%.*s+0000", (int)(strlen(http) - strlen("GMT")), http);
}

/* What the writer gives. */
static enum err check_content(struct fault *f, const struct mail *m)
{
    bool with_calendar = !str_empty(m->calendar);

    if (str_empty(m->subject) || !one_line(m->subject))
        return fault_issue(f, "subject", "format", "Het onderwerp moet één gewone regel zijn.");
    if (m->date <= 0)
        return fault_issue(f, "date", "required", "De datum ontbreekt.");
    if (with_calendar && !str_equal(m->method, "REQUEST") && !str_equal(m->method, "CANCEL") &&
        !str_equal(m->method, "PUBLISH"))
        return fault_issue(f, "method", "choice", "Zo kan een uitnodiging niet vertrekken.");
    if (!str_empty(m->stop_url) &&
        (!plain_ascii(m->stop_url) || strpbrk(m->stop_url, "<> ") != NULL ||
            !one_line(m->stop_url)))
        return fault_issue(f, "stop_url", "format", "Het adres om te stoppen is ongeldig.");
    return ERR_OK;
}

static bool id_valid(const char *id)
{
    return one_line(id) && !str_empty(id) && plain_ascii(id) && strpbrk(id, "<> ") == NULL &&
           strchr(id, '@') != NULL;
}

static void add(struct lines *to, const char *line)
{
    to->at[to->count++] = line;
}

enum err mail_headers(struct arena *a, struct fault *f, const struct mail *m, struct lines *ret)
{
    struct lines lines = { arena_array(a, 10, sizeof *lines.at), 0 };

    TRY(check_content(f, m));
    if (!mail_address_valid(m->from))
        return fault_issue(f, "from", "format", "Het adres van de afzender is ongeldig.");
    if (!str_empty(m->from_name) && !one_line(m->from_name))
        return fault_issue(f, "from_name", "format", "De naam van de afzender is ongeldig.");
    if (!mail_address_valid(m->to))
        return fault_issue(f, "to", "format", "Het adres van de ontvanger is ongeldig.");
    if (!id_valid(m->message_id))
        return fault_issue(f, "message_id", "format", "Het kenmerk van de mail is ongeldig.");
    add(&lines, arena_printf(a, "Date: %s", mail_date(a, m->date)));
    add(&lines, arena_printf(a, "From: %s", mailbox(a, m->from_name, m->from)));
    add(&lines, arena_printf(a, "To: <%s>", m->to));
    add(&lines, arena_printf(a, "Subject: %s", mail_encode_words(a, m->subject)));
    add(&lines, arena_printf(a, "Message-ID: <%s>", m->message_id));
    add(&lines, "Auto-Submitted: auto-generated");
    add(&lines, "X-Auto-Response-Suppress: All"); /* Exchange: no "out of office" back */
    if (!str_empty(m->stop_url))
        add(&lines, arena_printf(a, "List-Unsubscribe: <%s>", m->stop_url));
    *ret = lines;
    return ERR_OK;
}

/* -- parts -- */

static void add_crlf(struct buf *b, const char *text)
{
    while (*text != '\0') {
        size_t plain = strcspn(text, "\r\n");

        buf_add(b, text, plain);
        text += plain;
        if (*text == '\n')
            buf_puts(b, "\r\n");
        text += *text != '\0';
    }
}

const char *mail_text_part(struct arena *a, const struct mail *m)
{
    struct buf b;

    buf_init(&b, a, 0);
    add_crlf(&b, m->text);
    if (b.length < 2 || b.data[b.length - 1] != '\n')
        buf_puts(&b, "\r\n");
    if (m->why.count > 0)
        buf_puts(&b, "\r\n-- \r\n");
    for (size_t i = 0; i < m->why.count; i++) {
        add_crlf(&b, m->why.at[i]);
        buf_puts(&b, "\r\n");
    }
    return b.data;
}

const char *mail_html_part(struct arena *a, const struct mail *m)
{
    struct buf b;

    if (str_empty(m->html))
        return "";
    buf_init(&b, a, 0);
    buf_puts(&b, "<!DOCTYPE html>\r\n<html lang=\"nl-BE\"><head><meta charset=\"utf-8\"><title>");
    buf_html(&b, m->subject);
    buf_puts(&b, "</title></head>\r\n<body>\r\n");
    add_crlf(&b, m->html);
    if (m->why.count > 0)
        buf_puts(&b, "\r\n<hr>\r\n");
    for (size_t i = 0; i < m->why.count; i++) {
        buf_puts(&b, "<p><small>");
        buf_html(&b, m->why.at[i]);
        buf_puts(&b, "</small></p>\r\n");
    }
    buf_puts(&b, "</body></html>\r\n");
    return b.data;
}

/* -- in the outbox -- */

static void add_text(cJSON *object, const char *name, const char *value)
{
    if (!str_empty(value))
        cJSON_AddStringToObject(object, name, value);
}

enum err mail_write(struct arena *a, struct fault *f, const struct mail *m, const char **ret)
{
    TRY(check_content(f, m));
    cJSON *o = cJSON_CreateObject();
    cJSON_AddStringToObject(o, "subject", m->subject);
    cJSON_AddNumberToObject(o, "date", (double)m->date);
    cJSON_AddStringToObject(o, "text", m->text == NULL ? "" : m->text);
    add_text(o, "html", m->html);
    add_text(o, "calendar", m->calendar);
    add_text(o, "method", m->method);
    cJSON *why = cJSON_AddArrayToObject(o, "why");
    for (size_t i = 0; i < m->why.count; i++)
        cJSON_AddItemToArray(why, cJSON_CreateString(m->why.at[i]));
    add_text(o, "stopUrl", m->stop_url);
    const char *body = json_print(a, o);
    if (strlen(body) > MAIL_MAX_BODY)
        return fault_set(f, ERR_TOO_LARGE, "Deze mail is te lang om te versturen.");
    *ret = body;
    return ERR_OK;
}

static const char *text_member(const struct json *o, const char *name)
{
    const struct json *m = json_member(o, name);

    return m == NULL || m->type != JSON_STRING ? "" : m->string;
}

static struct lines lines_member(struct arena *a, const struct json *o, const char *name)
{
    const struct json *m = json_member(o, name);
    struct lines lines = { NULL, 0 };

    if (m == NULL || m->type != JSON_ARRAY)
        return lines;
    lines.at = arena_array(a, m->count, sizeof *lines.at);
    for (size_t i = 0; i < m->count; i++)
        if (m->items[i].type == JSON_STRING)
            add(&lines, m->items[i].string);
    return lines;
}

enum err mail_read(struct arena *a, struct fault *f, const char *body, struct mail *ret)
{
    const struct json *o;

    TRY(json_parse(a, f, body, strlen(body), &o));
    if (o->type != JSON_OBJECT)
        return fault_set(f, ERR_MALFORMED, "Dit is geen mail.");
    const struct json *date = json_member(o, "date");
    const struct mail m = {
        .from = "",
        .from_name = "",
        .to = "",
        .message_id = "",
        .date =
            date != NULL && date->type == JSON_NUMBER && date->integral ? (int64_t)date->number : 0,
        .subject = text_member(o, "subject"),
        .text = text_member(o, "text"),
        .html = text_member(o, "html"),
        .calendar = text_member(o, "calendar"),
        .method = text_member(o, "method"),
        .why = lines_member(a, o, "why"),
        .stop_url = text_member(o, "stopUrl"),
    };
    TRY(check_content(f, &m));
    *ret = m;
    return ERR_OK;
}

const char *mail_with_link(
    struct arena *a, const char *body, const char *placeholder, const char *token)
{
    size_t length = strlen(placeholder);
    struct buf b;

    PRE(length > 0);
    if (strstr(body, placeholder) == NULL)
        return body;
    buf_init(&b, a, 0);
    for (const char *at; (at = strstr(body, placeholder)) != NULL; body = at + length) {
        buf_add(&b, body, (size_t)(at - body));
        buf_puts(&b, token);
    }
    buf_puts(&b, body);
    return b.data;
}
