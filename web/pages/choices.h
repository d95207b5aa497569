/* web/pages/choices.h: long choice lists of forms: partners and persons by name. */
#ifndef WEB_PAGES_CHOICES_H
#define WEB_PAGES_CHOICES_H

#include "lok/partner.h"
#include "web/http/form.h"

/* Gives the input `name` all partners that are open, and the one it has now when that is closed. */
enum err choices_partners(struct request *rq, struct form_view *form, const char *name) NODISCARD;

/* Gives the input `name` all persons, with their functions. */
enum err choices_persons(struct request *rq, struct form_view *form, const char *name) NODISCARD;

/* Every person by name; at most 5,000. */
enum err choices_all_persons(struct request *rq, struct person_list *ret) NODISCARD;

#endif
