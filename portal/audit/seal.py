"""The chain over the log: which rows belong to which link, and what each link's digest is.

Rows carry the server's identity (`epoch`) and their transaction's number (`xid`). A link covers
the rows of one epoch whose xid lies in [end of the link before in that epoch, `upto_xid`). Its
upper end was below every transaction still open, so a row of a long transaction falls into a later
link and never between two. After a restore onto another server the old epoch's links stay as they
are and a new epoch begins.

    leaf   = id (16 bytes) + SM3(canonical row) (32 bytes)
    digest = SM3(digest before + number, epoch, upto_xid, time + all leaves)      GB/T 32905-2016

The leaves are kept in the link, so that a difference names its row. Who changes rows, leaves and
all later digests alike is found by the heads exported off the machine.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SM3, Hash
from django.db import connection

GENESIS = "0" * 64
PRUNED = "log_pruned"  # the entry that says: up to this link the entries were dropped by age
ID_LENGTH, DIGEST_LENGTH = 16, 32
LEAF_LENGTH = ID_LENGTH + DIGEST_LENGTH
COLUMNS = (
    "id", "epoch", "xid", "at", "unit_code", "actor_unit_code", "account_id", "actor_name",
    "action", "target_type", "target_id", "target_label", "data", "address", "request_id",
)  # fmt: skip
ROWS = f"""
SELECT {", ".join(COLUMNS)} FROM audit_logentry
 WHERE epoch = %s AND xid >= %s AND xid < %s ORDER BY xid, id
"""  # noqa: S608 - the columns are the constant above
EPOCH = "SELECT (pg_control_system()).system_identifier::text"
HORIZON = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One row of the log as its link remembers it."""

    id: UUID
    digest: bytes

    def __bytes__(self) -> bytes:
        return self.id.bytes + self.digest


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the log now: its leaf, and words for a report."""

    leaf: Leaf
    words: str


def sm3(*pieces: bytes) -> bytes:
    total = Hash(SM3())
    for piece in pieces:
        total.update(piece)
    return total.finalize()


def canonical(row: dict[str, Any]) -> bytes:
    """The bytes of a row, the same on every server and for ever: JSON of its columns in order."""
    values = [row[name] for name in COLUMNS]
    return json.dumps(values, default=plain, ensure_ascii=False, sort_keys=True,
                      separators=(",", ":")).encode()  # fmt: skip


def plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"no canonical form of {type(value).__name__}")


def rows_between(epoch: str, start: int, end: int) -> Iterator[Row]:
    """The rows of one window in the order of the seal; all that the scope lets exist."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [epoch, start, end])
        while batch := cursor.fetchmany(1000):
            for values in batch:
                row = dict(zip(COLUMNS, values, strict=True))
                row["id"] = UUID(str(row["id"]))
                row["data"] = parsed(row["data"])
                words = f"{row['at']:%Y-%m-%d %H:%M:%S} {row['actor_name']} {row['action']}"
                yield Row(Leaf(row["id"], sm3(canonical(row))), f"{words}（{row['id']}）")


def parsed(data: Any) -> Any:
    return json.loads(data) if isinstance(data, str | bytes) else data


def digest_of(
    *, before: str, number: int, epoch: str, upto: int, at: datetime, leaves: bytes
) -> str:
    head = f"{before}|{number}|{epoch}|{upto}|{plain(at)}|".encode()
    return sm3(head, leaves).hex()


def leaves_of(stored: bytes) -> list[Leaf]:
    """The leaves of a link; a length that fits no leaves gives the whole ones."""
    pieces = range(0, len(stored) - LEAF_LENGTH + 1, LEAF_LENGTH)
    return [
        Leaf(UUID(bytes=stored[i : i + ID_LENGTH]), stored[i + ID_LENGTH : i + LEAF_LENGTH])
        for i in pieces
    ]


def joined(leaves: Iterable[Leaf]) -> bytes:
    return b"".join(bytes(leaf) for leaf in leaves)


def present_epoch() -> str:
    with connection.cursor() as cursor:
        cursor.execute(EPOCH)
        return cursor.fetchone()[0]


def horizon() -> int:
    """Every transaction below this number is finished, and visible from the next statement on."""
    with connection.cursor() as cursor:
        cursor.execute(HORIZON)
        return cursor.fetchone()[0]
