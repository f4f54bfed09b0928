"""Figures and groups of a village, typed by whoever keeps its files."""

from datetime import datetime

from django.db import transaction

from families.actions.households import ensure_may_keep
from families.models import NeighbourGroup, VillageTotal
from portal.access import Actor
from portal.audit import actions as audit


@transaction.atomic
def set_total(
    *, village_code: str, year: int, households: int, actor: Actor, at: datetime
) -> VillageTotal:
    """总户数 of a village: a typed figure."""
    ensure_may_keep(actor, village_code)
    total, _ = VillageTotal.objects.update_or_create(
        unit_code=village_code,
        year=year,
        defaults={"households": households, "typed_at": at, "typed_by_id": actor.account_id},
    )
    audit.record(actor=actor, action="family.total", target=total, at=at, households=households)
    return total


@transaction.atomic
def keep_group(
    *, village_code: str, kind: str, name: str, leader_name: str, actor: Actor, at: datetime
) -> NeighbourGroup:
    """A 联创小组, made or its leader changed."""
    ensure_may_keep(actor, village_code)
    group, _ = NeighbourGroup.objects.update_or_create(
        unit_code=village_code, kind=kind, name=name, defaults={"leader_name": leader_name}
    )
    audit.record(actor=actor, action="family.group", target=group, at=at)
    return group
