"""全部表格 of a campaign as one xlsx: the city's sums, counties, member units, who reported.

Numbers are numbers; a sum stands only where figures may be added, a rate is counted anew."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter

from campaigns.choices import Aggregation, CellSource, Group, TypedReason
from campaigns.models import DutyVersion
from campaigns.registry import label_of
from campaigns.rules import summary as rules
from campaigns.rules.reports import in_order

Line = Sequence[str | Decimal]
PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
FONT = {"font_name": "微软雅黑", "font_size": 10}
RULES = "只含已通过的统计表；去重数、期末数按指标说明，不能相加的不设合计；比率由分子、分母重算。"


def tables_of(
    *,
    heading: str,
    versions: list[DutyVersion],
    cells: rules.Cells,
    board: tuple[list[str], list[Any]],
    mark: str,
) -> bytes:
    """The workbook of accepted tables. `cells` are their figures as they are summed, `board` the
    kinds of things and the rows of the board, `mark` who took it out and when."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, PLAIN) as book:
        write = Writer(book, heading, mark)
        write.sheet("全市合计", CITY, city_lines(versions, cells), RULES)
        counties = [one for one in versions if group_of(one) in rules.GROUPS["县"]]
        write.sheet("县（市、区）", *county_lines(counties, cells), RULES)
        members = [one for one in versions if group_of(one) in rules.GROUPS["成员"]]
        write.sheet("成员单位", MEMBERS, member_lines(members))
        write.sheet("报送情况", *board_lines(*board))
    return target.getvalue()


def group_of(version: DutyVersion) -> Group:
    return Group(version.duty.participation.group)


def named(versions: Iterable[DutyVersion]) -> dict[str, dict[str, Any]]:
    """{code: a cell with its words}, in the order of the tables."""
    found: dict[str, dict[str, Any]] = {}
    for version in versions:
        for _, code, cell in in_order(version.content):
            found.setdefault(code, cell)
    return found


# ── 全市 ────────────────────────────────────────────────────────────────────────────────────────
CITY = ("代码", "指标", "单位", "县（市、区）", "成员单位", "减：重复", "全市", "怎么算的")


def city_lines(versions: list[DutyVersion], cells: rules.Cells) -> list[Line]:
    return [
        (code, cell["name"], cell["measure"], *sums_of(code, cell, cells))
        for code, cell in sorted(named(versions).items())
    ]


def sums_of(code: str, cell: dict[str, Any], cells: rules.Cells) -> tuple[str | Decimal, ...]:
    key = code
    if cell["aggregation"] == Aggregation.RATE:
        key = f"{cell['numerator']}/{cell['denominator']}"
    parts = [rules.count(f"{key}{group}", cells) for group in ("·县", "·成员", "")]
    off = [row.source.value for row in cells.get(code, []) if row.is_less]
    less = sum(off, Decimal(0)) if off else ""
    county, member, city = (number_of(part.value) for part in parts)
    return county, member, less, city, parts[-1].formula


def number_of(value: Decimal | None) -> str | Decimal:
    return "—" if value is None else value


# ── 县（市、区）────────────────────────────────────────────────────────────────────────────────
def county_lines(
    versions: list[DutyVersion], cells: rules.Cells
) -> tuple[tuple[str, ...], list[Line]]:
    columns = named(versions)
    head = ("单位", *(f"{cell['name']}（{cell['measure']}）" for cell in columns.values()))
    lines: list[Line] = [
        (
            version.duty.participation.unit.short_name,
            *(value_of(version, code) for code in columns),
        )
        for version in versions
    ]
    sums = (sums_of(code, cell, cells)[0] for code, cell in columns.items())
    return head, [*lines, ("小计", *sums)] if lines else []


def value_of(version: DutyVersion, code: str) -> str | Decimal:
    cell = version.content.get("cells", {}).get(code)
    return Decimal(cell["value"]) if cell and cell.get("value") is not None else ""


# ── 成员单位 ────────────────────────────────────────────────────────────────────────────────────
MEMBERS = ("单位", "代码", "指标", "单位（计量）", "数", "上年", "来源", "说明")


def member_lines(versions: list[DutyVersion]) -> list[Line]:
    return [
        (
            version.duty.participation.unit.short_name, code, cell["name"], cell["measure"],
            value_of(version, code), Decimal(cell["last"]) if cell.get("last") else "",
            CellSource(cell["source"]).label, why_of(cell),
        )
        for version in versions
        for _, code, cell in in_order(version.content)
    ]  # fmt: skip


def why_of(cell: dict[str, Any]) -> str:
    reason = TypedReason(cell["reason"]).label if cell.get("reason") else ""
    return "：".join(part for part in (reason, cell.get("note", "")) if part)


# ── 报送情况 ────────────────────────────────────────────────────────────────────────────────────
def board_lines(kinds: list[str], rows: list[Any]) -> tuple[tuple[str, ...], list[Line]]:
    head = ("类别", "单位", "签收", *(label_of(kind) for kind in kinds))
    lines = [
        (
            Group(row.participation.group).label,
            row.participation.unit.short_name,
            day_of(row.participation.signed_on),
            *(cell.words for cell in row.cells),
        )
        for row in rows
    ]
    return head, lines


def day_of(day: date | None) -> str:
    return f"{day.month}月{day.day}日" if day else "未签收"


# ── The sheets ──────────────────────────────────────────────────────────────────────────────────
class Writer:
    """One sheet after another, A4 landscape, the head on every printed page."""

    def __init__(self, book: Any, heading: str, mark: str) -> None:
        self.book, self.heading, self.mark = book, heading, mark
        self.title = book.add_format({**FONT, "bold": True, "font_size": 14})
        self.head = book.add_format(
            {**FONT, "bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True}
        )
        self.words = book.add_format({**FONT, "border": 1, "text_wrap": True, "valign": "top"})
        self.number = book.add_format({**FONT, "border": 1, "num_format": "#,##0.##"})
        self.whole = book.add_format({**FONT, "border": 1, "num_format": "#,##0"})
        self.note = book.add_format({**FONT, "font_color": "#595959"})

    def sheet(self, name: str, head: Sequence[str], lines: list[Line], note: str = "") -> None:
        page = self.book.add_worksheet(name)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_footer("&C第&P页 共&N页")
        page.write_string(0, 0, f"{self.heading}　{name}", self.title)
        page.write_string(1, 0, self.mark, self.note)
        for place, label in enumerate(head):
            page.write_string(2, place, label, self.head)
            page.set_column(place, place, width_of(label, place, lines))
        page.repeat_rows(2)
        page.freeze_panes(3, 1)
        for at, line in enumerate(lines, start=3):
            for place, value in enumerate(line):
                self.cell(page, at, place, value)
        if not lines:
            page.write_string(3, 0, "还没有通过的材料", self.note)
        page.write_string(len(lines) + 4, 0, note, self.note)

    def cell(self, page: Any, at: int, place: int, value: str | Decimal) -> None:
        if isinstance(value, str):
            page.write_string(at, place, value, self.words)
        else:
            is_whole = value == value.to_integral_value()
            page.write_number(at, place, value, self.whole if is_whole else self.number)


def width_of(label: str, place: int, lines: list[Line]) -> int:
    longest = max((len(str(line[place])) for line in lines), default=0)
    return min(max(2 * min(len(label), 8), 2 * min(longest, 16), 8), 34)
