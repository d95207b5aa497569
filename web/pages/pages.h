/* web/pages/pages.h: every page's handler, one file a page: <name>.c with <name>.html beside it. */
#ifndef WEB_PAGES_PAGES_H
#define WEB_PAGES_PAGES_H

#include "web/http/reply.h"

/* overview.c */
handler page_overview;

/* meetings.c: the list; a new one; choosing a date */
handler page_meetings, page_meeting_new, page_meeting_create, page_meeting_edit,
    page_meeting_update;
/* meeting.c: one meeting: facts, agenda as the reader may see it, what can be done now */
/* POST :action = bekendmaken|starten|afsluiten|heropenen|annuleren|herstellen */
handler page_meeting, page_meeting_act;
/* agenda.c, agenda_items.c: building the agenda: items, their order, removed ones */
handler page_agenda, page_item_new, page_item_create, page_item_edit, page_item_update;
handler page_item_move, page_item_place, page_item_remove, page_item_restore;
/* offer.c: what was promised for a month */
handler page_standing, page_standing_set, page_standing_add, page_agenda_copy, page_agenda_copied;
handler page_ready, page_offer_take, page_ready_one, page_ready_defer, page_ready_decline,
    page_ready_back;
handler page_offer, page_offer_defer, page_offer_drop, page_offer_reopen;
/* sending.c: preview of who gets what, send, take back */
handler page_sending, page_sending_send, page_sending_take_back, page_sending_sample;
/* call.c: until when items may be proposed; byhand.c: mailing without a mail server */
handler page_call, page_call_set;
handler page_byhand, page_byhand_calendar, page_byhand_merge;
/* replies.c: one's own answer; attendance.c: those of all, for the secretariat */
handler page_own_reply, page_own_reply_give;
handler page_attendance, page_attendance_tick, page_attendance_forget;
/* table.c, table_save.c: the secretary's table; screen.c: for the projector; closing.c */
handler page_table, page_table_save, page_screen, page_closing;
/* presence.c: who is there; presence_item.c: at one item; presence_sheet.c: to print */
handler page_presence, page_presence_save, page_presence_remove;
handler page_presence_item, page_presence_item_save, page_presence_sheet, page_running;
/* document.c: documents come, go, are found and handed out */
handler page_documents, page_document, page_document_new, page_document_add, page_document_remove,
    page_document_restore, page_document_access, page_document_access_set,
    page_document_access_undo, page_personal_document, page_personal_kept, page_personal_kept_file,
    page_personal_document_new, page_personal_document_add;

/* proposals.c: proposing an item; proposal.c: one, and the secretariat's answer */
handler page_proposal_new, page_proposal_make;
handler page_proposal, page_proposals, page_proposal_take_back, page_proposal_accept,
    page_proposal_postpone, page_proposal_decline;
/* personal.c, personal_act.c: behind the link in a mail, without a password */
handler page_personal, page_personal_reply, page_personal_propose, page_personal_calendar;
handler page_personal_stop, page_personal_stop_post, page_personal_renew, page_personal_revoke;
handler page_personal_action, page_personal_action_step, page_personal_coalition;
/* item.c: text and introduction; treatment.c: outcome and decision */
handler page_item, page_treatment, page_treatment_record;

/* minutes.c: reading; minutes_edit.c, minutes_acts.c, minutes_versions.c, minutes_personal.c */
handler page_minutes, page_minutes_edit, page_minutes_save, page_minutes_forget;
handler page_minutes_remark, page_minutes_remark_done, page_minutes_agree, page_minutes_deliver;
handler page_minutes_improve, page_minutes_rectify, page_minutes_reopen;
handler page_minutes_version, page_minutes_open, page_minutes_list;
handler page_review, page_review_agree, page_review_remark;
handler page_personal_review, page_personal_review_agree, page_personal_review_remark;
handler page_personal_minutes, page_personal_minutes_remark, page_personal_minutes_agree;

/* decisions.c, decision.c; decision_life.c: what becomes of one */
handler page_decisions, page_decisions_print, page_decision;
handler page_search;
handler page_decision_act, page_decision_act_post, page_decision_about, page_decision_about_post;

/* advices.c: the list; advice.c: one, its letter, onto an agenda; advice_edit.c: question, text, what
 * is put right; advice_deliver.c: Advies bezorgen, Antwoord noteren */
handler page_advices, page_advice, page_advice_place, page_advice_letter;
handler page_advice_new, page_advice_create, page_advice_edit, page_advice_update;
handler page_advice_text, page_advice_text_post, page_advice_rectify, page_advice_rectify_post;
handler page_advice_send, page_advice_send_post, page_advice_take_back;
handler page_advice_answer, page_advice_answer_post;

/* written.c: a written procedure: starting, voting, closing, reporting */
handler page_written, page_written_vote, page_written_close, page_written_report;
handler page_written_new, page_written_create;
handler page_personal_written, page_personal_written_vote;

/* calendar.c: iCalendar of all that is public, by a link, of one meeting; feeds.c: Atom */
handler page_calendar, page_calendar_feed, page_calendar_meeting;
handler page_meetings_feed, page_advices_feed, page_decisions_feed;
/* calendar_links.c: one's own links, and a partner's */
handler page_calendar_links, page_calendar_link_make, page_calendar_link_revoke;

