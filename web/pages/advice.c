#include "web/pages/advice.h"
#include "agenda/publication.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "templates.h"
#include "web/pages/pages.h"

enum { MOST_FACTS = 10, MOST_STEPS = 6, MOST_MEETINGS = 12 };

static const struct url NOWHERE = { "" };

struct url advice_url(struct arena *a, const char *number, const char *below)
{
    return url_of(a, "/adviezen/%s%s", url_encode(a, number), below);
}

struct chip advice_chip(struct arena *a, const struct advice *v)
{
    static const char *const TONES[] = {
        [ADVICE_ASKED] = "warn",
        [ADVICE_IN_PREPARATION] = "warn",
        [ADVICE_SENT] = "accent",
        [ADVICE_OVERDUE] = "bad",
        [ADVICE_ANSWERED] = "ok",
        [ADVICE_NOT_ACCEPTED] = "bad",
    };
    PRE(v->state < ARRAY_LEN(TONES));
    const char *words = choice_dutch(ADVICE_STATES, v->state);
    if (v->state == ADVICE_ANSWERED)
        words = arena_printf(a, "%s: %s", words, choice_dutch(ADVICE_ANSWERS, v->answer));
    return (struct chip){ words, TONES[v->state] };
}

const char *advice_result(struct arena *a, const struct advice *v)
{
    if (str_empty(v->text))
        return "";
    if (v->in_favour + v->against + v->abstain == 0)
        return "bij consensus";
    return arena_printf(a, "%lld voor, %lld tegen, %s", (long long)v->in_favour,
        (long long)v->against, show_count(a, (size_t)v->abstain, "onthouding", "onthoudingen"));
}

enum err advice_of(struct request *rq, struct advice *ret)
{
    return advice_get(rq->snap, rq->arena, &rq->actor, request_param(rq, "number"), ret);
}

struct link_view advice_crumb(struct request *rq, const struct advice *v)
{
    return (struct link_view){ arena_printf(rq->arena, "Advies %s", v->number),
        advice_url(rq->arena, v->number, "") };
}

/* -- what is known -- */

static const char *date(struct arena *a, const char *day)
{
    return str_empty(day) ? "" : dutch_date_long(a, day);
}

/* Whether this reader may open the meeting, so that no link leads nowhere. */
static enum err add_meeting(struct request *rq, const struct advice *v, struct fact_list *facts)
{
    struct arena *a = rq->arena;
    struct published p = { 0 };

    if (v->meeting_id == 0)
        return ERR_OK;
    enum err e = show_prepares(rq) ? ERR_OK
                                   : publication_current(rq->snap, a, visibility_of(&rq->actor),
                                         v->meeting_id, clock_now(), &p);
    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    const char *day = v->meeting_at == 0 ? "" : dutch_date_long(a, date_of(a, v->meeting_at));
    const char *words = str_empty(day) ? v->meeting_title : day;
    show_add_fact(facts, v->written ? "Schriftelijke procedure tot" : "Vergadering", words,
        e == ERR_OK ? show_meeting_url(a, v->meeting_id, "") : NOWHERE);
    return ERR_OK;
}

static enum err facts_of(struct request *rq, const struct advice *v, struct fact_list *ret)
{
    struct arena *a = rq->arena;
    struct fact_list facts = show_facts(a, MOST_FACTS);
    bool asked = v->origin == ADVICE_WAS_ASKED;
    const char *asker = str_empty(v->asked_by) ? "het bestuur" : v->asked_by;

    show_add_fact(&facts, "Hoe het er kwam",
        asked ? arena_printf(a, "gevraagd door %s op %s", asker, date(a, v->asked_on))
              : "op eigen initiatief",
        NOWHERE);
    if (v->sent_at == 0)
        show_add_fact(&facts, "Klaar tegen", date(a, v->due_date), NOWHERE);
    show_add_fact(&facts, "Gericht aan", choice_dutch(ADVICE_ADDRESSEES, v->addressee), NOWHERE);
    if (show_prepares(rq))
        show_add_fact(&facts, "Bezorgd via", v->addressee_name,
            url_of(a, "/partners/%lld", (long long)v->addressee_id));
    TRY(add_meeting(rq, v, &facts));
    if (v->sent_at != 0)
        show_add_fact(&facts, "Bezorgd op",
            dutch_date_long(a, date_of(a, council_moment(&rq->council, v->sent_at))), NOWHERE);
    show_add_fact(&facts, "Antwoord verwacht tegen", date(a, v->reaction_due), NOWHERE);
    show_add_fact(&facts, "Nummer van hun beslissing", v->reference, NOWHERE);
    if (v->dossier_id != 0)
        show_add_fact(&facts, "Dossier", v->dossier_title, show_dossier_url(a, v->dossier_id));
    show_add_access(&facts, v->access);
    *ret = facts;
    return ERR_OK;
}

