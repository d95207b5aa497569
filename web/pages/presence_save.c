/* Noting who is there, for all at once. */
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "web/pages/pages.h"
#include "web/pages/presence.h"

struct saving {
    struct request *rq;
    int64_t version; /* 0 after the first change */
    struct attendance_list list;
};

/* A list offers only ids: what is no number chose nothing. */
static int64_t id_typed(const struct request *rq, const char *name)
{
    int64_t id;

    return str_to_i64(presence_typed(rq, name), &id) && id > 0 ? id : 0;
}

static struct attendance_input input_of(struct request *rq, const struct attendance *one)
{
    struct arena *a = rq->arena;
    struct attendance_input in = {
        .for_person_id = id_typed(rq, presence_name(a, "for", one)),
        .from_item_id = id_typed(rq, presence_name(a, "from", one)),
        .until_item_id = id_typed(rq, presence_name(a, "until", one)),
        .remark = str_trim(a, presence_typed(rq, presence_name(a, "remark", one))),
    };
    unsigned status = ATTENDANCE_UNKNOWN;

    if (choice_find(
            ATTENDANCE_STATUSES, presence_typed(rq, presence_name(a, "status", one)), &status))
        in.status = status;
    if (in.for_person_id != 0)
        in.status = ATTENDANCE_SUBSTITUTE;
    return in;
}

static bool is_same(const struct attendance *one, const struct attendance_input *in)
{
    if (one->id == 0)
        return in->status == ATTENDANCE_UNKNOWN;
    return in->status == one->status && in->for_person_id == one->for_person_id &&
           in->from_item_id == one->from_item_id && in->until_item_id == one->until_item_id &&
           str_equal(in->remark, one->remark);
}

static enum err put(
    struct saving *s, const struct attendance *one, const struct attendance_input *in)
{
    struct request *rq = s->rq;
    int64_t version = s->version, entry = one->id;

    s->version = 0;
    if (one->person_id != 0)
        return attendance_put(rq->tx, rq->arena, &rq->actor, rq->id, one->person_id, version, in);
    const struct guest_input guest = { one->guest, in->status, in->for_person_id, in->from_item_id,
        in->until_item_id, in->remark };
    return attendance_put_guest(
        rq->tx, rq->arena, &rq->actor, rq->id, one->id, version, &guest, &entry);
}

/* Leads from the summary to the right line. */
static void name_issues(struct saving *s, const struct attendance *one)
{
    static const char *const NAMES[][2] = { { "for_person_id", "for" }, { "from_item_id", "from" },
        { "until_item_id", "until" }, { "remark", "remark" }, { "status", "status" } };
    struct fault *f = &s->rq->fault;

    for (size_t i = 0; i < f->issue_count; i++)
        for (size_t n = 0; n < ARRAY_LEN(NAMES); n++)
            if (str_equal(f->issues[i].field, NAMES[n][0])) {
                f->issues[i].field = presence_name(s->rq->arena, NAMES[n][1], one);
                f->issues[i].message =
                    arena_printf(s->rq->arena, "%s: %s", one->name, f->issues[i].message);
            }
}

/* First who is not there, so that their places are free. */
static enum err put_all(struct saving *s, bool substitutes)
{
    for (size_t i = 0; i < s->list.count; i++) {
        const struct attendance *one = &s->list.at[i];
        struct attendance_input in = input_of(s->rq, one);

        if ((in.status == ATTENDANCE_SUBSTITUTE) != substitutes || is_same(one, &in))
            continue;
        enum err e = put(s, one, &in);
        name_issues(s, one);
        TRY(e);
    }
    return ERR_OK;
}

static enum err save(struct saving *s)
{
    struct request *rq = s->rq;
    const char *guest = str_trim(rq->arena, presence_typed(rq, "new_guest"));
    int64_t now, entry = 0;

    TRY(request_form_version(rq, &s->version));
    TRY(attendance_version(rq->snap, rq->id, &now));
    if (now != s->version)
        return ERR_STALE;
    TRY(attendance_list(rq->snap, rq->arena, rq->id, &s->list));
    TRY(put_all(s, false));
    TRY(put_all(s, true));
    if (str_empty(guest) || param_get(&rq->form, "_autosave") != NULL)
        return ERR_OK;
    const struct guest_input in = { .guest = guest, .status = ATTENDANCE_PRESENT };
    return attendance_put_guest(rq->tx, rq->arena, &rq->actor, rq->id, 0, s->version, &in, &entry);
}

/* What stands there now, by the names of the form. */
static enum err add_texts(struct request *rq, cJSON *to)
{
    struct arena *a = rq->arena;
    struct attendance_list list = { 0 };

    TRY(attendance_list(rq->snap, a, rq->id, &list));
    for (size_t i = 0; i < list.count; i++) {
        const struct attendance *one = &list.at[i];

        cJSON_AddStringToObject(to, presence_name(a, "status", one), presence_status(one));
        cJSON_AddStringToObject(
            to, presence_name(a, "for", one), presence_number(a, one->for_person_id));
        cJSON_AddStringToObject(
            to, presence_name(a, "from", one), presence_number(a, one->from_item_id));
        cJSON_AddStringToObject(
            to, presence_name(a, "until", one), presence_number(a, one->until_item_id));
        cJSON_AddStringToObject(to, presence_name(a, "remark", one), one->remark);
    }
    return ERR_OK;
}

static enum err reply_by_itself(struct request *rq, enum err e)
{
    int64_t version = 0;
    bool stale = e == ERR_STALE;

    if (e != ERR_OK)
        TRY(form_comes_back(rq, e));
    TRY(attendance_version(rq->snap, rq->id, &version));
    cJSON *o = cJSON_CreateObject();
    cJSON_AddNumberToObject(o, "version", (double)version);
    cJSON_AddStringToObject(o, "at", dutch_clock(rq->arena, clock_now()));
    cJSON_AddStringToObject(o, "detail", presence_problem(rq));
    enum err added = stale ? add_texts(rq, cJSON_AddObjectToObject(o, "texts")) : ERR_OK;
    if (added != ERR_OK) {
        cJSON_Delete(o);
        return added;
    }
    return reply_json(rq, e == ERR_OK ? 200 : err_status(e), o, 0, NULL);
}

enum err page_presence_save(struct request *rq)
{
    struct saving s = { .rq = rq };
    enum err e = save(&s);

    if (param_get(&rq->form, "_autosave") != NULL)
        return reply_by_itself(rq, e);
    if (e != ERR_OK) {
        TRY(form_comes_back(rq, e));
        return presence_show(rq, err_status(e));
    }
    return reply_see_other(rq, show_meeting_url(rq->arena, rq->id, "/aanwezigen").address,
        "Wie er is, is bewaard.", NULL);
}

enum err page_presence_remove(struct request *rq)
{
    int64_t entry;

    if (!str_to_i64(request_param(rq, "entry"), &entry) || entry <= 0)
        return ERR_NOT_FOUND;
    TRY(attendance_remove(rq->tx, &rq->actor, rq->id, entry, 0));
    return reply_see_other(rq, show_meeting_url(rq->arena, rq->id, "/aanwezigen").address,
        "De gast staat niet meer in de lijst.", NULL);
}
