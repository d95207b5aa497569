#include "lok/erasure.h"
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct sql LIST =
    SQL("SELECT person_id, created_event, erased_at FROM erasure ORDER BY person_id");

enum err erasure_list(struct snap *s, struct arena *a, struct erasure_list *ret)
{
    struct erasure row = { 0 };

    return sql_list(s, a, &LIST, IN(),
        OUT(out_i64("person_id", &row.person_id), out_i64("created_event", &row.created_event),
            out_i64("erased_at", &row.erased_at)),
        &row, sizeof row, &ret->at, &ret->count);
}

static const struct sql IS =
    SQL("SELECT EXISTS (SELECT 1 FROM erasure WHERE person_id = :id) AS erased");

enum err erasure_is(struct snap *s, int64_t person_id, bool *ret)
{
    return sql_one(s, &IS, IN(in_i64("id", person_id)), OUT(out_bool("erased", ret)));
}

static const struct sql CREATED =
    SQL("SELECT coalesce(max(id), 0) AS id FROM event"
        " WHERE subject_kind = 'person' AND subject_id = :id AND type = 'person.created'");

enum err erasure_created_event(struct snap *s, int64_t person_id, int64_t *ret)
{
    return sql_one(s, &CREATED, IN(in_i64("id", person_id)), OUT(out_i64("id", ret)));
}

static const struct sql NOTE_IT = SQL("INSERT INTO erasure (person_id, created_event, erased_at)"
                                      " VALUES (:person_id, :created_event, :erased_at)");

enum err erasure_record(struct tx *tx, int64_t person_id, int64_t at)
{
    int64_t created;

    TRY(erasure_created_event(tx_snap(tx), person_id, &created));
    return sql_run(tx, &NOTE_IT,
        IN(in_i64("person_id", person_id), in_i64("created_event", created),
            in_i64("erased_at", at)),
        NULL);
}

/* -- the file -- */

#define HEAD "lokd-erasures 1 "

static const char *file_of(struct arena *a, const char *db_path)
{
    return arena_printf(a, "%s.erasures", db_path);
}

static enum err cannot(struct fault *f, const char *what, const char *path)
{
    return fault_set(f, errno == ENOSPC || errno == EDQUOT ? ERR_DISK_FULL : ERR_STORAGE,
        "cannot %s %s: %s", what, path, strerror(errno));
}

static bool print_all(FILE *to, const char *uid, const struct erasure_list *list)
{
    bool fine = fprintf(to, HEAD "%s\n", uid) > 0;

    for (size_t i = 0; i < list->count && fine; i++)
        fine = fprintf(to, "%" PRId64 " %" PRId64 " %" PRId64 "\n", list->at[i].person_id,
                   list->at[i].created_event, list->at[i].erased_at) > 0;
    return fine && fflush(to) == 0 && fsync(fileno(to)) == 0;
}

enum err erasure_file_write(struct arena *a, struct fault *f, const char *db_path,
    const char *council_uid, const struct erasure_list *list)
{
    const char *path = file_of(a, db_path), *made = arena_printf(a, "%s.new", path);
    int fd = open(made, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0640);
    FILE *to = fd < 0 ? NULL : fdopen(fd, "w");

    if (to == NULL)
        return cannot(f, "make", made);
    bool fine = print_all(to, council_uid, list);
    fine = fclose(to) == 0 && fine;
    if (!fine || rename(made, path) != 0)
        return cannot(f, "write", path);
    return ERR_OK;
}

enum err erasure_file_read(struct arena *a, struct fault *f, const char *db_path,
    const char *council_uid, struct erasure_list *ret)
{
    const char *path = file_of(a, db_path);
    FILE *from = fopen(path, "re");
    struct erasure_list list = { 0 };
    size_t room = 0;
    char line[200];

    *ret = list;
    if (from == NULL)
        return errno == ENOENT ? ERR_OK : cannot(f, "read", path);
    bool ours = fgets(line, sizeof line, from) != NULL && str_starts(line, HEAD) &&
                str_equal(str_trim(a, line + strlen(HEAD)), council_uid);
    while (ours && fgets(line, sizeof line, from) != NULL) {
        struct erasure e = { 0 };
        if (sscanf(line, "%" SCNd64 " %" SCNd64 " %" SCNd64, &e.person_id, &e.created_event,
                &e.erased_at) != 3)
            continue;
        if (list.count == room) {
            struct erasure *wider = arena_array(a, room = room == 0 ? 16 : 2 * room, sizeof e);
            for (size_t i = 0; i < list.count; i++)
                wider[i] = list.at[i];
            list.at = wider;
        }
        list.at[list.count++] = e;
    }
    (void)fclose(from);
    *ret = list;
    return ERR_OK;
}
