"""Figures of points: read, shown, kept within bounds."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

ZERO = Decimal(0)
FAR = Decimal(1_000_000)


def number(value: Any) -> Decimal | None:
    """A plain figure as Decimal; None for anything else (a bool is no figure)."""
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        return None
    try:
        figure = Decimal(value)
    except InvalidOperation:
        return None
    return figure if figure.is_finite() and abs(figure) <= FAR else None


def plain(figure: Decimal) -> str:
    """8 and 8.5, as they are shown and kept."""
    text = f"{figure:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def between(low: Decimal, value: Decimal, high: Decimal) -> Decimal:
    return max(low, min(value, high))


NOTHING = "—"
FEW = 5


def share(part: int, whole: int) -> str:
    return f"{part / whole * 100:.1f}%" if whole else NOTHING


def veiled(counts: Sequence[int]) -> list[bool]:
    """Which numbers of a column stay hidden in what anybody may read: every one from 1 to 4, and,
    where that is a single one, the next smallest as well, or the sum would give it away."""
    hidden = [0 < count < FEW for count in counts]
    if sum(hidden) == 1:
        others = [place for place, count in enumerate(counts) if count and not hidden[place]]
        if others:
            hidden[min(others, key=lambda place: counts[place])] = True
    return hidden
