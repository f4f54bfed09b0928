"""What may be searched: each app hands down its kinds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from portal.access import Actor, Permission
from portal.search.tokens import Document


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of results. Names of people are masked by whoever makes it."""

    number: str
    title: str
    url: str
    note: str = ""
    state: Any = ""  # what {% status %} takes


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing: how it is written down, who sees it, how it is shown.

    `documents(keys)` reads the rows as the writer sees them. `keys_of(unit_code)` gives all of one
    unit's, for rebuilding; "" those that are everybody's. `resolve(actor, keys)` is the queryset of
    what she may see of them, through visible_to; counts are taken from it too. `hit(row)` shows
    one. `is_open`: everybody's, so its documents name no unit.
    """

    name: str
    label: str
    permission: Permission
    documents: Callable[[Iterable[int]], Iterable[Document]]
    keys_of: Callable[[str], Iterable[int]]
    resolve: Callable[[Actor, Iterable[int]], Any]
    hit: Callable[[Any], Hit]
    order: int = 0
    is_open: bool = False


_kinds: dict[str, Kind] = {}


def register_kind(kind: Kind) -> None:
    """Call from `AppConfig.ready()`. A second kind of the same name replaces the first."""
    _kinds[kind.name] = kind


def kind_named(name: str) -> Kind:
    return _kinds[name]


def kinds() -> list[Kind]:
    return sorted(_kinds.values(), key=lambda kind: (kind.order, kind.name))


def kinds_for(actor: Actor) -> list[Kind]:
    """The kinds this person may look for, in order."""
    return [kind for kind in kinds() if actor.can(kind.permission)]
