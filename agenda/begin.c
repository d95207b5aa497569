/* agenda/begin.c: a council of one's own. */
#include "agenda/begin.h"

#include "lok/change.h"

enum { COMMON_INVITATION_DAYS = 28, COMMON_REACTION_DAYS = 30 };

const struct field OWN_COUNCIL_FIELDS[] = { FIELD_TEXT(struct own_council, municipality,
                                                .required = true, .max = 100, .label = "Gemeente"),
    FIELD_TEXT(struct own_council, name, .required = true, .max = 200,
        .label = "Naam van het overleg", .hint = "Bijvoorbeeld: LOK Gent"),
    FIELD_TEXT(struct own_council, number_prefix, .required = true, .max = 12,
        .label = "Midden van het beslissingsnummer",
        .hint = "LOK geeft nummers zoals 2024_LOK_00001."),
    FIELD_BOOL(struct own_council, is_public, .label = "De vergaderingen zijn openbaar",
        .hint = "Zonder vinkje ziet alleen wie zich aanmeldt de agenda's en beslissingen."),
    FIELD_TEXT(struct own_council, function, .required = true, .max = 100, .label = "Uw functie",
        .hint = "Bijvoorbeeld: secretaris"),
    FIELD_EMAIL(struct own_council, email, .required = true, .max = 200, .label = "Uw e-mailadres"),
    FIELD_END };

enum err council_begin(struct tx *tx, const struct own_council *given, int64_t *ret_account_id)
{
    struct own_council in = *given;
    struct fault *f = tx_fault(tx);
    change_check(OWN_COUNCIL_FIELDS, f, &in);
    TRY(fault_check(f));
    const struct council council = {
        .name = in.name,
        .municipality = in.municipality,
        .number_prefix = in.number_prefix,
        .invitation_days = COMMON_INVITATION_DAYS,
        .reaction_days = COMMON_REACTION_DAYS,
        .is_public = in.is_public,
        .email = in.email,
        .demo_date = "",
    };
    TRY(council_create(tx, &council));
    const struct account_input secretary = {
        .name = in.function,
        .function = in.function,
        .email = in.email,
        .roles = ROLE_BIT(ROLE_ADMIN) | ROLE_BIT(ROLE_SECRETARY),
    };
    struct actor system = actor_system();
    return account_create(tx, &system, &secretary, ret_account_id);
}

/* In an order in which nothing refers to what is gone; references in a circle are cut first. */
static const struct sql CLEAR_ITEM_LINKS =
    SQL("UPDATE agenda_item SET introduction_id = NULL, reschedules_id = NULL, numbered_by = NULL");
static const struct sql CLEAR_BODIES = SQL("DELETE FROM delivery_body");
static const struct sql CLEAR_DELIVERIES = SQL("DELETE FROM delivery");
static const struct sql CLEAR_KEPT = SQL("DELETE FROM kept_notice");
static const struct sql CLEAR_TOLD = SQL("DELETE FROM told");
static const struct sql CLEAR_ENDPOINTS = SQL("DELETE FROM endpoint");
static const struct sql CLEAR_PUBLISHED_DOCUMENTS = SQL("DELETE FROM publication_attachment");
static const struct sql CLEAR_REPLACED = SQL("UPDATE attachment SET replaces_id = NULL");
static const struct sql CLEAR_ATTACHMENTS = SQL("DELETE FROM attachment");
static const struct sql CLEAR_PIECES = SQL("DELETE FROM stored_piece");
static const struct sql CLEAR_FILES = SQL("DELETE FROM stored_file");
static const struct sql CLEAR_INDEX =
    SQL("INSERT INTO search_index (search_index) VALUES ('delete-all')");
static const struct sql CLEAR_DOCS = SQL("DELETE FROM search_doc");
static const struct sql CLEAR_ATTENDANCE_ITEMS = SQL("DELETE FROM attendance_item");
static const struct sql CLEAR_ATTENDANCE = SQL("DELETE FROM attendance");
static const struct sql CLEAR_ACTION_CHANGES = SQL("DELETE FROM action_change");
static const struct sql CLEAR_ACTIONS = SQL("DELETE FROM action");
static const struct sql CLEAR_DECISION_RECTIFICATIONS = SQL("DELETE FROM decision_rectification");
static const struct sql CLEAR_MINUTES_AUTOSAVES = SQL("DELETE FROM minutes_autosave");
static const struct sql CLEAR_AGENDA_REVIEWS = SQL("DELETE FROM agenda_review");
static const struct sql CLEAR_MINUTES_REMARKS = SQL("DELETE FROM minutes_remark");
static const struct sql CLEAR_MINUTES_RECTIFICATIONS = SQL("DELETE FROM minutes_rectification");
static const struct sql CLEAR_MINUTES_SUBMISSIONS = SQL("DELETE FROM minutes_submission");
static const struct sql CLEAR_MINUTES_PARTS = SQL("DELETE FROM minutes_part");
static const struct sql CLEAR_MINUTES_TEXTS = SQL("DELETE FROM minutes_text");
static const struct sql CLEAR_APPROVALS =
    SQL("UPDATE minutes SET approved_item = NULL, approved_version = NULL");
