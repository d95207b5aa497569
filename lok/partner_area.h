/* lok/partner_area.h: where a partner works: municipalities, each from and until a day.
 *
 * What was typed and is no Flemish municipality stays as a line of text with the partner.
 * Dates are "YYYY-MM-DD", "" for none; `until_date` is the first day on which it no longer holds.
 */
#ifndef LOK_PARTNER_AREA_H
#define LOK_PARTNER_AREA_H

#include "lok/municipality.h"
#include "lok/permission.h"

struct partner_area {
    int64_t id;
    const char *nis, *municipality;
    const char *from_date, *until_date;
};
struct partner_area_list {
    struct partner_area *at;
    size_t count;
};
struct partner_area_input {
    const char *municipality; /* its name or NIS code */
    const char *from_date, *until_date;
};
extern const struct field PARTNER_AREA_FIELDS[];

/* All of a partner, those of before too, in the order in which they were made. */
enum err partner_areas(
    struct snap *s, struct arena *a, int64_t partner_id, struct partner_area_list *ret) NODISCARD;
/* The codes of those that hold on a day. */
enum err partner_area_codes(struct snap *s, struct arena *a, int64_t partner_id, const char *on,
    struct lines *ret) NODISCARD;

/* ERR_INVALID with issues for an unknown municipality and an end before its beginning;
 * ERR_CONFLICT when it stands there already from that day. */
enum err partner_area_add(struct tx *tx, const struct actor *who, int64_t partner_id,
    const struct partner_area_input *in, int64_t *ret_id) NODISCARD;
enum err partner_area_remove(
    struct tx *tx, const struct actor *who, int64_t partner_id, int64_t area_id) NODISCARD;

/* What stands in the form: the names of what has not ended, then the lines of text. */
enum err partner_area_lines(struct snap *s, struct arena *a, int64_t partner_id, const char *today,
    const char *text, struct lines *ret) NODISCARD;
/* The inverse: new names are added, those gone are removed, dates stay. *ret_text is what is no
 * municipality. */
enum err partner_area_store(struct tx *tx, int64_t partner_id, const char *today,
    const struct lines *lines, const char **ret_text) NODISCARD;

#endif
