"""A year beside the year before, month by month, as a picture the page carries itself.

pygal draws; its own script and style go (the page allows neither), the colours stand in
static/css/figures.css.
"""

import re
from datetime import date

import pygal
from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils.safestring import SafeString

from cases.reports.counting import facts_of
from cases.reports.tables import INCOMING, MATTER
from cases.rules.figures import Period, moved

EXTRA = re.compile(r"<defs>.*?</defs>|<!--.*?-->|<(script|style)\b.*?</\1>", re.S)


def months_of(unit: str, year: int, until: date) -> dict[str, list[int | None]]:
    """{"2026年": […], "2025年": […]}: 12 counts each; None for a month that has not begun."""
    found = (
        facts_of(INCOMING, unit)
        .filter(MATTER, day__gte=date(year - 1, 1, 1), day__lt=date(year + 1, 1, 1))
        .annotate(month=TruncMonth("day"))
        .values("month")
        .annotate(n=Count("pk"))
    )
    counts = {row["month"]: row["n"] for row in found}
    return {
        f"{one}年": [
            counts.get(month, 0) if month <= until else None
            for month in (moved(date(one, 1, 1), number) for number in range(12))
        ]
        for one in (year - 1, year)
    }


def by_month(unit: str, period: Period, today: date) -> SafeString:
    """The chart as SVG without script, style or outside address; "" where nothing was counted."""
    series = months_of(unit, period.first.year, today)
    if not any(number for numbers in series.values() for number in numbers):
        return SafeString("")
    chart = pygal.Bar(
        js=[], css=[], width=860, height=240, explicit_size=False, disable_xml_declaration=True,
        legend_at_bottom=True, legend_box_size=12, margin=8, show_y_guides=True, max_scale=5,
        no_prefix=True, order_min=0,
    )  # fmt: skip
    chart.x_labels = [f"{number}月" for number in range(1, 13)]
    for name, numbers in series.items():
        chart.add(name, numbers)
    return SafeString(EXTRA.sub("", chart.render(is_unicode=True)))
