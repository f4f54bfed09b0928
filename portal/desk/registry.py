"""What packages above put on the desk: cards, to-dos and the buttons at its head."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from portal.access import Actor, Permission
from portal.ui.choices import Tone


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
class Source:
    """Where to-dos come from: `rows(actor, limit)` by due date, `count(actor)` of all of them."""

    rows: Callable[[Actor, int], list[Todo]]
    count: Callable[[Actor], int]
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
    count: Callable[[Actor], int],
    permission: Permission,
) -> None:
    """One source of to-dos, asked with one query for the rows and one for their number."""
    _sources[f"{rows.__module__}.{rows.__qualname__}"] = Source(rows, count, permission)


def register_action(action: Action) -> None:
    _actions[action.url_name] = action


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
    return sum(source.count(actor) for source in sources_for(actor))
