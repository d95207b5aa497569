#include "notify/smtp.h"
#include "lok/base/log.h"
#include "notify/answer.h"
#include "notify/transfer.h"
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

enum { CONNECT_MS = 5000, TOTAL_MS = 60000 /* servers make strangers wait */ };

struct smtp {
    const struct relay *relay;
    CURL *easy;
    curl_mime *mime;
    struct answer reply; /* the last one, of one line or several */
    bool reply_complete;
};

static void must(CURLcode code)
{
    if (code != CURLE_OK)
        IMPOSSIBLE("curl refuses an option");
}

/* Every line of every reply passes here; "250-" goes on, "250 " ends one. A goodbye (221) says nothing of
 * the mail: what was said before it counts. */
static size_t take_reply(char *bytes, size_t size, size_t count, void *context)
{
    struct smtp *s = context;
    size_t length = size * count;

    if (length >= 3 && memcmp(bytes, "221", 3) == 0)
        return length;
    if (s->reply_complete)
        s->reply.kept_length = s->reply.length = 0;
    s->reply_complete = length < 4 || bytes[3] != '-';
    (void)answer_add(&s->reply, bytes, length);
    return length;
}

static void set_security(struct smtp *s)
{
    const struct relay *r = s->relay;

    must(curl_easy_setopt(s->easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps"));
    must(curl_easy_setopt(
        s->easy, CURLOPT_USE_SSL, r->plain ? (long)CURLUSESSL_NONE : (long)CURLUSESSL_ALL));
    must(curl_easy_setopt(s->easy, CURLOPT_NOPROXY, "*"));
    must(curl_easy_setopt(s->easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED));
    if (!str_empty(r->ca))
        must(curl_easy_setopt(s->easy, CURLOPT_CAINFO, r->ca));
}

struct smtp *smtp_new(const struct relay *relay, int64_t total_ms, void *owner)
{
    struct smtp *s = calloc(1, sizeof *s);

    if (s == NULL)
        IMPOSSIBLE("out of memory");
    s->relay = relay;
    s->easy = curl_easy_init();
    if (s->easy == NULL)
        IMPOSSIBLE("out of memory");
    set_security(s);
    must(curl_easy_setopt(s->easy, CURLOPT_URL, relay->url));
    must(curl_easy_setopt(s->easy, CURLOPT_PRIVATE, owner));
    must(curl_easy_setopt(s->easy, CURLOPT_NOSIGNAL, 1L));
    must(curl_easy_setopt(s->easy, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS));
    must(curl_easy_setopt(
        s->easy, CURLOPT_TIMEOUT_MS, total_ms > 0 ? (long)total_ms : (long)TOTAL_MS));
    must(curl_easy_setopt(s->easy, CURLOPT_HEADERFUNCTION, take_reply));
    must(curl_easy_setopt(s->easy, CURLOPT_HEADERDATA, s));
    return s;
}

void smtp_forget(struct smtp *s)
{
    must(curl_easy_setopt(s->easy, CURLOPT_MIMEPOST, NULL));
    must(curl_easy_setopt(s->easy, CURLOPT_HTTPHEADER, NULL));
    must(curl_easy_setopt(s->easy, CURLOPT_MAIL_RCPT, NULL));
    curl_mime_free(s->mime);
    s->mime = NULL;
}

void smtp_free(struct smtp *s)
{
    if (s == NULL)
        return;
    smtp_forget(s);
    curl_easy_cleanup(s->easy);
    free(s);
}

void *smtp_easy(struct smtp *s)
{
    return s->easy;
}

/* -- the message -- */

static curl_mimepart *part_of(curl_mime *mime)
{
    curl_mimepart *part = curl_mime_addpart(mime);

    if (part == NULL)
        IMPOSSIBLE("out of memory");
    return part;
}

static curl_mime *mime_of(struct smtp *s)
{
    curl_mime *mime = curl_mime_init(s->easy);

    if (mime == NULL)
        IMPOSSIBLE("out of memory");
    return mime;
}

static curl_mimepart *add_part(
    curl_mime *to, const char *type, const char *encoding, const char *content)
{
    curl_mimepart *part = part_of(to);

    must(curl_mime_data(part, content, CURL_ZERO_TERMINATED));
    must(curl_mime_type(part, type));
    must(curl_mime_encoder(part, encoding));
    return part;
}

static void build(struct smtp *s, struct arena *a, const struct mail *m)
{
    curl_mime *alternatives = mime_of(s);

    (void)add_part(
        alternatives, "text/plain; charset=utf-8", "quoted-printable", mail_text_part(a, m));
    if (!str_empty(m->html))
        (void)add_part(
            alternatives, "text/html; charset=utf-8", "quoted-printable", mail_html_part(a, m));
    const char *calendar = arena_printf(a, "text/calendar; charset=utf-8; method=%s", m->method);
    if (!str_empty(m->calendar))
        (void)add_part(alternatives, calendar, "base64", m->calendar);
    s->mime = mime_of(s);
    curl_mimepart *first = part_of(s->mime);
    must(curl_mime_subparts(first, alternatives));
    must(curl_mime_type(first, "multipart/alternative"));
    if (!str_empty(m->calendar))
        must(curl_mime_filename(
            add_part(s->mime, calendar, "base64", m->calendar), "vergadering.ics"));
    for (size_t i = 0; i < m->invitation_count; i++) {
        const struct mail_invitation *one = &m->invitations[i];
        const char *type = arena_printf(a, "text/calendar; charset=utf-8; method=%s", one->method);

        must(curl_mime_filename(add_part(s->mime, type, "base64", one->calendar),
            arena_printf(a, "vergadering-%zu.ics", i + 1)));
    }
}

/* In the arena, as long as the transfer. */
static struct curl_slist *list_of(struct arena *a, const struct lines *lines)
{
    struct curl_slist *list = arena_array(a, lines->count, sizeof *list);

    for (size_t i = 0; i < lines->count; i++) {
        list[i].data = arena_strdup(a, lines->at[i]);
        list[i].next = i + 1 < lines->count ? &list[i + 1] : NULL;
    }
    return list;
}

/* -- who signs in -- */

static void set_login(struct smtp *s, struct arena *a)
{
    const struct relay *r = s->relay;
    bool bearer = !str_empty(r->token_file);
    const char *secret = NULL;

    if (str_empty(r->user))
        return;
    if (relay_read_secret(a, bearer ? r->token_file : r->password_file, &secret) != ERR_OK)
        log_line(LOG_ERROR, "mail.secret", "unreadable=%s",
            bearer ? "smtp_token_file" : "smtp_password_file");
    must(curl_easy_setopt(s->easy, CURLOPT_USERNAME, secret == NULL ? NULL : r->user));
    must(curl_easy_setopt(s->easy, CURLOPT_PASSWORD, bearer ? NULL : secret));
    must(curl_easy_setopt(s->easy, CURLOPT_XOAUTH2_BEARER, bearer ? secret : NULL));
    if (bearer)
        must(curl_easy_setopt(s->easy, CURLOPT_LOGIN_OPTIONS, "AUTH=XOAUTH2"));
}

enum err smtp_prepare(struct smtp *s, struct arena *a, struct fault *f, const struct mail *m)
{
    struct lines headers;
    struct lines to = { (const char *[]){ m->to }, 1 };

    TRY(mail_headers(a, f, m, &headers));
    set_login(s, a);
    build(s, a, m);
    must(curl_easy_setopt(s->easy, CURLOPT_MAIL_FROM, m->from));
    must(curl_easy_setopt(s->easy, CURLOPT_MAIL_RCPT, list_of(a, &to)));
    must(curl_easy_setopt(s->easy, CURLOPT_HTTPHEADER, list_of(a, &headers)));
    must(curl_easy_setopt(s->easy, CURLOPT_MIMEPOST, s->mime));
    s->reply.kept_length = s->reply.length = 0;
    s->reply_complete = true;
    return ERR_OK;
}

/* -- what came of it -- */

/* MAIL, RCPT and DATA that are refused end as a "send error", a refusal after the content as a
 * "weird reply" (as does a greeting, but then nothing was uploaded). */
static bool refused(const struct smtp *s, CURLcode code, long status)
{
    curl_off_t uploaded = 0;

    if (status < 400 || status > 599)
        return false;
    (void)curl_easy_getinfo(s->easy, CURLINFO_SIZE_UPLOAD_T, &uploaded);
    return code == CURLE_SEND_ERROR || (code == CURLE_WEIRD_SERVER_REPLY && uploaded > 0);
}

static const char *error_of(struct arena *a, CURLcode code, long status, bool was_refused)
{
    if (code == CURLE_OK)
        return "";
    if (was_refused)
        return arena_printf(a, "De mailserver %s deze mail (%ld).",
            status < 500 ? "wil nog wachten met" : "weigert", status);
    if (code == CURLE_LOGIN_DENIED)
        return "De mailserver weigert de aanmelding.";
    if (code == CURLE_USE_SSL_FAILED)
        return "De mailserver biedt geen beveiligde verbinding.";
    if (status >= 400)
        return arena_printf(a, "De mailserver werkt nu niet (%ld).", status);
    return arena_printf(a, "De mailserver: %s", transfer_error((int)code));
}

void smtp_finish(
    struct smtp *s, int code, struct arena *a, struct attempt_result *ret, const char **ret_reply)
{
    long status = 0;

    (void)curl_easy_getinfo(s->easy, CURLINFO_RESPONSE_CODE, &status);
    bool was_refused = refused(s, (CURLcode)code, status);
    *ret = (struct attempt_result){
        .status = code == CURLE_OK || status >= 400 ? (int)status : 0,
        .mail = true,
        .relay = code != CURLE_OK && !was_refused,
        .error = error_of(a, (CURLcode)code, status, was_refused),
    };
    *ret_reply = answer_text(a, &s->reply);
}

static void smtp_cleanup(struct smtp **s)
{
    smtp_free(*s);
}

enum err smtp_send(const struct relay *relay, struct arena *a, struct fault *f,
    const struct mail *m, struct attempt_result *ret, const char **ret_reply)
{
    AUTO(smtp_cleanup) struct smtp *s = smtp_new(relay, 0, NULL);

    TRY(smtp_prepare(s, a, f, m));
    smtp_finish(s, (int)curl_easy_perform(s->easy), a, ret, ret_reply);
    return ERR_OK;
}
