"""The dry run: every bad cell of a file named by row, column and sentence; nothing is written."""

from collections.abc import Iterator, Mapping
from datetime import date

from portal.access import Actor
from portal.access.refusal import Refused
from portal.sheets.cells import Wrong, accepted, folded, parse
from portal.sheets.declaration import Bad, Cell, Checked, Column, Row, Sheet, Value
from portal.sheets.reading import HEAD, Table

FORMULA = "是公式，请复制后“选择性粘贴—数值”"
MERGED = "在合并单元格里，请取消合并后逐格填写"


class WrongColumns(Refused):
    """The header is not that of this sheet."""

    def __init__(self, words: str) -> None:
        super().__init__(words, field="file")


def check(*, sheet: Sheet, table: Table, actor: Actor, today: date) -> Checked:
    """Raises WrongColumns where the header is not understood, or there are too many rows."""
    header, places, ignored = find_header(sheet, table.rows)
    numbered = [
        (number, row)
        for number, row in enumerate(table.rows[header:], start=header + 1)
        if any(str(cell).strip() for cell in row if cell is not None)
    ]
    if len(numbered) > sheet.most:
        raise WrongColumns(f"超过{sheet.most:,}行，请分成几个文件导入。")
    if not numbered:
        raise WrongColumns("表里只有表头，没有填写内容。")
    rows, bad = _parsed(sheet, table, numbered, places, actor=actor, today=today)
    bad += _doubles(sheet, rows)
    bad += sheet.check(actor, rows, today)
    bad += _leaning(sheet, rows, {one.row for one in bad})
    wrong = {one.row for one in bad}
    fine = [row for row in rows if row.number not in wrong]
    existing = sheet.existing(actor, {sheet.key_of(row) for row in fine})
    known = [row for row in fine if sheet.key_of(row) in existing]
    good = [row for row in fine if sheet.key_of(row) not in existing]
    order = {column.key: place for place, column in enumerate(sheet.columns)}
    bad.sort(key=lambda one: (one.row, order.get(one.key, -1)))
    return Checked(len(numbered), good, known, bad, ignored, places, header)


def find_header(
    sheet: Sheet, rows: list[list[Cell]]
) -> tuple[int, dict[str, int], tuple[str, ...]]:
    """(row number of the header, {key: column}, headings nobody asked for).

    The columns may stand in any order, under a title row, with blanks, stars and （必填）.
    """
    wanted = {heading(column.label): column.key for column in sheet.columns}
    best: tuple[int, dict[str, int], list[str]] = (0, {}, [])
    for number, row in enumerate(rows[:HEAD], start=1):
        places, others = _understood(row, wanted)
        if len(places) > len(best[1]):
            best = (number, places, others)
    missing = [c.label for c in sheet.columns if c.required and c.key not in best[1]]
    if not best[1]:
        raise WrongColumns("没有找到表头，请下载模板，按模板的表头填写。")
    if missing:
        raise WrongColumns(f"缺少{'、'.join(missing)}列，请按模板的表头填写。")
    return best[0], best[1], tuple(best[2])


def _understood(row: list[Cell], wanted: dict[str, str]) -> tuple[dict[str, int], list[str]]:
    """({key: column}, other headings) of one row. Raises WrongColumns for a heading twice."""
    places: dict[str, int] = {}
    others = []
    for place, cell in enumerate(row):
        words = str(cell if cell is not None else "").strip()
        key = wanted.get(heading(words))
        if key in places:
            raise WrongColumns(f"表头里“{words}”出现了两次，请删去一列。")
        if key:
            places[key] = place
        elif words:
            others.append(words[:20])
    return places, others


def heading(words: str) -> str:
    plain = folded(words)
    for mark in ("*", "(必填)", "(选填)"):
        plain = plain.replace(mark, "")
    return plain


def _parsed(
    sheet: Sheet,
    table: Table,
    numbered: list[tuple[int, list[Cell]]],
    places: dict[str, int],
    *,
    actor: Actor,
    today: date,
) -> tuple[list[Row], list[Bad]]:
    """Every row with what could be understood of it, and the cells that could not."""
    read = [
        (column, places[column.key], Parsed(column, today, accepted(column.options(actor))))
        for column in sheet.columns
        if column.key in places
    ]
    empty: dict[str, Value] = dict.fromkeys(column.key for column in sheet.columns)
    spoilt = dict.fromkeys(table.merged, MERGED) | dict.fromkeys(table.formulas, FORMULA)
    rows, bad = [], []
    for number, cells in numbered:
        values = empty.copy()
        for column, place, parsed in read:
            cell = cells[place] if place < len(cells) else None
            value, wrong = parsed[cell.__class__, cell]
            if spoilt and (number - 1, place) in spoilt:
                value, wrong = None, spoilt[number - 1, place]
            values[column.key] = value
            if wrong:
                bad.append(Bad(number, column.key, f"{column.label}{wrong}。"))
        rows.append(Row(number, values))
    return rows, bad


class Parsed(dict[tuple[type, Cell], tuple[Value, str]]):
    """What one column makes of a cell: its value, or what is wrong. Cells repeat: a village, a
    kind, a block is understood once in a file. By type and cell, for 1 and True are one key."""

    def __init__(self, column: Column, today: date, options: Mapping[str, str]) -> None:
        super().__init__()
        self.column, self.today, self.options = column, today, options

    def __missing__(self, key: tuple[type, Cell]) -> tuple[Value, str]:
        try:
            value = parse(self.column, key[1], today=self.today, options=self.options)
            found: tuple[Value, str] = value, ""
        except Wrong as wrong:
            found = None, str(wrong)
        self[key] = found
        return found


def _doubles(sheet: Sheet, rows: list[Row]) -> list[Bad]:
    return [*_double_values(sheet, rows), *_double_keys(sheet, rows)]


def _double_values(sheet: Sheet, rows: list[Row]) -> Iterator[Bad]:
    for column in sheet.columns:
        seen: dict[Value, int] = {}
        for row in rows if column.unique else ():
            value = row.values[column.key]
            if value is not None and value in seen:
                words = f"{column.label}与第{seen[value]}行相同，一个只能填一次。"
                yield Bad(row.number, column.key, words)
            seen.setdefault(value, row.number)


def _double_keys(sheet: Sheet, rows: list[Row]) -> Iterator[Bad]:
    """Two lines that are the same thing, unless a single unique column says so already."""
    if len(sheet.key) == 1 and sheet.column(sheet.key[0]).unique:
        return
    seen: dict[tuple[Value, ...], int] = {}
    for row in rows:
        key = sheet.key_of(row)
        if all(part is None for part in key):
            continue
        if key in seen:
            yield Bad(row.number, sheet.key[0], f"与第{seen[key]}行重复，请删去一行。")
        seen.setdefault(key, row.number)


def _leaning(sheet: Sheet, rows: list[Row], wrong: set[int]) -> Iterator[Bad]:
    """Rows that need a row of this file which is itself bad: a village without its town."""
    if sheet.leans_on is None:
        return
    parent, key = sheet.leans_on
    broken = {row[key]: row.number for row in rows if row.number in wrong and row[key]}
    found = True
    while found:
        found = False
        for row in rows:
            if row.number in wrong or row[parent] not in broken:
                continue
            label = sheet.column(parent).label
            yield Bad(
                row.number, parent, f"{label}在第{broken[row[parent]]}行，那一行有误，须先改好。"
            )
            wrong.add(row.number)
            broken[row[key]] = row.number
            found = True
