/* Covers agenda/rights.c, agenda/rights_erase.c, agenda/rights_names.c, agenda/rights_export.c,
 * agenda/rights_documents.c, lok/base/rows.c,
 * lok/base/text_tables.c and lok/base/compose.c. */
#include "agenda/rights.h"
#include "agenda/search.h"
#include "lok/base/rows.h"
#include "tests/given/work.h"
#include <stdio.h>
#include <string.h>

#define NAME  "Wim Kortrijkzaan"
#define EMAIL "wim.kortrijkzaan@example.be"
#define PHONE "+32 470 99 88 77"

/* -- the table and the schema -- */

static const struct sql REFERENCES_TO_PEOPLE =
    SQL("SELECT m.name AS table_name, f.\"from\" AS column_name"
        "  FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f"
        " WHERE m.type = 'table' AND f.\"table\" IN ('person', 'account')");

static bool listed_reference(const char *table, const char *column)
{
    for (const struct rights_reference *r = RIGHTS_REFERENCES; r->table != NULL; r++)
        if (strcmp(r->table, table) == 0 && strcmp(r->column, column) == 0)
            return true;
    return false;
}

static bool listed_text(const char *table, const char *column)
{
    for (const struct rights_text *t = RIGHTS_TEXTS; t->table != NULL; t++)
        if (strcmp(t->table, table) == 0 && strcmp(t->column, column) == 0)
            return true;
    return false;
}

static struct row_text_list references(void **state)
{
    struct row_text row = { .key = "", .text = "" };
    struct row_text_list list = { 0 };

    assert_int_equal(sql_list(tx_snap(given_tx(state)), arena(state), &REFERENCES_TO_PEOPLE, IN(),
                         OUT(out_text("table_name", arena(state), &row.table),
                             out_text("column_name", arena(state), &row.column)),
                         &row, sizeof row, &list.at, &list.count),
        ERR_OK);
    return list;
}

static void every_column_that_refers_to_people_is_listed(void **state)
{
    struct row_text_list all = references(state);
    size_t missing = 0;

    assert_true(all.count > 20);
    for (size_t i = 0; i < all.count; i++)
        if (!listed_reference(all.at[i].table, all.at[i].column)) {
            print_error("%s.%s refers to people and is not in agenda/rights.def\n", all.at[i].table,
                all.at[i].column);
            missing++;
        }
    assert_int_equal(missing, 0);
}

static void every_text_beside_such_a_column_is_listed(void **state)
{
    struct row_text_list refers = references(state), texts = { 0 };
    size_t missing = 0, seen = 0;

    assert_int_equal(rows_text_columns(tx_snap(given_tx(state)), arena(state), &texts), ERR_OK);
    for (size_t i = 0; i < texts.count; i++)
        for (size_t k = 0; k < refers.count; k++) {
            if (strcmp(texts.at[i].table, refers.at[k].table) != 0)
                continue;
            seen++;
            if (!listed_text(texts.at[i].table, texts.at[i].column)) {
                print_error("%s.%s may name people and is not in agenda/rights.def\n",
                    texts.at[i].table, texts.at[i].column);
                missing++;
            }
            break;
        }
    assert_true(seen > 40);
    assert_int_equal(missing, 0);
}

/* -- a person of whom everything is kept -- */

static int64_t run(void **state, const struct sql *q, const struct in *in)
{
    int64_t id = 0;
    assert_int_equal(sql_change(given_tx(state), q, in, OUT(out_i64("id", &id))), ERR_OK);
    return id;
}

static void put(void **state, const struct sql *q, const struct in *in)
{
    assert_int_equal(sql_run(given_tx(state), q, in, NULL), ERR_OK);
}

static const struct sql PHONE_SET = SQL("UPDATE person SET phone = :phone WHERE id = :id");
static const struct sql REPLY =
    SQL("INSERT INTO reply VALUES (:m, :p, 'coming', 'Ik ben " NAME "', 'ticked', :a, 5)");
