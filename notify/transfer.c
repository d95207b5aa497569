#include "notify/transfer.h"
#include "notify/answer.h"
#include "notify/digest.h"
#include "notify/egress.h"
#include "notify/sign.h"
#include "notify/smtp.h"
#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CONNECT_MS = 5000, TOTAL_MS = 20000, UPLOAD_BUFFER = 16 * KiB, LONGEST_HEADER = 512 };

enum header { HEADER_TYPE, HEADER_ID, HEADER_TIMESTAMP, HEADER_SIGNATURE, HEADER_COUNT };

struct transfer {
    CURLM *multi;
    CURL *easy;        /* for HTTP */
    struct smtp *smtp; /* made with the first mail */
    CURL *busy;        /* which of both is in use */
    const struct relay *relay;
    int64_t total_ms;
    struct job *job; /* NULL between two */
    bool named;      /* the target need not be public */
    bool blocked;    /* egress refused; to curl that looks like any failed connection */
    bool cut;        /* the answer was too long */
    struct answer answer;
    struct curl_slist list[HEADER_COUNT];
    char header[HEADER_COUNT][LONGEST_HEADER];
};

static size_t take_answer(char *bytes, size_t size, size_t count, void *context)
{
    struct transfer *t = context;

    if (answer_add(&t->answer, bytes, size * count))
        return size * count;
    t->cut = true;
    return CURL_WRITEFUNC_ERROR;
}

static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct transfer *t = context;

    (void)purpose;
    if (!t->named && !egress_public_address(&address->addr)) {
        t->blocked = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static bool public_text(const char *ip)
{
    struct sockaddr_in v4 = { .sin_family = AF_INET };
    struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };
    char plain[INET6_ADDRSTRLEN] = "";
    size_t length = strcspn(ip, "%");

    if (length >= sizeof plain)
        return false;
    memcpy(plain, ip, length);
    if (inet_pton(AF_INET, plain, &v4.sin_addr) == 1)
        return egress_public_address((const struct sockaddr *)&v4);
    return inet_pton(AF_INET6, plain, &v6.sin6_addr) == 1 &&
           egress_public_address((const struct sockaddr *)&v6);
}

static int before_request(
    void *context, char *remote_ip, char *local_ip, int remote_port, int local_port)
{
    struct transfer *t = context;

    (void)local_ip;
    (void)remote_port;
    (void)local_port;
    if (t->named || public_text(remote_ip))
        return CURL_PREREQFUNC_OK;
    t->blocked = true;
    return CURL_PREREQFUNC_ABORT;
}

/* An option that this curl refuses would open a hole: better not to start at all. */
static void must(CURLcode code)
{
    if (code != CURLE_OK)
        IMPOSSIBLE("curl refuses an option");
}

static void set_egress(struct transfer *t)
{
    must(curl_easy_setopt(t->easy, CURLOPT_PROTOCOLS_STR, "http,https"));
    must(curl_easy_setopt(t->easy, CURLOPT_FOLLOWLOCATION, 0L));
    must(curl_easy_setopt(t->easy, CURLOPT_NOPROXY, "*"));
    must(curl_easy_setopt(t->easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED));
    must(curl_easy_setopt(t->easy, CURLOPT_OPENSOCKETFUNCTION, open_socket));
    must(curl_easy_setopt(t->easy, CURLOPT_OPENSOCKETDATA, t));
    must(curl_easy_setopt(t->easy, CURLOPT_PREREQFUNCTION, before_request));
    must(curl_easy_setopt(t->easy, CURLOPT_PREREQDATA, t));
}

static void set_request(struct transfer *t, const char *version, int64_t total_ms)
{
    char agent[LONGEST_HEADER];

    (void)snprintf(agent, sizeof agent, "lokd/%s", version);
    must(curl_easy_setopt(t->easy, CURLOPT_PRIVATE, t));
    must(curl_easy_setopt(t->easy, CURLOPT_NOSIGNAL, 1L));
    must(curl_easy_setopt(t->easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1));
    must(curl_easy_setopt(t->easy, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS));
    must(curl_easy_setopt(
        t->easy, CURLOPT_TIMEOUT_MS, total_ms > 0 ? (long)total_ms : (long)TOTAL_MS));
    must(curl_easy_setopt(t->easy, CURLOPT_UPLOAD_BUFFERSIZE, (long)UPLOAD_BUFFER));
    must(curl_easy_setopt(t->easy, CURLOPT_POST, 1L));
    must(curl_easy_setopt(t->easy, CURLOPT_USERAGENT, agent));
    must(curl_easy_setopt(t->easy, CURLOPT_WRITEFUNCTION, take_answer));
    must(curl_easy_setopt(t->easy, CURLOPT_WRITEDATA, t));
}

