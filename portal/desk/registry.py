"""What packages above put on the desk: cards, to-dos and the buttons at its head."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from portal import clock
from portal.access import Actor, Permission
from portal.access.querysets import Count
from portal.ui.choices import Tone

PEOPLE = 500  # whose question is remembered, in each process


@dataclass(frozen=True, slots=True)
class Card:
    """One big number: what it is above, what it means below."""

    label: str
    value: str
    note: str = ""
    tone: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Todo:
    """One line of 待办. `next_act` is the verb of the one next act (wording 15), `url` its page.

    `title` carries no name in full; `due` may be None; `due_label` and `tone` replace natural days
    where working days are counted; `alert` is a red word beside the title (红), if any.
    """

    number: str
    title: str
    state: str
    url: str
    next_act: str
    due: date | None = None
    due_label: str = ""
    tone: Tone | str = ""
    alert: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far something is that takes weeks: `lines` are (words, value, tone)."""

    title: str
    url: str
    done: int
    total: int
    note: str
    lines: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """One line of the year calendar. `kind`: key (everybody's), due (hers), span (a campaign)."""

    on: date
    label: str
    url: str = ""
    kind: str = "key"
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where to-dos come from: `rows(actor, limit)` by due date; `waiting(actor)` are the querysets
    whose rows they are, all of them, made of nothing but the person and the day."""

    rows: Callable[[Actor, int], list[Todo]]
    waiting: Callable[[Actor], Sequence[Any]]
    permission: Permission


@dataclass(frozen=True, slots=True)
class Action:
    """A button at the head of the desk: a page to open, or (`acts`) one act, done at once."""

    label: str
    url_name: str
    permission: Permission
    order: int = 100
    is_main: bool = False
    acts: bool = False


@dataclass(frozen=True, slots=True)
class _Slot:
    build: Callable[[Actor], Card | None]
    permission: Permission
    order: int


Days = Callable[[Actor, date, date], Iterable[Day]]

_progress: dict[str, tuple[Callable[[Actor], list[Progress]], Permission]] = {}
_days: dict[str, tuple[Days, Permission]] = {}
_cards: dict[str, _Slot] = {}
_sources: dict[str, Source] = {}
_actions: dict[str, Action] = {}


def register_card(
    build: Callable[[Actor], Card | None], *, permission: Permission, order: int = 100
) -> None:
    """`build(actor)` gives the card, or None when it has nothing to say to this person."""
    _cards[f"{build.__module__}.{build.__qualname__}"] = _Slot(build, permission, order)


def register_todos(
    rows: Callable[[Actor, int], list[Todo]],
    *,
    waiting: Callable[[Actor], Sequence[Any]],
    permission: Permission,
) -> None:
    """One source of to-dos. Their number stands on every page: all sources are counted at once."""
    _sources[f"{rows.__module__}.{rows.__qualname__}"] = Source(rows, waiting, permission)
    _question.cache_clear()


def register_action(action: Action) -> None:
    _actions[action.url_name] = action


def register_progress(build: Callable[[Actor], list[Progress]], *, permission: Permission) -> None:
    """`build(actor)`: what is going on, with one query."""
    _progress[f"{build.__module__}.{build.__qualname__}"] = build, permission


def register_days(build: Days, *, permission: Permission) -> None:
    """`build(actor, first, last)`: days between the two that this person should know."""
    _days[f"{build.__module__}.{build.__qualname__}"] = build, permission


def progress_for(actor: Actor) -> list[Progress]:
    chosen = [build for build, permission in _progress.values() if actor.can(permission)]
    return [one for build in chosen for one in build(actor)]


def days_for(actor: Actor, first: date, last: date) -> list[Day]:
    chosen = [build for build, permission in _days.values() if actor.can(permission)]
    found = [day for build in chosen for day in build(actor, first, last)]
    return sorted(found, key=lambda day: (day.on, day.kind, day.label))


def cards_for(actor: Actor) -> list[Card]:
    slots = sorted(_cards.values(), key=lambda slot: slot.order)
    built = [slot.build(actor) for slot in slots if actor.can(slot.permission)]
    return [card for card in built if card]


def sources_for(actor: Actor) -> list[Source]:
    return [source for source in _sources.values() if actor.can(source.permission)]


def actions_for(actor: Actor) -> list[Action]:
    chosen = [action for action in _actions.values() if actor.can(action.permission)]
    return sorted(chosen, key=lambda action: (action.order, action.label))


def todos_for(actor: Actor, limit: int) -> list[Todo]:
    """The next `limit` things to do over all sources: by day, those without one last."""
    rows = [todo for source in sources_for(actor) for todo in source.rows(actor, limit)]
    rows.sort(key=lambda todo: (todo.due is None, todo.due or date.max))
    return rows[:limit]


def todo_count(actor: Actor) -> int:
    """Of all sources, in one question."""
    return sum(_question(actor, clock.today()).ask())


@lru_cache(maxsize=PEOPLE)
def _question(actor: Actor, day: date) -> Count:
    """It stands on every page, and writing it takes longer than asking it: once per person, rights
    and day."""
    return Count.of(rows for source in sources_for(actor) for rows in source.waiting(actor))
