"""What the desk shows, put together once for the page."""

from dataclasses import dataclass
from datetime import date

from portal.access import Actor
from portal.desk import registry
from portal.desk.models import Notice
from portal.ui import menu
from portal.ui.words import WEEKDAYS, day_long
from portal.units.models import Unit

TODOS = 12
NOTICES = 6


@dataclass(frozen=True, slots=True)
class Way:
    """A page this person may open, offered where there is no work list."""

    label: str
    url_name: str
    icon: str


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything on the first page of one person."""

    day: str
    has_work: bool
    cards: list[registry.Card]
    actions: list[registry.Action]
    todos: list[registry.Todo]
    total: int
    notices: list[Notice]
    ways: list[Way]


def desk_of(actor: Actor, today: date) -> Desk:
    """The desk of one person: with a work list, or with the pages she may open instead."""
    sources = registry.sources_for(actor)
    todos = registry.todos_for(actor, TODOS)
    total = registry.todo_count(actor) if len(todos) == TODOS else len(todos)
    mine = [work_card(todos, total, today)] if sources else []
    return Desk(
        day=day_and_weekday(today),
        has_work=bool(sources),
        cards=mine + registry.cards_for(actor),
        actions=registry.actions_for(actor),
        todos=todos,
        total=total,
        notices=list(Notice.objects.visible_to(actor).order_by("-at", "-id")[:NOTICES]),
        ways=[] if sources else ways_of(actor),
    )


def work_card(todos: list[registry.Todo], total: int, today: date) -> registry.Card:
    """The first card: how much there is to do, and how much of it today."""
    late = sum(1 for todo in todos if todo.due and todo.due < today)
    due = sum(1 for todo in todos if todo.due == today)
    notes = [f"{late}件已过期限"] if late else []
    notes += [f"{due}件今天到期"] if due else []
    note = "，".join(notes) or "今天没有到期的"
    return registry.Card("我的待办", f"{total:,}", note, tone="late" if late else "")


def ways_of(actor: Actor) -> list[Way]:
    """What the menus let her open; neither this page nor leaving the house."""
    items = [*menu.items_for(actor), *menu.items_for(actor, "account")]
    return [
        Way(item.label, item.url_name, item.icon)
        for item in items
        if item.method == "get" and item.url_name != "desk:desk"
    ]


def day_and_weekday(day: date) -> str:
    """2026年11月22日 星期日"""
    return f"{day_long(day)} 星期{WEEKDAYS[day.weekday()]}"


def unit_names(codes: set[str]) -> dict[str, str]:
    """{code: short name}, for pages of packages that stand below the units."""
    return dict(Unit.objects.filter(code__in=codes).values_list("code", "short_name"))
