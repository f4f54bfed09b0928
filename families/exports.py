"""The list of a round as a table: the rows of the page, no more."""

from collections.abc import Iterator
from typing import Any

from families.choices import Recheck
from families.models import Selection
from portal.access import Actor
from portal.sheets.exports import Field
from portal.units.models import Unit

SELECTION = [
    Field("row", "序号", 6),
    Field("unit", "县（市、区）", 16),
    Field("village", "村（社区）", 18),
    Field("number", "家庭编号", 20),
    Field("head", "户主", 10),
    Field("points", "得分", 8),
    Field("stars", "星级", 8),
    Field("state", "情况", 10),
    Field("recheck", "随机复核", 10),
]


def selection_rows(round_: Any, actor: Actor) -> Iterator[dict[str, str | int]]:
    rows = Selection.objects.visible_to(actor).filter(round=round_).for_list().in_order()
    codes = rows.order_by().values_list("for_code", flat=True).distinct()
    names = dict(Unit.objects.filter(code__in=codes).values_list("code", "short_name"))
    for place, row in enumerate(rows.iterator(chunk_size=500), 1):
        entry = row.entry
        yield {
            "row": place,
            "unit": names.get(row.for_code, row.for_code).removesuffix("妇联"),
            "village": str(entry.household.region or ""),
            "number": entry.household.number,
            "head": entry.household.head_name,
            "points": f"{entry.points:f}".rstrip("0").rstrip(".") if entry.points else "",
            "stars": f"{entry.stars}星" if entry.stars else entry.level,
            "state": row.status.label,
            "recheck": Recheck(row.recheck).label if row.recheck else "",
        }
