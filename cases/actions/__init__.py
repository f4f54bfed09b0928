"""Every write about contacts and cases: atomic, locked, recorded."""

from cases.actions.deadlines import tell_person
from cases.actions.handling import (
    Overtaken,
    edit_case,
    perform,
    record_alarm,
    record_paper,
)
from cases.actions.moving import hand_over_cases, open_cases_of, take_over_cases
from cases.actions.reading import (
    add_recusal,
    end_recusal,
    name_reader,
    open_case,
    read_in_emergency,
    set_label,
    unmask,
)
from cases.actions.referral_lines import Brought
from cases.actions.referral_moves import (
    ask_extension,
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
    look_up_phone,
    register_contact,
    withdraw_contact,
)
from cases.actions.transferring import (
    accept_transfer,
    decline_transfer,
    name_complained_unit,
    offer_transfer,
    withdraw_transfer,
)

__all__ = [
    "Answer",
    "Brought",
    "Call",
    "Overtaken",
    "Sharing",
    "Target",
    "accept_transfer",
    "add_recusal",
    "ask_extension",
    "ask_return",
    "chase",
    "decline_transfer",
    "edit_case",
    "end_recusal",
    "hand_over_cases",
    "look_up_phone",
    "name_complained_unit",
    "name_reader",
    "note_progress",
    "offer_transfer",
    "open_case",
    "open_cases_of",
    "pass_on",
    "perform",
    "preview_referral",
    "read_in_emergency",
    "receive",
    "record_alarm",
    "record_paper",
    "register_contact",
    "report",
    "review",
    "revoke",
    "rule_extension",
    "rule_return",
    "send_referral",
    "set_label",
    "take_over_cases",
    "tell_person",
    "turn_down",
    "unmask",
    "withdraw_contact",
    "withdraw_transfer",
]
