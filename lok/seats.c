#include "lok/seats.h"

enum { MOST_SEATS = 2000 };

static const char BALANCE_SOURCE[] =
    "Decreet over het lokaal bestuur, artikel 304, § 3: hoogstens twee derde van de leden is van "
    "hetzelfde geslacht, anders kan het overleg geen geldig advies geven.";

bool seats_is_seat(const struct member *m)
{
    return m->role != MEMBER_ROLE_OBSERVER && m->role != MEMBER_ROLE_EXPERT &&
           m->role != MEMBER_ROLE_GUEST;
}

const char *seats_no_vote(const struct member *m)
{
    if (m->councillor)
        return "Een gemeenteraadslid mag niet stemmen (decreet over het lokaal bestuur, artikel "
               "304, § 3).";
    if (m->college)
        return "Een burgemeester of schepen mag niet stemmen (decreet over het lokaal bestuur, "
               "artikel 304, § 3).";
    if (!seats_is_seat(m))
        return "Waarnemers, deskundigen en gasten hebben geen plaats in het overleg en stemmen "
               "niet.";
    return "";
}

bool seats_may_vote(const struct member *m)
{
    return m->voting_right && str_empty(seats_no_vote(m));
}

static bool over_two_thirds(size_t part, size_t whole)
{
    return part * 3 > whole * 2;
}

static enum seats_verdict verdict_of(const struct seats_balance *b)
{
    const size_t said[] = { b->women, b->men, b->x };
    enum seats_verdict verdict = SEATS_KEPT;

    if (b->members == 0)
        return SEATS_NOBODY;
    for (size_t i = 0; i < ARRAY_LEN(said); i++) {
        if (over_two_thirds(said[i], b->members))
            return SEATS_BROKEN;
        if (over_two_thirds(said[i] + b->not_said, b->members))
            verdict = SEATS_OPEN;
    }
    return verdict;
}

static const char *plain_of(enum seats_verdict verdict)
{
    static const char *const PLAIN[] = {
        [SEATS_NOBODY] = "Er zijn geen leden.",
        [SEATS_KEPT] = "De tweederderegel klopt.",
        [SEATS_OPEN] = "Of de tweederderegel klopt, is niet zeker.",
        [SEATS_BROKEN] = ("De tweederderegel klopt niet: het overleg kan nu geen geldig advies "
                          "geven."),
    };
    return PLAIN[verdict];
}

static const char *counted(struct arena *a, size_t count, const char *one, const char *many)
{
    return arena_printf(a, "%zu %s", count, count == 1 ? one : many);
}

/* "12 leden: 7 vrouwen, 4 mannen en 1 niet ingevuld." */
static const char *counts_of(struct arena *a, const struct seats_balance *b)
{
    struct lines parts = { arena_array(a, 4, sizeof *parts.at), 0 };

    parts.at[parts.count++] = counted(a, b->women, "vrouw", "vrouwen");
    parts.at[parts.count++] = counted(a, b->men, "man", "mannen");
    if (b->x > 0)
        parts.at[parts.count++] = counted(a, b->x, "x", "x");
    if (b->not_said > 0)
        parts.at[parts.count++] = counted(a, b->not_said, "niet ingevuld", "niet ingevuld");
    return arena_printf(
        a, "%s: %s.", counted(a, b->members, "lid", "leden"), str_join_dutch(a, &parts));
}

static const char *words_of(struct arena *a, const struct seats_balance *b)
{
    size_t most = b->members * 2 / 3;

    if (b->verdict == SEATS_NOBODY || b->verdict == SEATS_KEPT)
        return arena_printf(a, "%s %s", plain_of(b->verdict), counts_of(a, b));
    if (b->verdict == SEATS_BROKEN)
        return arena_printf(a, "%s %s Van hetzelfde geslacht mogen er hoogstens %zu zijn.",
            plain_of(b->verdict), counts_of(a, b), most);
    return arena_printf(a,
        "%s %s De regel kan kloppen, maar dat hangt af van wie het nog niet invulde: van hetzelfde "
        "geslacht mogen er hoogstens %zu zijn.",
        plain_of(b->verdict), counts_of(a, b), most);
}

struct seats_balance seats_judge(struct arena *a, const struct member_list *list)
{
    struct seats_balance b = { .source = BALANCE_SOURCE };

    for (size_t i = 0; i < list->count; i++) {
        const struct member *m = &list->at[i];
        if (!seats_is_seat(m))
            continue;
        b.members++;
        b.women += m->sex == SEX_WOMAN;
        b.men += m->sex == SEX_MAN;
        b.x += m->sex == SEX_X;
        b.not_said += m->sex == SEX_NOT_SAID;
    }
    b.verdict = verdict_of(&b);
    b.plain = plain_of(b.verdict);
    b.cited = b.verdict != SEATS_BROKEN
                  ? b.plain
                  : "De tweederderegel klopt niet: het overleg kan nu geen geldig advies geven "
                    "(decreet over het lokaal bestuur, artikel 304, § 3).";
    b.words = words_of(a, &b);
    return b;
}

