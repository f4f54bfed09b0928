"""What the desk shows, put together once for the page."""

from calendar import Calendar as Weeks
from dataclasses import dataclass
from datetime import date, timedelta

from portal.access import Actor
from portal.deadlines.reference import calendar_from
from portal.desk import registry
from portal.desk.models import Notice
from portal.ui import menu
from portal.ui.words import WEEKDAYS, day_long
from portal.units.models import Unit

TODOS = 12
NOTICES = 6
NEAR = timedelta(days=45)
NEAR_LINES = 6


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
    progress: list[registry.Progress]
    near: list[registry.Day]


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
        progress=registry.progress_for(actor),
        near=registry.days_for(actor, today, today + NEAR)[:NEAR_LINES],
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


# ── The year ────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the grid: `mark` is 休 or 班 where the notice of the year says so."""

    day: int
    is_rest: bool
    mark: str
    is_today: bool
    has_lines: bool


@dataclass(frozen=True, slots=True)
class Month:
    number: int
    weeks: list[list[Cell | None]]
    lines: list[registry.Day]


def year_of(actor: Actor, year: int, today: date) -> list[Month]:
    """Twelve months: rest days and make-up days, key dates, campaigns, her own last days."""
    calendar = calendar_from(year)
    days = registry.days_for(actor, date(year, 1, 1), date(year, 12, 31))
    marked = {day.on for day in days}
    months = []
    for number in range(1, 13):
        weeks = [
            [
                Cell(
                    day.day,
                    not calendar.is_working(day),
                    "休" if day in calendar.off else "班" if day in calendar.on else "",
                    day == today,
                    day in marked,
                )
                if day.month == number
                else None
                for day in week
            ]
            for week in Weeks().monthdatescalendar(year, number)
        ]
        months.append(Month(number, weeks, [day for day in days if day.on.month == number]))
    return months


def day_and_weekday(day: date) -> str:
    """2026年11月22日 星期日"""
    return f"{day_long(day)} 星期{WEEKDAYS[day.weekday()]}"


def unit_names(codes: set[str]) -> dict[str, str]:
    """{code: short name}, for pages of packages that stand below the units."""
    return dict(Unit.objects.filter(code__in=codes).values_list("code", "short_name"))
