/* web/pages/show.h: how pages about meetings, items and decisions name things: addresses, chips,
 * days, facts, steps. Strings belong to the request's arena or are constant. */
#ifndef WEB_PAGES_SHOW_H
#define WEB_PAGES_SHOW_H

#include "agenda/decision.h"
#include "agenda/sending.h"
#include "web/pages/views.h"

/* One line of what is known: part `facts`. */
struct fact {
    const char *name, *value;
    struct url to;    /* "" without a page */
    const char *rest; /* behind the link, "" */
};
struct fact_list {
    struct fact *at;
    size_t count;
};

/* Something that can be done now: a link, or a form that posts. Part `steps`. */
struct step {
    const char *text;
    struct url to;
    const char *look; /* class of the button: "", "plain", "danger" */
    bool posts;
    int64_t version; /* for a post */
};
struct step_list {
    struct step *at;
    size_t count;
};

/* `below` is "" or begins with "/" or "?". */
struct url show_meeting_url(struct arena *a, int64_t id, const char *below);
struct url show_item_url(struct arena *a, int64_t id, const char *below);
struct url show_dossier_url(struct arena *a, int64_t id);
struct url show_decision_url(struct arena *a, const char *number);

struct chip show_meeting_state(const struct meeting *m);
struct chip show_purpose(unsigned purpose); /* no chip for varia: its title says so */
struct chip show_outcome(unsigned outcome); /* no chip when not treated */
struct chip show_decision_state(unsigned state);

/* "dinsdag 28 mei 2024"; "mei 2024" when only the month is known. */
const char *show_day(struct arena *a, const struct meeting *m);
/* "dinsdag 28 mei 2024 · 19.30 uur · Stadhuis"; "mei 2024 · nog geen datum". */
const char *show_when(struct arena *a, const struct meeting *m);
/* "nog 1 min 40 s": for what can still be taken back. */
const char *show_left(struct arena *a, int64_t seconds);
/* With a capital, to begin a line. */
const char *show_capital(struct arena *a, const char *s);
/* "1 punt", "3 punten". */
const char *show_count(struct arena *a, size_t count, const char *one, const char *several);

struct html show_text(struct arena *a, const char *commonmark);

/* Whether this reader prepares meetings, and so sees their working version. */
bool show_prepares(const struct request *rq);
struct sending_options show_sending_options(struct request *rq);

/* Who may see it, when that is not everybody the council lets in. */
void show_add_access(struct fact_list *facts, unsigned access);
void show_add_fact(struct fact_list *facts, const char *name, const char *value, struct url to);
/* Room for `most` facts. */
struct fact_list show_facts(struct arena *a, size_t most);

/* A number typed in the address ("?jaar=2024"), 0 when absent or no number. */
int64_t show_query_number(const struct request *rq, const char *name);

/* Leafing by cursor: `?na=12.34` are the ends of the pages before; the last one is where this page
 * begins. `kept` are the other parts of the query, encoded ("q=x&jaar=2024"), "" for none. */
int64_t show_after(const struct request *rq);
struct pager_view show_pager(
    struct request *rq, const char *path, const char *kept, bool has_more, int64_t last_id);

#endif
