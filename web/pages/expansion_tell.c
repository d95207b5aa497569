/* Telling of a round: the call, or the advice that came of it. */
#include "agenda/expansion_tell.h"
#include "web/pages/access.h"
#include "web/pages/edit_page.h"
#include "web/pages/expansion.h"
#include "web/pages/pages.h"
#include "web/pages/sending.h"

/* By enum expansion_news. */
static const struct words {
    const char *word, *title, *lead, *what, *nobody, *nobody_left, *done, *waits, *held;
} WORDS[] = {
    [EXPANSION_CALL] = { "oproep", "Oproep versturen",
        "De oproep gaat naar de organisatoren en opvanglocaties die partner zijn.", "deze oproep",
        "Niemand krijgt bericht. Geef de partners die kunnen aanvragen een contactpersoon met een"
        " mailadres, of een koppeling.",
        "Wijzigt de laatste dag, dan kunt u de oproep opnieuw versturen.",
        "De oproep is verstuurd.", "De oproep", "De oproep is tegengehouden." },
    [EXPANSION_ADVICE] = { "advies", "Aanvragers verwittigen",
        "Wie in deze ronde plaatsen aanvroeg, verneemt dat het advies bezorgd is.", "dit bericht",
        "Niemand krijgt bericht. Geef de aanvragers een contactpersoon met een mailadres, of een"
        " koppeling.",
        "", "De aanvragers zijn verwittigd.", "Het bericht aan de aanvragers",
        "Het bericht is tegengehouden." },
};

static enum err news_of(struct request *rq, enum expansion_news *ret)
{
    TRY(access_check(rq, SEND, 0));
    for (size_t i = 0; i < ARRAY_LEN(WORDS); i++)
        if (str_equal(request_param(rq, "news"), WORDS[i].word)) {
            *ret = (enum expansion_news)i;
            return ERR_OK;
        }
    return ERR_NOT_FOUND;
}

static struct url news_url(struct request *rq, enum expansion_news news, const char *end)
{
    return expansion_url(
        rq->arena, rq->id, arena_printf(rq->arena, "/bericht/%s%s", WORDS[news].word, end));
}

/* -- on the round's page -- */

enum err expansion_tell_steps(
    struct request *rq, const struct expansion *e, struct expansion_news_list *ret)
{
    struct arena *a = rq->arena;
    struct expansion_news_list list = { arena_array(a, ARRAY_LEN(WORDS), sizeof *list.at), 0 };

    for (enum expansion_news news = EXPANSION_CALL; news <= EXPANSION_ADVICE; news++) {
        int64_t waiting = 0;
        bool fits = false;

        TRY(expansion_tell_fits(rq->snap, a, e, news, &fits));
        TRY(expansion_tell_waiting(rq->snap, e->id, news, &waiting));
        if (!fits && waiting == 0)
            continue;
        list.at[list.count++] = (struct expansion_news_row){
            .button = arena_printf(a, "%s…", WORDS[news].title),
            .to = fits ? news_url(rq, news, "") : (struct url){ "" },
            .taken = waiting == 0 ? ""
                                  : arena_printf(a, "%s vertrekt nog naar %s.", WORDS[news].waits,
                                        show_count(a, (size_t)waiting, "ontvanger", "ontvangers")),
            .take_back = news_url(rq, news, "/tegenhouden"),
        };
    }
    *ret = list;
    return ERR_OK;
}

/* -- the page before -- */

static enum err preview(
    struct request *rq, const struct sending_options *o, const void *of, struct recipient_list *ret)
{
    const enum expansion_news *news = of;

    return expansion_tell_preview(rq->snap, rq->arena, &rq->actor, o, rq->id, *news, ret);
}

static enum err show(struct request *rq, unsigned status, enum expansion_news news)
{
    struct expansion e = { 0 };

    TRY(expansion_of(rq, &e));
    const struct send_one one = {
        .crumb = { e.title, expansion_url(rq->arena, e.id, "") },
        .title = WORDS[news].title,
        .lead = WORDS[news].lead,
        .what = WORDS[news].what,
        .nobody = WORDS[news].nobody,
        .nobody_left = WORDS[news].nobody_left,
        .action = news_url(rq, news, ""),
        .version = e.version,
        .of = &news,
        .preview = preview,
    };
    return send_one_show(rq, status, &one);
}

enum err page_expansion_tell(struct request *rq)
{
    enum expansion_news news;

    TRY(news_of(rq, &news));
    return show(rq, 200, news);
}

static enum err send(struct request *rq, enum expansion_news news)
{
    struct sending_options options;
    int64_t version;

    TRY(send_one_options(rq, &options, &version));
    return expansion_tell(rq->tx, rq->arena, &rq->actor, &options, rq->id, version, news);
}

enum err page_expansion_tell_post(struct request *rq)
{
    enum expansion_news news;

    TRY(news_of(rq, &news));
    enum err e = send(rq, news);
    if (e == ERR_OK)
        return expansion_done(rq, e, WORDS[news].done, NULL);
    TRY(form_comes_back(rq, e));
    return show(rq, err_status(e), news);
}

enum err page_expansion_tell_take_back(struct request *rq)
{
    enum expansion_news news;

    TRY(news_of(rq, &news));
    enum err e = expansion_tell_take_back(rq->tx, rq->arena, &rq->actor, rq->id, news);
    return expansion_done(rq, e, WORDS[news].held, NULL);
}