static bool set_header(struct transfer *t, enum header at, const char *name, const char *value)
{
    for (const char *c = value; *c != '\0'; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            return false;
    int length = snprintf(t->header[at], LONGEST_HEADER, "%s: %s", name, value);
    return length > 0 && length < LONGEST_HEADER;
}

/* The list lives in the transfer: no allocation per attempt. */
static void link_headers(struct transfer *t, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        t->list[i].data = t->header[i];
        t->list[i].next = i + 1 < count ? &t->list[i + 1] : NULL;
    }
    must(curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->list));
}

struct transfer *transfer_new(
    void *multi, const char *version, const struct relay *relay, int64_t total_ms)
{
    struct transfer *t = calloc(1, sizeof *t);

    if (t == NULL)
        IMPOSSIBLE("out of memory");
    t->multi = multi;
    t->relay = relay;
    t->total_ms = total_ms;
    t->easy = curl_easy_init();
    if (t->easy == NULL)
        IMPOSSIBLE("out of memory");
    set_egress(t);
    set_request(t, version, total_ms);
    return t;
}

void transfer_free(struct transfer *t)
{
    if (t == NULL)
        return;
    curl_easy_cleanup(t->easy);
    smtp_free(t->smtp);
    free(t);
}

struct transfer *transfer_of(void *easy)
{
    char *t = NULL;

    if (curl_easy_getinfo((CURL *)easy, CURLINFO_PRIVATE, &t) != CURLE_OK || t == NULL)
        IMPOSSIBLE("an easy handle without transfer");
    return (struct transfer *)(void *)t;
}

static bool set_headers(struct transfer *t, const struct job *j, const struct lane *l, int64_t now)
{
    struct arena *a = j->batch->arena;
    int64_t seconds = now / 1000;
    const char *signature;

    link_headers(t, endpoint_is_chat(l->kind) ? 1 : HEADER_COUNT);
    if (endpoint_is_chat(l->kind))
        return set_header(t, HEADER_TYPE, "content-type", "application/json; charset=utf-8");
    if (sign_header(a, l->secret, l->old_secret, j->notice_id, seconds, j->body, strlen(j->body),
            &signature) != ERR_OK)
        return false;
    return set_header(
               t, HEADER_TYPE, "content-type", "application/cloudevents+json; charset=utf-8") &&
           set_header(t, HEADER_ID, "webhook-id", j->notice_id) &&
           set_header(t, HEADER_TIMESTAMP, "webhook-timestamp",
               arena_printf(a, "%lld", (long long)seconds)) &&
           set_header(t, HEADER_SIGNATURE, "webhook-signature", signature);
}

/* One, or a bundle as one. */
static enum err read_mail(const struct job *j, struct arena *a, struct fault *f, struct mail *ret)
{
    size_t count = 0;

    for (const struct job *each = j; each != NULL; each = each->bundle)
        count++;
    struct mail *mails = arena_array(a, count, sizeof *mails);
    for (size_t i = 0; i < count; i++, j = j->bundle)
        TRY(mail_read(a, f, mail_with_link(a, j->body, j->notice_id, j->token), &mails[i]));
    *ret = digest_merge(a, mails, count);
    return ERR_OK;
}

/* The same at each attempt, also when one of a bundle expired meanwhile. */
static const char *message_id(struct arena *a, const struct job *j, const char *at)
{
    if (j->bundle_at != 0)
        return arena_printf(
            a, "bundel.%lld.%lld%s", (long long)j->endpoint_id, (long long)j->bundle_at, at);
    return arena_printf(a, "%s.%lld%s", j->notice_id, (long long)j->id, at);
}

/* Message-ID and Date stay what they are; sender and receiver are those of now. */
static bool prepare_mail(struct transfer *t, const struct job *j, const struct lane *l)
{
    struct arena *a = j->batch->arena;
    const char *at = strchr(l->from, '@');
    struct fault f;
    struct mail m;

    fault_init(&f, a);
    if (at == NULL || read_mail(j, a, &f, &m) != ERR_OK)
        return false;
    if (j->bundle_at != 0)
        m.date = j->bundle_at;
    m.from = l->from;
    m.from_name = l->from_name;
    m.to = endpoint_shown_url(a, ENDPOINT_MAIL, l->url);
    m.message_id = message_id(a, j, at);
    if (t->smtp == NULL)
        t->smtp = smtp_new(t->relay, t->total_ms, t);
    t->busy = smtp_easy(t->smtp);
    return smtp_prepare(t->smtp, a, &f, &m) == ERR_OK;
}

