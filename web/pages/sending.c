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
    [SENDING_CALL] = { "oproep", "Punten vragen", "Oproep versturen", "De oproep is verstuurd",
        "" },
    [SENDING_REMINDER] = { "herinnering", "Herinneren aan het antwoord", "Herinnering versturen",
        "De herinnering is verstuurd", "" },
    [SENDING_ACTIONS] = { "acties", "Acties meedelen", "Acties meedelen",
        "De acties zijn meegedeeld", "" },
    [SENDING_MINUTES_CHAIR] = { "verslag-voorzitter", "Verslag naar de voorzitter",
        "Naar de voorzitter sturen", "Het verslag is verstuurd", "" },
    [SENDING_MINUTES_MEMBERS] = { "verslag-leden", "Verslag voorleggen", "Verslag voorleggen",
        "Het verslag is voorgelegd",
        "Leden die zich aanmelden, lezen daarna ook het verslag, en kunnen opmerkingen geven." },
    [SENDING_MINUTES_APPROVED] = { "verslag-goedgekeurd", "Goedgekeurd verslag meedelen",
        "Meedelen", "Het goedgekeurde verslag is meegedeeld", "" },
    [SENDING_SUPERSEDED] = { "vervangen", "Vervangen beslissingen meedelen", "Meedelen",
        "De vervangen beslissingen zijn meegedeeld", "" },
    [SENDING_AGENDA_CHAIR] = { "agenda-voorzitter", "Agenda naar de voorzitter",
        "Naar de voorzitter sturen", "De agenda is naar de voorzitter gestuurd",
        "Niemand anders ziet de agenda al." },
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

const char *sending_undo_words(struct arena *a, int64_t seconds)
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
    if (!str_starts(format, "%s"))
        return format;
    unsigned access = m->access;
    if (access == ACCESS_PUBLIC && !rq->council.is_public)
        access = ACCESS_MEMBERS;
    return arena_printf(rq->arena, "%s%s", READERS[access], format + 2);
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

static const char *lead_of(struct arena *a, size_t told, size_t by_hand)
{
    const char *mails = by_hand == 0   ? ""
                        : by_hand == 1 ? " 1 persoon mailt u zelf."
                                       : arena_printf(a, " %zu personen mailt u zelf.", by_hand);
    const char *first = told == 0   ? ""
                        : told == 1 ? "1 ontvanger krijgt bericht."
                                    : arena_printf(a, "%zu ontvangers krijgen bericht.", told);
    if (told + by_hand == 0)
        return "Niemand krijgt bericht. Er is nog niets verstuurd.";
    return arena_printf(a, "%s%s Er is nog niets verstuurd.", first, mails);
}

static void fill(struct request *rq, const struct meeting *m, const struct sending_preview *p,
    const struct kind *kind, struct sending_view *v)
{
    struct arena *a = rq->arena;
    v->recipients = sending_rows(rq, &p->recipients);
    v->by_hand = sending_rows(rq, &p->by_hand);
    v->lead = lead_of(a, sending_rows_chosen(&v->recipients), sending_rows_chosen(&v->by_hand));
    v->site = str_empty(kind->site) ? "" : site_words(rq, m, kind->site);
    v->undo = sending_undo_words(a, rq->app->undo_seconds);
    v->all = show_meeting_url(a, m->id, arena_printf(a, "/versturen?soort=%s", kind->word));
    v->none = url_of(a, "%s&kies=1", v->all.address);
    v->sample = show_sending_options(rq).has_mail ? show_meeting_url(a, m->id, "/proefbericht")
                                                  : (struct url){ "" };
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
    options.chosen = sending_choice(rq, rq->method == POST ? &rq->form : &rq->query, "kies");
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
    options.chosen = sending_choice(rq, &rq->form, "kies");
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
    const char *mails = sent.by_hand == 0
                            ? ""
                            : arena_printf(a, " Mail zelf nog %s.",
                                  show_count(a, (size_t)sent.by_hand, "persoon", "personen"));
    return reply_see_other(rq, show_meeting_url(a, rq->id, "").address,
        arena_printf(a, "%s%s.%s", KINDS[which].done, to, mails), NULL);
}

enum err page_sending_sample(struct request *rq)
{
    struct sending_options options = show_sending_options(rq);
    const char *word = param_get(&rq->form, "soort");
    enum sending_kind which;

    if (word == NULL || !kind_of(word, &which))
        return fault_set(&rq->fault, ERR_INVALID, "Zeg wat u wilt versturen.");
    enum err e = sending_sample(rq->tx, rq->arena, &rq->actor, &options, rq->id, which);
    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        return show(rq, which, err_status(e));
    }
    return reply_see_other(rq,
        show_meeting_url(rq->arena, rq->id, arena_printf(rq->arena, "/versturen?soort=%s", word))
            .address,
        "Het proefbericht is op weg naar uw eigen mailbox. Niemand anders krijgt het.", NULL);
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