static const struct sql ATTENDS =
    SQL("INSERT INTO attendance (meeting_id, person_id, guest, status, for_person_id, remark)"
        " VALUES (:m, :p, '', 'present', NULL, 'te laat: " NAME "') RETURNING id");
static const struct sql ATTENDS_FOR =
    SQL("INSERT INTO attendance (meeting_id, person_id, guest, status, for_person_id, remark)"
        " VALUES (:m, NULL, 'vervanger', 'substitute', :p, '')");
static const struct sql AT_ITEM =
    SQL("INSERT INTO attendance_item VALUES (:t, :i, 1, 1, 'familie van " NAME "', 'against')");
static const struct sql VOTED =
    SQL("INSERT INTO written_vote (meeting_id, item_id, member_id, person_id, vote, remark, way,"
        " voted_at) VALUES (:m, :i, :s, :p, 'in_favour', 'standpunt', 'link', 5)");
static const struct sql PROPOSED =
    SQL("INSERT INTO proposal (meeting_id, partner_id, person_id, title, text, minutes, state,"
        " reason, target_month, by_mail, created_at)"
        " VALUES (:m, NULL, :p, 'Punt van mij', 'tekst', 5, 'open', '', '', 0, 5)");
static const struct sql LINKED =
    SQL("INSERT INTO personal_link (token_hash, person_id, meeting_id, created_at, expires_at)"
        " VALUES ('h1', :p, :m, 5, 6)");
static const struct sql FEEDS =
    SQL("INSERT INTO feed_token (token_hash, person_id, created_at) VALUES ('h2', :p, 5)");
static const struct sql SIGNS =
    SQL("INSERT INTO login_link (token_hash, account_id, expires_at) VALUES ('h3', :a, 5)");
static const struct sql SIGNED_IN =
    SQL("INSERT INTO session (token_hash, account_id, started_at, touched_at, flash_done)"
        " VALUES ('h4', :a, 5, 5, '" NAME " is bewaard')");
static const struct sql SENT =
    SQL("INSERT INTO sending (kind, meeting_id, created_at, due_at, previous_state, recipients,"
        " account_id) VALUES ('agenda', :m, 5, 5, 'draft', 0, :a) RETURNING id");
static const struct sql LETTER =
    SQL("INSERT INTO letter VALUES (:s, :p, NULL, 'Dag " NAME "', 'Beste " NAME "')");
static const struct sql MINUTED =
    SQL("INSERT INTO minutes (meeting_id, state, hide, remarks_until, approved_on, delivered_on)"
        " VALUES (:m, 'draft', '', '', '', '')");
static const struct sql VERSION =
    SQL("INSERT INTO minutes_version (meeting_id, number, reason, made_at, account_id)"
        " VALUES (:m, 1, 'op vraag van " NAME "', 5, :a) RETURNING id");
static const struct sql PART =
    SQL("INSERT INTO minutes_part VALUES (:v, 1, 0, 'Kop', '" NAME " zegt iets', '', '', 0)");
static const struct sql REMARKED =
    SQL("INSERT INTO minutes_remark (meeting_id, item_id, person_id, text, made_at)"
        " VALUES (:m, 0, :p, 'mijn opmerking', 5)");
static const struct sql TYPED =
    SQL("INSERT INTO minutes_autosave VALUES (:m, :a, 0, 1, '" NAME " typt', 5)");
static const struct sql LOGGED =
    SQL("INSERT INTO event (at, type, subject_kind, subject_id, account_id, data)"
        " VALUES (5, 'x.y', 'meeting', :m, :a, '{\"who\":\"" NAME "\"}')");
static const struct sql MAILBOX =
    SQL("INSERT INTO endpoint (url, name, events, state, secret, kind, person_id)"
        " VALUES ('mailto:', '', 0, 'active', 's', 'mail', :p) RETURNING id");
