"""Holidays of 2004 to the last year chinesecalendar knows, the rules of counting, the calendar."""

from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.db.models import Max

from portal.deadlines import rules
from portal.deadlines.choices import DayKind
from portal.deadlines.models import ClockRule, Holiday, HolidayNotice
from portal.units.reference import day, rows

DATA = Path(__file__).parent / "data"
NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}
ONE_DAY = timedelta(days=1)


def calendar_from(year: int) -> rules.Calendar:
    """The days of `year` and all later ones, with one query."""
    off: dict[date, str] = {}
    on: dict[date, str] = {}
    known: set[int] = set()
    found = Holiday.objects.filter(notice__year__gte=year).values_list(
        "date", "kind", "name", "notice__year", "notice__is_provisional"
    )
    for when, kind, name, of_year, is_provisional in found:
        (off if kind == DayKind.HOLIDAY else on)[when] = name
        if not is_provisional:
            known.add(of_year)
    return rules.Calendar(off, on, frozenset(known))


def load_holidays() -> int:
    """Notices of years that have none yet, written in the words an administrator would use."""
    there = set(HolidayNotice.objects.values_list("year", flat=True))
    made = 0
    source = f"据 chinesecalendar {version('chinesecalendar')}"
    for year, text in sorted(seeds().items()):
        if year in there:
            continue
        notice = HolidayNotice.objects.create(year=year, document=source, arrangement=text)
        write_days(notice)
        made += 1
    return made


def write_days(notice: HolidayNotice) -> None:
    """The days of a notice, in place of those it had. Raises ValueError in Chinese."""
    found = rules.parse_arrangement(notice.year, notice.arrangement)
    notice.days.all().delete()
    taken = (
        Holiday.objects.filter(date__in=[one.date for one in found])
        .select_related("notice")
        .first()
    )
    if taken:
        raise ValueError(f"{taken.date:%Y年%m月%d日}已写在{taken.notice}的安排里。")
    Holiday.objects.bulk_create(
        [Holiday(date=one.date, kind=one.kind, name=one.name, notice=notice) for one in found]
    )


def seeds() -> dict[int, str]:
    """{year: 春节：2月15日至23日放假，2月14日、2月28日上班} from the library's own tables."""
    from chinese_calendar import constants  # noqa: PLC0415 - a second to import; loading alone asks

    lines: dict[tuple[int, str], tuple[list[date], list[date]]] = {}
    for place, days in enumerate((constants.holidays, constants.workdays)):
        for when, name in sorted(days.items()):
            # 31 December belongs to the New Year's notice of the year after.
            year = when.year + (when.month == 12 and name == "New Year's Day")
            lines.setdefault((year, name), ([], []))[place].append(when)
    texts: dict[int, list[str]] = {}
    for (year, name), (off, on) in sorted(lines.items(), key=first_day):
        parts = [spans(off, year) + "放假"] if off else []
        parts += ["、".join(words(one, year) for one in on) + "上班"] if on else []
        texts.setdefault(year, []).append(f"{NAMES[name]}：{'，'.join(parts)}")
    return {year: "\n".join(found) for year, found in texts.items()}


def first_day(line: tuple[Any, tuple[list[date], list[date]]]) -> date:
    off, on = line[1]
    return min(off + on)


def spans(days: list[date], year: int) -> str:
    runs: list[list[date]] = []
    for one in days:
        if runs and one - runs[-1][-1] == ONE_DAY:
            runs[-1].append(one)
        else:
            runs.append([one])
    return "、".join(words(run[0], year) + until(run[0], run[-1]) for run in runs)


def until(first: date, last: date) -> str:
    """至23日, 至2月3日, 至2023年1月2日; nothing for a single day."""
    if first == last:
        return ""
    same = (first.year, first.month) == (last.year, last.month)
    return f"至{last.day}日" if same else f"至{words(last, first.year)}"


def words(when: date, year: int) -> str:
    of_year = "" if when.year == year else f"{when.year}年"
    return f"{of_year}{when.month}月{when.day}日"


def load_rules() -> int:
    known = set(ClockRule.objects.values_list("code", flat=True))
    made = [
        ClockRule(position=position, **rule_fields(row))
        for position, row in enumerate(rows(DATA / "clock_rules.csv"))
        if row["code"] not in known
    ]
    ClockRule.objects.bulk_create(made)
    return len(made)


def rule_fields(row: dict[str, str]) -> dict[str, Any]:
    plain = ("code", "name", "event", "duty", "counting", "basis", "article", "note")
    return {name: row[name] for name in plain} | {
        "length": int(row["length"]) if row["length"] else None,
        "most_extension": int(row["most_extension"] or 0),
        "is_written": row["is_written"] == "true",
        "may_pause": row["may_pause"] == "true",
        "is_local": row["is_local"] == "true",
        "valid_from": day(row["valid_from"]),
    }


def last_version(code: str) -> int:
    return ClockRule.objects.filter(code=code).aggregate(last=Max("version"))["last"] or 0


def load() -> dict[str, int]:
    return {"放假安排": load_holidays(), "期限规则": load_rules()}
