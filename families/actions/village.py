"""Figures and groups of a village, typed by whoever keeps its files."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from families.actions.registering import ensure_may_keep
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


Named = tuple[str, str, str]  # village, form, name


@transaction.atomic
def find_groups(
    *, named: Collection[Named], actor: Actor, at: datetime
) -> dict[Named, NeighbourGroup]:
    """The groups of these names; those that are not there yet are made, without a leader."""
    codes = sorted({code for code, _, _ in named})
    for code in codes:
        ensure_may_keep(actor, code)
    rows = NeighbourGroup.objects.visible_to(actor).filter(unit_code__in=codes)
    new = sorted(set(named) - set(rows.values_list("unit_code", "kind", "name")))
    NeighbourGroup.objects.bulk_create(
        [NeighbourGroup(unit_code=code, kind=kind, name=name) for code, kind, name in new],
        ignore_conflicts=True,
    )
    for code, count in Counter(code for code, _, _ in new).items():
        audit.record(actor=actor, action="family.groups", at=at, unit_code=code, groups=count)
    return {(row.unit_code, row.kind, row.name): row for row in rows.all()}