static const struct sql MAILED =
    SQL("INSERT INTO delivery (endpoint_id, notice_id, type, subject_kind, subject_id, state,"
        " created_at, due_at, expires_at, finished_at, last_error, sending_id)"
        " VALUES (:e, 'n', 'lok.agenda.published', 'meeting', :m, 'sent', 5, 5, 0, 5,"
        "         '" EMAIL " weigert', 0) RETURNING id");
static const struct sql BODY =
    SQL("INSERT INTO delivery_body VALUES (:d, 'Beste " NAME " op " EMAIL "')");
static const struct sql ANSWER = SQL(
    "INSERT INTO idempotency VALUES ('token:1', 'k', '/x', 'h', 201, 'application/json', '', '',"
    " CAST('{\"name\":\"" NAME "\"}' AS BLOB), 5)");
static const struct sql ITEM_TEXT =
    SQL("UPDATE agenda_item SET text = 'Toelichting door " NAME " (" PHONE ").',"
        " presenter = '" NAME "' WHERE id = :i");

static const struct sql ROUND =
    SQL("INSERT INTO expansion (title, closes_on, places, state, access, started_on, closed_on,"
        " reopened) VALUES ('Ronde', '', 0, 'open', 1, '', '', '') RETURNING id");
static const struct sql APPLIED =
    SQL("INSERT INTO expansion_application (expansion_id, organiser, location, care, places, area,"
        " received_on) VALUES (:x, 'Organisator', '', '', 0, '', '') RETURNING id");
static const struct sql CONFLICT =
    SQL("INSERT INTO expansion_conflict (application_id, person_id, reason, left_room)"
        " VALUES (:x, :p, 'buur van " NAME "', 1)");

struct known {
    int64_t person, account, seat, meeting, item, version;
};

static struct known everything(void **state)
{
    struct actor system = actor_system();
    struct known k = { 0 };

    given_council(state, "2024-04-15");
    k.account = given_account(state, "ander.adres@example.be", ROLE_BIT(ROLE_MEMBER), 0);
    struct account account = { 0 };
    assert_int_equal(
        account_get(tx_snap(given_tx(state)), arena(state), k.account, &account), ERR_OK);
    struct person p = { 0 };
    k.person = account.person_id;
    assert_int_equal(person_get(tx_snap(given_tx(state)), arena(state), k.person, &p), ERR_OK);
    p.name = NAME;
    p.email = EMAIL;
    p.phone = PHONE;
    p.function = "ouder";
    assert_int_equal(person_update(given_tx(state), &system, k.person, p.version, &p), ERR_OK);
    struct member in = { .person_id = k.person, .voting_right = true, .sex = 1 };
    assert_int_equal(member_create(given_tx(state), &system, &in, &k.seat), ERR_OK);
    int64_t partner = given_partner(state, "Felies", NULL);
    assert_int_equal(partner_contact_add(given_tx(state), &system, partner, k.person), ERR_OK);
    k.meeting = work_meeting(state, "2024-05-28");
    k.item = work_item(state, k.meeting, "Een punt", 1, 0);

