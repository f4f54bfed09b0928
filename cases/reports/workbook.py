"""All tables of a period as one xlsx: A4 landscape, one table a sheet, definitions beneath.

Numbers are numbers, shares are the words of the page: they are recomputed, never typed.
"""

import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import xlsxwriter

from cases.reports import publishing
from cases.reports.counting import Cell, Counted
from portal.access import Actor
from portal.sheets.exports import watermark

PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
FONT = {"font_name": "微软雅黑", "font_size": 10}


def write(
    *, tables: Iterable[Counted], heading: str, actor: Actor, at: datetime, is_public: bool
) -> bytes:
    """`is_public` leaves out what shows, or gives away, a count from 1 to 4 (publishing)."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, PLAIN) as book:
        shapes = {
            "title": book.add_format({**FONT, "bold": True, "font_size": 14}),
            "head": book.add_format(
                {**FONT, "bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True}
            ),
            "words": book.add_format({**FONT, "border": 1}),
            "number": book.add_format({**FONT, "border": 1, "num_format": "#,##0"}),
            "note": book.add_format({**FONT, "font_color": "#595959"}),
        }
        mark = watermark(actor, at, is_personal=False)
        for counted in tables:
            _sheet(book, counted, heading, mark, shapes, is_public)
    return target.getvalue()


def _sheet(
    book: Any, counted: Counted, heading: str, mark: str, shapes: dict[str, Any], is_public: bool
) -> None:
    table = counted.table
    left_out = publishing.hidden(counted) if is_public else frozenset()
    page = book.add_worksheet(table.title.split("　")[0])
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_footer("&C第&P页 共&N页")
    page.set_column(0, 0, 24)
    page.set_column(1, len(table.shown), 9)
    page.write_string(0, 0, f"{table.title}（{heading}）", shapes["title"])
    page.write_string(1, 0, mark, shapes["note"])
    page.write_string(2, 0, "项目", shapes["head"])
    for place, column in enumerate(table.shown, start=1):
        page.write_string(2, place, column.label, shapes["head"])
    page.repeat_rows(2)
    page.freeze_panes(3, 1)
    for at, row in enumerate(counted.rows, start=3):
        page.write_string(
            at, 0, "　" * max(row.line.level - 1, 0) + row.line.label, shapes["words"]
        )
        for place, cell in enumerate(row.cells, start=1):
            if (row.line.key, cell.key) in left_out:
                words = publishing.text_of(counted, row.line.key, cell.key)
                page.write_string(at, place, words, shapes["words"])
            else:
                _cell(page, at, place, cell, shapes)
    notes = definitions(counted) + ([publishing.NOTE] if left_out else [])
    for offset, note in enumerate(notes, start=len(counted.rows) + 4):
        page.write_string(offset, 0, note, shapes["note"])


def _cell(page: Any, at: int, place: int, cell: Cell, shapes: dict[str, Any]) -> None:
    if cell.value is None:
        page.write_string(at, place, cell.text, shapes["words"])
    else:
        page.write_number(at, place, cell.value, shapes["number"])


def definitions(counted: Counted) -> list[str]:
    """What each column counts, and the rules of the whole table."""
    own = [f"{one.label}：{one.note}。" for one in counted.table.shown if one.note]
    return [*own, *counted.table.notes]
