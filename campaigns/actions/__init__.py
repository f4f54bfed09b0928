"""Every write about campaigns: atomic, locked, recorded."""

from campaigns.actions.activities import (
    Occasion,
    change_activity,
    count_taps,
    record_activity,
    withdraw_activity,
)
from campaigns.actions.duties import (
    Incomplete,
    Received,
    Remark,
    accept_duty,
    answer_nothing,
    check_hints,
    grant_exception,
    nothing_on_behalf,
    return_duty,
    submit_duty,
    submit_on_behalf,
    touch_duty,
    withdraw,
)

__all__ = [
    "Incomplete",
    "Occasion",
    "Received",
    "Remark",
    "accept_duty",
    "answer_nothing",
    "change_activity",
    "check_hints",
    "count_taps",
    "grant_exception",
    "nothing_on_behalf",
    "record_activity",
    "return_duty",
    "submit_duty",
    "submit_on_behalf",
    "touch_duty",
    "withdraw",
    "withdraw_activity",
]
