"""How a deadline is told on a page, in a to-do and by the command."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from portal.deadlines import rules
from portal.deadlines.choices import ClockStatus, Counting, DayKind
from portal.deadlines.models import Holiday, HolidayNotice
from portal.ui.choices import Tone
from portal.ui.words import WEEKDAYS, day_long

SOON = 3  # days


@dataclass(frozen=True, slots=True)
class Told:
    """A deadline in words. `label` and `tone` for a badge, `due` the strict day."""

    title: str
    headline: str
    why: str
    label: str
    tone: Tone
    due: date
    found: rules.Explanation | None = None
    lines: tuple[str, ...] = ()


def told(
    at: datetime,
    length: int,
    counting: Counting,
    calendar: rules.Calendar,
    *,
    event: str,
    duty: str,
    source: str = "",
    title: str = "",
) -> Told:
    """A day worked out without a record: the page 期限计算 and the command."""
    if counting == Counting.HOURS:
        found = rules.count_hours(timezone.localtime(at), length)
    else:
        found = rules.count_days(timezone.localtime(at).date(), length, counting, calendar)
    return Told(
        title=title,
        headline=rules.headline(found, duty),
        why=rules.sentence(found, event=event, duty=duty, source=source),
        label="",
        tone=Tone.NEUTRAL,
        due=found.strict,
        found=found,
    )


def clock_lines(deadlines: list[Any], calendar: rules.Calendar, at: datetime) -> list[Told]:
    """The deadlines of one record for its page; `pauses` and `extensions` prefetched."""
    return [clock_line(one, calendar, at) for one in deadlines]


def clock_line(deadline: Any, calendar: rules.Calendar, at: datetime) -> Told:
    found = deadline.explanation(calendar)
    duty, rule = deadline.rule.duty, deadline.rule
    ended = f"{deadline.state.label}：{deadline.ended_how}{overrun(deadline)}。"
    head = rules.headline(found, duty) if deadline.is_open else ended
    label, tone = badge(deadline, at)
    return Told(
        title=rule.name,
        headline=head,
        why=rules.sentence(found, event=deadline.event, duty=duty, source=rule.source),
        label=label,
        tone=tone,
        due=found.strict,
        lines=tuple(changes(deadline)),
    )


def overrun(deadline: Any) -> str:
    """How late it was met; empty where it was in time, or was never to be met."""
    if deadline.status != ClockStatus.MET or deadline.ended_at is None:
        return ""
    days = (timezone.localdate(deadline.ended_at) - deadline.strict_on).days
    if days > 0:
        return f"，超期{days}天"
    return "，已过时限" if deadline.due_at and deadline.ended_at > deadline.due_at else ""


def badge(deadline: Any, at: datetime) -> tuple[str, Tone]:
    """(3月7日前, its colour): the strict day; amber from three days before the advised one."""
    if deadline.status != ClockStatus.RUNNING:
        return deadline.state.label, deadline.state.tone
    today = timezone.localdate(at)
    day = rules.plain_day(deadline.strict_on, today)
    if deadline.due_at:
        local = timezone.localtime(deadline.due_at)
        day += f"{local:%H:%M}"
    if deadline.is_late(at):
        return f"{day}已过", Tone.LATE
    near = (deadline.advised_on - today).days <= SOON
    return f"{day}前", Tone.SOON if near else Tone.NEUTRAL


def changes(deadline: Any) -> list[str]:
    """Pauses and the extension, in words."""
    made = []
    for one in deadline.pauses.all():
        first = day_long(timezone.localdate(one.started_at))
        until = f"至{day_long(timezone.localdate(one.ended_at))}" if one.ended_at else "起"
        made.append(f"{first}{until}中止：{one.reason}")
    for one in deadline.extensions.all():
        unit = Counting(deadline.rule.counting).unit
        told_words = "已告知当事人" if one.told_at else "请告知当事人"
        made.append(f"延长{one.length}{unit}：{one.reason}（{told_words}）")
    return made


@dataclass(frozen=True, slots=True)
class YearLine:
    name: str
    off: str
    on: str


def year_lines(year: int) -> tuple[HolidayNotice | None, list[YearLine]]:
    """The notice of a year and its holidays, one line each; None for a year without one."""
    notice = HolidayNotice.objects.filter(year=year).first()
    if notice is None:
        return None, []
    by_name: dict[str, tuple[list[date], list[date]]] = {}
    for row in Holiday.objects.filter(notice=notice).order_by("date"):
        place = 0 if row.kind == DayKind.HOLIDAY else 1
        by_name.setdefault(row.name, ([], []))[place].append(row.date)
    return notice, [
        YearLine(name, spans(off), "、".join(short(day) for day in on) or "—")
        for name, (off, on) in by_name.items()
    ]


def spans(days: list[date]) -> str:
    """1月1日（四）—3日（六）, in runs."""
    runs: list[list[date]] = []
    for day in days:
        if runs and (day - runs[-1][-1]).days == 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    words = [
        short(run[0]) + (f"至{short(run[-1])}" if len(run) > 1 else "") + f"，{len(run)}天"
        for run in runs
    ]
    return "；".join(words) or "—"


def short(day: date) -> str:
    return f"{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"


def day_note(day: date, calendar: rules.Calendar) -> str:
    """Whether something may be asked for on this day, and if not when (users.md c26)."""
    refusal = rules.owed_day_refusal(day, calendar)
    if refusal is None:
        return ""
    other = rules.next_owed_day(day, calendar)
    chosen = f"可选{other.month}月{other.day}日（星期{WEEKDAYS[other.weekday()]}）。"
    return f"如果定为报送日：{refusal.removesuffix('。')}，{chosen}"
