/* web/api/api.h: every resource's handler, one file a resource. */
#ifndef WEB_API_API_H
#define WEB_API_API_H

#include "web/http/reply.h"

handler api_health, api_openapi;
handler api_meetings, api_meeting_create, api_meeting, api_meeting_update;
handler api_meeting_state; /* PUT {"state": …}: announced, in_session, closed, cancelled, draft */
handler api_items, api_item_create, api_order, api_order_set;
handler api_item, api_item_update, api_item_delete, api_treatment, api_treatment_put;
handler api_items_standing, api_items_copy;
handler api_offers, api_offer_take, api_offer_answer, api_offer_back;
handler api_publication, api_publication_create, api_publication_delete; /* send; take back */
handler api_meeting_calendar;                                            /* text/calendar */
handler api_decisions, api_decision;
handler api_search, api_todos;
handler api_written, api_written_create, api_written_advice, api_written_vote, api_written_close;
handler api_written_report;
handler api_advices, api_advice, api_advice_create, api_advice_update, api_advice_text;
handler api_advice_answer, api_advice_rectify, api_advice_send, api_advice_take_back;
handler api_decision_update, api_decision_act, api_decision_rectify;
handler api_review, api_review_agree, api_review_remark; /* review.c: the agenda before the chair */
handler api_minutes, api_minutes_update, api_minutes_item_put, api_minutes_reopen;
handler api_minutes_rectify, api_minutes_deliver, api_minutes_agree, api_minutes_versions;
handler api_minutes_remarks, api_minutes_remark, api_minutes_list;
handler api_dossiers, api_dossier_create, api_dossier, api_dossier_update;
handler api_partners, api_partner_create, api_partner, api_partner_update;
/* partner_ties.c; support_offers.c: support that partners offer */
handler api_partner_ties, api_partner_area_create, api_partner_area_delete;
handler api_partner_group_create, api_partner_group_delete;
handler api_partner_successor_put, api_partner_successor_delete;
handler api_partner_merge_put, api_partner_merge_delete;
handler api_support_offers, api_support_offer, api_support_offer_create, api_support_offer_update;
handler api_support_rule_create, api_support_rule_delete, api_municipalities;
handler api_seat_rules, api_terms, api_term_create, api_term_delete;
handler api_persons, api_person_create, api_person, api_person_update, api_person_delete;
handler api_members, api_roster, api_roster_import, api_member_create, api_member,
    api_member_update;
handler api_person_export, api_person_erase, api_person_links, api_person_links_revoke;
handler api_retention, api_retention_update, api_retention_run;
handler api_members, api_roster, api_roster_import, api_member_create, api_member,
    api_member_update;
handler api_endpoints, api_endpoint_create, api_endpoint, api_endpoint_update, api_endpoint_delete;
handler api_endpoint_test, api_endpoint_rotate, api_deliveries, api_delivery_resend,
    api_deliveries_again, api_notice_kept;
handler api_events;
handler api_attendance, api_attendance_put, api_guest_create, api_guest_delete;
handler api_item_attendance, api_item_attendance_put;
handler api_replies, api_reply_put, api_reply_delete;
handler api_dossier_funder_add, api_dossier_actor_add, api_dossier_figure_add;
handler api_dossier_funder_delete, api_dossier_actor_delete, api_dossier_figure_delete;
handler api_dossier_timeline;
handler api_coalition, api_coalition_put, api_coalition_need_add, api_coalition_need_delete;
handler api_coalition_ask, api_coalition_ask_take_back, api_coalition_answer;
handler api_expansion_tell, api_expansion_tell_take_back;
handler api_coalition_member_add, api_coalition_member_put, api_coalition_member_delete;
handler api_expansions, api_expansion, api_expansion_create, api_expansion_update;
handler api_expansion_state, api_expansion_advise, api_expansion_renew;
handler api_expansion_criterion_add, api_expansion_criterion_put, api_expansion_criterion_delete;
handler api_expansion_apply, api_expansion_application_put, api_expansion_application_delete;
handler api_expansion_score_put, api_expansion_conflict_add, api_expansion_conflict_delete;
handler api_actions, api_action, api_action_create, api_action_update, api_action_move;
handler api_action_remind, api_action_remind_take_back;
handler api_attachments, api_attachments_of, api_attachment, api_attachment_content,
    api_attachment_create, api_attachment_update, api_attachment_delete;
handler api_proposals, api_proposal, api_proposal_create, api_proposal_answer;
handler api_proposals, api_proposal, api_proposal_create, api_proposal_answer,
    api_proposal_take_back;
handler api_schema; /* the JSON Schema of a notice */

#endif