static const struct sql CLEAR_MINUTES_VERSIONS = SQL("DELETE FROM minutes_version");
static const struct sql CLEAR_MINUTES = SQL("DELETE FROM minutes");
static const struct sql CLEAR_WRITTEN_VOTES = SQL("DELETE FROM written_vote");
static const struct sql CLEAR_WRITTEN = SQL("DELETE FROM written_procedure");
static const struct sql CLEAR_SCORES = SQL("DELETE FROM expansion_score");
static const struct sql CLEAR_CONFLICTS = SQL("DELETE FROM expansion_conflict");
static const struct sql CLEAR_APPLICATIONS = SQL("DELETE FROM expansion_application");
static const struct sql CLEAR_CRITERION = SQL("DELETE FROM expansion_criterion");
static const struct sql CLEAR_CRITERIA = SQL("DELETE FROM expansion_criteria");
static const struct sql CLEAR_ROUNDS = SQL("DELETE FROM expansion");
static const struct sql CLEAR_RECTIFICATIONS = SQL("DELETE FROM advice_rectification");
static const struct sql CLEAR_ADVICES = SQL("DELETE FROM advice");
static const struct sql CLEAR_ADVICE_COUNTERS = SQL("DELETE FROM advice_counter");
static const struct sql CLEAR_DECISIONS = SQL("DELETE FROM decision");
static const struct sql CLEAR_COUNTERS = SQL("DELETE FROM decision_counter");
static const struct sql CLEAR_ANNOUNCEMENTS = SQL("DELETE FROM announcement");
static const struct sql CLEAR_PUBLISHED_ITEMS = SQL("DELETE FROM publication_item");
static const struct sql CLEAR_PUBLICATIONS = SQL("DELETE FROM publication");
static const struct sql CLEAR_LETTERS = SQL("DELETE FROM letter");
static const struct sql CLEAR_REPLIES = SQL("DELETE FROM reply");
static const struct sql CLEAR_CALLS = SQL("DELETE FROM meeting_call");
static const struct sql CLEAR_PROPOSALS = SQL("DELETE FROM proposal");
static const struct sql CLEAR_REMINDERS = SQL("DELETE FROM reminder");
static const struct sql CLEAR_PERSONAL_LINKS = SQL("DELETE FROM personal_link");
static const struct sql CLEAR_SENDINGS = SQL("DELETE FROM sending");
static const struct sql CLEAR_ITEMS = SQL("DELETE FROM agenda_item");
static const struct sql CLEAR_MEETINGS = SQL("DELETE FROM meeting");
static const struct sql CLEAR_COALITIONS = SQL("DELETE FROM coalition");
static const struct sql CLEAR_COALITION_MEMBERS = SQL("DELETE FROM coalition_member");
static const struct sql CLEAR_COALITION_NEEDS = SQL("DELETE FROM coalition_need");
static const struct sql CLEAR_FUNDERS = SQL("DELETE FROM dossier_funder");
static const struct sql CLEAR_ACTORS = SQL("DELETE FROM dossier_actor");
static const struct sql CLEAR_FIGURES = SQL("DELETE FROM dossier_figure");
static const struct sql CLEAR_DOSSIERS = SQL("DELETE FROM dossier");
static const struct sql CLEAR_EVENTS = SQL("DELETE FROM event");
static const struct sql CLEAR_FEEDS = SQL("DELETE FROM feed_token");
static const struct sql CLEAR_TOKENS = SQL("DELETE FROM api_token");
static const struct sql CLEAR_LINKS = SQL("DELETE FROM login_link");
static const struct sql CLEAR_CODES = SQL("DELETE FROM recovery_code");
static const struct sql CLEAR_TERM_SEATS = SQL("DELETE FROM term_seat");
static const struct sql CLEAR_TERM_LEAVERS = SQL("DELETE FROM term_leaver");
static const struct sql CLEAR_TERMS = SQL("DELETE FROM term");
static const struct sql CLEAR_ACCOUNTS = SQL("DELETE FROM account");
static const struct sql CLEAR_MEMBERS = SQL("DELETE FROM member");
static const struct sql CLEAR_CONTACTS = SQL("DELETE FROM partner_contact");
static const struct sql CLEAR_ALIASES = SQL("DELETE FROM partner_alias");
static const struct sql CLEAR_ERASURES = SQL("DELETE FROM erasure");
static const struct sql CLEAR_RETENTION = SQL(
    "UPDATE retention SET automatic = 0, replies = 0, attendance = 0, proposals = 0, remarks = 0,"
    "       letters = 0, links = 0, events = 0, persons = 0, ran_at = 0, version = version + 1"
    " WHERE id = 1");
