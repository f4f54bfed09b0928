"""The year's holidays by sheet, one holiday a line; kept as the notice an administrator would type.

All lines of a file or none: half a year's holidays would count every clock wrongly.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from portal.access import Actor, Permission
from portal.deadlines import actions as deadlines
from portal.deadlines.choices import DayKind
from portal.deadlines.models import Holiday, HolidayNotice
from portal.deadlines.rules import FIRST_YEAR, LAST_YEAR, parse_arrangement
from portal.sheets.declaration import (
    Bad,
    Column,
    Kind,
    Progress,
    Row,
    Sheet,
    Value,
    Written,
)  # fmt: skip
from portal.ui import text

MOST_DAYS, MOST_NAMED = 20, 10
LINE = re.compile(r"^第[0-9]+行：")
COLUMNS = (
    Column(
        "year", "年份", Kind.INTEGER, required=True, width=10,
        help="通知是哪一年的；元旦从上年12月31日放起的，仍填新的一年。",
    ),
    Column("name", "节日", required=True, max_length=20),
    Column("first", "放假第一天", Kind.DATE, required=True),
    Column("last", "放假最后一天", Kind.DATE, help="只放一天的可以不填。"),
    Column(
        "make_up", "调休上班日", max_length=60, width=24,
        help="没有的不填；几天用顿号隔开，例如2月14日、2月28日。",
    ),
    Column("document", "文号或来源", max_length=80, width=30, help="填在这一年的任意一行即可。"),
)  # fmt: skip
Key = tuple[Value, ...]


def make_up_days(year: int, words: str | None) -> list[date]:
    """2月14日、2月28日. Raises ValueError."""
    parts = (words or "").replace("，", "、").replace(",", "、").replace("；", "、").split("、")
    return [text.parse_day(part, today=date(year, 1, 1)) for part in parts if part.strip()]


def day_words(day: date, year: int) -> str:
    return f"{'' if day.year == year else f'{day.year}年'}{day.month}月{day.day}日"


def line_of(key: Key) -> str:
    """春节：2月15日至2月23日放假，2月14日、2月28日上班. Raises ValueError."""
    year, name, first, last, make_up = key
    until = f"至{day_words(last, year)}" if last and last != first else ""
    words = f"{name}：{day_words(first, year)}{until}放假"
    worked = "、".join(day_words(day, year) for day in make_up_days(year, make_up))
    return f"{words}，{worked}上班" if worked else words


def existing(actor: Actor, keys: set[Key]) -> set[Key]:
    """Lines whose days stand in the calendar as they are: the others are written over."""
    years = {key[0] for key in keys}
    found: dict[tuple[int, str], set[tuple[date, str]]] = defaultdict(set)
    days = Holiday.objects.filter(notice__year__in=years)
    for year, name, day, kind in days.values_list("notice__year", "name", "date", "kind"):
        found[year, name].add((day, kind))
    return {key for key in keys if _days_of(key) == found.get((key[0], key[1]))}


def _days_of(key: Key) -> set[tuple[date, str]]:
    year, _, first, last, make_up = key
    count = ((last or first) - first).days + 1
    off = {(first + timedelta(days=place), str(DayKind.HOLIDAY)) for place in range(count)}
    return off | {(day, str(DayKind.MAKE_UP)) for day in make_up_days(year, make_up)}


def check(actor: Actor, rows: list[Row], today: date) -> Iterator[Bad]:
    years: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        bad = list(wrong_cells(row))
        yield from bad
        if not bad and row["year"] and row["name"] and row["first"]:
            years[row["year"]].append(row)
    for year, of_year in years.items():
        lines = [line_of(HOLIDAYS.key_of(row)) for row in of_year]
        try:
            parse_arrangement(year, "\n".join(lines))
        except ValueError as error:
            words = LINE.sub("", str(error))  # of the lines put together here, not of the file
            yield Bad(of_year[0].number, "", f"安排有误：{words}")


def wrong_cells(row: Row) -> Iterator[Bad]:
    year, first, last = row["year"], row["first"], row["last"]
    if year and not FIRST_YEAR <= year <= LAST_YEAR:
        yield Bad(row.number, "year", f"年份要填{FIRST_YEAR}到{LAST_YEAR}之间的年份。")
        return
    if first and last and not 0 <= (last - first).days < MOST_DAYS:
        yield Bad(row.number, "last", "放假最后一天要在第一天之后，请核对。")
    if year and first and first.year not in {year, year - 1}:
        yield Bad(row.number, "first", f"这一天不在{year}年的安排里，请核对年份。")
    if year:
        try:
            make_up_days(year, row["make_up"])
        except ValueError:
            words = "调休上班日要填日期，几天用顿号隔开，例如2月14日、2月28日。"
            yield Bad(row.number, "make_up", words)


def write(*, rows: list[Row], actor: Actor, at: datetime, progress: Progress) -> Written:
    """Through the notice of each year; every open deadline is counted again."""
    by_year: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_year[row["year"]].append(row)
    moved = []
    for done, (year, of_year) in enumerate(sorted(by_year.items()), start=1):
        notice = HolidayNotice.objects.filter(year=year).first() or HolidayNotice(year=year)
        notice.arrangement = merged(notice.arrangement, of_year)
        documents = [row["document"] for row in of_year if row["document"]]
        notice.document = documents[0] if documents else notice.document or "按表导入"
        notice.is_provisional = False
        moved += deadlines.enter_notice(notice=notice, actor=actor, at=at)
        progress(done, len(by_year), "正在重算期限")
    return Written(len(rows), words=moved_words([str(one) for one in moved]))


def merged(arrangement: str, rows: list[Row]) -> str:
    """The lines of the notice, those of the same holiday replaced."""
    new = {row["name"]: line_of(HOLIDAYS.key_of(row)) for row in rows}
    kept = [
        line for line in arrangement.splitlines()
        if line.replace(":", "：").partition("：")[0].strip() not in new
    ]  # fmt: skip
    return "\n".join([*kept, *new.values()])


def moved_words(moved: list[str]) -> str:
    if not moved:
        return "未完成的期限已全部重算，没有变动。"
    more = f"等{len(moved)}项" if len(moved) > MOST_NAMED else ""
    named = "；".join(moved[:MOST_NAMED])
    return f"未完成的期限已全部重算，有{len(moved)}项变动：{named}{more}。"


HOLIDAYS = Sheet(
    name="holidays",
    title="放假安排",
    permission=Permission.REFERENCE_EDIT,
    columns=COLUMNS,
    key=("year", "name", "first", "last", "make_up"),
    existing=existing,
    check=check,
    write=write,
    note=(
        "照国务院办公厅每年的通知，每行一个节日；带*的列必填。"
        "导入后未完成的期限全部重算，有变动的通知经办人。"
    ),
    is_whole=True,
    most=400,
)
