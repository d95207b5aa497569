#include "web/pages/begin_page.h"
#include "agenda/begin.h"
#include "agenda/dossier.h"
#include "lok/base/clock.h"
#include "lok/member.h"
#include "notify/outbox.h"
#include "templates.h"
#include "web/http/session.h"
#include "web/pages/pages.h"
#include "web/pages/show.h"
#include "web/pages/signing.h"
#include <string.h>

/* OWN_COUNCIL_FIELDS are over its first member. */
struct begin_input {
    struct own_council council;
    bool sure;
};
static const struct field SURE =
    FIELD_BOOL(struct begin_input, sure, .label = "Ja, wis alle oefengegevens");

static const struct field *fields_of(struct arena *a)
{
    size_t count = 0;
    while (OWN_COUNCIL_FIELDS[count].name != NULL)
        count++;
    struct field *fields = arena_array(a, count + 2, sizeof *fields);
    memcpy(fields, OWN_COUNCIL_FIELDS, count * sizeof *fields);
    fields[count] = SURE;
    return fields;
}

enum { COUNTED = 1000 };

static const char *counted(struct arena *a, size_t count, const char *one, const char *several)
{
    return count == COUNTED ? arena_printf(a, "meer dan %d %s", COUNTED, several)
                            : show_count(a, count, one, several);
}

/* From the database itself: what somebody added while practising goes too. */
static enum err thrown_away(struct request *rq, struct lines *ret)
{
    struct arena *a = rq->arena;
    struct meeting_list meetings;
    struct dossier_list dossiers;
    struct partner_list partners;
    struct person_list persons;
    struct account_list accounts;

    TRY(meeting_list(rq->snap, a, 0, 0, COUNTED, &meetings));
    TRY(dossier_list(rq->snap, a, visibility_of(&rq->actor), 0, COUNTED, &dossiers));
    TRY(partner_list(rq->snap, a, 0, COUNTED, &partners));
    TRY(person_list(rq->snap, a, 0, COUNTED, &persons));
    TRY(account_list(rq->snap, a, &accounts));
    struct lines lines = { arena_array(a, 6, sizeof *lines.at), 0 };
    lines.at[lines.count++] = arena_printf(a, "%s, met alle agendapunten en beslissingen",
        counted(a, meetings.count, "vergadering", "vergaderingen"));
    lines.at[lines.count++] = counted(a, dossiers.count, "dossier", "dossiers");
    lines.at[lines.count++] = arena_printf(a, "%s, met hun koppelingen en alle berichten",
        counted(a, partners.count, "partner", "partners"));
    lines.at[lines.count++] = arena_printf(
        a, "%s en hun plaats in het overleg", counted(a, persons.count, "persoon", "personen"));
    lines.at[lines.count++] = arena_printf(
        a, "%s: iedereen wordt afgemeld, u ook", counted(a, accounts.count, "account", "accounts"));
    *ret = lines;
    return ERR_OK;
}

static enum err show(struct request *rq, unsigned status)
{
    struct begin_input empty = { .council = { .number_prefix = "LOK", .function = "secretaris" } };
    struct begin_view v = { .form = form_make(rq, fields_of(rq->arena), &empty, 0, NULL) };

    TRY(thrown_away(rq, &v.thrown_away));
    return reply_page_status(rq, status, "Begin met uw eigen LOK", begin_page_html, &v);
}

static enum err must_be_demo(struct request *rq)
{
    return council_is_demo(&rq->council)
               ? ERR_OK
               : fault_set(&rq->fault, ERR_CONFLICT,
                     "Dit is geen oefenomgeving: uw gegevens worden niet gewist.");
}

enum err page_begin(struct request *rq)
{
    TRY(must_be_demo(rq));
    return show(rq, 200);
}

static enum err begin(struct request *rq)
{
    struct begin_input in = { .council = { .number_prefix = "" } };
    int64_t account_id;

    enum err e = fields_from_form(fields_of(rq->arena), &rq->form, rq->arena, &rq->fault, &in);
    if (e != ERR_OK && e != ERR_INVALID)
        return e;
    if (!in.sure)
        (void)fault_issue(
            &rq->fault, "sure", "required", "Vink aan dat de oefengegevens gewist mogen worden.");
    TRY(fault_check(&rq->fault));
    TRY(session_end_everyone(rq->tx));
    TRY(demo_clear(rq->tx));
    TRY(council_begin(rq->tx, &in.council, &account_id));
    rq->session_hash = "";
    return signing_start(rq, account_id,
        "Uw overleg is klaar. Kies bij uw account een wachtwoord en voeg daarna uw partners toe.");
}

enum err page_begin_post(struct request *rq)
{
    const char *session = rq->session_hash;

    TRY(must_be_demo(rq));
    enum err e = begin(rq);
    if (e == ERR_OK)
        return reply_see_other(rq, "/", NULL, NULL);
    rq->session_hash = session;
    TRY(form_comes_back(rq, e));
    return show(rq, err_status(e));
}
