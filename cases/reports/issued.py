"""Tables as they were reported: kept whole, shown again, compared with what they say today."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q

from cases.models import CaseFact
from cases.reports.counting import Cell, Counted, Row
from cases.reports.declaration import Asked, Column, Line, Table

NONE = "—"
Kept = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Difference:
    """One number that is another today: where it stands, what was reported, what it is now."""

    table: str
    line: str
    column: str
    was: str
    now: str


def freeze(tables: Iterable[Counted]) -> Kept:
    """Words, definitions and numbers, so that no later change of the program reaches them."""
    return [
        {
            "key": counted.table.key,
            "title": counted.table.title,
            "notes": list(counted.table.notes),
            "columns": [[one.key, one.label, one.note] for one in counted.table.shown],
            "rows": [
                [
                    row.line.key, row.line.label, row.line.level,
                    [[cell.text, whole(cell.value)] for cell in row.cells],
                ]
                for row in counted.rows
            ],
        }
        for counted in tables
    ]  # fmt: skip


def whole(value: float | None) -> float | int | None:
    return int(value) if value is not None and float(value).is_integer() else value


def thaw(kept: Kept) -> list[Counted]:
    """The same tables to be shown or written again; nothing of them opens to a list."""
    return [thawed(table) for table in kept]


def thawed(table: dict[str, Any]) -> Counted:
    columns = tuple(
        Column(key, label, nothing, note=note, opens=False) for key, label, note in table["columns"]
    )
    rows = [
        Row(
            Line(key, label, None, level=level),
            [
                Cell(column.key, text, value)
                for column, (text, value) in zip(columns, cells, strict=True)
            ],
        )
        for key, label, level, cells in table["rows"]
    ]
    made = Table(
        table["key"], table["title"], CaseFact, "code", lambda found: [], columns,
        notes=tuple(table["notes"]),
    )  # fmt: skip
    return Counted(made, rows)


def nothing(asked: Asked) -> Q:
    return Q(pk__in=[])


# ── Compared ────────────────────────────────────────────────────────────────────────────────────
def differences(then: Iterable[Counted], now: Iterable[Counted]) -> list[Difference]:
    """Every number that is not what it was, also of lines that came or went."""
    present = {counted.table.key: counted for counted in now}
    return [
        found
        for counted in then
        if counted.table.key in present
        for found in of_table(counted, present[counted.table.key])
    ]


def of_table(then: Counted, now: Counted) -> Iterator[Difference]:
    was, is_ = texts(then), texts(now)
    labels = {row.line.key: row.line.label for counted in (now, then) for row in counted.rows}
    still = {one.key for one in now.table.shown}
    columns = {one.key: one.label for one in then.table.shown if one.key in still}
    for line, label in labels.items():
        for column, title in columns.items():
            before, after = was.get((line, column)), is_.get((line, column))
            if shown(before) != shown(after):
                yield Difference(then.table.title, label, title, before or NONE, after or NONE)


def shown(text: str | None) -> str:
    """A line that is not there says nothing, as 0 and — do."""
    return "0" if text in {None, NONE} else str(text)


def texts(counted: Counted) -> dict[tuple[str, str], str]:
    return {(row.line.key, cell.key): cell.text for row in counted.rows for cell in row.cells}


def beside(counted: Counted, other: Counted, word: str) -> Counted:
    """The table with `word` and the other's number in each cell that differs."""
    theirs = texts(other)
    rows = [
        Row(
            row.line,
            [aside(cell, theirs.get((row.line.key, cell.key)), word) for cell in row.cells],
        )
        for row in counted.rows
    ]
    return Counted(counted.table, rows)


def aside(cell: Cell, other: str | None, word: str) -> Cell:
    if other is None or other == cell.text:
        return cell
    return replace(cell, aside=f"{word}{other}")


def with_reported(counted: Counted, kept: Kept) -> Counted:
    """Today's table with what was reported beside each number that is another now."""
    then = next((thawed(table) for table in kept if table["key"] == counted.table.key), None)
    return counted if then is None else beside(counted, then, "报出")


def asides(counted: Counted) -> int:
    return sum(bool(cell.aside) for row in counted.rows for cell in row.cells)
