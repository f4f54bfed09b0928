"""The kinds of thing a unit may owe. Each brings its own content; what happens to it is one.

A kind is registered in `apps.py: ready()`. Its content hangs on `Duty` by (duty_id, unit_code), and
is written by actions of its own, which first ask `rules.fill_refusal(duty, actor)` and afterwards
call `actions.touch_duty` (未报 becomes 草稿).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from portal.access import Actor


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that stands against submitting: its sentence, and the id on the page to jump to."""

    words: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A cell or paragraph of a version a remark may be bound to: (名, what people read)."""

    anchor: str
    label: str


def _nothing_missing(duty: Any) -> list[Missing]:
    return []


def _no_places(duty: Any, version: Any) -> list[Place]:
    return []


def _no_hints(duty: Any, version: Any, actor: Actor) -> list[str]:
    return []


def _no_context(duty: Any, version: Any, actor: Actor) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class DutyKind:
    """A kind of owed thing.

    - `complete(duty)`: everything that is missing, at once; empty when it may be submitted.
    - `freeze(duty)`: the content as JSON, kept in the DutyVersion; figures are counted from it.
    - `fill_url`: the URL name of the page where the unit writes it; takes the duty's key.
    - `review_template`: drawn in the review pane with `duty`, `version` and `review_context(…)`.
    - `places(duty, version)`: what a remark may be bound to, in the order of the page.
    - `hints(duty, version, actor)`: sentences 仅供核对; a duty with hints is not accepted in bulk.
    - `take_text(duty=, text=, actor=, at=)`: 代报 may bring it as plain text.
    - `take_file(duty=, content=, name=, actor=, at=)`: reads a file of one of the kinds `reads`
      into the content where that is still empty; gives a sentence on what was read.
    - `complete_beside(duty)`: what is missing even where the unit's own paper lies beside it.
    """

    name: str
    label: str
    order: int
    freeze: Callable[[Any], dict[str, Any]]
    fill_url: str
    review_template: str
    complete: Callable[[Any], list[Missing]] = _nothing_missing
    places: Callable[[Any, Any], list[Place]] = _no_places
    hints: Callable[[Any, Any, Actor], list[str]] = _no_hints
    review_context: Callable[[Any, Any, Actor], dict[str, Any]] = _no_context
    take_text: Callable[..., Any] | None = None
    take_file: Callable[..., str] | None = None
    reads: tuple[str, ...] = field(default=())
    complete_beside: Callable[[Any], list[Missing]] | None = None
    words: tuple[str, ...] = field(default=())  # in file names of 批量收件: 总结、小结


_kinds: dict[str, DutyKind] = {}
# What the ready loads ask for, in the order of the board; a kind brings its own label and place.
USUAL = {
    "plan": "活动方案",
    "indicator_report": "统计表",
    "summary": "总结",
    "excellent_case": "优秀案例（自愿）",
}


def register_duty_kind(kind: DutyKind) -> None:
    _kinds[kind.name] = kind


def duty_kind(name: str) -> DutyKind:
    """Raises KeyError for a kind no part of the house brings."""
    return _kinds[name]


def duty_kinds() -> list[DutyKind]:
    return sorted(_kinds.values(), key=lambda kind: (kind.order, kind.name))


def label_of(name: str) -> str:
    kind = _kinds.get(name)
    return kind.label if kind else USUAL.get(name, name)


def place_of(name: str) -> tuple[int, str]:
    """Sorts kinds as the board does: by their own order, before that by the usual one."""
    usual = list(USUAL)
    if name in usual:
        return usual.index(name), name
    return (_kinds[name].order if name in _kinds else 999), name
