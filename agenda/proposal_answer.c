/* A proposal is made, and answered. */
#include "agenda/attachment.h"
#include "agenda/letter.h"
#include "agenda/proposal.h"
#include "lok/base/clock.h"
#include "lok/base/dates.h"
#include "lok/base/sql.h"
#include "lok/change.h"
#include "lok/partner.h"
#include "lok/personal_link.h"
#include "notify/mailbox.h"
#include <string.h>

/* So many may wait of one person, or of one partner. */
enum { MOST_WAITING = 20 };

static const int64_t LINK_LASTS = INT64_C(90) * 24 * 60 * 60 * 1000;

static bool prepares(const struct actor *who)
{
    return may(who, PREPARE_MEETING, (struct object){ 0 });
}

/* -- telling -- */

static enum err mail_proposer(
    const struct notice_way *way, const struct telling *t, const struct council *c)
{
    struct arena *a = way->arena;
    const struct proposal *p = t->proposal;
    struct invited who = { .person_id = p->person_id,
        .partner_id = p->partner_id,
        .member = p->partner_id == 0,
        .partner_name = p->partner_name };
    struct notice_text text = { 0 };
    struct mailbox box = { 0 };
    const char *token, *body, *id = notice_new_id(a);

    TRY(mailbox_get(way->s, a, p->person_id, &box));
    who.v = who.member ? (struct visibility){ .sees = ACCESS_MEMBERS }
                       : visibility_of_partner(p->partner_id, c->is_public);
    if (str_empty(box.address) || box.stopped ||
        !notices_write(a, t, who.v, UINT64_MAX, "", clock_now(), &text))
        return ERR_OK;
    const struct personal_link_input in = {
        .person_id = p->person_id,
        .partner_id = p->partner_id,
        .meeting_id = p->meeting_id,
        .expires_at = clock_now() + LINK_LASTS,
    };
    TRY(mailbox_of(way->put, a, p->person_id, &box));
    TRY(personal_link_make(way->put, a, &in, &token));
    const char *link = personal_link_url(a, way->options->public_url, id);
    const struct letter_to to = {
        .who = &who,
        .link = link,
        .link_until = in.expires_at,
        .stop_url = arena_printf(a, "%s/stoppen", link),
    };
    struct mail mail = letter_for_person(a, &to, t, &text, 1);
    mail.date = way->due_at;
    TRY(mail_write(a, snap_fault(way->s), &mail, &body));
    return notices_mail(way, &box, t, &(struct notice_texts){ &text, 1 }, id, token, body);
}

/* What people know of its meeting; nothing of one that they were not told of. */
static enum err tell(struct tx *tx, struct arena *a, const struct sending_options *o,
    enum notice_type type, int64_t id, int64_t meeting_id)
{
    struct actor system = actor_system();
    struct recipient_list told = { 0 };
    struct published published = { 0 };
    struct proposal p = { 0 };
    struct council c;
    bool waits = type != NOTICE_ITEM_PROPOSED;
    const struct notice_way way = {
        .s = tx_snap(tx),
        .put = tx,
        .arena = a,
        .due_at = clock_now() + (waits ? o->undo_seconds * 1000 : 0),
        .options = o,
    };

    TRY(council_get(way.s, a, &c));
    TRY(proposal_get(way.s, a, &system, id, &p));
    enum err e = meeting_id == 0 ? ERR_NOT_FOUND
                                 : publication_current(way.s, a, visibility_of(&system), meeting_id,
                                       clock_now(), &published);
    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    const struct telling t = {
        .type = type,
        .council = &c,
        .published = e == ERR_OK ? &published : NULL,
        .proposal = &p,
        .public_url = o->public_url,
    };
    TRY(notices_tell(&way, &t, 1, &told));
    return waits && o->has_mail && p.person_id != 0 ? mail_proposer(&way, &t, &c) : ERR_OK;
}

/* -- making -- */

static const struct sql WAITING_OF =
    SQL("SELECT count(*) AS waiting FROM proposal"
        " WHERE state = 'open' AND (person_id = :person OR partner_id = :partner)");

