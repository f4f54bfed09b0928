"""What each app seeds, in order. Seeding goes through actions, never around them."""

from collections.abc import Callable
from typing import Any

Seed = Callable[..., int]

_seeds: dict[str, Seed] = {}


def register(name: str, seed: Seed) -> None:
    """`seed(actors={unit code: Actor}, progress=…)` makes the app's demo data, says how much."""
    _seeds[name] = seed


def seeds() -> dict[str, Seed]:
    return dict(_seeds)


Progress = Callable[[str, int, int], Any]
