/* What a coalition misses, on its dossier's page. */
#include "web/pages/access.h"
#include "web/pages/coalition.h"

enum err coalition_card(struct request *rq, const struct dossier *d, struct coalition_card *ret)
{
    struct coalition c;
    struct coalition_need_list needs = { 0 };
    bool may_edit = access_may(rq, PREPARE_MEETING, 0);

    TRY(coalition_get(rq->snap, rq->arena, d->id, &c));
    TRY(coalition_needs(rq->snap, rq->arena, d->id, &needs));
    TRY(coalition_missing(
        rq->snap, rq->arena, d->id, council_today(rq->arena, &rq->council), &ret->missing));
    ret->shown = may_edit || needs.count > 0;
    ret->words = needs.count == 0          ? "Vraagt een oproep partners die meedoen? Houd hier bij"
                                             " wie gevraagd is en wie toezegde."
                 : ret->missing.count == 0 ? "Alles wat de oproep vraagt, is toegezegd."
                                           : "";
    ret->to = url_of(rq->arena, "/dossiers/%lld/samenwerkingsverband", (long long)d->id);
    return ERR_OK;
}
