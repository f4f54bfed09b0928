"""What packages above hand down: their reference data, and what to do when a unit ends."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

Loader = Callable[[], dict[str, int]]
Successor = Callable[..., int]

Link = Callable[[Any, Any], tuple[str, str] | None]

Follower = Callable[[Any], None]

_links: list[Link] = []
_followers: list[Follower] = []
_loaders: dict[str, Loader] = {}
_successions: dict[str, Successor] = {}


def register_reference(name: str, loader: Loader) -> None:
    """`loader()` adds the reference rows that are missing and answers {what: how many}."""
    _loaders[name] = loader


def load_all() -> dict[str, int]:
    loaded: dict[str, int] = {}
    for loader in _loaders.values():
        loaded |= loader()
    return loaded


def register_succession(name: str, moves: Successor) -> None:
    """`moves(old=Unit, new=Unit, actor=…, at=…)` moves the open work and answers how much."""
    _successions[name] = moves


def hand_over_work(*, old: Any, new: Any, actor: Any, at: datetime) -> dict[str, int]:
    return {
        name: moves(old=old, new=new, actor=actor, at=at) for name, moves in _successions.items()
    }


def register_link(link: Link) -> None:
    """`link(actor, unit)` answers (label, address) of a page about this unit, or None."""
    _links.append(link)


def links_for(actor: Any, unit: Any) -> list[tuple[str, str]]:
    """What stands at the end of a unit's row, for this person."""
    return [found for link in _links if (found := link(actor, unit))]


def register_follower(follower: Follower) -> None:
    """`follower(unit)` is told when a unit was made or renamed, in the same transaction."""
    _followers.append(follower)


def tell_followers(unit: Any) -> None:
    for follower in _followers:
        follower(unit)
