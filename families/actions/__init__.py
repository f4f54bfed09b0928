"""Every write about households, standards, rounds and scores: atomic, locked, recorded."""

from families.actions.batch import Rated, agree, rate_rows
from families.actions.households import (
    Doubles,
    Facts,
    close_household,
    edit_household,
    join_household,
    mark_home,
    move_household,
    open_household,
    register_household,
    register_households,
    reopen_household,
    split_household,
)
from families.actions.moving import hand_in, send_back, take_over_households
from families.actions.rounds import Plan, close_round, edit_round, enrol, make_round, open_round
from families.actions.scoring import (
    Sheet,
    bring_back,
    mark,
    rate,
    report,
    take_back_report,
    verify,
    withdraw,
)
from families.actions.standards import (
    copy_standard,
    freeze_standard,
    load_standards,
    retire_standard,
    save_standard,
)
from families.actions.village import keep_group, set_total

__all__ = [
    "Doubles",
    "Facts",
    "Plan",
    "Rated",
    "Sheet",
    "agree",
    "bring_back",
    "close_household",
    "close_round",
    "copy_standard",
    "edit_household",
    "edit_round",
    "enrol",
    "freeze_standard",
    "hand_in",
    "join_household",
    "keep_group",
    "load_standards",
    "make_round",
    "mark",
    "mark_home",
    "move_household",
    "open_household",
    "open_round",
    "rate",
    "rate_rows",
    "register_household",
    "register_households",
    "reopen_household",
    "report",
    "retire_standard",
    "save_standard",
    "send_back",
    "set_total",
    "split_household",
    "take_back_report",
    "take_over_households",
    "verify",
    "withdraw",
]