/* -- what can be done now -- */

static void add(struct request *rq, struct step_list *list, const struct advice *v,
    const char *text, const char *below)
{
    list->at[list->count] = (struct step){ text, advice_url(rq->arena, v->number, below),
        list->count == 0 ? "" : "plain", false, 0 };
    list->count++;
}

static struct step_list steps_of(struct request *rq, const struct advice *v)
{
    struct step_list list = { arena_array(rq->arena, MOST_STEPS, sizeof *list.at), 0 };
    bool left = v->sent_at != 0 && !v->may_take_back;

    if (!show_prepares(rq))
        return list;
    if (v->sent_at == 0 && !str_empty(v->text) && v->state != ADVICE_NOT_ACCEPTED)
        add(rq, &list, v, "Advies bezorgen…", "/bezorgen");
    if (v->sent_at == 0) {
        add(rq, &list, v, str_empty(v->text) ? "Advies noteren" : "Tekst wijzigen", "/tekst");
        add(rq, &list, v, "Vraag wijzigen", "/bewerken");
    }
    if (left)
        add(rq, &list, v, v->answer == ANSWER_NONE ? "Antwoord noteren" : "Antwoord verbeteren",
            "/antwoord");
    if (v->sent_at != 0)
        add(rq, &list, v, "Rechtzetten", "/rechtzetting");
    return list;
}

enum err advice_meetings(struct request *rq, struct form_option_list *ret)
{
    struct arena *a = rq->arena;
    struct meeting_list found = { 0 };
    struct form_option_list list = { arena_array(a, MOST_MEETINGS, sizeof *list.at), 0 };

    TRY(meeting_list(rq->snap, a, 0, 0, MOST_MEETINGS, &found));
    for (size_t i = found.count; i-- > 0;) {
        const struct meeting *m = &found.at[i];

        if (m->state == MEETING_CLOSED || m->kind == MEETING_WRITTEN_PROCEDURE ||
            !lifecycle_allows(&rq->actor, m->state, MEETING_EDIT))
            continue;
        list.at[list.count++] = (struct form_option){
            .value = arena_printf(a, "%lld", (long long)m->id),
            .text = arena_printf(a, "%s, %s", m->title, show_day(a, m)),
        };
    }
    *ret = list;
    return ERR_OK;
}

static enum err add_places(struct request *rq, const struct advice *v, struct advice_view *view)
{
    bool placed =
        v->sent_at == 0 ? v->item_id != 0 && v->state != ADVICE_NOT_ACCEPTED : v->follow_up_id != 0;

    if (!show_prepares(rq) || v->answer != ANSWER_NONE || v->may_take_back || placed)
        return ERR_OK;
    TRY(advice_meetings(rq, &view->meetings));
    if (view->meetings.count > 0)
        view->to_agenda = advice_url(rq->arena, v->number, "/agenda");
    if (v->sent_at == 0)
        view->written = url_of(
            rq->arena, "/vergaderingen/schriftelijk?advies=%s", url_encode(rq->arena, v->number));
    return ERR_OK;
}

static enum err notes_of(struct request *rq, const struct advice *v, struct advice_notes *ret)
{
    struct arena *a = rq->arena;
    struct rectification_list list = { 0 };

    TRY(advice_rectifications(rq->snap, a, v->id, &list));
    *ret = (struct advice_notes){ arena_array(a, list.count, sizeof *ret->at), list.count };
    for (size_t i = 0; i < list.count; i++)
        ret->at[i] = (struct advice_note){ dutch_date_long(a, list.at[i].made_on),
            show_text(a, list.at[i].text) };
    return ERR_OK;
}

static const char *hidden_words(const struct advice *v)
{
    if (v->state == ADVICE_NOT_ACCEPTED)
        return "De leden namen dit advies niet aan. Wijzig de tekst en zet het opnieuw op een agenda,"
               " of leg het opnieuw schriftelijk voor. Alleen het secretariaat ziet het.";
    if (v->sent_at == 0)
        return "Alleen het secretariaat ziet dit advies, tot het bezorgd is.";
    return "";
}