/* dossiers.c, dossier.c, dossier_edit.c; dossier_parts.c: POST :part = financiering|actoren|cijfers */
handler page_dossiers, page_dossier, page_dossier_new, page_dossier_create, page_dossier_edit;
handler page_dossier_update, page_dossier_part_add, page_dossier_part_remove;
handler page_dossier_part_restore;

/* coalition.c: who takes part in what a call asks for; its overview on paper */
handler page_coalition, page_coalition_print, page_coalition_set, page_coalition_need_add;
handler page_coalition_member_add, page_coalition_member, page_coalition_member_update;
handler page_coalition_remove, page_coalition_restore;
/* coalition_member.c: one partner, and asking it */
handler page_coalition_ask, page_coalition_ask_post, page_coalition_ask_take_back;

/* expansions.c, expansion.c: rounds; expansion_edit.c, expansion_apply.c: their forms;
 * expansion_application.c: scores and interests; expansion_sheet.c. POST :action =
 * beoordelen|afsluiten|terug */
handler page_expansions, page_expansion_new, page_expansion_create, page_expansion_edit;
handler page_expansion_update, page_expansion, page_expansion_step, page_expansion_advise;
handler page_expansion_criterion_new, page_expansion_criterion_add, page_expansion_criterion;
handler page_expansion_criterion_update, page_expansion_criterion_remove;
handler page_expansion_renewal, page_expansion_renew, page_expansion_reopening,
    page_expansion_reopen;
handler page_expansion_application_new, page_expansion_apply, page_expansion_application;
handler page_expansion_application_edit, page_expansion_application_update;
handler page_expansion_application_remove, page_expansion_application_restore;
handler page_expansion_interest, page_expansion_interest_note, page_expansion_interest_remove;
handler page_expansion_score, page_expansion_sheet;
/* expansion_tell.c: :news = oproep | advies */
handler page_expansion_tell, page_expansion_tell_post, page_expansion_tell_take_back;

/* actions.c: Opvolging; action.c: one, its steps, noting one; action_remind.c: Herinnering sturen */
handler page_actions, page_action, page_action_step, page_action_undo;
handler page_action_new, page_action_create, page_action_edit, page_action_update;
handler page_action_remind, page_action_remind_post, page_action_remind_take_back;

/* partners.c, partner.c, partner_edit.c, members.c, member_edit.c, people.c */
handler page_partners, page_partner, page_partner_new, page_partner_create, page_partner_edit,
    page_partner_update;
handler page_partner_contact_add, page_partner_contact_remove;
/* partner_ties.c: groups, municipalities; opgegaan in; dubbel samenvoegen */
handler page_partner_joining, page_partner_join, page_partner_leave, page_partner_area,
    page_partner_area_add, page_partner_area_remove;
handler page_partner_succession, page_partner_succeed, page_partner_unsucceed;
handler page_partner_merging, page_partner_merge, page_partner_merge_undo;
/* support.c: who can support a location; support_offer.c: one offer; support_edit.c */
handler page_support, page_support_offer, page_support_rule_add, page_support_rule_remove;
handler page_support_new, page_support_create, page_support_edit, page_support_update;
handler page_members, page_member_new, page_member_create, page_member_edit, page_member_update;
/* term.c: a new term; roster.c: lists in and out */
handler page_term, page_term_choose, page_term_draft, page_term_start, page_term_undo;
handler page_roster, page_roster_preview, page_roster_file, page_roster_store, page_roster_download;
handler page_people, page_person_new, page_person_create, page_person_edit, page_person_update;
handler page_person_delete, page_person_revoke;
handler page_person_kept, page_person_kept_file, page_person_erase, page_person_erase_post;
handler page_own_kept, page_own_kept_file;
handler page_retention, page_retention_update, page_retention_run;

/* sign_in.c; account.c, account_password.c, account_code.c */
handler page_sign_in, page_sign_in_post, page_link, page_link_post, page_sign_out;
handler page_account, page_account_password, page_account_totp, page_account_totp_off,
    page_account_codes;

/* Beheer: manage.c, settings.c; accounts.c, account_manage.c; endpoints.c, endpoint.c,
 * endpoint_edit.c, endpoint_help.c; messages.c, delivery.c */
handler page_manage, page_settings, page_settings_update;
handler page_accounts, page_account_new, page_account_create, page_account_manage,
    page_account_roles;
handler page_account_disable, page_account_code_off, page_account_link;
handler page_endpoints, page_endpoint_new, page_endpoint_create, page_endpoint, page_endpoint_edit;
/* POST :word = pauzeren|hervatten */
handler page_endpoint_state;
handler page_endpoint_update, page_endpoint_test, page_endpoint_rotate, page_endpoint_delete,
    page_endpoint_help;
handler page_personal_endpoint, page_personal_endpoint_on;
handler page_endpoint_again, page_endpoint_again_post, page_endpoint_kept;
handler page_messages, page_message, page_message_resend; /* deliveries */

/* practice.c: Oefenen */
handler page_practice, page_jump_meeting, page_jump_autumn, page_practice_again;
/* mailbox.c: Demopostbus; begin_page.c: Begin met uw eigen LOK */
handler page_mailbox, page_mailbox_message, page_begin, page_begin_post;

/* help.c: help, accessibility statement, privacy; static text */
handler page_help, page_accessibility, page_privacy;

#endif
