"""Counting days and hours, and saying why. No database, no clock."""

from portal.deadlines.rules.calendar import (
    FAR_DAY,
    FIRST_YEAR,
    LAST_YEAR,
    MOST,
    WRONG_LENGTH,
    Calendar,
    next_owed_day,
    owed_day_refusal,
)
from portal.deadlines.rules.counting import Explanation, count_days, count_hours
from portal.deadlines.rules.notice import Day, parse_arrangement
from portal.deadlines.rules.reminding import Stage, is_office_time, stage_of_day, stage_of_moment
from portal.deadlines.rules.wording import headline, plain_day, sentence

__all__ = [
    "FAR_DAY",
    "FIRST_YEAR",
    "LAST_YEAR",
    "MOST",
    "WRONG_LENGTH",
    "Calendar",
    "Day",
    "Explanation",
    "Stage",
    "count_days",
    "count_hours",
    "headline",
    "is_office_time",
    "next_owed_day",
    "owed_day_refusal",
    "parse_arrangement",
    "plain_day",
    "sentence",
    "stage_of_day",
    "stage_of_moment",
]
