/* Documents are added, removed and put back. */
#include "agenda/attachment.h"
#include "agenda/search.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"

const struct field ATTACHMENT_FIELDS[] = {
    FIELD_CHOICE(struct attachment_input, access, .of = ACCESSES, .label = "Wie mag het lezen?"),
    FIELD_ID(struct attachment_input, replaces_id, .label = "Nieuwe versie van",
        .hint = "Leeg: het is een ander document. De vorige versie blijft bewaard."),
    FIELD_END,
};

const struct field ATTACHMENT_CHANGE_FIELDS[] = {
    FIELD_CHOICE(struct attachment_change, access, .of = ACCESSES, .label = "Wie mag het lezen?"),
    FIELD_END,
};

enum { MOST_DOCUMENTS = 50, MOST_OF_PROPOSAL = 5 };
static const int64_t KEPT = INT64_C(30) * 24 * 60 * 60 * 1000;

static bool prepares(const struct actor *who)
{
    return may(who, PREPARE_MEETING, (struct object){ 0 });
}

static enum err touch(struct tx *tx, const struct attachment *one)
{
    return one->meeting_id == 0 ? ERR_OK : meeting_touch(tx, one->meeting_id);
}

/* Names may tell of people: the log says what and where only. */
static cJSON *data_of(const struct attachment *one)
{
    cJSON *data = cJSON_CreateObject();

    json_add_id(data, "attachmentId", one->id);
    json_add_text(data, "type", choice_code(ATTACHMENT_TYPES, one->type));
    json_add_text(data, "access", choice_code(ACCESSES, one->access));
    json_add_id(data, "replacesId", one->replaces_id);
    return data;
}

static enum err record(
    struct tx *tx, const struct actor *who, const char *type, const struct attachment *one)
{
    return event_record(tx, who, type, choice_code(ATTACHMENT_OWNERS, one->of.owner), one->of.id,
        data_of(one), NULL);
}

static enum err index_name(struct tx *tx, struct arena *a, const struct attachment *one)
{
    const struct search_entry entry = {
        .kind = "attachment",
        .ref_id = one->id,
        .title = one->name,
        .body = "",
        .year = clock_local(one->created_at).year,
        .access = ACCESS_SECRETARIAT,
        .hidden = true,
    };
    return search_put(tx, a, &entry);
}

/* -- what is over -- */

static const struct sql OVER =
    SQL("SELECT id FROM attachment WHERE removed_at IS NOT NULL AND removed_at < :before");
static const struct sql OVER_UNPUBLISH =
    SQL("DELETE FROM publication_attachment WHERE attachment_id = :id");
static const struct sql OVER_UNREPLACE =
    SQL("UPDATE attachment SET replaces_id = NULL WHERE replaces_id = :id");
static const struct sql OVER_DELETE = SQL("DELETE FROM attachment WHERE id = :id");

/* What was removed 30 days ago goes for good when the next document comes or goes. */
static enum err forget_removed(struct tx *tx, struct arena *a)
{
    int64_t row = 0, *ids = NULL;
    size_t count = 0;

    TRY(sql_list(tx_snap(tx), a, &OVER, IN(in_i64("before", clock_now() - KEPT)),
        OUT(out_i64("id", &row)), &row, sizeof row, &ids, &count));
    for (size_t i = 0; i < count; i++) {
        struct in id = in_i64("id", ids[i]);

        TRY(sql_run(tx, &OVER_UNPUBLISH, IN(id), NULL));
        TRY(sql_run(tx, &OVER_UNREPLACE, IN(id), NULL));
        TRY(sql_run(tx, &OVER_DELETE, IN(id), NULL));
    }
    return count == 0 ? ERR_OK : attachment_file_sweep(tx);
}

/* -- adding -- */

static const struct sql COUNTED =
    SQL("SELECT count(*) AS count, COALESCE(sum(a.name = :name AND f.sha256 = :sha256), 0) AS same"
        "  FROM attachment a JOIN stored_file f ON f.id = a.file_id"
        " WHERE a.owner = :owner AND a.owner_id = :id AND a.removed_at IS NULL");

static enum err check_room(struct tx *tx, const struct attachment_place *p, const char *name,
    const struct attachment_bytes *bytes)
{
    struct fault *f = tx_fault(tx);
    int64_t most = p->of.owner == ATTACHED_TO_PROPOSAL ? MOST_OF_PROPOSAL : MOST_DOCUMENTS;
    int64_t count = 0, same = 0;

    TRY(sql_one(tx_snap(tx), &COUNTED,
        IN(in_text("name", name), in_text("sha256", bytes->sha256),
            in_enum("owner", ATTACHMENT_OWNERS, p->of.owner), in_i64("id", p->of.id)),
        OUT(out_i64("count", &count), out_i64("same", &same))));
    if (same > 0)
        return fault_set(f, ERR_CONFLICT, "Dit document staat hier al: %s.", name);
    if (count >= most)
        return fault_set(
            f, ERR_CONFLICT, "Hier staan al %lld documenten, meer kan niet.", (long long)count);
    return ERR_OK;
}

