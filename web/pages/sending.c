#include "web/pages/sending.h"
#include "templates.h"
#include "web/pages/meeting.h"
#include "web/pages/pages.h"

/* The kinds in the address, and their words. */
static const struct kind {
    const char *word, *heading, *button, *done, *site;
} KINDS[] = {
    [SENDING_DATE] = { "datum", "Datum meedelen", "Datum meedelen", "De datum is meegedeeld",
        "%s ook datum en plaats van de vergadering." },
    [SENDING_AGENDA] = { "agenda", "Agenda versturen", "Agenda versturen", "De agenda is verstuurd",
        "%s ook de agenda. De nummers van de punten liggen dan vast." },
    [SENDING_CHANGES] = { "wijzigingen", "Wijzigingen versturen", "Wijzigingen versturen",
        "De wijzigingen zijn verstuurd", "%s ook de nieuwe versie." },
    [SENDING_CANCELLATION] = { "annulering", "Vergadering annuleren",
        "Annuleren en iedereen verwittigen", "De vergadering is geannuleerd",
        "%s ook dat de vergadering niet doorgaat." },
    [SENDING_RESULTS] = { "resultaten", "Beslissingen vrijgeven", "Beslissingen vrijgeven",
        "De beslissingen zijn vrijgegeven",
        "%s ook de beslissingen, en wat voor later is aangekondigd." },
};

static bool kind_of(const char *word, enum sending_kind *ret)
{
    for (size_t i = 0; i < ARRAY_LEN(KINDS); i++) {
        if (str_equal(KINDS[i].word, word)) {
            *ret = (enum sending_kind)i;
            return true;
        }
    }
    return false;
}

static const char *undo_words(struct arena *a, int64_t seconds)
{
    long long minutes = (long long)seconds / 60;
    if (seconds == 0)
        return "De berichten vertrekken meteen en kunnen niet meer tegengehouden worden.";
    if (seconds < 60)
        return arena_printf(
            a, "U kunt het daarna nog %lld seconden tegenhouden.", (long long)seconds);
    return arena_printf(a, "U kunt het daarna nog %lld %s tegenhouden.", minutes,
        minutes == 1 ? "minuut" : "minuten");
}

/* Who looks at the site follows from what the meeting is open for. */
static const char *site_words(struct request *rq, const struct meeting *m, const char *format)
{
    static const char *const READERS[] = {
        [ACCESS_PUBLIC] = "Iedereen die deze site bezoekt, ziet daarna",
        [ACCESS_MEMBERS] = "Leden en partners die zich aanmelden, zien daarna",
        [ACCESS_SECRETARIAT] = "Alleen het secretariaat ziet",
    };
    unsigned access = m->access;
    if (access == ACCESS_PUBLIC && !rq->council.is_public)
        access = ACCESS_MEMBERS;
    return arena_printf(rq->arena, "%s%s", READERS[access], format + 2);
}

static struct recipient_rows recipients_of(struct request *rq, const struct recipient_list *list)
{
    struct recipient_rows rows = { arena_array(rq->arena, list->count, sizeof *rows.at),
        list->count };
    for (size_t i = 0; i < list->count; i++)
        rows.at[i] = (struct recipient_row){
            .name = list->at[i].name,
            .channel = list->at[i].channel,
            .remark = list->at[i].remark,
            .sentence = list->at[i].sentence,
            .message = message_of(rq, list->at[i].body),
        };
    return rows;
}

static void add_lines(struct request *rq, const struct sending_preview *p, struct sending_view *v)
{
    struct arena *a = rq->arena;
    v->changes.at = arena_array(a, p->changes.count, sizeof *v->changes.at);
    v->changes.count = p->changes.count;
    for (size_t i = 0; i < p->changes.count; i++)
        v->changes.at[i].text = p->changes.at[i].dutch;
    v->warnings.at = arena_array(a, p->warnings.count, sizeof *v->warnings.at);
    v->warnings.count = p->warnings.count;
    for (size_t i = 0; i < p->warnings.count; i++)
        v->warnings.at[i].text = p->warnings.at[i];
}

/* One that gets several messages counts once. */
static size_t told(const struct recipient_list *list)
{
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++) {
        size_t first = 0;
        while (list->at[first].endpoint_id != list->at[i].endpoint_id)
            first++;
        count += first == i;
    }
    return count;
}

