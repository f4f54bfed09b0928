"""What happens to units: made, renamed, ended, merged, split. Past figures stay where they were
registered; open work and people go to the successor (registry.hand_over_work)."""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from portal.access import Permission
from portal.access.refusal import Refused
from portal.audit import actions as audit
from portal.units import registry
from portal.units.models import Region, Unit, UnitName

CODE = re.compile(r"[0-9A-Z]{4,24}")
BATCH = 500


class NotAllowed(Refused):
    def __init__(self):
        super().__init__("只有系统管理员可以调整单位和区划。")


class CodeTaken(Refused):
    def __init__(self, other):
        super().__init__(f"代码{other.code}已用于{other.name}，请另选。", field="code")


class WrongPlace(Refused):
    pass


class StillBusy(Refused):
    pass


class WrongDay(Refused):
    def __init__(self, words):
        super().__init__(words, field="on")


@dataclass(frozen=True, slots=True)
class NewUnit:
    """One part of a unit that is split."""

    code: str
    name: str
    short_name: str


@transaction.atomic
def make_unit(*, unit, actor, at):
    """Save a new, filled-in Unit and open its first name.

    Raises NotAllowed, CodeTaken, WrongPlace (the code does not stand under its parent).
    """
    _ensure_allowed(actor)
    _ensure_place(unit)
    unit.save(force_insert=True)
    UnitName.objects.create(
        unit=unit, name=unit.name, short_name=unit.short_name, valid_from=unit.valid_from
    )
    registry.tell_followers(unit)
    _record("unit.made", unit, actor, at, code=unit.code)
    return unit


@transaction.atomic
def make_units(*, units, actor, at):
    """Many new units under parents that exist, each with its first name, in few statements.

    Raises what make_unit raises, for the first that is wrong; then none is made. One entry of the
    log tells them all; the history has each.
    """
    _ensure_allowed(actor)
    codes = {unit.code for unit in units}
    if taken := Unit.objects.filter(code__in=codes).order_by("code").first():
        raise CodeTaken(taken)
    for unit in units:
        _ensure_under_parent(unit)
    Unit.objects.bulk_create(units, batch_size=BATCH)
    UnitName.objects.bulk_create(
        [
            UnitName(
                unit=unit, name=unit.name, short_name=unit.short_name, valid_from=unit.valid_from
            )
            for unit in units
        ],
        batch_size=BATCH,
    )
    audit.record(actor=actor, action="units.made", at=at, count=len(units), codes=sorted(codes))
    return units


@transaction.atomic
def make_regions(*, regions, actor, at):
    """Many new places at once. Raises NotAllowed."""
    _ensure_allowed(actor)
    if regions:
        Region.objects.bulk_create(regions, batch_size=BATCH)
        audit.record(actor=actor, action="regions.made", at=at, count=len(regions))
    return regions


@transaction.atomic
def rename_unit(*, unit, name, short_name, on, actor, at):
    """From `on` (a day, not to come) the unit is called otherwise; papers of before keep the old
    name. Raises NotAllowed, StillBusy, WrongDay."""
    _ensure_allowed(actor)
    unit = _lock(unit, at)
    if on > timezone.localdate(at):
        raise WrongDay("启用日期不能晚于今天，到那一天再改名。")
    if (name, short_name) == (unit.name, unit.short_name):
        raise WrongPlace("名称没有变化。", field="name")
    present = UnitName.objects.filter(unit=unit, valid_to__isnull=True).first()
    if present:
        if present.valid_from and on <= present.valid_from:
            raise WrongDay(f"现名自{present.valid_from:%Y-%m-%d}启用，新名须在这之后。")
        present.valid_to = on - timedelta(days=1)
        present.save(update_fields=["valid_to"])
    UnitName.objects.create(unit=unit, name=name, short_name=short_name, valid_from=on)
    unit.name, unit.short_name = name, short_name
    unit.save(update_fields=["name", "short_name"])
    registry.tell_followers(unit)
    _record("unit.renamed", unit, actor, at, on=on.isoformat())
    return unit


@transaction.atomic
def end_unit(*, unit, successor, on, actor, at):
    """The unit ends with the day `on`; open work and people go to `successor` at once.

    Answers {what: how many moved}. Raises NotAllowed, StillBusy, WrongPlace, WrongDay.
    """
    _ensure_allowed(actor)
    unit = _lock(unit, at)
    _ensure_can_end(unit, successor, on, at)
    moved = registry.hand_over_work(old=unit, new=successor, actor=actor, at=at)
    unit.valid_to = on
    unit.successor = successor
    unit.save(update_fields=["valid_to", "successor"])
    UnitName.objects.filter(unit=unit, valid_to__isnull=True).update(valid_to=on)
    _record("unit.ended", unit, actor, at, on=on.isoformat(), to=successor.code, moved=moved)
    return moved