static const struct sql REPLACED =
    SQL("SELECT owner, owner_id FROM attachment"
        " WHERE id = :id AND removed_at IS NULL AND NOT EXISTS"
        "       (SELECT 1 FROM attachment n WHERE n.replaces_id = :id AND n.removed_at IS NULL)");

static enum err check_replaced(struct tx *tx, const struct attachment_place *p, int64_t id)
{
    struct attachment_of of = { 0 };
    enum err e = id == 0 ? ERR_OK
                         : sql_one(tx_snap(tx), &REPLACED, IN(in_i64("id", id)),
                               OUT(out_enum("owner", ATTACHMENT_OWNERS, &of.owner),
                                   out_i64("owner_id", &of.id)));

    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    if (id != 0 && (e == ERR_NOT_FOUND || of.owner != p->of.owner || of.id != p->of.id))
        fault_issue(tx_fault(tx), "replaces_id", "unknown",
            "Kies een document dat hier staat en geen nieuwere versie heeft.");
    return ERR_OK;
}

static void check_access(struct fault *f, const struct attachment_place *p, unsigned access)
{
    if (access < p->access)
        fault_issue(f, "access", "range",
            "Een document is niet ruimer te lezen dan waar het bij staat (%s).",
            choice_dutch(ACCESSES, p->access));
}

static const struct sql INSERT =
    SQL("INSERT INTO attachment (owner, owner_id, meeting_id, file_id, name, type, access,"
        "                        replaces_id, shown_at, created_at)"
        " VALUES (:owner, :owner_id, :meeting, :file, :name, :type, :access, :replaces, :shown_at,"
        "         :now)"
        " RETURNING id");

static enum err insert(struct tx *tx, struct arena *a, struct attachment *one)
{
    TRY(sql_change(tx, &INSERT,
        IN(in_enum("owner", ATTACHMENT_OWNERS, one->of.owner), in_i64("owner_id", one->of.id),
            in_id("meeting", one->meeting_id), in_i64("file", one->file_id),
            in_text("name", one->name), in_enum("type", ATTACHMENT_TYPES, one->type),
            in_i64("access", one->access), in_id("replaces", one->replaces_id),
            in_id("shown_at", one->shown_at), in_i64("now", one->created_at)),
        OUT(out_i64("id", &one->id))));
    return index_name(tx, a, one);
}

enum err attachment_add(struct tx *tx, struct arena *a, const struct actor *who,
    struct attachment_of of, const struct attachment_input *in, unsigned type,
    const struct attachment_bytes *bytes, int64_t *ret_id)
{
    struct fault *f = tx_fault(tx);
    struct attachment_place p;
    struct attachment one = { .of = of, .type = type, .created_at = clock_now() };

    TRY(attachment_place(tx_snap(tx), a, who, of, &p));
    TRY(attachment_may_add(tx_snap(tx), a, who, &p));
    enum err named = attachment_name(a, f, in->name, type, &one.name);
    if (named != ERR_OK && named != ERR_INVALID)
        return named;
    one.access = prepares(who) ? in->access : ACCESS_MEMBERS;
    one.replaces_id = in->replaces_id;
    one.meeting_id = p.meeting_id;
    one.shown_at = p.closed ? one.created_at : 0;
    check_access(f, &p, one.access);
    TRY(check_replaced(tx, &p, in->replaces_id));
    TRY(fault_check(f));
    TRY(check_room(tx, &p, one.name, bytes));
    TRY(attachment_file_put(tx, bytes, &one.file_id));
    TRY(insert(tx, a, &one));
    TRY(touch(tx, &one));
    TRY(forget_removed(tx, a));
    TRY(record(tx, who, "document.added", &one));
    *ret_id = one.id;
    return ERR_OK;
}

/* -- copies -- */

static const struct sql OF_PROPOSAL =
    SQL("SELECT a.file_id, a.name, a.type FROM attachment a"
        " WHERE a.owner = 'proposal' AND a.owner_id = :id AND a.removed_at IS NULL AND NOT EXISTS"
        "       (SELECT 1 FROM attachment n WHERE n.replaces_id = a.id AND n.removed_at IS NULL)"
        " ORDER BY a.id");

