"""阵地 in figures: what each place has, of what it should have."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import Left

from families.choices import ModelLevel, StationKind
from families.models import Station, StationTarget
from families.models.station import MODEL as MODEL_FIELDS
from families.rules.figures import share
from portal.access import Actor
from portal.ui import words
from portal.units.models import Unit

CITY_LENGTH, COUNTY_LENGTH, TOWN_LENGTH = 4, 6, 9
BASELINE = Q(has_people=True, has_sign=True, has_place=True, has_tasks=True)
MODEL = Q(has_office=True, has_hotline=True, has_computer=True, has_rules=True, has_team=True)
STATIONS = Q(kind=StationKind.STATION)
PEOPLE = ("staff", "lawyers", "agents", "volunteers")


@dataclass(slots=True)
class Coverage:
    """One place. `towns` is how many should have a station, 0 where nobody typed it."""

    code: str
    name: str
    towns: int = 0
    hotlines: int = 0
    built: int = 0
    baseline: int = 0
    model: int = 0
    province: int = 0
    lawyers: int = 0
    agents: int = 0
    volunteers: int = 0

    @property
    def built_share(self) -> str:
        return share(self.built, self.towns)

    @property
    def baseline_share(self) -> str:
        """覆盖率: those that have all four, of all there should be (users.md a8)."""
        return share(self.baseline, self.towns)


COUNTED = ("hotlines", "built", "baseline", "model", "province", "lawyers", "agents", "volunteers")


def coverage(actor: Actor, today: date) -> list[Coverage]:
    """合计 first, then each county for the city, each town for a county; what has nothing too."""
    length = COUNTY_LENGTH if len(actor.scope) <= CITY_LENGTH else TOWN_LENGTH
    measured = (
        Station.objects.visible_to(actor)
        .open()
        .annotate(place=Left("unit_code", length))
        .values("place")
        .annotate(
            hotlines=Count("pk", filter=Q(kind=StationKind.HOTLINE)),
            built=Count("pk", filter=STATIONS),
            baseline=Count("pk", filter=STATIONS & BASELINE),
            model=Count("pk", filter=STATIONS & MODEL),
            province=Count("pk", filter=Q(model_level=ModelLevel.PROVINCE)),
            lawyers=Sum("lawyers"),
            agents=Sum("agents"),
            volunteers=Sum("volunteers"),
        )
    )
    found = {row.pop("place"): row for row in measured}
    targets = targets_of(actor, today)
    rows = [
        Coverage(code, name, towns_of(code, targets, length), **found.get(code, {}))
        for code, name in places(actor, today, length, found)
    ]
    should = targets.get(actor.scope) if length == TOWN_LENGTH else None
    return [total(rows, should), *rows]


def places(actor: Actor, today: date, length: int, found: Iterable[str]) -> list[tuple[str, str]]:
    """(code, name) of every place that has stations or should have some."""
    units = Unit.objects.valid_on(today).exclude(kind="member")
    near = units.filter(code__gte=actor.scope, code__lt=actor.upto)
    names = {
        unit.code: unit.short_name.removesuffix("妇联")
        for unit in near.order_by("code")
        if len(unit.code) == length or unit.code in found
    }
    return [
        (code, "本级" if code == actor.scope else names.get(code, code))
        for code in sorted({*names, *found})
    ]


def targets_of(actor: Actor, today: date) -> dict[str, int]:
    """{county: towns} as last typed for this year or before."""
    rows = StationTarget.objects.visible_to(actor).filter(year__lte=today.year).order_by("year")
    return {row.unit_code: row.towns for row in rows}


def towns_of(code: str, targets: dict[str, int], length: int) -> int:
    """A town should have one; of a county somebody typed how many, which its own towns then are."""
    if len(code) == TOWN_LENGTH:
        return 1
    return targets.get(code, 0) if length == COUNTY_LENGTH else 0


def total(rows: list[Coverage], should: int | None) -> Coverage:
    """`should`: what a county typed, where not every town is a unit of the portal."""
    towns = sum(row.towns for row in rows) if should is None else should
    whole = Coverage("", "合计", towns)
    for name in COUNTED:
        setattr(whole, name, sum(getattr(row, name) for row in rows))
    return whole


def unit_names(stations: Iterable[Station]) -> dict[str, str]:
    codes = {station.unit_code for station in stations}
    return dict(Unit.objects.filter(code__in=codes).values_list("code", "short_name"))


def facts(station: Station) -> list[tuple[str, object]]:
    """Terms and values of one station; what is empty is left out, but for what is missing."""
    unit = Unit.objects.filter(code=station.unit_code).values_list("short_name", flat=True).first()
    has = [one.verbose_name for one in fields(MODEL_FIELDS) if getattr(station, one.name)]
    pairs = [
        ("所属单位", unit or station.unit_code),
        ("类型", station.get_kind_display()),
        ("地址", station.address),
        ("电话", station.phone),
        ("负责人", station.head),
        ("四有", "齐全" if station.is_baseline else "还缺：" + "、".join(station.missing)),
        ("五个一", "、".join(has) or "还没有"),
        ("示范", f"{station.get_model_level_display()}　{station.approval}".strip("　")),
        ("人员", people(station)),
        ("挂牌日期", words.day_long(station.opened_on) if station.opened_on else ""),
        ("撤销日期", words.day_long(station.closed_on) if station.closed_on else ""),
    ]
    return [(term, value) for term, value in pairs if value]


def fields(names: Iterable[str]) -> list[Any]:
    return [Station._meta.get_field(name) for name in names]


def people(station: Station) -> str:
    counts = [(one.verbose_name, getattr(station, one.name)) for one in fields(PEOPLE)]
    return "，".join(f"{name}{number}人" for name, number in counts if number)
