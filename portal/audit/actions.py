"""The one door to the log. If it cannot be written, the business write fails with it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max

from portal.access import Actor, SystemActor, scope
from portal.audit import seal
from portal.audit.models import LogEntry, Seal
from portal.audit.seal import PRUNED

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Origin:
    """From where a request came."""

    address: str = ""
    request_id: str = ""


_origin: ContextVar[Origin | None] = ContextVar("origin", default=None)


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
    from_where = _origin.get() or Origin()
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
        data=storable(data),
        address=from_where.address,
        request_id=from_where.request_id,
    )


def storable(value: Any) -> Any:
    """`value` without what PostgreSQL cannot keep (NUL, lone surrogates): a tampered address must
    not make its own refusal impossible to log."""
    if isinstance(value, str):
        return UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {storable(key): storable(part) for key, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [storable(part) for part in value]
    return value


# ── The seal ────────────────────────────────────────────────────────────────────────────────────
ROWS_A_SEAL = 5000
LOCK = "SELECT pg_try_advisory_xact_lock(hashtextextended('audit seal', 0))"
# The epochs there are, by hops through the index instead of a walk over all rows.
EPOCHS = """
WITH RECURSIVE known AS (
    (SELECT epoch FROM audit_logentry ORDER BY epoch LIMIT 1)
    UNION ALL
    SELECT (SELECT l.epoch FROM audit_logentry l WHERE l.epoch > known.epoch
             ORDER BY l.epoch LIMIT 1)
      FROM known WHERE known.epoch IS NOT NULL
)
SELECT epoch, (SELECT l.xid + 1 FROM audit_logentry l WHERE l.epoch = known.epoch
                ORDER BY l.xid DESC LIMIT 1)
  FROM known WHERE epoch <> %s ORDER BY epoch
"""
CUT = """
SELECT xid + 1 FROM audit_logentry WHERE epoch = %s AND xid >= %s AND xid < %s
 ORDER BY xid OFFSET %s LIMIT 1
"""


def seal_log(*, at: datetime) -> list[Seal]:
    """Seal every finished row not sealed yet; gives the new links, none when all is sealed.

    Rows of transactions still open wait for a later call. One sealer at a time: a second one gives
    an empty list at once.
    """
    actor = SystemActor("封存日志", scope=settings.PORTAL_CITY_CODE)
    with transaction.atomic(), scope(actor), connection.cursor() as cursor:
        cursor.execute(LOCK)
        if not cursor.fetchone()[0]:
            return []
        last = Seal.objects.defer("leaves").order_by("-number").first()
        made: list[Seal] = []
        for epoch, start, end in _unsealed(cursor):
            while (link := _seal(cursor, epoch, start, end, before=last, at=at)) is not None:
                made.append(link)
                last, start = link, link.upto_xid
        return made


def _unsealed(cursor: Any) -> list[tuple[str, int, int]]:
    """(epoch, first xid, xid after the last) of what may be sealed; earlier servers first."""
    present, finished = seal.present_epoch(), seal.horizon()
    cursor.execute(EPOCHS, [present])
    ends = dict(cursor.fetchall())
    reached = dict(Seal.objects.values_list("epoch").annotate(Max("upto_xid")))
    windows = [
        (epoch, reached.get(epoch, 0), end) for epoch, end in [*ends.items(), (present, finished)]
    ]
    return [window for window in windows if window[1] < window[2]]


def _seal(
    cursor: Any, epoch: str, start: int, end: int, *, before: Seal | None, at: datetime
) -> Seal | None:
    """One link over at most ROWS_A_SEAL rows and the rest of the last one's transaction."""
    cursor.execute(CUT, [epoch, start, end, ROWS_A_SEAL - 1])
    cut = cursor.fetchone()
    upto = cut[0] if cut else end
    leaves = [row.leaf for row in seal.rows_between(epoch, start, upto)]
    if not leaves:
        return None
    number = before.number + 1 if before else 1
    stored = seal.joined(leaves)
    digest = seal.digest_of(
        before=before.digest if before else seal.GENESIS,
        number=number,
        epoch=epoch,
        upto=upto,
        at=at,
        leaves=stored,
    )
    return Seal.objects.create(
        number=number, at=at, epoch=epoch, upto_xid=upto, rows=len(leaves), leaves=stored,
        digest=digest,
    )  # fmt: skip


# ── Keeping and dropping ────────────────────────────────────────────────────────────────────────
DROP = "DELETE FROM audit_logentry WHERE epoch = %s AND xid >= %s AND xid < %s"


def prune_log(*, at: datetime) -> tuple[int, int]:
    """Drop the entries of links older than settings.AUDIT_KEPT: (number of the last link, entries).

    Runs as the owner of the tables; the web's role has no right to it. The links stay, so the
    chain still verifies, and the dropping is itself an entry of the log. Entries younger than 190
    days are kept by the policy, whatever the setting says.
    """
    actor = SystemActor("清理日志", scope=settings.PORTAL_CITY_CODE)
    dropped = last = 0
    with transaction.atomic(), scope(actor), connection.cursor() as cursor:
        starts: dict[str, int] = {}
        for link in Seal.objects.filter(at__lt=at - settings.AUDIT_KEPT).order_by("number"):
            cursor.execute(DROP, [link.epoch, starts.get(link.epoch, 0), link.upto_xid])
            starts[link.epoch], last = link.upto_xid, link.number
            dropped += cursor.rowcount
        if dropped:
            record(actor=actor, action=PRUNED, at=at, upto=last, rows=dropped)
    return last, dropped
