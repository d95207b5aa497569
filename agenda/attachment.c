/* Documents as somebody sees them. */
#include "agenda/attachment.h"
#include "agenda/search.h"
#include "lok/council.h"

/* `replaced`: by a newer version, for who prepares meetings; `outdated`: for others. `sent`: part of
 * :publication. */
#define ATTACHMENT_COLUMNS                                                                       \
    "SELECT a.id, a.owner, a.owner_id, a.meeting_id, a.file_id, a.name, a.type, a.access,"       \
    "       a.replaces_id, a.version, a.shown_at, a.created_at, a.removed_at, f.size, f.sha256," \
    "       EXISTS (SELECT 1 FROM attachment n"                                                  \
    "                WHERE n.replaces_id = a.id AND n.removed_at IS NULL) AS replaced,"          \
    "       EXISTS (SELECT 1 FROM attachment n"                                                  \
    "                WHERE n.replaces_id = a.id AND n.removed_at IS NULL"                        \
    "                  AND (n.meeting_id IS NULL OR n.shown_at IS NOT NULL)) AS outdated,"       \
    "       EXISTS (SELECT 1 FROM publication_attachment x"                                      \
    "                WHERE x.publication_id = :publication AND x.attachment_id = a.id) AS sent"  \
    "  FROM attachment a JOIN stored_file f ON f.id = a.file_id"

struct row {
    struct attachment a;
    int64_t access;
    bool outdated, sent;
};

static enum err rows_of(struct snap *s, struct arena *a, const struct sql *q, const struct in *in,
    struct row **ret, size_t *ret_count)
{
    struct row r = { 0 };
    struct row *rows = NULL;

    TRY(sql_list(s, a, q, in,
        OUT(out_i64("id", &r.a.id), out_enum("owner", ATTACHMENT_OWNERS, &r.a.of.owner),
            out_i64("owner_id", &r.a.of.id), out_i64("meeting_id", &r.a.meeting_id),
            out_i64("file_id", &r.a.file_id), out_text("name", a, &r.a.name),
            out_enum("type", ATTACHMENT_TYPES, &r.a.type), out_i64("access", &r.access),
            out_i64("replaces_id", &r.a.replaces_id), out_i64("version", &r.a.version),
            out_i64("shown_at", &r.a.shown_at), out_i64("created_at", &r.a.created_at),
            out_i64("removed_at", &r.a.removed_at), out_i64("size", &r.a.size),
            out_text("sha256", a, &r.a.sha256), out_bool("replaced", &r.a.replaced),
            out_bool("outdated", &r.outdated), out_bool("sent", &r.sent)),
        &r, sizeof r, &rows, ret_count));
    for (size_t i = 0; i < *ret_count; i++)
        rows[i].a.access = (unsigned)rows[i].access;
    *ret = rows;
    return ERR_OK;
}

/* -- who sees it -- */

/* What was told last, so that who prepares the meeting sees what was not told yet. */
static const struct sql PUBLICATION_LAST =
    SQL("SELECT p.id FROM publication p LEFT JOIN sending s ON s.id = p.sending_id"
        " WHERE p.meeting_id = :meeting AND s.taken_back_at IS NULL"
        " ORDER BY p.number DESC LIMIT 1");

static enum err publication_of(struct snap *s, const struct attachment_place *p, int64_t *ret)
{
    *ret = p->publication_id;
    if (!p->working || p->meeting_id == 0)
        return ERR_OK;
    enum err e = sql_one(
        s, &PUBLICATION_LAST, IN(in_i64("meeting", p->meeting_id)), OUT(out_i64("id", ret)));
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

/* Whether the document stands there for this reader at all, readable or not. */
static bool stands(const struct attachment_place *p, const struct row *r)
{
    if (r->a.removed_at != 0)
        return false;
    if (p->working)
        return true;
    if (r->outdated)
        return false;
    return p->meeting_id == 0 || r->sent || r->a.shown_at != 0;
}

/* Seen with the thing, and no wider. A proposal is seen by those it is between. */
static bool is_readable(
    const struct actor *who, const struct attachment_place *p, const struct attachment *one)
{
    unsigned access = one->access > p->access ? one->access : p->access;

    return p->of.owner == ATTACHED_TO_PROPOSAL ||
           visible(visibility_of(who),
               (struct object){ .access = access, .partner_id = p->partner_id });
}

static struct attachment as_seen(const struct attachment_place *p, const struct row *r)
{
    struct attachment one = r->a;

    one.access = one.access > p->access ? one.access : p->access;
    one.readable = true;
    one.unsent = p->working && p->meeting_id != 0 && p->publication_id != 0 && !r->sent &&
                 one.shown_at == 0 && !one.replaced;
    return one;
}

static const struct sql OF_OWNER =
    SQL(ATTACHMENT_COLUMNS " WHERE a.owner = :owner AND a.owner_id = :id"
                           "   AND a.removed_at IS NULL ORDER BY a.id");

enum err attachment_list(struct snap *s, struct arena *a, const struct actor *who,
    struct attachment_of of, struct attachment_list *ret)
{
    struct attachment_place p;
    struct council c = { 0 };
    struct row *rows;
    size_t count;

