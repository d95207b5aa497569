/* The advice drawn from a round: its ranking as the proposal. */
#include "agenda/advice.h"
#include "agenda/expansion_inside.h"
#include "lok/base/buf.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"

const struct field EXPANSION_PLACING_FIELDS[] = {
    FIELD_ID(struct expansion_placing, meeting_id, .label = "Op de agenda van"),
    FIELD_END,
};

static void add_row(struct buf *b, const struct expansion_application *x)
{
    struct arena *a = b->arena;

    buf_printf(b, "- %s: %s, %s (%lld %s), %s op 100\n", expansion_place(a, x), x->name,
        x->location, (long long)x->places, x->places == 1 ? "plaats" : "plaatsen",
        expansion_total(a, x));
}

/* Down to where the places are used up; who shares a rank there is named, not chosen. */
static const char *fits(struct arena *a, const struct expansion *e,
    const struct expansion_application_list *list, struct lines *ret_names)
{
    int64_t used = 0;

    *ret_names = (struct lines){ arena_array(a, list->count, sizeof *ret_names->at), 0 };
    for (size_t i = 0; i < list->count;) {
        size_t end = i;
        int64_t group = 0;

        if (list->at[i].rank == 0)
            break;
        for (; end < list->count && list->at[end].rank == list->at[i].rank; end++)
            group += list->at[end].places;
        if (used + group > e->places)
            return end - i > 1
                       ? arena_printf(a,
                             "Vanaf plaats %lld is de stand gelijk: de rangschikking beslist daar "
                             "niet wie de %lld overblijvende plaatsen krijgt.",
                             (long long)list->at[i].rank, (long long)(e->places - used))
                       : arena_printf(a, "Er blijven %lld plaatsen over, te weinig voor %s.",
                             (long long)(e->places - used), list->at[i].name);
        for (; i < end; i++)
            ret_names->at[ret_names->count++] = list->at[i].name;
        used += group;
    }
    return "";
}

static void add_names(struct buf *b, const char *words, struct lines *names)
{
    if (names->count > 0)
        buf_printf(b, "\n%s: %s.\n", words, str_join_dutch(b->arena, names));
}

static const char *proposal(struct arena *a, const struct expansion *e,
    const struct expansion_criteria *c, const struct expansion_application_list *list)
{
    struct lines late = { arena_array(a, list->count, sizeof *late.at), 0 }, names = { 0 };
    struct buf b;

    buf_init(&b, a, 0);
    buf_printf(&b, "Voorstel van advies uit “%s”, afgesloten op %s.\n\n", e->title,
        dutch_date_long(a, e->closed_on));
    if (!str_empty(c->decision_number))
        buf_printf(&b, "De criteria zijn goedgekeurd met beslissing %s.\n\n", c->decision_number);
    for (size_t i = 0; i < list->count; i++) {
        if (list->at[i].rank > 0)
            add_row(&b, &list->at[i]);
        else
            late.at[late.count++] = list->at[i].name;
    }
    if (e->places > 0) {
        const char *left = fits(a, e, list, &names);

        add_names(&b,
            arena_printf(a, "Gunstig, binnen de %lld beschikbare plaatsen", (long long)e->places),
            &names);
        if (*left != '\0')
            buf_printf(&b, "\n%s\n", left);
    }
    add_names(&b, "Te laat ingediend en niet beoordeeld", &late);
    return b.data;
}

static const struct sql DRAWN = SQL("UPDATE expansion SET advice_id = :advice WHERE id = :id");

enum err expansion_advise(struct tx *tx, struct arena *a, const struct actor *who, int64_t id,
    int64_t version, int64_t meeting_id, const char **ret_number)
{
    struct expansion e = { 0 };
    struct expansion_criteria c = { 0 };
    struct expansion_application_list list = { 0 };
    struct advice advice = { 0 };
    int64_t advice_id, item_id;

    TRY(expansion_begin(tx, a, who, PREPARE_MEETING, id, version, true, &e));
    if (e.state != EXPANSION_CLOSED)
        return fault_set(tx_fault(tx), ERR_CONFLICT,
            "Sluit de ronde eerst af: daarna volgt het advies uit de rangschikking.");
    if (e.advice_id != 0)
        return fault_set(tx_fault(tx), ERR_CONFLICT, "Van deze ronde is al een advies gemaakt.");
    TRY(expansion_criteria(tx_snap(tx), a, who, id, 0, &c));
    TRY(expansion_applications(tx_snap(tx), a, who, &e, &c, &list));
    if (expansion_has_none(&list))
        return fault_set(tx_fault(tx), ERR_CONFLICT,
            "Niemand vroeg op tijd aan: er is niets om over te adviseren.");
    const struct advice_question question = {
        .title = arena_printf(a, "Advies bij %s", e.title),
        .origin = ADVICE_OWN_INITIATIVE,
        .asked_on = "",
        .due_date = "",
        .question = proposal(a, &e, &c, &list),
        .dossier_id = e.dossier_id,
        .addressee = ADVICE_TO_COLLEGE,
        .access = e.access > ACCESS_MEMBERS ? e.access : ACCESS_MEMBERS,
    };
    TRY(advice_ask(tx, a, who, &question, &advice_id));
    TRY(sql_run(tx, &DRAWN, IN(in_i64("id", id), in_i64("advice", advice_id)), NULL));
    if (meeting_id != 0)
        TRY(advice_to_agenda(tx, a, who, advice_id, meeting_id, &item_id));
    TRY(advice_by_id(tx_snap(tx), a, advice_id, &advice));
    TRY(expansion_record(tx, who, id, "advised", NULL));
    *ret_number = advice.number;
    return ERR_OK;
}
