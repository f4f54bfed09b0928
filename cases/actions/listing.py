"""常用筛选: kept under a name, shared with the unit, given up."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from cases.models import SavedFilter
from portal.access import Actor, Permission
from portal.access.refusal import Refused
from portal.audit import actions as audit

MOST = 8  # of one person: more is a second menu


@transaction.atomic
def save_filter(
    *, actor: Actor, at: datetime, name: str, params: Mapping[str, str], is_shared: bool
) -> SavedFilter:
    """Keep a filter (without words) under a name; one of the same name is replaced.

    Raises Refused for an empty filter and beyond MOST.
    """
    if not params:
        raise Refused("请先筛选，再保存为常用筛选。", "name")
    own = SavedFilter.objects.visible_to(actor).filter(account=actor.account_id)
    kept = own.filter(name=name).first()
    if kept is None and own.count() >= MOST:
        raise Refused(f"最多保存{MOST}个常用筛选，请先删去不用的。", "name")
    row = kept or SavedFilter(account_id=actor.account_id, unit_code=actor.unit_code, name=name)
    row.params, row.is_shared, row.at = dict(params), is_shared, at
    row.save()
    audit.record(actor=actor, action="case.filter", target=row, at=at, shared=is_shared)
    return row


@transaction.atomic
def drop_filter(*, saved: SavedFilter, actor: Actor, at: datetime) -> None:
    """Her own at any time; a shared one also the leader. Raises Refused to others."""
    if saved.account_id != actor.account_id and not actor.can(Permission.CASE_LEAD):
        raise Refused("只能删去本人保存的筛选；同事共享的，请本人或主管删去。")
    audit.record(actor=actor, action="case.unfilter", target=saved, at=at)
    saved.delete()
