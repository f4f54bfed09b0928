"""Every write about clocks, holidays and rules: atomic, locked, recorded."""

from portal.deadlines.actions.clocks import (
    drop,
    extend,
    meet,
    pause,
    reinstate,
    resume,
    start_clock,
    tell_extension,
)
from portal.deadlines.actions.notices import Moved, enter_notice, recount_open, save_rule
from portal.deadlines.actions.reminding import open_rows, remind

__all__ = [
    "Moved",
    "drop",
    "enter_notice",
    "extend",
    "meet",
    "open_rows",
    "pause",
    "recount_open",
    "reinstate",
    "remind",
    "resume",
    "save_rule",
    "start_clock",
    "tell_extension",
]
