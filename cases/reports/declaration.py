"""What a table is made of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from cases.models.fact import Fact
from cases.rules.figures import Period
from portal.access import Actor

Condition = Callable[["Asked"], Q]


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, for which unit and period, and what day it is: what is late depends on it."""

    actor: Actor
    unit: str
    period: Period
    today: date


@dataclass(frozen=True, slots=True)
class Column:
    """Counts rows that meet `where`, or adds up a field of theirs. `shown=False`: only a ratio
    needs it. `note` is the definition printed beneath the table."""

    key: str
    label: str
    where: Condition
    adds: str = ""
    shown: bool = True
    note: str = ""
    opens: bool = True

    is_ratio = False


@dataclass(frozen=True, slots=True)
class Ratio:
    """Computed from two counts of the same line, never typed and never added up."""

    key: str
    label: str
    of: Callable[[dict[str, float]], str]
    note: str = ""

    is_ratio = True
    shown = True


@dataclass(frozen=True, slots=True)
class Line:
    """`values` of the table's dimension; None is everything. `level` 0 total, 1 line, 2 within."""

    key: str
    label: str
    values: frozenset[str] | None
    level: int = 1
    group: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """`by` is the field of the facts that the lines stand for; `sums` are columns that add up to
    another: (whole, parts)."""

    key: str
    title: str
    facts: type[Fact]
    by: str
    lines: Callable[[Iterable[str]], list[Line]]
    columns: tuple[Column | Ratio, ...]
    notes: tuple[str, ...] = ()
    sums: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def shown(self) -> list[Column | Ratio]:
        return [column for column in self.columns if column.shown]

    def column(self, key: str) -> Column | None:
        """A column that can be opened to its list, or None."""
        found = next((one for one in self.columns if one.key == key), None)
        return found if isinstance(found, Column) and found.opens and found.shown else None


def in_period(asked: Asked) -> Q:
    return within(asked.period)


def within(period: Period) -> Q:
    return Q(day__gte=period.first, day__lt=period.after)


def that(**conditions: Any) -> Condition:
    """Rows of the period with these values."""
    return lambda asked: in_period(asked) & Q(**conditions)