enum err advice_show(struct request *rq, unsigned status)
{
    struct arena *a = rq->arena;
    struct advice v = { 0 };

    TRY(advice_of(rq, &v));
    struct advice_view view = {
        .title = v.title,
        .year = arena_printf(a, "%lld", (long long)v.year),
        .of_year = url_of(a, "/adviezen?jaar=%lld", (long long)v.year),
        .state = advice_chip(a, &v),
        .number = { v.number, "" },
        .hidden = hidden_words(&v),
        .taken =
            v.may_take_back ? "Dit advies vertrekt zo dadelijk. U kunt het nog tegenhouden." : "",
        .take_back = advice_url(a, v.number, "/tegenhouden"),
        .balance = v.balance_words,
        .reason = v.balance_reason,
        .problem = form_problem(rq),
        .steps = steps_of(rq, &v),
        .question = show_text(a, v.question),
        .text = show_text(a, v.text),
        .motivation = show_text(a, v.motivation),
        .minority = show_text(a, v.minority_view),
        .result = show_capital(a, advice_result(a, &v)),
        .answer = { v.answer == ANSWER_NONE ? "" : choice_dutch(ADVICE_ANSWERS, v.answer),
            v.answer == ANSWER_FOLLOWED ? "ok" : "warn" },
        .answer_on = date(a, v.answered_on),
        .answer_text = show_text(a, v.answer_text),
        .letter = str_empty(v.text) ? NOWHERE : advice_url(a, v.number, "/brief"),
        .to_agenda = NOWHERE,
        .written = NOWHERE,
    };
    TRY(facts_of(rq, &v, &view.facts));
    TRY(notes_of(rq, &v, &view.rectifications));
    TRY(documents_of(rq, ATTACHED_TO_ADVICE, v.id, &view.documents));
    TRY(add_places(rq, &v, &view));
    return reply_page_status(rq, status, v.title, advice_html, &view);
}

enum err page_advice(struct request *rq)
{
    return advice_show(rq, 200);
}

/* Onto a meeting's agenda. */
enum err page_advice_place(struct request *rq)
{
    const char *chosen = param_get(&rq->form, "meeting");
    struct advice v = { 0 };
    int64_t meeting_id = 0, item_id;

    TRY(advice_of(rq, &v));
    if (chosen == NULL || !str_to_i64(chosen, &meeting_id) || meeting_id <= 0)
        return fault_set(&rq->fault, ERR_INVALID, "Kies een vergadering.");
    enum err e = advice_to_agenda(rq->tx, rq->arena, &rq->actor, v.id, meeting_id, &item_id);
    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        return advice_show(rq, err_status(e));
    }
    return reply_see_other(rq, show_meeting_url(rq->arena, meeting_id, "/agenda").address,
        "Het advies staat op de agenda.", NULL);
}

/* -- the letter -- */

enum err page_advice_letter(struct request *rq)
{
    struct arena *a = rq->arena;
    struct advice v = { 0 };

    TRY(advice_of(rq, &v));
    if (str_empty(v.text))
        return ERR_NOT_FOUND;
    const char *day = v.sent_at != 0 ? date_of(a, council_moment(&rq->council, v.sent_at))
                                     : council_today(a, &rq->council);
    struct advice_letter_view view = {
        .council = rq->council.name,
        .day = dutch_date_long(a, day),
        .number = v.number,
        .title = v.title,
        .addressee = choice_dutch(ADVICE_ADDRESSEES, v.addressee),
        .address_name = v.addressee_name,
        .back = advice_url(a, v.number, ""),
        .asked = v.origin == ADVICE_OWN_INITIATIVE
                     ? "Wij geven dit advies op eigen initiatief."
                     : arena_printf(a, "Op %s vroeg %s ons advies.", date(a, v.asked_on),
                           str_empty(v.asked_by) ? "u" : v.asked_by),
        .question = show_text(a, v.question),
        .text = show_text(a, v.text),
        .motivation = show_text(a, v.motivation),
        .minority = show_text(a, v.minority_view),
        .result = advice_result(a, &v),
        .given = date(a, v.given_on),
        .reaction = date(a, v.reaction_due),
    };
    TRY(notes_of(rq, &v, &view.rectifications));
    return reply_page(
        rq, arena_printf(a, "Advies %s: %s", v.number, v.title), advice_letter_html, &view);
}