    const struct in m = in_i64("m", k.meeting), person = in_i64("p", k.person),
                    a = in_i64("a", k.account), i = in_i64("i", k.item);
    put(state, &PHONE_SET, IN(in_text("phone", PHONE), in_i64("id", k.person)));
    put(state, &REPLY, IN(m, person, a));
    int64_t attendance = run(state, &ATTENDS, IN(m, person));
    put(state, &ATTENDS_FOR, IN(m, person));
    put(state, &AT_ITEM, IN(in_i64("t", attendance), i));
    put(state, &VOTED, IN(m, i, in_i64("s", k.seat), person));
    put(state, &PROPOSED, IN(m, person));
    put(state, &LINKED, IN(person, m));
    put(state, &FEEDS, IN(person));
    put(state, &SIGNS, IN(a));
    put(state, &SIGNED_IN, IN(a));
    int64_t sending = run(state, &SENT, IN(m, a));
    put(state, &LETTER, IN(in_i64("s", sending), person));
    put(state, &MINUTED, IN(m));
    int64_t version = run(state, &VERSION, IN(m, a));
    put(state, &PART, IN(in_i64("v", version)));
    put(state, &REMARKED, IN(m, person));
    put(state, &TYPED, IN(m, a));
    put(state, &LOGGED, IN(m, a));
    int64_t endpoint = run(state, &MAILBOX, IN(person));
    int64_t delivery = run(state, &MAILED, IN(in_i64("e", endpoint), m));
    put(state, &BODY, IN(in_i64("d", delivery)));
    int64_t applied = run(state, &APPLIED, IN(in_i64("x", run(state, &ROUND, IN()))));
    put(state, &CONFLICT, IN(in_i64("x", applied), person));
    put(state, &ANSWER, IN());
    put(state, &ITEM_TEXT, IN(i));
    struct search_entry entry = {
        .kind = "decision", .ref_id = 1, .title = "Zaak " NAME, .body = "over " NAME, .year = 2024
    };
    assert_int_equal(search_put(given_tx(state), arena(state), &entry), ERR_OK);
    assert_int_equal(person_get(tx_snap(given_tx(state)), arena(state), k.person, &p), ERR_OK);
    k.version = p.version;
    return k;
}

static enum err erase(void **state, const struct known *k, bool texts, int64_t *left)
{
    struct actor system = actor_system();

    return rights_erase(given_tx(state), &system, k->person, k->version, texts, left);
}

/* -- exporting -- */

static const struct rights_section *section(const struct rights_export *all, const char *name)
{
    for (size_t i = 0; i < all->count; i++)
        if (strcmp(all->at[i].name, name) == 0)
            return &all->at[i];
    IMPOSSIBLE("the export has no such section");
}

static void every_table_that_refers_to_people_is_in_the_export(void **state)
{
    struct known k = everything(state);
    struct row_text_list all = references(state);
    struct rights_export out;

    assert_int_equal(rights_export(tx_snap(given_tx(state)), arena(state), k.person, &out), ERR_OK);
    assert_string_equal(out.person.name, NAME);
    assert_string_equal(out.account.email, "ander.adres@example.be");
    for (const struct rights_reference *r = RIGHTS_REFERENCES; r->table != NULL; r++) {
        bool exists = false;
        for (size_t i = 0; i < all.count; i++)
            exists |= strcmp(all.at[i].table, r->table) == 0;
        if (!exists || r->section[0] == '\0' || strcmp(r->section, "account") == 0)
            continue;
        if (section(&out, r->section)->count == 0)
            fail_msg("%s.%s says section “%s”, which is empty", r->table, r->column, r->section);
    }
    assert_string_equal(section(&out, "replies")->at[0].text, "Ik ben " NAME);
    assert_string_equal(section(&out, "mails")->at[0].text, "Beste " NAME " op " EMAIL);
    assert_non_null(strstr(section(&out, "seats")->at[0].text, "stemgerechtigd"));
}

static void no_secret_is_in_the_export(void **state)
{
    struct known k = everything(state);
    struct rights_export out;

    assert_int_equal(rights_export(tx_snap(given_tx(state)), arena(state), k.person, &out), ERR_OK);
    for (size_t i = 0; i < out.count; i++)
        for (size_t n = 0; n < out.at[i].count; n++) {
            const struct rights_line *l = &out.at[i].at[n];
            for (const char *const *h = (const char *const[]){ "h1", "h2", "h3", "h4", NULL };
                 *h != NULL; h++)
                assert_true(strcmp(l->what, *h) != 0 && strcmp(l->text, *h) != 0);
        }
}

/* -- erasing -- */

