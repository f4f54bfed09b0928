"""When somebody is told: before the day, only while the office is open, the handler first."""

from datetime import date, datetime, time, timedelta
from enum import IntEnum

from portal.deadlines.rules.calendar import DAY, Calendar

OPENS, CLOSES = time(8, 30), time(17, 30)
EARLY, LAST = 3, 1  # working days left, today counted
ONE_DAY = timedelta(hours=24)


class Stage(IntEnum):
    """How far the telling has come. Each stage is told once."""

    NONE = 0
    HANDLER = 1
    LEADER = 2
    LATE = 3


def is_office_time(local: datetime, calendar: Calendar) -> bool:
    """Between 8:30 and 17:30 of a working day, in the portal's own zone."""
    return calendar.is_working(local.date()) and OPENS <= local.time() < CLOSES


def stage_of_day(*, today: date, advised: date, strict: date, calendar: Calendar) -> Stage:
    """Three working days before: the handler; on the last: the leader as well; after: both."""
    if today > strict:
        return Stage.LATE
    left = calendar.working_days(today, advised)
    if left <= LAST:
        return Stage.LEADER
    return Stage.HANDLER if left <= EARLY else Stage.NONE


def stage_of_moment(*, now: datetime, due_at: datetime, calendar: Calendar) -> Stage:
    """Within a day: the handler; when it ends before the office opens again: the leader too."""
    if now > due_at:
        return Stage.LATE
    opening = datetime.combine(calendar.next_working(now.date() + DAY), OPENS, now.tzinfo)
    if due_at <= opening:
        return Stage.LEADER
    return Stage.HANDLER if due_at - now <= ONE_DAY else Stage.NONE
