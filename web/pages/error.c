#include "web/pages/error.h"
#include "templates.h"

static const char *advice_of(enum err e)
{
    switch (e) {
    case ERR_UNAUTHORIZED:
        return "Na het aanmelden kunt u verder. Een tekst die u aan het typen was, blijft in deze "
               "browser bewaard.";
    case ERR_FORBIDDEN:
        return "Denkt u dat u hier wel toegang moet hebben? Vraag het aan de secretaris van uw LOK.";
    case ERR_CSRF:
        return "Ga naar de pagina op deze site en probeer het daar opnieuw. Er is niets gewijzigd.";
    case ERR_NOT_FOUND:
        return "Kijk of het adres juist is. Misschien is de pagina verplaatst, of is ze niet openbaar.";
    case ERR_METHOD:
        return "Ga terug naar de pagina waar u vandaan komt.";
    case ERR_CONFLICT:
        return "Er is niets gewijzigd. Ga terug en kijk hoe het er nu voor staat.";
    case ERR_STALE:
        return "Uw wijziging is niet bewaard. Ga terug, laad de pagina opnieuw en kijk wat er "
               "veranderd is; vul daarna uw wijziging opnieuw in.";
    case ERR_GONE:
        return "Een persoonlijke link werkt één keer en niet voor altijd. Vraag een nieuwe.";
    case ERR_TOO_LARGE:
        return "Maak de tekst of het bestand kleiner en probeer opnieuw. Er is niets gewijzigd.";
    case ERR_TOO_MANY:
        return "Wacht enkele minuten en probeer daarna opnieuw.";
    case ERR_TIMEOUT:
    case ERR_BUSY:
    case ERR_STORAGE:
        return "Wacht even en probeer opnieuw. Er is niets gewijzigd.";
    case ERR_DISK_FULL:
        return "Lezen gaat nog wel. Verwittig wie deze toepassing beheert; er is niets gewijzigd.";
    case ERR_NEWER_SCHEMA:
        return "Verwittig wie deze toepassing beheert: het programma moet bijgewerkt worden.";
    case ERR_INTERNAL:
        return "Probeer het later opnieuw. Blijft het duren? Verwittig dan wie deze toepassing beheert.";
    default:
        return "Ga terug, kijk na wat u invulde en probeer opnieuw. Er is niets gewijzigd.";
    }
}

static void keep(struct request *rq, struct error_view *v)
{
    v->title = "U bent afgemeld";
    v->detail = "Wat u typte, is nog niet bewaard.";
    v->advice = "Meld u opnieuw aan om verder te gaan.";
    v->again = (struct url){ rq->raw_target };
    v->kept.at = arena_array(rq->arena, rq->form.count, sizeof *v->kept.at);
    for (size_t i = 0; i < rq->form.count; i++)
        v->kept.at[v->kept.count++] =
            (struct error_kept){ rq->form.at[i].name, rq->form.at[i].value };
}

void error_render(struct request *rq, enum err e, struct buf *out)
{
    const struct fault *f = &rq->fault;
    struct error_view v = {
        .title = err_title(e),
        .detail = f->detail,
        .advice = advice_of(e),
        .issues = { .at = arena_array(rq->arena, f->issue_count, sizeof *v.issues.at),
            .count = f->issue_count },
        .next = { "Naar het overzicht", { "/" } },
    };
    for (size_t i = 0; i < f->issue_count; i++)
        v.issues.at[i].message = f->issues[i].message;
    if (e == ERR_UNAUTHORIZED && rq->form.count > 0)
        keep(rq, &v);
    if (e == ERR_UNAUTHORIZED)
        v.next = (struct link_view){ "Aanmelden", { "/aanmelden" } };
    else if (e == ERR_FORBIDDEN && str_empty(rq->session_hash))
        v.next = (struct link_view){ "Aanmelden", { "/aanmelden" } };
    error_html(out, &v);
}