static enum err check(struct tx *tx, const struct actor *who, struct proposal_input *in)
{
    struct fault *f = tx_fault(tx);
    struct partner partner = { 0 };
    int64_t waiting = 0;

    change_check(PROPOSAL_FIELDS, f, in);
    TRY(fault_check(f));
    if (in->partner_id != 0) {
        enum err e = partner_get(tx_snap(tx), f->arena, in->partner_id, &partner);

        if (e == ERR_NOT_FOUND)
            return fault_issue(f, "partner_id", "unknown", "Kies een partner uit de lijst.");
        TRY(e);
    }
    if (prepares(who))
        return ERR_OK;
    TRY(sql_one(tx_snap(tx), &WAITING_OF,
        IN(in_i64("person", who->person_id), in_i64("partner", in->partner_id)),
        OUT(out_i64("waiting", &waiting))));
    if (waiting >= MOST_WAITING)
        return fault_set(f, ERR_TOO_MANY,
            "Er wachten al %d voorstellen van u. Wacht tot het secretariaat ze bekeken heeft.",
            MOST_WAITING);
    return ERR_OK;
}

static const struct sql PROPOSAL_INSERT =
    SQL("INSERT INTO proposal (meeting_id, partner_id, person_id, title, text, minutes, state,"
        "                      reason, target_month, by_mail, created_at)"
        " VALUES (:meeting, :partner, :person, :title, :text, :minutes, 'open', '', '', :by_mail,"
        "         :now)"
        " RETURNING id");

static enum err check_meeting(
    struct tx *tx, struct arena *a, const struct actor *who, int64_t meeting_id)
{
    struct meeting m = { 0 };

    if (!prepares(who))
        return proposal_is_open(tx_snap(tx), a, who, meeting_id);
    TRY(meeting_get(tx_snap(tx), a, meeting_id, &m));
    if (m.state == MEETING_CLOSED || m.state == MEETING_CANCELLED)
        return fault_set(
            tx_fault(tx), ERR_CONFLICT, "Voor deze vergadering kan niets meer voorgesteld worden.");
    return ERR_OK;
}

enum err proposal_make(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t meeting_id, const struct proposal_input *in,
    int64_t *ret_id)
{
    struct proposal_input checked = *in;
    bool pasted = prepares(who);
    bool partner = has_role(who, ROLE_PARTNER) && who->partner_id != 0;
    int64_t id;
    /* A member's token is nobody: who proposed could not be told. */
    bool member = who->person_id != 0 && (has_role(who, ROLE_MEMBER) || has_role(who, ROLE_CHAIR));

    if (!pasted && !partner && !member)
        return ERR_FORBIDDEN;
    if (!pasted)
        checked.partner_id = partner ? who->partner_id : 0;
    TRY(check_meeting(tx, a, who, meeting_id));
    TRY(check(tx, who, &checked));
    TRY(sql_change(tx, &PROPOSAL_INSERT,
        IN(in_i64("meeting", meeting_id), in_id("partner", checked.partner_id),
            in_id("person", pasted ? 0 : who->person_id), in_text("title", checked.title),
            in_text("text", checked.text), in_i64("minutes", checked.minutes),
            in_bool("by_mail", pasted), in_i64("now", clock_now())),
        OUT(out_i64("id", &id))));
    cJSON *data = cJSON_CreateObject();
    json_add_id(data, "meetingId", meeting_id);
    if (checked.partner_id != 0)
        json_add_id(data, "partnerId", checked.partner_id);
    json_add_text(data, "title", checked.title);
    TRY(event_record(tx, who, "item.proposed", "proposal", id, data, NULL));
    if (!pasted)
        TRY(tell(tx, a, o, NOTICE_ITEM_PROPOSED, id, meeting_id));
    *ret_id = id;
    return ERR_OK;
}

/* -- answering -- */

static const struct sql ANSWER =
    SQL("UPDATE proposal SET before_state = state, before_reason = reason,"
        "       before_month = target_month, state = :state, reason = :reason,"
        "       target_month = :month, item_id = :item, answered_at = :now, version = version + 1"
        " WHERE id = :id");

