"""Which day is worked: weekdays, less the holidays, plus the weekends worked in their place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

DAY = timedelta(days=1)
SATURDAY = 5
# What a person may ask about. Holidays are known from the first on.
FIRST_YEAR, LAST_YEAR, MOST = 2004, 2099, 1000
FAR_DAY = f"请填{FIRST_YEAR}年到{LAST_YEAR}年之间的日期。"
WRONG_LENGTH = f"请填1到{MOST}之间的整数。"
WOMENS_DAY = (3, 8)  # women have the afternoon off: 全国年节及纪念日放假办法 第三条


@dataclass(frozen=True, slots=True)
class Calendar:
    """`off` and `on` map a day to the name of its holiday; `known` are the years whose notice is
    there. A year without one is counted by its weekdays alone."""

    off: Mapping[date, str] = field(default_factory=dict)
    on: Mapping[date, str] = field(default_factory=dict)
    known: frozenset[int] = frozenset()

    def is_working(self, day: date) -> bool:
        return day in self.on or (day.weekday() < SATURDAY and day not in self.off)

    def is_known(self, day: date) -> bool:
        return day.year in self.known

    def next_working(self, day: date) -> date:
        """The first working day on or after `day`."""
        while not self.is_working(day):
            day += DAY
        return day

    def working_days(self, first: date, last: date) -> int:
        """How many working days there are from `first` to `last`, both counted."""
        span = (last - first).days + 1
        return sum(self.is_working(first + n * DAY) for n in range(span))

    def rest_of(self, day: date) -> str:
        """Why nobody works on `day`: 春节放假, 休息日; nothing on a working day."""
        if self.is_working(day):
            return ""
        return f"{self.off[day]}放假" if day in self.off else "休息日"


def owed_day_refusal(day: date, calendar: Calendar) -> str | None:
    """Why nothing may be asked for on this day (users.md c26); None when it may."""
    if (day.month, day.day) == WOMENS_DAY:
        return "3月8日为妇女节（妇女放假半天），请另选一天。"
    if rest := calendar.rest_of(day):
        return f"{day.month}月{day.day}日是{rest}，请另选一天。"
    return None


def next_owed_day(day: date, calendar: Calendar) -> date:
    """The first day on or after `day` on which something may be asked for."""
    while owed_day_refusal(day, calendar):
        day += DAY
    return day
