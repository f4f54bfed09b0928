"""阵地: written down, corrected, closed; how many there should be."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from families.choices import StationKind
from families.models import Station, StationTarget
from portal.access import Actor, Permission, SystemActor, scope
from portal.access.refusal import Refused
from portal.audit import actions as audit
from portal.units.models import Unit

COUNTY_LENGTH = 6
STATION = (
    "kind", "name", "address", "phone", "head", "staff", "lawyers", "agents", "volunteers",
    "has_people", "has_sign", "has_place", "has_tasks", "has_office", "has_hotline",
    "has_computer", "has_rules", "has_team", "model_level", "approval", "opened_on",
)  # fmt: skip


def ensure_may_keep(actor: Actor, code: str) -> None:
    if not actor.can(Permission.STATION_KEEP):
        raise Refused("您可以查看，但不能修改阵地名录。如需修改，请联系上级妇联。")
    if not actor.sees(code):
        raise Refused("请选择本单位或下级单位。", "unit")


def ensure_whole(values: Mapping[str, Any]) -> None:
    """What the fields cannot say one by one. Raises Refused."""
    if values.get("model_level") and not values.get("approval"):
        raise Refused("示范站请填批准文号。", "approval")
    if values.get("approval") and not values.get("model_level"):
        raise Refused("填了批准文号，请选示范级别。", "model_level")
    if values.get("kind") == StationKind.SHELTER and values.get("address"):
        raise Refused("庇护所的地址不登记在这里，请留空。", "address")


def ensure_one_of_a_name(
    code: str, values: Mapping[str, Any], actor: Actor, but: int | None = None
) -> None:
    same = Station.objects.visible_to(actor).open().exclude(pk=but)
    if same.filter(unit_code=code, kind=values["kind"], name=values["name"]).exists():
        raise Refused("这个单位已有同名的阵地。", "name")


@transaction.atomic
def register_station(
    *, unit: Unit, values: Mapping[str, Any], actor: Actor, at: datetime
) -> Station:
    """Write a station down. Raises Refused."""
    ensure_may_keep(actor, unit.code)
    ensure_whole(values)
    ensure_one_of_a_name(unit.code, values, actor)
    made = Station(
        unit_code=unit.code, registered_at=at, registered_by_id=actor.account_id,
        **{name: values[name] for name in STATION if name in values},
    )  # fmt: skip
    made.save()
    audit.record(actor=actor, action="station.register", target=made, at=at)
    return made


@transaction.atomic
def edit_station(
    *, station: Station, values: Mapping[str, Any], version: int, actor: Actor, at: datetime
) -> Station:
    """Correct a station. Raises Refused, also when somebody saved it meanwhile."""
    station = locked(station, actor)
    ensure_may_keep(actor, station.unit_code)
    if not station.is_open:
        raise Refused("这个阵地已撤销，不能再改。")
    if station.version != version:
        raise Refused("这个阵地刚被别人改过。您填的还在，请核对后再保存一次。")
    ensure_whole(values)
    ensure_one_of_a_name(station.unit_code, values, actor, but=station.pk)
    for name in STATION:
        setattr(station, name, values[name])
    station.version += 1
    station.save(update_fields=[*STATION, "version"])
    audit.record(actor=actor, action="station.edit", target=station, at=at)
    return station


@transaction.atomic
def close_station(*, station: Station, on: date, actor: Actor, at: datetime) -> Station:
    """撤销: it stays in the register of the past."""
    station = locked(station, actor)
    ensure_may_keep(actor, station.unit_code)
    if not station.is_open:
        raise Refused("这个阵地已经撤销了。")
    if station.opened_on and on < station.opened_on:
        raise Refused("撤销日期不能早于挂牌日期。", "on")
    station.closed_on = on
    station.version += 1
    station.save(update_fields=["closed_on", "version"])
    audit.record(actor=actor, action="station.close", target=station, at=at)
    return station


def locked(station: Station, actor: Actor) -> Station:
    rows = Station.objects.visible_to(actor).select_for_update(of=("self",))
    return rows.get(pk=station.pk)


@transaction.atomic
def take_over_stations(*, old: Unit, new: Unit, actor: Actor | SystemActor, at: datetime) -> int:
    """A unit that ended leaves its stations to the one after it; of two of one name the one that
    comes says where it was."""
    house = SystemActor("单位变更", scope=settings.PORTAL_CITY_CODE)
    with scope(house):
        rows = list(Station.objects.filter(unit_code=old.code).select_for_update())
        there = set(Station.objects.filter(unit_code=new.code).values_list("kind", "name"))
        for row in rows:
            if (row.kind, row.name) in there:
                row.name = f"{row.name[:40]}（原{old.short_name[:15]}）"
            row.unit_code = new.code
            row.save(update_fields=["name", "unit_code"])
        if rows:
            audit.record(actor=house, action="station.take_over", at=at, rows=len(rows))
    return len(rows)


@transaction.atomic
def keep_target(*, unit: Unit, year: int, towns: int, actor: Actor, at: datetime) -> StationTarget:
    """应建 of a county in a year, typed anew as often as needed."""
    ensure_may_keep(actor, unit.code)
    if len(unit.code) != COUNTY_LENGTH:
        raise Refused("应建数按县（市、区）填。", "unit")
    found = StationTarget.objects.visible_to(actor).select_for_update(of=("self",))
    target = found.filter(unit_code=unit.code, year=year).first()
    target = target or StationTarget(unit_code=unit.code, year=year)
    target.towns, target.typed_at, target.typed_by_id = towns, at, actor.account_id
    target.save()
    audit.record(actor=actor, action="station.target", target=target, at=at, year=year)
    return target
