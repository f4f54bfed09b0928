"""转介 changes hands: a liaison or a clerk leaves, a unit ends."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from cases.actions.referral_lines import line
from cases.models import Referral
from portal.access import SystemActor, scope
from portal.accounts.models import Account


def _of(account: Account) -> Any:
    mine = Q(handler=account) | Q(minder=account)
    return Referral.objects.open().filter(mine)


@transaction.atomic
def hand_over_referrals(*, leaver: Account, successor: Account, actor: Any, at: datetime) -> int:
    """Open referrals a leaver claimed or minds go to the successor. Within their unit's scope."""
    count = 0
    for referral in _of(leaver).select_for_update():
        for name in ("handler", "minder"):
            if getattr(referral, f"{name}_id") == leaver.pk:
                setattr(referral, name, successor)
        referral.version += 1
        referral.save(update_fields=["handler", "minder", "version"])
        text = f"由{leaver.name}移交{successor.name}"
        line(referral, "hand-over", actor=actor, at=at, text=text)
        count += 1
    return count


def open_referrals_of(*, account: Account, actor: Any) -> int:
    """How many open referrals she would hand over. Asked within her unit's scope."""
    return _of(account).count()


@transaction.atomic
def take_over_referrals(*, old: Any, new: Any, actor: Any, at: datetime) -> int:
    """What was asked of a unit that ended is asked of its successor; what is over stays."""
    house = SystemActor("单位变更", scope=settings.PORTAL_CITY_CODE, leads=old.code)
    with scope(house):
        asked = list(Referral.objects.select_for_update().open().filter(to_code=old.code))
        for referral in asked:
            text = f"{old.short_name}并入{new.short_name}，转介随之转入"
            line(referral, "move", actor=house, at=at, text=text)
            referral.to_code, referral.to_unit, referral.to_name = new.code, new, new.short_name
            referral.handler = None
            fields = ["to_code", "to_unit", "to_name", "handler"]
            referral.save(update_fields=fields)
            referral.deadlines.filter(unit_code=old.code).update(unit_code=new.code)
    return len(asked)
