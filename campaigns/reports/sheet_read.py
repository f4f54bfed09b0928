"""A 统计表 that came as a spreadsheet: names of indicators with a number beside them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import PurePath

from campaigns.actions.report import TypedCell, save_cells
from campaigns.choices import TypedReason
from campaigns.models import Duty
from campaigns.reports.table import Row, build
from campaigns.rules.figures import parse
from portal.access import Actor
from portal.sheets import reading
from portal.sheets.cells import folded

LONGEST_NOTE = 100


def take_file(*, duty: Duty, content: bytes, name: str, actor: Actor, at: datetime) -> str:
    """Fill in what the file names and nobody typed yet. Raises Refused for an unreadable one."""
    table = build(duty)
    if any(cell.value is not None for cell in duty.cells.all()):
        return "这张表已有手填的数，没有用文件里的数替换。"
    found = numbers_of(reading.read(content).rows, table.rows)
    note = f"来件：{PurePath(name).stem}"[:LONGEST_NOTE]
    cells = {
        row.code: TypedCell(found[row.code], TypedReason.OTHER if row.auto else "", note)
        for row in table
        if row.code in found and not (row.auto and row.auto.value == found[row.code])
    }
    save_cells(
        duty=duty, indicator_set=table.indicator_set, cells=cells, actor=actor, at=at
    )  # fmt: skip
    return f"读入{len(found)}个数。" if found else "文件里没有找到指标名称，数字请手工录入。"


def numbers_of(lines: Iterable[Sequence[object]], asked: Iterable[Row]) -> dict[str, Decimal]:
    """{code: number}: the first number after the cell that is an indicator's name or code."""
    wanted = {}
    for row in asked:
        if not row.indicator.is_rate:
            wanted |= {folded(row.indicator.name): row, folded(row.code): row}
    found: dict[str, Decimal] = {}
    for line in lines:
        here: Row | None = None
        for cell in line:
            if here is None:
                here = wanted.get(folded(str(cell if cell is not None else "")).strip())
            elif here.code not in found and (number := number_of(cell, here)) is not None:
                found[here.code] = number
    return found


def number_of(cell: object, row: Row) -> Decimal | None:
    whole = int(cell) if isinstance(cell, float) and cell.is_integer() else cell
    try:
        return parse(str(whole if whole is not None else ""), places=row.indicator.places)
    except ValueError:
        return None
