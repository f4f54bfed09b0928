"""The one door to the log. If it cannot be written, the business write fails with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from portal.access import Actor, SystemActor
from portal.audit.models import LogEntry


@dataclass(frozen=True, slots=True)
class Origin:
    """From where a request came."""

    address: str = ""
    request_id: str = ""


_origin: ContextVar[Origin] = ContextVar("origin", default=Origin())


@contextmanager
def origin(address: str, request_id: str) -> Iterator[None]:
    token = _origin.set(Origin(address, request_id))
    try:
        yield
    finally:
        _origin.reset(token)


def record(
    *,
    actor: Actor | SystemActor | None,
    action: str,
    at: datetime,
    target: Any = None,
    unit_code: str = "",
    **data: Any,
) -> LogEntry:
    """Add one entry. `data` holds counts, filters, reasons and numbers: never a name or a phone.

    Whose matter it is: the target's unit, else `unit_code`, else the actor's, else the city's.
    """
    from_where = _origin.get()
    owner = getattr(target, "unit_code", "") or unit_code or (actor.unit_code if actor else "")
    return LogEntry.objects.create(
        at=at,
        unit_code=owner or settings.PORTAL_CITY_CODE,
        actor_unit_code=actor.unit_code if actor else "",
        account_id=actor.account_id if actor else None,
        actor_name=actor.name if actor else "未登录",
        action=action,
        target_type=target._meta.label_lower if target is not None else "",
        target_id=str(target.pk) if target is not None else "",
        target_label=str(target)[:80] if target is not None else "",
        data=data,
        address=from_where.address,
        request_id=from_where.request_id,
    )
