/* web/pages/account.h: one's own account: password, code from an app, recovery codes. */
#ifndef WEB_PAGES_ACCOUNT_H
#define WEB_PAGES_ACCOUNT_H

#include "lok/account.h"
#include "web/pages/show.h"

struct account_view {
    struct fact_list facts;
    bool must_set_up, needs_code, has_password, has_totp;
    const char *email; /* for password managers */
    struct form_view password, code, off;
    const char *key, *shown_key, *otpauth; /* of a code that is not set up yet */
};

/* Codes that are shown once. */
struct codes_view {
    const char *title, *lead;
    struct lines codes;
};

/* The whole page, with what was refused. Needs rq->snap. */
enum err account_show(struct request *rq, unsigned status) NODISCARD;

struct password_input {
    const char *current, *password, *again;
};
struct code_input {
    const char *key, *code;
};
struct code_off_input {
    const char *off_code;
};
extern const struct field ACCOUNT_PASSWORD_FIELDS[], ACCOUNT_CODE_FIELDS[], ACCOUNT_OFF_FIELDS[];

#endif