static bool prepare_http(struct transfer *t, struct job *j, const struct lane *l, int64_t now)
{
    t->busy = t->easy;
    if (!set_headers(t, j, l, now))
        return false;
    if (curl_easy_setopt(t->easy, CURLOPT_URL, l->url) != CURLE_OK)
        return false;
    must(curl_easy_setopt(t->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)strlen(j->body)));
    must(curl_easy_setopt(t->easy, CURLOPT_POSTFIELDS, j->body));
    t->named = l->named;
    t->blocked = t->cut = false;
    t->answer.kept_length = t->answer.length = 0;
    return true;
}

bool transfer_start(struct transfer *t, struct job *j, const struct lane *l, int64_t now)
{
    PRE(t->job == NULL);
    if (!(l->kind == ENDPOINT_MAIL ? prepare_mail(t, j, l) : prepare_http(t, j, l, now)))
        return false;
    if (curl_multi_add_handle(t->multi, t->busy) != CURLM_OK)
        return false;
    t->job = j;
    return true;
}

const char *transfer_error(int code)
{
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return "Deze server is niet te vinden.";
    case CURLE_COULDNT_CONNECT:
        return "Er kwam geen verbinding tot stand.";
    case CURLE_OPERATION_TIMEDOUT:
        return "Er kwam niet op tijd een antwoord.";
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
        return "Het certificaat van deze server is niet geldig.";
    case CURLE_SSL_CONNECT_ERROR:
        return "Een beveiligde verbinding kwam niet tot stand.";
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_PARTIAL_FILE:
        return "De verbinding werd verbroken.";
    default:
        return "Het antwoord was niet te begrijpen.";
    }
}

static const char *status_error(struct arena *a, long status)
{
    if (status >= 200 && status <= 299)
        return "";
    if (status >= 300 && status <= 399)
        return arena_printf(a,
            "De ontvanger verwijst door naar een ander adres (%ld); dat volgen wij niet.", status);
    return arena_printf(a, "De ontvanger antwoordde met foutcode %ld.", status);
}

/* curl 7.88 gives a negative number for a date in the past, and 0 for none. */
static void read_retry_after(struct transfer *t, struct attempt_result *r)
{
    curl_off_t seconds = 0;

    if (curl_easy_getinfo(t->easy, CURLINFO_RETRY_AFTER, &seconds) != CURLE_OK || seconds == 0)
        return;
    r->has_retry_after = true;
    r->retry_after_ms = seconds > INT64_MAX / 1000   ? INT64_MAX
                        : seconds < INT64_MIN / 1000 ? INT64_MIN
                                                     : seconds * 1000;
}

static void read_result(
    struct transfer *t, CURLcode code, struct arena *a, struct attempt_result *r)
{
    bool answered = code == CURLE_OK || (code == CURLE_WRITE_ERROR && t->cut);
    long status = 0;

    if (answered)
        (void)curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
    *r = (struct attempt_result){ .status = (int)status, .blocked = !answered && t->blocked };
    if (r->blocked)
        r->error = "Dit adres ligt niet op het openbare internet: er is niets verstuurd.";
    else
        r->error = answered ? status_error(a, status) : transfer_error((int)code);
    if (answered)
        read_retry_after(t, r);
}

struct job *transfer_finish(struct transfer *t, int code, struct attempt_result *ret)
{
    struct job *j = t->job;
    struct arena *a = j->batch->arena;
    curl_off_t us = 0;

    if (t->busy == t->easy) {
        read_result(t, (CURLcode)code, a, ret);
        j->outcome.answer = ret->status != 0 ? answer_text(a, &t->answer) : "";
    } else {
        smtp_finish(t->smtp, code, a, ret, &j->outcome.answer);
    }
    (void)curl_easy_getinfo(t->busy, CURLINFO_TOTAL_TIME_T, &us);
    j->outcome.status = ret->status;
    j->outcome.ms = us / 1000;
    j->outcome.error = ret->error;
    (void)transfer_abort(t);
    return j;
}

struct job *transfer_abort(struct transfer *t)
{
    struct job *j = t->job;

    if (j == NULL)
        return NULL;
    if (curl_multi_remove_handle(t->multi, t->busy) != CURLM_OK)
        OUR_BUG("a transfer that is not in the multi handle");
    if (t->busy != t->easy)
        smtp_forget(t->smtp);
    t->job = NULL;
    return j;
}
