/* What was recorded at an item, in the words of the minutes, and the documents that stand there. */
#include "agenda/minutes_parts.h"
#include "agenda/treatment.h"

/* "uitgesteld naar mei 2024", "ingetrokken: de vraag vervalt". */
static const char *outcome_words(struct arena *a, const struct treatment_input *in)
{
    const struct announcement when = {
        .target_month = in->target_month,
        .target_date = in->target_date,
        .next_meeting = in->next_meeting,
    };
    bool later = in->next_meeting || !str_empty(in->target_date) || !str_empty(in->target_month);
    const char *words = choice_dutch(ITEM_OUTCOMES, in->outcome);

    if (later)
        words = arena_printf(a, "%s%s%s", words,
            in->outcome == OUTCOME_POSTPONED ? " naar " : ", aangekondigd voor ",
            announcement_when(a, &when));
    return str_empty(in->reason)
               ? words
               : arena_printf(a, "%s. Reden: %s", words, minutes_plain(a, in->reason));
}

enum err minutes_noted(
    struct snap *s, struct arena *a, const struct item *item, const char *typed, struct buf *b)
{
    struct treatment_input in = { 0 };

    TRY(treatment_get(s, a, item->id, &in));
    if (in.outcome != OUTCOME_NONE)
        minutes_put(b, "Uitkomst:", outcome_words(a, &in));
    TRY(minutes_presence_at(s, a, item, b));
    minutes_put(b, "", in.note);
    minutes_put(b, "", typed);
    minutes_put(b, "Stemming:", treatment_votes(a, &in.votes));
    minutes_put(b, "Minderheidsstandpunt:", in.minority_view);
    return ERR_OK;
}

enum err minutes_documents(struct snap *s, struct arena *a, struct attachment_of of, unsigned from,
    unsigned to, struct lines *ret)
{
    const struct actor system = actor_system();
    struct attachment_list all = { 0 };

    TRY(attachment_list(s, a, &system, of, &all));
    struct lines names = { arena_array(a, all.count, sizeof *names.at), 0 };
    for (size_t i = 0; i < all.count; i++) {
        const struct attachment *one = &all.at[i];

        if (one->access >= from && one->access <= to && !one->replaced && !one->unsent)
            names.at[names.count++] = minutes_plain(a, one->name);
    }
    *ret = names;
    return ERR_OK;
}
