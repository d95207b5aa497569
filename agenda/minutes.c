/* The life of minutes, and who reads what of them. */
#include "agenda/minutes.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include "lok/member.h"

const struct choice MINUTES_STATES[] = {
    { "none", "nog niet begonnen" },
    { "draft", "ontwerp" },
    { "with_chair", "bij de voorzitter" },
    { "with_members", "bij de leden" },
    { "approved", "goedgekeurd" },
    { NULL, NULL },
};
_Static_assert(ARRAY_LEN(MINUTES_STATES) == MINUTES_STATE_COUNT + 1, "a name for each state");

/* -- the life -- */

static const struct step {
    enum minutes_state from;
    enum minutes_action action;
    enum minutes_state to;
    enum action needs;
    const char *event;
} STEPS[] = {
#define STEP(from_, action_, to_, needs_, event_) \
    { MINUTES_##from_, MINUTES_##action_, MINUTES_##to_, needs_, event_ },
#include "agenda/minutes.def"
#undef STEP
};

static const char *const STATE_SENTENCES[MINUTES_STATE_COUNT] = {
    [MINUTES_NONE] = "er is nog geen verslag",
    [MINUTES_DRAFT] = "het verslag is nog een ontwerp",
    [MINUTES_WITH_CHAIR] = "het verslag is bij de voorzitter",
    [MINUTES_WITH_MEMBERS] = "het verslag is bij de leden",
    [MINUTES_APPROVED] = "het verslag is goedgekeurd",
};

static const char *const ACTION_SENTENCES[MINUTES_ACTION_COUNT] = {
    [MINUTES_EDIT] = "Het verslag wijzigen",
    [MINUTES_TO_CHAIR] = "Het verslag naar de voorzitter sturen",
    [MINUTES_AGREE] = "Akkoord geven",
    [MINUTES_TO_MEMBERS] = "Het verslag voorleggen",
    [MINUTES_REMARK] = "Een opmerking geven",
    [MINUTES_APPROVE] = "Het verslag goedkeuren",
    [MINUTES_UNAPPROVE] = "De goedkeuring terugnemen",
    [MINUTES_TELL] = "Het goedgekeurde verslag meedelen",
    [MINUTES_RECTIFY] = "Een rechtzetting toevoegen",
    [MINUTES_REOPEN] = "Het verslag heropenen",
    [MINUTES_DELIVER] = "Noteren dat het verslag bezorgd is",
};

/* What members may see stands for the minutes where `needs` is SEE. */
static bool may_do(const struct actor *who, enum action needs)
{
    return may(who, needs, (struct object){ .access = ACCESS_MEMBERS });
}

static bool may_ever(const struct actor *who, enum minutes_action action)
{
    for (size_t i = 0; i < ARRAY_LEN(STEPS); i++)
        if (STEPS[i].action == action && may_do(who, STEPS[i].needs))
            return true;
    return false;
}

enum err minutes_step(const struct actor *who, enum minutes_state from, enum minutes_action action,
    struct fault *f, struct minutes_step *ret)
{
    PRE((unsigned)from < MINUTES_STATE_COUNT && (unsigned)action < MINUTES_ACTION_COUNT);
    if (!may_ever(who, action))
        return ERR_FORBIDDEN;
    for (size_t i = 0; i < ARRAY_LEN(STEPS); i++) {
        if (STEPS[i].from != from || STEPS[i].action != action)
            continue;
        if (!may_do(who, STEPS[i].needs))
            return ERR_FORBIDDEN;
        *ret = (struct minutes_step){ .to = STEPS[i].to, .event = STEPS[i].event };
        return ERR_OK;
    }
    if (f == NULL)
        return ERR_CONFLICT;
    return fault_set(
        f, ERR_CONFLICT, "%s kan niet: %s.", ACTION_SENTENCES[action], STATE_SENTENCES[from]);
}

bool minutes_allows(const struct actor *who, enum minutes_state from, enum minutes_action action)
{
    struct minutes_step step;

    return minutes_step(who, from, action, NULL, &step) == ERR_OK;
}

/* -- reading -- */

static const struct sql MINUTES_BY_ID =
    SQL("SELECT m.id AS meeting_id, COALESCE(x.state, 'none') AS state, x.hide, x.remarks_until,"
        "       x.agreed_at, x.approved_on, x.approved_item, x.approved_version, x.delivered_on,"
        "       COALESCE(x.version, 1) AS version"
        "  FROM meeting m LEFT JOIN minutes x ON x.meeting_id = m.id"
        " WHERE m.id = :id");

enum err minutes_get(struct snap *s, struct arena *a, int64_t meeting_id, struct minutes *ret)
{
    return sql_one(s, &MINUTES_BY_ID, IN(in_i64("id", meeting_id)),
        OUT(out_i64("meeting_id", &ret->meeting_id), out_enum("state", MINUTES_STATES, &ret->state),
            out_text("hide", a, &ret->hide), out_text("remarks_until", a, &ret->remarks_until),
            out_i64("agreed_at", &ret->agreed_at), out_text("approved_on", a, &ret->approved_on),
            out_i64("approved_item", &ret->approved_item),
            out_i64("approved_version", &ret->approved_version),
            out_text("delivered_on", a, &ret->delivered_on), out_i64("version", &ret->version)));
}

static const struct sql TEXT =
    SQL("SELECT text FROM minutes_text WHERE meeting_id = :meeting AND item_id = :item");

enum err minutes_text(
    struct snap *s, struct arena *a, int64_t meeting_id, int64_t item_id, const char **ret)
{
    const char *text = "";
    enum err e = sql_one(s, &TEXT, IN(in_i64("meeting", meeting_id), in_i64("item", item_id)),
        OUT(out_text("text", a, &text)));

    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    *ret = text;
    return ERR_OK;
}

static const struct sql VERSIONS = SQL("SELECT id, number, made_at, reason FROM minutes_version"
                                       " WHERE meeting_id = :meeting ORDER BY number DESC");

enum err minutes_versions(
    struct snap *s, struct arena *a, int64_t meeting_id, struct minutes_version_list *ret)
{
    struct minutes_version row = { 0 };

    return sql_list(s, a, &VERSIONS, IN(in_i64("meeting", meeting_id)),
        OUT(out_i64("id", &row.id), out_i64("number", &row.number),
            out_i64("made_at", &row.made_at), out_text("reason", a, &row.reason)),
        &row, sizeof row, &ret->at, &ret->count);
}

static const struct sql PARTS =
    SQL("SELECT item_id, heading, text, open_heading, open_text, access FROM minutes_part"
        " WHERE version_id = :version ORDER BY position");

enum err minutes_version_parts(
    struct snap *s, struct arena *a, int64_t version_id, struct minutes_parts *ret)
{
    struct minutes_part row = { 0 };

    return sql_list(s, a, &PARTS, IN(in_i64("version", version_id)),
        OUT(out_i64("item_id", &row.item_id), out_text("heading", a, &row.heading),
            out_text("text", a, &row.text), out_text("open_heading", a, &row.open_heading),
            out_text("open_text", a, &row.open_text), out_i64("access", &row.access)),
        &row, sizeof row, &ret->at, &ret->count);
}

static const struct sql RECTIFICATIONS =
    SQL("SELECT on_date, CASE WHEN :names THEN text ELSE open_text END AS text"
        "  FROM minutes_rectification WHERE meeting_id = :meeting ORDER BY id");

static enum err rectifications(struct snap *s, struct arena *a, int64_t meeting_id, bool names,
    struct minutes_rectifications *ret)
{
    struct minutes_rectification row = { 0 };

    return sql_list(s, a, &RECTIFICATIONS,
        IN(in_i64("meeting", meeting_id), in_bool("names", names)),
        OUT(out_text("on_date", a, &row.on_date), out_text("text", a, &row.text)), &row, sizeof row,
        &ret->at, &ret->count);
}

/* -- who reads -- */

enum { MOST_MEMBERS = 1000 };

enum err minutes_chairs(struct snap *s, struct arena *a, struct minutes_chairs *ret)
{
    struct member_list members = { 0 };
    struct council c;

    TRY(council_get(s, a, &c));
    TRY(member_list(s, a, council_today(a, &c), 0, MOST_MEMBERS, &members));
    struct minutes_chairs chairs = { arena_array(a, members.count, sizeof *chairs.at), 0 };
    for (size_t i = 0; i < members.count; i++)
        if (members.at[i].role == MEMBER_ROLE_CHAIR)
            chairs.at[chairs.count++] = members.at[i].person_id;
    *ret = chairs;
    return ERR_OK;
}

enum err minutes_reader_of(
    struct snap *s, struct arena *a, const struct actor *who, struct minutes_reader *ret)
{
    struct minutes_reader r = {
        .v = visibility_of(who),
        .prepares = may(who, RECORD, (struct object){ 0 }),
        .chair = has_role(who, ROLE_CHAIR),
        .now = clock_now(),
    };
    struct minutes_chairs chairs = { 0 };

    r.names = r.v.sees >= ACCESS_MEMBERS;
    if (r.names && who->person_id != 0)
        TRY(minutes_chairs(s, a, &chairs));
    for (size_t i = 0; i < chairs.count; i++)
        r.chair = r.chair || chairs.at[i] == who->person_id;
    *ret = r;
    return ERR_OK;
}

/* The newest version that was put to such a reader and whose time has come. */
static const struct sql PUT_TO =
    SQL("SELECT v.id, v.number, v.made_at"
        "  FROM minutes_submission u"
        "  JOIN sending s ON s.id = u.sending_id"
        "  JOIN minutes_version v ON v.id = u.version_id"
        " WHERE u.meeting_id = :meeting AND s.taken_back_at IS NULL AND s.due_at <= :now"
        "   AND (u.kind <> 'minutes_chair' OR :chair)"
        " ORDER BY v.number DESC LIMIT 1");

/* Approved for others from when the meeting that approved them was closed. */
static const struct sql APPROVED =
    SQL("SELECT v.id, v.number, v.made_at"
        "  FROM minutes x"
        "  JOIN minutes_version v ON v.id = x.approved_version"
        "  LEFT JOIN agenda_item i ON i.id = x.approved_item"
        "  LEFT JOIN meeting m ON m.id = i.meeting_id"
        " WHERE x.meeting_id = :meeting AND (:ahead OR m.id IS NULL OR m.state = 'closed')");

static enum err find_version(struct snap *s, const struct sql *q, const struct in *in,
    struct minutes_shown *shown, bool *ret_found)
{
    int64_t id, number, made_at;
    enum err e = sql_one(s, q, in,
        OUT(out_i64("id", &id), out_i64("number", &number), out_i64("made_at", &made_at)));

    if (e == ERR_NOT_FOUND)
        return ERR_OK;
    TRY(e);
    if (number > shown->number) {
        shown->version_id = id;
        shown->number = number;
        shown->made_at = made_at;
    }
    *ret_found = true;
    return ERR_OK;
}

static enum err choose_version(
    struct snap *s, const struct minutes_reader *r, int64_t meeting_id, struct minutes_shown *shown)
{
    bool found = false;

    TRY(find_version(s, &APPROVED,
        IN(in_i64("meeting", meeting_id), in_bool("ahead", r->ahead || r->prepares)), shown,
        &found));
    if (r->names)
        TRY(find_version(s, &PUT_TO,
            IN(in_i64("meeting", meeting_id), in_i64("now", r->now), in_bool("chair", r->chair)),
            shown, &found));
    return found ? ERR_OK : ERR_NOT_FOUND;
}

/* What `r` may read of it, in the words meant for `r`. */
static void keep_seen(const struct minutes_reader *r, struct minutes_shown *shown)
{
    size_t kept = 0;

    for (size_t i = 0; i < shown->parts.count; i++) {
        struct minutes_part part = shown->parts.at[i];

        if (part.access > r->v.sees)
            continue;
        if (shown->without_names) {
            part.heading = part.open_heading;
            part.text = part.open_text;
        }
        shown->parts.at[kept++] = part;
    }
    shown->parts.count = kept;
}

enum err minutes_read(struct snap *s, struct arena *a, const struct minutes_reader *r,
    int64_t meeting_id, struct minutes_shown *ret)
{
    struct minutes_shown shown = { .without_names = !r->names };
    struct meeting m = { 0 };

    TRY(meeting_get(s, a, meeting_id, &m));
    TRY(minutes_get(s, a, meeting_id, &shown.minutes));
    if (r->v.sees < (int64_t)m.access)
        return ERR_NOT_FOUND;
    shown.working = r->prepares && shown.minutes.state != MINUTES_APPROVED;
    if (shown.working) {
        TRY(minutes_compose(s, a, meeting_id, &shown.parts));
    } else {
        struct minutes_reader all = *r;

        all.now = r->prepares ? INT64_MAX : r->now;
        TRY(choose_version(s, &all, meeting_id, &shown));
        TRY(minutes_version_parts(s, a, shown.version_id, &shown.parts));
    }
    TRY(rectifications(s, a, meeting_id, r->names, &shown.rectifications));
    keep_seen(r, &shown);
    *ret = shown;
    return ERR_OK;
}
