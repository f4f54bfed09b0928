"""Every write about campaigns: atomic, locked, recorded."""

from campaigns.actions.activities import (
    Occasion,
    change_activity,
    count_taps,
    record_activity,
    withdraw_activity,
)
from campaigns.actions.chasing import chase_units, record_call
from campaigns.actions.duties import (
    Incomplete,
    Received,
    Remark,
    accept_duty,
    answer_nothing,
    check_hints,
    confirm_duty,
    enter_on_behalf,
    grant_exception,
    nothing_on_behalf,
    return_duty,
    submit_duty,
    submit_on_behalf,
    touch_duty,
    withdraw,
)
from campaigns.actions.indicators import begin_set, move_set, save_indicator
from campaigns.actions.judged_cases import drop_case, prepare_text
from campaigns.actions.judging import (
    begin_judging,
    collect_cases,
    name_judges,
    open_judging,
    release_judge,
    stop_judging,
)
from campaigns.actions.overlap import count_once, undo_overlap
from campaigns.actions.participating import (
    ask_towns,
    forward_campaign,
    sign_campaign,
    sign_on_behalf,
)
from campaigns.actions.planning import (
    Plan,
    close_campaign,
    edit_campaign,
    plan_campaign,
    publish_campaign,
    reopen_campaign,
)
from campaigns.actions.reviewing import accept_all
from campaigns.actions.scoring import conclude_judging, correct_result, score_case, step_aside
from campaigns.actions.suggestions import (
    Proposal,
    answer_suggestion,
    record_suggestion,
    withdraw_suggestion,
)
from campaigns.actions.summary import freeze_summary, write_summary

__all__ = [
    "Incomplete",
    "Occasion",
    "Plan",
    "Proposal",
    "Received",
    "Remark",
    "accept_all",
    "accept_duty",
    "answer_nothing",
    "answer_suggestion",
    "ask_towns",
    "begin_judging",
    "begin_set",
    "change_activity",
    "chase_units",
    "check_hints",
    "close_campaign",
    "collect_cases",
    "conclude_judging",
    "confirm_duty",
    "correct_result",
    "count_once",
    "count_taps",
    "drop_case",
    "edit_campaign",
    "enter_on_behalf",
    "forward_campaign",
    "freeze_summary",
    "grant_exception",
    "move_set",
    "name_judges",
    "nothing_on_behalf",
    "open_judging",
    "plan_campaign",
    "prepare_text",
    "publish_campaign",
    "record_activity",
    "record_call",
    "record_suggestion",
    "release_judge",
    "reopen_campaign",
    "return_duty",
    "save_indicator",
    "score_case",
    "sign_campaign",
    "sign_on_behalf",
    "step_aside",
    "stop_judging",
    "submit_duty",
    "submit_on_behalf",
    "touch_duty",
    "undo_overlap",
    "withdraw",
    "withdraw_activity",
    "withdraw_suggestion",
    "write_summary",
]
