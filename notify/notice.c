#include "notify/notice.h"
#include "lok/base/secret.h"

const struct choice NOTICE_TYPES[] = {
    { "meeting.planned", "datum van een vergadering meegedeeld" },
    { "meeting.moved", "vergadering verplaatst" },
    { "meeting.cancelled", "vergadering geannuleerd" },
    { "agenda.published", "agenda verstuurd" },
    { "agenda.changed", "agenda gewijzigd" },
    { "item.announced", "agendapunt aangekondigd" },
    { "decision.recorded", "beslissing genomen" },
    { "endpoint.test", "proefbericht" },
    { "item.proposed", "agendapunt voorgesteld" },
    { "item.accepted", "voorstel aanvaard" },
    { "item.declined", "voorstel niet aanvaard" },
    { "item.postponed", "voorstel uitgesteld" },
    { "items.called", "oproep voor agendapunten" },
    { "reply.missing", "herinnering" },
    { "decision.superseded", "beslissing vervangen" },
    { "document.added", "document toegevoegd" },
    { "endpoint.failing", "koppeling werkt niet" },
    { "endpoint.disabled", "koppeling uitgeschakeld" },
    { "endpoint.recovered", "koppeling werkt weer" },
    { "action.assigned", "actie meegedeeld" },
    { "minutes.drafted", "verslag naar de voorzitter" },
    { "minutes.submitted", "verslag voorgelegd" },
    { "minutes.approved", "verslag goedgekeurd" },
    { "week.due", "weekoverzicht (alleen per mail, voor het secretariaat)" },
    { "link.renewed", "nieuwe persoonlijke link (alleen per mail)" },
    { "advice.sent", "advies bezorgd" },
    { "advice.answered", "advies beantwoord" },
    { "agenda.drafted", "agenda naar de voorzitter (alleen per mail)" },
    { "action.due", "herinnering aan een actie" },
    { "coalition.asked", "vraag om mee te doen aan een samenwerkingsverband" },
    { "expansion.opened", "oproep van een uitbreidingsronde" },
    { "expansion.advised", "advies over een uitbreidingsronde" },
    { NULL, NULL },
};

_Static_assert(ARRAY_LEN(NOTICE_TYPES) == NOTICE_TYPE_COUNT + 1, "a name for each type");

bool notice_is_mail_only(unsigned type)
{
    return type == NOTICE_WEEK_DUE || type == NOTICE_LINK_RENEWED || type == NOTICE_AGENDA_DRAFTED;
}

bool notice_is_offered(unsigned type)
{
    return type != NOTICE_ENDPOINT_TEST && !notice_is_mail_only(type);
}

const char *notice_new_id(struct arena *a)
{
    return arena_printf(a, "msg_%s", secret_token(a, 18));
}

bool notice_id_valid(const char *id)
{
    size_t length = 0;

    for (; id[length] != '\0'; length++)
        if (id[length] <= ' ' || id[length] > '~' || id[length] == '.')
            return false;
    return length > 0 && length <= NOTICE_MAX_ID;
}
