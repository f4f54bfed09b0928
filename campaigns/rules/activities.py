"""Who may write down an activity, and what follows from its forms. No database, no clock."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from campaigns.choices import LINE_OF, ActivityForm, PartOfDay, WorkLine
from campaigns.rules.figures import plain
from portal.access import Actor, Permission

MOST_JOINT = 20
TAP_MOST = 200  # in one batch: an afternoon without a line
HOURS = {"": 8, PartOfDay.MORNING: 9, PartOfDay.AFTERNOON: 15, PartOfDay.EVENING: 19}


def stands_over(actor: Actor, unit_code: str) -> bool:
    """A county over its towns, a town over its villages; never over member units, nor the city."""
    below = unit_code.removeprefix(actor.unit_code)
    return (
        len(actor.unit_code) > len("4104")
        and unit_code.startswith(actor.unit_code)
        and "M" not in below
        and actor.sees(unit_code)
    )


def write_refusal(actor: Actor, unit_code: str) -> str | None:
    """Why this person may not record or change an activity of that unit; None when she may."""
    if not actor.can(Permission.CAMPAIGN_REPORT):
        return "您可以查看，但不能记活动。如需记录，请联系本单位经办人。"
    if unit_code == actor.unit_code or stands_over(actor, unit_code):
        return None
    return "这次活动由开展单位记录，您可以查看。"


def line_of(forms: Iterable[str]) -> WorkLine:
    """工作方向 by default: what the first form stands for."""
    first = next(iter(forms), "")
    return LINE_OF.get(ActivityForm(first), WorkLine.LAW) if first else WorkLine.LAW


def moment_of(held_on: date, part_of_day: str) -> datetime:
    """A naive moment by which activities of a day stand in order."""
    return datetime.combine(held_on, time(HOURS[part_of_day]))


def asked(indicators: Iterable[Any], forms: Sequence[str]) -> list[Any]:
    """The indicators that an activity of these forms is asked for, in their order."""
    return [indicator for indicator in indicators if set(indicator.forms) & set(forms)]


def too_large_parts(indicators: Iterable[Any], figures: Mapping[str, Decimal]) -> dict[str, str]:
    """{code of the part: sentence} where a 其中 is larger than its whole."""
    named = {indicator.code: indicator for indicator in indicators}
    found = {}
    for code, value in figures.items():
        part = named.get(code)
        whole = named.get(part.part_of) if part else None
        if part and whole and value > figures.get(whole.code, Decimal(0)):
            top = plain(figures.get(whole.code, Decimal(0)))
            found[code] = f"{part.name}（{plain(value)}）不能大于{whole.name}（{top}）。"
    return found


def tap_refusal(activity: Any, code: str, amount: int, codes: Iterable[str]) -> str | None:
    """Why these taps are not counted; None when they are."""
    if activity.withdrawn_at is not None:
        return "这次活动已撤销，不再计数。"
    if code not in set(codes):
        return "这次活动没有这一项。"
    return None if 0 < abs(amount) <= TAP_MOST else "次数不对，没有计入。"