static void fill(struct request *rq, const struct meeting *m, const struct sending_preview *p,
    const struct kind *kind, struct sending_view *v)
{
    struct arena *a = rq->arena;
    size_t count = told(&p->recipients);
    v->lead =
        count == 0 ? "Er is nog niets verstuurd."
        : count == 1
            ? "1 ontvanger krijgt bericht. Er is nog niets verstuurd."
            : arena_printf(a, "%zu ontvangers krijgen bericht. Er is nog niets verstuurd.", count);
    v->site = site_words(rq, m, kind->site);
    v->undo = undo_words(a, rq->app->undo_seconds);
    v->recipients = recipients_of(rq, &p->recipients);
    v->kind = kind->word;
    v->button = kind->button;
    v->look = p->kind == SENDING_CANCELLATION ? "danger" : "";
    v->version = m->version;
    add_lines(rq, p, v);
}

static enum err show(struct request *rq, enum sending_kind which, unsigned status)
{
    struct arena *a = rq->arena;
    struct meeting m = { 0 };
    struct sending_preview preview = { 0 };
    struct sending_options options = show_sending_options(rq);

    TRY(meeting_get(rq->snap, a, rq->id, &m));
    struct sending_view v = {
        .heading = KINDS[which].heading,
        .meeting = { arena_printf(a, "Vergadering van %s", show_when(a, &m)),
            show_meeting_url(a, m.id, "") },
        .problem = form_problem(rq),
        .refused = "",
        .action = show_meeting_url(a, m.id, "/versturen"),
        .back = show_meeting_url(a, m.id, ""),
    };
    enum err e = sending_preview(rq->snap, a, &rq->actor, &options, m.id, which, &preview);
    if (e == ERR_CONFLICT) {
        v.refused = rq->fault.detail;
        v.problem = (struct form_view){ .detail = "" };
        status = err_status(e);
    } else if (e != ERR_OK) {
        return e;
    } else {
        fill(rq, &m, &preview, &KINDS[which], &v);
    }
    return reply_page_status(rq, status, v.heading, sending_html, &v);
}

enum err page_sending(struct request *rq)
{
    struct meeting m = { 0 };
    enum sending_kind which;
    if (!kind_of(request_query(rq, "soort"), &which)) {
        TRY(meeting_get(rq->snap, rq->arena, rq->id, &m));
        which = sending_kind_now(&m);
    }
    return show(rq, which, 200);
}

static enum err send(struct request *rq, enum sending_kind which, struct sending *ret)
{
    struct sending_options options = show_sending_options(rq);
    int64_t version;
    TRY(request_form_version(rq, &version));
    return sending_send(rq->tx, rq->arena, &rq->actor, &options, rq->id, version, which, ret);
}

enum err page_sending_send(struct request *rq)
{
    struct arena *a = rq->arena;
    struct sending sent = { 0 };
    enum sending_kind which;
    const char *word = param_get(&rq->form, "soort");
    if (word == NULL || !kind_of(word, &which))
        return fault_set(&rq->fault, ERR_INVALID, "Zeg wat u wilt versturen.");
    enum err e = send(rq, which, &sent);
    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        return show(rq, which, err_status(e));
    }
    const char *to = sent.recipients == 0
                         ? ""
                         : arena_printf(a, " aan %s",
                               show_count(a, (size_t)sent.recipients, "ontvanger", "ontvangers"));
    return reply_see_other(rq, show_meeting_url(a, rq->id, "").address,
        arena_printf(a, "%s%s.", KINDS[which].done, to), NULL);
}

enum err page_sending_take_back(struct request *rq)
{
    struct sending sent = { 0 };
    TRY(sending_get(rq->snap, rq->arena, rq->id, &sent));
    enum err e = sending_take_back(rq->tx, &rq->actor, rq->id);
    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        return meeting_show(rq, sent.meeting_id, err_status(e));
    }
    return reply_see_other(rq, show_meeting_url(rq->arena, sent.meeting_id, "").address,
        "Het versturen is tegengehouden. Niemand is verwittigd en alles is weer zoals ervoor.",
        NULL);
}
