"""Every write about contacts and cases: atomic, locked, recorded."""

from cases.actions.clocks import (
    ask_extension,
    decide_extension,
    pause_clock,
    resume_clock,
    set_procedure,
    told_of_extension,
)
from cases.actions.danger import (
    adjust_risk,
    decline_alarm,
    record_act,
    record_first_check,
    record_no_change,
    report_minor,
    screen,
)
from cases.actions.deadlines import tell_person
from cases.actions.earlier import Earlier, look_up_name, look_up_phone
from cases.actions.expiring import remind_expiries
from cases.actions.filling import fill_block
from cases.actions.handling import (
    Overtaken,
    edit_case,
    record_alarm,
    record_paper,
)
from cases.actions.history import OldCase, take_in_history
from cases.actions.issuing import issue_figures
from cases.actions.joining import merge_repeat
from cases.actions.linking import (
    decide_repeat,
    end_link,
    link_cases,
    set_external_number,
    type_instruction,
)
from cases.actions.listing import drop_filter, save_filter
from cases.actions.moving import (
    hand_over_cases,
    hand_over_promises,
    open_cases_of,
    promises_of,
    take_over_cases,
)
from cases.actions.pressing import answer_press, press
from cases.actions.protection import (
    keep_evidence,
    keep_plan,
    keep_safe_contact,
    prepare_order,
    print_plan,
    record_check,
    register_warning,
    take_order_step,
)
from cases.actions.reading import (
    add_recusal,
    end_reader,
    end_recusal,
    name_reader,
    open_case,
    read_in_emergency,
    set_label,
    unmask,
)
from cases.actions.referral_handover import (
    hand_over_referrals,
    open_referrals_of,
    take_over_referrals,
)
from cases.actions.referral_lines import Brought
from cases.actions.referral_moves import (
    ask_more_time,
    ask_return,
    note_progress,
    receive,
    revoke,
    rule_extension,
    rule_return,
)
from cases.actions.referral_reporting import Answer, chase, report, review
from cases.actions.referral_sending import (
    Sharing,
    Target,
    pass_on,
    preview_referral,
    send_referral,
    turn_down,
)
from cases.actions.registration import (
    Call,
    register_contact,
    withdraw_contact,
)
from cases.actions.reviewing import answer_review, ask_review, keep_review_original
from cases.actions.transferring import (
    accept_transfer,
    decline_transfer,
    name_complained_unit,
    offer_transfer,
    withdraw_transfer,
)
from cases.actions.way import follow_up, perform, undo_step

__all__ = [
    "Answer",
    "Brought",
    "Call",
    "Earlier",
    "OldCase",
    "Overtaken",
    "Sharing",
    "Target",
    "accept_transfer",
    "add_recusal",
    "adjust_risk",
    "answer_press",
    "answer_review",
    "ask_extension",
    "ask_more_time",
    "ask_return",
    "ask_review",
    "chase",
    "decide_extension",
    "decide_repeat",
    "decline_alarm",
    "decline_transfer",
    "drop_filter",
    "edit_case",
    "end_link",
    "end_reader",
    "end_recusal",
    "fill_block",
    "follow_up",
    "hand_over_cases",
    "hand_over_promises",
    "hand_over_referrals",
    "issue_figures",
    "keep_evidence",
    "keep_plan",
    "keep_review_original",
    "keep_safe_contact",
    "link_cases",
    "look_up_name",
    "look_up_phone",
    "merge_repeat",
    "name_complained_unit",
    "name_reader",
    "note_progress",
    "offer_transfer",
    "open_case",
    "open_cases_of",
    "open_referrals_of",
    "pass_on",
    "pause_clock",
    "perform",
    "prepare_order",
    "press",
    "preview_referral",
    "print_plan",
    "promises_of",
    "read_in_emergency",
    "receive",
    "record_act",
    "record_alarm",
    "record_check",
    "record_first_check",
    "record_no_change",
    "record_paper",
    "register_contact",
    "register_warning",
    "remind_expiries",
    "report",
    "report_minor",
    "resume_clock",
    "review",
    "revoke",
    "rule_extension",
    "rule_return",
    "save_filter",
    "screen",
    "send_referral",
    "set_external_number",
    "set_label",
    "set_procedure",
    "take_in_history",
    "take_order_step",
    "take_over_cases",
    "take_over_referrals",
    "tell_person",
    "told_of_extension",
    "turn_down",
    "type_instruction",
    "undo_step",
    "unmask",
    "withdraw_contact",
    "withdraw_transfer",
]
