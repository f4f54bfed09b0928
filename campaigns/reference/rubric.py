from functools import cache
from pathlib import Path

from campaigns.rules.scoring import Item
from portal.units.reference import rows

DATA = Path(__file__).parents[1] / "data" / "rubric.csv"


@cache
def rubric() -> tuple[int, tuple[Item, ...]]:
    """The newest version of the rubric and its items. A change of the points is a new version."""
    found = list(rows(DATA))
    newest = max(int(row["version"]) for row in found)
    items = (
        Item(row["key"], row["name"], int(row["points"]), row["guide"])
        for row in found
        if int(row["version"]) == newest
    )
    return newest, tuple(items)


def keys() -> set[str]:
    """Of all versions: a judging keeps the one it began with."""
    return {row["key"] for row in rows(DATA)}
