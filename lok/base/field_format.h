/* lok/base/field_format.h: how people and programs write addresses, dates and times.
 *
 * Pure questions about trimmed, valid UTF-8 text; field_value.c asks them. The functions that give
 * a string back give the form kept everywhere ("2024-02-27", "2024-02", "19:30"), or NULL.
 */
#ifndef LOK_BASE_FIELD_FORMAT_H
#define LOK_BASE_FIELD_FORMAT_H

#include "lok/base/arena.h"

/* An absolute http or https URL (RFC 3986) with a host and without user info. */
bool field_format_is_url(const char *text);

/* local@domain with at least two labels, as mail servers take it without quoting (RFC 5321). */
bool field_format_is_email(const char *text);

/* "2024-02-27"; when `typed` by a person also "27/2/2024", "27-02-2024" and "27.2.2024". */
const char *field_format_date(struct arena *a, const char *text, bool typed);

/* "2024-02"; when `typed` also "2/2024" and "februari 2024". */
const char *field_format_month(struct arena *a, const char *text, bool typed);

/* "19:30", "19.30", "19u30", "19u", "9:30", "19:30:00", "19.30 uur". */
const char *field_format_time(struct arena *a, const char *text);

#endif
