"""The indicators that come with the portal (reference §A3, and every figure of seed 002)."""

from datetime import date
from functools import cache
from pathlib import Path
from string import ascii_uppercase

from campaigns.models import Indicator, IndicatorOwner, IndicatorSet
from portal.units.reference import rows

DATA = Path(__file__).parents[1] / "data"
FIRST_DAY = date(2000, 1, 1)
PLAIN = (
    "code", "name", "measure", "group", "aggregation", "part_of", "class_of", "numerator",
    "denominator", "hint",
)  # fmt: skip
LATER = frozenset(f"{letter}{number:02}" for letter in ascii_uppercase for number in range(100))
# Half a year asks what the whole year asks; a key date what the rights week asks.
SAME_AS = {"half_year": "annual_work", "key_date": "rights_week"}


@cache
def indicator_codes() -> frozenset[str]:
    """Codes of all indicators that come with the portal, and all that a later version may add."""
    return frozenset(row["code"] for row in rows(DATA / "indicators.csv")) | LATER


@cache
def activity_codes() -> frozenset[str]:
    """Codes that activities of some form ask for, and all that a later version may add."""
    shipped = frozenset(row["code"] for row in rows(DATA / "indicators.csv") if row["forms"])
    return shipped | LATER


def load_indicators() -> int:
    """Version 1 of each kind that has none yet; answers how many indicators were made."""
    known = set(IndicatorSet.objects.values_list("kind", flat=True))
    made = 0
    for kind in ("rights_week", "annual_work", *SAME_AS):
        if kind not in known:
            made += load_set(kind, SAME_AS.get(kind, kind))
    return made


def load_set(kind: str, source: str) -> int:
    indicator_set = IndicatorSet.objects.create(kind=kind, version=1, valid_from=FIRST_DAY)
    given = [row for row in rows(DATA / "indicators.csv") if row["set"] == source]
    Indicator.objects.bulk_create(
        Indicator(
            indicator_set=indicator_set,
            position=position,
            places=int(row["places"]),
            forms=row["forms"].split(),
            counts=row["counts"].split(),
            **{name: row[name] for name in PLAIN},
        )
        for position, row in enumerate(given, 1)
    )
    load_owners(indicator_set, source)
    return len(given)


def load_owners(indicator_set: IndicatorSet, source: str) -> None:
    keys = dict(indicator_set.indicators.values_list("code", "pk"))
    IndicatorOwner.objects.bulk_create(
        IndicatorOwner(
            indicator_id=keys[row["code"]],
            group=row["group"],
            for_code=row["unit"],
            required_from=row["required_from"],
        )
        for row in rows(DATA / "indicator_owners.csv")
        if row["set"] == source
    )
