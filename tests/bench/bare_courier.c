/* The least that sends: a bare curl_multi loop, nothing recorded.
 *
 * bare_courier URL COUNT BYTES ENDPOINTS [sign]   posts COUNT bodies of BYTES to URL/0 …
 *     URL/ENDPOINTS-1, 64 at once, and prints one line of JSON: count, failed, CPU microseconds,
 *     wall milliseconds. With "sign" each carries an HMAC-SHA256 of its body, as a webhook must.
 */
#include <curl/curl.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { AT_ONCE = 64, LONGEST_URL = 300 };

struct work {
    CURLM *multi;
    const char *url;
    char *body;
    long bytes, endpoints, count, begun, ended, failed;
    struct curl_slist *headers;
    bool sign;
};

static size_t drop(char *bytes, size_t size, size_t count, void *context)
{
    (void)bytes;
    (void)context;
    return size * count;
}

/* The header's list is kept with its transfer, as its private pointer. */
static void sign(const struct work *w, CURL *easy)
{
    static const unsigned char KEY[crypto_auth_hmacsha256_KEYBYTES] = { 1, 2, 3 };
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    char base64[sodium_base64_ENCODED_LEN(sizeof mac, sodium_base64_VARIANT_ORIGINAL)];
    char header[LONGEST_URL];
    struct curl_slist *old = NULL;

    (void)crypto_auth_hmacsha256(mac, (const unsigned char *)w->body, (size_t)w->bytes, KEY);
    (void)sodium_bin2base64(base64, sizeof base64, mac, sizeof mac, sodium_base64_VARIANT_ORIGINAL);
    (void)snprintf(header, sizeof header, "webhook-signature: v1,%s", base64);
    struct curl_slist *list = curl_slist_append(NULL, header);
    list = curl_slist_append(list, "content-type: application/cloudevents+json");
    (void)curl_easy_getinfo(easy, CURLINFO_PRIVATE, (char **)&old);
    (void)curl_easy_setopt(easy, CURLOPT_HTTPHEADER, list);
    (void)curl_easy_setopt(easy, CURLOPT_PRIVATE, list);
    curl_slist_free_all(old);
}

static void end(CURL *easy)
{
    struct curl_slist *list = NULL;

    (void)curl_easy_getinfo(easy, CURLINFO_PRIVATE, (char **)&list);
    curl_easy_cleanup(easy);
    curl_slist_free_all(list);
}

static void begin(struct work *w, CURL *easy)
{
    char url[LONGEST_URL];

    if (w->sign)
        sign(w, easy);
    (void)snprintf(url, sizeof url, "%s/%ld", w->url, w->begun % w->endpoints);
    (void)curl_easy_setopt(easy, CURLOPT_URL, url);
    (void)curl_multi_add_handle(w->multi, easy);
    w->begun++;
}

static CURL *new_easy(const struct work *w)
{
    CURL *easy = curl_easy_init();

    (void)curl_easy_setopt(easy, CURLOPT_HTTPHEADER, w->headers);
    (void)curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, w->bytes);
    (void)curl_easy_setopt(easy, CURLOPT_POSTFIELDS, w->body);
    (void)curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, drop);
    (void)curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
    (void)curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    (void)curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    return easy;
}

static void collect(struct work *w)
{
    int left;

    for (CURLMsg *m; (m = curl_multi_info_read(w->multi, &left)) != NULL;) {
        CURL *easy = m->easy_handle;
        long status = 0;

        (void)curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
        w->failed += m->data.result != CURLE_OK || status != 200;
        w->ended++;
        (void)curl_multi_remove_handle(w->multi, easy);
        if (w->begun < w->count)
            begin(w, easy);
        else
            end(easy);
    }
}

static int64_t cpu_us(void)
{
    struct rusage u;

    (void)getrusage(RUSAGE_SELF, &u);
    return (u.ru_utime.tv_sec + u.ru_stime.tv_sec) * INT64_C(1000000) + u.ru_utime.tv_usec +
           u.ru_stime.tv_usec;
}

static int64_t wall_ms(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * INT64_C(1000) + t.tv_nsec / 1000000;
}

static void run(struct work *w)
{
    int running;

    for (int i = 0; i < AT_ONCE && w->begun < w->count; i++)
        begin(w, new_easy(w));
    while (w->ended < w->count) {
        (void)curl_multi_perform(w->multi, &running);
        collect(w);
        if (w->ended < w->count)
            (void)curl_multi_poll(w->multi, NULL, 0, 1000, NULL);
    }
}

int main(int argc, char **argv)
{
    if (argc != 5 && argc != 6) {
        (void)fprintf(stderr, "usage: bare_courier URL COUNT BYTES ENDPOINTS [sign]\n");
        return 2;
    }
    (void)curl_global_init(CURL_GLOBAL_DEFAULT);
    if (sodium_init() < 0)
        return 1;
    struct work w = {
        .multi = curl_multi_init(),
        .url = argv[1],
        .count = strtol(argv[2], NULL, 10),
        .bytes = strtol(argv[3], NULL, 10),
        .endpoints = strtol(argv[4], NULL, 10),
        .sign = argc == 6,
        .headers = curl_slist_append(NULL, "content-type: application/cloudevents+json"),
    };
    w.body = malloc((size_t)w.bytes + 1);
    if (w.body == NULL || w.endpoints < 1)
        return 2;
    memset(w.body, 'x', (size_t)w.bytes);
    int64_t cpu = cpu_us(), wall = wall_ms();
    run(&w);
    (void)printf("{\"count\":%ld,\"failed\":%ld,\"cpu_us\":%lld,\"wall_ms\":%lld}\n", w.count,
        w.failed, (long long)(cpu_us() - cpu), (long long)(wall_ms() - wall));
    curl_slist_free_all(w.headers);
    (void)curl_multi_cleanup(w.multi);
    free(w.body);
    return w.failed > 0;
}
