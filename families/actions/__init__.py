"""Every write about households, standards, rounds and scores: atomic, locked, recorded."""

from families.actions.batch import agree, rate_rows
from families.actions.households import (
    close_household,
    edit_household,
    join_household,
    mark_home,
    move_household,
    open_household,
    reopen_household,
    split_household,
)
from families.actions.moving import hand_in, send_back, take_over_households
from families.actions.notice import (
    close_notice,
    decide_objection,
    name_households,
    object_to,
    post_notice,
)
from families.actions.plaques import issue_plaques, reissue_plaque, review_plaque
from families.actions.rating import Rated, Sheet, rate
from families.actions.registering import (
    Doubles,
    Facts,
    register_household,
    register_households,
    take_in,
)
from families.actions.rounds import Plan, close_round, edit_round, enrol, make_round, open_round
from families.actions.scoring import (
    bring_back,
    mark,
    report,
    take_back_report,
    verify,
    withdraw,
)
from families.actions.selection import choose, draw_recheck, record_recheck
from families.actions.standards import (
    copy_standard,
    freeze_standard,
    load_standards,
    retire_standard,
    save_standard,
)
from families.actions.stations import (
    STATION,
    close_station,
    edit_station,
    keep_target,
    register_station,
    take_over_stations,
)
from families.actions.vetting import (
    answer_vetting,
    consent_to_vetting,
    end_vetting,
    leave_out,
    revoke_consent,
    send_to_vetting,
)
from families.actions.village import find_groups, keep_group, set_total

__all__ = [
    "STATION",
    "Doubles",
    "Facts",
    "Plan",
    "Rated",
    "Sheet",
    "agree",
    "answer_vetting",
    "bring_back",
    "choose",
    "close_household",
    "close_notice",
    "close_round",
    "close_station",
    "consent_to_vetting",
    "copy_standard",
    "decide_objection",
    "draw_recheck",
    "edit_household",
    "edit_round",
    "edit_station",
    "end_vetting",
    "enrol",
    "find_groups",
    "freeze_standard",
    "hand_in",
    "issue_plaques",
    "join_household",
    "keep_group",
    "keep_target",
    "leave_out",
    "load_standards",
    "make_round",
    "mark",
    "mark_home",
    "move_household",
    "name_households",
    "object_to",
    "open_household",
    "open_round",
    "post_notice",
    "rate",
    "rate_rows",
    "record_recheck",
    "register_household",
    "register_households",
    "register_station",
    "reissue_plaque",
    "reopen_household",
    "report",
    "retire_standard",
    "review_plaque",
    "revoke_consent",
    "save_standard",
    "send_back",
    "send_to_vetting",
    "set_total",
    "split_household",
    "take_back_report",
    "take_in",
    "take_over_households",
    "take_over_stations",
    "verify",
    "withdraw",
]
