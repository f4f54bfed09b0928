"""看板: units × owed things (users.md d6). Words and days, no ranking, no percentage of a unit."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse

from campaigns.choices import CampaignStatus, DutyStatus, Group
from campaigns.models import Campaign, Duty, Participation
from campaigns.registry import label_of, place_of
from portal.access import Actor, Permission
from portal.accounts.models import Posting
from portal.ui.choices import Tone

SHOWN = {
    "owed": "应报",
    "in": "已报",
    "on_time": "按时",
    "late": "逾期",
    "missing": "未报齐",
    "unsigned": "未签收",
    "waiting": "待审",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One owed thing of one unit; `key` is the duty's, None where the unit does not owe it."""

    key: int | None
    words: str
    tone: str
    url: str = ""
    is_waiting: bool = False


@dataclass(slots=True)
class Row:
    """One unit: its signature, its cells, whom to ring."""

    participation: Participation
    cells: list[Cell]
    duties: list[Duty]
    liaison: str = ""
    phone: str = ""

    @property
    def owed(self) -> list[Duty]:
        return [duty for duty in self.duties if not duty.is_voluntary]

    def is_in(self) -> bool:
        return bool(self.owed) and all(duty.received_on for duty in self.owed)

    def is_on_time(self) -> bool:
        return self.is_in() and all(duty.is_on_time for duty in self.owed)

    def is_late(self, today: date) -> bool:
        return any(is_late(duty, today) for duty in self.owed)

    def waits(self) -> bool:
        return any(duty.status == DutyStatus.SUBMITTED for duty in self.duties)

    def is_due(self, today: date) -> bool:
        """Something is not in and today is its last day, or past it."""
        return any(not duty.received_on and duty.last_day <= today for duty in self.owed)

    def matches(self, what: str, today: date) -> bool:
        """Whether the row belongs under one of SHOWN."""
        return {
            "owed": bool(self.owed),
            "in": self.is_in(),
            "on_time": self.is_on_time(),
            "late": self.is_late(today),
            "missing": bool(self.owed) and not self.is_in(),
            "unsigned": not self.participation.is_signed,
            "waiting": self.waits(),
        }[what]


@dataclass(slots=True)
class Section:
    """A heading of the board with its rows, in the order of what waits."""

    label: str
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    label: str
    count: int


def is_late(duty: Duty, today: date) -> bool:
    if duty.is_voluntary:
        return False
    if duty.received_on:
        return not duty.is_on_time
    return duty.last_day < today


def cell_of(duty: Duty, today: date) -> Cell:
    """The state in a word and the day: 已报 3月10日, 未报 逾期2天, 延至3月13日, 代报·通过."""
    words, tone = duty.state.label, duty.state.tone
    if duty.status == DutyStatus.SUBMITTED:
        words = "待审"
    if duty.received_on and duty.status in {DutyStatus.SUBMITTED, DutyStatus.ACCEPTED}:
        words += f" {duty.received_on.month}月{duty.received_on.day}日"
    if duty.is_on_behalf and duty.received_on:
        words = f"代报·{words}"
    if not duty.received_on and duty.is_voluntary and duty.status == DutyStatus.WAITING:
        words = "—"
    elif not duty.received_on and duty.exception_until and not is_late(duty, today):
        words = f"延至{duty.last_day.month}月{duty.last_day.day}日"
    elif not duty.received_on and not duty.is_voluntary and duty.last_day <= today:
        days = (today - duty.last_day).days
        words, tone = (
            f"{words} " + (f"逾期{days}天" if days else "今天到期"),
            (Tone.LATE if days else Tone.SOON),
        )
    elif is_late(duty, today) and duty.status in {DutyStatus.SUBMITTED, DutyStatus.ACCEPTED}:
        words += " 逾期"
    url = reverse("campaigns:review", args=[duty.pk])
    return Cell(duty.pk, words, tone, url, duty.status == DutyStatus.SUBMITTED)


def liaisons(codes: list[str]) -> dict[str, tuple[str, str]]:
    """{unit: (name, phone)} of who reports there now, the longest in post first."""
    found: dict[str, tuple[str, str]] = {}
    postings = Posting.objects.present().active().filter(unit__code__in=codes)
    for posting in postings.select_related("account", "unit").order_by("valid_from", "pk"):
        if posting.may(Permission.CAMPAIGN_REPORT):
            phone = posting.account.phone or posting.unit.phone
            found.setdefault(posting.unit.code, (posting.account.name, phone))
    return found


def rows_of(campaign: Campaign, actor: Actor, today: date) -> tuple[list[str], list[Row]]:
    """(kinds of the columns, rows): three queries whatever the number of units."""
    asked = Participation.objects.visible_to(actor).asked_by(actor.unit_code)
    participations = list(asked.filter(campaign=campaign).for_board())
    duties = Duty.objects.visible_to(actor).asked_by(actor.unit_code)
    by_unit: dict[int, dict[str, Duty]] = {}
    for duty in duties.filter(participation__in=participations):
        by_unit.setdefault(duty.participation_id, {})[duty.kind] = duty
    kinds = sorted({name for owed in by_unit.values() for name in owed}, key=place_of)
    people = liaisons([one.unit_code for one in participations])
    rows = []
    for one in participations:
        owed = by_unit.get(one.pk, {})
        cells = [
            cell_of(owed[kind], today) if kind in owed else Cell(None, "", "") for kind in kinds
        ]
        name, phone = people.get(one.unit_code, ("", one.unit.phone))
        rows.append(Row(one, cells, list(owed.values()), name, phone))
    return kinds, rows


def sorted_rows(rows: list[Row], today: date) -> list[Row]:
    """待审 first, then who is due or late, then the usual order of the units."""
    return sorted(
        rows,
        key=lambda row: (not row.waits(), not row.is_due(today), row.participation.unit_code),
    )


def board_of(campaign: Campaign, actor: Actor, today: date, show: str) -> dict[str, Any]:
    """The context of the board; `show` is a name of SHOWN or empty."""
    kinds, rows = rows_of(campaign, actor, today)
    figures = [
        Figure(name, label, sum(row.matches(name, today) for row in rows))
        for name, label in SHOWN.items()
    ]
    chosen = [row for row in rows if not show or row.matches(show, today)]
    sections = {group.value: Section(group.label) for group in Group}
    for row in sorted_rows(chosen, today):
        sections[row.participation.group].rows.append(row)
    waiting = dict.fromkeys(kinds, 0)
    for row in rows:
        for duty in row.duties:
            waiting[duty.kind] += duty.status == DutyStatus.SUBMITTED
    return {
        "campaign": campaign,
        "columns": [(kind, label_of(kind), waiting[kind]) for kind in kinds],
        "sections": [section for section in sections.values() if section.rows],
        "figures": [figure for figure in figures if figure.count or figure.name in ("owed", "in")],
        "missing": next(f.count for f in figures if f.name == "missing"),
        "show": show,
        "shown_label": SHOWN.get(show, ""),
        "is_running": campaign.status == CampaignStatus.PUBLISHED,
    }


def waiting_in_order(campaign: Campaign, actor: Actor, today: date) -> list[int]:
    """Keys of the materials to review, in the order of the board: for J and K."""
    _, rows = rows_of(campaign, actor, today)
    ordered = sorted(
        sorted_rows(rows, today), key=lambda row: list(Group).index(Group(row.participation.group))
    )
    return [cell.key for row in ordered for cell in row.cells if cell.is_waiting and cell.key]
