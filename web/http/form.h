/* web/http/form.h: forms, from the same table that reads them.
 *
 * form_make turns a field table into what the shared part form_fields.html prints: label, hint, the
 * right input with maxlength and required, what was typed, and the message at the field. */
#ifndef WEB_HTTP_FORM_H
#define WEB_HTTP_FORM_H

#include "web/http/html.h"
#include "web/http/request.h"

struct form_option {
    const char *value;
    const char *text;
    bool selected;
};
struct form_option_list {
    struct form_option *at;
    size_t count;
};

/* One box of a CHOICES input; the first has the input's id, so that the summary leads to it. */
struct form_check {
    const char *name, *id, *value, *text;
    bool checked;
};
struct form_check_list {
    struct form_check *at;
    size_t count;
};

struct form_input {
    const char *name, *id, *label, *hint, *error, *value;
    const char *type;         /* text, email, url, date, month, time, number, password */
    const char *described_by; /* ids of hint and error */
    int64_t maxlength;        /* 0 = none */
    bool is_line, is_area, is_check, is_select, is_checks;
    bool required, checked;
    bool optional; /* may be left empty, and the label says so */
    struct form_option_list options;
    struct form_check_list checks; /* is_checks */
};
struct form_input_list {
    struct form_input *at;
    size_t count;
};

/* An issue for the summary on top of the page, linked to its field. */
struct form_issue {
    const char *message;
    struct url anchor;
};
struct form_issue_list {
    struct form_issue *at;
    size_t count;
};

struct form_view {
    struct form_input_list inputs;
    struct form_issue_list issues;
    int64_t version;    /* printed as hidden _version when > 0 */
    const char *detail; /* of the fault, "" */
};

/* `from` gives the values, unless `rq->form` was posted and refused: then what was typed comes back
 * with its messages. `only` (NULL-terminated names, or NULL) picks fields. */
struct form_view form_make(struct request *rq, const struct field *fields, const void *from,
    int64_t version, const char *const *only);

/* For a POST that failed: ERR_OK when the page can be shown again with what was typed and why
 * (ERR_INVALID, ERR_CONFLICT, and ERR_STALE, for which it sets the words): everything is rolled back,
 * rq->snap reads what stands there now, and form_make gives the new version. Otherwise `e`. Answer
 * with reply_page_status(rq, err_status(e), …). */
enum err form_comes_back(struct request *rq, enum err e) NODISCARD;

/* What is wrong, without a form: for buttons. */
struct form_view form_problem(struct request *rq);

/* Gives an ID or CHOICE input its options (e.g. partners by name); the current value is selected. */
void form_set_options(struct request *rq, struct form_view *form, const char *name,
    const struct form_option *options, size_t count);

/* application/x-www-form-urlencoded into params: ERR_MALFORMED for bad escapes, NUL, bad UTF-8, over
 * 500 pairs. Also used for query strings. */
enum err form_decode(struct arena *a, struct fault *f, const char *bytes, size_t length,
    struct params *ret) NODISCARD;

#endif