enum err attachment_copy(
    struct tx *tx, struct arena *a, int64_t proposal_id, int64_t item_id, int64_t meeting_id)
{
    struct attachment one = { .access = ACCESS_MEMBERS }, *all = NULL;
    size_t count = 0;

    TRY(sql_list(tx_snap(tx), a, &OF_PROPOSAL, IN(in_i64("id", proposal_id)),
        OUT(out_i64("file_id", &one.file_id), out_text("name", a, &one.name),
            out_enum("type", ATTACHMENT_TYPES, &one.type)),
        &one, sizeof one, &all, &count));
    for (size_t i = 0; i < count; i++) {
        all[i].of = (struct attachment_of){ ATTACHED_TO_ITEM, item_id };
        all[i].meeting_id = meeting_id;
        all[i].created_at = clock_now();
        TRY(insert(tx, a, &all[i]));
    }
    return ERR_OK;
}

/* -- who may read it -- */

static const struct sql SET_ACCESS =
    SQL("UPDATE attachment SET access = :access, version = version + 1 WHERE id = :id");

enum err attachment_change(struct tx *tx, struct arena *a, const struct actor *who, int64_t id,
    int64_t version, const struct attachment_change *in)
{
    struct fault *f = tx_fault(tx);
    struct attachment_place p;
    struct attachment one;

    TRY(attachment_get(tx_snap(tx), a, who, id, &one));
    if (!prepares(who))
        return ERR_FORBIDDEN;
    if (one.version != version)
        return ERR_STALE;
    TRY(attachment_place(tx_snap(tx), a, who, one.of, &p));
    if (p.of.owner == ATTACHED_TO_PROPOSAL)
        return fault_set(f, ERR_CONFLICT,
            "Een document bij een voorstel is voor wie het voorstelde en voor het secretariaat.");
    check_access(f, &p, in->access);
    TRY(fault_check(f));
    one.access = in->access;
    TRY(sql_run(tx, &SET_ACCESS, IN(in_i64("id", id), in_i64("access", in->access)), NULL));
    TRY(touch(tx, &one));
    return record(tx, who, "document.access_changed", &one);
}

/* -- removing -- */

static const struct sql ONE =
    SQL("SELECT owner, owner_id, meeting_id, name, type, access, created_at, removed_at"
        "  FROM attachment WHERE id = :id");

static enum err read_one(struct tx *tx, struct arena *a, int64_t id, struct attachment *ret)
{
    struct attachment one = { .id = id };
    int64_t access = 0;

    TRY(sql_one(tx_snap(tx), &ONE, IN(in_i64("id", id)),
        OUT(out_enum("owner", ATTACHMENT_OWNERS, &one.of.owner), out_i64("owner_id", &one.of.id),
            out_i64("meeting_id", &one.meeting_id), out_text("name", a, &one.name),
            out_enum("type", ATTACHMENT_TYPES, &one.type), out_i64("access", &access),
            out_i64("created_at", &one.created_at), out_i64("removed_at", &one.removed_at))));
    one.access = (unsigned)access;
    *ret = one;
    return ERR_OK;
}

/* What others see of a thing goes only with who prepares meetings, or while a proposal waits. */
static enum err check_change(
    struct tx *tx, struct arena *a, const struct actor *who, const struct attachment *one)
{
    struct attachment_place p;

    TRY(attachment_place(tx_snap(tx), a, who, one->of, &p));
    return prepares(who) ? ERR_OK : attachment_may_add(tx_snap(tx), a, who, &p);
}

static const struct sql SET_REMOVED = SQL("UPDATE attachment SET removed_at = :at WHERE id = :id");

enum err attachment_remove(struct tx *tx, struct arena *a, const struct actor *who, int64_t id)
{
    struct attachment one;

    TRY(attachment_get(tx_snap(tx), a, who, id, &one));
    TRY(check_change(tx, a, who, &one));
    TRY(sql_run(tx, &SET_REMOVED, IN(in_i64("id", id), in_i64("at", clock_now())), NULL));
    TRY(search_remove(tx, "attachment", id));
    TRY(touch(tx, &one));
    TRY(forget_removed(tx, a));
    return record(tx, who, "document.removed", &one);
}

enum err attachment_restore(struct tx *tx, struct arena *a, const struct actor *who, int64_t id)
{
    struct attachment one;

    TRY(read_one(tx, a, id, &one));
    TRY(check_change(tx, a, who, &one));
    if (one.removed_at == 0)
        return fault_set(tx_fault(tx), ERR_CONFLICT, "Dit document staat er al.");
    TRY(sql_run(tx, &SET_REMOVED, IN(in_i64("id", id), in_id("at", 0)), NULL));
    TRY(index_name(tx, a, &one));
    TRY(touch(tx, &one));
    return record(tx, who, "document.restored", &one);
}