/* The bytes of a file beside the database hold none of it, in whatever case. */
static void assert_gone_from(void **state, const char *suffix)
{
    static const char *const WORDS[] = { "Wim Kort", "Kortrijkzaan", "wim.kort", "ander.adres",
        "470 99 88" };
    const char *path = arena_printf(arena(state), "%s%s", db_path(given_database(state)), suffix);
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        return;
    assert_int_equal(fseek(f, 0, SEEK_END), 0);
    size_t size = (size_t)ftell(f);
    rewind(f);
    char *bytes = arena_alloc(arena(state), size + 1);
    assert_int_equal(fread(bytes, 1, size, f), size);
    (void)fclose(f);
    for (size_t i = 0; i < size; i++)
        if (bytes[i] >= 'A' && bytes[i] <= 'Z')
            bytes[i] = (char)(bytes[i] - 'A' + 'a');
    for (size_t w = 0; w < ARRAY_LEN(WORDS); w++) {
        char *word = arena_strdup(arena(state), WORDS[w]);
        for (char *c = word; *c != '\0'; c++)
            *c = (char)(*c >= 'A' && *c <= 'Z' ? *c - 'A' + 'a' : *c);
        if (size > 0 && memmem(bytes, size, word, strlen(word)) != NULL)
            fail_msg("“%s” stands in %s", WORDS[w], path);
    }
}

static size_t hits(void **state, const char *typed)
{
    struct search_query q = {
        .kind = "decision", .typed = typed, .v = { .sees = 2 }, .with_hidden = true, .limit = 10
    };
    struct search_hits found = { 0 };

    assert_int_equal(search_find(tx_snap(given_tx(state)), arena(state), &q, &found), ERR_OK);
    return found.count;
}

static void nothing_of_who_is_erased_stands_in_the_file_or_the_search(void **state)
{
    struct known k = everything(state);
    int64_t left = -1;

    assert_int_equal(hits(state, "Kortrijkzaan"), 1);
    given_commit(state);
    assert_int_equal(erase(state, &k, true, &left), ERR_OK);
    assert_int_equal(left, 0);
    given_commit(state);
    assert_int_equal(db_settle(given_database(state)), ERR_OK);
    assert_gone_from(state, "");
    assert_gone_from(state, "-wal");
    assert_int_equal(hits(state, "Kortrijkzaan"), 0);
    assert_int_equal(hits(state, "zaak"), 1);
}

static const struct sql STILL =
    SQL("SELECT (SELECT count(*) FROM member WHERE person_id = :p) AS seats,"
        "       (SELECT until_date FROM member WHERE person_id = :p) AS until,"
        "       (SELECT answer FROM reply WHERE person_id = :p) AS answer,"
        "       (SELECT count(*) FROM attendance WHERE person_id = :p) AS there,"
        "       (SELECT count(*) FROM attendance_item WHERE vote = 'against') AS votes,"
        "       (SELECT count(*) FROM written_vote WHERE person_id = :p) AS written,"
        "       (SELECT count(*) FROM session) AS sessions,"
        "       (SELECT count(*) FROM personal_link) + (SELECT count(*) FROM feed_token)"
        "       + (SELECT count(*) FROM login_link) AS links,"
        "       (SELECT disabled FROM account WHERE person_id = :p) AS disabled");

