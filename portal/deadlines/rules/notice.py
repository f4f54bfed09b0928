"""Read a year's notice on holidays, in the words in which the State Council writes it.

春节：2月15日（农历腊月二十八、周日）至23日（周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from portal.deadlines.choices import DayKind

NUMBERED = re.compile(r"^[（(]?[一二三四五六七八九十0-9]+[）)]?[、.．]")
# 农历腊月二十八 and the like stand before the weekday inside the brackets.
DATE = (
    r"(?:([0-9]{4})年)?(?:([0-9]{1,2})月)?([0-9]{1,2})日"
    r"(?:[（(][^（()）]*?(?:周|星期)([一二三四五六日天])[^（()）]*[）)])?"
)
SPAN = re.compile(f"{DATE}(?:(?:至|到|—|-){DATE})?")
TOTAL = re.compile(r"共([0-9]{1,2})天")
BRACKETS = re.compile(r"[（(][^（()）]*[）)]")
MOST_DAYS = 15
DECEMBER = 12
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Day:
    date: date
    kind: DayKind
    name: str


def parse_arrangement(year: int, text: str) -> list[Day]:
    """The days of a year's notice, one holiday a line. Raises ValueError in Chinese."""
    days: dict[date, Day] = {}
    for number, line in enumerate(text.splitlines(), 1):
        plain = NUMBERED.sub("", line.strip())
        if not plain:
            continue
        try:
            found = read_line(year, plain)
        except ValueError as error:
            raise ValueError(f"第{number}行：{error}") from None
        for day in found:
            if day.date in days:
                raise ValueError(f"第{number}行：{words(day.date)}写了两次，请核对。")
            days[day.date] = day
    if not days:
        raise ValueError(
            "没有读出放假安排。每行一个节日，例如“春节：2月15日至23日放假，2月14日上班”。"
        )
    return sorted(days.values(), key=lambda day: day.date)


def read_line(year: int, line: str) -> list[Day]:
    name, colon, rest = line.replace(":", "：").partition("：")
    name = name.strip()
    if not colon or not name or len(name) > 20:
        raise ValueError("请写成“节日：日期放假，日期上班”，节日名不超过20个字。")
    made: list[Day] = []
    # 农历 remarks hold commas of their own: cut only outside brackets.
    for piece in re.split(r"[，,。；;](?![^（(]*[）)])", rest):
        made += read_piece(year, name, piece.strip(), made)
    if not made:
        raise ValueError("没有日期，例如“2月15日至23日放假”。")
    return made


def read_piece(year: int, name: str, piece: str, before: list[Day]) -> list[Day]:
    """The days of one clause; 共9天 has none and is compared with those `before` it."""
    bare = BRACKETS.sub("", piece)
    spans = list(SPAN.finditer(piece))
    if total := TOTAL.search(bare):
        check_total(int(total[1]), before)
        return []
    if not spans:
        return []
    if "上班" in bare:
        return days_of(spans, year, name, DayKind.MAKE_UP)
    if re.search("放假|补休|调休|休息", bare):
        return days_of(spans, year, name, DayKind.HOLIDAY)
    raise ValueError(f"“{bare[:20]}”没有写明放假还是上班。")


def days_of(spans: list[re.Match[str]], year: int, name: str, kind: DayKind) -> list[Day]:
    made = []
    for span in spans:
        first = read_date(span.groups()[:4], date(year, 1, 1), needs_month=True)
        last = first
        if span[7]:
            last = read_date(span.groups()[4:], first, needs_month=False)
        if last < first or (last - first).days >= MOST_DAYS:
            raise ValueError(f"“{BRACKETS.sub('', span[0])}”前后日期不对，请核对。")
        count = (last - first).days + 1
        made += [Day(first + timedelta(days=n), kind, name) for n in range(count)]
    for day in made:
        if not date(year - 1, 12, 20) <= day.date <= date(year + 1, 1, 10):
            raise ValueError(f"{words(day.date)}不在{year}年的安排里，请核对年份。")
        if kind == DayKind.MAKE_UP and day.date.weekday() < 5:
            raise ValueError(f"{words(day.date)}不是双休日，不用写上班。")
    return made


def read_date(parts: tuple[str | None, ...], near: date, *, needs_month: bool) -> date:
    """A day written with or without year and month, which it then has from `near`; the end of
    a holiday that began in December without its own year lies in the next."""
    year, month, day, weekday = parts
    if needs_month and month is None:
        raise ValueError(f"“{day}日”没有写是几月。")
    turns = not needs_month and near.month == DECEMBER and int(month or DECEMBER) < DECEMBER
    try:
        found = date(int(year or near.year + turns), int(month or near.month), int(day or 0))
    except ValueError:
        raise ValueError(f"“{month or near.month}月{day}日”不是日期，请核对。") from None
    if weekday and WEEKDAYS[found.weekday()] != weekday.replace("天", "日"):
        right = WEEKDAYS[found.weekday()]
        raise ValueError(f"{words(found)}是星期{right}，写的是周{weekday}，请核对。")
    return found


def check_total(total: int, made: list[Day]) -> None:
    off = sum(day.kind == DayKind.HOLIDAY for day in made)
    if off != total:
        raise ValueError(f"写的是共{total}天，按日期算是{off}天，请核对。")


def words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
