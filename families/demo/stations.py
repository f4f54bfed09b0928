"""The stations of the demo city (demo_city e8), through the actions of the house.

Towns that have a unit run their own; where a county's towns have none yet, the county keeps them.
"""

from datetime import date, datetime
from itertools import count
from typing import Any

from django.conf import settings
from django.db import transaction

from families import actions
from families.choices import ModelLevel, StationKind
from families.demo import demo_people
from families.models import Station
from families.models.station import BASELINE, MODEL
from portal import clock
from portal.access import Actor, Role, SystemActor, scope
from portal.units.models import Unit

# county: 12338, built, should be, 四有, 五个一, 省级示范, lawyers, agents, volunteers
E8 = {
    "4104": (1, 0, 0, 0, 0, 1, 22, 6, 80),
    "410402": (1, 10, 10, 10, 6, 1, 8, 12, 310),
    "410403": (1, 12, 12, 11, 6, 1, 8, 13, 288),
    "410404": (1, 4, 4, 4, 1, 0, 3, 4, 64),
    "410411": (1, 10, 10, 9, 5, 0, 6, 10, 205),
    "410421": (1, 12, 12, 11, 5, 1, 6, 12, 240),
    "410422": (1, 18, 18, 15, 6, 0, 7, 18, 320),
    "410423": (1, 23, 24, 19, 7, 1, 8, 24, 402),
    "410425": (1, 15, 15, 13, 5, 0, 6, 15, 230),
    "410481": (1, 13, 13, 12, 4, 0, 5, 13, 176),
    "410482": (1, 21, 21, 19, 8, 1, 9, 21, 366),
    "4104Z1": (0, 2, 2, 1, 0, 0, 2, 2, 40),
    "4104Z2": (0, 2, 2, 2, 1, 0, 2, 2, 44),
}
OPENED = date(2021, 3, 8)
CITY = SystemActor("演示", scope=settings.PORTAL_CITY_CODE)


def seed_stations(*, actors: dict[str, Any], progress: Any) -> int:
    """Answers how many were written down; nothing where there are some already."""
    with transaction.atomic(), scope(CITY):
        if Station.objects.exists():
            return 0
    keeper = demo_people()[Role.CITY_COORDINATOR]
    made = 0
    for place, code in enumerate(E8, start=1):
        made += of_county(code, actor=keeper, at=clock.now())
        progress("阵地名录", place, len(E8))
    return made


def of_county(code: str, *, actor: Actor, at: datetime) -> int:
    hotlines, built, towns, whole, model, province, *people = E8[code]
    own = Unit.objects.get(code=code)
    under = Unit.objects.filter(parent=own, kind="town_federation").order_by("code")
    runs = [*under[:built], *[own] * max(built - under.count(), 0)]
    numbers = count(under.count() + 1)
    with transaction.atomic(), scope(actor):
        for _ in range(hotlines):
            register(own, StationKind.HOTLINE, "12338服务中心", at, actor, True, True, people)
        for place, unit in enumerate(runs):
            name = short(unit) if unit != own else f"{short(own)}第{next(numbers)}"
            left = people if not hotlines and place == 0 else (0, 0, 0)
            register(unit, StationKind.STATION, f"{name}维权站", at, actor, place < whole,
                     place < model, left, is_province=place < province)  # fmt: skip
        if not built and province:
            name, nobody = "婚姻家庭纠纷调解室", (0, 0, 0)
            register(own, StationKind.MEDIATION, name, at, actor, True, True, nobody,
                     is_province=True)  # fmt: skip
        if towns:
            actions.keep_target(unit=own, year=at.year, towns=towns, actor=actor, at=at)
    return hotlines + built


def short(unit: Unit) -> str:
    return unit.short_name.removesuffix("妇联")


def register(
    unit: Unit, kind: str, name: str, at: datetime, actor: Actor, is_whole: bool, is_model: bool,
    people: tuple[int, ...], *, is_province: bool = False,
) -> None:  # fmt: skip
    lawyers, agents, volunteers = people
    values = {
        "kind": kind, "name": name, "staff": 2, "lawyers": lawyers, "agents": agents,
        "volunteers": volunteers, "opened_on": OPENED,
        "model_level": ModelLevel.PROVINCE if is_province else "",
        "approval": "演示批准文号" if is_province else "",
    }  # fmt: skip
    values |= dict.fromkeys(BASELINE[:-1], True) | {BASELINE[-1]: is_whole}
    values |= dict.fromkeys(MODEL, is_model)
    actions.register_station(unit=unit, values=values, actor=actor, at=at)
