"""What stands on the page of a case: each subject hands in its own section.

A section is a template of its own (templates/cases/sections/) with what its `build` answers under
the name `it`, so that subjects never meet in one template. `build` decides who sees it: None where
there is nothing to show this person. The number of its queries does not depend on the rows.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Place = Literal["top", "main", "side"]
Build = Callable[[Any, Any], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Section:
    """`place`: top is above everything (danger), main the wide column, side the narrow one.
    Sections of one place stand by `order`."""

    name: str
    template: str
    build: Build
    place: Place = "main"
    order: int = 100


@dataclass(frozen=True, slots=True)
class Shown:
    """A section with what it shows this person."""

    name: str
    template: str
    it: Mapping[str, Any]


_sections: dict[str, Section] = {}


def register_section(section: Section) -> None:
    """Call from `CasesConfig.ready()`."""
    _sections[section.name] = section


def shown_on(case: Any, actor: Any) -> dict[str, list[Shown]]:
    """{place: its sections in order}; each place is there, with nothing in it perhaps."""
    made: dict[str, list[Shown]] = {"top": [], "main": [], "side": []}
    for section, it in _built(case, actor):
        made[section.place].append(Shown(section.name, section.template, it))
    return made


def _built(case: Any, actor: Any) -> Iterator[tuple[Section, Mapping[str, Any]]]:
    for section in sorted(_sections.values(), key=lambda section: section.order):
        it = section.build(case, actor)
        if it is not None:
            yield section, it


# ── Closing ─────────────────────────────────────────────────────────────────────────────────────
Closing = Callable[[Any], str | None]
_closings: list[Closing] = []


def register_closing(refusal: Closing) -> None:
    """`refusal(case)`: why the case may not be closed yet, None when it may."""
    if refusal not in _closings:
        _closings.append(refusal)


def closing_refusal(case: Any) -> str | None:
    """The first reason against closing that any subject has (red and mediated; a referral out)."""
    return next((words for asked in _closings if (words := asked(case))), None)


# ── The one next step ───────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Next:
    """The one next step of a case: a sentence, a verb for the button and where it leads."""

    words: str
    verb: str
    url: str
    tone: str = "brand"


Offer = Callable[[Any, Any], Next | None]
_offers: list[tuple[int, Offer]] = []


def register_next(offer: Offer, *, order: int) -> None:
    """`offer(case, actor)` answers a Next where the subject's own step is due, else None. The first
    by `order` stands on the page alone: danger 0, screening 10, referral 20, the way itself 50."""
    _offers[:] = sorted([*_offers, (order, offer)], key=lambda pair: pair[0])


def next_of(case: Any, actor: Any) -> Next | None:
    return next((found for _, offer in _offers if (found := offer(case, actor))), None)
