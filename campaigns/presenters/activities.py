"""How an activity is told."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

from campaigns.choices import PartOfDay, WorkLine
from campaigns.models import Activity, ActivityFigure, Indicator, IndicatorSet
from campaigns.rules.figures import plain
from portal import clock
from portal.access import Actor
from portal.ui import words
from portal.units.models import Unit

MOST_IN_A_LINE = 4


def current_indicators() -> list[Indicator]:
    """Those of the version that campaigns of today use, in their order."""
    latest = IndicatorSet.objects.for_campaign("rights_week", clock.today()).first()
    return list(latest.indicators.order_by("position")) if latest else []


def asked_anywhere(indicators: list[Indicator]) -> list[Indicator]:
    return [indicator for indicator in indicators if indicator.forms]


def figure_words(figure: ActivityFigure, indicators: dict[str, Indicator]) -> str:
    """资料600份"""
    indicator = indicators.get(figure.code)
    if indicator is None:
        return f"{figure.code} {plain(figure.value)}"
    return f"{indicator.name.removeprefix('其中')}{plain(figure.value)}{indicator.measure}"


def lines(activities: list[Activity]) -> list[dict[str, Any]]:
    """Rows of the list: each with its figures in one line. `figures` must be prefetched."""
    known = {one.code: one for one in current_indicators()}
    names = unit_names({activity.unit_code for activity in activities})
    made = []
    for activity in activities:
        figures = sorted(activity.figures.all(), key=lambda one: position(one, known))
        told = [figure_words(one, known) for one in figures if one.value]
        made.append(
            {
                "activity": activity,
                "unit": names.get(activity.unit_code, activity.unit_code),
                "figures": "，".join(told[:MOST_IN_A_LINE]),
            }
        )
    return made


def position(figure: ActivityFigure, known: dict[str, Indicator]) -> int:
    return known[figure.code].position if figure.code in known else len(known)


def unit_names(codes: set[str]) -> dict[str, str]:
    return dict(Unit.objects.filter(code__in=codes).values_list("code", "short_name"))


def facts(activity: Activity, actor: Actor) -> list[tuple[str, str]]:
    """What stands on the page of one activity."""
    names = unit_names({activity.unit_code, *activity.joint})
    part = PartOfDay(activity.part_of_day).label if activity.part_of_day else ""
    day = words.day_week(activity.held_on, today=clock.today())
    made = [
        ("哪里开展", names.get(activity.unit_code, "")),
        ("时间", f"{day}{part}"),
        ("地点", activity.place),
        ("形式", activity.form_labels),
        ("工作方向", WorkLine(activity.line).label),
        ("联合单位", "、".join(names.get(code, code) for code in activity.joint)),
        ("媒体报道", activity.media),
        ("备注", activity.note),
        ("记录", f"{activity.recorded_by_name}，{words.minute(activity.recorded_at)}"),
    ]
    return [(term, value) for term, value in made if value]


def figure_rows(activity: Activity) -> list[tuple[str, str]]:
    """(指标, 数) in the order of the table; what its forms ask for is 0 where none is kept."""
    indicators = current_indicators()
    kept = {figure.code: figure.value for figure in activity.figures.all()}
    shown = [one for one in indicators if one.code in kept or set(one.forms) & set(activity.forms)]
    return [(one.name, f"{plain(kept.get(one.code, Decimal(0)))}{one.measure}") for one in shown]


def tally_rows(activity: Activity) -> list[dict[str, Any]]:
    """One big button for each thing that is counted on the spot."""
    kept = {figure.code: figure.value for figure in activity.figures.all()}
    return [
        {
            "code": one.code,
            "name": one.name,
            "measure": one.measure,
            "value": int(kept.get(one.code, 0)),
            "key": str(uuid4()),
        }
        for one in current_indicators()
        if set(one.forms) & set(activity.forms) and not one.places
    ]