static const struct sql CLEAR_PERSONS = SQL("DELETE FROM person");
static const struct sql CLEAR_OFFER_RULES = SQL("DELETE FROM offer_rule");
static const struct sql CLEAR_OFFERS = SQL("DELETE FROM offer");
static const struct sql CLEAR_AREAS = SQL("DELETE FROM partner_area");
static const struct sql CLEAR_MEMBERSHIPS = SQL("DELETE FROM partner_membership");
static const struct sql CLEAR_MERGED_ROWS = SQL("DELETE FROM partner_merge_row");
static const struct sql CLEAR_MERGES = SQL("DELETE FROM partner_merge");
static const struct sql CLEAR_PARTNER_LINKS =
    SQL("UPDATE partner SET successor_id = NULL, merged_into_id = NULL");
static const struct sql CLEAR_PARTNERS = SQL("DELETE FROM partner");
static const struct sql CLEAR_PUT_OFF = SQL("DELETE FROM put_off");
static const struct sql CLEAR_COUNCIL = SQL("DELETE FROM council");

enum err demo_clear(struct tx *tx)
{
    static const struct sql *const ALL[] = {
        &CLEAR_PUT_OFF,
        &CLEAR_ITEM_LINKS,
        &CLEAR_BODIES,
        &CLEAR_DELIVERIES,
        &CLEAR_KEPT,
        &CLEAR_TOLD,
        &CLEAR_ENDPOINTS,
        &CLEAR_PUBLISHED_DOCUMENTS,
        &CLEAR_REPLACED,
        &CLEAR_ATTACHMENTS,
        &CLEAR_PIECES,
        &CLEAR_FILES,
        &CLEAR_INDEX,
        &CLEAR_DOCS,
        &CLEAR_ATTENDANCE_ITEMS,
        &CLEAR_ATTENDANCE,
        &CLEAR_ACTION_CHANGES,
        &CLEAR_ACTIONS,
        &CLEAR_DECISION_RECTIFICATIONS,
        &CLEAR_MINUTES_AUTOSAVES,
        &CLEAR_AGENDA_REVIEWS,
        &CLEAR_MINUTES_REMARKS,
        &CLEAR_MINUTES_RECTIFICATIONS,
        &CLEAR_MINUTES_SUBMISSIONS,
        &CLEAR_MINUTES_PARTS,
        &CLEAR_MINUTES_TEXTS,
        &CLEAR_APPROVALS,
        &CLEAR_MINUTES_VERSIONS,
        &CLEAR_MINUTES,
        &CLEAR_WRITTEN_VOTES,
        &CLEAR_WRITTEN,
        &CLEAR_SCORES,
        &CLEAR_CONFLICTS,
        &CLEAR_APPLICATIONS,
        &CLEAR_CRITERION,
        &CLEAR_CRITERIA,
        &CLEAR_ROUNDS,
        &CLEAR_RECTIFICATIONS,
        &CLEAR_ADVICES,
        &CLEAR_ADVICE_COUNTERS,
        &CLEAR_DECISIONS,
        &CLEAR_COUNTERS,
        &CLEAR_ANNOUNCEMENTS,
        &CLEAR_PUBLISHED_ITEMS,
        &CLEAR_PUBLICATIONS,
        &CLEAR_LETTERS,
        &CLEAR_REPLIES,
        &CLEAR_CALLS,
        &CLEAR_PROPOSALS,
        &CLEAR_REMINDERS,
        &CLEAR_PERSONAL_LINKS,
        &CLEAR_SENDINGS,
        &CLEAR_ITEMS,
        &CLEAR_MEETINGS,
        &CLEAR_COALITIONS,
        &CLEAR_COALITION_MEMBERS,
        &CLEAR_COALITION_NEEDS,
        &CLEAR_FUNDERS,
        &CLEAR_ACTORS,
        &CLEAR_FIGURES,
        &CLEAR_DOSSIERS,
        &CLEAR_EVENTS,
        &CLEAR_FEEDS,
        &CLEAR_TOKENS,
        &CLEAR_LINKS,
        &CLEAR_CODES,
        &CLEAR_TERM_SEATS,
        &CLEAR_TERM_LEAVERS,
        &CLEAR_TERMS,
        &CLEAR_ACCOUNTS,
        &CLEAR_MEMBERS,
        &CLEAR_CONTACTS,
        &CLEAR_ALIASES,
        &CLEAR_ERASURES,
        &CLEAR_RETENTION,
        &CLEAR_PERSONS,
        &CLEAR_OFFER_RULES,
        &CLEAR_OFFERS,
        &CLEAR_AREAS,
        &CLEAR_MEMBERSHIPS,
        &CLEAR_MERGED_ROWS,
        &CLEAR_MERGES,
        &CLEAR_PARTNER_LINKS,
        &CLEAR_PARTNERS,
        &CLEAR_COUNCIL,
    };
    struct council council;
    struct fault *f = tx_fault(tx);
    TRY(council_get(tx_snap(tx), f->arena, &council));
    if (!council_is_demo(&council))
        return fault_set(f, ERR_CONFLICT, "Alleen een oefenomgeving kan leeggemaakt worden.");
    for (size_t i = 0; i < ARRAY_LEN(ALL); i++)
        TRY(sql_run(tx, ALL[i], IN(), NULL));
    return ERR_OK;
}