static void seats_attendance_and_results_still_add_up(void **state)
{
    struct known k = everything(state);
    struct person p = { 0 };
    const char *until = "", *answer = "";
    int64_t seats, there, votes, written, sessions, links, disabled;

    assert_int_equal(erase(state, &k, true, NULL), ERR_OK);
    assert_int_equal(person_get(tx_snap(given_tx(state)), arena(state), k.person, &p), ERR_OK);
    assert_string_equal(p.name, arena_printf(arena(state), "Oud-lid %lld", (long long)k.person));
    assert_int_equal(sql_one(tx_snap(given_tx(state)), &STILL, IN(in_i64("p", k.person)),
                         OUT(out_i64("seats", &seats), out_text("until", arena(state), &until),
                             out_text("answer", arena(state), &answer), out_i64("there", &there),
                             out_i64("votes", &votes), out_i64("written", &written),
                             out_i64("sessions", &sessions), out_i64("links", &links),
                             out_i64("disabled", &disabled))),
        ERR_OK);
    assert_int_equal(seats, 1);
    assert_string_equal(until, "2024-04-15");
    assert_string_equal(answer, "coming");
    assert_int_equal(there, 1);
    assert_int_equal(votes, 1);
    assert_int_equal(written, 1);
    assert_int_equal(sessions, 0);
    assert_int_equal(links, 0);
    assert_int_equal(disabled, 1);
    given_last_event(state, "person.erased");
}

static void what_people_wrote_stays_unless_asked_and_is_pointed_at(void **state)
{
    struct known k = everything(state);
    struct rights_places places;
    int64_t left = 0;

    assert_int_equal(
        rights_places(tx_snap(given_tx(state)), arena(state), k.person, &places), ERR_OK);
    assert_int_equal(places.count, 2); /* presenter and text of one item */
    assert_string_equal(places.at[0].what, "agendapunt");
    assert_string_equal(
        places.at[0].path, arena_printf(arena(state), "/punten/%lld", (long long)k.item));
    assert_int_equal(erase(state, &k, false, &left), ERR_OK);
    assert_int_equal(left, 2);
    assert_non_null(strstr(work_item_now(state, k.item).text, NAME));
}

static const struct sql NAMED =
    SQL("UPDATE agenda_item SET title = :title, text = :text, presenter = '' WHERE id = :i");

static size_t places_in(void **state, const struct known *k, const char *title, const char *text)
{
    struct rights_places places;

    put(state, &NAMED, IN(in_text("title", title), in_text("text", text), in_i64("i", k->item)));
    assert_int_equal(
        rights_places(tx_snap(given_tx(state)), arena(state), k->person, &places), ERR_OK);
    for (size_t i = 0; i < places.count; i++)
        assert_string_equal(
            places.at[i].path, arena_printf(arena(state), "/punten/%lld", (long long)k->item));
    return places.count;
}

static void a_name_is_found_wherever_it_is_a_word(void **state)
{
    struct known k = everything(state);

    assert_int_equal(places_in(state, &k, "Kortrijkzaan", "KORTRIJKZAAN"), 2);
    assert_int_equal(places_in(state, &k, "over “" NAME "”", "’Kortrijkzaan’s punt – goed"), 2);
    assert_int_equal(places_in(state, &k, "x", "mail naar " EMAIL), 1);
    assert_int_equal(places_in(state, &k, "ander.adres@example.be", "(" PHONE ")"), 2);
    assert_int_equal(places_in(state, &k, "Kortrijkzaanse", "éKortrijkzaan, Kortrijkzaané"), 0);
    assert_int_equal(places_in(state, &k, "Kortrijkza", "Kortrijkzaa"), 0);
}

static void a_name_in_a_text_is_replaced_as_a_whole_when_asked(void **state)
{
    struct known k = everything(state);

    assert_int_equal(erase(state, &k, true, NULL), ERR_OK);
    assert_string_equal(work_item_now(state, k.item).text,
        arena_printf(
            arena(state), "Toelichting door Oud-lid %lld ([gewist]).", (long long)k.person));
}

static void a_name_that_somebody_else_has_is_left_in_texts(void **state)
{
    struct known k = everything(state);
    struct rights_places places;

    given_person(state, "wim kortrijkzaan", "");
    assert_int_equal(
        rights_places(tx_snap(given_tx(state)), arena(state), k.person, &places), ERR_OK);
    assert_true(places.shared);
    assert_int_equal(erase(state, &k, true, NULL), ERR_OK);
    assert_string_equal(work_item_now(state, k.item).presenter, NAME);
}

