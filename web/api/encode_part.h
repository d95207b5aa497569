/* web/api/encode_part.h: small pieces of JSON, for the encode files only. */
#ifndef WEB_API_ENCODE_PART_H
#define WEB_API_ENCODE_PART_H

#include "lok/base/fields.h"

/* An id as a string; null for 0. */
void encode_id(cJSON *o, const char *name, int64_t id);
void encode_number(cJSON *o, const char *name, int64_t value);
/* The code of a choice; null for an empty one. */
void encode_choice(cJSON *o, const char *name, const struct choice *of, unsigned value);
void encode_choices(cJSON *o, const char *name, const struct choice *of, uint64_t bits);
void encode_lines(cJSON *o, const char *name, const struct lines *lines);

#endif
