/* What people see of an endpoint. */
#include "notify/egress.h"
#include "notify/endpoint.h"
#include <string.h>

const struct choice ENDPOINT_STATES[] = {
    { "active", "actief" },
    { "paused", "gepauzeerd" },
    { "disabled", "uitgeschakeld" },
    { NULL, NULL },
};

const struct choice ENDPOINT_KINDS[] = {
    { "webhook", "eigen systeem" },
    { "teams", "Microsoft Teams" },
    { "teams_card", "Microsoft Teams, alleen de kaart" },
    { "slack", "Slack, Mattermost of Rocket.Chat" },
    { "mail", "e-mail" },
    { NULL, NULL },
};

_Static_assert(ARRAY_LEN(ENDPOINT_KINDS) == ENDPOINT_KIND_COUNT + 1, "a name for each kind");

bool endpoint_is_chat(unsigned kind)
{
    return kind == ENDPOINT_TEAMS || kind == ENDPOINT_TEAMS_CARD || kind == ENDPOINT_SLACK;
}

const char *endpoint_shown_url(struct arena *a, unsigned kind, const char *url)
{
    if (kind == ENDPOINT_MAIL)
        return str_starts(url, "mailto:") ? url + strlen("mailto:") : url;
    if (!endpoint_is_chat(kind))
        return url;
    const char *host = strstr(url, "://");
    size_t scheme = host == NULL ? 0 : (size_t)(host - url) + 3;
    return arena_printf(a, "%.*s/…", (int)(scheme + strcspn(url + scheme, "/?#")), url);
}

const char *endpoint_shown_name(struct arena *a, unsigned kind, const char *name, const char *url)
{
    int port;

    if (!str_empty(name))
        return name;
    return kind == ENDPOINT_MAIL ? endpoint_shown_url(a, kind, url) : egress_host(a, url, &port);
}

struct endpoint_input endpoint_as_input(const struct endpoint *e)
{
    return (struct endpoint_input){
        .url = e->url,
        .name = e->name,
        .events = e->events,
        .partner_id = e->partner_id,
        .state = e->state,
        .kind = e->kind,
        .only_own = e->only_own,
        .mail_rhythm = e->mail_rhythm,
    };
}
