"""One event reported by two units is counted once: what may be taken off. No database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations

from campaigns.rules import figures
from campaigns.rules.summary import Cell, Cells, Source

EMPTY = "请填写至少一个重复的数。"
SAME = "请选两家不同的单位。"


def offered(cells: Cells) -> dict[str, tuple[str, str]]:
    """{code: (name, measure)} of the figures two units could both have counted."""
    return {
        code: (rows[0].name, rows[0].measure)
        for code, rows in sorted(cells.items())
        if all(row.is_added for row in rows)
        and len({row.source.duty for row in rows if row.source.value > 0}) > 1
    }


def refusal(
    cells: Cells, kept: int, taken: int, off: Mapping[str, Decimal]
) -> tuple[str, str] | None:
    """(words, code or field) when more would be taken off than either of the two reported."""
    if kept == taken:
        return SAME, "taken"
    if not any(off.values()):
        return EMPTY, ""
    for code, value in off.items():
        own = [cell for cell in cells.get(code, []) if cell.source.duty in {kept, taken}]
        if not own:
            return "这两家都没有报这一项，不能减。", code
        most = max(cell.source.value for cell in own)
        if value > most:
            return (
                f"{own[0].name}减{figures.plain(value)}，多于两家所报的{figures.plain(most)}。",
                code,
            )
    return None


def less(cells: Cells, code: str, off: Decimal, taken: int, words: str) -> Cell | None:
    """The line 减：… among the sources of a figure. Of no group: subtotals stay as reported."""
    rows = cells.get(code, [])
    if not rows:
        return None
    source = Source(taken, words, "", 0, -off)
    return Cell(source, rows[0].name, rows[0].measure, rows[0].is_added, is_less=True)


# ── Which events look like one ──────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Event:
    """An activity of a unit whose table is accepted. `duty` is that table; `joint` the codes of
    the units it says it was held with."""

    key: int
    duty: int
    unit_code: str
    day: date
    title: str
    place: str
    joint: tuple[str, ...]
    figures: Mapping[str, Decimal]

    def names(self, other: "Event") -> bool:
        """Whether it says it was held with the other's unit, or a town of it."""
        codes = [code for code in self.joint if len(code) > len("4104")]
        return any(other.unit_code.startswith(code) for code in codes)


def alike(events: Iterable[Event]) -> list[tuple[Event, Event]]:
    """Pairs of two tables' events of one day: held together, at one place, or of one title.
    A hint: who adds up says whether it was one."""
    days: dict[date, list[Event]] = defaultdict(list)
    for event in events:
        days[event.day].append(event)
    return [
        (one, other)
        for day in sorted(days)
        for one, other in combinations(days[day], 2)
        if one.duty != other.duty and is_alike(one, other)
    ]


def is_alike(one: Event, other: Event) -> bool:
    same_place = bool(one.place) and one.place == other.place
    return same_place or one.title == other.title or one.names(other) or other.names(one)


def shared(one: Event, other: Event, cells: Cells) -> dict[str, Decimal]:
    """What both may have counted: the smaller of each figure, and the event itself."""
    off = {
        code: min(value, other.figures[code])
        for code, value in one.figures.items()
        if code in other.figures
    }
    counted = {
        code: {row.source.duty for row in cells.get(code, []) if row.is_added}
        for code in offered(cells)
    }
    both = {one.duty, other.duty}
    off = {code: value for code, value in off.items() if value and both <= counted.get(code, set())}
    return off | ({EVENTS: Decimal(1)} if both <= counted.get(EVENTS, set()) else {})


EVENTS = "P01"  # 开展宣传活动: every event counts one
