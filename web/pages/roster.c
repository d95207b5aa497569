/* Lists of a spreadsheet: download what is there; give a file or paste what should be, and see first
 * what would change. */
#include "web/pages/roster.h"
#include "templates.h"
#include "web/http/upload.h"
#include "web/pages/access.h"
#include "web/pages/pages.h"
#include "web/pages/show.h"
#include <string.h>
#include <unistd.h>

struct roster_typed {
    unsigned kind;
    const char *text;
};
static const struct field ROSTER_FIELDS[] = {
    FIELD_CHOICE(struct roster_typed, kind, .required = true, .of = ROSTER_KINDS,
        .label = "Wat leest u in?"),
    FIELD_TEXT(struct roster_typed, text, .required = true, .multiline = true,
        .max = CSV_MOST_BYTES, .label = "De lijst",
        .hint = "Kopieer in uw rekenblad de rijen met de titels erbij, en plak ze hier. De inhoud "
                "van een CSV-bestand mag ook."),
    FIELD_END,
};

static const char *titles_of(struct arena *a, enum roster_kind kind)
{
    struct lines titles = { arena_array(a, 20, sizeof *titles.at), 0 };

    for (const struct roster_column *c = roster_columns(kind); c->title != NULL; c++)
        titles.at[titles.count++] = c->title;
    return str_join(a, &titles, "; ");
}

static struct roster_row row_of(struct arena *a, const struct roster_line *line)
{
    static const char *const TONES[] = { "ok", "accent", "", "bad" };
    struct roster_row row = {
        .line = (int64_t)line->line,
        .name = line->name,
        .state = { choice_dutch(ROSTER_STATES, line->state), TONES[line->state] },
        .changes = { arena_array(a, line->change_count, sizeof *row.changes.at),
            line->change_count },
        .errors = { arena_array(a, line->errors.count, sizeof *row.errors.at), line->errors.count },
    };

    for (size_t i = 0; i < line->change_count; i++) {
        const struct roster_change *c = &line->changes[i];
        row.changes.at[i].text = str_empty(c->from)
                                     ? arena_printf(a, "%s: %s", c->title, c->to)
                                     : arena_printf(a, "%s: %s → %s", c->title, c->from,
                                           str_empty(c->to) ? "leeg" : c->to);
    }
    for (size_t i = 0; i < line->errors.count; i++)
        row.errors.at[i].text = show_capital(a, line->errors.at[i]);
    return row;
}

static const char *summary_of(struct arena *a, const struct roster_plan *plan)
{
    const char *counts = arena_printf(a, "%zu nieuw, %zu gewijzigd, %zu ongewijzigd, %zu fout.",
        plan->states[ROSTER_NEW], plan->states[ROSTER_CHANGED], plan->states[ROSTER_SAME],
        plan->states[ROSTER_WRONG]);

    if (plan->states[ROSTER_WRONG] > 0)
        return arena_printf(
            a, "%s Verbeter eerst de fouten: zolang er één is, wordt er niets ingelezen.", counts);
    if (plan->states[ROSTER_NEW] + plan->states[ROSTER_CHANGED] == 0)
        return arena_printf(a, "%s Alles staat er al.", counts);
    return arena_printf(a, "%s Er is nog niets bewaard.", counts);
}

static struct form_option_list kinds_of(struct arena *a, unsigned chosen)
{
    struct form_option_list list = { arena_array(a, choice_count(ROSTER_KINDS), sizeof *list.at),
        choice_count(ROSTER_KINDS) };

    for (unsigned i = 0; i < list.count; i++)
        list.at[i] =
            (struct form_option){ ROSTER_KINDS[i].code, ROSTER_KINDS[i].dutch, i == chosen };
    return list;
}

/* What is wrong with the file stands at the file. */
static void add_file(struct request *rq, const struct roster_typed *typed, struct roster_view *v)
{
    const char *error = fault_message(&rq->fault, "file");

    v->kinds = kinds_of(rq->arena, typed->kind);
    v->problem = form_problem(rq);
    v->file_error = error == NULL ? "" : error;
    if (error == NULL)
        v->problem.issues.count = 0;
    else
        v->form.issues.count = 0;
    v->problem.detail = "";
}

/* `plan` may be NULL: the forms alone. */
static enum err show(struct request *rq, unsigned status, const struct roster_typed *typed,
    const struct roster_plan *plan)
{
    struct arena *a = rq->arena;
    struct roster_view v = {
        .form = form_make(rq, ROSTER_FIELDS, typed, 0, NULL),
        .seen = plan == NULL ? "" : plan->seen,
        .summary = plan == NULL ? "" : summary_of(a, plan),
        .is_preview = plan != NULL,
        .partner_titles = titles_of(a, ROSTER_PARTNERS),
        .person_titles = titles_of(a, ROSTER_PERSONS),
        .member_titles = titles_of(a, ROSTER_MEMBERS),
    };

    add_file(rq, typed, &v);
    if (plan != NULL) {
        v.may_go_on = plan->states[ROSTER_WRONG] == 0 &&
                      plan->states[ROSTER_NEW] + plan->states[ROSTER_CHANGED] > 0;
        v.rows.at = arena_array(a, plan->count, sizeof *v.rows.at);
        v.rows.count = plan->count;
        for (size_t i = 0; i < plan->count; i++)
            v.rows.at[i] = row_of(a, &plan->at[i]);
    }
    return reply_page_status(rq, status, "Inlezen en downloaden", roster_html, &v);
}

