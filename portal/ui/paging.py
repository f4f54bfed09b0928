"""Keyset pages: the next begins after the last row seen, so page 5,000 costs what page 1 costs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model, Q, QuerySet
from django.utils.dateparse import parse_datetime

ENOUGH = 10_001  # rows after which nobody counts on


@dataclass(frozen=True, slots=True)
class Page:
    """`rows` newest first; `newer`/`older` are query strings ("" where there is none)."""

    rows: list[Any]
    newer: str
    older: str

    def __iter__(self) -> Any:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def keyset(queryset: QuerySet[Any], params: Any, *, by: str, size: int = 50) -> Page:
    """One page of `queryset`, newest first by the datetime field `by` and the key.

    `params` is request.GET: `before=<time>_<key>` asks for older rows, `since=…` for newer ones.
    A damaged cursor gives the first page. Other parameters stay in the links.
    """
    older_than, newer_than = cursor(params.get("before", "")), cursor(params.get("since", ""))
    if newer_than:
        rows = list(beyond(queryset, by, newer_than, "gt").order_by(by, "pk")[: size + 1])
        has_newer, rows = len(rows) > size, rows[:size][::-1]
        has_older = True
    else:
        if older_than:
            queryset = beyond(queryset, by, older_than, "lt")
        rows = list(queryset.order_by(f"-{by}", "-pk")[: size + 1])
        has_older, rows = len(rows) > size, rows[:size]
        has_newer = older_than is not None
    if not rows:
        return Page([], "", "")
    return Page(
        rows,
        link(params, since=mark(rows[0], by)) if has_newer else "",
        link(params, before=mark(rows[-1], by)) if has_older else "",
    )


def cursor(text: str) -> tuple[datetime, str] | None:
    time, _, key = text.partition("_")
    try:
        at = parse_datetime(time)
    except ValueError:
        return None
    well_formed = at is not None and at.tzinfo is not None and key.replace("-", "").isalnum()
    return (at, key) if at and well_formed and key.isascii() else None


def beyond(queryset: QuerySet[Any], by: str, at: tuple[datetime, str], side: str) -> QuerySet[Any]:
    time, key = at
    try:
        key = queryset.model._meta.pk.to_python(key)
    except Exception:  # the key type decides what is damaged: int, UUID
        return queryset
    # The first condition is implied by the second; written out it lets the index do the walk.
    return queryset.filter(
        Q(**{f"{by}__{side}e": time})
        & (Q(**{f"{by}__{side}": time}) | Q(**{by: time, f"pk__{side}": key}))
    )


def mark(row: Model, by: str) -> str:
    return f"{getattr(row, by).isoformat()}_{row.pk}"


def link(params: Any, **cursor_: str) -> str:
    kept = [(k, v) for k, v in params.items() if k not in {"before", "since"} and v]
    return "?" + urlencode([*kept, *cursor_.items()])


def capped_count(queryset: QuerySet[Any]) -> str:
    """128 or 10,000＋: an exact count of a million rows is slower than the page."""
    return capped(queryset.order_by()[:ENOUGH].count())


def capped(count: int) -> str:
    """How a number is written that was counted no further than `ENOUGH`."""
    return f"{count:,}" if count < ENOUGH else f"{ENOUGH - 1:,}＋"
