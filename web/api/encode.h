/* web/api/encode.h: each thing as JSON, the same wherever it appears. openapi.yaml describes them.
 *
 * Invariants: ids are strings, names lowerCamelCase, times RFC 3339 in UTC; an empty value is
 * null, an object that is not there is absent.
 * None of these fails, so that no tree is left behind: read everything first, then encode.
 */
#ifndef WEB_API_ENCODE_H
#define WEB_API_ENCODE_H

#include "agenda/dossier.h"
#include "agenda/treatment.h"
#include "lok/member.h"
#include "lok/seats.h"
#include "notify/kept.h"
#include "web/http/request.h"

/* `whole`: the secretariat's note too. */
cJSON *encode_meeting(const struct meeting *m, bool whole);
/* `whole`: what only those who prepare meetings are shown. */
cJSON *encode_item(const struct item *item, bool whole);
cJSON *encode_offer(const struct announcement *n);
cJSON *encode_offers(const struct announcement_list *offers);
cJSON *encode_published(const struct published *p);
cJSON *encode_sending(const struct sending *sending);
cJSON *encode_decision(const struct decision *d);
/* Three counts, into `to`: each null when nobody counted. */
void encode_votes(cJSON *to, const struct votes *v);

cJSON *encode_dossier(const struct dossier *d);
cJSON *encode_funders(const struct funder_list *list);
cJSON *encode_actors(const struct dossier_actor_list *list);
cJSON *encode_figures(const struct figure_list *list);

/* `whole`: the remark of the secretariat too. */
cJSON *encode_partner(const struct partner *p, bool whole);
cJSON *encode_person(const struct person *p);
/* `named`: the persons' names too; `whole`: what is the secretary's alone, the sex, too. */
/* With its words, which count women and men: for the secretary. */
cJSON *encode_balance(const struct seats_balance *b);
cJSON *encode_member(const struct member *m, bool named, bool whole);

cJSON *encode_endpoint(struct arena *a, const struct endpoint *e);
cJSON *encode_delivery(const struct delivery *d);
cJSON *encode_kept(const struct kept_notice *k);
cJSON *encode_event(const struct event *e);

#endif
