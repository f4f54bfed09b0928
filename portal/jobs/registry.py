"""Who is told when a job has ended, and what is cleaned up every hour."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

Finish = Callable[[Any, datetime], Any]

_finishes: list[Finish] = []
_hourly: dict[str, Callable[..., Any]] = {}


def register_finish(tell: Finish) -> None:
    """`tell(job, at)` is called in the transaction that ends the job, as the job's own account."""
    if tell not in _finishes:
        _finishes.append(tell)


def finished(job: Any, at: datetime) -> None:
    for tell in _finishes:
        tell(job, at)


def register_hourly(name: str, work: Callable[..., Any]) -> None:
    """`work(at=…)` once an hour in the clock process: cleaning, never what somebody waits for."""
    _hourly[name] = work


def hourly() -> dict[str, Callable[..., Any]]:
    return dict(_hourly)
