"""What packages above hand down: the open work that goes over when somebody leaves."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

HandOver = Callable[..., int]
Count = Callable[..., int]


@dataclass(frozen=True, slots=True)
class Work:
    hand_over: HandOver
    count: Count | None


_works: dict[str, Work] = {}


def register_handover(name: str, fn: HandOver, *, count: Count | None = None) -> None:
    """`fn(leaver=, successor=, actor=, at=)` gives the open work on and answers how much;
    `count(account=, actor=)` says how much there is. `actor` is the system's, bound to the unit
    whose work it is (the scope is open): an account administrator sees no content."""
    _works[name] = Work(fn, count)


def hand_over_all(*, leaver: Any, successor: Any, actor: Any, at: datetime) -> dict[str, int]:
    """{name of the work: how many went over}."""
    return {
        name: work.hand_over(leaver=leaver, successor=successor, actor=actor, at=at)
        for name, work in _works.items()
    }


def count_all(*, account: Any, actor: Any) -> int:
    return sum(work.count(account=account, actor=actor) for work in _works.values() if work.count)
