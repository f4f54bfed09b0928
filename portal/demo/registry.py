"""What each app seeds, in order. Seeding goes through actions, never around them."""

from collections.abc import Callable
from typing import Any

Seed = Callable[..., int]

_seeds: dict[str, Seed] = {}
_last: dict[str, Seed] = {}


def register(name: str, seed: Seed, *, comes_last: bool = False) -> None:
    """`seed(actors={unit code: Actor}, progress=…)` makes the app's demo data, says how much.

    `comes_last`: what takes longest, so that every other app is there before.
    """
    (_last if comes_last else _seeds)[name] = seed


def seeds() -> dict[str, Seed]:
    return _seeds | _last


Progress = Callable[[str, int, int], Any]
