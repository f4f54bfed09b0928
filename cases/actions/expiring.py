"""The end of a protection order is told thirty and seven days before, once each."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from cases.actions.reading import leaders_of
from cases.models import ProtectionOrder
from cases.rules import protection as rules
from portal.access import SystemActor, scope
from portal.desk import actions as desk
from portal.units.models import Unit


@transaction.atomic
def remind_expiries(*, at: datetime) -> int:
    """Tell the handler, and within the last week the leader. Answers how many orders were told.

    Each unit within its own scope: a job that leads no unit would not see 限定知悉 cases.
    """
    told, today = 0, timezone.localdate(at)
    last = today + timedelta(days=max(rules.REMIND_DAYS))
    units = Unit.objects.exclude(kind="member").order_by("code")
    for code in list(units.values_list("code", flat=True)):
        with scope(SystemActor("保护令到期", scope=code, leads=code)):
            orders = ProtectionOrder.objects.filter(unit_code=code).ending_by(last)
            for order in orders.select_related("case").select_for_update(of=("self",)):
                told += _remind(order, at)
    return told


def _remind(order: ProtectionOrder, at: datetime) -> int:
    today, expires = timezone.localdate(at), order.expires_on
    if expires is None:
        return 0
    due = rules.reminder_due(expires=expires, today=today, reminded=order.reminded)
    if not due:
        return 0
    people = {order.case.handler_id}
    if due == min(rules.REMIND_DAYS):
        people |= {leader.pk for leader in leaders_of(order.case)}
    left = (expires - today).days
    desk.notify(
        accounts=people,
        text=f"{order.case.short_number} 保护令还有{left}天到期，需要延长的请在到期前帮助申请。",
        url=order.case.get_absolute_url(),
        at=at,
    )
    order.reminded = due
    order.save(update_fields=["reminded"])
    return 1
