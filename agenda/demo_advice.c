/* The opportunity advice of March: asked, voted on in writing, sent, and waiting for the college. */
#include "agenda/advice.h"
#include "agenda/demo_parts.h"
#include "agenda/proposal.h"
#include "agenda/written.h"

static enum err ask(struct demo *d)
{
    const struct advice_question question = {
        .title = DEMO_ADVICE,
        .origin = ADVICE_WAS_ASKED,
        .asked_by_id = d->partners[DEMO_CITY],
        .asked_on = "2024-03-04",
        .due_date = "2024-04-03",
        .question =
            "Een organisator wil in Borgerhout 18 nieuwe plaatsen openen. Past dat bij de noden "
            "van de buurt?",
        .addressee = ADVICE_TO_COLLEGE,
        .addressee_id = d->partners[DEMO_CITY],
        .access = ACCESS_PUBLIC,
    };
    static const struct advice_text TEXT = {
        .text =
            "Het LOK adviseert gunstig. In Borgerhout staan veel kinderen op een wachtlijst. Het LOK "
            "vraagt om een deel van de plaatsen met inkomenstarief aan te bieden.",
        .motivation = "De buurt groeit en heeft minder plaatsen per kind dan de rest van de stad.",
        .minority_view =
            "Eén organisator vreest dat het nog moeilijker wordt om kinderbegeleiders te "
            "vinden.",
        .balance_reason = "",
    };

    TRY(council_move_demo(d->tx, &d->who, "2024-03-12"));
    TRY(advice_ask(d->tx, d->arena, &d->who, &question, &d->advice));
    return advice_write(d->tx, d->arena, &d->who, d->advice, 0, &TEXT);
}

/* The opinion of who has a vote, and of one who has not. */
static const struct {
    int person; /* enum demo_person */
    unsigned vote;
    const char *remark;
} BALLOTS[] = {
    { DEMO_CHAIR, VOTE_IN_FAVOUR, "" },
    { DEMO_DIRECTOR, VOTE_ABSTAIN, "Mijn dienst behandelt de aanvraag." },
    { DEMO_COACH, VOTE_IN_FAVOUR, "" },
    { DEMO_FAMILY_CARE_HEAD, VOTE_AGAINST, "Er zijn nu al te weinig kinderbegeleiders." },
    { DEMO_GROUP_CARE_HEAD, VOTE_IN_FAVOUR, "" },
    { DEMO_HOUSE_WORKER, VOTE_IN_FAVOUR, "" },
    { DEMO_TRAINER, VOTE_IN_FAVOUR, "" },
    { DEMO_PARENT_GROUP_CARE, VOTE_IN_FAVOUR, "" },
    { DEMO_PARENT_FAMILY_CARE, VOTE_IN_FAVOUR, "Graag met inkomenstarief." },
    { DEMO_ALDERMAN, VOTE_NONE, "Ik leg het advies voor aan het college." },
};

static enum err vote(struct demo *d)
{
    struct item_list items = { 0 };

    TRY(item_list(tx_snap(d->tx), d->arena, d->written, &items));
    for (size_t i = 0; i < ARRAY_LEN(BALLOTS); i++) {
        const struct actor member = { .person_id = d->people[BALLOTS[i].person], .name = "" };
        const struct written_vote_input in = { BALLOTS[i].vote, BALLOTS[i].remark };

        for (size_t j = 0; j < items.count; j++)
            TRY(written_vote(d->tx, d->arena, &member, d->written, items.at[j].id, &in));
    }
    return ERR_OK;
}

enum err demo_advice(struct demo *d)
{
    static const struct written_input PROCEDURE = {
        .title = "Schriftelijke procedure: nieuwe plaatsen in Borgerhout",
        .opens_date = "2024-03-11",
        .opens_time = "09:00",
        .closes_date = "2024-03-18",
        .closes_time = "18:00",
        .access = ACCESS_MEMBERS,
    };
    int64_t told;

    TRY(ask(d));
    TRY(written_start(d->tx, d->arena, &d->who, &PROCEDURE, d->advice, &d->written));
    TRY(demo_send(d, d->written, SENDING_AGENDA));
    TRY(vote(d));
    TRY(council_move_demo(d->tx, &d->who, "2024-03-20"));
    TRY(written_close(d->tx, d->arena, &d->who, &DEMO_NOBODY, d->written, ""));
    TRY(advice_send(d->tx, d->arena, &d->who, &DEMO_NOBODY, d->advice, 0, &told));
    return council_move_demo(d->tx, &d->who, DEMO_DATE);
}

enum err demo_proposals(struct demo *d)
{
    const struct proposal_input in = {
        .title = "Samen zorgen voor meer stageplaatsen",
        .text =
            "Cursisten vinden moeilijk een stageplaats. Wij tonen graag hoe wij dat aanpakken, en "
            "horen hoe het bij anderen gaat.",
        .minutes = 20,
        .partner_id = d->partners[DEMO_CRECHENDO],
    };
    int64_t id;

    return proposal_make(d->tx, d->arena, &d->who, &DEMO_NOBODY, d->may, &in, &id);
}