enum err page_roster(struct request *rq)
{
    TRY(access_check(rq, EDIT_PEOPLE, 0));
    return show(rq, 200, &(struct roster_typed){ .text = "" }, NULL);
}

static enum err run(struct request *rq, struct roster_typed *typed, struct roster_plan *plan)
{
    TRY(fields_from_form(ROSTER_FIELDS, &rq->form, rq->arena, &rq->fault, typed));
    return roster_import(
        rq->tx, rq->arena, &rq->actor, typed->kind, typed->text, strlen(typed->text), plan);
}

/* What was done for the preview is rolled back again. */
static enum err preview(struct request *rq)
{
    struct roster_typed typed = { .text = "" };
    struct roster_plan plan = { 0 };

    enum err e = run(rq, &typed, &plan);
    if (e == ERR_OK) {
        TRY(request_give_up(rq));
        return show(rq, plan.states[ROSTER_WRONG] > 0 ? 400 : 200, &typed, &plan);
    }
    TRY(form_comes_back(rq, e));
    return show(rq, err_status(e), &typed, NULL);
}

enum err page_roster_preview(struct request *rq)
{
    TRY(access_check(rq, EDIT_PEOPLE, 0));
    return preview(rq);
}

/* Its text becomes what was pasted. */
static enum err read_file(struct request *rq)
{
    const struct upload *u = rq->upload;
    size_t length = 0;

    if (!u->has_file)
        return fault_issue(&rq->fault, "file", "required", "Kies een bestand.");
    if (u->size > CSV_MOST_BYTES)
        return fault_issue(
            &rq->fault, "file", "too-long", "Dit bestand is te groot: hoogstens 1 MB per keer.");
    char *bytes = arena_alloc(rq->arena, u->size + 1);
    while (length < u->size) {
        ssize_t some = pread(u->fd, bytes + length, u->size - length, (off_t)length);
        if (some <= 0)
            return ERR_STORAGE;
        length += (size_t)some;
    }
    if (memchr(bytes, '\0', length) != NULL)
        return fault_issue(&rq->fault, "file", "format",
            "Dit is geen CSV-bestand. Bewaar het in uw rekenblad met “Opslaan als”, als CSV.");
    struct params form = { arena_array(rq->arena, 2, sizeof *form.at), 2 };
    const char *kind = param_get(&rq->form, "kind");
    form.at[0] = (struct param){ "kind", kind == NULL ? "" : kind };
    form.at[1] = (struct param){ "text", csv_text(rq->arena, bytes, length) };
    rq->form = form;
    return ERR_OK;
}

enum err page_roster_file(struct request *rq)
{
    struct roster_typed typed = { .text = "" };

    TRY(access_check(rq, EDIT_PEOPLE, 0));
    enum err e = read_file(rq);
    if (e == ERR_OK)
        return preview(rq);
    (void)choice_find(ROSTER_KINDS, param_get(&rq->form, "kind"), &typed.kind);
    TRY(form_comes_back(rq, e));
    return show(rq, err_status(e), &typed, NULL);
}

enum err page_roster_store(struct request *rq)
{
    struct roster_typed typed = { .text = "" };
    struct roster_plan plan = { 0 };
    const char *seen = param_get(&rq->form, "_seen");

    TRY(access_check(rq, EDIT_PEOPLE, 0));
    enum err e = run(rq, &typed, &plan);
    if (e == ERR_OK && plan.states[ROSTER_WRONG] == 0 && str_equal(seen, plan.seen))
        return reply_see_other(rq, "/inlezen",
            arena_printf(rq->arena, "Ingelezen: %zu nieuw en %zu gewijzigd.",
                plan.states[ROSTER_NEW], plan.states[ROSTER_CHANGED]),
            NULL);
    if (e == ERR_OK) {
        TRY(form_comes_back(rq, ERR_CONFLICT));
        rq->fault.detail = "Intussen veranderde er iets. Kijk de lijst opnieuw na.";
        return show(rq, 412, &typed, &plan);
    }
    TRY(form_comes_back(rq, e));
    return show(rq, err_status(e), &typed, NULL);
}

enum err page_roster_download(struct request *rq)
{
    static const char *const FILES[] = { "partners", "personen", "leden" };
    const char *text;

    TRY(access_check(rq, EDIT_PEOPLE, 0));
    for (unsigned kind = 0; kind < ARRAY_LEN(FILES); kind++) {
        if (!str_equal(request_param(rq, "list"), arena_printf(rq->arena, "%s.csv", FILES[kind])))
            continue;
        TRY(roster_export(rq->snap, rq->arena, &rq->actor, kind, &text));
        reply_header(rq, "Content-Disposition",
            arena_printf(rq->arena, "attachment; filename=\"%s.csv\"", FILES[kind]));
        return reply_bytes(rq, "text/csv; charset=utf-8", text, strlen(text), NULL, "no-store");
    }
    return ERR_NOT_FOUND;
}
