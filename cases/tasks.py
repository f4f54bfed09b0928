"""What the clock process asks every hour of the cases."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from cases import actions
from portal.access import SystemActor
from portal.deadlines import reference
from portal.deadlines.rules import is_office_time
from portal.jobs.tasks import system_task


def remind_when_open(*, at: datetime) -> bool:
    """Put the reminder of protection orders on when the office is open; answers whether it did."""
    local = timezone.localtime(at)
    if not is_office_time(local, reference.calendar_from(local.year - 1)):
        return False
    remind_of_orders.enqueue()
    return True


@system_task("保护令到期")
def remind_of_orders(actor: SystemActor, at: datetime, progress: Any) -> int:
    return actions.remind_expiries(at=at)
