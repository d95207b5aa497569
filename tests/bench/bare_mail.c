/* The least that mails: a bare curl_multi loop over SMTP, nothing recorded.
 *
 * bare_mail URL COUNT BYTES   sends COUNT mails of BYTES of text (multipart/alternative with a text
 *     and an HTML part, quoted-printable), four at once, and prints one line of JSON: count, failed,
 *     CPU microseconds.
 */
#include <curl/curl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum { AT_ONCE = 4 };

struct mail {
    CURL *easy;
    curl_mime *mime;
};

struct work {
    CURLM *multi;
    char *text;
    struct curl_slist *headers, *to;
    long count, begun, ended, failed;
};

static void add_part(curl_mime *mime, const char *type, const char *text)
{
    curl_mimepart *part = curl_mime_addpart(mime);

    (void)curl_mime_data(part, text, CURL_ZERO_TERMINATED);
    (void)curl_mime_type(part, type);
    (void)curl_mime_encoder(part, "quoted-printable");
}

static void begin(struct work *w, struct mail *m)
{
    curl_mime *alternatives = curl_mime_init(m->easy);

    add_part(alternatives, "text/plain; charset=utf-8", w->text);
    add_part(alternatives, "text/html; charset=utf-8", w->text);
    m->mime = curl_mime_init(m->easy);
    curl_mimepart *first = curl_mime_addpart(m->mime);
    (void)curl_mime_subparts(first, alternatives);
    (void)curl_mime_type(first, "multipart/alternative");
    (void)curl_easy_setopt(m->easy, CURLOPT_MIMEPOST, m->mime);
    (void)curl_multi_add_handle(w->multi, m->easy);
    w->begun++;
}

static void collect(struct work *w)
{
    int left;

    for (CURLMsg *got; (got = curl_multi_info_read(w->multi, &left)) != NULL;) {
        char *of = NULL;

        (void)curl_easy_getinfo(got->easy_handle, CURLINFO_PRIVATE, &of);
        struct mail *m = (struct mail *)(void *)of;
        w->failed += got->data.result != CURLE_OK;
        w->ended++;
        (void)curl_multi_remove_handle(w->multi, m->easy);
        (void)curl_easy_setopt(m->easy, CURLOPT_MIMEPOST, NULL);
        curl_mime_free(m->mime);
        if (w->begun < w->count)
            begin(w, m);
    }
}

static void prepare(struct work *w, struct mail *m, const char *url)
{
    m->easy = curl_easy_init();
    (void)curl_easy_setopt(m->easy, CURLOPT_URL, url);
    (void)curl_easy_setopt(m->easy, CURLOPT_PRIVATE, m);
    (void)curl_easy_setopt(m->easy, CURLOPT_NOPROXY, "*");
    (void)curl_easy_setopt(m->easy, CURLOPT_NOSIGNAL, 1L);
    (void)curl_easy_setopt(m->easy, CURLOPT_MAIL_FROM, "lok@example.be");
    (void)curl_easy_setopt(m->easy, CURLOPT_MAIL_RCPT, w->to);
    (void)curl_easy_setopt(m->easy, CURLOPT_HTTPHEADER, w->headers);
}

static void run(struct work *w, const char *url)
{
    struct mail mails[AT_ONCE];
    int running;

    for (int i = 0; i < AT_ONCE; i++) {
        prepare(w, &mails[i], url);
        begin(w, &mails[i]);
    }
    while (w->ended < w->count) {
        (void)curl_multi_perform(w->multi, &running);
        collect(w);
        if (w->ended < w->count)
            (void)curl_multi_poll(w->multi, NULL, 0, 1000, NULL);
    }
    for (int i = 0; i < AT_ONCE; i++)
        curl_easy_cleanup(mails[i].easy);
}

static int64_t cpu_us(void)
{
    struct rusage u;

    (void)getrusage(RUSAGE_SELF, &u);
    return (u.ru_utime.tv_sec + u.ru_stime.tv_sec) * INT64_C(1000000) + u.ru_utime.tv_usec +
           u.ru_stime.tv_usec;
}

int main(int argc, char **argv)
{
    size_t bytes = argc == 4 ? strtoul(argv[3], NULL, 10) : 0;
    struct work w = { .count = argc == 4 ? strtol(argv[2], NULL, 10) : 0,
        .text = malloc(bytes + 1) };

    if (w.count < AT_ONCE || w.text == NULL) {
        (void)fprintf(stderr, "usage: bare_mail URL COUNT BYTES\n");
        return 2;
    }
    (void)curl_global_init(CURL_GLOBAL_DEFAULT);
    w.multi = curl_multi_init();
    memset(w.text, 'x', bytes);
    w.text[bytes] = '\0';
    w.to = curl_slist_append(NULL, "partner@example.be");
    w.headers = curl_slist_append(NULL, "Subject: Agenda");
    w.headers = curl_slist_append(w.headers, "From: lok@example.be");
    w.headers = curl_slist_append(w.headers, "To: partner@example.be");
    int64_t cpu = cpu_us();
    run(&w, argv[1]);
    (void)printf("{\"count\":%ld,\"failed\":%ld,\"cpu_us\":%lld}\n", w.count, w.failed,
        (long long)(cpu_us() - cpu));
    curl_slist_free_all(w.headers);
    curl_slist_free_all(w.to);
    (void)curl_multi_cleanup(w.multi);
    free(w.text);
    return w.failed > 0;
}
