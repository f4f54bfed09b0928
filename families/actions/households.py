"""The file of a household: corrected, split, joined, closed."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from families.actions.happening import happened, locked
from families.actions.registering import (
    EDITABLE,
    MOST_MEMBERS,
    Facts,
    ensure_may_keep,
    register_households,
)
from families.choices import HouseholdStatus
from families.models import Household
from portal.access import Actor
from portal.access.refusal import Refused
from portal.audit import actions as audit
from portal.search import actions as search
from portal.units.models import Unit


@transaction.atomic
def edit_household(
    *, household: Household, values: Mapping[str, Any], version: int, actor: Actor, at: datetime
) -> Household:
    """Correct the file. `version` is the one the form was opened on. Raises Refused."""
    household = locked(household, actor)
    ensure_may_keep(actor, household.unit_code)
    ensure_active(household)
    if household.version != version:
        raise Refused("这一户的档案刚刚有人改过。您填写的内容仍在，请刷新对照后再保存。")
    changed = [name for name in EDITABLE if getattr(household, name) != values[name]]
    if not changed:
        return household
    for name in changed:
        setattr(household, name, values[name])
    household.version += 1
    household.save(update_fields=[*changed, "version"])
    search.index(kind="household", keys=[household.pk])
    text = "修改了" + "、".join(EDITABLE[name] for name in changed)
    happened(household, "edit", actor=actor, at=at, text=text, fields=changed)
    return household


def ensure_active(household: Household) -> None:
    if not household.is_active:
        raise Refused(f"这一户{household.state.label}，档案不再修改。")


def left(household: Household, status: str, on: date, at: datetime) -> None:
    if on > timezone.localdate(at):
        raise Refused("日期不能晚于今天。", "on")
    household.status, household.status_on = status, on
    household.version += 1
    household.save(update_fields=["status", "status_on", "joined_into", "version"])


@transaction.atomic
def move_household(*, household: Household, on: date, actor: Actor, at: datetime) -> Household:
    """迁出. Asks for no reason and no new address: nobody is to be found by this file."""
    household = locked(household, actor)
    ensure_may_keep(actor, household.unit_code)
    ensure_active(household)
    left(household, HouseholdStatus.MOVED, on, at)
    happened(household, "move", actor=actor, at=at)
    return household


@transaction.atomic
def close_household(*, household: Household, on: date, actor: Actor, at: datetime) -> Household:
    """销户."""
    household = locked(household, actor)
    ensure_may_keep(actor, household.unit_code)
    ensure_active(household)
    left(household, HouseholdStatus.CLOSED, on, at)
    happened(household, "close", actor=actor, at=at)
    return household


@transaction.atomic
def reopen_household(*, household: Household, actor: Actor, at: datetime) -> Household:
    """迁回, or taken off the books by mistake. A joined one stays joined."""
    household = locked(household, actor)
    ensure_may_keep(actor, household.unit_code)
    if household.is_active:
        return household
    if household.joined_into_id:
        raise Refused("这一户已并入别户，不能恢复；需要时请由并入的那一户分户。")
    household.status, household.status_on = HouseholdStatus.ACTIVE, None
    household.version += 1
    household.save(update_fields=["status", "status_on", "version"])
    happened(household, "reopen", actor=actor, at=at)
    return household


def add_members(household: Household, count: int) -> None:
    household.members += count
    household.version += 1
    household.save(update_fields=["members", "version"])


@transaction.atomic
def split_household(*, household: Household, facts: Facts, actor: Actor, at: datetime) -> Household:
    """分户: the new household begins its own file; the old one keeps its years."""
    household = locked(household, actor)
    ensure_may_keep(actor, household.unit_code)
    ensure_active(household)
    if facts.members >= household.members:
        raise Refused("分出的人口须少于原户人口。", "members")
    village = Unit.objects.get(code=household.unit_code)
    new = register_households(rows=[facts], village=village, actor=actor, at=at)[0]
    new.split_from = household
    new.save(update_fields=["split_from"])
    add_members(household, -facts.members)
    happened(household, "split", actor=actor, at=at, text=f"分出{new.number}", new=new.number)
    return new


@transaction.atomic
def join_household(
    *, household: Household, into: Household, on: date, actor: Actor, at: datetime
) -> Household:
    """并户: the household is closed, its members go to `into`; both keep their years."""
    first, second = sorted((household, into), key=lambda row: row.pk)
    rows = {row.pk: row for row in (locked(first, actor), locked(second, actor))}
    household, into = rows[household.pk], rows[into.pk]
    ensure_may_keep(actor, household.unit_code)
    if household.pk == into.pk or household.unit_code != into.unit_code:
        raise Refused("请选择同村（社区）的另一户。", "into")
    ensure_active(household)
    ensure_active(into)
    household.joined_into = into
    left(household, HouseholdStatus.CLOSED, on, at)
    add_members(into, min(household.members, MOST_MEMBERS - into.members))
    happened(household, "join", actor=actor, at=at, text=f"并入{into.number}", into=into.number)
    return into


@transaction.atomic
def mark_home(
    *, household: Household, account_id: int | None, actor: Actor, at: datetime
) -> Household:
    """这是某位工作人员的家. Anybody may say it of her own home; only a unit above takes it back, so
    that nobody unmarks her home in order to rate it. Raises Refused."""
    household = locked(household, actor)
    ensure_may_keep(actor, household.unit_code)
    if account_id is None and actor.unit_code == household.unit_code:
        raise Refused("请由乡镇（街道）取消：本人不能取消自己家的标记。")
    if account_id not in (None, actor.account_id) and actor.unit_code == household.unit_code:
        raise Refused("只能标记本人的家；同事的家请由乡镇（街道）标记。")
    household.home_of_id = account_id
    household.version += 1
    household.save(update_fields=["home_of", "version"])
    happened(household, "home" if account_id else "no_home", actor=actor, at=at)
    return household


@transaction.atomic
def open_household(*, household: Household, actor: Actor, at: datetime) -> None:
    """That the file was opened is written down."""
    audit.record(actor=actor, action="family.read", target=household, at=at)
