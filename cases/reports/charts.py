"""A year beside the year before, month by month: bars as plain SVG numbers.

Drawn here and not by a library: the one kept small enough (pygal) hooks into Python's importer in a
way the interpreter warns of, and writes script and style the page does not allow (ADR 0007).
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.db.models.functions import TruncMonth

from cases.reports.counting import facts_of
from cases.reports.declaration import Asked
from cases.reports.tables import INCOMING, MATTER
from cases.rules.figures import moved

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 860, 240, 44, 24, 12  # px of the viewBox
BAR, BETWEEN = 24, 2
STEPS = (1, 2, 5)
GUIDES = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle; `number` stands above it."""

    x: float
    y: float
    height: float
    number: int
    tone: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything the template draws; `rows` is the table behind it: month, then, now."""

    years: tuple[str, str]
    bars: list[Bar]
    months: list[tuple[float, str]]
    guides: list[tuple[float, int]]
    rows: list[tuple[str, int | None, int | None]]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    floor: int = HEIGHT - BOTTOM
    bar: int = BAR


def months_of(asked: Asked) -> list[list[int | None]]:
    """Twelve counts of the year before, twelve of the year; None for a month not yet begun."""
    year = asked.period.first.year
    found = (
        facts_of(INCOMING, asked)
        .filter(MATTER, day__gte=date(year - 1, 1, 1), day__lt=date(year + 1, 1, 1))
        .annotate(month=TruncMonth("day"))
        .values("month")
        .annotate(n=Count("pk"))
    )
    counts = {row["month"]: row["n"] for row in found}
    return [
        [
            counts.get(month, 0) if month <= asked.today else None
            for month in (moved(date(one, 1, 1), number) for number in range(12))
        ]
        for one in (year - 1, year)
    ]


def by_month(asked: Asked) -> Chart | None:
    """The chart; None where nothing was counted in either year."""
    year = asked.period.first.year
    then, now = months_of(asked)
    most = max((number for number in (*then, *now) if number), default=0)
    if not most:
        return None
    step = step_for(most)
    scale = (HEIGHT - BOTTOM - TOP) / (step * GUIDES)
    width = (WIDTH - LEFT) / 12
    bars, months = [], []
    for place in range(12):
        middle = LEFT + width * (place + 0.5)
        months.append((round(middle, 1), f"{place + 1}月"))
        for x, number, tone in (
            (middle - BAR - BETWEEN / 2, then[place], "then"),
            (middle + BETWEEN / 2, now[place], "now"),
        ):
            if number:
                height = round(number * scale, 1)
                bars.append(Bar(round(x, 1), HEIGHT - BOTTOM - height, height, number, tone))
    guides = [
        (round(HEIGHT - BOTTOM - step * line * scale, 1), step * line) for line in range(GUIDES + 1)
    ]
    rows = [(months[place][1], then[place], now[place]) for place in range(12)]
    return Chart((f"{year - 1}年", f"{year}年"), bars, months, guides, rows)


def step_for(most: int) -> int:
    """The smallest 1, 2 or 5 times a power of ten that four steps of reach the highest bar."""
    power = 1
    while True:
        for step in STEPS:
            if step * power * GUIDES >= most:
                return step * power
        power *= 10
