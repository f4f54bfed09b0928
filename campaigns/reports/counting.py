"""What the activities of a unit say about each indicator, and which activities those are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from campaigns.choices import Aggregation
from campaigns.models import Activity, ActivityFigure, Indicator


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure with its parts: ((key of the activity, its number), …)."""

    value: Decimal
    parts: tuple[tuple[int, Decimal], ...]


def activities_for(unit_code: str, first: date, last: date) -> Any:
    """The activities a unit's report counts: its own, a county's with its towns'.

    Member units below a county report for themselves; the city counts what it held itself.
    """
    held = Activity.objects.standing().between(first, last)
    if len(unit_code) == len("4104") or "M" in unit_code:
        return held.filter(unit_code=unit_code)
    return held.of_unit(unit_code).exclude(unit_code__contains="M")


def counted(
    indicators: Iterable[Indicator], unit_code: str, first: date, last: date
) -> dict[str, Counted]:
    """{code: what the activities say}; no entry where no activity says anything."""
    held = list(activities_for(unit_code, first, last).values_list("pk", "forms"))
    figures = defaultdict(list)
    rows = ActivityFigure.objects.filter(activity__in=[key for key, _ in held])
    for key, code, value in rows.values_list("activity", "code", "value"):
        figures[code].append((key, value))
    found = {}
    for one in indicators:
        parts = tuple(sorted(figures.get(one.code, ())))
        if one.counts:
            ones = (key for key, forms in sorted(held) if one.counts_form(forms))
            parts = tuple((key, Decimal(1)) for key in ones)
        if parts:
            found[one.code] = Counted(joined(one.aggregation, [value for _, value in parts]), parts)
    return found


def joined(aggregation: str, values: list[Decimal]) -> Decimal:
    """Many figures of one unit as one: stocks and distinct units are never added up."""
    if aggregation in {Aggregation.LAST, Aggregation.DISTINCT}:
        return max(values)
    return sum(values, Decimal(0))
