"""Every write about contacts and cases: atomic, locked, recorded."""

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
from cases.actions.handling import (
    Overtaken,
    edit_case,
    perform,
    record_alarm,
    record_paper,
)
from cases.actions.history import OldCase, take_in_history
from cases.actions.moving import hand_over_cases, open_cases_of, take_over_cases
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
    end_recusal,
    name_reader,
    open_case,
    read_in_emergency,
    set_label,
    unmask,
)
from cases.actions.registration import (
    Call,
    look_up_phone,
    register_contact,
    withdraw_contact,
)

__all__ = [
    "Call",
    "OldCase",
    "Overtaken",
    "add_recusal",
    "adjust_risk",
    "decline_alarm",
    "edit_case",
    "end_recusal",
    "hand_over_cases",
    "keep_evidence",
    "keep_plan",
    "keep_safe_contact",
    "look_up_phone",
    "name_reader",
    "open_case",
    "open_cases_of",
    "perform",
    "prepare_order",
    "print_plan",
    "read_in_emergency",
    "record_act",
    "record_alarm",
    "record_check",
    "record_first_check",
    "record_no_change",
    "record_paper",
    "register_contact",
    "register_warning",
    "report_minor",
    "screen",
    "set_label",
    "take_in_history",
    "take_order_step",
    "take_over_cases",
    "tell_person",
    "unmask",
    "withdraw_contact",
]
