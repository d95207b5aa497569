#include "web/pages/messages.h"
#include "lok/base/dates.h"
#include "notify/digest.h"
#include "notify/mail.h"
#include "templates.h"
#include "web/pages/access.h"
#include "web/pages/pages.h"

enum { ON_A_PAGE = 50 };

struct chip messages_state(unsigned state)
{
    static const struct chip CHIPS[] = {
        [DELIVERY_PENDING] = { "wacht", "warn" },
        [DELIVERY_IN_FLIGHT] = { "bezig", "accent" },
        [DELIVERY_SENT] = { "verstuurd", "ok" },
        [DELIVERY_FAILED] = { "mislukt, proberen opnieuw", "bad" },
        [DELIVERY_DEAD] = { "mislukt, opgegeven", "bad" },
        [DELIVERY_CANCELLED] = { "tegengehouden", "" },
        [DELIVERY_EXPIRED] = { "vervallen", "" },
    };
    PRE(state < ARRAY_LEN(CHIPS));
    return CHIPS[state];
}

/* When it is the most telling: when it goes, else when it went or was made. */
static int64_t moment_of(const struct delivery *d)
{
    if (d->finished_at != 0)
        return d->finished_at;
    return d->due_at;
}

const char *messages_bundle(struct arena *a, const struct delivery *d)
{
    const char *in = d->finished_at == 0 ? "wacht op een verzamelmail" : "in een verzamelmail";

    if (d->bundled == 0)
        return in;
    return d->bundled == 1
               ? arena_printf(a, "%s, met 1 ander bericht", in)
               : arena_printf(a, "%s, met %lld andere berichten", in, (long long)d->bundled);
}

const char *messages_receiver(struct request *rq, const struct delivery *d)
{
    if (!str_empty(d->person_name) && !access_may(rq, SEE_PEOPLE, 0))
        return "een persoon";
    return delivery_receiver(rq->arena, d);
}

static const char *why_of(struct request *rq, const struct delivery *d, bool with_endpoint)
{
    struct arena *a = rq->arena;
    struct lines why = { arena_array(a, 4, sizeof *why.at), 0 };

    if (with_endpoint)
        why.at[why.count++] = arena_printf(a, "aan %s", messages_receiver(rq, d));
    if (d->bundle_at != 0)
        why.at[why.count++] = messages_bundle(a, d);
    if (d->attempts > 1)
        why.at[why.count++] = arena_printf(a, "%lld keer geprobeerd", (long long)d->attempts);
    if (!str_empty(d->last_error))
        why.at[why.count++] = d->last_error;
    return str_join(a, &why, " · ");
}

struct delivery_rows messages_rows(
    struct request *rq, const struct delivery_list *list, size_t count, bool with_endpoint)
{
    struct arena *a = rq->arena;
    struct delivery_rows rows = { arena_array(a, count, sizeof *rows.at), count };

    for (size_t i = 0; i < count; i++) {
        const struct delivery *d = &list->at[i];
        rows.at[i] = (struct delivery_row){
            .when = dutch_instant(a, moment_of(d)),
            .what = messages_type(a, d->type),
            .why = why_of(rq, d, with_endpoint),
            .to = url_of(a, "/beheer/berichten/%lld", (long long)d->id),
            .state = messages_state(d->state),
        };
    }
    return rows;
}

/* cJSON indents with tabs and puts one behind each colon; inside strings a tab is escaped. */
static const char *indented(struct arena *a, const char *body)
{
    AUTO(json_cleanup) cJSON *tree = cJSON_Parse(body);
    char *text = tree == NULL ? NULL : cJSON_Print(tree);
    struct buf shown;

    buf_init(&shown, a, 0);
    for (const char *c = text == NULL ? body : text; *c != '\0'; c++) {
        bool begins = shown.length == 0 || shown.data[shown.length - 1] == '\n' ||
                      shown.data[shown.length - 1] == ' ';
        if (*c == '\t')
            buf_puts(&shown, begins ? "  " : " ");
        else
            buf_putc(&shown, *c);
    }
    cJSON_free(text);
    return shown.data;
}

const char *messages_type(struct arena *a, unsigned type)
{
    char *words = arena_strdup(a, choice_dutch(NOTICE_TYPES, type));

    if (words[0] >= 'a' && words[0] <= 'z')
        words[0] = (char)(words[0] - 'a' + 'A');
    return words;
}

struct carried messages_carried(struct request *rq, const struct delivery *d)
{
    struct carried c = { .is_notice = d->endpoint_kind == ENDPOINT_WEBHOOK,
        .subject = "",
        .text = "",
        .body = indented(rq->arena, d->body) };
    struct fault ignored;
    struct mail mail;

    fault_init(&ignored, rq->arena);
    if (c.is_notice)
        c.message = message_of(rq, d->body);
    if (d->endpoint_kind == ENDPOINT_MAIL &&
        mail_read(rq->arena, &ignored, d->body, &mail) == ERR_OK) {
        c.subject = mail.subject;
        c.text = mail_text_part(rq->arena, &mail);
    }
    if (endpoint_is_chat(d->endpoint_kind))
        c.text = message_chat_text(rq->arena, d->body);
    return c;
}

struct carried messages_digest(struct request *rq, const struct delivery_list *list)
{
    struct arena *a = rq->arena;
    struct mail *mails = arena_array(a, list->count, sizeof *mails);
    struct lines bodies = { arena_array(a, list->count, sizeof *bodies.at), 0 };
    struct fault ignored;
    size_t count = 0;

    fault_init(&ignored, a);
    for (size_t i = 0; i < list->count; i++) {
        if (mail_read(a, &ignored, list->at[i].body, &mails[count]) != ERR_OK)
            continue;
        bodies.at[bodies.count++] = indented(a, list->at[i].body);
        count++;
    }
    if (count == 0)
        return (struct carried){ .subject = "", .text = "", .body = "" };
    struct mail all = digest_merge(a, mails, count);
    return (struct carried){
        .subject = all.subject,
        .text = mail_text_part(a, &all),
        .body = str_join(a, &bodies, "\n\n"),
    };
}

enum err page_messages(struct request *rq)
{
    struct delivery_list list;
    struct outbox_counts n;

    TRY(access_check(rq, SEE_ENDPOINTS, 0));
    TRY(outbox_list(rq->snap, rq->arena, 0, show_after(rq), ON_A_PAGE + 1, &list));
    TRY(outbox_count(rq->snap, &n));
    bool more = list.count > ON_A_PAGE;
    size_t count = more ? ON_A_PAGE : list.count;
    struct messages_view v = {
        .deliveries = messages_rows(rq, &list, count, true),
        .pager =
            show_pager(rq, "/beheer/berichten", "", more, count > 0 ? list.at[count - 1].id : 0),
        .summary = arena_printf(rq->arena,
            "%lld verstuurd in de laatste 30 dagen, %lld wachten, %lld mislukt.", (long long)n.sent,
            (long long)n.pending, (long long)(n.failed + n.dead)),
    };
    return reply_page(rq, "Berichten", messages_html, &v);
}
