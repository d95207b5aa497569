/* web/pages/table.h: the secretary's table during a meeting: one page, one form an item, so that
 * whatever button is pressed saves all that was typed. */
#ifndef WEB_PAGES_TABLE_H
#define WEB_PAGES_TABLE_H

#include "agenda/table.h"
#include "agenda/treatment.h"
#include "web/pages/presence.h"

/* What is posted: the treatment, and what may be added beside it. */
struct table_input {
    struct treatment_input treatment; /* first: TREATMENT_FIELDS are over it */
    const char *action_text, *action_due_date;
    int64_t action_partner_id;
    const char *new_title;
};
/* TREATMENT_FIELDS with an outcome that may follow, and the rest. */
const struct field *table_fields(struct arena *a);
/* What stands there now. */
enum err table_read(
    struct snap *s, struct arena *a, int64_t item_id, struct table_input *ret) NODISCARD;
/* The page at an item, after a refusal too. */
enum err table_show(
    struct request *rq, int64_t meeting_id, int64_t item_id, unsigned status) NODISCARD;

struct table_row {
    const char *time, *number, *title;
    struct url to;
    bool here;
    struct chip outcome;
};
struct table_rows {
    struct table_row *at;
    size_t count;
};
/* A text that somebody else saved meanwhile. */
struct table_text {
    const char *label, *text;
};
struct table_texts {
    struct table_text *at;
    size_t count;
};
struct table_action {
    const char *text, *why;
};
struct table_actions {
    struct table_action *at;
    size_t count;
};

struct table_view {
    struct link_view meeting;
    const char *heading; /* "3. Mentoren in de kinderopvang" */
    struct chip purpose;
    const char *facts;   /* presenter and dossier, "" */
    const char *pace;    /* the clock against the plan, "" */
    const char *tone;    /* of the pace: "", "late" */
    int64_t from, until; /* of the plan, for the clock that runs */
    int64_t now;         /* 0 on another day */
    const char *next;    /* "Straks: 4. Varia (20.10)", "" */
    const char *text;    /* whether there is an explanation: the words of the summary, "" */
    struct html explanation;
    struct form_view form; /* errors and version */
    struct table_texts stored;
    struct form_input_list notes, decision, details, advice, later, voting, internal, action,
        addition;
    bool advises;     /* the item is for advice: that comes first, a decision after it */
    const char *rule; /* which an advice would not meet, "" */
    struct form_option_list outcomes;
    const char *outcome_error;
    struct warning_rows warnings; /* before an advice or a decision is written */
    const char *voting_words;
    bool open_decision, open_advice, open_later, open_voting, open_internal, open_action,
        open_addition;
    struct table_actions actions;
    const char *people; /* "12 aanwezig, 9 stemgerechtigd" */
    const char *conflicts;
    struct url presence, attendance, screen, close, action_url;
    bool first, last, in_session;
    struct table_rows rows;
    int64_t item_id;
};

struct table_empty_view {
    struct link_view meeting;
    struct url add;
};

#endif
