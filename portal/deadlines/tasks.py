"""Reminders: the clock asks every hour, the worker tells, and only while the office is open."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from portal.access import SystemActor
from portal.deadlines import actions, reference, rules
from portal.deadlines.choices import ClockStatus
from portal.jobs.tasks import system_task


def remind_when_open(*, at: datetime) -> bool:
    """The hourly chore: put the task on when the office is open. Answers whether it did."""
    local = timezone.localtime(at)
    if not rules.is_office_time(local, reference.calendar_from(local.year - 1)):
        return False
    send_reminders.enqueue()
    return True


@system_task("期限提醒")
def send_reminders(actor: SystemActor, at: datetime, progress: Any) -> int:
    """Tell whoever has a day near; each stage once. Answers how many notices there were."""
    local = timezone.localtime(at)
    calendar = reference.calendar_from(local.year - 1)
    if not rules.is_office_time(local, calendar):
        return 0
    told = 0
    for clocks, row in actions.open_rows():
        if row.status != ClockStatus.RUNNING:
            continue
        stage = stage_of(row, local, calendar)
        if stage > row.reminded:
            told += actions.remind(clocks=clocks, deadline=row, stage=stage, at=at)
    return told


def stage_of(row: Any, local: datetime, calendar: rules.Calendar) -> rules.Stage:
    if row.due_at:
        due_at = timezone.localtime(row.due_at)
        return rules.stage_of_moment(now=local, due_at=due_at, calendar=calendar)
    return rules.stage_of_day(
        today=local.date(), advised=row.advised_on, strict=row.strict_on, calendar=calendar
    )
