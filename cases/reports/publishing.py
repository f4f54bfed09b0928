"""What a published table leaves out, so that nobody can count back to a number from 1 to 4.

A column whose total is that small is left out whole, with one more of the sum it stands in. Then a
line with such a number is left out whole, and never alone among those that add up to one number:
two unknown lines below a known sum can be anything. A class left out takes its kinds with it.
"""

from collections.abc import Iterable, Mapping

from cases.reports.counting import Counted, Row
from cases.reports.declaration import Column, Ratio

FEWEST = 5  # security.md §1: a published table does not show how few they were
HIDDEN = "…"
NOTE = "写“＜5”“…”的：人数少于5，或者与其他数相减可以推出少于5的数，不公开。"

Key = tuple[str, str]  # line, column


def is_small(value: float | None) -> bool:
    return value is not None and 0 < value < FEWEST


def hidden(counted: Counted) -> frozenset[Key]:
    """The cells that a published version leaves out."""
    columns = hidden_columns(counted)
    lines = hidden_lines(counted, columns)
    return frozenset(
        (row.line.key, cell.key)
        for row in counted.rows
        for cell in row.cells
        if row.line.key in lines or cell.key in columns
    )


def text_of(counted: Counted, line: str, column: str) -> str:
    """What stands in the place of a number left out."""
    is_total = counted.rows[0].line.key == line
    small = is_total and is_small(counted.number(line, column))
    return f"＜{FEWEST}" if small else HIDDEN


def hidden_columns(counted: Counted) -> set[str]:
    """Counts whose total is small, a partner in each sum, and the ratios made of either."""
    total = counted.rows[0].line.key
    numbers = {
        column.key: counted.number(total, column.key)
        for column in counted.table.shown
        if isinstance(column, Column)
    }
    gone = {key for key, value in numbers.items() if is_small(value)}
    while partners := [
        mate
        for whole, parts in counted.table.sums
        if (mate := partner(whole, parts, gone, numbers))
    ]:
        gone |= set(partners)
    return gone | {
        column.key
        for column in counted.table.shown
        if isinstance(column, Ratio) and inputs(column) & gone
    }


def partner(
    whole: str, parts: tuple[str, ...], gone: set[str], numbers: Mapping[str, float]
) -> str | None:
    """Of a sum with one unknown, one more to leave out: the part with the smallest total."""
    members = {whole, *parts}
    if len(members & gone) != 1:
        return None
    rest = [part for part in parts if part not in gone]
    return min(rest, key=lambda part: (numbers[part] == 0, numbers[part]))


class Read(dict[str, float]):
    """Notes which counts a ratio asks for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def __missing__(self, key: str) -> float:
        self.asked.add(key)
        return 100.0

    def get(self, key: str, default: float = 0) -> float:  # type: ignore[override]
        return self[key]


def inputs(ratio: Ratio) -> set[str]:
    read = Read()
    ratio.of(read)
    return {key.removeprefix("all_").removeprefix("group_") for key in read.asked}


def hidden_lines(counted: Counted, columns: set[str]) -> set[str]:
    total, *rows = counted.rows
    if shows_small(total, columns):  # cannot be: its column is gone. Rather nothing than too much
        return {row.line.key for row in counted.rows}
    gone = {row.line.key for row in rows if shows_small(row, columns)}
    top = [row for row in rows if row.line.level == 1]
    within = {
        one.line.key: [row for row in rows if row.line.level > 1 and row.line.group == one.line.key]
        for one in top
    }
    before = -1
    while before != len(gone):
        before = len(gone)
        for key, kinds in within.items():
            if key in gone:
                gone |= {row.line.key for row in kinds}
            elif not two_unknown(kinds, gone, columns):
                gone.add(key)  # its only kind is the class itself
        two_unknown(top, gone, columns)
    return gone


def two_unknown(rows: list[Row], gone: set[str], columns: set[str]) -> bool:
    """Leave out a second line beside a single one. False where there is no second."""
    unknown = [row for row in rows if row.line.key in gone]
    if len(unknown) != 1:
        return True
    rest = [row for row in rows if row.line.key not in gone]
    if not rest:
        return False
    gone.add(min(rest, key=lambda row: weight(row, columns)).line.key)
    return True


def weight(row: Row, columns: Iterable[str]) -> tuple[bool, float]:
    """The smallest line that has anything; an empty one only where no other is left."""
    found = sum(cell.value or 0 for cell in row.cells if cell.key not in columns)
    return found == 0, found


def shows_small(row: Row, columns: set[str]) -> bool:
    return any(is_small(cell.value) for cell in row.cells if cell.key not in columns)
