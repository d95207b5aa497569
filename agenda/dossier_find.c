/* Dossiers by what is said of them. */
#include "agenda/dossier.h"
#include "agenda/search.h"
#include "agenda/text.h"
#include "lok/base/buf.h"

static void put_lines(struct buf *body, const struct lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        buf_printf(body, "%s\n", lines->at[i]);
}

/* Who pays and takes part, and what was counted. */
static enum err put_parts(struct tx *tx, struct arena *a, int64_t id, struct buf *body)
{
    struct funder_list funders = { 0 };
    struct dossier_actor_list actors = { 0 };
    struct figure_list figures = { 0 };

    TRY(dossier_funders(tx_snap(tx), a, id, &funders));
    TRY(dossier_actors(tx_snap(tx), a, id, &actors));
    TRY(dossier_figures(tx_snap(tx), a, id, &figures));
    for (size_t i = 0; i < funders.count; i++)
        buf_printf(body, "%s %s\n", funders.at[i].name, funders.at[i].note);
    for (size_t i = 0; i < actors.count; i++)
        buf_printf(body, "%s %s %s\n", actors.at[i].partner_name, actors.at[i].role,
            actors.at[i].contribution);
    for (size_t i = 0; i < figures.count; i++)
        buf_printf(body, "%s %s\n", figures.at[i].what, figures.at[i].source);
    return ERR_OK;
}

/* A dossier belongs to no year. */
enum err dossier_index(struct tx *tx, struct arena *a, int64_t id)
{
    const struct visibility all = { .sees = ACCESS_SECRETARIAT };
    struct dossier d = { 0 };
    struct buf body;

    TRY(dossier_get(tx_snap(tx), a, all, id, &d));
    buf_init(&body, a, 0);
    put_lines(&body, &d.aliases);
    put_lines(&body, &d.aim);
    put_lines(&body, &d.tasks);
    buf_printf(&body, "%s\n%s\n%s\n%s\n%s\n", text_to_plain(a, d.summary), d.form, d.area,
        text_to_plain(a, d.outcome), d.applicant_name);
    TRY(put_parts(tx, a, id, &body));
    const struct search_entry entry = {
        .kind = "dossier",
        .ref_id = id,
        .title = d.title,
        .body = body.data,
        .dossier_id = id,
        .partner_id = d.applicant_id,
        .access = d.access,
    };
    return search_put(tx, a, &entry);
}

enum err dossier_find(struct snap *s, struct arena *a, struct visibility v, const char *typed,
    int64_t after, int64_t limit, struct dossier_list *ret)
{
    const struct search_query q = {
        .kind = "dossier", .typed = typed, .v = v, .after = after, .limit = limit
    };
    struct search_hits hits = { 0 };

    if (str_empty(str_trim(a, typed)))
        return dossier_list(s, a, v, after, limit, ret);
    TRY(search_find(s, a, &q, &hits));
    struct dossier_list list = { arena_array(a, hits.count, sizeof *list.at), hits.count };
    for (size_t i = 0; i < hits.count; i++)
        TRY(dossier_get(s, a, v, hits.at[i], &list.at[i]));
    *ret = list;
    return ERR_OK;
}
