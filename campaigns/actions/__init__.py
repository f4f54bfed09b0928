"""Every write about campaigns: atomic, locked, recorded."""

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
    "Received",
    "Remark",
    "accept_duty",
    "answer_nothing",
    "check_hints",
    "grant_exception",
    "nothing_on_behalf",
    "return_duty",
    "submit_duty",
    "submit_on_behalf",
    "touch_duty",
    "withdraw",
]