static void who_is_erased_or_changed_meanwhile_is_refused(void **state)
{
    struct known k = everything(state);
    struct actor self = { .person_id = k.person, .roles = ROLE_BIT(ROLE_SECRETARY) };

    k.version--;
    assert_int_equal(erase(state, &k, true, NULL), ERR_STALE);
    k.version++;
    assert_int_equal(
        rights_erase(given_tx(state), &self, k.person, k.version, true, NULL), ERR_CONFLICT);
    assert_int_equal(erase(state, &k, true, NULL), ERR_OK);
    assert_int_equal(erase(state, &k, true, NULL), ERR_CONFLICT);
}

static void a_person_without_a_seat_is_not_called_a_member(void **state)
{
    struct actor system = actor_system();
    struct person p = { 0 };

    given_council(state, "");
    int64_t id = given_person(state, "Griet Nergens", "griet@example.be");
    assert_int_equal(rights_erase(given_tx(state), &system, id, 0, true, NULL), ERR_OK);
    assert_int_equal(person_get(tx_snap(given_tx(state)), arena(state), id, &p), ERR_OK);
    assert_string_equal(p.name, arena_printf(arena(state), "Gewiste persoon %lld", (long long)id));
    struct person_list list = { 0 };
    assert_int_equal(person_list(tx_snap(given_tx(state)), arena(state), 0, 10, &list), ERR_OK);
    assert_int_equal(list.count, 0);
}

/* -- again -- */

static void after_a_restore_the_same_people_are_erased_again(void **state)
{
    struct known k = everything(state);
    struct erasure e = { .person_id = k.person, .erased_at = 77 };
    struct erasure_list list = { &e, 1 }, noted = { 0 };
    int64_t erased = 0;

    assert_int_equal(
        erasure_created_event(tx_snap(given_tx(state)), k.person, &e.created_event), ERR_OK);
    assert_int_equal(rights_erase_again(given_tx(state), arena(state), &list, &erased), ERR_OK);
    assert_int_equal(erased, 1);
    assert_int_equal(erasure_list(tx_snap(given_tx(state)), arena(state), &noted), ERR_OK);
    assert_int_equal(noted.count, 1);
    assert_int_equal(noted.at[0].erased_at, 77);
    assert_int_equal(rights_erase_again(given_tx(state), arena(state), &list, &erased), ERR_OK);
    assert_int_equal(erased, 0);
}

static void somebody_else_who_had_that_id_before_is_left(void **state)
{
    struct known k = everything(state);
    struct erasure at[] = { { k.person, 999, 77 }, { 12345, 1, 77 } };
    struct erasure_list list = { at, 2 };
    int64_t erased = -1;

    assert_int_equal(rights_erase_again(given_tx(state), arena(state), &list, &erased), ERR_OK);
    assert_int_equal(erased, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            every_column_that_refers_to_people_is_listed, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            every_text_beside_such_a_column_is_listed, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            every_table_that_refers_to_people_is_in_the_export, given_db, given_end),
        cmocka_unit_test_setup_teardown(no_secret_is_in_the_export, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            nothing_of_who_is_erased_stands_in_the_file_or_the_search, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            seats_attendance_and_results_still_add_up, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            what_people_wrote_stays_unless_asked_and_is_pointed_at, given_db, given_end),
        cmocka_unit_test_setup_teardown(a_name_is_found_wherever_it_is_a_word, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_name_in_a_text_is_replaced_as_a_whole_when_asked, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_name_that_somebody_else_has_is_left_in_texts, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            who_is_erased_or_changed_meanwhile_is_refused, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            a_person_without_a_seat_is_not_called_a_member, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            after_a_restore_the_same_people_are_erased_again, given_db, given_end),
        cmocka_unit_test_setup_teardown(
            somebody_else_who_had_that_id_before_is_left, given_db, given_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
