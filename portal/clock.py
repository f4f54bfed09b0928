"""The one place that asks what time it is. Tests and the demo set it with `at()`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_set_moment: ContextVar[datetime | None] = ContextVar("portal_clock", default=None)


def now() -> datetime:
    """This moment, aware, in UTC unless `at()` gave another zone."""
    return _set_moment.get() or timezone.now()


def today() -> date:
    """The calendar day in the portal's own time zone (settings.TIME_ZONE)."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The calendar day of a moment in the portal's own zone; what the database gives is UTC."""
    return timezone.localdate(moment)


@contextmanager
def at(moment: datetime) -> Iterator[datetime]:
    """Let `now()` answer `moment` inside the block. A naive moment is refused: ValueError."""
    if timezone.is_naive(moment):
        raise ValueError("portal.clock.at() needs an aware datetime")
    token = _set_moment.set(moment)
    try:
        yield moment
    finally:
        _set_moment.reset(token)
