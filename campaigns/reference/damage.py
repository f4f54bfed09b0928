from functools import cache
from pathlib import Path

from campaigns.rules.damage import Sign, sign
from portal.units.reference import rows

DATA = Path(__file__).parents[1] / "data"


@cache
def damage_signs() -> tuple[Sign, ...]:
    """The hint list of texts that were copied (users.md a20)."""
    return tuple(
        sign(row["code"], row["pattern"], row["says"]) for row in rows(DATA / "damage.csv")
    )
