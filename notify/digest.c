#include "notify/digest.h"
#include "lok/base/buf.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include <string.h>

enum { LONGEST_SUBJECT = 800 };

static const char HOUR[] = "07:00";
static const int64_t MARGIN_MS = INT64_C(60) * 1000;

/* -- when -- */

int64_t digest_moment(enum mail_rhythm rhythm, int64_t ready)
{
    struct arena *a;
    int64_t moment = 0;

    if (rhythm == MAIL_AT_ONCE)
        return ready;
    a = arena_new();
    const char *day = date_of(a, ready);
    for (int ahead = 0; ahead <= 8; ahead++) {
        /* Seven o'clock exists on every day, so this cannot fail. */
        if (date_instant(date_add_days(a, day, ahead), HOUR, &moment) != ERR_OK)
            IMPOSSIBLE("no seven o'clock");
        if (moment > ready + MARGIN_MS &&
            (rhythm == MAIL_DAILY || clock_local(moment).weekday == 1))
            break;
    }
    arena_free(a);
    return moment;
}

/* -- what stands in it -- */

static const char *without(const char *text, const char *beginning)
{
    return strncmp(text, beginning, strlen(beginning)) == 0 ? text + strlen(beginning) : text;
}

static const char *subject_of(struct arena *a, const struct mail *newest, size_t count)
{
    if (strlen(newest->subject) > LONGEST_SUBJECT)
        return arena_printf(a, "%zu berichten", count);
    return arena_printf(a, count == 2 ? "%s (en 1 ander bericht)" : "%s (en %zu andere berichten)",
        newest->subject, count - 1);
}

static void add_bodies(struct arena *a, const struct mail *mails, size_t count, struct mail *to)
{
    const char *first = arena_printf(a, "Er zijn %zu berichten voor u.", count);
    struct buf text, html;

    buf_init(&text, a, 0);
    buf_init(&html, a, 0);
    buf_printf(&text, "Beste\n\n%s\n\n", first);
    buf_printf(&html, "<p>Beste</p>\n<p>%s</p>\n", first);
    for (size_t i = 0; i < count; i++) {
        buf_printf(
            &text, "%zu. %s\n\n%s\n", i + 1, mails[i].subject, without(mails[i].text, "Beste\n\n"));
        buf_puts(&html, "<h2>");
        buf_html(&html, mails[i].subject);
        buf_puts(&html, "</h2>\n");
        buf_puts(&html, without(mails[i].html, "<p>Beste</p>\n"));
    }
    to->text = text.data;
    to->html = html.data;
}

/* -- invitations -- */

/* The line "UID:…" of a calendar and its length; 0 when there is none. */
static size_t uid_of(const char *calendar, const char **ret)
{
    const char *at = strstr(calendar, "\r\nUID:");

    *ret = at == NULL ? "" : at + 2;
    return strcspn(*ret, "\r\n");
}

static bool same_meeting(const char *one, const char *other)
{
    const char *a, *b;
    size_t length = uid_of(one, &a);

    return length > 0 && length == uid_of(other, &b) && memcmp(a, b, length) == 0;
}

static bool is_newest(const struct mail *mails, size_t count, size_t i)
{
    for (size_t later = i + 1; later < count; later++)
        if (same_meeting(mails[i].calendar, mails[later].calendar))
            return false;
    return !str_empty(mails[i].calendar);
}

static void add_invitations(
    struct arena *a, const struct mail *mails, size_t count, struct mail *to)
{
    struct mail_invitation *all = arena_array(a, count, sizeof *all);
    size_t found = 0;

    for (size_t i = 0; i < count; i++)
        if (is_newest(mails, count, i))
            all[found++] = (struct mail_invitation){ mails[i].calendar, mails[i].method };
    to->calendar = found == 1 ? all[0].calendar : "";
    to->method = found == 1 ? all[0].method : "";
    if (found > 1) {
        to->invitations = all;
        to->invitation_count = found;
    }
}

/* -- the foot -- */

static bool stands_in(const struct lines *lines, const char *line)
{
    for (size_t i = 0; i < lines->count; i++)
        if (str_equal(lines->at[i], line))
            return true;
    return false;
}

/* Each link to stop does the same. */
static bool stops(const struct mail *m, const char *line)
{
    return !str_empty(m->stop_url) && strstr(line, m->stop_url) != NULL;
}

static void add_foot(struct arena *a, const struct mail *mails, size_t count, struct mail *to)
{
    size_t room = 1;

    for (size_t i = 0; i < count; i++)
        room += mails[i].why.count;
    to->why = (struct lines){ arena_array(a, room, sizeof *to->why.at), 0 };
    to->why.at[to->why.count++] = "U krijgt deze berichten samen in één mail, zoals u koos.";
    to->stop_url = "";
    for (size_t i = 0; i < count; i++) {
        if (!str_empty(mails[i].stop_url))
            to->stop_url = mails[i].stop_url;
    }
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < mails[i].why.count; j++) {
            const char *line = mails[i].why.at[j];
            bool old = stops(&mails[i], line) && !str_equal(mails[i].stop_url, to->stop_url);

            if (!old && !stands_in(&to->why, line))
                to->why.at[to->why.count++] = line;
        }
}

struct mail digest_merge(struct arena *a, const struct mail *mails, size_t count)
{
    const struct mail *newest = &mails[count - 1];
    struct mail merged = *newest;

    PRE(count > 0);
    if (count == 1)
        return merged;
    merged.subject = subject_of(a, newest, count);
    add_bodies(a, mails, count, &merged);
    add_invitations(a, mails, count, &merged);
    add_foot(a, mails, count, &merged);
    return merged;
}
