"""What stands above hands down: the tables of deadlines, and how people are told."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

Tell = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Clocks:
    """One app's deadlines. `name(row)` is the record's number (never a person), `url(row)` its
    page, `handler(row)` the account that has it, `leaders(row)` who is told after her."""

    model: Any
    name: Callable[[Any], str]
    url: Callable[[Any], str]
    handler: Callable[[Any], int]
    leaders: Callable[[Any], Iterable[Any]]
    related: tuple[str, ...] = ()


_clocks: dict[str, Clocks] = {}
_tells: list[Tell] = []


def register_clocks(clocks: Clocks) -> None:
    """Call from `AppConfig.ready()` for each subclass of DeadlineBase."""
    _clocks[clocks.model._meta.label_lower] = clocks


def all_clocks() -> list[Clocks]:
    return list(_clocks.values())


def register_tell(tell: Tell) -> None:
    """`tell(accounts=…, text=…, at=…, url=…)`: the desk stands above and brings it."""
    _tells[:] = [tell]


def tell(**what: Any) -> None:
    for told in _tells:
        told(**what)
