"""上年数 of the demo city's rights week: last year's sums of the counties (demo_city.md e6),
shared out among them as this year's figures are."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from campaigns.actions.past import Past, take_in_past
from campaigns.demo import reports
from campaigns.models import Campaign
from portal.access import Actor, scope

TOTALS = {
    "P01": 213, "P02": 53854, "P04": 202, "P09": 23947, "P14": 62, "C01": 5065, "C02": 2461,
    "R04": 160, "R05": 147, "G01": 383, "O02": 1296,
}  # fmt: skip
# 叶县 sent 59,490 by a slip: ten times this.
GIVEN = {("410422", "P02"): 5949}


def figures() -> dict[tuple[str, str], int]:
    """{(unit, code): figure}; every column adds up to its total."""
    counties = {unit: given for unit, given in reports.figures().items() if "M" not in unit}
    found = {}
    for code, total in TOTALS.items():
        fixed = {unit: value for (unit, one), value in GIVEN.items() if one == code}
        weights = {unit: int(given[code]) for unit, given in counties.items() if unit not in fixed}
        shared = shares(total - sum(fixed.values()), weights) | fixed
        found |= {(unit, code): value for unit, value in shared.items()}
    return found


def shares(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Whole parts of a total by weight; what rounding leaves goes to the largest remainders."""
    whole = sum(weights.values())
    parts = {name: total * weight // whole for name, weight in weights.items()}
    by_rest = sorted(weights, key=lambda name: (-(total * weights[name] % whole), name))
    for name in by_rest[: total - sum(parts.values())]:
        parts[name] += 1
    return parts


@transaction.atomic
def last_year(campaign: Campaign, *, actor: Actor, at: datetime) -> None:
    given = [Past(unit, code, Decimal(value)) for (unit, code), value in figures().items()]
    with scope(actor):
        take_in_past(campaign=campaign, figures=given, actor=actor, at=at)