    TRY(attachment_place(s, a, who, of, &p));
    TRY(council_get(s, a, &c));
    TRY(publication_of(s, &p, &p.publication_id));
    TRY(rows_of(s, a, &OF_OWNER,
        IN(in_enum("owner", ATTACHMENT_OWNERS, of.owner), in_i64("id", of.id),
            in_i64("publication", p.publication_id)),
        &rows, &count));
    struct attachment_list list = { arena_array(a, count, sizeof *list.at), 0 };
    for (size_t i = 0; i < count; i++) {
        if (!stands(&p, &rows[i]))
            continue;
        if (is_readable(who, &p, &rows[i].a))
            list.at[list.count++] = as_seen(&p, &rows[i]);
        else if (c.shows_names)
            list.at[list.count++] = (struct attachment){
                .of = of, .name = rows[i].a.name, .type = rows[i].a.type, .sha256 = ""
            };
    }
    *ret = list;
    return ERR_OK;
}

static const struct sql OF_MEETING =
    SQL(ATTACHMENT_COLUMNS " WHERE a.meeting_id = :meeting AND a.removed_at IS NULL ORDER BY a.id");

enum err attachment_of_meeting(
    struct snap *s, struct arena *a, int64_t meeting_id, struct attachment_list *ret)
{
    struct attachment_place p = { .meeting_id = meeting_id, .working = true };
    struct row *rows;
    size_t count;

    TRY(publication_of(s, &p, &p.publication_id));
    TRY(rows_of(s, a, &OF_MEETING,
        IN(in_i64("meeting", meeting_id), in_i64("publication", p.publication_id)), &rows, &count));
    struct attachment_list list = { arena_array(a, count, sizeof *list.at), count };
    for (size_t i = 0; i < count; i++)
        list.at[i] = as_seen(&p, &rows[i]);
    *ret = list;
    return ERR_OK;
}

static const struct sql BY_ID = SQL(ATTACHMENT_COLUMNS " WHERE a.id = :id");

/* The thing of the document before is often the same: it is looked up once. */
static enum err get(struct snap *s, struct arena *a, const struct actor *who, int64_t id,
    struct attachment_place *p, struct attachment *ret)
{
    struct row *rows;
    size_t count;
    struct in key = in_i64("id", id);

    TRY(rows_of(s, a, &BY_ID, IN(key, in_i64("publication", p->publication_id)), &rows, &count));
    if (count == 0)
        return ERR_NOT_FOUND;
    if (p->of.id != rows[0].a.of.id || p->of.owner != rows[0].a.of.owner || p->title == NULL) {
        struct attachment_place found;

        TRY(attachment_place(s, a, who, rows[0].a.of, &found));
        *p = found;
        TRY(publication_of(s, p, &p->publication_id));
        TRY(rows_of(
            s, a, &BY_ID, IN(key, in_i64("publication", p->publication_id)), &rows, &count));
    }
    if (count == 0 || !stands(p, &rows[0]) || !is_readable(who, p, &rows[0].a))
        return ERR_NOT_FOUND;
    *ret = as_seen(p, &rows[0]);
    return ERR_OK;
}

enum err attachment_get(
    struct snap *s, struct arena *a, const struct actor *who, int64_t id, struct attachment *ret)
{
    struct attachment_place p = { 0 };

    return get(s, a, who, id, &p, ret);
}

/* -- by name -- */

enum { PAGE = 50 };

/* The index knows names only: who may see which is asked of the things themselves. */
enum err attachment_find(struct snap *s, struct arena *a, const struct actor *who,
    const char *typed, int64_t after, int64_t limit, struct attachment_list *ret)
{
    struct search_query q = {
        .kind = "attachment",
        .typed = typed,
        .v = { .sees = ACCESS_SECRETARIAT },
        .with_hidden = true,
        .after = after,
        .limit = PAGE,
    };
    struct attachment_list list = { arena_array(a, (size_t)limit, sizeof *list.at), 0 };
    struct attachment_place p = { 0 };
    struct search_hits hits;

    do {
        TRY(search_find(s, a, &q, &hits));
        for (size_t i = 0; i < hits.count && (int64_t)list.count < limit; i++) {
            struct attachment one;
            enum err e = get(s, a, who, hits.at[i], &p, &one);

            if (e != ERR_OK && e != ERR_NOT_FOUND)
                return e;
            if (e == ERR_OK && !one.replaced)
                list.at[list.count++] = one;
            q.after = hits.at[i];
        }
    } while (hits.count == PAGE && (int64_t)list.count < limit);
    *ret = list;
    return ERR_OK;
}
