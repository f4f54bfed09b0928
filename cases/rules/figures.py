"""统计: periods of whole months, and the ratios of two counts. Pure arithmetic."""

import re
from dataclasses import dataclass
from datetime import date

NOTHING = "—"  # a ratio to nothing is not a number: never ∞, never 100 %
FEWEST_JUDGED = 10  # users.md c30: under ten answers a share of them says nothing
PERIOD = re.compile(r"(2\d{3})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?")


@dataclass(frozen=True, slots=True)
class Period:
    """`months` whole months (1, 3 or 12) from the first day of `first`."""

    first: date
    months: int

    @property
    def after(self) -> date:
        """The first day that is no longer in it."""
        return moved(self.first, self.months)

    @property
    def name(self) -> str:
        """As addresses write it: 2026, 2026-Q3, 2026-07."""
        if self.months == 12:
            return f"{self.first.year}"
        if self.months == 3:
            return f"{self.first.year}-Q{self.quarter}"
        return f"{self.first.year}-{self.first.month:02}"

    @property
    def label(self) -> str:
        if self.months == 12:
            return f"{self.first.year}年"
        if self.months == 3:
            return f"{self.first.year}年第{'一二三四'[self.quarter - 1]}季度"
        return f"{self.first.year}年{self.first.month}月"

    @property
    def quarter(self) -> int:
        return (self.first.month + 2) // 3

    def before(self) -> "Period":
        """上期: the same length, just before."""
        return Period(moved(self.first, -self.months), self.months)

    def last_year(self) -> "Period":
        """上年同期."""
        return Period(moved(self.first, -12), self.months)

    def so_far(self) -> "Period":
        """本年累计: from January to its own end."""
        january = self.first.replace(month=1)
        return Period(january, self.first.month - 1 + self.months)


def moved(day: date, months: int) -> date:
    """The first of the month so many months away."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def period_named(name: str) -> Period | None:
    """2026, 2026-Q3 or 2026-07; None where it is none of these."""
    found = PERIOD.fullmatch(name)
    if not found:
        return None
    year, quarter, month = found.groups()
    if quarter:
        return Period(date(int(year), int(quarter) * 3 - 2, 1), 3)
    return Period(date(int(year), int(month or 1), 1), 1 if month else 12)


def quarter_of(day: date) -> Period:
    return Period(date(day.year, (day.month - 1) // 3 * 3 + 1, 1), 3)


def share(part: float, whole: float, *, fewest: int = 1) -> str:
    """The part in percent of the whole; — where the whole is nothing or too few to say."""
    return f"{part / whole * 100:.1f}%" if whole and whole >= fewest else NOTHING


def change(now: float, then: float) -> str:
    """同比、环比: by how much more or less than then; — where then was nothing."""
    return f"{(now - then) / then * 100:+.1f}%" if then else NOTHING


def average(total: float, count: float) -> str:
    return f"{total / count:.1f}" if count else NOTHING