@transaction.atomic
def merge_units(*, units, into, on, actor, at):
    """Several units become part of one that exists. Answers the sum of what moved."""
    total: dict[str, int] = {}
    for unit in sorted(units, key=lambda one: one.code):
        for what, count in end_unit(unit=unit, successor=into, on=on, actor=actor, at=at).items():
            total[what] = total.get(what, 0) + count
    return total


@transaction.atomic
def split_unit(*, unit, parts, heir, on, actor, at):
    """The unit ends; `parts` (NewUnit) begin the day after; the part with code `heir` takes over
    open work and people, who can be posted on from there. Answers the new units by code."""
    _ensure_allowed(actor)
    if heir not in {part.code for part in parts}:
        raise WrongPlace("请指定由哪个新单位承接在办事项和账号。", field="heir")
    made = {}
    for part in parts:
        new = Unit(
            code=part.code, name=part.name, short_name=part.short_name, addressee=part.name,
            kind=unit.kind, level=unit.level, parent=unit.parent, region=unit.region,
            duties=unit.duties, valid_from=on + timedelta(days=1), is_demo=unit.is_demo,
        )  # fmt: skip
        made[part.code] = make_unit(unit=new, actor=actor, at=at)
    end_unit(unit=unit, successor=made[heir], on=on, actor=actor, at=at)
    return made


@transaction.atomic
def save_reference(*, row, changed, is_new, actor, at, permission):
    """Save one row of reference data (a place, a class of matter…) and say which fields changed.

    `changed` are field names; validation was the form's. Raises NotAllowed.
    """
    if not actor.can(permission):
        raise NotAllowed
    if is_new:
        row.save(force_insert=True)
    elif changed:
        row.save(update_fields=changed)
    if is_new or changed:
        audit.record(
            actor=actor, action="reference.changed", at=at, target=row, fields=sorted(changed),
            is_new=is_new,
        )  # fmt: skip
    return row


def _ensure_allowed(actor):
    if not actor.can(Permission.UNIT_MANAGE):
        raise NotAllowed


def _lock(unit, at):
    """The row, locked and read anew. Raises StillBusy for a unit that has ended."""
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    if unit.valid_to:
        raise StillBusy(f"{unit.short_name}已于{unit.valid_to:%Y-%m-%d}停用，不能再调整。")
    return unit


def _ensure_place(unit):
    if other := Unit.objects.filter(code=unit.code).first():
        raise CodeTaken(other)
    _ensure_under_parent(unit)


def _ensure_under_parent(unit):
    if not CODE.fullmatch(unit.code):
        raise WrongPlace("单位代码只能用大写字母和数字，4至24位。", field="code")
    if unit.parent is None:
        raise WrongPlace("请选择上级单位。", field="parent")
    if unit.parent.valid_to:
        raise WrongPlace(f"{unit.parent}已停用，不能作上级。", field="parent")
    if not unit.code.startswith(unit.parent.code) or unit.code == unit.parent.code:
        raise WrongPlace(f"代码须以上级单位代码{unit.parent.code}开头。", field="code")


def _ensure_can_end(unit, successor, on, at):
    if on > timezone.localdate(at):
        raise WrongDay("停用日期不能晚于今天，到那一天再办理。")
    if unit.valid_from and on < unit.valid_from:
        raise WrongDay(f"停用日期不能早于启用日期{unit.valid_from:%Y-%m-%d}。")
    children = Unit.objects.filter(parent=unit, valid_to__isnull=True).count()
    if children:
        raise StillBusy(f"下级还有{children}个在用单位，请先调整下级。")
    if successor is None:
        raise WrongPlace("请选择职责转入的单位，在办事项和账号随之转入。", field="successor")
    if successor.pk == unit.pk or successor.code.startswith(unit.code):
        raise WrongPlace("职责不能转入本单位。", field="successor")
    if successor.valid_to:
        raise WrongPlace(f"{successor.short_name}已停用，请另选。", field="successor")


def _record(action, unit, actor, at, **data):
    audit.record(actor=actor, action=action, at=at, target=unit, unit_code=unit.code, **data)