struct answer {
    enum proposal_state state;
    enum notice_type type;
    const char *event, *reason, *month;
    int64_t item_id, meeting_id;
};

static enum err find_waiting(
    struct tx *tx, struct arena *a, const struct actor *who, int64_t id, struct proposal *ret)
{
    struct proposal p = { 0 };

    if (!prepares(who))
        return ERR_FORBIDDEN;
    TRY(proposal_get(tx_snap(tx), a, who, id, &p));
    if (p.state == PROPOSAL_ACCEPTED || p.state == PROPOSAL_DECLINED)
        return fault_set(tx_fault(tx), ERR_CONFLICT, "Op dit voorstel is al geantwoord: %s.",
            choice_dutch(PROPOSAL_STATES, p.state));
    *ret = p;
    return ERR_OK;
}

static enum err answer(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t id, const struct answer *as, bool told)
{
    TRY(sql_run(tx, &ANSWER,
        IN(in_i64("id", id), in_enum("state", PROPOSAL_STATES, as->state),
            in_text("reason", as->reason), in_text("month", as->month), in_id("item", as->item_id),
            in_i64("now", clock_now())),
        NULL));
    cJSON *data = cJSON_CreateObject();
    if (as->item_id != 0)
        json_add_id(data, "itemId", as->item_id);
    if (!str_empty(as->month))
        json_add_text(data, "targetMonth", as->month);
    TRY(event_record(tx, who, as->event, "proposal", id, data, NULL));
    TRY(outbox_cancel_subject(tx, "proposal", id));
    return told ? tell(tx, a, o, as->type, id, as->meeting_id) : ERR_OK;
}

enum err proposal_accept(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t id, int64_t meeting_id, bool tell_it,
    int64_t *ret_item_id)
{
    struct proposal p = { 0 };
    int64_t item_id = 0;

    TRY(find_waiting(tx, a, who, id, &p));
    const struct item_input in = {
        .title = p.title,
        .presenter = "",
        .text = p.text,
        .purpose = PURPOSE_DISCUSSION,
        .minutes = p.minutes,
        .presenter_partner_id = p.partner_id,
    };
    TRY(item_create(tx, who, meeting_id, &in, &item_id));
    TRY(attachment_copy(tx, a, id, item_id, meeting_id));
    const struct answer as = { PROPOSAL_ACCEPTED, NOTICE_ITEM_ACCEPTED, "item.accepted", "", "",
        item_id, meeting_id };
    TRY(answer(tx, a, who, o, id, &as, tell_it));
    *ret_item_id = item_id;
    return ERR_OK;
}

enum err proposal_decline(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t id, const char *reason, bool tell_it)
{
    struct proposal p = { 0 };
    const char *trimmed = str_trim(a, reason == NULL ? "" : reason);

    TRY(find_waiting(tx, a, who, id, &p));
    if (str_empty(trimmed))
        return fault_issue(tx_fault(tx), "reason", "required", "Zeg in een woord waarom niet.");
    const struct answer as = { PROPOSAL_DECLINED, NOTICE_ITEM_DECLINED, "item.declined", trimmed,
        "", 0, p.meeting_id };
    return answer(tx, a, who, o, id, &as, tell_it);
}

enum err proposal_postpone(struct tx *tx, struct arena *a, const struct actor *who,
    const struct sending_options *o, int64_t id, const char *target_month, const char *reason,
    bool tell_it)
{
    struct fault *f = tx_fault(tx);
    struct proposal p = { 0 };
    struct council c;

    TRY(find_waiting(tx, a, who, id, &p));
    TRY(council_get(tx_snap(tx), a, &c));
    if (!month_valid(target_month))
        return fault_issue(f, "target_month", "required", "Kies naar welke maand.");
    if (strcmp(target_month, month_of(a, council_now(&c))) < 0)
        return fault_issue(f, "target_month", "range", "Kies een maand die nog komt.");
    const struct answer as = { PROPOSAL_POSTPONED, NOTICE_ITEM_POSTPONED, "item.postponed",
        str_trim(a, reason == NULL ? "" : reason), target_month, 0, p.meeting_id };
    return answer(tx, a, who, o, id, &as, tell_it);
}
