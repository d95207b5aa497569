#include "notify/policy.h"

enum { SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE, DAY = 24 * HOUR };

enum { DISABLE_AFTER_FAILURES = 10, DISABLE_AFTER_MS = 5 * DAY };

/* Jitter is at most a tenth of the wait. */
enum { JITTER_STEPS = 1000, JITTER_PART = 10 };

static const int64_t SCHEDULE[POLICY_ATTEMPTS] = {
    0,
    5 * SECOND,
    5 * MINUTE,
    30 * MINUTE,
    2 * HOUR,
    5 * HOUR,
    10 * HOUR,
    14 * HOUR,
    20 * HOUR,
    24 * HOUR,
};

int64_t policy_delay(int64_t attempts)
{
    if (attempts < 0)
        return SCHEDULE[0];
    return SCHEDULE[attempts < POLICY_ATTEMPTS ? attempts : POLICY_ATTEMPTS - 1];
}

static int64_t clamped(int64_t value, int64_t low, int64_t high)
{
    return value < low ? low : value > high ? high : value;
}

/* The schedule is a floor, so that "Retry-After: 0" cannot burn ten attempts in a second. */
static int64_t wait_after(const struct attempt_context *c, const struct attempt_result *r)
{
    int64_t wait = policy_delay(c->attempts + 1);

    if (r->has_retry_after) {
        int64_t asked = clamped(r->retry_after_ms, 0, DAY);

        wait = asked > wait ? asked : wait;
    }
    return wait + wait * (int64_t)(c->random % (JITTER_STEPS + 1)) / (JITTER_STEPS * JITTER_PART);
}

/* A clock that was set back gives a beginning in the future: the row of failures starts anew. */
static int64_t failing_since(const struct attempt_context *c)
{
    bool known = c->endpoint_failures > 0 && c->failing_since > 0 && c->failing_since <= c->now;

    return known ? c->failing_since : c->now;
}

static const char *disabling(const struct verdict *v, const struct attempt_context *c, int status)
{
    if (status == 410)
        return "De ontvanger antwoordde dat dit adres niet meer bestaat (410).";
    if (v->failures >= DISABLE_AFTER_FAILURES && c->now - v->failing_since >= DISABLE_AFTER_MS)
        return "Versturen lukte vijf dagen lang geen enkele keer.";
    return "";
}

static bool login_wanted(int status)
{
    return status == 530 || status == 534 || status == 535 || status == 538;
}

bool policy_is_relay_trouble(const struct attempt_result *r)
{
    return r->mail && (r->relay || login_wanted(r->status));
}

int64_t policy_relay_delay(int64_t failures)
{
    int64_t wait = 5 * SECOND;

    for (int64_t i = 1; i < failures && wait < MINUTE; i++)
        wait *= 2;
    return wait < MINUTE ? wait : MINUTE;
}

/* The mailbox, or the content, is refused for good. */
static bool refused_mail(const struct attempt_result *r)
{
    return r->mail && !policy_is_relay_trouble(r) && r->status >= 500;
}

/* Failures in a row, with this one. */
static struct verdict counted(const struct attempt_context *c, const struct attempt_result *r)
{
    if (policy_is_relay_trouble(r))
        return (struct verdict){
            .failures = c->endpoint_failures,
            .failing_since = c->failing_since,
            .reason = "",
        };
    struct verdict v = {
        .failures = clamped(c->endpoint_failures, 0, INT64_MAX - 1) + 1,
        .failing_since = failing_since(c),
    };
    v.reason = disabling(&v, c, r->mail ? 0 : r->status);
    v.disable = v.reason[0] != '\0';
    return v;
}

struct verdict policy_after(const struct attempt_context *c, const struct attempt_result *r)
{
    if (!r->blocked && r->status >= 200 && r->status <= 299)
        return (struct verdict){ .state = DELIVERY_SENT, .reason = "" };

    struct verdict v = counted(c, r);
    if (v.disable || refused_mail(r) || c->attempts + 1 >= POLICY_ATTEMPTS) {
        v.state = DELIVERY_DEAD;
    } else {
        v.state = DELIVERY_FAILED;
        v.next_at = c->now + wait_after(c, r);
    }
    return v;
}