enum err seats_balance(
    struct snap *s, struct arena *a, const char *on_date, struct seats_balance *ret)
{
    struct member_list all = { 0 };

    TRY(member_list(s, a, on_date, 0, MOST_SEATS, &all));
    *ret = seats_judge(a, &all);
    return ERR_OK;
}

static bool is_among(int64_t id, const int64_t *ids, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (ids[i] == id)
            return true;
    }
    return false;
}

enum err seats_balance_of(struct snap *s, struct arena *a, const char *on_date,
    const int64_t *member_ids, size_t count, struct seats_balance *ret)
{
    struct member_list all = { 0 };
    struct member_list some = { 0 };

    TRY(member_list(s, a, on_date, 0, MOST_SEATS, &all));
    some.at = arena_array(a, all.count, sizeof *some.at);
    for (size_t i = 0; i < all.count; i++) {
        if (is_among(all.at[i].id, member_ids, count))
            some.at[some.count++] = all.at[i];
    }
    *ret = seats_judge(a, &some);
    return ERR_OK;
}

static size_t needed_of(const struct council *c, size_t voting)
{
    switch ((enum quorum)c->quorum) {
    case QUORUM_NONE:
        return 0;
    case QUORUM_NUMBER:
        return (size_t)c->quorum_number;
    case QUORUM_MORE_THAN_HALF:
        return voting / 2 + 1;
    case QUORUM_HALF:
        return (voting + 1) / 2;
    case QUORUM_THIRD:
        return (voting + 2) / 3;
    case QUORUM_TWO_THIRDS:
        return (voting * 2 + 2) / 3;
    }
    IMPOSSIBLE("no such quorum");
}

enum err seats_quorum(struct snap *s, struct arena *a, const char *on_date,
    const int64_t *member_ids, size_t count, struct seats_quorum *ret)
{
    struct council council = { 0 };
    struct member_list all = { 0 };
    struct seats_quorum q = { .words = "" };

    TRY(council_get(s, a, &council));
    TRY(member_list(s, a, on_date, 0, MOST_SEATS, &all));
    for (size_t i = 0; i < all.count; i++) {
        bool votes = seats_may_vote(&all.at[i]);
        q.voting += votes;
        q.present += votes && is_among(all.at[i].id, member_ids, count);
    }
    q.is_set = council.quorum != QUORUM_NONE;
    q.needed = needed_of(&council, q.voting);
    q.reached = q.present >= q.needed;
    if (q.is_set)
        q.words = arena_printf(a,
            "%s: %zu van de %zu stemgerechtigde leden zijn er, %zu zijn nodig (quorum van dit "
            "overleg: %s).",
            q.reached ? "Het quorum is gehaald" : "Het quorum is niet gehaald", q.present, q.voting,
            q.needed, choice_dutch(QUORUMS, council.quorum));
    *ret = q;
    return ERR_OK;
}

static void add_due(struct seats_due_list *list, bool broken, const char *words, const char *why)
{
    list->at[list->count++] = (struct seats_due){ words, why, broken };
}

static void add_constituencies(
    struct arena *a, const struct member_list *all, struct seats_due_list *list)
{
    for (unsigned c = 0; c < choice_count(CONSTITUENCIES); c++) {
        size_t seats = 0;
        for (size_t i = 0; i < all->count; i++)
            seats += seats_is_seat(&all->at[i]) && all->at[i].constituency == c;
        if (seats == 0)
            add_due(list, true,
                arena_printf(
                    a, "Geen enkel lid in de geleding %s", choice_dutch(CONSTITUENCIES, c)),
                "Besluit van de Vlaamse Regering van 24 mei 2013 over het lokaal beleid "
                "kinderopvang: in het overleg zitten lokale actoren, gebruikers en het lokaal "
                "bestuur.");
    }
}

enum err seats_due(struct snap *s, struct arena *a, const char *on_date, struct seats_due_list *ret)
{
    enum { MOST_DUE = 8 };
    struct member_list all = { 0 };
    struct seats_due_list list = { arena_array(a, MOST_DUE, sizeof *list.at), 0 };
    struct seats_quorum quorum = { 0 };

    TRY(member_list(s, a, on_date, 0, MOST_SEATS, &all));
    struct seats_balance b = seats_judge(a, &all);
    TRY(seats_quorum(s, a, on_date, NULL, 0, &quorum));
    if (b.members > 0) {
        if (b.verdict == SEATS_BROKEN || b.verdict == SEATS_OPEN)
            add_due(&list, b.verdict == SEATS_BROKEN, b.words, b.source);
        add_constituencies(a, &all, &list);
    }
    if (quorum.needed > quorum.voting)
        add_due(&list, true,
            arena_printf(a, "Het quorum vraagt %zu stemgerechtigde leden, maar er zijn er %zu",
                quorum.needed, quorum.voting),
            "De instellingen van dit overleg: zo kan het nooit stemmen.");
    *ret = list;
    return ERR_OK;
}
